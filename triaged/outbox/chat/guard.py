"""Which addresses a notice may be posted to (T11).

A name is resolved once, every address it leads to is looked at, and the connection goes to one that passed. Whoever
answers for the name can therefore not point it at this machine, its network or its cloud's metadata after the look.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from triaged.errors import ConfigurationError, ServerUnreachable

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host, for a port, as text, in the order in which to try them. Raises OSError."""

_Network = IPv4Network | IPv6Network

METADATA: frozenset[Address] = frozenset(
    ip_address(each)
    for each in (
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fd00:42::42",
    )
)
"""Where clouds (AWS, Google, Alibaba, Azure, Oracle, Scaleway) tell a machine its secrets; some look harmless."""

_LOOPBACK = "an address of this machine itself"
_PRIVATE = "a private address"
PERMITTED: tuple[tuple[_Network, str], ...] = (
    (ip_network("10.0.0.0/8"), _PRIVATE),
    (ip_network("127.0.0.0/8"), _LOOPBACK),
    (ip_network("172.16.0.0/12"), _PRIVATE),
    (ip_network("192.168.0.0/16"), _PRIVATE),
    (ip_network("::1/128"), _LOOPBACK),
    (ip_network("fc00::/7"), _PRIVATE),
)
"""What `private = true` opens: RFC 1918, RFC 4193, loopback."""

FORBIDDEN: tuple[tuple[_Network, str], ...] = (
    (ip_network("0.0.0.0/8"), "no address of a host"),
    (ip_network("100.64.0.0/10"), "an address behind a provider's translation"),
    (ip_network("169.254.0.0/16"), "a link-local address"),
    (ip_network("192.0.0.0/24"), "a reserved address"),
    (ip_network("192.0.2.0/24"), "an address for examples"),
    (ip_network("192.88.99.0/24"), "a 6to4 relay"),
    (ip_network("198.18.0.0/15"), "an address for benchmarks"),
    (ip_network("198.51.100.0/24"), "an address for examples"),
    (ip_network("203.0.113.0/24"), "an address for examples"),
    (ip_network("224.0.0.0/4"), "a multicast address"),
    (ip_network("240.0.0.0/4"), "a reserved address"),
    (ip_network("::/128"), "no address of a host"),
    (ip_network("::ffff:0:0/96"), "an IPv4 address in disguise"),
    (ip_network("64:ff9b::/96"), "an IPv4 address in disguise"),
    (ip_network("64:ff9b:1::/48"), "an IPv4 address in disguise"),
    (ip_network("2001::/23"), "a reserved address"),
    (ip_network("2001:db8::/32"), "an address for examples"),
    (ip_network("2002::/16"), "an IPv4 address in disguise"),
    (ip_network("3fff::/20"), "an address for examples"),
    (ip_network("fe80::/10"), "a link-local address"),
    (ip_network("ff00::/8"), "a multicast address"),
)
"""Never, whatever the channel says (IANA's registries of special-purpose addresses). The newest of these ranges are
not known to the oldest Python we run on, so they stand here."""

_GLOBAL = IPv6Network("2000::/3")
"""All of IPv6 that is given out to the public."""


def why_not(address: Address, *, private: bool) -> str:
    """What is wrong with an address, "" where it may be connected to. `private` as in the channel."""
    if address in METADATA:
        return "a cloud's metadata service"
    if isinstance(address, IPv6Address) and address.scope_id:
        return "a link-local address"
    for network, what in PERMITTED:
        if address in network:
            return "" if private else what
    for network, what in FORBIDDEN:
        if address in network:
            return what
    if isinstance(address, IPv6Address) and address not in _GLOBAL:
        return "a reserved address"
    return ""


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """The operating system's answer."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


async def looked_at(host: str, port: int, *, secure: bool, private: bool, resolver: Resolver) -> tuple[Address, ...]:
    """The addresses of `host` that may be connected to: the first of each family, in the resolver's order.

    `secure`: by https; http is for this machine only, where nobody listens on the way. Raises ServerUnreachable where
    the name does not resolve, ConfigurationError where it leads nowhere we would go.
    """
    try:
        addresses = [ip_address(each) for each in await resolver(host, port)]
    except OSError:
        raise ServerUnreachable("the name of its server cannot be resolved.") from None
    except ValueError:
        raise ConfigurationError("the name of its server is not a name.") from None
    first: dict[int, Address] = {}
    reasons: list[str] = []
    for address in addresses:
        if reason := why_not(address, private=private):
            reasons.append(_sentence(address, reason))
        elif not (secure or address.is_loopback):
            reasons.append("its address must begin with https://, since http is for servers on this machine only.")
        else:
            first.setdefault(address.version, address)
    if not first:
        raise ConfigurationError(reasons[0]) if reasons else ServerUnreachable("its server has no address.")
    return tuple(first.values())


def _sentence(address: Address, reason: str) -> str:
    if reason in {_PRIVATE, _LOOPBACK}:
        return f"its server is at {address}, {reason}: `private = true` in its entry allows that."
    return f"its server is at {address}, {reason}: nothing is posted there."
