"""How a request travels: TLS by name, no redirect, no proxy, an end in time and in size."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from collections.abc import Callable
from ipaddress import ip_address

import httpx2
import pytest

from tests.outbox.chat.conftest import sender
from tests.outbox.chat.samples import CANARY, MESSAGE, Names
from tests.outbox.chat.server import ChatServer
from tests.servers.certificates import Certificates
from triaged.model.chat import Posted, PostLater, PostRefused
from triaged.outbox.chat.post import LARGEST, _read, _sent, exchange
from triaged.outbox.chat.values import Answer, Outgoing


async def exchanged(server: ChatServer) -> Answer:
    """One POST."""
    return await exchange(
        Outgoing(url=server.url("/hook"), body=b"{}"),
        private=True,
        resolver=Names([["127.0.0.1"]]),
        tls=ssl.create_default_context(),
        seconds=20.0,
    )


async def test_tls_means_the_name(chat_server: Callable[..., ChatServer], certificates: Certificates) -> None:
    """The certificate is judged by the name in the address, though the connection goes to a number."""
    server = chat_server(tls=certificates.server_context())
    tls = certificates.client_context()
    right = await sender(server.url("/", host="localhost"), tls=tls).post(MESSAGE)
    wrong = await sender(server.url("/", host="hooks.firm.test"), tls=tls).post(MESSAGE)
    unknown = await sender(server.url("/", host="localhost")).post(MESSAGE)
    assert right == Posted()
    for refused in (wrong, unknown):
        assert isinstance(refused, PostRefused)
        assert "certificate" in refused.reason
    assert len(server.received) == 1


async def test_the_server_hears_the_name(chat_server: Callable[..., ChatServer], certificates: Certificates) -> None:
    """SNI and Host carry the name, which servers with many customers need."""
    heard: list[str | None] = []
    context = certificates.server_context()
    context.sni_callback = lambda _socket, name, _context: heard.append(name)
    server = chat_server(tls=context)
    await sender(server.url("/", host="localhost"), tls=certificates.client_context()).post(MESSAGE)
    assert heard == ["localhost"]
    assert server.received[0].headers["host"] == f"localhost:{server.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_not_followed(
    server: ChatServer, chat_server: Callable[..., ChatServer], status: int
) -> None:
    """A redirect could lead anywhere: it is refused, and where it leads is never asked (T11)."""
    elsewhere = chat_server()
    server.status, server.headers = status, {"Location": elsewhere.url(f"/{CANARY}")}
    outcome = await sender(server.url(f"/{CANARY}")).post(MESSAGE)
    assert isinstance(outcome, PostRefused)
    assert "redirect" in outcome.reason
    assert CANARY not in outcome.reason
    assert elsewhere.received == []


async def test_the_environments_proxy_is_not_used(
    server: ChatServer, chat_server: Callable[..., ChatServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would resolve the name once more, unseen by us."""
    proxy = chat_server()
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url())
    assert await sender(server.url("/")).post(MESSAGE) == Posted()
    assert proxy.received == []


async def test_a_silent_server_is_given_up(server: ChatServer) -> None:
    """The limit holds for the whole attempt."""
    server.manner = "silent"
    outcome = await sender(server.url("/"), seconds=0.2).post(MESSAGE)
    assert isinstance(outcome, PostLater)
    assert "0.2 seconds" in outcome.reason


async def test_a_slow_name_server_counts_too(server: ChatServer) -> None:
    """Looking the name up is part of the attempt."""

    async def never(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    assert isinstance(await sender(server.url("/"), seconds=0.1, resolver=never).post(MESSAGE), PostLater)


async def test_an_endless_answer_is_read_to_64_kib(server: ChatServer) -> None:
    """Then the connection is closed: the server notices."""
    server.manner = "endless"
    answer = await exchanged(server)
    assert (len(answer.body), answer.whole, answer.status) == (LARGEST, True, 200)
    assert server.hung_up.wait(20)


async def test_a_dripping_answer_ends_in_time(server: ChatServer) -> None:
    """Each read is quick, the whole is not: what came until the limit is what there is."""
    server.manner = "dripping"
    async with httpx2.AsyncHTTPTransport() as transport:
        response = await transport.handle_async_request(httpx2.Request("POST", server.url("/")))
        answer = await _read(response, asyncio.get_running_loop().time() + 0.1)
        await response.aclose()
    assert (answer.status, answer.whole) == (200, False)


async def test_a_status_is_enough_where_it_says_all(server: ChatServer) -> None:
    """A webhook's 200 is a success though its body breaks off; Slack's is not known to be one and is tried again."""
    server.manner, server.body = "broken", b"o"
    assert await sender(server.url("/")).post(MESSAGE) == Posted()
    assert isinstance(await sender(server.url("/"), "slack").post(MESSAGE), PostLater)


async def test_a_compressed_answer_is_not_unpacked(server: ChatServer) -> None:
    """We ask for none, and one that comes all the same cannot grow in our hands."""
    server.headers, server.body = {"Content-Encoding": "gzip"}, b"\x1f\x8b" + b"x" * 100
    answer = await exchanged(server)
    assert answer.body == server.body
    assert server.received[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "https://"),
        (CANARY, "https://"),
        ("ftp://hooks.firm.test/" + CANARY, "https://"),
        ("https://", "https://"),
        ("https:///" + CANARY, "https://"),
        (f"https://user:{CANARY}@hooks.firm.test/", "user name or password"),
        (f"https://hooks.firm.test:99999/{CANARY}", "URL"),
        (f"https://hooks.firm.test:port/{CANARY}", "URL"),
        (f"https://[::1/{CANARY}", "URL"),
        (f"https://hooks.firm.test/{CANARY}\n", "URL"),
        ("https://" + "a" * 70 + f".test/{CANARY}", "name"),
        (f"https://exa mple.test/{CANARY}", ""),
    ],
)
async def test_an_address_that_is_none_is_refused_unseen(url: str, said: str) -> None:
    """The sentence says what is wrong and never repeats the address."""

    async def strict(host: str, port: int) -> list[str]:
        host.encode("idna")
        return ["127.0.0.1"]

    outcome = await sender(url, resolver=strict, seconds=1).post(MESSAGE)
    assert isinstance(outcome, PostRefused)
    assert said in outcome.reason
    assert CANARY not in outcome.reason


