"""The preview of `triaged check`: what mail that arrives at telling moments would be promised."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.policy.texts import SMALLEST, load_text
from triaged.hours import Holiday, parse_span
from triaged.model.thread import Promise
from triaged.report.preview import Preview, calendars_of, next_holidays, next_promises
from triaged.rules.promise import Unpromised

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 9, 10, tzinfo=BERLIN).astimezone(UTC)  # a Tuesday
TEXT = (
    SMALLEST.replace('account = "main" }', 'account = "main", team = "everyone" }').replace(
        "[[promise.row]]",
        """
[calendar.oncall]
zone = "Asia/Tokyo"
open = ["Mon-Sun 00:00-24:00"]

[team.everyone]
lead = "anna"
people = ["anna"]
calendar = "office"

[team.engineers]
lead = "anna"
people = ["anna"]
calendar = "oncall"

[[promise.row]]
name = "fire"
when = { urgency = "critical" }
calendar = "oncall"
reply = "1h"

[[promise.row]]
name = "engineering"
when = { team = "engineers" }
reply = "3 days"

[[promise.row]]""",
    )
    + 'name = "everything else"\n'
)


def previews(text: str, now: datetime = NOW) -> tuple[Preview, ...]:
    return next_promises(load_text(text), now)


def shown(preview: Preview) -> tuple[str, str, str]:
    assert isinstance(preview.outcome, Promise)
    zone = ZoneInfo(preview.zone)
    arrival, by = preview.situation.arrival.astimezone(zone), preview.outcome.reply_by.astimezone(zone)
    return preview.situation.label, f"{arrival:%Y-%m-%d %H:%M}", f"{by:%Y-%m-%d %H:%M}"


def test_ten_situations_of_an_office() -> None:
    """An office with holidays and clock changes is asked ten times, each with the time a customer would be told."""
    assert [shown(preview) for preview in previews(SMALLEST)] == [
        ("now", "2026-11-24 09:10", "2026-11-25 09:30"),
        ("tonight, 23:00", "2026-11-24 23:00", "2026-11-26 09:00"),
        ("Friday 16:50", "2026-11-27 16:50", "2026-11-30 17:00"),
        ("Friday 17:05", "2026-11-27 17:05", "2026-12-01 09:00"),
        ("Sunday 12:00", "2026-11-29 12:00", "2026-12-01 09:00"),
        ("10 minutes before we close", "2026-11-24 16:50", "2026-11-25 17:00"),
        ("1 hour before we open", "2026-11-25 07:00", "2026-11-26 09:00"),
        ("1 hour of work before Christmas Day (2026-12-25)", "2026-12-24 16:00", "2026-12-28 16:00"),
        ("3 hours before the clocks change (2027-03-28)", "2027-03-27 23:00", "2027-03-31 09:00"),
        ("Friday 16:00, our letter leaves Monday 9:00 (an outage)", "2026-11-27 16:00", "2026-11-30 16:00"),
    ]


def test_each_row_is_asked_with_the_calendars_that_may_count() -> None:
    """A row's own calendar, else those of the teams its condition allows; what exists nowhere is left out."""
    policy = load_text(TEXT)
    fire, engineering, rest = policy.promise.rows
    assert calendars_of(policy, fire) == {"oncall"}
    assert calendars_of(policy, engineering) == {"oncall"}
    assert calendars_of(policy, rest) == {"office", "oncall"}
    asked = {(preview.calendar, preview.row) for preview in next_promises(policy, NOW)}
    assert asked == {
        ("oncall", "fire"),
        ("oncall", "engineering"),
        ("oncall", "everything else"),
        ("office", "everything else"),
    }
    always = [preview.situation.label for preview in next_promises(policy, NOW) if preview.row == "fire"]
    assert len(always) == 6
    assert not any("open" in label or "close" in label or "clocks" in label for label in always)


def test_a_row_beyond_at_most_shows_that_nothing_is_promised() -> None:
    """A row that is longer than at_most is seen in the preview before a customer's mail meets it."""
    policy = load_text(TEXT)
    policy = replace(policy, promise=replace(policy.promise, at_most=parse_span("1 day")))
    asked = [preview for preview in next_promises(policy, NOW) if preview.row == "engineering"]
    at_once = [each.outcome for each in asked if each.situation.leaves == each.situation.arrival]
    assert len(at_once) == 5
    assert all(isinstance(outcome, Unpromised) and "more than 1 day " in outcome.reason for outcome in at_once)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_situation_lies_ahead(month: int) -> None:
    """Whenever it is asked, no arrival lies in the past and no letter leaves before its mail arrived."""
    now = datetime(2026, month, 27, 16, 55, 30, tzinfo=BERLIN).astimezone(UTC)
    for preview in previews(TEXT, now):
        assert now <= preview.situation.arrival <= preview.situation.leaves


def test_the_holidays_of_twelve_months_are_listed_by_name() -> None:
    """Each calendar's public holidays within twelve months, named in the company's first language."""
    policy = load_text(TEXT)
    holidays = next_holidays(policy, NOW)
    assert holidays["oncall"] == ()
    assert holidays["office"][0] == Holiday(date(2026, 12, 25), "Christmas Day")
    assert len(holidays["office"]) == 10
    german = next_holidays(
        load_text(TEXT.replace('"Nordlicht GmbH"', '"Nordlicht GmbH"\ncompany.languages = ["de"]', 1)), NOW
    )
    assert german["office"][0] == Holiday(date(2026, 12, 25), "Erster Weihnachtstag")
