"""What an agent's order makes of a thread: owners, promises, targets, notices, and the reasons for a refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.decide.house import MONDAY, at, policy, promise, target, thread
from triaged.decide.action import LONGEST_PROMISE, Ordered, decide_action
from triaged.decide.late import BY_A_PERSON, NEEDS_SEND, NO_TIME_LEFT, NOT_AS_SET
from triaged.model.decision import Change
from triaged.model.order import Order, OrderKind, Refusal
from triaged.model.people import Absence
from triaged.model.stored import InboxState
from triaged.model.thread import Kind, Outcome, Owed, Promise, Thread, Tone, Turn, Urgency

K = OrderKind
BEN_AWAY = (Absence(person="ben", since=MONDAY, until=at(48)),)


def decide(one: Thread, what: OrderKind, *, now: datetime = MONDAY, **more: Any) -> Change | Refusal:
    """What `what` makes of a thread, ordered by Ben."""
    person, absences = more.pop("by", "ben"), more.pop("absences", ())
    rules = policy(more.pop("rules", ""))
    ordered_at, on_its_way = more.pop("ordered_at", now), more.pop("on_its_way", False)
    seen = InboxState(inbox="support", baseline=MONDAY, answers_seen=20)
    inbox, blocked = more.pop("inbox", seen), more.pop("blocked", False)
    order = Order(what=what, references=(one.reference,), **more)
    return decide_action(
        Ordered(
            order=order,
            thread=one,
            open=one.owed,
            who=person,
            person=person,
            policy=rules,
            absences=absences,
            now=now,
            at=ordered_at,
            on_its_way=on_its_way,
            inbox=inbox,
            blocked=blocked,
        )
    )


def done(one: Thread, what: OrderKind, **more: Any) -> Change:
    change = decide(one, what, **more)
    assert isinstance(change, Change), change
    assert change.thread.turn is not Turn.OURS or change.thread.look_at is not None
    return change


def why(one: Thread, what: OrderKind, **more: Any) -> str:
    refusal = decide(one, what, **more)
    assert isinstance(refusal, Refusal), refusal
    return refusal.reason


def test_who_takes_a_thread_has_it_since_now() -> None:
    """Nobody's, and their own again; a colleague's only on purpose."""
    mine = done(thread(), K.MINE, now=at(1)).thread
    assert (mine.owner, mine.owned_since) == ("ben", at(1))
    theirs = thread(owner="cem", owned_since=MONDAY)
    assert why(theirs, K.MINE) == "7K3F is with Cem Aydin since 09:00: take it over, or leave it there"
    assert "since 2026-11-23 09:00" in why(theirs, K.MINE, now=at(30)), "another day is named"
    assert "is with zoe: take" in why(thread(owner="zoe"), K.MINE), "also who rules.toml does not know any more"
    assert done(theirs, K.MINE, take=True).thread.owner == "ben"
    assert done(mine, K.RELEASE).thread.owner == ""
    assert "login name" in why(thread(), K.MINE, by="")


@pytest.mark.parametrize(
    ("person", "absences", "words"), [("zoe", (), "knows no person 'zoe'"), ("ben", BEN_AWAY, "Ben Oduya is away")]
)
def test_who_cannot_be_given_a_thread(person: str, absences: tuple[Absence, ...], words: str) -> None:
    """Somebody unknown, somebody away."""
    assert words in why(thread(), K.GIVE, person=person, absences=absences)


def test_who_is_given_a_thread_hears_why() -> None:
    """The reason is kept for them; nobody is told what they did themselves."""
    given = done(thread(), K.GIVE, person="anna", text="knows the device")
    assert given.thread.owner == "anna"
    assert [(n.person, n.text) for n in given.notices] == [("anna", "knows the device")]
    assert given.findings[-1].evidence == "ben: knows the device"
    assert done(thread(), K.GIVE, person="ben").notices == ()


@pytest.mark.parametrize(("hours", "outcome"), [(0, Outcome.KEPT), (4, Outcome.KEPT), (4.01, Outcome.MISSED)])
@pytest.mark.parametrize("what", [K.DONE, K.CALLED])
def test_an_answer_settles_what_was_promised(what: OrderKind, hours: float, outcome: Outcome) -> None:
    """In time up to the very moment; nothing waits any more, and who did it is known."""
    change = done(thread(owner="cem"), what, now=at(hours))
    assert [result for _, result in change.settle] == [outcome]
    assert (change.thread.turn, change.thread.due_at, change.answered_by) == (Turn.THEIRS, None, "ben")
    assert change.drop


def test_an_answer_owes_news_where_the_row_wants_them() -> None:
    """A row with `update`: the next news is a target, also while we wait for the customer."""
    rules = '[[promise.row]]\nname = "news"\nreply = "4h"\nupdate = "6h"\n'
    [news] = done(thread(promise(row="news")), K.CALLED, rules=rules).open
    assert (news.told, news.what) == (False, Owed.UPDATE)


def test_a_persons_promise_takes_the_place_of_the_one_before() -> None:
    """Renewed in time, missed after it; theirs, told, and nobody is named who is not known."""
    change = done(thread(), K.PROMISE, until=at(26))
    [own] = change.open
    assert (own.told, own.what, own.person, own.reply_by) == (True, Owed.COMMITMENT, "ben", at(26))
    assert [result for _, result in change.settle] == [Outcome.RENEWED]
    assert (change.thread.owner, change.thread.due_at, change.thread.acknowledged_at) == ("ben", at(26), MONDAY)
    assert [r for _, r in done(thread(), K.PROMISE, until=at(26), now=at(5)).settle] == [Outcome.MISSED]
    again = done(thread(turn=Turn.THEIRS, promise=None), K.PROMISE, until=at(26))
    assert again.thread.turn is Turn.OURS


def test_what_was_asked_is_answered_by_what_is_done() -> None:
    """Who promises a time answers that none could be promised; a machine's mail asks nothing. Other questions stay."""
    unpromised = thread(asks="no time was promised: it is more than 30 days away")
    assert done(unpromised, K.PROMISE, until=at(3)).thread.asks == ""
    assert done(thread(asks="answered?"), K.PROMISE, until=at(3)).thread.asks == "answered?"
    suspect = replace(thread(asks="answered?"), kind=Kind.SUSPECT, turn=Turn.NOBODY, promise=None)
    assert done(suspect, K.MACHINE).thread.asks == ""


