"""Do we acknowledge it, with which words: the blocks of the letter and the values it needs."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.hours import closes_at, is_open
from triaged.model.article import Offer
from triaged.model.letter import Acknowledgement, Closed, Person, Telephone
from triaged.model.mail import Address
from triaged.model.thread import Promise, Proof, Tone, Triage, Urgency
from triaged.policy.shape import Policy
from triaged.rules.acknowledge.asked import LATE, Asked

OFFSET_HOLDS = timedelta(days=3)
"""How far ahead the customer's clock is believed: beyond it a change of DST or of place is too likely."""
TIME_TO_CALL = timedelta(minutes=30)
ALWAYS_OPEN = timedelta(days=2)
"""A telephone that is answered for longer than this needs no end."""
LONGEST_SUBJECT = 200
LONGEST_NAME = 60
# Where none of these stands, no mail program makes a link.
SIGNS_OF_LINK = frozenset(".:@")
# One word of a name: letters, joined by hyphens or apostrophes; an initial; a title. "evil.example" is none.
NAME_WORD = re.compile(
    r"[^\W\d_]+(?:['’\-–][^\W\d_]+)*|(?:[^\W\d_]\.){1,4}|(?:dr|prof|dipl|ing|mag|jr|sr|mr|mrs|ms|st)\.", re.IGNORECASE
)


def letter(
    asked: Asked,
    *,
    customer: Address,
    triage: Triage,
    promise: Promise,
    reference: str,
    zone: str,
    closed: Closed | None,
    person: Person | None,
    incident: str,
    articles: tuple[Offer, ...],
) -> Acknowledgement:
    """The letter's blocks. Columns are read from the left: critical, terse (unproven), closed for long, normal."""
    critical = triage.urgency is Urgency.CRITICAL
    terse = asked.proof is not Proof.PROVEN and not critical
    offset, name_zone = zone_of_customer(
        asked.message.offset,
        asked.message.sent_at or asked.message.received,
        by=promise.reply_by,
        zone=zone,
        language=triage.language,
        policy=asked.policy,
    )
    return Acknowledgement(
        inbox=asked.inbox.key,
        to=customer.address,
        subject=clean_subject(asked.message.subject, links=asked.proof is Proof.PROVEN),
        language=triage.language,
        also_language=second_language(triage, asked.policy),
        reference=reference,
        promise=promise,
        zone=zone,
        greet=greeting(customer.name, proven=asked.proof is Proof.PROVEN, policy=asked.policy),
        customer_offset=None if terse else offset,
        name_zone=name_zone,
        closed=None if critical or terse else closed,
        late_since=asked.message.received if asked.age > LATE else None,
        person=person,
        again=asked.again,
        incident=incident,
        critical=critical,
        terse=terse,
        upset=triage.tone is Tone.UPSET,
        articles=articles if not (critical or terse or incident) else (),
        telephone=None if terse or incident else telephone(asked.policy, triage.team, asked.now),
    )


def telephone(policy: Policy, team: str, now: datetime) -> Telephone | None:
    """Whether somebody answers our telephone: while the team works, for half an hour more at least."""
    works = policy.teams.get(team)
    if not policy.company.phone or works is None:
        return None
    calendar = policy.calendars[works.calendar]
    if not is_open(calendar, now):
        return None
    closes = closes_at(calendar, now)
    if closes is None or closes - now > ALWAYS_OPEN:
        return Telephone(until=None)
    return Telephone(until=closes) if closes - now >= TIME_TO_CALL else None


def second_language(triage: Triage, policy: Policy) -> str:
    """The second language of a letter whose language is not clear: the house's first that is not used yet, or ""."""
    if triage.language_sure or policy.acknowledge.unsure_language == "first":
        return ""
    return next((code for code in policy.company.languages if code != triage.language), "")


def zone_of_customer(
    offset: int | None, wrote: datetime, *, by: datetime, zone: str, language: str, policy: Policy
) -> tuple[int | None, bool]:
    """The customer's UTC offset in minutes, None when it is not to be printed, and whether our zone must be named.

    `offset` is what their mail said when they `wrote`; `by` is the time that is told, in our `zone`.

    +0000 means unknown: Exchange writes it for everybody. Compared at the moment they wrote, so that a change of DST
    before the promised time does not look like a difference. Unknown and in the house's first language: not named.
    """
    always = policy.letters.zone == "always"
    if not offset:
        return None, always or language != policy.company.languages[0]
    ours = wrote.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    differs = ours != timedelta(minutes=offset)
    if not differs:
        return None, always
    near = by - wrote <= OFFSET_HOLDS
    return (offset if near else None), True


def name_of(key: str, policy: Policy) -> Person | None:
    """Somebody as letters name them, None where rules.toml wants no names or knows nobody by that key."""
    entry = policy.people.get(key)
    if entry is None or policy.letters.person == "team":
        return None
    name = entry.name.split()[0] if policy.letters.person == "first name" else entry.name
    return Person(name=name, role=entry.role)


def greeting(name: str, *, proven: bool, policy: Policy) -> str:
    """The customer's name for the greeting, "" where it is not used: only what looks like a name, of proven senders."""
    mode = policy.letters.greet_name
    if mode == "never" or (mode == "proven" and not proven):
        return ""
    words = name.split()
    plain = " ".join(words)
    named = bool(words) and len(plain) <= LONGEST_NAME and all(NAME_WORD.fullmatch(word) for word in words)
    return plain if named and plain.lower().partition(" ")[0] != "www" else ""


def clean_subject(subject: str, *, links: bool) -> str:
    """The subject for our answer: one line, no controls, at most 200 characters; without what could be a link."""
    if not subject.isprintable():
        subject = "".join(char if char.isprintable() else " " for char in subject)
    words = subject.split()
    if not links and not SIGNS_OF_LINK.isdisjoint(subject):
        words = [word for word in words if not _like_link(word)]
    return " ".join(words)[:LONGEST_SUBJECT].rstrip()


def _like_link(word: str) -> bool:
    """Whether a mail program would make a link of it: a scheme, "www.", an address, or a name with a dot inside."""
    plain = word.strip("()[]<>{}\"'“”„.,;:!?").lower()
    if "://" in plain or "@" in plain or plain.startswith(("www.", "mailto:", "tel:")):
        return True
    head, dot, tail = plain.partition("/")[0].rpartition(".")
    return bool(dot) and len(tail) >= 2 and tail.isalpha() and head[-1:].isalnum()
