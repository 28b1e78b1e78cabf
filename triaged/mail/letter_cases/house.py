"""The invented house of the cases: who we are in them, and when they are written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from triaged.mail.letter_values import Desk, Named
from triaged.model.letter import Person
from triaged.model.thread import Promise

WRITTEN_AT = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
REPLY_BY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
ZONE = "Europe/Berlin"
FULL = Desk(
    company=Named("Nordlicht GmbH", "+49 40 555 01 10"),
    team=Named("Service"),
    emergency="+49 40 555 01 99",
    imprint="Nordlicht GmbH · Hamburg",
    formal=True,
    prefix="NL",
)
DESKS: Mapping[str, Desk] = {
    "formal": FULL,
    "familiar": replace(FULL, formal=False),
    "bare": replace(FULL, company=Named("Nordlicht GmbH"), team=Named(""), emergency="", imprint="", prefix=None),
}
READERS: Mapping[str, tuple[int | None, bool]] = {
    "here": (60, False),
    "elsewhere": (-300, False),
    "unknown": (None, True),
}
"""What is known of the customer's clock, and whether the zone is named."""


def promise(reply_by: datetime = REPLY_BY, number: int = 0) -> Promise:
    """A promise of the house."""
    return Promise(reply_by=reply_by, told=True, calendar="office", row="default", number=number)


def somebody(language: str) -> Person:
    """A person whom a letter names, with a role."""
    return Person(name="Eva Nowak", role={language: "Service"})
