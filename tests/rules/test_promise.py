"""By when do we say we will reply? A table of arrivals and what is promised."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triaged.hours import Calendar, Closure, build_calendar, is_open, parse_span
from triaged.model.letter import Closed
from triaged.model.people import Workload
from triaged.model.thread import Owed, Promise
from triaged.policy.shape import PromisePolicy, PromiseRow, When
from triaged.rules.promise import Unpromised, closed_note, friendly, promise, send_before

BERLIN = ZoneInfo("Europe/Berlin")
CALENDARS = {
    calendar.name: calendar
    for calendar in (
        build_calendar(
            name="office",
            zone="Europe/Berlin",
            open=["Mon-Fri 08:00-12:00 12:30-17:00"],
            holidays="DE-HH",
            short={date(2026, 12, 23): "08:00-12:00"},
            closed=[
                Closure(
                    first=date(2026, 12, 24),
                    last=date(2026, 12, 31),
                    why={"de": "Betriebsferien", "en": "our winter break"},
                )
            ],
        ),
        build_calendar(name="always", zone="Europe/Berlin", open=["Mon-Sun 00:00-24:00"]),
        build_calendar(name="nights", zone="Europe/Berlin", open=["Mon-Sun 22:00-06:00"]),
        build_calendar(name="odd", zone="Europe/Berlin", open=["Mon-Fri 08:15-16:45"]),
        build_calendar(name="glimpse", zone="Europe/Berlin", open=["Mon-Fri 08:00-08:45"]),
        build_calendar(name="nepal", zone="Asia/Kathmandu", open=["Sun-Fri 10:00-17:00"]),
    )
}
POLICY = PromisePolicy(
    basis="fixed",
    round_to=timedelta(minutes=30),
    after_opening=timedelta(minutes=60),
    at_least=timedelta(minutes=30),
    at_most=parse_span("3 days"),
    rows=(),
)
QUEUE = replace(POLICY, basis="queue")


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def row(reply: str, calendar: str = "") -> PromiseRow:
    return PromiseRow(name=reply, when=When(), reply=parse_span(reply), calendar=calendar)


def asked(
    reply: str, received: str, now: str = "", *, calendar: str = "office", policy: PromisePolicy = POLICY
) -> Promise | Unpromised:
    outcome, findings = promise(
        policy,
        row(reply),
        calendars=CALENDARS,
        team_calendar=calendar,
        received=at(received),
        now=at(now or received),
    )
    assert findings
    return outcome


@pytest.mark.parametrize(
    ("calendar", "reply", "received", "reply_by"),
    [
        # within the day
        ("office", "4h", "2026-11-24T08:00", "2026-11-24T12:00"),  # the end of a stretch may be promised
        ("office", "4h", "2026-11-24T11:50", "2026-11-24T16:30"),  # 10 minutes, lunch, 3 h 50: 16:20, up
        ("office", "45m", "2026-11-24T11:25", "2026-11-24T13:00"),  # a break is no opening: 12:40, up
        ("office", "30m", "2026-11-24T16:20", "2026-11-24T17:00"),  # closing time itself
        ("office", "4h", "2026-11-24T09:00:01", "2026-11-24T14:00"),  # a second past a slot is the next slot
        ("office", "end of day", "2026-11-24T10:00", "2026-11-24T17:00"),
        ("office", "end of day", "2026-11-24T16:55", "2026-11-25T09:00"),  # nobody keeps five minutes
        ("office", "1 day", "2026-11-24T14:10", "2026-11-25T14:30"),
        ("office", "1 day", "2026-11-24T12:10", "2026-11-25T12:30"),  # came in the break: as if at 12:30
        # over night and week-end
        ("office", "30m", "2026-11-24T16:50", "2026-11-25T09:00"),  # 08:20 is too near to opening
        ("office", "4h", "2026-11-20T17:05", "2026-11-23T12:00"),  # Friday after hours
        ("office", "2h", "2026-11-20T16:50", "2026-11-23T10:00"),  # Friday before the end: 09:50, up
        ("office", "45m", "2026-11-20T17:05", "2026-11-23T09:00"),
        ("office", "1 day", "2026-11-20T16:50", "2026-11-23T17:00"),
        ("office", "1 day", "2026-11-20T17:05", "2026-11-24T09:00"),  # counts from Monday's opening
        ("office", "1 day", "2026-11-22T03:00", "2026-11-24T09:00"),
        ("office", "end of next day", "2026-11-20T17:05", "2026-11-24T17:00"),
        # holidays, short and closed days
        ("office", "4h", "2026-04-02T16:30", "2026-04-07T11:30"),  # Maundy Thursday to Easter Tuesday
        ("office", "4h", "2027-01-01T19:40", "2027-01-04T12:00"),  # New Year is a Friday
        ("office", "4h", "2026-12-22T16:00", "2026-12-23T11:00"),
        ("office", "1 day", "2026-12-22T14:10", "2026-12-23T12:00"),  # that day closes earlier: its end
        ("office", "4h", "2026-12-23T11:00", "2027-01-04T11:00"),  # over the winter break
        # clock changes
        ("office", "4h", "2026-03-28T12:00", "2026-03-30T12:00"),
        ("office", "4h", "2026-10-24T12:00", "2026-10-26T12:00"),
        ("always", "4h", "2026-03-28T23:10", "2026-03-29T04:30"),  # 02:00-03:00 does not exist
        ("always", "4h", "2026-10-24T23:10", "2026-10-25T02:30+01:00"),  # 02:00-03:00 is lived twice
        # all day, and past midnight
        ("always", "30m", "2026-11-24T00:10", "2026-11-24T01:00"),  # midnight is no opening
        ("always", "1 day", "2026-11-24T23:50", "2026-11-26T00:00"),
        ("nights", "4h", "2026-11-24T23:00", "2026-11-25T03:00"),
        ("nights", "1h", "2026-11-25T05:50", "2026-11-25T23:00"),  # 10 minutes, then 22:50
        ("nights", "30m", "2026-11-25T12:00", "2026-11-25T23:00"),
        ("nights", "1 day", "2026-11-25T02:10", "2026-11-26T02:30"),
        # hours that stand on no slot
        ("odd", "1h", "2026-11-24T15:35", "2026-11-25T09:30"),  # 16:35 is up to 17:00, closed; 09:15 is up
        ("odd", "1h", "2026-11-24T07:00", "2026-11-24T09:30"),
        # a zone off the hour: slots are the local clock's
        ("nepal", "1h", "2026-11-24T11:20+05:45", "2026-11-24T12:30+05:45"),
    ],
)
def test_what_is_promised(calendar: str, reply: str, received: str, reply_by: str) -> None:
    """Each arrival, acknowledged at once, is promised the time in the last column (local clock)."""

    def moment(text: str) -> datetime:
        parsed = datetime.fromisoformat(text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=BERLIN)).astimezone(UTC)

    outcome, _ = promise(
        POLICY,
        row(reply),
        calendars=CALENDARS,
        team_calendar=calendar,
        received=moment(received),
        now=moment(received),
    )
    assert isinstance(outcome, Promise)
    assert outcome.reply_by == moment(reply_by)
    assert outcome.told


@pytest.mark.parametrize(
    ("received", "now", "reply_by"),
    [
        ("2026-11-24T10:00", "2026-11-24T10:01", "2026-11-24T14:30"),
        ("2026-11-24T10:00", "2026-11-24T13:55", "2026-11-24T14:30"),  # still half an hour away
        ("2026-11-24T10:00", "2026-11-24T14:10", "2026-11-24T15:00"),  # 14:30 would be too near to the letter
        ("2026-11-24T10:00", "2026-11-24T14:31", "2026-11-25T10:00"),  # past: four hours from now, 09:31, up
        ("2026-11-20T10:00", "2026-11-23T07:10", "2026-11-23T12:00"),  # an outage of a week-end
    ],
)
def test_after_an_outage_the_time_can_still_be_kept(received: str, now: str, reply_by: str) -> None:
    """A letter that leaves late promises a time it leaves people to keep, from now if the time from arrival is past."""
    outcome = asked("4h", received, now)
    assert isinstance(outcome, Promise)
    assert outcome.reply_by == at(reply_by)


@pytest.mark.parametrize(
    ("change", "reply", "received", "reply_by"),
    [
        ({"round_to": timedelta(minutes=15)}, "1h", "2026-11-24T09:01", "2026-11-24T10:15"),
        ({"round_to": timedelta(hours=1)}, "1h", "2026-11-24T09:01", "2026-11-24T11:00"),
        ({"round_to": timedelta(hours=1)}, "10m", "2026-11-24T09:20", "2026-11-24T11:00"),  # one slot after the letter
        ({"round_to": timedelta(minutes=1)}, "1h", "2026-11-24T09:00:30", "2026-11-24T10:01"),
        ({"after_opening": timedelta(0)}, "30m", "2026-11-24T07:00", "2026-11-24T08:30"),
        ({"after_opening": timedelta(hours=3)}, "30m", "2026-11-24T07:00", "2026-11-24T11:00"),
        ({"at_least": timedelta(hours=2)}, "30m", "2026-11-24T09:00", "2026-11-24T11:00"),
    ],
)
def test_each_setting_of_promise_counts(change: dict[str, timedelta], reply: str, received: str, reply_by: str) -> None:
    """round_to, after_opening and at_least each move the time as rules.toml says."""
    outcome = asked(reply, received, policy=replace(POLICY, **change))  # type: ignore[arg-type]
    assert isinstance(outcome, Promise)
    assert outcome.reply_by == at(reply_by)


def test_the_row_names_its_calendar() -> None:
    """The row's calendar counts, else the team's, and the promise says which, with the row and the holiday data."""
    for calendar, counted in (("always", "always"), ("", "office")):
        outcome, _ = promise(
            POLICY,
            row("4h", calendar),
            calendars=CALENDARS,
            team_calendar="office",
            received=at("2026-11-24T09:00"),
            now=at("2026-11-24T09:00"),
        )
        assert isinstance(outcome, Promise)
        assert (outcome.calendar, outcome.row, outcome.basis) == (counted, "4h", "fixed")
        assert bool(outcome.holidays_version) == (counted == "office")


def test_at_most_is_rounded_like_the_promise() -> None:
    """A row as long as at_most is promised, although both are rounded up."""
    assert isinstance(asked("3 days", "2026-11-24T14:10"), Promise)


def test_at_most_counts_from_the_letter_after_an_outage() -> None:
    """What was down for days is still promised: the limit counts from now when that is later than the arrival."""
    outcome = asked("3 days", "2026-11-20T10:00", "2026-11-25T14:00")
    assert isinstance(outcome, Promise)
    assert outcome.reply_by == at("2026-11-30T14:00")


def test_slots_begin_anew_at_midnight() -> None:
    """A slot that does not divide the day ends at midnight, where the next one begins."""
    outcome = asked("1h", "2026-11-24T21:30", calendar="always", policy=replace(POLICY, round_to=timedelta(hours=7)))
    assert isinstance(outcome, Promise)
    assert outcome.reply_by == at("2026-11-25T07:00"), "at least one slot after the letter: 04:30, up"
    soon = friendly(replace(POLICY, round_to=timedelta(hours=7)), CALENDARS["always"], at("2026-11-24T22:30"))
    assert soon == at("2026-11-25T00:00")


def test_beyond_at_most_nothing_is_promised() -> None:
    """A time beyond at_most is told to nobody, stays our target, and the finding says why."""
    outcome, findings = promise(
        POLICY,
        row("4 days"),
        calendars=CALENDARS,
        team_calendar="office",
        received=at("2026-11-24T14:10"),
        now=at("2026-11-24T14:10"),
    )
    assert isinstance(outcome, Unpromised)
    assert outcome.reason == "2026-11-30 14:30 is more than 3 days away, the most that may be promised"
    assert outcome.target is not None
    assert (outcome.target.reply_by, outcome.target.told) == (at("2026-11-30T14:30"), False)
    assert [(found.answer, found.evidence, found.row) for found in findings] == [
        ("nothing is promised", outcome.reason, 'promise row "4 days"')
    ]


@pytest.mark.parametrize(
    ("calendar", "reason"),
    [
        ("glimpse", 'the calendar "glimpse" is never open for longer than after_opening allows a promise'),
        ("gone", 'the calendar "gone" does not open within three years'),
    ],
)
def test_hours_in_which_nothing_can_be_kept_promise_nothing(calendar: str, reason: str) -> None:
    """A calendar that opens too briefly or not at all promises nothing and sets no target."""
    gone = Calendar(name="gone", zone="Europe/Berlin", week=((),) * 7)
    outcome, _ = promise(
        POLICY,
        row("1h"),
        calendars={**CALENDARS, "gone": gone},
        team_calendar=calendar,
        received=at("2026-11-24T14:10"),
        now=at("2026-11-24T14:10"),
    )
    assert isinstance(outcome, Unpromised)
    assert outcome.reason.startswith(reason)
    assert outcome.target is None


def test_without_a_fitting_row_nothing_is_promised() -> None:
    """A mail that no row fits is promised nothing, and that is said."""
    outcome, findings = promise(
        POLICY,
        None,
        calendars=CALENDARS,
        team_calendar="office",
        received=at("2026-11-24T09:00"),
        now=at("2026-11-24T09:00"),
    )
    assert outcome == Unpromised(reason="no promise row fits this mail")
    assert findings[0].evidence == "no promise row fits this mail"


def test_the_findings_tell_how_the_time_was_found() -> None:
    """The trail names the row, the span, the arrival, and what moved the time."""
    _, findings = promise(
        POLICY,
        row("30m"),
        calendars=CALENDARS,
        team_calendar="office",
        received=at("2026-11-24T16:50"),
        now=at("2026-11-24T16:50"),
    )
    assert [(found.answer, found.evidence, found.row) for found in findings] == [
        ("2026-11-25 09:00", "30m of working time from 2026-11-24 16:50, when it arrived", 'promise row "30m"'),
        (
            "moved from 2026-11-25 08:20 to 2026-11-25 09:00",
            "up to the next 30 minutes within working hours; at least 60 minutes after opening",
            "promise",
        ),
    ]


def test_a_time_that_needs_no_moving_is_one_finding() -> None:
    """Nothing is said about rounding when the time stands on a slot already."""
    _, findings = promise(
        POLICY,
        row("4h"),
        calendars=CALENDARS,
        team_calendar="office",
        received=at("2026-11-24T08:00"),
        now=at("2026-11-24T08:00"),
    )
    assert len(findings) == 1


@pytest.mark.parametrize(
    ("now", "counted_from", "reply_by"),
    [
        ("2026-11-24T10:01", "2026-11-24T10:00", "2026-11-24T14:30"),
        ("2026-11-24T14:31", "2026-11-24T14:31", "2026-11-25T10:00"),  # its time has passed: from now
    ],
)
def test_a_promise_knows_where_its_working_time_begins(now: str, counted_from: str, reply_by: str) -> None:
    """The arrival, or the moment of the letter when the time from arrival has passed."""
    outcome = asked("4h", "2026-11-24T10:00", now)
    assert isinstance(outcome, Promise)
    assert (outcome.counted_from, outcome.reply_by) == (at(counted_from), at(reply_by))


@pytest.mark.parametrize(
    ("what", "following", "reply_by"),
    [
        (Owed.REPLY, "1h", "2026-11-24T12:00"),
        (Owed.NEXT, "1h", "2026-11-24T09:00"),
        (Owed.NEXT, None, "2026-11-24T12:00"),  # the row says nothing of later mails
    ],
)
def test_a_later_mail_has_its_own_span(
    what: Literal[Owed.REPLY, Owed.NEXT], following: str | None, reply_by: str
) -> None:
    """`next` counts for the customer's mail after an answer, `reply` where the row gives none."""
    outcome, _ = promise(
        POLICY,
        replace(row("4h"), next=following and parse_span(following)),
        calendars=CALENDARS,
        team_calendar="office",
        received=at("2026-11-24T08:00"),
        now=at("2026-11-24T08:00"),
        what=what,
    )
    assert isinstance(outcome, Promise)
    assert (outcome.what, outcome.reply_by) == (what, at(reply_by))


