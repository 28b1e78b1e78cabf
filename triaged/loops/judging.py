"""Judges mail by what is known of each inbox and by what agents taught, and looks again now and then at both."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from triaged.errors import ModelUnusable, SentencesUnusable
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
    from triaged.learn.meaning import Meaning
    from triaged.learn.model import Model

EVERY = 60.0
"""Seconds between looks."""


@dataclass(slots=True, kw_only=True)
class Judging:
    """Implements `Judge`. `built_in` judges by words, beside it what a mail means where that can be judged.

    A model of the desk's own labels, where there is one, has the last word. `unmeant` is why meaning is not judged
    though it should be: "" where it is, or should not be.
    """

    built_in: Judge
    policy: Policy
    store: Store
    unmeant: str = field(default="", init=False)
    _levels: Mapping[str, Levels | None] = field(default_factory=dict, init=False)
    _proven: bool = field(default=False, init=False)
    _models: "Mapping[Judged, Model]" = field(default_factory=dict, init=False)
    _used: Mapping[Judged, int] = field(default_factory=dict, init=False)
    _wrong: str = field(default="", init=False)
    _meaning: "Meaning | None" = field(default=None, init=False)
    _loaded: bool = field(default=False, init=False)

    name = "judging"

    @property
    def trouble(self) -> str:
        """Why a model that should judge does not: then day one judges alone. "" = none."""
        lost = [what.value for what, model in self._models.items() if model.card.sentences and self._meaning is None]
        wrong = [f"the model of {what} was learned with sentences, which are not used here" for what in lost]
        return "; ".join((*([self._wrong] if self._wrong else []), *(wrong if self._loaded else [])))

    @property
    def judged_by(self) -> str:
        """What mail is judged by before the desk's own labels, in words."""
        return "words" if self._meaning is None else "words and sentences"

    def judge(self, message: Message, language: str) -> Judgement:
        """All judgements of one mail. Where no model says it, urgency goes by the levels of its inbox."""
        by_words = judged = self.built_in.judge(message, language)
        meaning, vector = self._meaning, None
        models = self._usable(with_sentences=meaning is not None)
        if meaning is not None:
            vector = meaning.vector(message)
            judged = meaning.added(by_words, vector)
        if models:
            # numpy comes with it: a desk without a model never asks.
            from triaged.learn.taught import taught

            judged = taught(judged, message, models, by_words=by_words, vector=vector)
        found = None if Judged.URGENCY in models else self._levels.get(message.inbox)
        return replace(judged, urgency=self._placed(judged.urgency, found))

    def _placed(self, score: Score, found: Levels | None) -> Score:
        """The judgement, and what it is without its claims, by the levels of the inbox."""
        urgency = placed(score, found)
        if urgency is score.urgency and not self._proven and score.unclaimed is None:
            return score
        unclaimed = score.unclaimed and self._placed(score.unclaimed, found)
        return replace(score, urgency=urgency, proven=self._proven, unclaimed=unclaimed)

    async def round(self) -> None:
        """Look at what is known, then rest. First of all the meaning of sentences is loaded: words judge meanwhile."""
        await self.load()
        await self.look()
        await asyncio.sleep(EVERY)

    async def load(self) -> None:
        """Make ready to judge what mails mean, once, where rules.toml allows it and it is installed."""
        if self._loaded:
            return
        try:
            self._meaning = await asyncio.to_thread(_meaning_of, self.policy)
        except SentencesUnusable as error:
            self.unmeant = str(error)
        self._loaded = True
        log.judged_with(sentences=self._meaning is not None, error=self.unmeant)

    async def look(self) -> None:
        """Learn the levels of every inbox from its newest mail, and take the models that are current now."""
        self._levels, self._proven, current = await self.store.transact(self._known)
        if current == self._used:
            return
        octets = await self.store.transact(
            lambda tx: {what: tx.model_octets(number) for what, number in current.items()}
        )
        self._models, self._wrong = await asyncio.to_thread(_models, octets)
        self._used = current
        log.judged_by(models=len(self._models), error=self._wrong)

    def _usable(self, *, with_sentences: bool) -> "Mapping[Judged, Model]":
        """The models that can judge now: one that learned with sentences cannot without them."""
        if with_sentences:
            return self._models
        return {what: model for what, model in self._models.items() if not model.card.sentences}

    def _known(self, tx: Tx) -> tuple[Mapping[str, Levels | None], bool, Mapping[Judged, int]]:
        found = {
            inbox: levels(tx.ranks(inbox, limit=COUNTED), look_first=self.policy.judge.look_first)
            for inbox in self.policy.inboxes
        }
        allowed = self.policy.judge.critical_needs != "a rule" and proven(tx.outcomes(limit=2 * NEEDED))
        return found, allowed, {Judged(kept.task): kept.model_id for kept in tx.models() if kept.current}


def _meaning_of(policy: Policy) -> "Meaning | None":
    """In a thread: it takes a second, and more memory than everything else."""
    if policy.judge.sentences == "never":
        return None
    from triaged.learn.meaning import meaning_of

    return meaning_of(policy)


def _models(octets: Mapping[Judged, bytes | None]) -> "tuple[Mapping[Judged, Model], str]":
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
