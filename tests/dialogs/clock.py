"""The daemon's clock, in the hands of the test (libfaketime)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.needs import libfaketime

if TYPE_CHECKING:
    from tests.dialogs.desk import Desk


class Clock:
    """How far the clock of a process started in `environment` is ahead of the world's.

    By itself all its clocks move together, as when time really passes. `wall_only`: only the time of day moves, as when
    somebody sets it wrong.
    """

    def __init__(self, folder: Path, *, wall_only: bool = False) -> None:
        self._file = folder / "clock"
        self._wall_only = wall_only
        self._ahead = timedelta()
        self._write()

    @property
    def environment(self) -> Mapping[str, str]:
        """What the process is started with."""
        return {
            "LD_PRELOAD": str(libfaketime()),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            **({"FAKETIME_DONT_FAKE_MONOTONIC": "1"} if self._wall_only else {}),
        }

    def passes(self, **amount: float) -> None:
        """That much more (hours=…, minutes=…, days=…), all at once; a negative amount goes back."""
        self._ahead += timedelta(**amount)
        self._write()

    def _write(self) -> None:
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{self._ahead.total_seconds():+.0f}\n", "ascii")
        fresh.replace(self._file)


def in_daemons_hands(desk: Desk, *, wall_only: bool = False) -> Clock:
    """The desk's daemon goes by this clock from its next start on."""
    clock = Clock(desk.folder, wall_only=wall_only)
    desk.environment = clock.environment
    return clock
