"""The dead-man's ping: called every minute while all is well, so that its absence tells when we are dead."""

import logging
from contextlib import suppress

SECONDS = 10.0


async def ping(url: str, *, well: bool) -> None:
    """GET `url`, or `url`/fail when something is broken (the custom of dead-man services)."""
    import httpx2

    logging.getLogger("httpx2").setLevel(logging.WARNING)
    with suppress(httpx2.HTTPError):
        async with httpx2.AsyncClient(timeout=SECONDS) as client:
            await client.get(url if well else url.rstrip("/") + "/fail")
