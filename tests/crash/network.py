"""Bad lines to the relay: the reply after the final dot lost, the mail cut in its middle, a 451 after it was taken."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from tests.crash.checker import Count
from tests.crash.house import House
from tests.servers import FaultProxy
from tests.servers.faultproxy import Link
from tests.servers.toxics import Toxic


@dataclass(slots=True, kw_only=True)
class BadLuck(Toxic):
    """Each of the three faults strikes this share of the deliveries."""

    share: float = 0.05
    chooser: random.Random
    struck: Counter[str] = field(default_factory=Counter)

    async def feed(self, data: bytes, up: bool, link: Link) -> AsyncIterator[bytes]:
        if up and link.in_mail:
            if self.chooser.random() < self.share:
                self.struck["cut in the middle"] += 1
                yield data[: len(data) // 2]
                link.cut()
                return
        elif not up and link.answered == ".":
            drawn = self.chooser.random()
            if drawn < self.share:
                self.struck["reply lost"] += 1
                link.cut()
                return
            if drawn < 2 * self.share:
                self.struck["451 after it was taken"] += 1
                yield b"451 4.3.0 try again later\r\n"
                return
        yield data


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """What came of the mails whose letters had to cross a bad line."""

    struck: Counter[str]
    quiet: bool
    count: Count


def cross(house: House, *, mails: int, seed: int) -> Crossed:
    """Have so many customers write at once to a desk whose relay is behind a bad line."""
    proxy = FaultProxy.start(house.postfix.ports.smtp, seed=seed)
    try:
        luck = BadLuck(chooser=random.Random(seed))
        proxy.add(luck)
        lane = house.lane(smtp=proxy.port)
        lane.begin()
        lane.write(mails)
        daemon = lane.start()
        lane.wait_ready(daemon)
        quiet = lane.wait_quiet(daemon, seconds=60 + mails / 2)
        daemon.end()
        crossed = Crossed(struck=luck.struck, quiet=quiet, count=lane.check())
        if not crossed.count.clean or not quiet:
            lane.leave(house.kept / f"bad-line-{seed}")
        return crossed
    finally:
        proxy.stop()