@pytest.mark.parametrize("until", [None, MONDAY, at(-1), MONDAY + LONGEST_PROMISE + timedelta(seconds=1)])
def test_a_promise_names_a_time_to_come(until: datetime | None) -> None:
    """None, now, past, more than a year ahead: refused."""
    assert "within a year" in why(thread(), K.PROMISE, until=until)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (18, "Tue 08:00"),  # "tue 3"
        (23, ""),  # as we open
        (32, ""),  # as we close
        (32 + 1 / 60, "Wed 08:00"),
        (5 * 24, "2026-11-30 08:00"),  # "in 5 days", a Saturday; a date where a weekday may mean a day before it
    ],
)
@pytest.mark.parametrize("waits", [True, False])
def test_a_promise_is_for_a_time_at_which_we_are_open(hours: float, words: str, *, waits: bool) -> None:
    """A time when we are closed is refused, with the next opening as it can be written."""
    one = thread(proposal=promise(8, number=1), asked_at=MONDAY) if waits else thread()
    decided = decide(one, K.PROMISE, until=at(hours))
    assert (decided.reason if isinstance(decided, Refusal) else "") == (words and f"we are closed then: write {words}")


def test_where_we_never_close_a_promise_may_be_for_the_night() -> None:
    """The calendar by which the thread's promise counts is asked, and counts for the next one."""
    change = done(thread(promise(calendar="oncall")), K.PROMISE, until=at(18))
    assert [own.calendar for own in change.open] == ["oncall"]


