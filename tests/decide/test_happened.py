"""What a happening makes of a thread and of what is owed in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.decide.house import MONDAY, at, policy, promise, target, thread, watched
from triaged.decide.due import decide_due
from triaged.decide.happened import SAME_BREATH, happened
from triaged.decide.plan import planned
from triaged.model.decision import Change
from triaged.model.thread import Happening, Outcome, Owed, Promise, Thread, Turn


def happens(one: Thread, happening: Happening, hours: float, *, owe: tuple[Promise, ...] = ()) -> Change:
    return happened(one, happening, open_=one.owed, at=at(hours), now=at(hours), who="ben", policy=policy(), owe=owe)


def outcomes(change: Change) -> list[Outcome]:
    return [outcome for _, outcome in change.settle]


OUTCOMES = [
    (Happening.ANSWER, 3.99, [Outcome.KEPT]),
    (Happening.ANSWER, 4.0, [Outcome.KEPT]),
    (Happening.ANSWER, 4.01, [Outcome.MISSED]),
    (Happening.CALLED, 1, [Outcome.KEPT]),
    (Happening.CLOSED, 1, [Outcome.CLOSED_UNANSWERED]),
    (Happening.SPAM, 1, [Outcome.RELEASED]),
    (Happening.MERGED, 1, [Outcome.RELEASED]),
    (Happening.DONE, 1, [Outcome.CLOSED_UNANSWERED]),
    (Happening.GONE, 1, []),
    (Happening.ELSEWHERE, 1, []),
    (Happening.SOLVED, 1, []),
    (Happening.NUDGE, 1, []),
    (Happening.MAIL, 1, []),
    (Happening.THANKS, 1, []),
    (Happening.MACHINE, 1, []),
    (Happening.BOUNCE, 1, []),
]


@pytest.mark.parametrize(("happening", "hours", "expected"), OUTCOMES)
def test_every_promise_gets_its_outcome(happening: Happening, hours: float, expected: list[Outcome]) -> None:
    """Kept or missed by the answer's own time; released, closed unanswered, or still open (docs/promises.md 4)."""
    change = happens(thread(), happening, hours)
    assert outcomes(change) == expected
    assert (change.thread.promise is None) == bool(expected)


def test_an_answer_that_was_seen_late_was_still_in_time() -> None:
    """What counts is when the person answered, not when the sent folder was read."""
    change = happened(
        thread(), Happening.ANSWER, open_=thread().owed, at=at(3.9), now=at(9), who="ben", policy=policy()
    )
    assert outcomes(change) == [Outcome.KEPT]
    assert change.thread.answered_at == at(3.9)


def test_an_answer_clears_what_was_asked_and_held() -> None:
    """The question "answered?" is answered; the next promise begins without holds."""
    change = happens(thread(asks="answered?", held="somebody may have answered", rungs=2), Happening.ANSWER, 1)
    assert (change.thread.asks, change.thread.held, change.thread.rungs) == ("", "", 0)
    assert change.thread.turn is Turn.THEIRS
    assert change.drop


def test_the_inner_time_for_the_solution_outlives_an_answer() -> None:
    """`solve` ends with the thread: kept if it closed in time."""
    solve = target(30, what=Owed.SOLVE)
    answered = happens(thread(promise(), solve), Happening.ANSWER, 1).thread
    assert answered.solution == solve
    for hours, outcome in ((20, Outcome.KEPT), (31, Outcome.MISSED)):
        closed = happens(thread(promise(), solve), Happening.CLOSED, hours)
        assert closed.settle[1:] == ((solve, outcome),), "nobody answered: it ends now"


