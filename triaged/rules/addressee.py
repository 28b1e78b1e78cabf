"""Whom would we answer, and did this mail come in by a known way?

The first mailbox of Reply-To that takes mail, else the author's (RFC 5322, section 3.6.2). Never Sender, Resent-From or
Errors-To. The known ways in stand in rules.toml: an inbox's own lists, trusted forwarders, and web forms.
"""

import re
from collections.abc import Iterator

from triaged.model.addressee import Addressee, WayIn
from triaged.model.finding import Finding
from triaged.model.mail import Address, Message
from triaged.policy.ours import bare
from triaged.policy.shape import InboxEntry, Policy

QUESTION = "Whom would we answer?"
WAY_QUESTION = "Did it come in by a known way?"

# Local parts that say, in the usual languages of automatic senders, that nobody reads there (N17). The words are whole:
# "casino.reply" and "elinore" are people.
NO_REPLY = re.compile(
    r"(?:^|[._+=\-])"
    r"(?:(?:no|non|not|never|do[._\-]?not|don[._\-]?t)[._\-]?repl(?:y|ies)|no[._\-]?respon(?:d|da|der|se)"
    r"|nao[._\-]?responda|ne[._\-]?pas[._\-]?repondre|sans[._\-]?reponse|nicht[._\-]?antworten|keine[._\-]?antwort"
    r"|non[._\-]?rispondere|svar[._\-]?ikke|svara[._\-]?inte|ei[._\-]?vastata|geen[._\-]?antwoord"
    r"|niet[._\-]?antwoorden|nie[._\-]?odpowiadac)"
    r"(?:$|[._+=\-]|\d)",
    re.IGNORECASE,
)
MAILBOX = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,255}")
ANY_ADDRESS = re.compile(r"[^\s<>,;:\"()]{1,64}@[^\s<>,;:\"()]{1,255}")
# Where relays write by whose hands a mail came (Gmail writes X-Forwarded-For).
FORWARDING_FIELDS = ("resent-from", "resent-sender", "x-forwarded-for", "x-forwarded-to", "delivered-to")
# Where list software that writes itself into From keeps the author.
ORIGINAL_AUTHOR = ("x-original-from", "x-google-original-from")
LONGEST_FIELD = 2_000


def addressee(
    message: Message,
    *,
    inbox: InboxEntry,
    policy: Policy,
    form_by_rule: bool = False,
    trusted_by_rule: bool = False,
) -> tuple[Addressee, tuple[Finding, ...]]:
    """Whom we would answer, and the way the mail came in.

    `form_by_rule`: a [[rule]] says that the customer is in Reply-To; `trusted_by_rule`: and that it is our own server.
    Without the latter such a mail is judged like any other that could be forged.
    """
    author = _author(message, inbox)
    form = form_by_rule or (author is not None and author.key in inbox.forms)
    way, evidence = _way(message, inbox, form=form and (trusted_by_rule or not form_by_rule))
    customer, replyable = _customer(message, author, policy.ours.addresses, form=form)
    diverted = (
        way is WayIn.DIRECT
        and not form
        and customer is not None
        and author is not None
        and not _related(customer.domain, author.domain)
    )
    answer = Addressee(customer=customer, way=way, diverted=diverted, replyable=replyable)
    return answer, _findings(answer, evidence)


def _findings(answer: Addressee, way_evidence: str) -> tuple[Finding, ...]:
    whom = "nobody" if answer.customer is None else answer.customer.address
    found = [Finding(question=QUESTION, answer=whom, evidence="Reply-To leads elsewhere" if answer.diverted else "")]
    if answer.way is not WayIn.DIRECT:
        found.insert(0, Finding(question=WAY_QUESTION, answer=answer.way.value, evidence=way_evidence))
    return tuple(found)


def _author(message: Message, inbox: InboxEntry) -> Address | None:
    """The author, also where our own list has written itself into From."""
    if _own_list(message, inbox):
        for name in ORIGINAL_AUTHOR:
            found = MAILBOX.search((message.headers.get(name) or "")[:LONGEST_FIELD])
            if found:
                return Address(address=_plain(found.group()))
    return message.author


def _plain(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.lower()}"


def _customer(
    message: Message, author: Address | None, ours: frozenset[str], *, form: bool
) -> tuple[Address | None, bool]:
    """The customer, and whether that address takes answers (N17)."""
    offered = [to for to in message.reply_to if MAILBOX.fullmatch(to.address) and bare(to.address) not in ours]
    takes = [to for to in offered if not NO_REPLY.search(to.local)]
    if takes:
        name = takes[0].name or (author.name if author is not None and author.key == takes[0].key else "")
        return Address(address=takes[0].address, name=name), True
    if form or author is None or not MAILBOX.fullmatch(author.address):
        return None, False
    return author, not offered and not NO_REPLY.search(author.local)


def _way(message: Message, inbox: InboxEntry, *, form: bool) -> tuple[WayIn, str]:
    if form:
        return WayIn.FORM, "the sender is a web form of ours"
    if listed := _own_list(message, inbox):
        return WayIn.LIST, f"List-Id {listed}"
    for address in _hands(message) if inbox.trusted_forwarders else ():
        if _trusted(address, inbox.trusted_forwarders):
            return WayIn.FORWARDER, f"forwarded by {address.rpartition('@')[2]}"
    return WayIn.DIRECT, ""


def _own_list(message: Message, inbox: InboxEntry) -> str:
    """The List-Id (RFC 2919) of the inbox's own list that this mail came through, or ""."""
    for value in message.headers.all("list-id") if inbox.own_lists else ():
        inside = value.rpartition("<")[2].partition(">")[0].strip().lower().replace("@", ".")
        if any(inside == own.strip("<> ").lower().replace("@", ".") for own in inbox.own_lists):
            return inside
    return ""


def _hands(message: Message) -> Iterator[str]:
    """Every address that says who passed this mail on."""
    if message.return_path:
        yield message.return_path.lower()
    for name in FORWARDING_FIELDS:
        for value in message.headers.all(name):
            yield from (found.lower() for found in ANY_ADDRESS.findall(value[:LONGEST_FIELD]))


def _trusted(address: str, forwarders: frozenset[str]) -> bool:
    domain = address.rpartition("@")[2]
    return any(
        bare(address) == entry if "@" in entry else domain == entry or domain.endswith(f".{entry}")
        for entry in (forwarder.lower() for forwarder in forwarders)
    )


def _related(one: str, other: str) -> bool:
    """Whether two domains are the same or one lies below the other."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
