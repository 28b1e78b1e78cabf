"""Judges mail by what is known of each inbox, and looks again now and then at what is known."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from triaged.model.judgement import Judgement
from triaged.model.mail import Message
from triaged.model.ports import Judge
from triaged.model.tx import Store, Tx
from triaged.policy.shape import Policy
from triaged.rules.levels import COUNTED, Levels, levels, placed

EVERY = 600.0
"""Seconds between looks: levels move with hundreds of mails."""


@dataclass(slots=True, kw_only=True)
class Judging:
    """Implements `Judge` with the levels of each inbox. `built_in` judges; one loop keeps the levels fresh."""

    built_in: Judge
    policy: Policy
    store: Store
    _levels: Mapping[str, Levels | None] = field(default_factory=dict, init=False)

    name = "judging"

    def judge(self, message: Message, language: str) -> Judgement:
        """All judgements of one mail, its urgency by the levels of its inbox."""
        judged = self.built_in.judge(message, language)
        urgency = placed(judged.urgency, self._levels.get(message.inbox))
        if urgency is judged.urgency.urgency:
            return judged
        return replace(judged, urgency=replace(judged.urgency, urgency=urgency))

    async def round(self) -> None:
        """Look at what is known, then rest."""
        await self.look()
        await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Learn the levels of every inbox from its newest mail."""
        self._levels = await self.store.transact(self._measured)

    def _measured(self, tx: Tx) -> Mapping[str, Levels | None]:
        return {
            inbox: levels(tx.ranks(inbox, limit=COUNTED), look_first=self.policy.judge.look_first)
            for inbox in self.policy.inboxes
        }
