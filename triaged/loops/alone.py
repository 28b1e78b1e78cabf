"""Tries mails in a process of its own, with little time and memory, when the daemon died while reading them (N34)."""

import asyncio
import resource
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.mail import RawMessage

SECONDS = 5
MEMORY = 1 << 29


async def deadly(raws: Sequence[RawMessage]) -> frozenset[int]:
    """UIDs of the mails that cannot be parsed within five seconds of CPU and 512 MiB each."""
    dead: set[int] = set()
    waiting = list(raws)
    while waiting:
        survived = await _survivors([raw.octets + (raw.text.octets if raw.text else b"") for raw in waiting])
        if survived < len(waiting):
            dead.add(waiting[survived].uid)
        waiting = waiting[survived + 1 :]
    return frozenset(dead)


async def _survivors(mails: Sequence[bytes]) -> int:
    """How many of them, from the first, a child parsed before it died."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "triaged.loops.alone",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    work = asyncio.create_task(child.communicate(b"".join(len(mail).to_bytes(4) + mail for mail in mails)))
    try:
        async with asyncio.timeout(SECONDS * (len(mails) + 4)):
            done, _ = await asyncio.shield(work)
    except TimeoutError:
        child.kill()
        done, _ = await work
    return len(done)


def main() -> None:
    """The child: parse each mail on standard input, say so by one octet, or die of it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while length := sys.stdin.buffer.read(4):
        octets = sys.stdin.buffer.read(int.from_bytes(length))
        # The timer's signal ends the process: nothing in it could be trusted to stop by itself.
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        parse(_raw(octets), ParseLimits())
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        sys.stdout.buffer.write(b".")
        sys.stdout.buffer.flush()


def _raw(octets: bytes) -> RawMessage:
    return RawMessage(
        inbox="alone",
        folder="",
        uidvalidity=0,
        uid=0,
        received=datetime.now(UTC),
        size=len(octets),
        octets=octets,
    )


if __name__ == "__main__":
    main()
