"""Which addresses and domains are ours, read out of the policy. Plus-tags are ignored everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from triaged.model.mail import Headers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from triaged.policy.shape import AccountEntry, Company, InboxEntry, PersonEntry, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What is ours, in lower case, gathered once a policy: every mail asks for it several times.

    `addresses`: where triaged itself reads or writes, all inboxes' and the bounce inboxes' (N16). `colleagues`: the
    addresses that the policy names as a colleague's. `company`: the company's domains, `below` their endings
    (".firm.example"). `domains`: the company's and the inboxes', where our own Message-IDs are made.
    """

    addresses: frozenset[str]
    colleagues: frozenset[str]
    company: frozenset[str]
    below: tuple[str, ...]
    domains: frozenset[str]


def gathered(
    *,
    company: Company,
    people: Iterable[PersonEntry],
    inboxes: Iterable[InboxEntry],
    accounts: Iterable[AccountEntry],
) -> Ours:
    """What is ours in these parts of a policy."""
    envelopes = {bare(account.envelope) for account in accounts if "@" in account.envelope}
    addresses = frozenset(address for inbox in inboxes for address in inbox.addresses) | envelopes
    return Ours(
        addresses=addresses,
        colleagues=frozenset(address.lower() for person in people for address in person.mail),
        company=company.domains,
        below=tuple(f".{domain}" for domain in company.domains),
        domains=company.domains | {address.rpartition("@")[2] for address in addresses},
    )


def bare(address: str) -> str:
    """The address for comparing with ours: lower case, without a plus-tag ("Help+7K@x.example" is "help@x.example")."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def reaches(addresses: tuple[str, ...], inbox: InboxEntry) -> bool:
    """Whether one of `addresses` is an address of `inbox`."""
    return any(bare(address) in inbox.addresses for address in addresses)


def in_our_domain(address: str, policy: Policy) -> bool:
    """Whether the address is in one of the company's domains, or below one of them."""
    domain = address.rpartition("@")[2].lower()
    return domain in policy.ours.company or domain.endswith(policy.ours.below)


def own_mail(headers: Headers, policy: Policy) -> bool:
    """Whether a mail carries what `trust.own_mail` names as the sign of a colleague's real mail (N24)."""
    if policy.trust.own_mail is None:
        return False
    name, pattern = policy.trust.own_mail
    return any(pattern.search(value) for value in headers.all(name))
