"""B8: what it costs to watch the promises of a big desk: 100,000 open threads.

Each size is measured in a process of its own: the watcher's transaction when nothing is due, and a due thread, with
everything that goes with it (ladder, notices, the letter that tells the customer). CPU time, not wall clock.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.processes import size
from triaged.decide.plan import planned
from triaged.loops.health import Health
from triaged.loops.watch import PLANNED_BY, Watch
from triaged.mail.shipped import shipped_templates
from triaged.mail.wording import Wording
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.thread import Kind, Promise, Thread, Triage, Turn, Urgency
from triaged.model.tx import Store, Tx
from triaged.policy.load import load
from triaged.policy.shape import Policy
from triaged.scribe import Scribe
from triaged.store import open_store

THREADS = 100_000
FEW = 10_000
DUE = 1_000
IDLE_TICKS = 200
RUNS = 3
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Monday, nine in the morning in Berlin."""

RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en", "de"]
calendar.office = { zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "DE-HH" }
person.anna = { name = "Anna Petersen", mail = ["anna@nordlicht.example"] }
person.ben = { name = "Ben Oduya", mail = ["ben@nordlicht.example"] }
person.greta = { name = "Greta Lund", mail = ["greta@nordlicht.example"] }
team.service = { lead = "anna", manager = "greta", people = ["anna", "ben"], pace = 6 }
inbox.support = { address = "support@nordlicht.example", account = "main" }
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:1"
smtp = "smtp://127.0.0.1:1"
user = "s"
login = { password = "file:/nowhere" }
[[promise.row]]
reply = "4h"
[promise]
at_most = "300 days"
[renewal]
send = "auto"
needs = "nothing"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """CPU milliseconds of a round when nothing is due, and of one due thread; how many customers were told.

    `grown`: octets that the process has more after the rounds than before the store was opened again.
    """

    threads: int
    idle_ms: float
    due_ms: float
    told: int
    grown: int


def measure(threads: int) -> Watching:
    """The least of three runs: a machine that is shared takes from none of them, it only adds."""
    runs = [_run(threads) for _ in range(RUNS)]
    return replace(
        runs[0],
        idle_ms=min(run.idle_ms for run in runs),
        due_ms=min(run.due_ms for run in runs),
        grown=min(run.grown for run in runs),
    )


def _run(threads: int) -> Watching:
    """In a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.watching", "--threads", str(threads)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    return Watching(**json.loads(done.stdout.splitlines()[-1]))


def _fill(store: Store, policy: Policy, threads: int) -> None:
    """Open threads of many customers whose promises lie in the weeks to come, and DUE whose renewal is due now."""
    chance = random.Random(threads)
    numbers = iter(range(threads))
    while batch := [number for _, number in zip(range(1000), numbers, strict=False)]:
        store.transact_now(partial(_add_all, numbers=batch, chance=chance, policy=policy))


def _add_all(tx: Tx, *, numbers: list[int], chance: random.Random, policy: Policy) -> None:
    for number in numbers:
        _add(tx, number, chance, policy, due=number < DUE)


def _add(tx: Tx, number: int, chance: random.Random, policy: Policy, *, due: bool) -> None:
    made = NOW - timedelta(hours=1)
    by = NOW + (timedelta(minutes=29) if due else timedelta(days=20, minutes=chance.randrange(60_000)))
    urgency = Urgency.NORMAL if chance.random() < 0.8 else Urgency.HIGH
    thread = Thread(
        thread_id=0,
        reference="",
        inbox="support",
        customer=f"kim.{number}@customer.test",
        customer_name="Kim Lee",
        subject=f"My order {number}",
        base_subject=f"My order {number}",
        kind=Kind.PERSON,
        turn=Turn.OURS,
        triage=Triage(urgency=urgency, rank=0.5, language="en", language_sure=True, team="service"),
        opened_at=made,
        last_mail_at=made,
        acknowledged_at=made,
        owner="ben" if number % 3 else "",
        promise=Promise(reply_by=by, told=True, calendar="office", row="row 1", counted_from=made, made_at=made),
    )
    stored = tx.add_thread(planned(thread, policy, made), [f"R{number:07d}"])
    if due:
        letter = Letter(
            once_key=f"ack|{number}",
            kind=LetterKind.ACKNOWLEDGEMENT,
            inbox="support",
            account="main",
            thread_id=stored.thread_id,
            sender="support@nordlicht.example",
            recipient=thread.customer,
            message_id=f"<ack.{number}@nordlicht.example>",
            mark=f"v1.{number}",
            octets=b"x" * 1000,
            state=LetterState.SENT,
            created_at=made,
            next_attempt_at=made,
            sent_at=made,
            promise_id=stored.promise.promise_id if stored.promise else None,
        )
        tx.add_letter(letter)


def _measured(threads: int) -> Watching:
    policy = load("rules.toml", lambda _: RULES)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:{Path(folder) / 'triaged.db'}")
        store.transact_now(lambda tx: tx.begin_inbox("support", NOW - timedelta(days=30)))
        _fill(store, policy, threads)
        store.close_now()
        before = size(os.getpid()).resident
        store = open_store(f"sqlite:{Path(folder) / 'triaged.db'}")
        now = [NOW - timedelta(minutes=59)]
        scribe = Scribe(policy=policy, wording=Wording(shipped_templates()), secret=store.secret)
        watch = Watch(
            policy=policy, scribe=scribe, store=store, clock=lambda: now[0], health=Health(), send_now=lambda: None
        )
        store.transact_now(lambda tx: tx.remember(PLANNED_BY, policy.fingerprint))
        store.transact_now(watch.tick)
        idle = _cpu(lambda: [store.transact_now(watch.tick) for _ in range(IDLE_TICKS)]) / IDLE_TICKS
        now[0] = NOW
        store.transact_now(lambda tx: tx.caught_up("support", NOW, sent_looked_at=NOW))
        spent = _cpu(lambda: list(_until_nothing_is_due(store, watch)))
        written = store.transact_now(lambda tx: len(tx.letters(LetterState.READY, limit=10 * DUE)))
        grown = size(os.getpid()).resident - before
        store.close_now()
    return Watching(threads=threads, idle_ms=1000 * idle, due_ms=1000 * spent / DUE, told=written, grown=grown)


def _until_nothing_is_due(store: Store, watch: Watch) -> Iterator[bool]:
    while store.transact_now(watch.tick):
        yield True


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process, the store's thread included."""
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=THREADS)
    print(json.dumps(asdict(_measured(parser.parse_args().threads))))
