"""Every invariant can fail: with a mistake built into the program, the simulation finds it within so many days."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from sqlalchemy import insert

from tests.simulate.desk import trouble
from tests.simulate.desk.mails import BERLIN
from tests.simulate.desk.year import simulate
from triaged import intake
from triaged.decide import action, happened, late, message, owe, rearrange
from triaged.hours import WorkSpan
from triaged.loops import deliver, handle, incidents, poll, tell
from triaged.loops.watch import Watch
from triaged.mail.wording import Wording
from triaged.model.decision import Place
from triaged.model.letter import Delivered, LetterKind, LetterState
from triaged.model.thread import Kind, Turn
from triaged.rules import escalate, renewal
from triaged.rules.further_mail import Further, Said
from triaged.store import promises
from triaged.store.tables import ledger, promise
from triaged.store.transaction import Transaction

LATE_LETTER = "after an answer that was seen|acknowledged once a round"
"""The letter leaves too late, or stands in the way of the next one: whichever comes first."""
TWO_LETTERS = "one acknowledgement for one round|acknowledges a mail that asks for nothing"
"""What the customer says further is answered as if it were their first mail: a question, or thanks."""
WITHIN, USUAL = 60, (5, 8.0, 30.0)
"""Days, and the desk: its seed, conversations begun on a day, days from incident to incident. Most mistakes are found
on the first day."""
DESKS = {
    "apologies by night": (4, 8.0, 30.0),
    "renewed again and again": (7, 16.0, 30.0),
    "a ladder that never rests": (9, 16.0, 30.0),
    "an incident is over, and nobody sees to its threads": (5, 8.0, 3.0),
    "out of an incident, and due at no time": (6, 8.0, 3.0),
    "news for each thread": (5, 8.0, 3.0),
}
"""Where a mistake needs more work than people can do, or more trouble than is usual, to be seen soon."""


def _sends_again(real: Any) -> Any:
    """What was taken over is ready to go once more."""

    def change_after(letter: Any, attempt: Any, account: Any, *, now: Any, jitter: Any) -> Any:
        change = real(letter, attempt, account, now=now, jitter=jitter)
        again = isinstance(attempt, Delivered)
        return replace(change, state=LetterState.READY, next_attempt_at=now) if again else change

    return change_after


def _later(hours: float) -> Callable[[Any], Any]:
    """Promises are made for a time that is so many hours later than it should be."""

    def make(real: Any) -> Any:
        def promise(*args: Any, **kwargs: Any) -> Any:
            answer, findings = real(*args, **kwargs)
            moved = hasattr(answer, "reply_by")
            return (replace(answer, reply_by=answer.reply_by + timedelta(hours=hours)) if moved else answer), findings

        return promise

    return make


def _says(hours: float) -> Callable[[Any], Any]:
    """The letter names a time so many hours after the one that is kept."""

    def make(real: Any) -> Any:
        def render(self: Any, facts: Any, *more: Any) -> Any:
            told = replace(facts.promise, reply_by=facts.promise.reply_by + timedelta(hours=hours))
            return real(self, replace(facts, promise=told), *more)

        return render

    return make


def _machines_wait(real: Any) -> Any:
    """A newsletter is somebody who waits for us."""

    def new_thread(*args: Any) -> Any:
        thread = real(*args)
        return replace(thread, turn=Turn.OURS) if thread.kind is Kind.MACHINE else thread

    return new_thread


def _never_looked_at(real: Any) -> Any:
    """A thread that was just changed is looked at never again."""
    return lambda *args, **kwargs: replace(real(*args, **kwargs), look_at=None)


def _nothing(_: Any) -> Any:
    return lambda *args, **kwargs: None


def _all_say_something(_: Any) -> Any:
    """Bare thanks are taken for a mail with content."""
    return lambda *args, **kwargs: (Said(further=Further.MAIL), ())


def _always_new(_: Any) -> Any:
    """Every mail begins a thread."""
    return lambda *args, **kwargs: (Place(thread_id=None), ())


def _one_by_one(_: Any) -> Any:
    """Each notice is a letter of its own."""
    return lambda notices, *_: (("mail", (notice,)) for notice in notices)


def _false(_: Any) -> Any:
    return lambda *args, **kwargs: False


def _true(_: Any) -> Any:
    return lambda *args, **kwargs: True


def _by_night(_: Any) -> Any:
    """Customers hear that we are late in the night only."""

    def not_now(asked: Any) -> Any:
        night = not 6 <= asked.now.astimezone(BERLIN).hour < 21
        return None if night else asked.now + timedelta(hours=1)

    return not_now


def _again_and_again(guards: Any) -> Any:
    """A promise that was renewed is renewed once more."""
    return tuple(guard for guard in guards if guard is not renewal._often)


def _tells_twice(real: Any) -> Any:
    """Two letters say the same new time."""

    def tell_customer(self: Any, tx: Any, letters: Any, change: Any, *more: Any) -> Any:
        done = real(self, tx, letters, change, *more)
        for letter in tx.letters_of_thread(change.thread.thread_id):
            if letter.kind is LetterKind.RENEWAL and not letter.once_key.endswith("twice"):
                key, mark = f"{letter.once_key}|twice", f"{letter.mark}2"
                other = replace(letter, once_key=key, mark=mark, message_id=f"<2.{letter.message_id[1:]}")
                tx.add_letter(replace(other, letter_id=None, state=LetterState.READY))
        return done

    return tell_customer


def _often(real: Any) -> Any:
    """The ladder repeats a notice twelve times as often."""
    return lambda calendar, at, span: real(calendar, at, WorkSpan(time=span.time / 12))


def _ledger_forgets(real: Any) -> Any:
    """What becomes of a promise is written without its entry in the ledger."""
    return insert(ledger).from_select(promises.LEDGER_NAMES, real.select.where(promise.c.id < 0))


def _brings_nothing(_: Any) -> Any:
    """What the customer of a merged thread was told is forgotten."""
    return lambda *args: ()


def _each_alone(_: Any) -> Any:
    """A letter of an incident for each thread, not for each customer."""
    return lambda threads: tuple((thread,) for thread in threads)


def _aims_at_nothing(real: Any) -> Any:
    """Out of the incident a thread is due at no time."""

    def alone(thread: Any, open_: Any, *args: Any, **kwargs: Any) -> Any:
        change = real(thread, open_, *args, **kwargs)
        return replace(change, thread=replace(change.thread, promise=None, target=None, due_at=None), open=())

    return alone


MISTAKES = {
    "answers are not seen": (poll, "note_sent", _nothing, "after an answer that could be seen"),
    "nobody looks at deadlines": (Watch, "tick", _false, "was looked at, and will be again|is watched with it"),
    "a letter goes twice": (deliver, "change_after", _sends_again, "is sent once"),
    "thanks are acknowledged": (
        message,
        "further_mail",
        _all_say_something,
        "acknowledges a mail that asks for nothing",
    ),
    "every mail is a new thread": (message, "place", _always_new, TWO_LETTERS),
    "promises for the night": (owe, "promise", _later(14), "in working hours is told"),
    "yesterday in the letter": (Wording, "render_acknowledgement", _says(-168), "that is ahead is told"),
    "another time in the letter": (Wording, "render_acknowledgement", _says(0.5), "what is told is what is kept"),
    "machines wait for us": (intake, "new_thread", _machines_wait, "what a machine wrote waits for nobody"),
    "a changed thread is forgotten": (happened, "planned", _never_looked_at, "looked at again"),
    "notices are not gathered": (tell, "_by_way", _one_by_one, "gathering time"),
    "answered, and written all the same": (handle, "drop_letters", _false, LATE_LETTER),
    "nothing is ever sent": (Transaction, "claim_letters", lambda _: lambda *args: (), "is acknowledged once a round"),
    "hours of people are not asked": (tell, "reachable", _true, "outside their hours"),
    "apologies by night": (late, "not_now", _by_night, "no apology at night"),
    "renewed again and again": (renewal, "GUARDS", _again_and_again, "renewed at most"),
    "two letters tell it": (Watch, "_tell_customer", _tells_twice, "is renewed once"),
    "a ladder that never rests": (escalate, "add", _often, "notices a person and day"),
    "merged without its mails": (Transaction, "join_thread", _nothing, "leads to the whole"),
    "merged without its time": (rearrange, "_brought", _brings_nothing, "a thread that is ours is looked at again"),
    "an incident is over, and nobody sees to its threads": (incidents, "_is_over", _false, "is watched with it"),
    "out of an incident, and due at no time": (action, "alone", _aims_at_nothing, "a thread that is ours is looked"),
    "news for each thread": (incidents, "customers", _each_alone, "tells a customer its news once"),
    "the ledger forgets an outcome": (promises, "NOTE_PROMISE", _ledger_forgets, "the ledger tells"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found(name: str) -> None:
    """The invariant that speaks of it breaks, and says so."""
    where, what, make, broken = MISTAKES[name]

    seed, a_day, every = DESKS.get(name, USUAL)
    with mock.patch.object(trouble, "EVERY_DAYS", every), mock.patch.object(where, what, make(getattr(where, what))):
        run = simulate(seed, WITHIN, a_day=a_day)

    assert re.search(broken, run.broken), str(run)
