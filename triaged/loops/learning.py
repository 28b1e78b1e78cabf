"""Learns from what agents did: once a day, and when somebody asks, in a process of its own."""

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.loops import log
from triaged.model.ports import Clock
from triaged.model.tx import Store, Tx
from triaged.model.work import Result, Work
from triaged.policy.shape import Policy

EVERY = 5.0
"""Seconds between looks whether somebody asked."""
ASKED, LEARNED, TOLD = "learning was asked for", "learned on", "what was learned"
"""The names under which the store keeps: that somebody asked, the day of the last try, and what came of it."""
LEAST = 25
"""Mails that agents dealt with, below which no worker is asked."""
INHERITED = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TZ")
"""What a worker is told of the daemon's environment: secrets may stand in the rest."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
LONGEST = timedelta(minutes=10)
"""A worker that takes longer is ended."""


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
                sentences=judge.sentences != "never",
                urgent_like=judge.urgent_like,
                patient_like=judge.patient_like,
            )

        work = await self.store.transact(gathered)
        taught = sum(bool(lesson.corrected or lesson.filed) or lesson.handled for lesson in work.lessons)
        said, failed = await _worked(work.as_json()) if taught >= LEAST else ("", f"{taught} mails are too few")
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


def _told(tx: Tx, result: Result, now: datetime) -> dict[str, object]:
    """Keep one result; what is told of it."""
    if result.refused:
        return {"task": result.task, "refused": result.refused}
    number = tx.add_model(result.task, result.octets, card=result.card, at=now)
    return {"task": result.task, "model": number, "card": json.loads(result.card)}


async def _worked(work: str) -> tuple[str, str]:
    """What the worker wrote, and why it ended early, "" where it did not."""
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # no module of whatever folder this runs in
        "-m",
        "triaged.learn.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in INHERITED if name in os.environ} | ONE_THREAD,
    )
    try:
        said, wrong = await asyncio.wait_for(worker.communicate(work.encode()), LONGEST.total_seconds())
    except TimeoutError:
        return "", f"it took longer than {LONGEST.total_seconds() / 60:.0f} minutes"
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    if worker.returncode == 0:
        return said.decode(), ""
    lines = wrong.decode(errors="replace").strip().splitlines()
    return said.decode(), (lines[-1] if lines else f"it ended with {worker.returncode}")[:300]
