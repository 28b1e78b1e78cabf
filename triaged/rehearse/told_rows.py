"""The suggested rows as JSON, and as the text that is copied into rules.toml."""

from datetime import timedelta

from triaged.rehearse.curve import Curve
from triaged.rehearse.groups import ENOUGH
from triaged.rehearse.replay import Period
from triaged.rehearse.snippet import snippet, span
from triaged.rehearse.suggest import Suggested, Suggestion
from triaged.rehearse.waits import NEVER
from triaged.report.json import Json

POINTS = 80
"""Points of a curve: more than a picture shows."""
_HOUR = timedelta(hours=1)


def suggestion_json(suggestion: Suggestion, period: Period) -> Json:
    """Every row; `toml` is "" where there were too few answers. Shares are of 1, a curve is [hours, share] pairs."""
    since, until = (moment.astimezone(period.zone) for moment in (period.since, period.until))
    return {
        "level": suggestion.level,
        "needs_answers": ENOUGH,
        "never_after_days": NEVER.days,
        "mails": suggestion.mails,
        "says_something": suggestion.says_something,
        "rows": [_row(row, suggestion) for row in suggestion.rows],
        "toml": snippet(suggestion, where=f"mail of {since:%d %b %Y} to {until:%d %b %Y}"),
    }


def _row(row: Suggested, suggestion: Suggestion) -> Json:
    when = row.row.when
    return {
        "row": row.row.name,
        "reads": row.reads,
        "urgencies": sorted(when.urgency, key=lambda urgency: urgency.rank),
        "topics": sorted(when.topic),
        "mails": row.mails,
        "share": row.mails / suggestion.mails if suggestion.mails else 0.0,
        "answers": row.answers,
        "waiting": row.waiting,
        "never": row.never,
        "now": list(row.now),
        "kept_now": {"kept": row.kept_now[0], "of": row.kept_now[1]},
        "needs": None if row.needs is None else span(row.needs),
        "reply": str(row.row.reply),
        "reply_hours": None if row.reads == "as it is" else row.lasts / _HOUR,
        "kept": row.kept,
        "raised": row.raised,
        "curve": _points(row.curve),
    }


def _points(curve: Curve) -> list[list[float]]:
    """A part of a long curve, evenly, its end always."""
    all_ = [[round(time / _HOUR, 3), round(share, 4)] for time, share in zip(curve.times, curve.shares, strict=True)]
    step = -(-len(all_) // POINTS)
    return [*all_[: -1 : step or 1], *all_[-1:]]