calendars = st.sampled_from([calendar for name, calendar in CALENDARS.items() if name != "glimpse"])
moments = st.integers(0, 3 * 365 * 86_400).map(lambda s: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=s))


@settings(deadline=None)
@given(
    calendars,
    moments,
    st.sampled_from(["10m", "1h", "4h", "1 day", "end of day"]),
    st.integers(0, 6 * 86_400),
    st.none() | st.integers(0, 6 * 86_400),
)
def test_every_promise_can_be_told_and_kept(
    calendar: Calendar, received: datetime, reply: str, delay: int, busy: int | None
) -> None:
    """Whatever the arrival, the delay and the work, what is told stands on a slot, in hours, after letter and work."""
    now = received + timedelta(seconds=delay)
    done = None if busy is None else now + timedelta(seconds=busy)
    outcome, _ = promise(
        replace(QUEUE, at_most=parse_span("15 days")),
        row(reply),
        calendars=CALENDARS,
        team_calendar=calendar.name,
        received=received,
        now=now,
        workload=None if done is None else Workload(ahead=2, people=1, pace=1.0, done_by=done),
    )
    assert isinstance(outcome, Promise)
    told = outcome.reply_by
    assert done is None or told >= done
    assert told - now >= timedelta(minutes=30)
    assert told.astimezone(ZoneInfo(calendar.zone)).strftime("%M:%S.%f") in {"00:00.000000", "30:00.000000"}
    assert is_open(calendar, told) or is_open(calendar, told - timedelta(microseconds=1))
    assert now < send_before(outcome, calendar, now=now) < told
    assert friendly(POLICY, calendar, told) == told


