"""Colleagues are told in one notice, on the way they wish; what does not arrive climbs, and is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email import policy as email_policy
from typing import Any

import pytest

from tests.loops.house import MONDAY, Hands, goes, intake, letters, mail, notices, policy, take, threads, tick
from triaged.decide.hears import ASSIGNED, NO_TIME
from triaged.loops.lines import due_line
from triaged.loops.notice_letter import notice_letter
from triaged.loops.tell import AT_MOST_EVERY
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.notice import NoticeLetter
from triaged.model.people import Absence
from triaged.model.stored import LetterChange, Notice, Post, PostState
from triaged.model.thread import Outcome, Owed, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.store import SqlStore

LATER = MONDAY + timedelta(hours=4)
TEAM = """
[person.ben]
name = "Ben Ali"
mail = ["ben@nordlicht.example"]
tell = {ben}
[person.cleo]
name = "Cleo Marsh"
mail = ["cleo@nordlicht.example"]
[team.all]
lead = "ben"
manager = "cleo"
people = ["anna"]
[health]
tell = ["anna", "ben"]
[[ladder.rung]]
at = 100
tell = ["lead"]
{by}
[renewal]
send = "off"
[channel.desk]
kind = "webhook"
url = "env:NOWHERE"
[channel.spare]
kind = "slack"
url = "env:NOWHERE"
"""


def desk(ben: str = '["mail"]', by: str = "") -> Policy:
    """Ben leads, Cleo manages; Ben is told so, and the rung says `by`."""
    return policy(TEAM.format(ben=ben, by=by))


def broken(store: SqlStore, rules: Policy, count: int = 1) -> None:
    """So many promises of one lead break in one tick, and are gathered."""
    raws = [mail(n, f"C{n} <c{n}@customer.test>") for n in range(1, count + 1)]
    take(intake(rules, store, Hands()), store, *raws)
    tick(store, LATER, rules)
    tick(store, LATER + timedelta(minutes=6), rules)


def posts(store: SqlStore) -> tuple[Post, ...]:
    """Posts that wait."""
    return store.transact_now(lambda tx: tx.ready_posts(MONDAY + timedelta(days=9)))


def text(letter: Letter) -> str:
    """A letter's words."""
    part = message_from_bytes(letter.octets, policy=email_policy.default).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def refused(store: SqlStore, letter: Letter) -> None:
    """The relay refuses a notice for good."""
    change = LetterChange(
        letter_id=letter.stored, expected=LetterState.SENDING, state=LetterState.FAILED, reason="550 no such user"
    )

    def step(tx: Tx) -> None:
        tx.claim_letters("main", MONDAY + timedelta(days=1), 99)
        tx.change_letters([change])

    store.transact_now(step)


def fails(store: SqlStore, post: Post) -> None:
    """A channel takes nothing."""
    store.transact_now(lambda tx: tx.update_post(replace(post, state=PostState.FAILED, attempts=1, reason="HTTP 404")))


def test_three_promises_of_one_lead_are_one_notice(store: SqlStore) -> None:
    """However many threads break in one tick, a person gets one letter with all of them."""
    broken(store, desk(), 3)
    [notice] = notices(store, "ben@nordlicht.example")
    for thread in threads(store):
        assert thread.reference in text(notice)
    assert not notices(store, "cleo@nordlicht.example")


@pytest.mark.parametrize(
    ("ben", "by", "way"),
    [
        ('["mail"]', "", "mail"),
        ('["desk", "mail"]', "", "desk"),
        ('["mail", "desk"]', "", "mail"),
        ('["mail"]', 'by = ["spare"]', "spare"),
        ('["desk"]', 'by = ["mail"]', "mail"),
        ('["desk"]', 'by = ["spare", "desk"]', "spare"),
    ],
)
def test_the_first_way_is_taken(store: SqlStore, ben: str, by: str, way: str) -> None:
    """The rung's way goes before the person's; a channel gets no commands, for nobody could answer there."""
    broken(store, desk(ben, by))
    if way == "mail":
        assert len(notices(store, "ben@nordlicht.example")) == 1
        assert not posts(store)
        return
    [post] = posts(store)
    assert (post.channel, post.person) == (way, "ben")
    assert not any("Reply with" in line for line in post.lines)
    assert not notices(store, "ben@nordlicht.example")


