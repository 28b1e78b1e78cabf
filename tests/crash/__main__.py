"""`make crash`: the whole crash run. Status 1 when anything was lost, doubled or promised twice."""

from __future__ import annotations

import argparse
import random
import secrets
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar

from tests.crash import kills, network, order, points, table
from tests.crash.baseline import ORDERS, Naive
from tests.crash.checker import Count
from tests.crash.house import House, Lane
from tests.crash.table import Row

L = TypeVar("L")
T = TypeVar("T")
R = TypeVar("R")

LANES = 2


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for, print the table."""
    asked = _parser().parse_args(arguments)
    seed = asked.seed if asked.seed is not None else secrets.randbits(32)
    print(f"seed {seed}", flush=True)
    began = time.monotonic()
    house = House.start()
    try:
        run = Run(house, seed=seed, few=asked.short)
        rows = run.rows(asked)
    finally:
        house.stop()
    minutes = (time.monotonic() - began) / 60
    print("\n".join(["", *table.lines(rows), "", *run.notes, f"{minutes:.1f} minutes"]))
    if asked.write:
        table.write(rows, run.notes, seed=seed, minutes=minutes)
    return 0 if run.well and all(row.good for row in rows) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--points", action="store_true", help="only the walk over every system call")
    parser.add_argument("--kills", type=int, default=1000, metavar="N", help="random kills [1000]")
    parser.add_argument("--seed", type=int, help="draws the same moments again")
    parser.add_argument("--short", action="store_true", help="a sample of everything, two minutes")
    parser.add_argument("--write", action="store_true", help="write the table into docs/crash.md")
    return parser


class Run:
    """One run of all provocations in one house."""

    def __init__(self, house: House, *, seed: int, few: bool) -> None:
        self._house = house
        self._seed = seed
        self._few = few
        self.notes: list[str] = []
        self.well = True

    def rows(self, asked: argparse.Namespace) -> list[Row]:
        """The table."""
        rows = self._points()
        if asked.points:
            return rows
        number = 30 if self._few else asked.kills
        rows += self._kills(number, journal=True)
        rows += self._kills(number // 2, journal=False)
        rows += self._bad_lines(60 if self._few else 1000)
        self._order(4 if self._few else 40)
        rows += self._naive(10 if self._few else 200)
        return rows

    def _lanes(self, *, journal: bool = True) -> list[Lane]:
        return [self._house.lane(journal=journal) for _ in range(LANES)]

    def _points(self) -> list[Row]:
        lanes = self._lanes()
        plan = points.survey(lanes[0])
        chosen = points.spread(plan.points, 20) if self._few else list(plan.points)
        struck = _shared(lanes, chosen, points.strike, say="crash points")
        reached = [run for run in struck if run.reached]
        self.well &= all(run.quiet for run in struck)
        for run in struck:
            if not (run.quiet and run.count.clean):
                print(f"{run.point}: {run.count}{'' if run.quiet else ', never quiet'}", flush=True)
        missed = ", ".join(f"{many} {call}" for call, many in plan.missed.items()) or "none"
        self.notes.append(
            f"Crash points: the dry run made {plan.calls} calls for two mails; {len(chosen)} points were tried, the "
            f"daemon died at {len(reached)} of them and had come to rest before it reached the others. Not aimed at, "
            f"because a thread with more calls of that name hides them: {missed}."
        )
        total = _sum(run.count for run in struck)
        doubts = sum(run.in_doubt for run in struck)
        return [Row(what="killed at a system call", how_many=f"{len(reached)} points", count=total, doubts=doubts)]

    def _kills(self, number: int, *, journal: bool) -> list[Row]:
        lanes = self._lanes(journal=journal)
        busy = kills.busy_time(lanes[0])
        print(f"kills within {busy:.1f} s of each start", flush=True)
        most = min(kills.KILLS_A_SESSION, -(-number // LANES))
        sizes = [min(most, number - start) for start in range(0, number, most)]

        def one(lane: Lane, task: tuple[int, int]) -> kills.Session:
            which, size = task
            chooser = random.Random(f"{self._seed} {journal} {which}")
            name = f"kills-{'with' if journal else 'without'}-evidence-{which}"
            return kills.session(lane, chooser, kills=size, busy=busy, name=name)

        sessions = _shared(lanes, list(enumerate(sizes)), one, say="sessions of kills")
        self.well &= all(session.quiet for session in sessions)
        shown = sum(session.quarantined for session in sessions)
        what = "killed at random" if journal else "killed at random, no evidence"
        if shown:
            self.notes.append(
                f"{what.capitalize()}: {shown} mails were being read when three daemons in a row were killed; they "
                "were shown in quarantine and, read again, acknowledged."
            )
        return [
            Row(
                what=what,
                how_many=f"{number} kills",
                count=_sum(session.count for session in sessions),
                doubts=sum(session.doubts for session in sessions),
                quarantined=shown,
                doubles_allowed=not journal,
            )
        ]

    def _bad_lines(self, mails: int) -> list[Row]:
        halves = [mails // LANES] * LANES
        crossed = _shared(
            range(LANES),
            halves,
            lambda lane, half: network.cross(self._house, mails=half, seed=self._seed + lane),
            say="bad lines",
        )
        self.well &= all(each.quiet for each in crossed)
        struck: Counter[str] = sum((each.struck for each in crossed), start=Counter())
        self.notes.append(
            "Bad lines: " + ", ".join(f"{many} times {what}" for what, many in sorted(struck.items())) + "."
        )
        count = _sum(each.count for each in crossed)
        return [Row(what="15 % of deliveries on a bad line", how_many=f"{struck.total()} faults", count=count)]

    def _order(self, mails: int) -> None:
        seen = order.observe(self._house.lane(), mails=mails)
        self.well &= seen.sent >= mails and seen.early == 0 and seen.early_without_flush == seen.sent
        self.notes.append(
            f"Power loss: {seen.early} of {seen.sent} letters were on the wire before their intent was on the disk. "
            f"Had nothing been flushed, it would be {seen.early_without_flush} of {seen.sent}."
        )

    def _naive(self, number: int) -> list[Row]:
        rows = []
        for (first, what), lane in zip(ORDERS.items(), self._lanes(), strict=True):
            naive = Naive(lane, first)
            busy = naive.busy_time()
            done = naive.session(random.Random(f"{self._seed} {first}"), kills=number, busy=busy)
            rows.append(
                Row(what=f"a script that {what}, killed", how_many=f"{number} kills", count=done.count, must=False)
            )
        return rows


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, start=Count())


def _shared(lanes: Sequence[L], tasks: Sequence[T], work: Callable[[L, T], R], *, say: str) -> list[R]:
    """Do the tasks on the lanes, each lane one after the other; results in no order."""
    waiting = deque(tasks)
    done: list[R] = []

    def drive(lane: L) -> None:
        while waiting:
            try:
                task = waiting.popleft()
            except IndexError:
                return
            done.append(work(lane, task))
            if len(done) % 25 == 0 or len(tasks) < 25:
                print(f"{say}: {len(done)} of {len(tasks)}, {datetime.now(UTC):%H:%M:%S}", flush=True)

    with ThreadPoolExecutor(len(lanes)) as drivers:
        for driver in [drivers.submit(drive, lane) for lane in lanes]:
            driver.result()
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