@pytest.mark.parametrize(
    ("reply_by", "now", "until"),
    [
        ("2026-11-24T14:00", "2026-11-24T09:00", "2026-11-24T13:30"),
        ("2026-11-24T12:30", "2026-11-24T09:00", "2026-11-24T11:30"),  # half an hour of work, lunch aside
        ("2026-11-23T08:15", "2026-11-20T12:00", "2026-11-21T22:07:30"),  # Friday 16:45 would be no half of the time
        ("2026-11-24T09:30", "2026-11-24T09:00", "2026-11-24T09:15"),  # a short promise gets half its time
    ],
)
def test_until_when_a_letter_may_leave(reply_by: str, now: str, until: str) -> None:
    """A letter leaves at least 30 minutes of work before its promise, or has half the time when that is short."""
    made = Promise(reply_by=at(reply_by), told=True, calendar="office", row="4h")
    assert send_before(made, CALENDARS["office"], now=at(now)) == at(until)


@pytest.mark.parametrize(
    ("now", "language", "note"),
    [
        ("2026-11-24T09:00", "de", None),  # open
        ("2026-11-24T17:05", "de", None),  # a plain evening
        ("2026-11-20T17:05", "de", ("2026-11-23T08:00", "")),  # the week's end needs no reason
        ("2026-11-22T13:59", "de", ("2026-11-23T08:00", "")),
        ("2026-11-22T14:00", "de", None),
        ("2027-01-01T19:40", "en", ("2027-01-04T08:00", "New Year's Day")),
        ("2027-01-01T19:40", "de", ("2027-01-04T08:00", "Neujahr")),
        ("2027-01-01T19:40", "fr", ("2027-01-04T08:00", "")),  # no name in French: better none than another's
        ("2026-04-02T17:05", "de", ("2026-04-07T08:00", "Karfreitag")),
        ("2026-12-23T13:00", "en", ("2027-01-04T08:00", "our winter break")),
        ("2026-12-27T13:00", "de", ("2027-01-04T08:00", "Betriebsferien")),
        ("2026-12-27T13:00", "es", ("2027-01-04T08:00", "")),
    ],
)
def test_a_letter_says_that_we_are_closed_only_when_it_is_long(
    now: str, language: str, note: tuple[str, str] | None
) -> None:
    """Closed for more than 18 hours: the opening, and the holiday's or closure's name in the letter's language."""
    expected = note and Closed(opens_at=at(note[0]), why=note[1])
    assert closed_note(CALENDARS["office"], at(now), language) == expected
