"""From when on a report looks: "28d", "4w", a date, or a moment."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from triaged.errors import CommandRefused

USUAL = "28d"
"""Where nobody says since when: four weeks, so that every day of the week counts as often."""
_SPANS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_AGO = re.compile(r"(\d{1,5}) ?([hdw])")


def beginning(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that `text` names, before `now`; a date or a time without an offset is one of `zone`.

    Raises CommandRefused with what can be written instead.
    """
    ago = _AGO.fullmatch(text.strip().lower())
    try:
        since = now - int(ago[1]) * _SPANS[ago[2]] if ago else _moment(text.strip(), zone).astimezone(now.tzinfo)
    except (ValueError, OverflowError) as error:
        raise CommandRefused(
            f"{text!r} is no time: write 28d, 4w, 36h, 2026-11-01 or 2026-11-01T08:00+01:00"
        ) from error
    if since >= now:
        raise CommandRefused(f"{text} is not in the past")
    return since


def _moment(text: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
