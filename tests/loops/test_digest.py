"""The morning digest: once a working day, at the person's hour, when there is something to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email import policy as email_policy
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.loops.house import MONDAY, Hands, intake, mail, policy, take, threads, tick
from triaged.loops.digest import TOO_LATE, digest_at
from triaged.model.letter import Letter, LetterKind
from triaged.model.people import Absence
from triaged.policy.shape import Policy
from triaged.store import SqlStore

BERLIN = ZoneInfo("Europe/Berlin")
DESK = """
[digest]
at = "07:30"
[person.ben]
name = "Ben Ali"
mail = ["ben@nordlicht.example"]
open = ["Mon-Thu 10:00-14:00"]
[person.cleo]
name = "Cleo Marsh"
mail = ["cleo@nordlicht.example"]
[team.all]
lead = "cleo"
people = ["anna", "ben"]
[[ladder.rung]]
at = 100
tell = ["lead"]
[renewal]
send = "off"
"""
TUESDAY = datetime(2026, 3, 10, tzinfo=BERLIN)


def at(hours: float, day: int = 0) -> datetime:
    """That clock time in Berlin on Tuesday or a later day."""
    moment = (TUESDAY + timedelta(days=day)).replace(hour=int(hours), minute=round(hours % 1 * 60))
    return moment.astimezone(UTC)


def digests(store: SqlStore, to: str = "") -> list[Letter]:
    """Every digest written since the last call."""

    def of(letter: Letter) -> bool:
        return letter.once_key.startswith("notice|digest|") and letter.recipient.startswith(to)

    found = store.transact_now(lambda tx: tx.claim_letters("main", at(23), 999))
    kept = [letter for letter in found if letter.kind is LetterKind.NOTICE]
    return [letter for letter in kept if of(letter)]


def words(letter: Letter) -> str:
    """Subject and text."""
    parsed = message_from_bytes(letter.octets, policy=email_policy.default)
    part = parsed.get_body(("plain",))
    assert part is not None
    return f"{parsed['Subject']}\n{part.get_content()}"


def begin(store: SqlStore, rules: Policy) -> None:
    """A mail of Monday afternoon, due on Tuesday; Monday's watcher has looked."""
    late = mail(1, "Kim <kim@customer.test>", received=MONDAY + timedelta(hours=5, minutes=30))
    take(intake(rules, store, Hands(MONDAY + timedelta(hours=5, minutes=30))), store, late)
    tick(store, MONDAY + timedelta(hours=6), rules)


def through(store: SqlStore, rules: Policy, begin: datetime, end: datetime, step: timedelta) -> None:
    """The watcher's rounds between two moments."""
    while begin <= end:
        tick(store, begin, rules)
        begin += step


def test_everybody_is_told_once_at_their_own_hour(store: SqlStore) -> None:
    """Anna at the desk's time, Ben when he begins; on the same day never again."""
    rules = policy(DESK)
    begin(store, rules)
    through(store, rules, at(7), at(7.4), timedelta(minutes=6))
    assert digests(store) == []
    through(store, rules, at(7.5), at(8), timedelta(minutes=6))
    [anna] = digests(store)
    assert anna.recipient == "anna@nordlicht.example"
    assert threads(store)[0].reference in words(anna)
    through(store, rules, at(8.1), at(9.9), timedelta(minutes=6))
    assert digests(store) == []
    through(store, rules, at(10), at(18), timedelta(minutes=6))
    assert [letter.recipient for letter in digests(store)] == ["ben@nordlicht.example"]


def test_a_lead_hears_what_is_broken_and_what_waits(store: SqlStore) -> None:
    """Cleo answers no mail herself: broken promises and held letters are what her morning holds."""
    rules = policy(f'{DESK}[letters]\nsend = "hold"\n')
    begin(store, rules)
    tick(store, at(7.4), rules)
    tick(store, at(7.5), rules)
    [told] = digests(store, "cleo")
    assert "1 letter waits" in words(told)
    assert digests(store, "cleo") == []


def test_nothing_to_say_is_no_digest(store: SqlStore) -> None:
    """An empty morning is not worth a mail; nor is a desk without [digest]."""
    rules = policy(DESK)
    tick(store, at(7.4), rules)
    tick(store, at(7.5), rules)
    assert digests(store) == []
    begin(store, policy(DESK.replace('[digest]\nat = "07:30"\n', "")))
    tick(store, at(7.5), policy(DESK.replace('[digest]\nat = "07:30"\n', "")))
    assert digests(store) == []


def test_who_is_away_reads_nothing(store: SqlStore) -> None:
    """No digest for who is away, and the others read who is."""
    rules = policy(DESK)
    begin(store, rules)
    away = Absence(person="ben", since=MONDAY, until=MONDAY + timedelta(days=5), begun=True)
    store.transact_now(lambda tx: tx.add_absence(away))
    tick(store, at(7.4), rules)
    through(store, rules, at(7.5), at(11), timedelta(minutes=10))
    [anna] = digests(store)
    assert "Away: Ben Ali" in words(anna)


@pytest.mark.parametrize(("gap", "written"), [(timedelta(minutes=30), True), (TOO_LATE * 1.5, False)])
def test_a_standstill_over_the_morning(store: SqlStore, gap: timedelta, *, written: bool) -> None:
    """After a short one the digest comes late, after a long one the morning is over; never twice."""
    rules = policy(DESK)
    begin(store, rules)
    tick(store, at(7.4), rules)
    tick(store, at(7.5) + gap, rules)
    assert ([letter.recipient for letter in digests(store, "anna")] == ["anna@nordlicht.example"]) is written
    tick(store, at(7.5) + gap + timedelta(minutes=2), rules)
    assert digests(store, "anna") == []


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 366 * 24))
def test_the_hour_is_on_a_day_on_which_they_work(hours: int) -> None:
    """At most one moment a day, on the wall clock of rules.toml or at the opening of their own hours."""
    rules = policy(DESK)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    for person, days, clock in (("anna", 5, (7, 30)), ("ben", 4, (10, 0))):
        moment = digest_at(rules, person, now)
        today = now.astimezone(BERLIN)
        assert (moment is not None) is (today.weekday() < days)
        if moment is not None:
            local = moment.astimezone(BERLIN)
            assert local.date() == today.date()
            assert (local.hour, local.minute) == clock
