"""What it says that a customer's mail left its folder: the whole table, and that nothing ever follows in doubt."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from tests.rules.mails import policy
from triaged.model.stored import Whereabouts
from triaged.model.thread import Happening, Turn
from triaged.policy.shape import ClosePolicy
from triaged.rules.left import MOST, left, many_left, too_many
from triaged.rules.turn import STEPS

W, J, T, E, G, U = (
    Whereabouts.WATCHED,
    Whereabouts.JUNK,
    Whereabouts.TRASH,
    Whereabouts.ELSEWHERE,
    Whereabouts.GONE,
    Whereabouts.UNKNOWN,
)
OURS, THEIRS, NOBODY = Turn.OURS, Turn.THEIRS, Turn.NOBODY
CLOSE = policy().close
QUIET = replace(CLOSE, to_junk="nothing", to_trash="ask", left_inbox="nothing")
DONE = replace(CLOSE, to_junk="spam", to_trash="done", left_inbox="done")


@pytest.mark.parametrize(
    ("places", "turn", "close", "expected"),
    [
        # ours, as rules.toml says when it says nothing
        ([J], OURS, CLOSE, Happening.SPAM),
        ([T], OURS, CLOSE, Happening.GONE),
        ([G], OURS, CLOSE, Happening.GONE),
        ([T, G], OURS, CLOSE, Happening.GONE),
        ([E], OURS, CLOSE, None),
        ([J, J], OURS, CLOSE, Happening.SPAM),
        # some of both: the milder word
        ([J, T], OURS, CLOSE, Happening.GONE),
        ([J, G], OURS, DONE, Happening.DONE),
        ([E, T], OURS, CLOSE, None),
        ([E, J], OURS, CLOSE, None),
        ([E, J], OURS, DONE, Happening.DONE),
        # one that still waits, or that nobody knows of, speaks for the thread
        ([J, W], OURS, CLOSE, None),
        ([T, W, T], OURS, DONE, None),
        ([E, W], OURS, DONE, None),
        ([T, U], OURS, DONE, None),
        ([U], OURS, DONE, None),
        ([], OURS, DONE, None),
        # as configured
        ([J], OURS, QUIET, None),
        ([T], OURS, QUIET, Happening.GONE),
        ([T], OURS, DONE, Happening.DONE),
        ([G], OURS, DONE, Happening.DONE),
        ([E], OURS, DONE, Happening.DONE),
        # theirs: nobody waits, only spam matters, and answered mail is tidied away
        ([J], THEIRS, CLOSE, Happening.SPAM),
        ([E, J], THEIRS, CLOSE, Happening.SPAM),
        ([J, W], THEIRS, CLOSE, None),
        ([J, T], THEIRS, DONE, None),
        ([T], THEIRS, DONE, None),
        ([G], THEIRS, CLOSE, None),
        ([E], THEIRS, DONE, None),
        ([J], THEIRS, QUIET, None),
        ([], THEIRS, DONE, None),
    ],
)
def test_where_the_mails_lie_says_what_happened(
    places: list[Whereabouts], turn: Turn, close: ClosePolicy, expected: Happening | None
) -> None:
    """All mails that wait together say it, by what rules.toml makes of it."""
    happening, findings = left(places, turn=turn, close=close)
    assert happening is expected
    assert (happening is None) or findings, "what happens has its reason"
    assert all(finding.row == "left" for finding in findings)


@pytest.mark.parametrize("turn", Turn)
@pytest.mark.parametrize("close", [CLOSE, QUIET, DONE])
def test_nothing_follows_while_one_waits_or_is_unknown(turn: Turn, close: ClosePolicy) -> None:
    """Whatever became of the others; and what follows is a step that the table of turns knows."""
    for places in (*product(Whereabouts, repeat=1), *product(Whereabouts, repeat=2), *product(Whereabouts, repeat=3)):
        happening, _ = left(places, turn=turn, close=close)
        if {W, U} & set(places):
            assert happening is None
        if happening is not None and turn is not NOBODY:
            assert (turn, happening) in STEPS


def test_many_at_once_say_nothing() -> None:
    """Twenty may have been dealt with one by one; people hear of more in words."""
    assert not too_many(MOST)
    assert too_many(MOST + 1)
    assert many_left(38, "INBOX") == "38 mails left INBOX at once: nothing was closed"