@pytest.mark.parametrize(
    ("now", "until", "words"),
    [
        (3.25, 3.95, "13:30"),  # before the time that was promised
        (3.25, 4, "13:30"),
        (3.25, 4 + 1 / 60, ""),
        (3.8, 4.3, ""),  # half an hour after the letter, which goes at once
        (3.8, 4.29, "13:30"),
        (6, 6.4, "15:30"),
    ],
)
def test_the_letter_names_only_a_time_that_it_can_tell(now: float, until: float, words: str) -> None:
    """After the one that is broken, and half an hour after the letter goes; else refused with the earliest time."""
    one = thread(proposal=promise(7, number=1), asked_at=at(3.2))
    decided = decide(one, K.PROMISE, now=at(now), until=at(until))
    if words:
        assert isinstance(decided, Refusal)
        assert decided.reason.endswith(f"cannot tell that time: write Mon {words} or later")
    else:
        assert isinstance(decided, Change)
        assert decided.thread.proposal is not None
        assert (decided.thread.proposal.reply_by, decided.thread.proposal.basis) == (at(until), BY_A_PERSON)


def test_who_was_just_asked_has_ten_minutes_before_the_letter_goes() -> None:
    """Asked at 12:48, it goes at 12:58: half an hour after that is the earliest time."""
    one = thread(proposal=promise(7, number=1), asked_at=at(3.8))
    assert isinstance(decide(one, K.PROMISE, now=at(3.8), until=at(4 + 27 / 60)), Refusal)
    assert isinstance(decide(one, K.PROMISE, now=at(3.8), until=at(4 + 28 / 60)), Change)


def test_who_is_not_there_before_a_sooner_time_is_not_named() -> None:
    """Cem is back tomorrow morning: the letter names him for noon, not for this afternoon."""
    one = thread(proposal=promise(26, number=1, person="cem"), asked_at=MONDAY)
    for until, person in ((at(6), ""), (at(25), "cem")):
        proposal = done(one, K.PROMISE, now=at(3.3), until=until).thread.proposal
        assert proposal is not None
        assert proposal.person == person


STAYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a person holds it": ({"held": "ben holds it"}, {}),
    "a question is open": ({"asks": "answered?"}, {}),
    "released by people, and a question is open": ({"held": NEEDS_SEND, "asks": "answered?"}, {}),
    "too few answers seen": ({}, {"inbox": InboxState(inbox="support", baseline=MONDAY, answers_seen=19)}),
    "an answer was missed": (
        {},
        {"inbox": InboxState(inbox="support", baseline=MONDAY, answers_seen=20, renewals_off="quoted")},
    ),
    "a letter came back": ({}, {"blocked": True}),
    "the lead gave it away": ({"promise": promise(number=1)}, {}),
    "switched off": ({}, {"rules": '[renewal]\nsend = "off"\n'}),
}


@pytest.mark.parametrize("name", STAYS)
def test_where_no_letter_goes_a_persons_promise_is_recorded(name: str) -> None:
    """Nothing would tell the customer: so the person did, and the time is watched as theirs."""
    state, known = STAYS[name]
    one = thread(**{"proposal": promise(8, number=1), "asked_at": MONDAY, **state})
    change = done(one, K.PROMISE, until=at(26), **known)
    assert [(own.what, own.reply_by) for own in change.open] == [(Owed.COMMITMENT, at(26))]
    assert (change.thread.proposal, change.drop) == (None, "a person promised another time")
    goes = done(replace(one, held="", asks="", promise=promise()), K.PROMISE, until=at(26))
    assert goes.open == (), "where it goes, the letter tells it"


def test_what_waits_for_send_tells_the_time_that_a_person_set() -> None:
    """Letters that people release: the proposal changes, and it waits as before."""
    one = thread(proposal=promise(8, number=1), asked_at=MONDAY, held=NEEDS_SEND)
    change = done(one, K.PROMISE, until=at(26))
    assert change.thread.proposal is not None
    assert (change.thread.proposal.reply_by, change.thread.held, change.open) == (at(26), NEEDS_SEND, ())


