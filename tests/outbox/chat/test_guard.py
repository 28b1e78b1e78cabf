"""Which addresses are posted to, as tables; and that the address which was looked at is the one connected to."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox.chat.conftest import sender
from tests.outbox.chat.samples import MESSAGE, Names
from tests.outbox.chat.server import ChatServer
from triaged.errors import ConfigurationError, ServerUnreachable
from triaged.model.chat import Posted, PostLater, PostRefused
from triaged.outbox.chat.guard import looked_at, system_resolver, why_not

PUBLIC = ("93.184.216.34", "8.8.8.8", "172.15.255.255", "172.32.0.0", "11.0.0.0", "2606:4700::1111", "2a00:1450::1")
PRIVATE = (
    "10.0.0.1",
    "10.255.255.255",
    "127.0.0.1",
    "127.255.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "::1",
    "fc00::1",
    "fd12:3456::1",
)
NEVER = (
    "0.0.0.0",
    "0.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:93.184.216.34",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fd00:42::42",
    "fe80::1",
    "fe80::1%2",
    "2606:4700::1111%2",
    "fd00:ec2::254%1",
    "febf::1",
    "fec0::1",
    "ff02::1",
)


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("private", [False, True])
def test_public_addresses_are_posted_to(address: str, private: bool) -> None:
    """What anybody can reach, also right beside the private ranges."""
    assert why_not(ip_address(address), private=private) == ""


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_need_the_owners_word(address: str) -> None:
    """RFC 1918, RFC 4193 and loopback: with `private = true` only."""
    assert why_not(ip_address(address), private=False)
    assert why_not(ip_address(address), private=True) == ""


@pytest.mark.parametrize("address", NEVER)
@pytest.mark.parametrize("private", [False, True])
def test_nothing_opens_the_rest(address: str, private: bool) -> None:
    """Link-local, metadata, multicast, reserved, and IPv4 in an IPv6 address: whatever the channel says (T11)."""
    assert why_not(ip_address(address), private=private)


@given(st.integers(0, 2**32 - 1))
def test_ipv4_in_ipv6_is_no_way_round(number: int) -> None:
    """No IPv4 address is reached through a mapped, compatible, translated or 6to4 form of it."""
    plain = IPv4Address(number)
    for base in (0xFFFF << 32, 0, 0x64FF9B << 96):
        assert why_not(IPv6Address(base | number), private=True) or (base == 0 and number == 1)
    assert why_not(IPv6Address((0x2002 << 112) | (number << 80)), private=True)
    if not plain.is_global and not plain.is_private:
        assert why_not(plain, private=False)


@given(st.ip_addresses())
def test_what_python_knows_as_special_is_never_public(address: IPv4Address | IPv6Address) -> None:
    """An independent list, Python's own, finds nothing that ours lets through."""
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    if special or address.is_reserved or address.is_unspecified:
        assert why_not(address, private=False)


async def test_one_address_of_each_family_and_only_those_that_passed() -> None:
    """A name with good and bad addresses is reached through the good ones."""
    names = Names([["169.254.169.254", "2606:4700::1", "2606:4700::2", "10.0.0.1", "93.184.216.34"]])
    found = await looked_at("hooks.firm.test", 443, secure=True, private=False, resolver=names)
    assert [str(each) for each in found] == ["2606:4700::1", "93.184.216.34"]


@pytest.mark.parametrize(
    ("answer", "private", "secure", "said"),
    [
        (["10.0.0.1"], False, True, "10.0.0.1, a private address: `private = true`"),
        (["127.0.0.1"], False, True, "this machine itself: `private = true`"),
        (["169.254.169.254"], True, True, "metadata service: nothing"),
        (["::ffff:127.0.0.1"], True, True, "in disguise: nothing"),
        (["192.168.0.7"], True, False, "https://"),
        (["93.184.216.34"], False, False, "https://"),
        (["not an address"], False, True, "not a name"),
    ],
)
async def test_a_refusal_says_what_to_do(answer: list[str], private: bool, secure: bool, said: str) -> None:
    """The address, what it is, and whether the owner can allow it."""
    with pytest.raises(ConfigurationError, match=said):
        await looked_at("hooks.firm.test", 443, secure=secure, private=private, resolver=Names([answer]))


async def test_a_name_that_does_not_resolve_may_do_so_later() -> None:
    """A fault of the name server is not the channel's."""

    async def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    for resolver in (nobody, Names([[]])):
        with pytest.raises(ServerUnreachable):
            await looked_at("hooks.firm.test", 443, secure=True, private=False, resolver=resolver)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "::1"])
async def test_the_system_reads_numbers_as_we_look_at_them(host: str) -> None:
    """However an address is written, what the system makes of it is what is looked at."""
    with pytest.raises((ConfigurationError, ServerUnreachable), match=r"this machine|cannot be resolved"):
        await looked_at(host, 443, secure=True, private=False, resolver=system_resolver)


async def test_a_name_that_leads_to_this_machine_is_refused(server: ChatServer) -> None:
    """Not a single octet reaches the server."""
    names = Names([["127.0.0.1"]])
    outcome = await sender(server.url("/hook", host="hooks.firm.test"), private=False, resolver=names).post(MESSAGE)
    assert isinstance(outcome, PostRefused)
    assert "127.0.0.1" in outcome.reason
    assert names.asked == [("hooks.firm.test", server.port)]
    assert server.received == []


async def test_a_name_is_asked_for_once_and_never_again(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rebinding: the second answer is never asked for, neither of our resolver nor behind our back of the system's."""
    system: list[str] = []

    async def nobody(host: str, port: int, **_: object) -> list[object]:
        system.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "nobody")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", nobody)
    names = Names([["127.0.0.1"], ["169.254.169.254"]])
    outcome = await sender(server.url("/hook", host="hooks.firm.test"), resolver=names).post(MESSAGE)
    assert outcome == Posted()
    assert (names.asked, system) == ([("hooks.firm.test", server.port)], [])
    assert server.received[0].headers["host"] == f"hooks.firm.test:{server.port}"


async def test_the_other_family_is_tried_where_the_first_has_nobody(server: ChatServer) -> None:
    """A dead IPv6 address does not keep a notice from going over IPv4."""
    assert await sender(server.url("/"), resolver=Names([["::1", "127.0.0.1"]])).post(MESSAGE) == Posted()
    assert len(server.received) == 1


async def test_a_closed_port_is_for_later(server: ChatServer) -> None:
    """Nobody listens: the outcome says so without the address."""
    url = server.url(f"/{MESSAGE.key}")
    server.stop()
    outcome = await sender(url).post(MESSAGE)
    assert isinstance(outcome, PostLater)
    assert str(server.port) not in outcome.reason
