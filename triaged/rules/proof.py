"""Is the sender proven by our own server?

Read from Authentication-Results (RFC 8601) of the authserv-ids in `trust.results_of`; every other such field may have
been written by anybody (N23). That a result is absent is not a failure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from triaged.model.addressee import Addressee, WayIn
from triaged.model.finding import Finding
from triaged.model.mail import Message
from triaged.model.thread import Proof
from triaged.policy.ours import in_our_domain
from triaged.policy.shape import Policy

QUESTION = "Is the sender proven by our own server?"
COMMENT = re.compile(r"\([^()]{0,1000}\)")
QUOTED = re.compile(r'"([^"]{0,1000})"')
RESULT = re.compile(r"^\s*([a-z0-9\-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
PROPERTY = re.compile(r"\b(smtp|header|policy|body)\s*\.\s*([a-z0-9\-]+)\s*=\s*([^\s;]+)", re.IGNORECASE)
# "from HELO (NAME [ADDRESS])": NAME is what the server that wrote the line looked up (RFC 5321, section 4.4).
CONNECTED = re.compile(r"\s*from\s+\S+\s+\(([A-Za-z0-9.-]{1,253})\s+\[")
LONGEST_FIELD = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One method's verdict: `dkim=pass header.d=example.org`. `properties` by "ptype.property", lower case."""

    method: str
    verdict: str
    properties: tuple[tuple[str, str], ...] = ()

    def domain(self, *names: str) -> str:
        """The domain in the first of these properties that is there, or ""."""
        values = dict(self.properties)
        found = next((values[name] for name in names if name in values), "")
        return found.rpartition("@")[2].strip("<>.").lower()


def proof(message: Message, *, addressee: Addressee, policy: Policy) -> tuple[Proof, tuple[Finding, ...]]:
    """Whether the author's domain is proven, disproven (DMARC, RFC 7489: N22), or neither.

    Aligned SPF or DKIM is proof as well where no DMARC verdict was written. Behind a known way in a failure is not held
    against the sender, and a web form's or a list's own proof says nothing about the customer.
    """
    author = message.author
    results = tuple(_believed(message, policy.trust.results_of))
    if author is None or not results:
        why = "no result of our own server" if policy.trust.results_of else "trust.results_of names no server"
        return _answer(Proof.UNKNOWN, why, "N23")
    dmarc = next((result for result in results if result.method == "dmarc"), None)
    if dmarc is not None and dmarc.verdict == "fail":
        if addressee.way is WayIn.DIRECT:
            return _answer(Proof.FAILED, "dmarc=fail", "N22")
        if addressee.way is WayIn.FORWARDER and not _passed_on(message, results, policy):
            return _answer(Proof.FAILED, "dmarc=fail, and nothing shows that the forwarder passed it on", "N22")
        return _answer(Proof.UNKNOWN, f"dmarc=fail, but the mail came by a {addressee.way.value}", "N22")
    evidence = _proves(results, dmarc, author.domain)
    if not evidence:
        return _answer(Proof.UNKNOWN, "nothing that our server checked stands for the author's domain", "N23")
    if addressee.way is WayIn.FORM or (addressee.customer is not None and not _speaks_for(addressee, author.domain)):
        return _answer(Proof.UNKNOWN, f"{evidence}, but it is not the customer's domain", "N23")
    return _answer(Proof.PROVEN, evidence, "N23")


def _passed_on(message: Message, results: tuple[Result, ...], policy: Policy) -> bool:
    """Whether our own server saw a trusted forwarder hand this mail over; anybody can write X-Forwarded-For.

    It says so by spf=pass for the forwarder's envelope domain, or by the name it looked up itself and wrote in brackets
    into the topmost Received line.
    """
    inbox = policy.inboxes.get(message.inbox)
    trusted = [] if inbox is None else [entry.rpartition("@")[2].lower() for entry in inbox.trusted_forwarders]
    hosts = [
        result.domain("smtp.mailfrom") for result in results if result.method == "spf" and result.verdict == "pass"
    ]
    connected = CONNECTED.match((message.headers.get("received") or "")[:LONGEST_FIELD])
    if connected:
        hosts.append(connected.group(1).lower())
    return any(host == entry or host.endswith(f".{entry}") for host in hosts if host for entry in trusted)


def colleague(message: Message, *, policy: Policy) -> bool:
    """Whether a colleague wrote, by From: a listed address or one of our domains. It says nothing about proof."""
    author = message.author
    return author is not None and (author.key in policy.ours.colleagues or in_our_domain(author.address, policy))


def _answer(proof: Proof, evidence: str, row: str) -> tuple[Proof, tuple[Finding, ...]]:
    return proof, (Finding(question=QUESTION, answer=proof.value, evidence=evidence, row=row),)


def _speaks_for(addressee: Addressee, author_domain: str) -> bool:
    """Whether proof of the author's domain is proof of the customer's: not where a list wrote itself into From."""
    if addressee.way is not WayIn.LIST or addressee.customer is None:
        return True
    return _aligned(addressee.customer.domain, author_domain)


def _proves(results: tuple[Result, ...], dmarc: Result | None, domain: str) -> str:
    """The evidence that `domain` is proven, or ""."""
    if dmarc is not None:
        told = dmarc.domain("header.from")
        return "dmarc=pass" if dmarc.verdict == "pass" and (not told or _aligned(told, domain)) else ""
    for result in results:
        if result.verdict != "pass":
            continue
        if result.method == "dkim" and _aligned(result.domain("header.d", "header.i"), domain):
            return "dkim=pass for the author's domain"
        if result.method == "spf" and _aligned(result.domain("smtp.mailfrom"), domain):
            return "spf=pass for the author's domain"
    return ""


def _aligned(one: str, other: str) -> bool:
    """Relaxed alignment: the same domain, or one below the other, the higher one not a mere top level."""
    if one == other:
        return bool(one)
    higher = min(one, other, key=len)
    return "." in higher and (one.endswith(f".{other}") or other.endswith(f".{one}"))


def _believed(message: Message, servers: frozenset[str]) -> Iterator[Result]:
    """The results our own servers wrote, topmost first.

    Only the topmost block counts: below the next Received line stands what the mail brought along, and a forged field
    with our name may be among it where a server does not remove them (RFC 8601, section 5).
    """
    if not servers or "authentication-results" not in message.headers:
        return
    wanted = {server.lower() for server in servers}
    begun = False
    for name, value in message.headers.fields:
        if name == "received" and begun:
            return
        if name != "authentication-results":
            continue
        server, results = _read(value[:LONGEST_FIELD])
        if server in wanted:
            begun = True
            yield from results


def _read(value: str) -> tuple[str, tuple[Result, ...]]:
    """One Authentication-Results field: authserv-id in lower case, and its results."""
    plain = COMMENT.sub(" ", COMMENT.sub(" ", value))
    head, *rest = QUOTED.sub(lambda found: found.group(1).replace(";", " "), plain).split(";")
    words = head.split()
    return (words[0].lower() if words else ""), tuple(_results(rest))


def _results(parts: list[str]) -> Iterator[Result]:
    for part in parts:
        found = RESULT.match(part)
        if found:
            properties = tuple((f"{kind}.{name}".lower(), text.lower()) for kind, name, text in PROPERTY.findall(part))
            yield Result(method=found.group(1).lower(), verdict=found.group(2).lower(), properties=properties)
