"""Time zones: is there one of this name, and when do its clocks change next?"""

import difflib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from triaged.hours.errors import UnknownZone

_DAY = timedelta(days=1)
_SEARCHED = 400


def check_zone(zone: str) -> str:
    """The zone, when the IANA database has it. Raises UnknownZone with the nearest name."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:  # OSError: "Europe" is a directory
        raise UnknownZone(f'there is no time zone "{zone}"', hint=_similar_zone(zone)) from error
    return zone


def next_clock_change(zone: str, t: datetime) -> datetime | None:
    """The first moment after `t`, to the second, at which the zone's offset differs; None when not within 400 days."""
    found = ZoneInfo(zone)
    offset = t.astimezone(found).utcoffset()
    for days in range(1, _SEARCHED):
        late = t + days * _DAY
        if late.astimezone(found).utcoffset() != offset:
            break
    else:
        return None
    early = late - _DAY
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        early, late = (middle, late) if middle.astimezone(found).utcoffset() == offset else (early, middle)
    return late.replace(microsecond=0)


def _similar_zone(zone: str) -> str:
    """The nearest zone by whole name or by its last part ("Berlin" is Europe/Berlin)."""
    names: dict[str, str] = {}
    for known in sorted(available_timezones(), key=lambda key: (key.count("/") != 1, key), reverse=True):
        names[known.casefold()] = names[known.rsplit("/", 1)[-1].casefold()] = known
    close = difflib.get_close_matches(zone.strip().replace(" ", "_").casefold(), names, n=1, cutoff=0.7)
    return f'did you mean "{names[close[0]]}"?' if close else 'write an IANA name such as "Europe/Berlin"'
