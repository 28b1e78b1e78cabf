"""Judges mail by what is known of each inbox and by what agents taught, and looks again now and then at both."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from triaged.errors import ModelUnusable
from triaged.loops import log
from triaged.model.judgement import Judgement
from triaged.model.lesson import Judged
from triaged.model.mail import Message
from triaged.model.ports import Judge
from triaged.model.thread import Score
from triaged.model.tx import Store, Tx
from triaged.policy.shape import Policy
from triaged.rules.levels import COUNTED, Levels, levels, placed
from triaged.rules.proven import NEEDED, proven

if TYPE_CHECKING:
    from triaged.learn.model import Model

EVERY = 60.0
"""Seconds between looks."""


@dataclass(slots=True, kw_only=True)
class Judging:
    """Implements `Judge`. `built_in` judges; a model of the desk's own labels, where there is one, has the last word.

    `trouble` is why a model that should judge does not: then the words judge alone, as on day one. "" = none.
    """

    built_in: Judge
    policy: Policy
    store: Store
    trouble: str = field(default="", init=False)
    _levels: Mapping[str, Levels | None] = field(default_factory=dict, init=False)
    _proven: bool = field(default=False, init=False)
    _models: "Mapping[Judged, Model]" = field(default_factory=dict, init=False)
    _used: Mapping[Judged, int] = field(default_factory=dict, init=False)

    name = "judging"

    def judge(self, message: Message, language: str) -> Judgement:
        """All judgements of one mail. By words alone, urgency goes by the levels of its inbox."""
        judged = self.built_in.judge(message, language)
        if self._models:
            # numpy comes with it: a desk without a model never asks.
            from triaged.learn.taught import taught

            judged = taught(judged, message, self._models)
        found = None if Judged.URGENCY in self._models else self._levels.get(message.inbox)
        return replace(judged, urgency=self._placed(judged.urgency, found))

    def _placed(self, score: Score, found: Levels | None) -> Score:
        """The judgement, and what it is without its claims, by the levels of the inbox."""
        urgency = placed(score, found)
        if urgency is score.urgency and not self._proven and score.unclaimed is None:
            return score
        unclaimed = score.unclaimed and self._placed(score.unclaimed, found)
        return replace(score, urgency=urgency, proven=self._proven, unclaimed=unclaimed)

    async def round(self) -> None:
        """Look at what is known, then rest."""
        await self.look()
        await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Learn the levels of every inbox from its newest mail, and take the models that are current now."""
        self._levels, self._proven, current = await self.store.transact(self._known)
        if current == self._used:
            return
        octets = await self.store.transact(
            lambda tx: {what: tx.model_octets(number) for what, number in current.items()}
        )
        self._models, self.trouble = await asyncio.to_thread(_loaded, octets)
        self._used = current
        log.judged_by(models=len(self._models), error=self.trouble)

    def _known(self, tx: Tx) -> tuple[Mapping[str, Levels | None], bool, Mapping[Judged, int]]:
        found = {
            inbox: levels(tx.ranks(inbox, limit=COUNTED), look_first=self.policy.judge.look_first)
            for inbox in self.policy.inboxes
        }
        allowed = self.policy.judge.critical_needs != "a rule" and proven(tx.outcomes(limit=2 * NEEDED))
        return found, allowed, {Judged(kept.task): kept.model_id for kept in tx.models() if kept.current}


def _loaded(octets: Mapping[Judged, bytes | None]) -> "tuple[Mapping[Judged, Model], str]":
    """The models that can be used, and why others cannot."""
    if not octets:
        return {}, ""
    from triaged.learn.artefact import from_octets

    models, wrong = {}, []
    for what, kept in octets.items():
        try:
            models[what] = from_octets(kept or b"")
        except ModelUnusable as error:
            wrong.append(f"the model of {what.value} {error}")
    return models, "; ".join(wrong)
