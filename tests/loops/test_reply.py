"""What a colleague writes from the command line: threaded, filed, and an answer once it has left."""

from __future__ import annotations

import random
from datetime import timedelta
from email import message_from_bytes
from email.message import Message

import pytest

from tests.loops.house import MONDAY, Hands, intake, mail, scribe, take, threads
from tests.loops.staff import desk, run
from tests.store import make
from triaged.errors import CommandRefused
from triaged.loops.deliver import record
from triaged.loops.health import Health
from triaged.loops.watch import Watch
from triaged.model.letter import Attempt, Delivered, Letter, LetterKind, LetterState, Phase, Refused
from triaged.model.thread import Kind, Outcome, Thread, Turn
from triaged.store import SqlStore

HOUR = timedelta(hours=1)
DESK = desk()
TAKEN = Delivered(answer="250 ok", journal_ok=True)


def asked(store: SqlStore) -> Thread:
    """A thread of Kim's whose acknowledgement has left."""
    take(intake(DESK, store, Hands()), store, mail(1, "kim@customer.test"))
    attempt(store, TAKEN)
    [thread] = threads(store)
    return thread


def attempt(store: SqlStore, outcome: Attempt, *, after: timedelta = timedelta()) -> tuple[Letter, ...]:
    """Every letter that is ready is handed to the relay, which says `outcome`."""
    now = MONDAY + after
    letters = store.transact_now(lambda tx: tx.claim_letters("main", now, 9))
    results = tuple((letter, outcome) for letter in letters)
    jitter = random.Random(1).random()
    account = DESK.accounts["main"]
    store.transact_now(lambda tx: record(tx, account, results, policy=DESK, now=now, jitter=jitter))
    return letters


def now_is(store: SqlStore, thread: Thread) -> Thread:
    found = store.transact_now(lambda tx: tx.thread(thread.thread_id))
    assert found is not None
    return found


def test_a_reply_is_what_the_colleague_wrote_and_threads(store: SqlStore) -> None:
    """From the inbox's address, Re: with the reference, below the customer's mail, and no sign of a machine."""
    thread = asked(store)
    done = run(store, "reply", who="ben", rules=DESK, id=thread.reference, text="It is on its way.\n\nBen")
    assert "counts as the answer when it has left" in done["done"]
    [letter] = attempt(store, TAKEN)
    assert (letter.letter_id, letter.kind, letter.person) == (done["letter"], LetterKind.REPLY, "ben")
    assert (letter.recipient, letter.journal) == ("kim@customer.test", "support@nordlicht.example")
    assert letter.send_before is None, "a person's words never grow stale"
    sent: Message = message_from_bytes(letter.octets)
    assert sent["Auto-Submitted"] is None
    assert sent["Precedence"] is None
    assert sent["From"].endswith("<support@nordlicht.example>")
    assert sent["Subject"] == f"Re: My order 1 [NR-{thread.reference}]"
    assert sent["In-Reply-To"] == sent["References"] == "<1@customer.test>"
    assert sent.get_payload() == "It is on its way.\r\n\r\nBen\r\n"
    [joined] = store.transact_now(lambda tx: tx.joined("support", [letter.message_id]))
    assert joined.automatic is False


def test_it_is_the_answer_when_it_has_left(store: SqlStore) -> None:
    """Written in time, gone in time: kept, by whom. Until it has left, nothing is settled."""
    thread = asked(store)
    run(store, "reply", who="ben", rules=DESK, id=thread.reference, text="Done.")
    assert now_is(store, thread).turn is Turn.OURS
    attempt(store, TAKEN, after=HOUR)
    after = now_is(store, thread)
    assert (after.turn, after.answered_at, after.promise) == (Turn.THEIRS, MONDAY + HOUR, None)
    assert [p.outcome for p in store.transact_now(lambda tx: tx.promises(thread.thread_id))] == [Outcome.KEPT]
    entries = store.transact_now(lambda tx: tuple(tx.ledger(MONDAY + 2 * HOUR)))
    assert [(e.event, e.person) for e in entries if e.event in {"answered", "kept"}] == [
        ("kept", "ben"),
        ("answered", "ben"),
    ]


def test_a_reply_that_leaves_too_late_keeps_nothing(store: SqlStore) -> None:
    """By the time at which it left."""
    thread = asked(store)
    run(store, "reply", rules=DESK, id=thread.reference, text="Done.")
    attempt(store, TAKEN, after=5 * HOUR)
    assert [p.outcome for p in store.transact_now(lambda tx: tx.promises(thread.thread_id))] == [Outcome.MISSED]


def test_a_refused_reply_leaves_the_thread_ours_and_is_shown(store: SqlStore) -> None:
    """The customer has no answer: the promise stands, and the letter needs attention."""
    thread = asked(store)
    run(store, "reply", rules=DESK, id=thread.reference, text="Done.")
    attempt(store, Refused(phase=Phase.RCPT, code=550, answer="no such user"))
    after = now_is(store, thread)
    assert (after.turn, after.promise) == (Turn.OURS, thread.promise)
    [failed] = run(store, "queue", rules=DESK)["attention"]["failed"]
    assert (failed["kind"], failed["person"]) == ("reply", "anna")
    assert store.transact_now(lambda tx: tx.trail(thread.thread_id))[-1].event == "not told"


