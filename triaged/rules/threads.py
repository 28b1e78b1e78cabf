"""Which conversation is it part of?

In this order: the ids it names (In-Reply-To, then References from the right), a reference in its subject, two mails in
a minute, and the subject of a recent thread. Whoever joins a thread takes part in it, or names an id of ours that
cannot be guessed (T11). Otherwise it is a new thread; merging is left to people.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from triaged.model.addressee import Addressee
from triaged.model.decision import Place
from triaged.model.finding import Finding
from triaged.model.known import Joined, Known, Lookup
from triaged.model.mail import Message
from triaged.model.thread import Kind, Proof, Thread, Turn
from triaged.policy.shape import Policy

QUESTION = "Which conversation is it part of?"

RECENT = timedelta(days=14)
STAYS_CLOSED = timedelta(days=30)
SHORTEST_SUBJECT = 4
FIRST_IDS, LAST_IDS = 4, 6

# RFC 5256 section 2.1, with the prefixes that mail programs write in other languages.
PREFIX = (
    r"(?:re|aw|antw(?:oord)?|sv|vs|odp|rif|res|ref|r[eé]f|r[eé]p|ynt|bls|ang|vá|ad|на|отв|απ|σχετ|תשובה|رد|回复|回覆|答复|返信|답장|回信"
    r"|fwd?|wg|tr|rv|enc|vb|vl|pd|doorst|i̇lt|ilt|továbbítás|пер|转发|轉寄|전달)"
)
REPLY_PREFIX = re.compile(rf"^\s*{PREFIX}\s?(?:\[\d{{1,4}}\]|\(\d{{1,4}}\)|\^\d{{1,4}})?\s?[:：]\s*", re.IGNORECASE)
BLOB = re.compile(r"^\s*\[[^\[\]]{0,200}\]\s*")
TRAILER = re.compile(r"(?:\s*\(fwd\)|\s+)$", re.IGNORECASE)
FORWARDED = re.compile(r"^\[(?:fwd?|wg)\s?:(.*)\]$", re.IGNORECASE)
# Where none of these stands, replying and forwarding have added nothing.
SIGNS_OF_REPLY = frozenset(":：[(")
REFERENCE = r"[23456789BCDFGHJKMNPQRSTVWXYZ]{4,12}"
QUOTE = re.compile(r"^\s{0,3}>", re.MULTILINE)
OWN_ID = re.compile(r"<(?:ack|renewal|incident|notice)\.[a-z2-7]{26,64}@([^<>@\s]{1,255})>", re.IGNORECASE)
LONGEST_SUBJECT = 1_000


def base_subject(subject: str, prefix: str | None = None) -> str:
    """The subject without what replying and forwarding add (RFC 5256). Case is kept; compare it case-folded.

    `prefix` is that of our references ("NL"): then "[NL-7K3F]" goes too.
    """
    rest = " ".join(subject[:LONGEST_SUBJECT].split())
    if SIGNS_OF_REPLY.isdisjoint(rest):
        return rest
    for printed in _printed(prefix):
        rest = printed.sub("", rest)
    while True:
        shorter = _stripped(rest)
        if shorter == rest:
            return rest
        rest = shorter


@lru_cache(maxsize=8)
def _printed(prefix: str | None) -> tuple[re.Pattern[str], ...]:
    """Our references as letters print them."""
    starts = (rf"{re.escape(prefix)}-", "#") if prefix else ("#",)
    return tuple(re.compile(rf"\s*\[{start}{REFERENCE}\]", re.IGNORECASE) for start in starts)


def _stripped(subject: str) -> str:
    """One round of RFC 5256's steps 2 to 6."""
    rest = REPLY_PREFIX.sub("", TRAILER.sub("", subject), count=1).strip()
    without_blob = BLOB.sub("", rest, count=1)
    rest = without_blob or rest
    inside = FORWARDED.match(rest)
    return inside.group(1).strip() if inside else rest


def lookup(message: Message, *, addressee: Addressee, policy: Policy, now: datetime, claims: bool = False) -> Lookup:
    """What the store is asked about this mail. Ids come in the order in which threading tries them.

    `claims`: it says that it is urgent.
    """
    bounce = message.bounce
    return Lookup(
        inbox=message.inbox,
        identity=message.identity,
        digest=message.digest,
        message_id=message.message_id,
        ids=named_ids(message),
        tokens=tuple(_tokens(message.subject[:LONGEST_SUBJECT], policy.letters.reference)),
        bounced=(*bounce.ids, *bounce.marks) if bounce is not None else (),
        customer=addressee.customer.key if addressee.customer is not None else "",
        claims=claims,
        now=now,
    )


