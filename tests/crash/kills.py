"""Random kills: customers write, the daemon starts, and is killed at a moment drawn evenly from its busy time."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from tests.crash.checker import Count
from tests.crash.daemon import Daemon, pause
from tests.crash.house import IN_DOUBT, Lane

MAILS = 4
"""Customers' mails before each kill."""
KILLS_A_SESSION = 25
"""Then the desk comes to rest, is checked, and begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Some kills of one desk: how often a start found letters in doubt, whether all was quiet in time at the end."""

    kills: int
    doubts: int
    quarantined: int
    quiet: bool
    count: Count


def busy_time(lane: Lane) -> float:
    """Seconds from the start of a daemon with mail waiting until the last letter has left and is filed."""
    lane.begin()
    lane.write(MAILS)
    began = time.monotonic()
    daemon = lane.start()
    if not lane.wait_quiet(daemon):
        raise RuntimeError(f"nothing came to rest:\n{lane.log()[-2000:]}")
    daemon.end()
    return time.monotonic() - began


def session(lane: Lane, chooser: random.Random, *, kills: int, busy: float, name: str) -> Session:
    """Kill so often, let the desk come to rest, check what customers got."""
    lane.begin()
    for _ in range(kills):
        lane.write(MAILS)
        daemon = lane.start()
        pause(chooser.uniform(0, busy))
        daemon.end()
    daemon = lane.start()
    lane.wait_ready(daemon)
    shown, quiet = rest(lane, daemon)
    daemon.end()
    done = Session(kills=kills, doubts=lane.log().count(IN_DOUBT), quarantined=shown, quiet=quiet, count=lane.check())
    if not done.count.clean or not quiet:
        lane.leave(lane.house.kept / name)
    return done


def rest(lane: Lane, daemon: Daemon) -> tuple[int, bool]:
    """Wait until all is quiet. A mail at which three daemons died is shown to people (N34), who have it read again."""
    shown = 0
    for _ in range(3):
        if lane.wait_quiet(daemon, seconds=20):
            return shown, True
        shown += lane.retry_quarantined()
    return shown, lane.wait_quiet(daemon, seconds=60)
