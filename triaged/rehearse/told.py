"""A rehearsal as JSON. Durations are whole seconds; working times are written as rules.toml writes them."""

from datetime import date, timedelta

from triaged.hours import WorkSpan
from triaged.model.thread import Thread
from triaged.rehearse.replay import Rehearsed
from triaged.report.json import Json
from triaged.report.ledger_json import report_json
from triaged.report.rehearsal import Disturbed, RowTimes, Stopped
from triaged.report.shown import at


def rehearsal_json(rehearsed: Rehearsed) -> Json:
    """`triaged rehearse --json`: the figures of `triaged report`, and what only a rehearsal shows."""
    period, shape = rehearsed.period, rehearsed.shape
    return {
        "inbox": rehearsed.inbox,
        "read": list(rehearsed.names),
        "zone": period.zone.key,
        **report_json(rehearsed.report),
        "since": at(period.since),
        "mails": rehearsed.mails,
        "sent": rehearsed.sent,
        "undated": rehearsed.undated,
        "unreadable": rehearsed.unreadable,
        "assumed_on": rehearsed.assumed_on,
        "held": dict(rehearsed.held),
        "breaker": [_stopped(stopped) for stopped in rehearsed.stopped],
        "renewals": {
            "send": rehearsed.renewal.send,
            "needs": rehearsed.renewal.needs,
            "by_day": {day.isoformat(): count for day, count in shape.renewals.items()},
            "off_until": at(rehearsed.enough_answers),
            "off_again": None if rehearsed.doubted is None else _stopped(rehearsed.doubted),
        },
        "busiest": None if shape.busiest is None else {"from": at(shape.busiest[0]), "promises": shape.busiest[1]},
        "notices": [_disturbed(each) for each in rehearsed.disturbed],
        "rows": [_row(row) for row in shape.rows],
        "unanswered": {
            "count": len(shape.unanswered),
            "longest_ago": [_thread(thread) for thread in rehearsed.unanswered],
        },
    }


def _stopped(stopped: Stopped) -> Json:
    return {"at": at(stopped.at), "why": stopped.why}


def _disturbed(each: Disturbed) -> Json:
    return {
        "person": each.person,
        "notices": each.notices,
        "days": each.days,
        "most": {"day": _day(each.worst_day), "notices": each.on_worst_day},
        "by_hour": {f"{hour:02}": count for hour, count in each.by_hour.items()},
    }


def _row(row: RowTimes) -> Json:
    return {
        "row": row.row,
        "reply": row.now,
        "answers": row.answers,
        "unanswered": row.unanswered,
        "met_90": _span(row.met_90),
        "met_95": _span(row.met_95),
    }


def _thread(thread: Thread) -> Json:
    return {"arrived": at(thread.opened_at), "customer": thread.customer, "subject": thread.subject}


def _span(time: timedelta | None) -> str | None:
    return None if time is None else str(WorkSpan(time=time))


def _day(day: date) -> str:
    return day.isoformat()
