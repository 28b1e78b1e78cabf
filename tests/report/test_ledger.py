"""The report says what the ledger says: worked out by hand for a fortnight, then held against a naive count."""

from __future__ import annotations

import random
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.entries import DAY, HOUR, MINUTE, MONDAY, UNTIL, Desk, fortnight
from triaged.model.stored import LedgerEntry
from triaged.model.thread import Outcome
from triaged.report.ledger import By, Group, Outcomes, Report, Sort, Spread, report, spread

BERLIN = ZoneInfo("Europe/Berlin")


def made(by: By | None = None, **more: object) -> Report:
    """The report of the fortnight."""
    return report(fortnight(), **({"until": UNTIL, "zone": BERLIN, "by": by} | more))  # type: ignore[arg-type]


def named(found: Report) -> dict[str, Group]:
    return {group.name: group for group in found.groups}


def test_what_customers_were_told_is_counted_once_and_by_outcome() -> None:
    """Every promise has one place; what is open past its time is missed, and named as not answered yet."""
    assert made().total.outcomes[Sort.PROMISE] == Outcomes(
        made=8,
        kept=1,
        renewed=1,
        missed=3,
        waiting=1,
        released=1,
        closed_unanswered=1,
        open=1,
        late=Spread(count=2, median=2 * HOUR, ninth=3 * HOUR, worst=3 * HOUR),
    )
    assert made().total.outcomes[Sort.PROMISE].judged == 6


def test_targets_and_commitments_stand_apart() -> None:
    """A time that only we knew, and one that a person gave, are no promises of ours."""
    outcomes = made().total.outcomes
    late = Spread(count=1, median=HOUR, ninth=HOUR, worst=HOUR)
    assert outcomes[Sort.TARGET] == Outcomes(made=1, missed=1, late=late)
    assert outcomes[Sort.COMMITMENT] == Outcomes(made=1, kept=1)


def test_answers_acknowledgements_and_silences_are_counted() -> None:
    """How many, how long they took, and for silences why; the most frequent reason first."""
    total = made().total
    assert (total.answers, total.waited) == (2, Spread(count=2, median=HOUR, ninth=6 * HOUR, worst=6 * HOUR))
    assert total.acknowledged == Spread(count=1, median=MINUTE, ninth=MINUTE, worst=MINUTE)
    assert list(total.silences.items()) == [("N8", 2), ("N28", 1)]


def test_a_promise_counts_where_its_thread_ended() -> None:
    """A thread that went to another team, topic and urgency takes its promise along; open ones stay where they are."""
    for by, here, there in ((By.TEAM, "service", "billing"), (By.TOPIC, "printer", "invoice")):
        groups = named(made(by))
        assert set(groups) == {here, there}
        assert (groups[here].outcomes[Sort.PROMISE].made, groups[there].outcomes[Sort.PROMISE].made) == (3, 5)
    assert set(named(made(By.URGENCY))) == {"normal", "high"}
    assert set(named(made(By.INBOX))) == {"support"}


def test_weeks_are_those_in_which_promises_were_made() -> None:
    """ISO weeks; one that was renewed and missed later stays in the week in which each promise was made."""
    groups = named(made(By.WEEK))
    assert {name: group.outcomes[Sort.PROMISE].made for name, group in groups.items()} == {"2026-W45": 4, "2026-W46": 4}
    assert groups["2026-W45"].outcomes[Sort.PROMISE].missed == 2


@pytest.mark.parametrize(
    ("zone", "week"), [(UTC, "2026-W45"), (BERLIN, "2026-W46"), (ZoneInfo("Asia/Tokyo"), "2026-W46")]
)
def test_a_week_begins_at_midnight_of_the_zone(zone: ZoneInfo, week: str) -> None:
    """Sunday, 23:30 UTC is Monday in Berlin."""
    desk = Desk()
    sunday = MONDAY + 7 * DAY - 8 * HOUR - 30 * MINUTE
    desk.promised(sunday, sunday + DAY)
    assert [g.name for g in report(desk.entries, until=UNTIL, zone=zone, by=By.WEEK).groups] == [week]


