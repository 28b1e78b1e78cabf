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


@dataclass(slots=True, kw_only=True)
class Stream:
    """The mails of one source that are replayed, in the order of their arrival. `sent`: colleagues wrote them."""

    source: Source
    arrivals: Sequence[Arrival]
    sent: bool
    _taken: int = field(default=0, init=False)
    _ahead: Mapping[int, RawMessage | Headline] = field(default_factory=dict, init=False)

    @property
    def next_at(self) -> datetime | None:
        """When the next mail arrived, None after the last."""
        return self.arrivals[self._taken].at if self._taken < len(self.arrivals) else None

    async def take(self) -> RawMessage | Headline | None:
        """The next mail; None when somebody deleted it while we read."""
        together = self.source.together
        if self._taken % together == 0:
            batch = self.arrivals[self._taken : self._taken + together]
            self._ahead = await (self.source.headlines(batch) if self.sent else self.source.mails(batch))
        arrival = self.arrivals[self._taken]
        self._taken += 1
        return self._ahead.get(arrival.place)


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


def next_of(streams: Sequence[Stream]) -> tuple[datetime, Stream] | None:
    """The next mail of all; where two came at the same time, the customer's before the answer."""
    waiting = [(stream.next_at, stream.sent, place) for place, stream in enumerate(streams) if stream.next_at]
    if not waiting:
        return None
    at, _, place = min(waiting)
    return at, streams[place]


def in_period(arrivals: Sequence[Arrival], since: datetime, until: datetime) -> Sequence[Arrival]:
    """Those from `since` to `until`, oldest first."""
    return sorted(arrival for arrival in arrivals if since <= arrival.at <= until)
