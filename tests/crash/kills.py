"""Random kills: customers write, the daemon starts, and is killed at a moment drawn evenly from its busy time.

The relay is as far away as relays are: a letter is under way for a third of a second, not for a millisecond.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from tests.crash.checker import Count
from tests.crash.daemon import Daemon, pause
from tests.crash.house import IN_DOUBT, House, Lane

MAILS = 4
"""Customers' mails before each kill."""
RELAY_AWAY = 0.015
"""Seconds that each piece of the SMTP dialogue takes, each way."""
KILLS_A_SESSION = 25
"""Then the desk comes to rest, is checked, and begins anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Some kills of one desk: how often a start found letters in doubt, whether all was quiet in time at the end."""

    kills: int
    doubts: int
    quarantined: int
    left: int
    """Letters that were in doubt so often, without evidence, that they are shown to people in the end."""
    quiet: bool
    count: Count


def distant_lane(house: House, *, journal: bool = True) -> Lane:
    """A lane whose relay is some way off."""
    return house.lane(journal=journal, smtp=house.distant_relay(RELAY_AWAY))


def busy_time(lane: Lane) -> float:
    """Seconds from READY, with mail waiting, until the last letter has left and is filed."""
    lane.begin()
    lane.write(MAILS)
    daemon = lane.start()
    lane.wait_ready(daemon)
    began = time.monotonic()
    if not lane.wait_quiet(daemon):
        raise RuntimeError(f"nothing came to rest:\n{lane.log()[-2000:]}")
    took = time.monotonic() - began
    daemon.end()
    return took


def session(lane: Lane, chooser: random.Random, *, kills: int, busy: float, name: str) -> Session:
    """Kill so often, let the desk come to rest, check what customers got."""
    lane.begin()
    for _ in range(kills):
        lane.write(MAILS)
        daemon = lane.start()
        lane.wait_ready(daemon)
        pause(chooser.uniform(0, busy))
        daemon.end()
    daemon = lane.start()
    lane.wait_ready(daemon)
    shown, quiet = rest(lane, daemon)
    left = (lane.letters() or {}).get("in doubt", 0)
    daemon.end()
    doubts, count = lane.log().count(IN_DOUBT), lane.check()
    done = Session(kills=kills, doubts=doubts, quarantined=shown, left=left, quiet=quiet, count=count)
    if not quiet or not (count.clean or (count.harmless and not lane.copies)):
        lane.leave(lane.house.kept / name)
    return done


def rest(lane: Lane, daemon: Daemon) -> tuple[int, bool]:
    """Wait until all is quiet. A mail at which three daemons died is shown to people (N34), who have it read again."""
    shown = 0
    for _ in range(5):
        if lane.wait_quiet(daemon, seconds=20):
            return shown, True
        again = lane.retry_quarantined()
        if not again and not lane.copies and lane.only_doubts_left():
            return shown, True
        shown += again
    return shown, False