def test_a_channel_that_fails_goes_the_next_way_and_then_climbs(store: SqlStore) -> None:
    """Rung's channel, the person's own channel, mail, and then the manager, who hears whom it did not reach."""
    rules = desk('["desk"]', 'by = ["spare"]')
    broken(store, rules)
    at = LATER + timedelta(minutes=6)
    for channel in ("spare", "desk"):
        [post] = posts(store)
        assert post.channel == channel
        fails(store, post)
        at += timedelta(minutes=10)
        tick(store, at, rules)
        tick(store, at + timedelta(minutes=6), rules)
    [notice] = notices(store, "ben@nordlicht.example")
    refused(store, notice)
    tick(store, at + timedelta(minutes=10), rules)
    tick(store, at + timedelta(minutes=16), rules)

    [climbed] = notices(store, "cleo@nordlicht.example")
    assert "Ben Ali" in text(climbed)
    assert "550 no such user" in text(climbed)
    assert threads(store)[0].reference in text(climbed)


def test_what_reaches_nobody_ends_and_is_told_to_nobody_twice(store: SqlStore) -> None:
    """Lead, manager, then who hears of triaged itself; then it is shown as refused, and nobody is told in a circle."""
    rules = desk()
    broken(store, rules)
    at = LATER + timedelta(minutes=6)
    for to in ("ben", "cleo", "anna"):
        [notice] = notices(store, f"{to}@nordlicht.example")
        refused(store, notice)
        at += timedelta(minutes=10)
        tick(store, at, rules)
        tick(store, at + timedelta(minutes=6), rules)
    waiting = [notices(store, f"{to}@nordlicht.example") for to in ("ben", "cleo", "anna")]
    assert waiting == [(), (), ()]
    failed = store.transact_now(lambda tx: tx.attention()).failed
    assert [letter.kind for letter in failed] == [LetterKind.NOTICE] * 3
    assert store.transact_now(lambda tx: tx.undelivered_notices()) == ()


def test_what_did_not_arrive_passes_over_who_is_away(store: SqlStore) -> None:
    """The manager is on leave: who hears of triaged itself is told, not nobody until she is back."""
    rules = desk()
    broken(store, rules)
    until = MONDAY + timedelta(days=9)
    store.transact_now(lambda tx: tx.add_absence(Absence(person="cleo", since=MONDAY, until=until)))
    at = LATER + timedelta(minutes=6)
    tick(store, at, rules)
    [notice] = notices(store, "ben@nordlicht.example")
    refused(store, notice)
    tick(store, at + timedelta(minutes=10), rules)
    tick(store, at + timedelta(minutes=16), rules)
    assert len(notices(store, "anna@nordlicht.example")) == 1


def test_several_undelivered_notices_are_one_line(store: SqlStore) -> None:
    """The manager reads once whom nothing reached, with every thread it was about."""
    rules = desk()
    broken(store, rules, 3)
    [notice] = notices(store, "ben@nordlicht.example")
    refused(store, notice)
    tick(store, LATER + timedelta(minutes=10), rules)
    tick(store, LATER + timedelta(minutes=16), rules)
    [climbed] = notices(store, "cleo@nordlicht.example")
    assert text(climbed).count("could not be delivered") == 1


def test_notices_to_one_person_are_bounded(store: SqlStore) -> None:
    """Critical things one after the other: at most one notice a minute, and nothing is lost."""
    rules = desk()
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    count = 120
    for second in range(count):
        at = MONDAY + timedelta(seconds=5 * second)
        text_ = f"thing {second}"
        notice = Notice(person="ben", about=text_, at=at, text=text_, critical=True)
        store.transact_now(lambda tx, notice=notice: tx.add_notice(notice))
        tick(store, at, rules)
        goes(store, at, rules)
    tick(store, at + AT_MOST_EVERY, rules)
    goes(store, at + AT_MOST_EVERY, rules)
    told = [letter for letter in letters(store, LetterState.SENT) if letter.recipient == "ben@nordlicht.example"]
    assert len(told) <= count * 5 / AT_MOST_EVERY.total_seconds() + 2
    assert not store.transact_now(lambda tx: tx.notices())


