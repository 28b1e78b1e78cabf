"""Keeps a loop running through everything that may pass by itself, and ends the process for everything else.

A named error says how long to wait: a server that is away is asked again after 1, 2, 4 … 60 s, a throttling one after
60 s, doubling; a refused login after five minutes (I12, I14). A full disk is tried every five seconds (P4). A store
that is broken and an error without a name end the process: systemd starts it again, and all state is in the store.
"""

import asyncio
from collections.abc import Awaitable, Callable

from triaged.errors import FolderChanged, LoginRefused, ServerUnreachable, StoreFailed, Throttled, TriagedError
from triaged.loops import log
from triaged.loops.health import Health
from triaged.model.tx import Store

LONGEST = 60.0
LOGIN_PAUSE = 300.0
THROTTLED = 60.0
DISK_PAUSE = 5.0


def pause_after(error: TriagedError, failures: int) -> float:
    """Seconds until the next try after the `failures`-th failure in a row (1, 2, …)."""
    if isinstance(error, LoginRefused):
        return LOGIN_PAUSE
    if isinstance(error, Throttled):
        return float(min(THROTTLED * (1 << min(failures - 1, 5)), 1800))
    if isinstance(error, FolderChanged):
        return 0.1 if failures == 1 else min(float(1 << min(failures - 1, 6)), LONGEST)
    if isinstance(error, StoreFailed):
        return DISK_PAUSE
    return min(float(1 << min(failures - 1, 6)), LONGEST)


async def supervise(
    name: str,
    one_round: Callable[[], Awaitable[None]],
    *,
    health: Health,
    store: Store,
    recover: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Run `one_round` for ever. `recover` is called after a failure, before the wait (drop a connection)."""
    failures = 0
    health.beat(name)  # a loop that hangs in its very first round is seen too
    while True:
        try:
            await one_round()
        except TriagedError as error:
            if not isinstance(error, ServerUnreachable | LoginRefused | StoreFailed) or store.broken:
                raise
            failures += 1
            if recover is not None:
                await recover()
            pause = pause_after(error, failures)
            if not (isinstance(error, FolderChanged) and failures == 1) and health.trouble(name, str(error)):
                log.loop_failing(loop=name, error=str(error), seconds=pause)
            await _wait(pause, name, health)
        else:
            if failures and health.trouble(name, ""):
                log.loop_well(loop=name)
            failures = 0


async def _wait(seconds: float, name: str, health: Health) -> None:
    while seconds > 0:
        await asyncio.sleep(min(seconds, LONGEST))
        health.beat(name)
        seconds -= LONGEST
