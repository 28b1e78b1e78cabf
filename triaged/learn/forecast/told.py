"""What `triaged forecast` answers, as JSON: the log that was read, and the figures."""

from datetime import UTC, datetime
from typing import Any

from triaged.learn.forecast.clock import HOUR
from triaged.learn.forecast.log import Log
from triaged.learn.forecast.measure import WEEK_OF, Measured

_PROBLEMS = 20
Json = dict[str, Any]


def forecast_json(name: str, log: Log, level: float, calendar: str, found: Measured) -> Json:
    """Shares are from 0 to 1, lengths are hours of the clock, moments are ISO 8601 in UTC. null: not known.

    `abstained` counts the mails of the measured part that got no time, by reason; `abstained_ever` those of the whole
    log.
    """
    worst = found.worst
    return {
        "file": name,
        "mails": len(log.past),
        "open": int((log.past.replied == float("inf")).sum()),
        "level": level,
        "calendar": calendar,
        "class": log.of_class,
        "used": list(log.used),
        "left_out": len(log.problems),
        "problems": [{"line": line, "why": why} for line, why in log.problems[:_PROBLEMS]],
        "measured": {"since": _moment(found.since), "mails": found.mails},
        "told": found.told,
        "abstained": {why.name.lower(): {"mails": count, "why": why.value} for why, count in found.silent.items()},
        "abstained_ever": {why.name.lower(): count for why, count in found.silent_ever.items()},
        "coverage": found.share.met,
        "coverage_of": found.share.mails,
        "worst_week": None
        if worst is None
        else {"monday": _moment(worst.monday), "coverage": worst.share.met, "mails": worst.share.mails},
        "week_of_at_least": WEEK_OF,
        "median_bound_hours": found.median,
        "plain_median_bound_hours": found.plain,
        "share_of_plain": found.median / found.plain if found.median is not None and found.plain else None,
        "classes": [
            {
                "class": each.name,
                "mails": each.share.mails,
                "coverage": each.share.met,
                "median_bound_hours": each.median,
            }
            for each in found.classes
        ],
    }


def _moment(hours: float) -> str:
    return datetime.fromtimestamp(hours * HOUR, UTC).isoformat(timespec="minutes")