def test_nobody_is_told_who_is_away(store: SqlStore) -> None:
    """Who is away gets nothing until they are back; a person who left rules.toml holds nothing up."""
    rules = desk()
    until = MONDAY + timedelta(days=1)
    store.transact_now(lambda tx: tx.add_absence(Absence(person="ben", since=MONDAY, until=until)))
    for person in ("ben", "gone"):
        notice = Notice(person=person, about="x", at=MONDAY, text="read this")
        store.transact_now(lambda tx, notice=notice: tx.add_notice(notice))
    tick(store, MONDAY + timedelta(hours=1), rules)
    assert [notice.person for notice in store.transact_now(lambda tx: tx.notices())] == ["ben"]
    assert not notices(store, "ben@nordlicht.example")
    tick(store, until + timedelta(hours=1), rules)
    [told] = notices(store, "ben@nordlicht.example")
    assert "read this" in text(told)


def test_a_notice_names_what_is_due_now(store: SqlStore) -> None:
    """A solution that passed while we waited for the customer is not what the next notice is about."""
    take(intake(policy(), store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [thread] = threads(store)
    assert thread.promise is not None
    solved = replace(
        thread.promise,
        promise_id=None,
        told=False,
        what=Owed.SOLVE,
        reply_by=MONDAY - timedelta(hours=1),
        counted_from=MONDAY - timedelta(days=3),
    )
    store.transact_now(lambda tx: tx.open_promise(thread.thread_id, solved, MONDAY))
    line = store.transact_now(lambda tx: due_line(tx, tx.queue(MONDAY)[0], policy()))
    assert line is not None
    assert (line.due, line.owed) == (thread.promise.reply_by, Owed.REPLY)


@pytest.mark.parametrize(("changes", "told"), [({}, 2), ({"turn": Turn.THEIRS}, 1), ({"owner": "cleo"}, 1)])
def test_only_what_is_still_true_is_told(store: SqlStore, changes: dict[str, Any], told: int) -> None:
    """No time could be promised, and it is yours: once it is answered, or another's, nobody hears of that any more."""
    rules = policy()
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [thread] = threads(store)
    now = replace(replace(thread, promise=None, owner="anna", turn=Turn.OURS), **changes)
    found = [Notice(person="anna", about=about, at=MONDAY, thread_id=thread.thread_id) for about in (NO_TIME, ASSIGNED)]

    def says(tx: Tx) -> NoticeLetter | None:
        tx.update_thread(now)
        for promise in tx.promises(thread.thread_id):
            tx.settle_promise(promise.promise_id or 0, Outcome.RELEASED, MONDAY)
        scribe = intake(rules, store, Hands()).scribe
        return notice_letter(tx, rules.people["anna"], found, policy=rules, scribe=scribe, absences=(), now=MONDAY)

    letter = store.transact_now(says)
    assert letter is not None
    assert len(letter.news) == told


def test_while_a_notice_cannot_leave_the_next_are_gathered(store: SqlStore) -> None:
    """The relay is away for a day: when it is back Ben gets the notice that waits, and one of what is true by then."""
    rules = desk()
    broken(store, rules)
    for hours in range(1, 24):
        tick(store, LATER + timedelta(hours=hours), rules)
    assert len(notices(store, "ben@nordlicht.example")) == 1
    back = LATER + timedelta(hours=24)
    goes(store, back, rules)
    for minutes in (1, 7):
        tick(store, back + timedelta(minutes=minutes), rules)
    [letter] = notices(store, "ben@nordlicht.example")
    assert "1 promise broken" in str(message_from_bytes(letter.octets, policy=email_policy.default)["Subject"])
    assert not store.transact_now(lambda tx: tx.notices())
