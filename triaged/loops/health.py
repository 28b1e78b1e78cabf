"""What the loops say of themselves: when each last made progress, and what troubles it.

`triaged status`, the watchdog, the metrics and the dead-man's ping read this; only the loops write it. It holds nothing
that a restart must remember.

Time in which the whole program stood still (the machine slept, SIGSTOP) is held against no loop.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from triaged.loops.clock import boot
from triaged.report.status import LoopReport

STALLED_AFTER = timedelta(minutes=15)
"""A loop without any sign of life for this long is stuck: longer than every wait and every time-out a loop has."""
ASLEEP = 60.0
"""Seconds. The daemon looks here every 20 s: when nobody did for this long, nothing of it ran."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopState:
    """One loop: how many seconds the program had run at its last sign of life, and its trouble ("": it is well)."""

    name: str
    beat: float
    trouble: str = ""


class Health:
    """The loops' states by name. `ran` is asked from the metrics' threads too."""

    def __init__(self) -> None:
        self._loops: dict[str, LoopState] = {}
        self._lock = threading.Lock()
        self._asked = boot()
        self._ran = 0.0

    def ran(self) -> float:
        """Seconds this program ran: what passed since it was last asked counts, unless that was a sleep."""
        with self._lock:
            now = boot()
            passed, self._asked = now - self._asked, now
            self._ran += passed if passed <= ASLEEP else 0.0
            return self._ran

    def beat(self, name: str) -> None:
        """`name` made progress: it did a round, whatever the outcome."""
        state = self._loops.get(name)
        self._loops[name] = LoopState(name=name, beat=self.ran(), trouble=state.trouble if state else "")

    def trouble(self, name: str, text: str) -> bool:
        """Set (or, with "", clear) what troubles `name`; True when that is news."""
        old = self._loops.get(name)
        self._loops[name] = LoopState(name=name, beat=self.ran(), trouble=text)
        return text != (old.trouble if old else "")

    def forget(self, names: Iterable[str]) -> None:
        """These loops ended on purpose."""
        for name in names:
            self._loops.pop(name, None)

    def loops(self) -> tuple[LoopState, ...]:
        """All loops, by name."""
        return tuple(self._loops[name] for name in sorted(self._loops))

    def stalled(self) -> tuple[str, ...]:
        """Names of loops without a sign of life."""
        limit = self.ran() - STALLED_AFTER.total_seconds()
        return tuple(state.name for state in self.loops() if state.beat < limit)


def loop_reports(health: Health) -> tuple[LoopReport, ...]:
    """The loops as status, metrics and alarm show them."""
    now, stalled = health.ran(), health.stalled()
    return tuple(
        LoopReport(
            name=loop.name,
            seconds=now - loop.beat,
            trouble=loop.trouble,
            stalled=loop.name in stalled,
        )
        for loop in health.loops()
    )
