"""Learns from what agents did: once a day, and when somebody asks, in a process of its own."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime

from triaged.loops import log
from triaged.loops.worker import worked
from triaged.model.ports import Clock
from triaged.model.tx import Store, Tx
from triaged.model.work import Result, Work
from triaged.policy.shape import Policy, TopicEntry

EVERY = 5.0
"""Seconds between looks whether somebody asked."""
ASKED, LEARNED, TOLD = "learning was asked for", "learned on", "what was learned"
"""The names under which the store keeps: that somebody asked, the day of the last try, and what came of it."""
LEAST = 25
"""Mails that agents dealt with, below which no worker is asked."""


@dataclass(slots=True, kw_only=True)
class Learning:
    """The loop that learns. A model replaces what is there only where it is not worse (triaged/learn/accept.py)."""

    policy: Policy
    store: Store
    clock: Clock

    name = "learning"

    async def round(self) -> None:
        """Learn if it is time, then rest."""
        if await self.store.transact(self._is_time):
            await self.learn()
        await asyncio.sleep(EVERY)

    async def learn(self) -> None:
        """Teach a worker, and keep what comes of it."""
        now = self.clock()

        def gathered(tx: Tx) -> Work:
            current = {kept.task: tx.model_octets(kept.model_id) or b"" for kept in tx.models() if kept.current}
            judge = self.policy.judge
            lessons = (*(mail.lesson for mail in tx.filed()), *tx.lessons())
            return Work(
                lessons=lessons,
                topics=tuple(self.policy.topics),
                current=current,
                now=now,
                described={key: _described(topic) for key, topic in self.policy.topics.items()},
                sentences=judge.sentences != "never",
                urgent_like=judge.urgent_like,
                patient_like=judge.patient_like,
            )

        work = await self.store.transact(gathered)
        taught = sum(bool(lesson.corrected or lesson.filed) or lesson.handled for lesson in work.lessons)
        said, failed = (
            await worked("triaged.learn.worker", work.as_json())
            if taught >= LEAST
            else ("", f"{taught} mails are too few")
        )
        results = tuple(Result.of_json(line) for line in said.splitlines())

        def keep(tx: Tx) -> None:
            told = [_told(tx, result, now) for result in results]
            tx.remember(TOLD, json.dumps({"at": now.isoformat(), "tasks": told, "failed": failed}))
            tx.remember(LEARNED, now.date().isoformat())
            tx.remember(ASKED, "")

        await self.store.transact(keep)
        log.learned(models=sum(not result.refused for result in results), error=failed)

    def _is_time(self, tx: Tx) -> bool:
        return bool(tx.remembered(ASKED)) or tx.remembered(LEARNED) != self.clock().date().isoformat()


def _described(topic: TopicEntry) -> dict[str, object]:
    return {"name": dict(topic.name), "means": dict(topic.means), "examples": list(topic.examples)}


def _told(tx: Tx, result: Result, now: datetime) -> dict[str, object]:
    """Keep one result; what is told of it."""
    if result.refused:
        return {"task": result.task, "refused": result.refused}
    number = tx.add_model(result.task, result.octets, card=result.card, at=now)
    return {"task": result.task, "model": number, "card": json.loads(result.card)}
