"""A promise is told or it is none: what a letter that does not leave means for its thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.loops.house import MONDAY, Hands, Relay, intake, mail, policy, scribe, take, threads
from tests.loops.test_deliver import Loop
from triaged.errors import CommandRefused
from triaged.loops.commands import COMMANDS, Request
from triaged.loops.handle import act
from triaged.model.letter import InDoubt, Letter, LetterState, Phase, TryLater
from triaged.model.thread import Happening, Turn
from triaged.store import SqlStore


def letters(store: SqlStore, state: LetterState) -> tuple[Letter, ...]:
    """All letters in this state."""
    return store.transact_now(lambda tx: tx.letters(state))


def asks(store: SqlStore, at: datetime, **arguments: object) -> Request:
    """What Anna asks at the command line."""
    rules = policy()
    return Request(who="anna", now=at, policy=rules, scribe=scribe(rules, store), arguments=arguments)


def command(store: SqlStore, name: str, **arguments: object) -> None:
    """Ask as the command line does."""
    request = asks(store, MONDAY, **arguments)
    store.transact_now(lambda tx: COMMANDS[name](tx, request))


def test_in_drafts_mode_no_letter_leaves_by_itself(store: SqlStore) -> None:
    """`letters.send = "drafts"`: the letter is written and held, for a person to send it."""
    take(intake(policy('[letters]\nsend = "drafts"'), store, Hands()), store, mail(1, "Kim <kim@customer.test>"))

    assert not letters(store, LetterState.READY)
    assert [letter.reason for letter in letters(store, LetterState.HELD)] == ["a person sends it from Drafts"]


def test_what_was_written_while_paused_leaves_after_resume(store: SqlStore) -> None:
    """`triaged pause` delays letters; it holds none for a person to release one by one."""
    command(store, "pause")
    take(intake(policy(), store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    claim = lambda: store.transact_now(lambda tx: tx.claim_letters("main", MONDAY, 9))  # noqa: E731

    assert not claim()
    command(store, "resume")
    assert [letter.recipient for letter in claim()] == ["kim@customer.test"]


def test_a_dropped_letter_leaves_no_promise_behind(store: SqlStore) -> None:
    """The customer was not told: what was promised becomes a time only we know."""
    take(intake(policy('[letters]\nsend = "hold"'), store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [held] = letters(store, LetterState.HELD)
    command(store, "hold drop", id=held.letter_id)

    [thread] = threads(store)
    assert thread.promise is None
    assert thread.target is not None
    assert thread.due_at == thread.target.reply_by


def test_a_letter_that_is_too_late_cannot_be_released(store: SqlStore) -> None:
    """The person hears that it will not go, instead of "released"; with --all the others go."""
    hold = intake(policy('[letters]\nsend = "hold"'), store, Hands())
    take(hold, store, mail(1, "Kim <kim@customer.test>"))
    [held] = letters(store, LetterState.HELD)
    late = asks(store, MONDAY + timedelta(hours=4), id=held.letter_id)

    with pytest.raises(CommandRefused, match="too late"):
        store.transact_now(lambda tx: COMMANDS["hold release"](tx, late))
    answer = store.transact_now(lambda tx: COMMANDS["hold release"](tx, replace(late, arguments={"all": True})))
    assert answer == {"done": "0 letters released"}
    command(store, "hold release", id=held.letter_id)
    assert len(letters(store, LetterState.READY)) == 1


def test_another_mail_with_the_same_id_is_told_nothing(store: SqlStore) -> None:
    """T9: it has a thread of its own and no second letter, so nothing counts as promised in it."""
    taking = intake(policy(), store, Hands())
    earlier = mail(1, "Kim <kim@customer.test>", received=MONDAY - timedelta(minutes=5))
    take(taking, store, earlier, mail(1, "Kim <kim@customer.test>", text="Something else."))

    assert len(letters(store, LetterState.READY)) == 1
    assert sorted(thread.promise is not None for thread in threads(store)) == [False, True]


def test_late_letters_wait_until_the_sent_folders_were_read(store: SqlStore) -> None:
    """After an outage a person may have answered: the answer is seen before the letter may be claimed."""
    clock = Hands()
    late = mail(1, "Kim <kim@customer.test>", received=MONDAY - timedelta(hours=2))
    take(intake(policy(), store, clock), store, late, mail(2, "Jo <jo@customer.test>"))

    due = store.transact_now(lambda tx: tx.claim_letters("main", clock(), 9))
    assert [letter.recipient for letter in due] == ["jo@customer.test"]
    due = store.transact_now(lambda tx: tx.claim_letters("main", clock.passes(minutes=1), 9))
    assert [letter.recipient for letter in due] == ["kim@customer.test"]


def test_late_letters_are_counted_over_all_batches(store: SqlStore) -> None:
    """More than `late_above` late mails in one reading wait for a person, the last few of them too."""
    taking = intake(policy(), store, Hands())
    late = mail(1, "Kim <kim@customer.test>", received=MONDAY - timedelta(hours=2))
    store.transact_now(lambda tx: tx.begin_inbox("support", MONDAY - timedelta(days=9)))
    store.transact_now(
        lambda tx: taking.take(
            tx, mails=taking.read((late,)), copies=(), cursor=None, marks=frozenset(), late_before=20
        )
    )

    assert [letter.reason for letter in letters(store, LetterState.HELD)] == ["21 late letters at once"]


@pytest.mark.parametrize(
    "answer",
    [
        TryLater(phase=Phase.RCPT, code=451, answer="greylisted", shared=False),
        InDoubt(phase=Phase.PAYLOAD, answer="the line broke", journal_ok=True),
    ],
)
async def test_a_letter_that_a_person_overtook_does_not_go_again(store: SqlStore, answer: TryLater | InDoubt) -> None:
    """Before each attempt: has a person answered? Also when the answer came while the letter was under way."""
    take(intake(policy(), store, Hands()), store, mail(1, "Kim <kim@customer.test>"))

    def answered_meanwhile(_: Letter) -> TryLater | InDoubt:
        [thread] = threads(store)
        said = {"policy": policy(), "at": MONDAY, "now": MONDAY, "who": "anna"}
        store.transact_now(lambda tx: act(tx, thread, Happening.ANSWER, **said))  # type: ignore[arg-type]
        return answer

    loop = Loop(store, Relay(answered_meanwhile))
    await loop.turn()
    again = store.transact_now(lambda tx: tx.thread(1))
    assert again is not None
    assert again.turn is Turn.THEIRS

    expected = LetterState.CANCELLED if isinstance(answer, TryLater) else LetterState.DOUBT
    assert len(letters(store, expected)) == 1
