"""`python -m bench.soak [--minutes 10]`: steady mail through real servers while Dovecot restarts; memory must not grow.

First 5,000 mails fill its caches (16 MB of the store's pages, some thousand answers about working time). Then the
daemon's resident memory, open files, threads and the store's log are written down every five seconds. Over the last
80 % of the run the growth of its memory is estimated (Theil–Sen: the median of the slopes of all pairs, with the 95 %
bound that Kendall's statistic gives it). It fails above 1 MiB an hour, when the end is more than 5 % above the memory
at a fifth of the run, when files or threads grow, or when a mail stays without an acknowledgement.
"""

from __future__ import annotations

import argparse
import itertools
import math
import smtplib
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.corpus import mails
from bench.desk import Daemon
from bench.field import Accepted, Field
from bench.processes import Size, size
from tests.servers.ports import HOST

EVERY = 5.0
RESTART_EVERY = 120.0
WARM_UP = 5_000
MIB = 1024 * 1024
MOST_GROWTH = 1 * MIB
"""Octets an hour."""
MOST_RATIO = 1.05
SETTLED = 0.2
FILES_MORE = 4
"""A connection or two more than at a fifth of the run is no growth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """At `at` seconds."""

    at: float
    size: Size
    log: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """Octets a second, and the lower end of the 95 % interval: growth is proven when that is above the limit."""

    middle: float
    low: float
    high: float


def theil_sen(points: Sequence[tuple[float, float]]) -> Slope:
    """The median of the slopes of all pairs, and its 95 % interval (Sen 1968)."""
    slopes = sorted((b[1] - a[1]) / (b[0] - a[0]) for a, b in itertools.combinations(points, 2) if b[0] != a[0])
    count, pairs = len(points), len(slopes)
    spread = 1.96 * math.sqrt(count * (count - 1) * (2 * count + 5) / 18)
    low, high = (max(0, min(pairs - 1, round((pairs + sign * spread) / 2))) for sign in (-1, 1))
    return Slope(middle=slopes[pairs // 2], low=slopes[low], high=slopes[high])


class Load:
    """Delivers mail at a steady rate until told to stop; goes on when Dovecot is away for a moment."""

    def __init__(self, field: Field, address: str, rate: float) -> None:
        self._field, self._address, self._rate = field, address, rate
        self._end = threading.Event()
        self.delivered = 0
        self._thread = threading.Thread(target=self._run, name="load")

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        began, lmtp = time.monotonic(), None
        for mail in mails(50_000_000, sys.maxsize, to=self._address):
            if self._end.wait(max(0.0, began + self.delivered / self._rate - time.monotonic())):
                break
            while not self._end.is_set():
                try:
                    lmtp = lmtp or smtplib.LMTP(HOST, self._field.dovecot.ports.lmtp, timeout=10)
                    lmtp.sendmail(mail.sender, self._address, mail.octets)
                except (smtplib.SMTPException, OSError):
                    # Whether that one was delivered nobody can say: the next has another sender, and is counted.
                    lmtp = None
                    time.sleep(0.2)
                else:
                    self.delivered += 1
                    break


def main() -> int:
    """Run, judge, say."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=20, help="mails a second")
    arguments = parser.parse_args()
    field = Field.start()
    try:
        samples, left = _run(field, arguments.minutes * 60, arguments.rate)
    finally:
        field.stop()
    faults = judge(samples, left)
    for fault in faults:
        print(f"FAILED: {fault}")
    return 1 if faults else 0


def _run(field: Field, seconds: float, rate: float) -> tuple[list[Sample], int]:
    daemon, samples = Daemon(field), []
    print(f"{WARM_UP} mails to fill the caches", flush=True)
    warming = Accepted.of(field.postfix)
    field.deliver([daemon.address] * 2, WARM_UP)
    warming.wait(WARM_UP, running=daemon.process)
    warming.close()
    daemon.settle()
    accepted, began, restarts = Accepted.of(field.postfix), time.monotonic(), 0
    try:
        with Load(field, daemon.address, rate) as load:
            while (at := time.monotonic() - began) < seconds:
                if at > (restarts + 1) * RESTART_EVERY:
                    restarts += 1
                    field.dovecot.restart()
                samples.append(_sample(daemon, at))
                _say(samples[-1], load.delivered, accepted.count(), restarts)
                time.sleep(EVERY)
        accepted.wait(load.delivered, running=daemon.process)
        daemon.settle()
        samples.append(_sample(daemon, time.monotonic() - began))
        _say(samples[-1], load.delivered, accepted.count(), restarts)
        return samples, max(0, load.delivered - accepted.count())
    finally:
        accepted.close()
        daemon.close()


def _sample(daemon: Daemon, at: float) -> Sample:
    log = daemon.folder / "triaged.db-wal"
    return Sample(at=at, size=size(daemon.process.pid), log=log.stat().st_size if log.exists() else 0)


def _say(sample: Sample, delivered: int, acknowledged: int, restarts: int) -> None:
    print(
        f"{sample.at:6.0f} s  {sample.size.resident / MIB:7.1f} MiB  {sample.size.files:3} files  "
        f"{sample.size.threads:3} threads  log {sample.log / MIB:5.1f} MiB  {delivered} delivered  "
        f"{acknowledged} acknowledged  {restarts} restarts",
        flush=True,
    )


def judge(samples: Sequence[Sample], left: int) -> list[str]:
    """What went wrong, in words."""
    settled = [sample for sample in samples if sample.at >= SETTLED * samples[-1].at]
    first, last = settled[0], settled[-1]
    slope = theil_sen([(sample.at, float(sample.size.resident)) for sample in settled])
    hour = 3600 / MIB
    print(
        f"growth {slope.middle * hour:.2f} MiB/h (95 %: {slope.low * hour:.2f} to {slope.high * hour:.2f}), "
        f"memory {first.size.resident / MIB:.1f} MiB at a fifth, {last.size.resident / MIB:.1f} MiB at the end"
    )
    found = {
        f"memory grows by at least {slope.low * hour:.2f} MiB an hour": slope.low * 3600 > MOST_GROWTH,
        "memory at the end is more than 5 % above a fifth of the run": last.size.resident
        > MOST_RATIO * first.size.resident,
        f"open files grew from {first.size.files} to {last.size.files}": last.size.files
        > first.size.files + FILES_MORE,
        f"threads grew from {first.size.threads} to {last.size.threads}": last.size.threads
        > first.size.threads + FILES_MORE,
        f"{left} mails were not acknowledged": left > 0,
    }
    return [fault for fault, true in found.items() if true]


if __name__ == "__main__":
    sys.exit(main())