def named_ids(message: Message) -> tuple[str, ...]:
    """The ids a mail names, nearest first, without its own (T6), of very many the outer ones (T14)."""
    near = (*_outer(message.in_reply_to), *reversed(_outer(message.references)))
    return tuple(dict.fromkeys(name for name in near if name != message.message_id))


def _outer(ids: tuple[str, ...]) -> tuple[str, ...]:
    return ids if len(ids) <= FIRST_IDS + LAST_IDS else (*ids[:FIRST_IDS], *ids[-LAST_IDS:])


def _tokens(subject: str, prefix: str | None) -> Iterator[str]:
    """References in a subject, as they are stored: upper case, without prefix. People type them without brackets."""
    found = (token.upper() for written in _written(prefix) for token in written.findall(subject))
    yield from dict.fromkeys(found)


@lru_cache(maxsize=8)
def _written(prefix: str | None) -> tuple[re.Pattern[str], ...]:
    """Our references as people write them."""
    written = [rf"\[#({REFERENCE})\]"]
    if prefix:
        written.append(rf"(?<![A-Za-z0-9]){re.escape(prefix)}[- ]({REFERENCE})(?![A-Za-z0-9])")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written)


def place(
    message: Message, *, kind: Kind, known: Known, addressee: Addressee, proof: Proof, policy: Policy
) -> tuple[Place, tuple[Finding, ...]]:
    """The conversation this mail is part of: an existing one, or a new one, perhaps linked to an older one."""
    automatic = any(joined.automatic for joined in known.by_id) or _names_own_letter(message, policy)
    if known.twin_thread is not None and known.twin_digest == message.digest:
        return _at(known.twin_thread, automatic, "the mail is already there", "I1")
    finder = _Finder(message=message, kind=kind, known=known, addressee=addressee, proof=proof, policy=policy)
    thread, linked, evidence, row = finder.find()
    if thread is not None:
        return _at(thread, automatic, evidence, row)
    place = Place(thread_id=None, linked=linked, automatic_named=automatic)
    if known.twin_thread is not None:
        evidence, row = "another mail has the same Message-ID", "T9"
    answer = "a new one" if linked is None else "a new one, linked to an older one"
    return place, (Finding(question=QUESTION, answer=answer, evidence=evidence, row=row),)


def _at(thread_id: int, automatic: bool, evidence: str, row: str) -> tuple[Place, tuple[Finding, ...]]:
    place = Place(thread_id=thread_id, automatic_named=automatic)
    return place, (Finding(question=QUESTION, answer="an existing one", evidence=evidence, row=row),)


def _names_own_letter(message: Message, policy: Policy) -> bool:
    """Whether it names an id of the shape of our automatic letters' at a domain of ours.

    The store knows those it has sent; after a restored backup it may not, and a loop must end all the same (N28).
    """
    return any(
        found.group(1).lower() in policy.ours.domains
        for name in (*message.in_reply_to, *message.references)
        if (found := OWN_ID.fullmatch(name))
    )


