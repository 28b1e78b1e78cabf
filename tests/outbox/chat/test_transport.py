"""How a request travels: TLS by name, no redirect, no proxy, an end in time and in size."""

from __future__ import annotations

import ssl
from collections.abc import Callable

import pytest

from tests.outbox.chat.conftest import sender
from tests.outbox.chat.samples import CANARY, MESSAGE, Names
from tests.outbox.chat.server import ChatServer
from tests.servers.certificates import Certificates
from triaged.model.chat import Posted, PostLater, PostRefused
from triaged.outbox.chat.post import LARGEST, exchange
from triaged.outbox.chat.values import Answer, Outgoing


async def exchanged(server: ChatServer, *, seconds: float = 20.0) -> Answer:
    """One POST."""
    return await exchange(
        Outgoing(url=server.url("/hook"), body=b"{}"),
        private=True,
        resolver=Names([["127.0.0.1"]]),
        tls=ssl.create_default_context(),
        seconds=seconds,
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
        import asyncio

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
    server.manner, server.body = "dripping", b"begun"
    answer = await exchanged(server, seconds=0.5)
    assert not answer.whole
    assert answer.body.startswith(b"begun")


@pytest.mark.parametrize("manner", ["broken", "dripping"])
async def test_a_status_is_enough_where_it_says_all(server: ChatServer, manner: str) -> None:
    """A webhook's 200 is a success though its body breaks off; Slack's is not known to be one and is tried again."""
    server.manner, server.body = manner, b"o"
    assert await sender(server.url("/"), seconds=0.5).post(MESSAGE) == Posted()
    assert isinstance(await sender(server.url("/"), "slack", seconds=0.5).post(MESSAGE), PostLater)


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