def test_a_refused_second_reply_is_asked_about(store: SqlStore) -> None:
    """It is not our turn, so the list of failed letters does not show it: the thread asks."""
    thread = asked(store)
    run(store, "called", rules=DESK, id=thread.reference)
    run(store, "reply", rules=DESK, id=thread.reference, text="One thing more.")
    attempt(store, Refused(phase=Phase.RCPT, code=550, answer="no such user"))
    [row] = run(store, "queue", rules=DESK)["attention"]["asks"]
    assert row["asks"] == "your reply was refused: is the address right?"


def test_a_reply_found_sent_after_a_crash_is_an_answer_once(store: SqlStore) -> None:
    """Its copy proves that it left, though nobody recorded it; the watcher settles that at its next look."""
    thread = asked(store)
    run(store, "reply", who="ben", rules=DESK, id=thread.reference, text="Done.")
    [letter] = store.transact_now(lambda tx: tx.claim_letters("main", MONDAY, 1))
    left = MONDAY + timedelta(minutes=1)
    store.transact_now(lambda tx: tx.mark_sent_by_evidence(letter.mark, left))
    store.transact_now(lambda tx: tx.recover_sending(MONDAY + 5 * HOUR))
    watch = Watch(
        policy=DESK,
        scribe=scribe(DESK, store),
        store=store,
        clock=Hands(MONDAY + 5 * HOUR),
        health=Health(),
        send_now=lambda: None,
    )
    for _ in range(3):
        store.transact_now(watch.tick)
    after = now_is(store, thread)
    assert (after.turn, after.answered_at) == (Turn.THEIRS, left)
    assert [p.outcome for p in store.transact_now(lambda tx: tx.promises(thread.thread_id))] == [Outcome.KEPT]
    events = [entry.event for entry in store.transact_now(lambda tx: tuple(tx.ledger(MONDAY + 9 * HOUR)))]
    assert events.count("answered") == 1


def test_an_apology_that_waits_is_not_sent_beside_the_answer(store: SqlStore) -> None:
    """Writing the reply cancels it; the promise stands until the reply has left."""
    thread = asked(store)
    apology = store.transact_now(
        lambda tx: make.put(tx, kind=LetterKind.RENEWAL, thread_id=thread.thread_id, promise_id=1)
    )
    run(store, "reply", rules=DESK, id=thread.reference, text="Done.")
    found = store.transact_now(lambda tx: tx.letter(apology.stored))
    assert found is not None
    assert found.state is LetterState.CANCELLED
    assert now_is(store, thread).promise == thread.promise


@pytest.mark.parametrize(
    ("text", "words"), [("", "empty"), (" \n\t ", "empty"), ("x" * 50_000, "longer"), (7, "must be a text")]
)
def test_what_is_no_reply_is_refused(store: SqlStore, text: object, words: str) -> None:
    """A sentence, and nothing is written."""
    thread = asked(store)
    with pytest.raises(CommandRefused, match=words):
        run(store, "reply", rules=DESK, id=thread.reference, text=text)
    assert store.transact_now(lambda tx: tx.letters(LetterState.READY)) == ()


def test_the_same_words_twice_are_one_reply(store: SqlStore) -> None:
    """A second press of the key is refused; other words are another reply, and the same ones later too."""
    thread = asked(store)
    run(store, "reply", rules=DESK, id=thread.reference, text="Done.")
    with pytest.raises(CommandRefused, match="on their way already"):
        run(store, "reply", rules=DESK, id=thread.reference, text="Done.")
    run(store, "reply", rules=DESK, id=thread.reference, text="Done, really.")
    run(store, "reply", rules=DESK, id=thread.reference, text="Done.", now=MONDAY + HOUR)
    assert len(store.transact_now(lambda tx: tx.letters(LetterState.READY))) == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"kind": Kind.SUSPECT}, "no person"), ({"customer": ""}, "nobody"), ({"customer": "kim@"}, "no letter can go")],
)
def test_who_cannot_be_answered(store: SqlStore, changes: dict[str, object], words: str) -> None:
    """A machine's mail, nobody's, an address that no letter reaches: a sentence."""
    thread = store.transact_now(lambda tx: make.add(tx, **changes))
    with pytest.raises(CommandRefused, match=words):
        run(store, "reply", rules=DESK, id=thread.reference, text="Done.")


def test_a_reply_beside_the_owner_says_so(store: SqlStore) -> None:
    """It is not refused: the customer has waited; but both should know."""
    thread = asked(store)
    run(store, "claim", who="ben", rules=DESK, id=thread.reference)
    done = run(store, "reply", who="cem", rules=DESK, id=thread.reference, text="Done.")
    assert done["done"].endswith("; the thread is with Ben Oduya")
    assert "is with" not in run(store, "reply", who="ben", rules=DESK, id=thread.reference, text="Done too.")["done"]


def test_a_draft_shows_what_is_answered(store: SqlStore) -> None:
    """To whom, and the customer's last mail; a paused desk says that the reply waits."""
    thread = asked(store)
    shown = run(store, "reply draft", rules=DESK, id=thread.reference)
    assert (shown["to"], shown["mail"]["author"]) == ("kim@customer.test", "kim@customer.test")
    assert "it is broken" in shown["mail"]["text"]
    run(store, "pause", rules=DESK)
    assert "paused" in run(store, "reply", rules=DESK, id=thread.reference, text="Done.")["done"]
