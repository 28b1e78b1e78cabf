"""The dead-man's ping: called every minute while all is well, so that its absence tells when we are dead."""

import asyncio
import logging
from contextlib import suppress

SECONDS = 10.0


async def ping(url: str, *, well: bool) -> None:
    """GET `url`, or `url`/fail when something is broken (the custom of dead-man services)."""
    import httpx2

    logging.getLogger("httpx2").setLevel(logging.WARNING)
    # The whole of it has a limit, not only each read: a server that drips must not hold up the watchdog.
    with suppress(httpx2.HTTPError, TimeoutError):
        async with asyncio.timeout(SECONDS), httpx2.AsyncClient(timeout=SECONDS) as client:
            await client.get(url if well else url.rstrip("/") + "/fail")
