"""In which order did past mail arrive? The mails of several sources, one after the other as time went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from triaged.model.mail import Headline, RawMessage
from triaged.past.source import Arrival, Past, Source

AFTERWARDS = timedelta(days=7)
"""Where the mail is in files the period ends with the newest; answers are replayed so long after it."""
A_MOMENT = timedelta(minutes=1)
"""So long after the last mail the rehearsal ends: what it caused belongs to it."""


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


async def streams_of(past: Past) -> tuple[tuple[Stream, ...], datetime, datetime]:
    """The mails of the period, and its ends. It begins with the first mail."""
    if past.ended:
        read = [(source, await source.arrivals(None)) for source in past.mails]
        newest = max((arrival.at for _, arrivals in read for arrival in arrivals), default=past.now)
        since, until = newest - timedelta(days=past.days), newest + AFTERWARDS
    else:
        since, until, newest = past.now - timedelta(days=past.days), past.now, past.now
        read = [(source, await source.arrivals(since)) for source in past.mails]
    sent = [(source, await source.arrivals(since)) for source in past.sent]
    streams = (
        *(Stream(source=source, arrivals=in_period(found, since, newest), sent=False) for source, found in read),
        *(Stream(source=source, arrivals=in_period(found, since, until), sent=True) for source, found in sent),
    )
    filled = [stream.arrivals for stream in streams if stream.arrivals]
    since = min((arrivals[0].at for arrivals in filled), default=since)
    if past.ended:
        until = max((arrivals[-1].at for arrivals in filled), default=newest) + A_MOMENT
    return streams, since, until
