"""The provocations, one after the other, in one house: each gives rows of the table and notes below it."""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar

from tests.crash import kills, network, order, points
from tests.crash.baseline import ORDERS, Naive
from tests.crash.checker import Count
from tests.crash.house import House, Lane
from tests.crash.table import Row

L = TypeVar("L")
T = TypeVar("T")
R = TypeVar("R")

LANES = 2


class Run:
    """One run. `well` is false once a desk did not come to rest or a letter was on the wire before its intent."""

    def __init__(self, house: House, *, seed: int) -> None:
        self._house = house
        self._seed = seed
        self.notes: list[str] = []
        self.well = True

    def walk(self, most: int | None = None) -> list[Row]:
        """Kill at every system call, or at so many of them, evenly over the walk."""
        lanes = [self._house.lane() for _ in range(LANES)]
        plan = points.survey(lanes[0])
        chosen = points.spread(plan.points, most or len(plan.points))
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

    def kill(self, number: int, *, journal: bool) -> list[Row]:
        """Kill so often at random, with or without evidence."""
        lanes = [kills.distant_lane(self._house, journal=journal) for _ in range(LANES)]
        busy = kills.busy_time(lanes[0])
        print(f"kills within {busy:.1f} s of READY", flush=True)
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
        left = sum(session.left for session in sessions)
        if left:
            self.notes.append(f"{what.capitalize()}: {left} letters were in doubt to the end, and shown to people.")
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

    def cross_bad_lines(self, mails: int) -> list[Row]:
        """Send so many letters over bad lines."""
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

    def cut_the_power(self, mails: int) -> None:
        """Look at the disk at each of so many MAIL FROM."""
        seen = order.observe(self._house.lane(), mails=mails)
        self.well &= seen.sent >= mails and seen.early == 0 and seen.early_without_flush == seen.sent
        self.notes.append(
            f"Power loss: {seen.early} of {seen.sent} letters were on the wire before their intent was on the disk. "
            f"Had nothing been flushed, it would be {seen.early_without_flush} of {seen.sent}."
        )

    def compare(self, number: int) -> list[Row]:
        """Kill two naive scripts so often."""
        rows = []
        for first, what in ORDERS.items():
            naive = Naive(kills.distant_lane(self._house), first)
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
