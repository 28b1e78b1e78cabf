"""One request to one address that was looked at: no redirect, no proxy, no cookie, no second look-up, and an end.

The transport is used without the client around it: the client follows the environment's proxies and logs every address,
and ours are secrets.
"""

import asyncio
import re
import ssl
from contextlib import aclosing, suppress

import httpx2

from triaged.errors import ConfigurationError, ServerUnreachable
from triaged.outbox.chat.guard import Address, Resolver, looked_at
from triaged.outbox.chat.values import Answer, Outgoing

LARGEST = 64 * 1024
"""Octets of an answer that are read."""

_HOST = re.compile(rb"[A-Za-z0-9._:-]+")


async def exchange(
    outgoing: Outgoing, *, private: bool, resolver: Resolver, tls: ssl.SSLContext, seconds: float
) -> Answer:
    """Send it and read the answer, all within `seconds`.

    Raises ConfigurationError for what only a person can mend, ServerUnreachable for what may pass.
    """
    url = _parsed(outgoing.url)
    deadline = asyncio.get_running_loop().time() + seconds
    try:
        async with asyncio.timeout_at(deadline):
            addresses = await looked_at(
                url.raw_host.decode(),
                _port(url),
                secure=url.scheme == "https",
                private=private,
                resolver=resolver,
            )
        async with httpx2.AsyncHTTPTransport(verify=tls, trust_env=False) as transport:
            async with asyncio.timeout_at(deadline):
                response = await _sent(transport, outgoing, url, addresses, seconds)
            try:
                return await _read(response, deadline)
            finally:
                await response.aclose()
    except TimeoutError:
        raise ServerUnreachable(f"its server gave no answer within {seconds:g} seconds.") from None
    except (httpx2.TransportError, OSError) as error:
        # An OSError is TLS's own once the handshake is over: it comes through as it is.
        if _is_about_the_certificate(error):
            raise ConfigurationError("its server shows no certificate that holds for its name.") from None
        raise ServerUnreachable(f"its server cannot be reached ({type(error).__name__}).") from None


def _parsed(text: str) -> httpx2.URL:
    """The address. Raises ConfigurationError without repeating it."""
    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError):
        raise ConfigurationError("its address is not a URL.") from None
    if url.scheme not in {"https", "http"} or not url.host:
        raise ConfigurationError("its address must begin with https:// and a server's name.")
    if not _HOST.fullmatch(url.raw_host) or not 0 < _port(url) < 65_536:
        raise ConfigurationError("its address is not a URL.")
    if url.userinfo:
        raise ConfigurationError("its address holds a user name or password, which are not sent: leave them out.")
    return url


def _port(url: httpx2.URL) -> int:
    if url.port is not None:
        return url.port
    return 443 if url.scheme == "https" else 80


async def _sent(
    transport: httpx2.AsyncHTTPTransport,
    outgoing: Outgoing,
    url: httpx2.URL,
    addresses: tuple[Address, ...],
    seconds: float,
) -> httpx2.Response:
    """The head of the answer. The next address is tried only where no connection came about: nothing was sent yet."""
    *others, last = addresses
    for address in others:
        with suppress(httpx2.ConnectError, httpx2.ConnectTimeout):
            request = _request(outgoing, url, address, connect=seconds / len(addresses))
            return await transport.handle_async_request(request)
    return await transport.handle_async_request(_request(outgoing, url, last, connect=None))


def _request(outgoing: Outgoing, url: httpx2.URL, address: Address, *, connect: float | None) -> httpx2.Request:
    """The request to the address itself, while Host and TLS still mean the name."""
    return httpx2.Request(
        outgoing.method,
        url.copy_with(host=str(address)),
        headers={
            "Host": url.netloc.decode(),
            "User-Agent": "triaged",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
            **outgoing.headers,
        },
        content=outgoing.body,
        extensions={"sni_hostname": url.raw_host.decode(), "timeout": {"connect": connect}},
    )


async def _read(response: httpx2.Response, deadline: float) -> Answer:
    """The answer, as much of it as came in time: its status alone often says enough."""
    body, whole = bytearray(), True
    try:
        async with asyncio.timeout_at(deadline), aclosing(response.aiter_raw()) as pieces:
            async for piece in pieces:
                body += piece
                if len(body) >= LARGEST:
                    break
    except (httpx2.TransportError, OSError):  # a TimeoutError is an OSError
        whole = False
    return Answer(
        status=response.status_code,
        retry_after=response.headers.get("Retry-After", ""),
        body=bytes(body[:LARGEST]),
        whole=whole,
    )


def _is_about_the_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
