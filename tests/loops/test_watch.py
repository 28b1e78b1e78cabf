"""Overdue threads are found from the stored time, and people hear of them once, together, while they work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from tests.loops.house import MONDAY, Hands, goes, goes_on, intake, letters, mail, notices, policy, take, threads, tick
from triaged.loops.handle import act
from triaged.model.letter import Letter, LetterKind
from triaged.model.thread import Happening, Outcome, Owed
from triaged.policy.shape import Policy
from triaged.store import SqlStore

ONE = mail(1, "Kim <kim@customer.test>")
ONLY_BROKEN = """
[[ladder.rung]]
at = 100
tell = ["lead"]
[renewal]
send = "off"
"""
TWO = mail(2, "Jo <jo@customer.test>", received=MONDAY - timedelta(minutes=2))


def look(store: SqlStore, at: datetime, rules: Policy | None = None) -> tuple[Letter, ...]:
    """One look at the time `at`; every notice that Anna was ever sent."""
    tick(store, at, rules or policy(ONLY_BROKEN))
    return notices(store)


def looks(store: SqlStore, rules: Policy | None = None) -> Callable[[timedelta], int]:
    """How many notices there are when it is so long after Monday morning."""
    return lambda after: len(look(store, MONDAY + after, rules))


def test_all_that_is_overdue_stands_in_one_notice(store: SqlStore) -> None:
    """The lead gets one letter for two broken promises, and none for the same ones again."""
    take(intake(policy(), store, Hands()), store, ONE, TWO)
    at = looks(store)

    assert at(timedelta(hours=3)) == 0, "nothing is overdue yet"
    assert at(timedelta(hours=5)) == 0, "first it is gathered"
    assert at(timedelta(hours=5, minutes=6)) == 1
    assert at(timedelta(hours=6)) == 1
    [notice] = look(store, MONDAY + timedelta(hours=6))
    for thread in threads(store):
        assert thread.reference.encode() in notice.octets


def test_a_notice_waits_for_working_hours(store: SqlStore) -> None:
    """What breaks at the end of the day is told in the morning."""
    take(intake(policy(), store, Hands()), store, ONE)
    at = looks(store)

    assert at(timedelta(hours=9)) == 0
    assert at(timedelta(hours=10)) == 0, "seven in the evening in Berlin"
    assert at(timedelta(hours=22, minutes=30)) == 1, "half past eight in the morning"


def test_what_was_answered_meanwhile_is_told_to_nobody(store: SqlStore) -> None:
    """Between gathering and telling somebody answered: there is nothing left to say."""
    take(intake(policy(), store, Hands()), store, ONE)
    at = looks(store)
    assert at(timedelta(hours=5)) == 0
    [thread] = threads(store)
    at_five = MONDAY + timedelta(hours=5)
    store.transact_now(
        lambda tx: act(tx, thread, Happening.ANSWER, policy=policy(), at=at_five, now=at_five, who="anna")
    )

    assert at(timedelta(hours=6)) == 0
    assert not store.transact_now(lambda tx: tx.notices())


def test_an_apology_that_could_not_leave_is_written_anew_until_the_relay_is_back(store: SqlStore) -> None:
    """However long nothing can be sent: the first letter that leaves names a time that can still be kept."""
    rules = policy('[renewal]\nsend = "auto"\nneeds = "nothing"\n')
    take(intake(rules, store, Hands()), store, ONE)
    goes(store, MONDAY, rules)
    [thread] = threads(store)

    apologies = []
    for half_hours in range(96):
        now = MONDAY + timedelta(minutes=30 * half_hours)
        goes_on(store, now, rules)
        apologies = [letter for letter in letters(store) if letter.kind is LetterKind.RENEWAL]
        assert len(apologies) <= 1, "never two at once"
    assert len(apologies) == 1
    told_at = MONDAY + timedelta(minutes=30 * 95 + 1)
    goes(store, told_at, rules)
    [thread] = threads(store)
    assert thread.promise is not None
    assert thread.promise.number == 1
    assert thread.promise.reply_by > told_at


def test_what_was_answered_and_closes_by_itself_was_solved_by_the_answer(store: SqlStore) -> None:
    """Answered after an hour, quiet for a week: the report counts the solution as kept, when the answer was given."""
    rules = policy('solve = "6h"\n[close]\nafter = "7 days"\n')
    take(intake(rules, store, Hands()), store, ONE)
    goes(store, MONDAY, rules)
    [thread] = threads(store)
    answered = MONDAY + timedelta(hours=1)
    store.transact_now(
        lambda tx: act(tx, thread, Happening.ANSWER, policy=rules, at=answered, now=answered, who="anna")
    )
    tick(store, MONDAY + timedelta(days=15), rules)

    ended = store.transact_now(lambda tx: tx.promises(thread.thread_id))
    assert [(p.what, p.outcome, p.outcome_at) for p in ended if not p.told] == [(Owed.SOLVE, Outcome.KEPT, answered)]


def test_changed_rules_hold_for_what_waits_already(store: SqlStore) -> None:
    """The ladder of the rules that hold now is climbed, not that of the rules by which a thread was planned."""
    take(intake(policy(ONLY_BROKEN), store, Hands()), store, ONE)
    assert len(look(store, MONDAY + timedelta(minutes=50))) == 0
    sooner = policy(ONLY_BROKEN.replace("100", "25"))

    assert len(look(store, MONDAY + timedelta(minutes=70), sooner)) == 0, "it is gathered"
    assert len(look(store, MONDAY + timedelta(minutes=76), sooner)) == 1


def test_threads_of_an_inbox_or_team_that_is_gone_are_told_all_the_same(store: SqlStore) -> None:
    """rules.toml was changed: what it does not know any more ends nothing and hides nothing."""
    take(intake(policy(), store, Hands()), store, ONE)
    [thread] = threads(store)
    store.transact_now(
        lambda tx: tx.update_thread(replace(thread, triage=replace(thread.triage, team="gone", customer_group="gone")))
    )
    old = policy()
    inbox = replace(old.inboxes["support"], key="help")
    renamed = replace(old, inboxes={"help": inbox})
    at = looks(store, renamed)

    assert at(timedelta(hours=5)) == 0
    assert at(timedelta(hours=6)) == 1