@pytest.mark.parametrize("ends", [Happening.QUIET, Happening.CLOSED, Happening.DONE])
@pytest.mark.parametrize(("answered", "outcome"), [(1, Outcome.KEPT), (31, Outcome.MISSED)])
def test_what_nobody_asked_about_again_was_solved_by_the_last_answer(
    ends: Happening, answered: float, outcome: Outcome
) -> None:
    """It closes by itself a week later, or somebody tidies up: the answer was the solution, in time or late."""
    one = thread(target(30, what=Owed.SOLVE), turn=Turn.THEIRS, answered_at=at(answered))
    change = happens(one, ends, 24 * 7)
    assert outcomes(change) == [outcome]
    assert change.solved_at == at(answered)
    spam = happens(one, Happening.SPAM, 24 * 7)
    assert (outcomes(spam), spam.solved_at) == ([Outcome.RELEASED], None)


def test_a_solution_that_passed_while_it_was_the_customers_turn_is_not_due_again() -> None:
    """Answered on Monday, asked again three days later: what is due is the time of that mail, and nobody hears more."""
    solve = target(6, what=Owed.SOLVE)
    one = thread(solve, turn=Turn.THEIRS, answered_at=at(1))
    told = promise(76, promise_id=9, what=Owed.NEXT, made_at=at(72), counted_from=at(72))
    after = happens(one, Happening.MAIL, 72, owe=(told,)).thread
    assert (after.due_at, after.solution) == (told.reply_by, solve)
    assert decide_due(watched(after, at(72)), policy=policy(), now=at(72)).notices == ()

    passed_since = replace(solve, reply_by=at(73))
    assert happens(replace(one, solution=passed_since), Happening.MAIL, 72, owe=(told,)).thread.due_at == at(73)


def test_a_persons_own_promise_takes_the_place_of_ours() -> None:
    """In time the old one was renewed, after it it was missed; from then on theirs is watched (docs/promises.md 6)."""
    own = promise(28, what=Owed.COMMITMENT, promise_id=None, person="ben", made_at=at(1))
    for hours, outcome in ((1, Outcome.RENEWED), (5, Outcome.MISSED)):
        change = happens(thread(), Happening.PROMISED, hours, owe=(own,))
        assert outcomes(change) == [outcome]
        assert (change.open, change.thread.due_at) == ((own,), own.reply_by)


def test_the_mail_that_tells_a_persons_promise_does_not_keep_it() -> None:
    """Recorded first and mailed a minute later: the thread stays ours until the promised time."""
    own = promise(28, what=Owed.COMMITMENT, person="ben", made_at=MONDAY)
    minutes = SAME_BREATH / timedelta(hours=1)
    told = happens(thread(own), Happening.ANSWER, minutes)
    assert (outcomes(told), told.thread.turn, told.thread.promise) == ([], Turn.OURS, own)
    kept = happens(thread(own), Happening.ANSWER, minutes + 0.01)
    assert (outcomes(kept), kept.thread.turn) == ([Outcome.KEPT], Turn.THEIRS)


def test_an_answer_keeps_a_persons_promise_that_was_only_written_anew() -> None:
    """Merged or taken out of an incident an hour after it was given: the mail that told it was written long before."""
    own = promise(28, what=Owed.COMMITMENT, person="ben", counted_from=MONDAY, made_at=at(1))
    kept = happens(thread(own), Happening.ANSWER, 1.1)
    assert (outcomes(kept), kept.thread.turn) == ([Outcome.KEPT], Turn.THEIRS)


def test_a_new_turn_begins_with_what_it_owes() -> None:
    """The customer's next mail opens what the caller says we owe; a further one while it is ours opens nothing."""
    theirs = thread(turn=Turn.THEIRS, promise=None, due_at=None)
    change = happens(theirs, Happening.MAIL, 5, owe=(promise(9, promise_id=None),))
    assert (change.thread.turn, change.thread.due_at) == (Turn.OURS, at(9))
    assert happens(thread(), Happening.MAIL, 1, owe=(promise(9),)).open == ()


@pytest.mark.parametrize("happening", [Happening.MAIL, Happening.NUDGE, Happening.BOUNCE, Happening.REOPENED])
@pytest.mark.parametrize("owe", [(), (promise(9, promise_id=None),)], ids=["owes nothing", "owes a time"])
def test_who_waits_for_us_again_leaves_the_incident(happening: Happening, owe: tuple[Promise, ...]) -> None:
    """Answered with all the others, they write again: no news of the incident answer that, whatever is promised."""
    one = replace(thread(turn=Turn.THEIRS, answered_at=at(1)), promise=None, incident_id=3, proposal=promise(8))
    after = happens(one, happening, 2, owe=owe).thread
    assert (after.turn, after.incident_id, after.proposal) == (Turn.OURS, None, None)
    assert after.look_at is not None


