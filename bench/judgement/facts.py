"""Which facts does a mail give, found with patterns as a shop would write them, on the gold set.

What a person labelled as given is what the mail's topic needs; only those facts are looked at, with the topic as it was
labelled. Addresses and places have no form and are left out, as docs/facts.md advises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.judgement.row import Row
from tests.gold.read import DESKS, GoldMail, gold, topics
from triaged.mail.quotes import own_text
from triaged.model.fact import comparable
from triaged.model.mail import Attachment, Message
from triaged.policy.patterns import file_or_type, finder
from triaged.policy.shape import FactEntry
from triaged.rules.facts import given

FIND: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "shop": {
        "order_number": (r"re:\bBT[- ]?[0-9]{6}\b",),
        "photo": ("attachment:image/*", "attachment:*.jpg", "attachment:*.jpeg", "attachment:*.png"),
    },
    "saas": {"workspace": (r"re:\b[a-z0-9-]+\.taktwerk\.example\b",)},
    "bank": {
        "customer_number": (r"re:\b[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}\b",),
        "iban": (r"re:\b[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?\b",),
    },
    "telecom": {"contract_number": (r"re:\bNF ?(?:[0-9] ?){7}[0-9]\b",)},
    "office": {
        "birth_date": (r"re:\b(?:born|geboren|née?|nacid[oa])\D{1,20}([0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4})\b",),
        "file_number": (r"re:\b[A-Z]{2}/[0-9]{4,6}\b",),
    },
    "software": {
        "customer_number": (r"re:\bK-[0-9]{5}\b",),
        "version": (r"re:\b(20[0-9]{2}\.[0-9]+(?:\.[0-9]+)?|1[0-9]\.[0-9]+(?:\.[0-9]+)?)\b",),
        "error_text": (r"re:\b(?:[EW]|KB)-[0-9]{3,4}\b",),
    },
}
"""For each desk how its facts are found, written on the half for building."""

WITHOUT_A_FORM = frozenset({"place"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """`right`: given and found with its value. `other`: given, and found with another value only. `asked`: given, and
    not found, so the customer would be asked for it. `extra`: found although nobody labelled it. `unasked`: missing and
    not found.
    """

    right: int = 0
    other: int = 0
    asked: int = 0
    extra: int = 0
    unasked: int = 0


def counted(half: str, desk: str) -> Counts:
    """What is found in a desk's mails of that half."""
    facts = {name: _entry(name, patterns) for name, patterns in FIND[desk].items()}
    right = other = asked = extra = unasked = 0
    for mail in gold(half):
        if mail.desk != desk:
            continue
        found: dict[str, set[str]] = {}
        for fact in given(message_of(mail), facts)[0]:
            found.setdefault(fact.name, set()).add(comparable(fact.value))
        for name in sorted(_needed(mail) - WITHOUT_A_FORM):
            value, values = mail.labels.facts.get(name), found.get(name, set())
            if value is None:
                extra, unasked = extra + bool(values), unasked + (not values)
            elif any(one in comparable(value) or comparable(value) in one for one in values):
                right += 1
            else:
                other, asked = other + bool(values), asked + (not values)
    return Counts(right=right, other=other, asked=asked, extra=extra, unasked=unasked)


def message_of(mail: GoldMail) -> Message:
    """A gold mail as the parser would give it."""
    return Message(
        inbox="support",
        received=datetime(2026, 11, 23, 9, tzinfo=UTC),
        size=len(mail.text),
        identity=mail.id,
        digest=mail.id,
        subject=mail.subject,
        attachments=tuple(Attachment(name=name, content_type="", size=1) for name in mail.attachments),
        text=mail.text,
        own_text=own_text(mail.text, mail.text),
    )


def rows(half: str = "locked") -> Iterator[Row]:
    """Precision and recall over all desks: nothing is claimed, patterns are the shop's own."""
    each = [counted(half, desk) for desk in DESKS]
    right = sum(one.right for one in each)
    there = right + sum(one.other + one.asked for one in each)
    found = right + sum(one.other + one.extra for one in each)
    missing = sum(one.extra + one.unasked for one in each)
    on = f"own gold, {half} half"
    note = f"{there} given, {missing} missing, patterns as a shop writes them"
    yield Row(what="facts found, recall", on=on, value=right / there, shown="{:.1%}", note=note)
    yield Row(what="facts found, precision", on=on, value=right / found, shown="{:.1%}")
    unasked = sum(one.unasked for one in each)
    yield Row(what="missing facts noticed", on=on, value=unasked / missing, shown="{:.1%}")


def _needed(mail: GoldMail) -> frozenset[str]:
    needs = {topic.key: topic.needs for topic in topics(mail.desk, mail.language)}
    return frozenset(needs.get(mail.labels.topic, ()))


def _entry(name: str, patterns: tuple[str, ...]) -> FactEntry:
    files = [one.removeprefix("attachment:") for one in patterns if one.startswith("attachment:")]
    texts = [one for one in patterns if not one.startswith("attachment:")]
    return FactEntry(
        key=name, ask={}, find=tuple(map(finder, texts)), files=tuple(map(file_or_type, files)), waits=False
    )