async def test_an_address_arrives_as_it_was_written(server: ChatServer) -> None:
    """Signatures in addresses survive: nothing is decoded or encoded on the way."""
    path = "/workflows/a1/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Frun&sig=a-b_c%2Bd%3D"
    await sender(server.url(path), "teams").post(MESSAGE)
    assert server.received[0].path == path


async def test_a_name_beyond_ascii_is_looked_up_as_dns_knows_it(server: ChatServer) -> None:
    """An internationalised name is asked for in its ASCII form."""
    names = Names([["127.0.0.1"]])
    assert await sender(server.url("/", host="bücher.test"), resolver=names).post(MESSAGE) == Posted()
    assert names.asked[0][0] == "xn--bcher-kva.test"
    assert server.received[0].headers["host"].startswith("xn--bcher-kva.test")


async def test_an_address_that_swallows_connections_leaves_time_for_the_next(
    chat_server: Callable[..., ChatServer], certificates: Certificates
) -> None:
    """The first address connects and never greets: the second one gets the notice, once."""
    server = chat_server(tls=certificates.server_context())
    with socket.create_server(("127.0.0.2", server.port)):
        async with httpx2.AsyncHTTPTransport(verify=certificates.client_context()) as transport:
            response = await _sent(
                transport,
                Outgoing(url="", body=b"{}"),
                httpx2.URL(server.url("/", host="localhost")),
                (ip_address("127.0.0.2"), ip_address("127.0.0.1")),
                1.0,
            )
            await response.aclose()
    assert (response.status_code, len(server.received)) == (200, 1)


async def test_tls_that_breaks_after_the_handshake_is_for_later(certificates: Certificates) -> None:
    """That is an error of TLS itself, not of HTTP; a server that wants a certificate of ours shows it as well."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        os.write(writer.get_extra_info("socket").fileno(), b"beneath the encryption, what is no record of TLS")
        await reader.read()
        writer.close()

    tls = certificates.client_context()
    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=certificates.server_context()) as listening:
        port = listening.sockets[0].getsockname()[1]
        outcome = await sender(f"https://localhost:{port}/", tls=tls).post(MESSAGE)
    assert isinstance(outcome, PostLater)
    assert "SSLError" in outcome.reason


NO_ANSWERS = {
    "nothing": b"",
    "a line end": b"\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "noise": bytes(range(256)) * 8,
    "no status": b"HTTP/1.1 OK\r\n\r\n",
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "a head without end": b"HTTP/1.1 200 OK\r\n" + b"X-Fill: " + b"x" * 300_000,
    "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "only 100 Continue": b"HTTP/1.1 100 Continue\r\n\r\n" * 100,
}


@pytest.mark.parametrize("octets", NO_ANSWERS.values(), ids=NO_ANSWERS)
async def test_what_is_no_answer_is_for_later(octets: bytes) -> None:
    """Whatever a server says instead of HTTP, nothing is raised."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(octets)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        outcome = await sender(f"http://127.0.0.1:{port}/").post(MESSAGE)
    assert isinstance(outcome, PostLater)


async def test_chunks_that_are_none_are_a_broken_body(chat_server: Callable[..., ChatServer]) -> None:
    """The head came, so its status counts; Slack's word did not."""
    server = chat_server()
    server.manner, server.headers, server.body = "dripping", {"Transfer-Encoding": "chunked"}, b"zz\r\nok\r\n"
    assert await sender(server.url("/")).post(MESSAGE) == Posted()
    assert isinstance(await sender(server.url("/"), "slack").post(MESSAGE), PostLater)
