"""Tries a mail in a process of its own, with little time and memory, when the daemon died while reading it (N34)."""

import asyncio
import resource
import sys
from datetime import UTC, datetime

from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.mail import RawMessage

SECONDS = 5
MEMORY = 1 << 29


async def survives_alone(raw: RawMessage) -> bool:
    """Whether the mail can be parsed within five seconds of CPU and 512 MiB."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "triaged.loops.alone",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(SECONDS * 6):
            await child.communicate(raw.octets + (raw.text.octets if raw.text else b""))
    except TimeoutError:
        child.kill()
        await child.wait()
    return child.returncode == 0


def main() -> None:
    """The child: parse what comes on standard input, or die of it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    octets = sys.stdin.buffer.read()
    raw = RawMessage(
        inbox="alone",
        folder="",
        uidvalidity=0,
        uid=0,
        received=datetime.now(UTC),
        size=len(octets),
        octets=octets,
    )
    parse(raw, ParseLimits())


if __name__ == "__main__":
    main()
