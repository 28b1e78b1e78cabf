"""Which addresses and domains are ours, read out of the policy. Plus-tags are ignored everywhere."""

from triaged.model.mail import Headers
from triaged.policy.shape import InboxEntry, Policy


def bare(address: str) -> str:
    """The address for comparing with ours: lower case, without a plus-tag ("Help+7K@x.example" is "help@x.example")."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def reaches(addresses: tuple[str, ...], inbox: InboxEntry) -> bool:
    """Whether one of `addresses` is an address of `inbox`."""
    return any(bare(address) in inbox.addresses for address in addresses)


def our_addresses(policy: Policy) -> frozenset[str]:
    """Every address at which triaged itself reads or writes: all inboxes' and the bounce inboxes' (N16)."""
    inboxes = {address for inbox in policy.inboxes.values() for address in inbox.addresses}
    envelopes = {bare(account.envelope) for account in policy.accounts.values() if "@" in account.envelope}
    return frozenset(inboxes | envelopes)


def colleague_addresses(policy: Policy) -> frozenset[str]:
    """Every address that the policy names as a colleague's."""
    return frozenset(address.lower() for person in policy.people.values() for address in person.mail)


def in_our_domain(address: str, policy: Policy) -> bool:
    """Whether the address is in one of the company's domains, or below one of them."""
    domain = address.rpartition("@")[2].lower()
    return any(domain == ours or domain.endswith(f".{ours}") for ours in policy.company.domains)


def our_domains(policy: Policy) -> frozenset[str]:
    """The company's domains and those of the inboxes: where our own Message-IDs are made."""
    return policy.company.domains | {address.rpartition("@")[2] for address in our_addresses(policy)}


def own_mail(headers: Headers, policy: Policy) -> bool:
    """Whether a mail carries what `trust.own_mail` names as the sign of a colleague's real mail (N24)."""
    if policy.trust.own_mail is None:
        return False
    name, pattern = policy.trust.own_mail
    return any(pattern.search(value) for value in headers.all(name))
