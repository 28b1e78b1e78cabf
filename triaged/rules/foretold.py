"""By when are so many of a hundred such mails answered, as this team's own answers tell?

A forecast is learned once a day (docs/forecast.md). Of a mail it asks three things: how urgent it is, when in the week
it arrived, and how many first mails of equal or higher rank wait before it.
"""

from datetime import datetime, timedelta

from triaged.hours import Calendar, NeverOpens, WorkSpan, add
from triaged.model.forecast import Forecast, Foretold
from triaged.model.thread import Urgency

STALE = timedelta(days=7)
"""An older forecast is not asked: a team is another one by then."""
NOT_YET = "nothing was learned yet"
A_LATER_MAIL = "only first mails are foretold"


def foretold(
    forecast: Forecast | None,
    urgency: Urgency,
    *,
    ahead: int,
    calendar: Calendar,
    level: float,
    arrived: datetime,
    now: datetime,
) -> Foretold:
    """What is said of a mail that arrived at `arrived`, with `ahead` first mails before it.

    `calendar` is the team's, `level` that of rules.toml. A time that has passed by `now` is counted from now.
    """
    why = why_not(forecast, calendar, level, now)
    if forecast is None or why:
        return Foretold(by=None, why=why)
    return _counted(
        forecast, forecast.wait(urgency, arrived, ahead), ahead=ahead, calendar=calendar, since=arrived, now=now
    )


def foretold_late(forecast: Forecast | None, *, calendar: Calendar, level: float, now: datetime) -> Foretold:
    """By when is a mail answered that was not answered when its time was up?"""
    why = why_not(forecast, calendar, level, now)
    if forecast is None or why:
        return Foretold(by=None, why=why)
    wait = None if forecast.late < 0 else timedelta(minutes=forecast.late)
    return _counted(forecast, wait, ahead=0, calendar=calendar, since=now, now=now, late=True)


def why_not(forecast: Forecast | None, calendar: Calendar, level: float, now: datetime) -> str:
    """Why nothing is said of any mail, "" where something is."""
    if forecast is None:
        return NOT_YET
    if forecast.why:
        return forecast.why
    if forecast.level != level or forecast.calendar != calendar.name:
        return "rules.toml has changed since it was learned"
    age = now - forecast.made_at
    return f"what was learned is {age.days} days old" if age > STALE else ""


def _counted(
    forecast: Forecast,
    wait: timedelta | None,
    *,
    ahead: int,
    calendar: Calendar,
    since: datetime,
    now: datetime,
    late: bool = False,
) -> Foretold:
    if wait is None:
        what = "mails that are late" if late else "such mails"
        return Foretold(by=None, why=f"too few answers to {what} are known")
    span = WorkSpan(time=wait)
    try:
        by = add(calendar, since, span)
        by = by if by > now else add(calendar, now, span)
    except NeverOpens as never:
        return Foretold(by=None, why=str(never))
    return Foretold(by=by, within=wait, level=forecast.level, answers=forecast.answers, ahead=ahead, late=late)