_Found = tuple[int | None, int | None, str, str]
"""Thread to join, thread to link, evidence, row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finder:
    """The search for one mail's thread: the steps of docs/silence.md, in their order."""

    message: Message
    kind: Kind
    known: Known
    addressee: Addressee
    proof: Proof
    policy: Policy

    def find(self) -> _Found:
        """The first step that finds something."""
        for step in (self._by_id, self._by_token, self._same_moment, self._by_subject):
            found = step()
            if found is not None:
                return found
        return None, None, "", ""

    def _by_id(self) -> _Found | None:
        """Step 2. In-Reply-To, then References from the right, against every id seen in and out."""
        if not self.known.by_id:
            return None
        order = {name: at for at, name in enumerate(named_ids(self.message))}
        named = sorted(self.known.by_id, key=lambda joined: order.get(joined.message_id, len(order)))
        for joined in named:
            return self._judged(joined)
        return None

    def _judged(self, joined: Joined) -> _Found:
        thread = joined.thread
        if self.kind in {Kind.MACHINE, Kind.SUSPECT}:
            return None, thread.thread_id, f"{self.kind.value} mail joins no customer's thread", "T11"
        if not (joined.automatic or self._takes_part(thread)):
            return None, thread.thread_id, "it names a mail of a thread that its sender has no part in", "T11"
        if self._long_closed(thread):
            return None, thread.thread_id, "the thread was closed more than 30 days ago", "T4"
        if self.subject and self.subject not in self._subjects(thread) and not self._is_colleague():
            return None, thread.thread_id, "it answers an old mail with a new subject", "T4"
        return thread.thread_id, None, "it names a mail of that thread", "T6"

    def _by_token(self) -> _Found | None:
        """Step 3. Our reference in the subject: anybody can write it, so the sender must take part."""
        if self.kind in {Kind.MACHINE, Kind.SUSPECT}:
            return None
        for thread in self.known.by_token:
            if self._takes_part(thread) and not self._long_closed(thread):
                return thread.thread_id, None, f"its subject names {thread.reference}", "T11"
        linked = next(iter(self.known.by_token), None)
        if linked is None:
            return None
        return None, linked.thread_id, "its subject names a thread that its sender has no part in", "T11"

    def _same_moment(self) -> _Found | None:
        """Two mails of one customer within `acknowledge.wait` are one."""
        wait = self.policy.acknowledge.wait
        if self.kind is not Kind.PERSON or not wait:
            return None
        for thread in self._recent():
            apart = abs(self.message.received - thread.last_mail_at)
            if thread.turn is Turn.OURS and apart <= wait:
                return thread.thread_id, None, "the customer's other mail of the same minute", "T5"
        return None

    def _by_subject(self) -> _Found | None:
        """Step 5. The same customer, inbox and subject within 14 days, and it looks like a reply (T3, T5)."""
        recent = tuple(self._recent()) if self.kind is Kind.PERSON else ()
        if not recent or len(self.subject) < SHORTEST_SUBJECT or not looks_like_reply(self.message):
            return None
        for thread in recent:
            near = self.message.received - thread.last_mail_at <= RECENT
            if near and self.subject in self._subjects(thread) and not self._long_closed(thread):
                return thread.thread_id, None, "a reply with the subject of a recent thread of the same customer", "T3"
        return None

    @property
    def subject(self) -> str:
        """The base subject, for comparing."""
        return self._base(self.message.subject)

    def _base(self, subject: str) -> str:
        return base_subject(subject, self.policy.letters.reference).casefold()

    def _subjects(self, thread: Thread) -> frozenset[str]:
        """The thread's base subject, and those of what was merged into it: its customer has letters with both."""
        merged = (subject for thread_id, subject in self.known.merged if thread_id == thread.thread_id)
        return frozenset(self._base(subject) for subject in (thread.base_subject, *merged))

    def _recent(self) -> Iterator[Thread]:
        customer = self.addressee.customer
        for thread in self.known.recent:
            same = customer is not None and thread.customer.lower() == customer.key
            if same and thread.inbox == self.message.inbox and thread.kind is Kind.PERSON:
                yield thread

    def _takes_part(self, thread: Thread) -> bool:
        """Whether the sender is the thread's customer, somebody proven of the customer's own domain, or a colleague."""
        customer = self.addressee.customer
        if customer is None:
            return False
        if customer.key == thread.customer.lower() or self._is_colleague():
            return True
        theirs = thread.customer.rpartition("@")[2].lower()
        shared = theirs in self.policy.limits.domain_exempt
        return self.proof is Proof.PROVEN and customer.domain == theirs and not shared

    def _is_colleague(self) -> bool:
        author = self.message.author
        return author is not None and author.key in self.policy.ours.colleagues

    def _long_closed(self, thread: Thread) -> bool:
        return thread.closed_at is not None and self.message.received - thread.closed_at > STAYS_CLOSED


def looks_like_reply(message: Message) -> bool:
    """Whether it has the outward signs of a reply: a prefix, reply fields, or quoted lines (T3)."""
    if message.in_reply_to or message.references or REPLY_PREFIX.match(message.subject[:LONGEST_SUBJECT]):
        return True
    return len(QUOTE.findall(message.text[:64_000])) >= 2