@pytest.mark.parametrize(
    ("held", "after"),
    [
        (NEEDS_SEND, ""),
        (f"{NO_TIME_LEFT} too much work", ""),
        (f"{NOT_AS_SET} Mon 23 Nov, 12:54", ""),
        ("ben holds it", "ben holds it"),
        ("the customer says it is solved", "the customer says it is solved"),
    ],
)
def test_what_held_one_letter_does_not_hold_the_next(held: str, after: str) -> None:
    """A person's promise has a letter of its own; what people or customers said of the thread still holds it."""
    assert done(thread(held=held), K.PROMISE, until=at(26)).thread.held == after


def test_an_asked_person_changes_the_letter() -> None:
    """Another time, another name: in the proposal, and the promise stands until the letter has left."""
    asked = thread(proposal=promise(8, number=1), asked_at=MONDAY)
    sooner = done(asked, K.PROMISE, until=at(6))
    assert sooner.thread.proposal is not None
    assert (sooner.thread.proposal.reply_by, sooner.settle, sooner.open) == (at(6), (), ())
    named = done(asked, K.NAME, person="anna")
    assert named.thread.proposal is not None
    assert (named.thread.proposal.person, named.thread.owner) == ("anna", "anna")
    assert named.thread.proposal.basis == BY_A_PERSON
    assert [n.person for n in named.notices] == ["anna"]
    assert "is not there before that time" in why(asked, K.NAME, person="ben", absences=BEN_AWAY)
    assert "knows no person" in why(asked, K.NAME, person="zoe")


def test_the_letter_is_held_and_let_go() -> None:
    """Held in somebody's name; `send` clears what held it and what was asked."""
    held = done(thread(), K.HOLD).thread
    assert held.held == "ben holds it"
    let_go = done(replace(held, asks="answered?"), K.SEND).thread
    assert (let_go.held, let_go.asks) == ("", "")


def test_closing_is_no_answer() -> None:
    """Closed unanswered; what a machine wrote has nothing to settle."""
    change = done(thread(), K.CLOSE, now=at(1))
    assert [result for _, result in change.settle] == [Outcome.CLOSED_UNANSWERED]
    assert (change.thread.turn, change.thread.closed_at) == (Turn.NOBODY, at(1))
    bounce = thread(kind=Kind.MACHINE, turn=Turn.NOBODY, promise=None)
    assert (done(bounce, K.CLOSE).settle, done(bounce, K.SPAM).thread.closed_at) == ((), MONDAY)


def test_spam_and_a_machines_mail_release_the_promise() -> None:
    """No figure of kept or missed changes; a machine's mail stays in the list of machines'."""
    for what, kind, closed in ((K.SPAM, Kind.PERSON, MONDAY), (K.MACHINE, Kind.MACHINE, None)):
        change = done(thread(), what)
        assert [result for _, result in change.settle] == [Outcome.RELEASED]
        assert (change.thread.kind, change.thread.turn, change.thread.closed_at) == (kind, Turn.NOBODY, closed)


@pytest.mark.parametrize("kind", [Kind.MACHINE, Kind.SUSPECT, Kind.NOT_OURS])
def test_what_was_a_persons_is_ours_by_a_target(kind: Kind) -> None:
    """Nobody was told a time; ours to answer from now on, also when it was closed."""
    change = done(thread(kind=kind, turn=Turn.NOBODY, promise=None, closed_at=MONDAY), K.PERSON)
    [aim] = change.open
    assert (aim.told, aim.reply_by) == (False, at(4))
    assert (change.thread.kind, change.thread.turn, change.thread.due_at) == (Kind.PERSON, Turn.OURS, at(4))
    assert change.thread.closed_at is None


