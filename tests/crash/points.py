"""Every crash point: the daemon is killed at each call by which it reaches a disk or a server, one run a call.

A dry run under strace lists the calls from the first one of the process until all is quiet. Then each is a run of its
own: the desk as on its first day, two mails waiting, the daemon killed as it enters that call, started again, and
what customers got is checked.

strace counts the calls of each thread by itself, so `when=N` strikes the thread that comes to its N-th call first.
The main thread (SMTP) is aimed at by tracing it alone, the others (store, IMAP) by tracing all; `plan` works out from
the dry run which call each aim strikes, and says which calls none does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.crash.checker import Count
from tests.crash.daemon import CALLS
from tests.crash.house import IN_DOUBT, Lane

MAILS = 2
_LINE = re.compile(r"(\d+) +\d+\.\d+ (\w+)\(")


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """The `number`-th call of this name; of the main thread, or (`all_threads`) of whichever comes to it first."""

    call: str
    number: int
    all_threads: bool

    def aim(self) -> tuple[str, ...]:
        """Options of strace that kill there."""
        follow = ("-f",) if self.all_threads else ()
        inject = f"inject={self.call}:signal=SIGKILL:when={self.number}"
        return (*follow, "-o", "/dev/null", "-e", f"trace={self.call}", "-e", inject)

    def __str__(self) -> str:
        return f"{self.call} {self.number} {'of any thread' if self.all_threads else 'of the main thread'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Points to strike, the calls that the dry run made, and how many of them no point strikes, by call."""

    points: tuple[Point, ...]
    calls: int
    missed: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """One run: whether the daemon died at its point, whether all was quiet in time after, what the checker counted."""

    point: Point
    reached: bool
    quiet: bool
    in_doubt: bool
    count: Count


def survey(lane: Lane) -> Plan:
    """The dry run: every call from the start of the process until all is quiet."""
    lane.begin()
    lane.write(MAILS)
    trace = lane.folder / "trace"
    daemon = lane.start(strace=("-f", "-ttt", "-s", "0", "-o", str(trace), "-e", f"trace={','.join(CALLS)}"))
    if not lane.wait_quiet(daemon):
        raise RuntimeError(f"the dry run came to no end:\n{lane.log()[-2000:]}")
    daemon.end()
    return plan(list(calls_of(trace)), daemon.pid)


def calls_of(trace: Path) -> Iterator[tuple[int, str]]:
    """Thread and name of each call, in the order in which they were entered."""
    for line in trace.read_text("utf-8", "replace").splitlines():
        found = _LINE.match(line)
        if found:
            yield int(found[1]), found[2]


def plan(calls: Sequence[tuple[int, str]], main: int) -> Plan:
    """Which points strike which of the calls, without striking one twice."""
    counted: dict[tuple[int, str], int] = defaultdict(int)
    first: dict[tuple[str, int], int] = {}
    for thread, call in calls:
        counted[thread, call] += 1
        first.setdefault((call, counted[thread, call]), thread)
    points = [Point(call, number, all_threads=thread != main) for (call, number), thread in first.items()]
    points += [
        Point(call, number, all_threads=False)
        for (thread, call), most in counted.items()
        if thread == main
        for number in range(1, most + 1)
        if first[call, number] != main
    ]
    missed = {
        call: sum(most for (_, name), most in counted.items() if name == call)
        - sum(point.call == call for point in points)
        for call in CALLS
    }
    ordered = tuple(sorted(points, key=lambda point: (CALLS.index(point.call), point)))
    return Plan(points=ordered, calls=len(calls), missed={call: many for call, many in missed.items() if many})


def spread(points: Sequence[Point], most: int) -> list[Point]:
    """At most `most` of the points, evenly over the walk."""
    if len(points) <= most:
        return list(points)
    return [points[index * len(points) // most] for index in range(most)]


def strike(lane: Lane, point: Point) -> Struck:
    """One run of the walk."""
    lane.begin()
    lane.write(MAILS)
    daemon = lane.start(strace=point.aim())
    lane.wait_quiet(daemon)
    reached = daemon.dead
    daemon.end()
    again = lane.start()
    lane.wait_ready(again)
    quiet = lane.wait_quiet(again)
    again.end()
    struck = Struck(point=point, reached=reached, quiet=quiet, in_doubt=IN_DOUBT in lane.log(), count=lane.check())
    if not struck.count.clean or not quiet:
        lane.leave(lane.house.kept / str(point).replace(" ", "-"))
    return struck
