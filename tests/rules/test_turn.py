"""Whose turn it is: the whole table, and what must be true of it."""

from __future__ import annotations

import itertools

import pytest

from tools import turns
from triaged.model.thread import Happening, Turn
from triaged.rules.turn import STEPS, Do, step

EVERY = list(itertools.product(Turn, Happening))
CUSTOMERS = {Happening.MAIL, Happening.NUDGE, Happening.THANKS, Happening.SOLVED, Happening.MACHINE}


def test_the_page_shows_the_table_that_is_obeyed() -> None:
    """docs/turns.md is drawn from rules/turn.py; `python -m tools.turns --write` draws it anew."""
    text = turns.PAGE.read_text("utf-8")
    assert turns.page(text) == text
    assert turns.drawn() in text


@pytest.mark.parametrize(("turn", "happening"), EVERY)
def test_only_what_the_table_lists_changes_anything(turn: Turn, happening: Happening) -> None:
    """Everything else leaves the turn as it is and does nothing."""
    taken = step(turn, happening)
    if (turn, happening) not in STEPS:
        assert (taken.turn, taken.do) == (turn, frozenset())


@pytest.mark.parametrize("turn", Turn)
@pytest.mark.parametrize("happening", [Happening.THANKS, Happening.MACHINE])
def test_thanks_and_programs_touch_no_clock(turn: Turn, happening: Happening) -> None:
    """A bare "thanks" closes nothing and opens nothing; an out-of-office neither (docs/promises.md 5)."""
    assert step(turn, happening).turn is turn
    assert not step(turn, happening).do


@pytest.mark.parametrize("turn", Turn)
def test_a_customers_mail_never_ends_a_promise(turn: Turn) -> None:
    """Only people of ours end promises: what a customer writes settles, releases and closes nothing."""
    for happening in CUSTOMERS:
        assert not step(turn, happening).do & {Do.SETTLE, Do.RELEASE, Do.END, Do.COMMIT}


@pytest.mark.parametrize(("turn", "happening"), EVERY)
def test_a_turn_that_becomes_ours_owes_something(turn: Turn, happening: Happening) -> None:
    """No thread becomes ours without a time: it owes an answer, or a person promised one."""
    taken = step(turn, happening)
    if taken.turn is Turn.OURS and turn is not Turn.OURS:
        assert taken.do & {Do.OWE, Do.COMMIT}


@pytest.mark.parametrize(("turn", "happening"), EVERY)
def test_a_turn_that_ends_settles_what_was_owed(turn: Turn, happening: Happening) -> None:
    """Where ours ends, each promise gets its outcome: kept or missed, released, or closed unanswered."""
    taken = step(turn, happening)
    if turn is Turn.OURS and taken.turn is not Turn.OURS:
        assert taken.do & {Do.SETTLE, Do.RELEASE, Do.END}


def test_what_may_be_an_answer_is_asked_and_never_counts() -> None:
    r"""A forward, a question to others, \Answered alone: the renewal is held, people are asked (docs/promises.md 6)."""
    taken = step(Turn.OURS, Happening.ELSEWHERE)
    assert (taken.turn, taken.do) == (Turn.OURS, {Do.HOLD, Do.ASK_ANSWERED})


def test_a_nudge_never_pushes_back() -> None:
    """A nudge leaves promise and turn as they are (docs/promises.md 5)."""
    taken = step(Turn.OURS, Happening.NUDGE)
    assert (taken.turn, taken.do) == (Turn.OURS, frozenset())