def test_an_opened_thread_has_a_target() -> None:
    """What was closed is ours again, by a time only we know."""
    closed = thread(turn=Turn.NOBODY, closed_at=MONDAY, promise=None)
    [aim] = done(closed, K.REOPEN, now=at(1)).open
    assert (aim.told, aim.reply_by) == (False, at(5))


@pytest.mark.parametrize(
    ("until", "words"), [(None, "a time to come"), (MONDAY, "a time to come"), (at(4), "is due before")]
)
def test_what_may_not_sleep(until: datetime | None, words: str) -> None:
    """Without a time, into the past, beyond its promise."""
    assert words in why(thread(due_at=at(4)), K.SNOOZE, until=until)


def test_what_sleeps_wakes() -> None:
    """It is looked at when it wakes; promise and ladder are as they were."""
    asleep = done(thread(), K.SNOOZE, until=at(1)).thread
    assert asleep.snoozed_until == at(1)
    assert asleep.look_at is not None
    assert asleep.look_at <= at(1)
    assert asleep.promise == thread().promise


@pytest.mark.parametrize(("word", "aims"), [("critical", [at(1)]), ("high", [at(2)]), ("normal", []), ("low", [])])
def test_more_urgent_is_a_sooner_target(word: str, aims: list[datetime]) -> None:
    """The told time stands; less urgent takes nothing away."""
    change = done(thread(rungs=2), K.URGENCY, text=word)
    assert [aim.reply_by for aim in change.open] == aims
    assert change.thread.promise == thread().promise
    assert change.thread.triage.urgency is Urgency(word)
    assert change.thread.rungs == (0 if aims else 2)


@pytest.mark.parametrize(
    ("owed", "gives_way"),
    [
        ((target(48),), True),
        ((promise(48), target(5, row="high")), True),
        ((promise(48), target(0.5)), False),
    ],
)
def test_a_sooner_target_takes_the_place_of_an_older_one(owed: tuple[Promise, ...], gives_way: bool) -> None:
    """Told no time, or raised before by who asked for news: critical is critical; a nearer target stands."""
    change = done(thread(*owed, snoozed_until=at(0.4)), K.URGENCY, text="critical")
    assert change.settle == (((owed[-1], Outcome.RELEASED),) if gives_way else ())
    assert [aim.reply_by for aim in change.open] == ([at(1)] if gives_way else [])
    assert change.thread.due_at == (at(1) if gives_way else at(0.5))
    assert (change.thread.snoozed_until is None) is gives_way


def test_a_correction_is_one_of_the_words() -> None:
    """An unknown urgency, topic or tone is refused with those there are."""
    assert why(thread(), K.URGENCY, text="huge") == "'huge' is no urgency: write critical, high, normal, low"
    assert "its topics: none" in why(thread(), K.TOPIC, text="beer")
    assert why(thread(), K.TONE, text="cross") == "'cross' is no tone: write upset, neutral, pleased"


def test_a_corrected_tone_changes_nothing_else() -> None:
    """The letter that was written stays, and so does every time."""
    before = thread()
    change = done(before, K.TONE, text="upset")
    assert change.thread.triage == replace(before.triage, tone=Tone.UPSET)
    assert change.thread.promise == before.promise
    assert (change.settle, change.open, change.drop) == ((), (), "")


def test_a_thread_leaves_its_incident_with_a_time_of_its_own() -> None:
    """Where nothing else is owed it gets a target; an open promise stands."""
    alone = done(thread(promise=None, incident_id=1), K.DETACH)
    assert (alone.thread.incident_id, len(alone.open)) == (None, 1)
    assert done(thread(target(), incident_id=1), K.DETACH).open == ()


def test_a_note_changes_nothing_but_the_trail() -> None:
    """Who wrote what; an empty one is refused."""
    change = done(replace(thread(), look_at=at(1)), K.NOTE, text="rang twice")
    assert change.thread == replace(thread(), look_at=at(1))
    assert change.findings[-1].evidence == "ben: rang twice"
    assert why(thread(), K.NOTE, text=" ") == "a note says something"
