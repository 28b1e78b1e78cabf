"""Hours of working time as a straight axis: how much was worked up to a moment, and at which moment so much was.

Moments are hours since 1970 in UTC, as floats; worked time is hours since the first moment of the table. numpy asks
thousands of them at once, where triaged/hours answers one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

import numpy as np

from triaged.hours import Calendar, open_hours
from triaged.learn.forecast.past import Floats, Past

HOUR = 3600.0
_AFTER = 400 * 24.0
"""Hours."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WorkClock:
    """Corners of the line "worked hours over moments": between two of them it is level or rises with slope 1.

    `moments` and `worked` ascend and have the same length; both are empty when every hour counts.
    """

    moments: Floats
    worked: Floats

    @classmethod
    def always(cls) -> Self:
        """Every hour counts."""
        return cls(moments=np.empty(0), worked=np.empty(0))

    @classmethod
    def of(cls, calendar: Calendar, first: float, last: float) -> Self:
        """The opening hours of a calendar between two moments. Raises NeverOpens."""
        a, b = datetime.fromtimestamp(first * HOUR, UTC), datetime.fromtimestamp(last * HOUR, UTC)
        found = ((opens.timestamp() / HOUR, closes.timestamp() / HOUR) for opens, closes in open_hours(calendar, a, b))
        return cls.of_hours(found, first)

    @classmethod
    def of_hours(cls, hours: Iterable[tuple[float, float]], first: float) -> Self:
        """The same of stretches of working time, in order; nothing is worked between the moment `first` and them."""
        moments, worked = [first], [0.0]
        for opens, closes in hours:
            moments += [opens, closes]
            worked += [worked[-1], worked[-1] + closes - opens]
        return cls(moments=np.array(moments), worked=np.array(worked))

    @classmethod
    def around(cls, calendar: Calendar, past: Past) -> Self:
        """The opening hours of all of a log's moments, and of as long after it as a forecast may reach."""
        answered = past.replied[np.isfinite(past.replied)]
        last = max(float(past.arrived[-1]), float(answered.max(initial=-np.inf)))
        return cls.of(calendar, float(past.arrived[0]), last + _AFTER)

    def at(self, moments: Floats) -> Floats:
        """The hours worked up to each moment; infinity stays."""
        if not self.moments.size:
            return moments
        found = np.interp(moments, self.moments, self.worked)
        return np.where(np.isinf(moments), np.inf, found)

    def when(self, worked: Floats) -> Floats:
        """The earliest moment at which so much was worked; infinity beyond the table."""
        if not self.worked.size:
            return worked
        after = np.searchsorted(self.worked, worked, side="left")
        inside = np.clip(after, 0, len(self.worked) - 1)
        found = self.moments[inside] - (self.worked[inside] - worked)
        return np.where(after < len(self.worked), found, np.inf)
