"""Runs desks by the day and by the year, each from its own seed, and says what became of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from traceback import format_exc
from unittest import mock

from tests.simulate.desk.truth import Broken
from tests.simulate.desk.world import World
from triaged.model.mail import RawMessage

A_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What became of one desk. `broken` is the invariant that did not hold, "" when all did; then `trace` is empty.

    `days` passed until then, with `mails` read in `steps` steps; `cpu` in seconds.
    """

    seed: int
    days: float
    steps: int
    mails: int
    checks: int
    cpu: float
    broken: str = ""
    trace: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.broken:
            return f"seed {self.seed}: {self.days:.0f} days, {self.mails} mails, {self.checks} times all held"
        again = f"repeat it: make simulate SEED={self.seed} DAYS={int(self.days) + 1}"
        head = f"seed {self.seed}, day {self.days:.2f}, step {self.steps}: does not hold: {self.broken}"
        return "\n".join([head, *(f"    {line}" for line in self.trace), again])


def simulate(seed: int, days: float = A_YEAR, *, a_day: float | None = None) -> Run:
    """Let a desk work for so many days. An invariant that does not hold is in the answer, not raised.

    `a_day`: conversations that begin on a working day; None = as the seed says.
    """
    began, world, broken = process_time(), World(seed, a_day=a_day), ""
    trace: tuple[str, ...] = ()
    with quietly():
        try:
            world.run(days)
        except Broken as found:
            broken, trace = found.what, tuple(world.trace(found.about))
        except Exception as error:  # noqa: BLE001 - whatever breaks, the seed that repeats it is told
            broken, trace = f"the program goes on ({error!r})", tuple(format_exc().splitlines()[-12:])
    passed = (world.now - world.begins).total_seconds() / 86_400
    return Run(
        seed=seed,
        days=passed,
        steps=world.steps,
        mails=world.mails,
        checks=world.invariants.checked,
        cpu=process_time() - began,
        broken=broken,
        trace=trace,
    )


def years(seed: int, days: int) -> Iterator[tuple[int, int]]:
    """`days` in desks of a year at most: (seed, days) of each."""
    for number, first in enumerate(range(0, days, A_YEAR)):
        yield seed + number, min(A_YEAR, days - first)


@contextmanager
def quietly() -> Iterator[None]:
    """No log; and no process of its own for mails that a crash interrupted: no mail of this world kills a parser."""

    async def none_is_deadly(_: tuple[RawMessage, ...]) -> frozenset[int]:
        return frozenset()

    log = logging.getLogger("triaged")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        with mock.patch("triaged.loops.watched.deadly", none_is_deadly):
            yield
    finally:
        log.setLevel(level)