def test_a_thread_of_an_incident_that_owes_nothing_is_looked_at_every_day() -> None:
    """The shared promise stands for it, and the incident tells; if ever it does not, the thread is not forgotten."""
    one = replace(thread(), promise=None, incident_id=3)
    assert planned(one, policy(), at(1)).look_at == at(25)


@pytest.mark.parametrize("turn", Turn)
@pytest.mark.parametrize("happening", Happening)
def test_no_happening_leaves_a_thread_of_ours_without_a_next_look(turn: Turn, happening: Happening) -> None:
    """Whatever happens: what is ours is looked at again, what is nobody's is looked at no more."""
    one = thread(turn=turn) if turn is Turn.OURS else thread(turn=turn, promise=None)
    after = happens(one, happening, 1, owe=(promise(9, promise_id=None),)).thread
    if after.turn is Turn.OURS:
        assert after.look_at is not None
    if after.turn is Turn.NOBODY:
        assert (after.look_at, after.due_at) == (None, None)


@pytest.mark.parametrize("answer", [Happening.ANSWER, Happening.CALLED])
def test_an_answer_from_before_a_mail_keeps_no_promise_made_for_it(answer: Happening) -> None:
    """Answered at half past nine, asked again at ten, seen at eleven: what was told at ten stands, the turn is ours."""
    newer = promise(8, what=Owed.NEXT, counted_from=at(1), made_at=at(1))
    one = thread(newer, last_mail_at=at(1), answered_at=at(0.75))
    change = happened(one, answer, open_=one.owed, at=at(0.5), now=at(2), who="ben", policy=policy())
    assert (outcomes(change), change.drop) == ([], "")
    assert (change.thread.turn, change.thread.promise) == (Turn.OURS, newer)
    assert (change.thread.answered_at, change.answered_at) == (at(0.75), at(0.5))


def test_a_renewed_promise_is_kept_by_an_answer_from_before_the_apology() -> None:
    """The customer has an answer to that very mail: the new time, told a moment too late to be stopped, is kept."""
    renewed = promise(8, number=1, counted_from=at(3.5), made_at=at(3.5))
    change = happened(
        thread(renewed), Happening.ANSWER, open_=(renewed,), at=at(3.4), now=at(3.6), who="ben", policy=policy()
    )
    assert outcomes(change) == [Outcome.KEPT]
    assert change.thread.turn is Turn.THEIRS


def test_a_mail_wakes_what_sleeps_and_ends_the_question_whether_to_close() -> None:
    """It broke again: nothing said before keeps it out of the queue, or the customer without an apology."""
    one = thread(
        turn=Turn.THEIRS, snoozed_until=at(50), asks="close?", held="the customer says it is solved", closed_at=None
    )
    woken = happens(one, Happening.MAIL, 2, owe=(promise(8, what=Owed.NEXT),)).thread
    assert (woken.turn, woken.snoozed_until, woken.asks, woken.held) == (Turn.OURS, None, "", "")


@pytest.mark.parametrize("mail", [Happening.MAIL, Happening.NUDGE])
def test_a_further_mail_takes_back_that_it_is_solved(mail: Happening) -> None:
    """First "solved", then "no, still broken": nobody is asked to close it any more, and nothing holds the letter."""
    solved = happens(thread(), Happening.SOLVED, 1).thread
    assert (solved.asks, bool(solved.held)) == ("close?", True)
    after = happens(solved, mail, 2).thread
    assert (after.asks, after.held) == ("", "")
    other = replace(solved, asks="answered?", held="ben holds it")
    after = happens(other, mail, 2).thread
    assert (after.asks, after.held) == ("answered?", "ben holds it")