def test_by_person_is_who_settled_it_else_who_was_named() -> None:
    """Answers count for who gave them; a promise for who settled it, else for who was named to the customer."""
    groups = named(made(By.PERSON))
    assert groups["anna"].answers == 1
    assert (groups["anna"].outcomes[Sort.PROMISE].kept, groups["anna"].outcomes[Sort.PROMISE].missed) == (1, 1)
    assert (groups["ben"].outcomes[Sort.PROMISE].missed, groups["ben"].outcomes[Sort.COMMITMENT].kept) == (1, 1)


def test_a_period_is_that_in_which_promises_were_made() -> None:
    """Made before, not counted, whatever ended within; events count when they happened."""
    later = made(since=MONDAY + 3 * HOUR)
    assert later.total.outcomes[Sort.PROMISE].made == 5
    assert later.total.outcomes[Sort.COMMITMENT].made == 0
    assert (later.total.answers, later.total.acknowledged) == (1, None)


def test_a_report_of_the_past_does_not_know_the_future() -> None:
    """What ended after the moment looked back at was open then, or missed and not answered yet."""
    then = made(until=MONDAY + 2 * HOUR).total.outcomes[Sort.PROMISE]
    assert (then.made, then.kept, then.open) == (3, 1, 2)
    then = made(until=MONDAY + 5 * HOUR).total.outcomes[Sort.PROMISE]
    assert (then.missed, then.waiting, then.late) == (1, 1, None)


def test_an_answer_that_was_seen_late_keeps_its_promise() -> None:
    """An answer's own time may lie before the promise it keeps: the order of writing counts."""
    desk = Desk()
    number = desk.promised(MONDAY + MINUTE, MONDAY + HOUR)
    desk.ended(number, "kept", MONDAY)
    found = report(desk.entries, until=UNTIL, zone=BERLIN, since=MONDAY + MINUTE).total.outcomes[Sort.PROMISE]
    assert (found.made, found.kept) == (1, 1)


@pytest.mark.parametrize(
    ("seconds", "median", "ninth", "worst"),
    [
        ([5], 5, 5, 5),
        ([1, 9], 1, 9, 9),
        ([3, 1, 2], 2, 3, 3),
        (list(range(1, 11)), 5, 9, 10),
        (list(range(100)), 49, 89, 99),
    ],
)
def test_a_spread_is_made_of_durations_that_were_seen(seconds: list[int], median: int, ninth: int, worst: int) -> None:
    """Nearest rank: half are at most the median, nine of ten at most the ninth, nothing is interpolated."""
    random.Random(1).shuffle(seconds)
    found = spread(seconds)
    assert found
    assert [int(d.total_seconds()) for d in (found.median, found.ninth, found.worst)] == [median, ninth, worst]
    assert spread([]) is None


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerEntry]:
    """Any ledger that a store can write: promises of every sort, each ended at most once, in any order of times."""
    desk = Desk()
    for _ in range(draw(st.integers(0, 25))):
        minutes = st.integers(0, 20_000).map(lambda n: MONDAY + timedelta(minutes=n))
        at, due = draw(minutes), draw(minutes)
        what = draw(st.sampled_from(["reply", "next", "commitment"]))
        desk.thread = desk.thread | {"team": draw(st.sampled_from(["service", "billing"]))}
        number = desk.promised(at, due, told=draw(st.booleans()), what=what, person=draw(st.sampled_from(["", "anna"])))
        outcome = draw(st.sampled_from([o.value for o in Outcome]))
        if outcome != "open":
            desk.ended(number, outcome, draw(minutes))
    return desk.entries


@given(entries=ledgers(), by=st.sampled_from([None, *By]), until=st.integers(0, 20_000), since=st.integers(0, 20_000))
def test_figures_add_up(entries: list[LedgerEntry], by: By | None, until: int, since: int) -> None:
    """Whatever happened: what was made is the sum of what became of it, and the groups are the sum of all."""
    moment, begin = MONDAY + timedelta(minutes=until), MONDAY + timedelta(minutes=since)
    found = report(entries, until=moment, since=begin, zone=BERLIN, by=by)
    for sort in Sort:
        of = found.total.outcomes[sort]
        assert of.made == of.judged + of.released + of.open
        assert 0 <= of.waiting <= of.missed
        if by is not None:
            assert sum(group.outcomes[sort].made for group in found.groups) == of.made
            assert sum(group.outcomes[sort].missed for group in found.groups) == of.missed
    expected = [e for e in entries if e.event == "promised" and begin <= e.at < moment]
    assert sum(found.total.outcomes[sort].made for sort in Sort) == len(expected)
