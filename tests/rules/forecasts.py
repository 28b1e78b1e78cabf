"""Forecasts for tests: the same figure everywhere, or one that tells its cells apart."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from triaged.model.forecast import AHEAD, HUNDREDTHS, STRETCHES, Forecast
from triaged.model.thread import Urgency

CELLS = len(Urgency) * STRETCHES * len(AHEAD)


def flat(
    within: timedelta,
    *,
    made_at: datetime = datetime(2026, 11, 23, tzinfo=UTC),
    half: timedelta | None = None,
    late: timedelta | None = None,
    level: float = 0.95,
    calendar: str = "office",
) -> Forecast:
    """Every mail is answered within the same working time, half of them within `half`, late ones within `late`."""
    minute = timedelta(minutes=1)
    middle = (half if half is not None else within / 2) // minute
    line = tuple((within * (percent + 1) / 95) // minute for percent in range(HUNDREDTHS))
    return Forecast(
        level=level,
        calendar=calendar,
        made_at=made_at,
        answers=812,
        waits=(within // minute,) * CELLS,
        middle=(middle,) * CELLS,
        late=-1 if late is None else late // minute,
        within=(line,) * len(Urgency),
    )


def numbered() -> Forecast:
    """Each cell's figure is its number."""
    return replace(flat(timedelta(hours=1)), waits=tuple(range(CELLS)))
