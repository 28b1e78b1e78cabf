"""When must no forecast be made? Too few answers, or a log in which mail stays open that should be answered by now.

A log that is mostly open is one that nobody keeps, or a snapshot: what it says of the slow mails is a guess.
"""

from enum import Enum

import numpy as np

from triaged.learn.forecast.past import Flags, Floats

LEAST = 60
"""Answers."""
_OPEN = 0.5
_OVERDUE = 0.2
_NEARLY_ALL = 0.95
_OLD = 20


class Why(Enum):
    """Why nothing is said."""

    FEW = "fewer than 60 answers"
    OPEN = "more than half of the last month's mail is open"
    OVERDUE = "one in five of the last month's mails is open longer than nearly all answers took"
    UNKNOWN = "too much is open to know how long so many wait"


def why_not(answers: int, ages: Floats, waits: Floats, answered: Flags) -> Why | None:
    """The reason to say nothing, None when there is none.

    `answers`: ever seen. Of the window's mails: `ages` since each arrived, `waits` until the answer or now, and whether
    it is `answered`.
    """
    if answers < LEAST:
        return Why.FEW
    if not answered.any() or 1.0 - answered.mean() > _OPEN:
        return Why.OPEN
    nearly_all = float(np.quantile(waits[answered], _NEARLY_ALL))
    old = ages > nearly_all
    if int(old.sum()) >= _OLD and 1.0 - answered[old].mean() > _OVERDUE:
        return Why.OVERDUE
    return None
