"""Where past mail comes from: in the order of its arrival, whole mails only when their turn has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from triaged.model.mail import Headline, RawMessage


@dataclass(frozen=True, slots=True, order=True)
class Arrival:
    """A mail that arrived `at`; `place` is where its source has it."""

    at: datetime
    place: int


class Source(Protocol):
    """A folder or a file with mail. Only ever read."""

    @property
    def name(self) -> str:
        """As the report calls it."""

    @property
    def together(self) -> int:
        """How many mails are read at a time."""

    @property
    def undated(self) -> int:
        """How many mails were left out because nothing tells when they arrived."""

    async def arrivals(self, since: datetime | None) -> Sequence[Arrival]:
        """Every mail since then (None: all), in any order; a few older ones do no harm."""

    async def mails(self, arrivals: Sequence[Arrival]) -> Mapping[int, RawMessage]:
        """These mails by place, those that are still there."""

    async def headlines(self, arrivals: Sequence[Arrival]) -> Mapping[int, Headline]:
        """The same, as far as a sent folder is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is replayed: `days` back, counted from `now`, or, where `ended`, from the newest mail.

    `filed`: names of sources among `mails` into which people filed mail about one topic, with its key. `missing`:
    folders of a topic that the server does not have.
    """

    mails: Sequence[Source]
    sent: Sequence[Source]
    days: int
    now: datetime
    ended: bool
    filed: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
