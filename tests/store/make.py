"""Values for the store's tests, each with what matters to the test and defaults for the rest."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from triaged.model.known import Lookup
from triaged.model.letter import Letter, LetterKind
from triaged.model.people import Absence
from triaged.model.stored import Direction, Incident, Post, StoredMessage
from triaged.model.thread import Kind, Promise, Thread, Triage, Turn, Urgency
from triaged.model.tx import Tx

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_numbers = itertools.count(1)


def triage(urgency: Urgency = Urgency.NORMAL) -> Triage:
    """A judgement."""
    return Triage(urgency=urgency, rank=0.5, language="en", language_sure=True, team="support")


def promise(reply_by: datetime = NOW + HOUR, *, told: bool = True, **changes: Any) -> Promise:
    """A promise (or target) not yet stored."""
    return replace(Promise(reply_by=reply_by, told=told, calendar="office", row="everything"), **changes)


def thread(**changes: Any) -> Thread:
    """A thread not yet stored: ours to answer, written by a person."""
    made = Thread(
        thread_id=0,
        reference="",
        inbox="support",
        customer="Jo@Customer.test",
        customer_name="Jo",
        subject="Printer on fire",
        base_subject="Printer on fire",
        kind=Kind.PERSON,
        turn=Turn.OURS,
        triage=triage(changes.pop("urgency", Urgency.NORMAL)),
        opened_at=NOW,
        last_mail_at=NOW,
    )
    return replace(made, **changes)


def incident(**changes: Any) -> Incident:
    """An incident not yet stored."""
    made = Incident(
        name="no heating",
        inbox="support",
        team="support",
        says={"en": "The heating is off."},
        since=NOW,
        opened_by="anna",
        news_every=HOUR,
    )
    return replace(made, **changes)


def absence(**changes: Any) -> Absence:
    """Somebody is away from an hour ago for a day."""
    return replace(Absence(person="anna", since=NOW - HOUR, until=NOW + DAY, by="ben"), **changes)


def post(**changes: Any) -> Post:
    """A notice for a channel, not yet stored."""
    made = Post(
        channel="chat", person="anna", title="2 threads", lines=("one", "two"), created_at=NOW, next_attempt_at=NOW
    )
    return replace(made, **changes)


def reference() -> str:
    """A reference nobody has."""
    return f"R{next(_numbers):06d}"


def add(tx: Tx, **changes: Any) -> Thread:
    """A stored thread."""
    return tx.add_thread(thread(**changes), [reference()])


def message(**changes: Any) -> StoredMessage:
    """A customer's mail not yet stored."""
    number = next(_numbers)
    made = StoredMessage(
        inbox="support",
        identity=f"identity-{number}",
        digest=f"digest-{number}",
        message_id=f"<{number}@customer.test>",
        thread_id=None,
        direction=Direction.CUSTOMER,
        kind=Kind.PERSON,
        author="jo@customer.test",
        subject="Printer on fire",
        received_at=NOW,
        size=2000,
    )
    return replace(made, **changes)


def letter(**changes: Any) -> Letter:
    """An acknowledgement that may go at once, not yet stored."""
    number = next(_numbers)
    made = Letter(
        once_key=f"ack {number}",
        kind=LetterKind.ACKNOWLEDGEMENT,
        inbox="support",
        account="main",
        thread_id=None,
        sender="support@firm.test",
        recipient="Jo@Customer.test",
        message_id=f"<ack.{number}@firm.test>",
        mark=f"v1.mark{number}",
        octets=b"Subject: x\r\n\r\n\x00\xff",
        created_at=NOW,
        next_attempt_at=NOW,
    )
    return replace(made, **changes)


def put(tx: Tx, **changes: Any) -> Letter:
    """A stored letter."""
    made = letter(**changes)
    return replace(made, letter_id=tx.add_letter(made))


def lookup(**changes: Any) -> Lookup:
    """The keys of a mail that nothing is known of."""
    made = Lookup(inbox="support", identity="nobody", digest="nothing", message_id=None, now=NOW)
    return replace(made, **changes)
