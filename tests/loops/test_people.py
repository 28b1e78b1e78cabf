"""Who is away has nothing any more, and no letter that waits names them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default as default_policy

import pytest

from tests.loops.house import MONDAY, Hands, intake, mail, scribe, take, threads, tick
from tests.loops.staff import desk, run
from triaged.decide.reword import nameless
from triaged.errors import CommandRefused
from triaged.loops.people import Moved, come_back, go_away
from triaged.model.letter import NAMED_AWAY, Letter, LetterKind, LetterState
from triaged.model.people import Absence
from triaged.model.thread import Promise, Thread
from triaged.policy.shape import Policy
from triaged.store import SqlStore

DAY = timedelta(days=1)

PROVEN = "Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=customer.test\r\n"
IN_TURN = desk(assign="in turn")


def leave(
    store: SqlStore,
    person: str,
    *,
    since: datetime = MONDAY,
    until: datetime = MONDAY + DAY,
    now: datetime = MONDAY,
    rules: Policy = IN_TURN,
) -> Moved:
    """`person` goes away."""

    def step(tx):  # type: ignore[no-untyped-def]
        return go_away(
            tx, person, since=since, until=until, by="anna", policy=rules, scribe=scribe(rules, store), now=now
        )

    return store.transact_now(step)  # type: ignore[no-any-return]


def letters(store: SqlStore, thread: Thread) -> tuple[Letter, ...]:
    return store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))


def words(letter: Letter) -> str:
    """What the customer reads."""
    return str(message_from_bytes(letter.octets, policy=default_policy).get_content())


def reload(store: SqlStore, thread: Thread) -> Thread:
    found = store.transact_now(lambda tx: tx.thread(thread.thread_id))
    assert found is not None
    return found


def test_their_threads_go_back_to_the_team_and_letters_are_written_anew(store: SqlStore) -> None:
    """The letter that waits names nobody, is a new one once, and tells the same time; the trail says why."""
    take(intake(IN_TURN, store, Hands()), store, mail(1, "Kim <kim@customer.test>", headers=PROVEN))
    [thread] = threads(store)
    assert thread.owner == "ben"
    [named] = letters(store, thread)
    assert "Ben Oduya" in words(named)

    moved = leave(store, "ben")

    assert moved == Moved(team=(thread.reference,), letters=(thread.reference,))
    after = reload(store, thread)
    assert (after.owner, after.owned_since) == ("", None)
    assert after.promise is not None
    assert thread.promise is not None
    assert (after.promise.person, after.promise.reply_by) == ("", thread.promise.reply_by)
    before, anew = letters(store, thread)
    assert (before.state, before.reason) == (LetterState.CANCELLED, NAMED_AWAY)
    assert (anew.state, anew.send_before, anew.answers_at) == (named.state, named.send_before, named.answers_at)
    assert "Ben Oduya" not in words(anew)
    assert anew.mark != named.mark
    trail = store.transact_now(lambda tx: tx.trail(thread.thread_id))
    assert trail[-1].event == "handed over"
    assert leave(store, "ben").letters == (), "it names nobody any more"


@pytest.mark.parametrize("hours", [0, 3, 8, 24 * 5])
@pytest.mark.parametrize("headers", ["", PROVEN])
@pytest.mark.parametrize(
    "text", ["Please help me, it is broken.", "Bitte helfen Sie mir, das Gerät ist kaputt und piept.", "?!"]
)
def test_the_letter_without_a_name_is_the_one_it_would_have_been(
    store: SqlStore, text: str, headers: str, hours: int
) -> None:
    """By day, at night, over a weekend, late, proven or not, in each language: the same words as the first time."""
    now = MONDAY + timedelta(hours=hours)
    rules = desk('[letters]\nperson = "team"\n[acknowledge]\nlate = "10 days"\n')
    for uid, received in ((1, now), (2, now - timedelta(hours=2))):
        take(
            intake(rules, store, Hands(now)),
            store,
            mail(uid, f"Kim <kim{uid}@customer.test>", received=received, headers=headers, text=text),
        )
    waiting = store.transact_now(lambda tx: tx.letters(LetterState.READY))
    assert len(waiting) == 2
    for letter in waiting:
        thread = store.transact_now(lambda tx, key=letter.thread_id: tx.thread(key))  # type: ignore[misc]
        assert thread is not None
        assert thread.promise is not None
        facts = nameless(thread, thread.promise, rules, now, to=thread.customer)
        worded = scribe(rules, store).wording.render_acknowledgement(facts, rules, now)
        assert worded.text.splitlines() == words(letter).splitlines()
        assert worded.subject == message_from_bytes(letter.octets, policy=default_policy)["Subject"]


def test_what_they_promised_goes_to_the_lead(store: SqlStore) -> None:
    """The lead has the thread, and hears of it; to the manager where the lead is away too."""
    rules = desk()
    take(intake(rules, store, Hands()), store, mail(1, "kim@customer.test"), mail(2, "jo@customer.test"))
    first, second = threads(store)
    for thread in (first, second):
        run(store, "promise", who="ben", rules=rules, id=thread.reference, until="Wed 12:00")

    assert leave(store, "ben", rules=rules).lead == (first.reference, second.reference)
    assert reload(store, first).owner == "anna"
    notices = store.transact_now(lambda tx: tx.notices_of_thread(first.thread_id))
    assert [(n.person, n.about, n.text) for n in notices] == [("anna", "assigned", "Ben Oduya promised it and is away")]

    run(store, "promise", who="anna", rules=rules, id=first.reference, until="Wed 13:00")
    assert leave(store, "anna", rules=rules).lead == (first.reference,)
    assert reload(store, first).owner == "greta"


def test_an_absence_to_come_moves_things_when_it_begins(store: SqlStore) -> None:
    """Recorded now, nothing moves; at its beginning the watcher hands over, once."""
    take(intake(IN_TURN, store, Hands()), store, mail(1, "kim@customer.test"))
    [thread] = threads(store)
    begins = MONDAY + timedelta(hours=1)

    assert leave(store, "ben", since=begins).later
    assert reload(store, thread).owner == "ben"
    tick(store, begins - timedelta(minutes=1), IN_TURN)
    assert reload(store, thread).owner == "ben"
    tick(store, begins, IN_TURN)
    assert reload(store, thread).owner == ""
    run(store, "claim", who="ben", rules=IN_TURN, now=begins, id=thread.reference)
    tick(store, begins, IN_TURN)
    assert reload(store, thread).owner == "ben", "who takes a thread while away keeps it"


def test_who_is_back_is_there_again(store: SqlStore) -> None:
    """Who is well again keeps the holiday to come; `back` once more drops that, a third time there is nothing."""
    leave(store, "ben")
    leave(store, "ben", since=MONDAY + 2 * DAY, until=MONDAY + 3 * DAY)
    assert run(store, "back", rules=IN_TURN, person="ben")["done"] == (
        "Ben Oduya is back; away again from 2026-03-11, unless you say `back` once more"
    )
    assert [absence.since for absence in store.transact_now(lambda tx: tx.absences(MONDAY))] == [MONDAY + 2 * DAY]
    assert store.transact_now(lambda tx: come_back(tx, "ben", MONDAY)) is True
    assert store.transact_now(lambda tx: come_back(tx, "ben", MONDAY)) is False


@pytest.mark.parametrize(
    ("person", "since", "until"),
    [("nobody", MONDAY, MONDAY + DAY), ("ben", MONDAY - DAY, MONDAY), ("ben", MONDAY + DAY, MONDAY + DAY)],
)
def test_an_absence_that_is_none_is_refused(store: SqlStore, person: str, since: datetime, until: datetime) -> None:
    """Somebody unknown, one that is over, one without length: a sentence, and nothing is recorded."""
    with pytest.raises(CommandRefused):
        leave(store, person, since=since, until=until)
    assert store.transact_now(lambda tx: tx.absences(MONDAY - DAY)) == ()


def test_an_absence_comes_back_as_it_was_recorded(store: SqlStore) -> None:
    """Who, from when until when, who said so, and whether it has begun."""
    leave(store, "ben", since=MONDAY + DAY, until=MONDAY + 2 * DAY)
    [absence] = store.transact_now(lambda tx: tx.absences(MONDAY))
    assert replace(absence, absence_id=None) == Absence(
        person="ben", since=MONDAY + DAY, until=MONDAY + 2 * DAY, by="anna"
    )


def test_a_letter_that_may_have_left_stays_as_it_is(store: SqlStore) -> None:
    """It may have arrived: only the very same octets go again."""
    take(intake(IN_TURN, store, Hands()), store, mail(1, "kim@customer.test"))
    [thread] = threads(store)
    [claimed] = store.transact_now(lambda tx: tx.claim_letters("main", MONDAY, 1))
    assert leave(store, "ben").letters == ()
    assert [letter.stored for letter in letters(store, thread)] == [claimed.stored]


def test_a_renewal_that_waits_is_written_anew_by_the_watcher(store: SqlStore) -> None:
    """The apology that sends the customer to a sick lead never leaves; another goes, to the same end."""
    rules = desk('[renewal]\nsend = "auto"\nneeds = "nothing"\n', assign="in turn")
    take(intake(rules, store, Hands()), store, mail(1, "kim@customer.test"))
    [thread] = threads(store)
    assert thread.promise is not None
    [letter] = store.transact_now(lambda tx: tx.claim_letters("main", MONDAY, 1))
    store.transact_now(lambda tx: tx.mark_sent_by_evidence(letter.mark, MONDAY))
    store.transact_now(lambda tx: tx.recover_sending(MONDAY))
    late = thread.promise.reply_by - timedelta(minutes=29)
    renewal = _renewed(store, thread, late, rules)

    assert "Anna Petersen" in words(renewal)
    moved = leave(store, "anna", now=late, until=late + DAY, since=late, rules=rules)

    assert moved.letters == (thread.reference,)
    anew = _renewed(store, thread, late + timedelta(seconds=30), rules)
    assert anew.once_key == f"{renewal.once_key}|1"
    assert "Anna Petersen" not in words(anew)
    states = [found.state for found in letters(store, thread) if found.kind is LetterKind.RENEWAL]
    assert states == [LetterState.CANCELLED, LetterState.READY]


def _renewed(store: SqlStore, thread: Thread, now: datetime, rules: Policy) -> Letter:
    """The renewal that waits after a look at the sent folders and one of the watcher."""
    store.transact_now(lambda tx: tx.caught_up("support", now, sent_looked_at=now))
    tick(store, now, rules)
    *_, renewal = letters(store, thread)
    assert (renewal.kind, renewal.state) == (LetterKind.RENEWAL, LetterState.READY)
    promise: Promise | None = reload(store, thread).proposal
    assert promise is not None
    return renewal


def test_what_an_absent_lead_should_hear_at_once_the_manager_hears(store: SqlStore) -> None:
    """A rule tells the lead of a mail; the lead is away: the notice goes to who stands above (docs/promises.md 7)."""
    rules = desk('[[rule]]\nname = "angry"\nwhen = { text = "lawyer" }\ntell = ["lead"]\n')
    taking = intake(rules, store, Hands())
    go = lambda tx: go_away(  # noqa: E731
        tx, "anna", since=MONDAY, until=MONDAY + DAY, by="anna", policy=rules, scribe=scribe(rules, store), now=MONDAY
    )
    store.transact_now(go)
    take(taking, store, mail(1, "Kim <kim@customer.test>", text="I will send my lawyer."))

    assert {notice.person for notice in store.transact_now(lambda tx: tx.notices())} == {"greta"}
