"""Which times would customers have been told: how far away, and at which hours of the day?"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from triaged.model.stored import PROMISED, LedgerEntry
from triaged.report.ledger import Sort, Spread, sort_of, spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Of first promises: how long after the mail they lay, in clock time, and how many lay in each hour of a day."""

    ahead: Spread | None
    by_hour: Mapping[int, int]


def times(entries: Iterable[LedgerEntry], *, until: datetime, zone: tzinfo) -> Times:
    """Those that were told before `until`."""
    ahead, by_hour = array("q"), Counter[int]()
    for entry in entries:
        first = entry.event == PROMISED and entry.number == 0 and sort_of(entry) is Sort.PROMISE
        if first and entry.due_at is not None and entry.at < until:
            ahead.append((entry.due_at - entry.at) // timedelta(seconds=1))
            by_hour[entry.due_at.astimezone(zone).hour] += 1
    return Times(ahead=spread(ahead), by_hour=dict(sorted(by_hour.items())))
