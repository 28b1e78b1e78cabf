"""A rehearsal as JSON. Durations are whole seconds; working times are written as rules.toml writes them."""

from collections.abc import Iterable, Mapping
from datetime import date

from triaged.model.thread import Thread
from triaged.rehearse.courses import Course
from triaged.rehearse.examples import Example
from triaged.rehearse.judged import Judged
from triaged.rehearse.replay import Rehearsed
from triaged.rehearse.samples import Sample, Sort
from triaged.rehearse.times import Times
from triaged.rehearse.told_rows import suggestion_json
from triaged.report.json import Json
from triaged.report.ledger_json import report_json, spread_json
from triaged.report.rehearsal import Disturbed, Stopped
from triaged.report.shown import at
from triaged.report.silences import why_silent


def rehearsal_json(rehearsed: Rehearsed) -> Json:
    """`triaged rehearse --json`: the figures of `triaged report`, and what only a rehearsal shows."""
    period, shape = rehearsed.period, rehearsed.shape
    silences = rehearsed.report.total.silences
    return {
        "anonymous": False,
        "inbox": rehearsed.inbox,
        "read": list(rehearsed.names),
        "zone": period.zone.key,
        **report_json(rehearsed.report),
        "since": at(period.since),
        "weeks": report_json(rehearsed.weeks)["groups"],
        "mails": rehearsed.mails,
        "sent": rehearsed.sent,
        "undated": rehearsed.undated,
        "unreadable": rehearsed.unreadable,
        "assumed_on": rehearsed.assumed_on,
        "judged": _judged(rehearsed.judged),
        "letters": _letters(rehearsed.written, rehearsed.samples),
        "times": _times(rehearsed.times),
        "not_acknowledged": [
            {"row": row, "words": why_silent(row), "count": n, "examples": _examples(rehearsed.silent.get(row, ()))}
            for row, n in silences.items()
        ],
        "held": [
            {"why": why, "count": n, "examples": _examples(rehearsed.held_mails.get(why, ()))}
            for why, n in rehearsed.held.items()
        ],
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
        "suggestion": suggestion_json(rehearsed.suggestion, period),
        "unanswered": {
            "count": len(shape.unanswered),
            "longest_ago": [_thread(thread) for thread in rehearsed.unanswered],
        },
        "newest": [_thread(thread) | _judgement(thread) | _course(course) for thread, course in rehearsed.newest],
    }


def _judged(judged: Judged) -> Json:
    return {
        "kinds": dict(judged.kinds),
        "urgencies": dict(judged.urgencies),
        "topics": dict(judged.topics),
        "tones": dict(judged.tones),
        "languages": dict(judged.languages),
        "language_unsure": judged.unsure,
    }


def _letters(written: Mapping[Sort, int], samples: Iterable[Sample]) -> Json:
    often = sorted(written.items(), key=lambda one: (-one[1], one[0].kind, one[0].language, one[0].marks))
    return {
        "sorts": [_sort(sort) | {"count": count} for sort, count in often],
        "samples": [
            _sort(sample.sort) | {"count": sample.letters, "subject": sample.subject, "text": sample.text}
            for sample in samples
        ],
    }


def _sort(sort: Sort) -> Json:
    return {"kind": sort.kind.value, "language": sort.language, "marks": list(sort.marks)}


def _times(times: Times) -> Json:
    return {"ahead": spread_json(times.ahead), "by_hour": _by_hour(times.by_hour)}


def _examples(examples: Iterable[Example]) -> list[Json]:
    return [{"arrived": at(one.arrived), "author": one.author, "subject": one.subject} for one in examples]


def _stopped(stopped: Stopped) -> Json:
    return {"at": at(stopped.at), "why": stopped.why}


def _disturbed(each: Disturbed) -> Json:
    return {
        "person": each.person,
        "notices": each.notices,
        "days": each.days,
        "most": {"day": _day(each.worst_day), "notices": each.on_worst_day},
        "by_hour": _by_hour(each.by_hour),
    }


def _by_hour(counts: Mapping[int, int]) -> Json:
    return {f"{hour:02}": count for hour, count in counts.items()}


def _thread(thread: Thread) -> Json:
    return {"arrived": at(thread.opened_at), "customer": thread.customer, "subject": thread.subject}


def _judgement(thread: Thread) -> Json:
    triage = thread.triage
    return {
        "kind": thread.kind.value,
        "urgency": triage.urgency.value,
        "topic": triage.topic,
        "tone": triage.tone.value,
        "language": triage.language,
        "team": triage.team,
    }


def _course(course: Course) -> Json:
    return {
        "acknowledged": course.acknowledged,
        "row": course.silence,
        "words": why_silent(course.silence) if course.silence else "",
        "promised": at(course.promised),
        "answered": at(course.answered),
        "outcome": course.outcome,
    }


def _day(day: date) -> str:
    return day.isoformat()
