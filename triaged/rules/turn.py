"""Whose turn is it now?

A thread has a turn: `ours` (we owe an answer), `theirs` (we wait for the customer), `nobody` (closed). `STEPS` is every
change of it; what is not in the table changes nothing. docs/turns.md shows it as a diagram that is drawn from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from triaged.model.thread import Happening, Turn


class Do(StrEnum):
    """What goes with a change of turn."""

    OWE = "we owe an answer"
    SETTLE = "kept or missed"
    COMMIT = "a new promise"
    RELEASE = "released"
    END = "closed unanswered"
    HOLD = "renewal held"
    ASK_ANSWERED = "ask: answered?"
    ASK_CLOSE = "ask: close?"
    ASK_DELETED = "ask: deleted?"
    ASK_ADDRESS = "ask: is the address right?"


@dataclass(frozen=True, slots=True)
class Step:
    """The turn after a happening, and what goes with it."""

    turn: Turn
    do: frozenset[Do] = frozenset()


def _to(turn: Turn, *do: Do) -> Step:
    return Step(turn, frozenset(do))


O, T, N = Turn.OURS, Turn.THEIRS, Turn.NOBODY  # noqa: E741 - the columns of the table

STEPS: Mapping[tuple[Turn, Happening], Step] = MappingProxyType(
    {
        (O, Happening.MAIL): _to(O),
        (O, Happening.NUDGE): _to(O),
        (O, Happening.SOLVED): _to(O, Do.HOLD, Do.ASK_CLOSE),
        (O, Happening.OTHER): _to(O, Do.OWE),
        (O, Happening.BOUNCE): _to(O, Do.HOLD, Do.ASK_ADDRESS),
        (O, Happening.ANSWER): _to(T, Do.SETTLE),
        (O, Happening.CALLED): _to(T, Do.SETTLE),
        (O, Happening.PROMISED): _to(O, Do.COMMIT),
        (O, Happening.ELSEWHERE): _to(O, Do.HOLD, Do.ASK_ANSWERED),
        (O, Happening.CLOSED): _to(N, Do.END),
        (O, Happening.SPAM): _to(N, Do.RELEASE),
        (O, Happening.DONE): _to(N, Do.END),
        (O, Happening.GONE): _to(O, Do.HOLD, Do.ASK_DELETED),
        (O, Happening.MERGED): _to(N, Do.RELEASE),
        (T, Happening.MAIL): _to(O, Do.OWE),
        (T, Happening.NUDGE): _to(O, Do.OWE),
        (T, Happening.SOLVED): _to(T, Do.ASK_CLOSE),
        (T, Happening.OTHER): _to(O, Do.OWE),
        (T, Happening.BOUNCE): _to(O, Do.OWE, Do.HOLD, Do.ASK_ADDRESS),
        (T, Happening.ANSWER): _to(T, Do.SETTLE),
        (T, Happening.CALLED): _to(T, Do.SETTLE),
        (T, Happening.PROMISED): _to(O, Do.COMMIT),
        (T, Happening.CLOSED): _to(N, Do.END),
        (T, Happening.REOPENED): _to(O, Do.OWE),
        (T, Happening.SPAM): _to(N, Do.RELEASE),
        (T, Happening.DONE): _to(N, Do.END),
        (T, Happening.QUIET): _to(N, Do.END),
        (T, Happening.MERGED): _to(N, Do.RELEASE),
        (N, Happening.MAIL): _to(O, Do.OWE),
        (N, Happening.NUDGE): _to(O, Do.OWE),
        (N, Happening.OTHER): _to(O, Do.OWE),
        (N, Happening.ANSWER): _to(T),
        (N, Happening.PROMISED): _to(O, Do.COMMIT),
        (N, Happening.REOPENED): _to(O, Do.OWE),
        (N, Happening.NOT_SPAM): _to(O, Do.OWE),
    }
)
"""Every change there is. What stands for nothing here changes nothing: a bare "thanks", an out-of-office, a machine."""


def step(turn: Turn, happening: Happening) -> Step:
    """What `happening` makes of a thread whose turn it is."""
    return STEPS.get((turn, happening), Step(turn))
