"""One request for an access token (RFC 6749): client credentials (4.4) or refresh token (6).

https, or http to this machine itself. No redirects: a secret goes where it was meant to go or nowhere.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from triaged.credentials.https import refuse_insecure
from triaged.errors import LoginRefused, ServerUnreachable, Throttled

SECONDS = 15.0
"""For one request: connecting, sending, each read."""
ATTEMPTS = 3
LARGEST = 64 * 1024
LIFETIME = 300.0
"""Seconds a token counts as valid when the provider does not say."""
LONGEST = 86_400.0
"""Seconds a token counts as valid at most."""

_TOKEN = re.compile(r"[!-~]+")
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_PROVIDER_CODE = re.compile(r"\bAADSTS\d+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """An access token, the seconds it holds, and the refresh token that replaces the one used ("" = keep it)."""

    value: str
    lifetime: float
    rotated: str


class _Busy(Exception):
    """The provider answered 5xx: worth another attempt within seconds."""


async def request_token(url: str, form: Mapping[str, str], *, pause: float = 0.5) -> Token:
    """Ask for a token; a fault of the network or a 5xx is tried again twice, `pause` and twice `pause` seconds later.

    Raises LoginRefused with the provider's error code, ServerUnreachable, Throttled (429), or ConfigurationError.
    """
    refuse_insecure(url)
    host = urlsplit(url).hostname
    persistent = AsyncRetrying(
        retry=retry_if_exception_type((httpx2.TransportError, _Busy)),
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_exponential(multiplier=pause, max=5),
        reraise=True,
    )
    try:
        answer: tuple[int, bytes] = await persistent(_post, url, form)
    except httpx2.TransportError as error:
        raise ServerUnreachable(f"{host}: asking for an access token failed: {type(error).__name__}.") from None
    except _Busy:
        raise ServerUnreachable(f"{host}: asking for an access token failed: the provider has a fault (5xx).") from None
    return _token(str(host), *answer)


async def _post(url: str, form: Mapping[str, str]) -> tuple[int, bytes]:
    async with (
        httpx2.AsyncClient(timeout=SECONDS, follow_redirects=False) as client,
        client.stream("POST", url, data=dict(form), headers={"Accept": "application/json"}) as response,
    ):
        if response.status_code >= 500:
            raise _Busy
        body = bytearray()
        async for piece in response.aiter_bytes():
            body += piece
            if len(body) > LARGEST:
                break
        return response.status_code, bytes(body)


def _token(host: str, status: int, body: bytes) -> Token:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    fields = answer if isinstance(answer, dict) else {}
    if status == 429 or fields.get("error") in {"temporarily_unavailable", "slow_down"}:
        raise Throttled(f"{host}: asking for an access token was put off: the provider asks for a pause.")
    if 400 <= status < 500:
        raise LoginRefused(f"{host} gave no access token ({_why(fields, status)}). Check the account's oauth entries.")
    value = fields.get("access_token")
    if status != 200 or not isinstance(value, str) or not _TOKEN.fullmatch(value):
        raise ServerUnreachable(f"{host}: asking for an access token failed: the answer holds none (HTTP {status}).")
    rotated = fields.get("refresh_token")
    return Token(
        value=value,
        lifetime=_seconds(fields.get("expires_in")),
        rotated=rotated if isinstance(rotated, str) and _TOKEN.fullmatch(rotated) else "",
    )


def _seconds(value: object) -> float:
    """`expires_in`, which some providers send as a string."""
    try:
        seconds = float(value) if isinstance(value, int | float | str) else LIFETIME
    except ValueError:
        return LIFETIME
    return min(max(seconds, 0.0), LONGEST) if math.isfinite(seconds) else LIFETIME


def _why(fields: Mapping[str, object], status: int) -> str:
    """The error code, and Microsoft's own number; never the description, which quotes what was sent."""
    error, told = fields.get("error"), fields.get("error_description")
    code = error if isinstance(error, str) and _CODE.fullmatch(error) else f"HTTP {status}"
    number = _PROVIDER_CODE.search(told) if isinstance(told, str) else None
    return f"{code}, {number[0]}" if number else code
