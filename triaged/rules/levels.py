"""Where do high and low begin in this inbox?

What is urgent differs from desk to desk: an inbox's own mail says where its top and its bottom lie. So many of 100
mails as rules.toml allows (`judge.look_first`) are judged high; from 200 mails on, before that fixed points decide. No
mail becomes high in which nothing was heard, none becomes low that does not say so, and none becomes critical by its
place: critical comes from rules and people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from triaged.model.thread import Score, Urgency

ENOUGH = 200
"""Mails from which the inbox's own levels hold."""
COUNTED = 1_000
"""Mails that are counted, the newest."""
LOW_SHARE = 20
"""Of 100 mails at most so many are low."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """From which rank on a mail is high, and up to which it is low: ranks of `Score`."""

    high_from: float
    low_to: float


def levels(ranks: Sequence[float], *, look_first: int) -> Levels | None:
    """The levels of an inbox whose newest mails have these ranks; None where they are too few."""
    if len(ranks) < ENOUGH:
        return None
    ordered = sorted(ranks)
    first_high = len(ordered) - len(ordered) * look_first // 100
    high_from = ordered[first_high] if first_high < len(ordered) else float("inf")
    return Levels(high_from=high_from, low_to=ordered[len(ordered) * LOW_SHARE // 100 - 1])


def placed(score: Score, levels: Levels | None) -> Urgency:
    """The urgency of a mail with that judgement in an inbox with these levels."""
    if levels is None or score.urgency is Urgency.CRITICAL:
        return score.urgency
    if score.rank >= levels.high_from and score.reasons:
        return Urgency.HIGH
    if score.rank <= levels.low_to and score.urgency is Urgency.LOW:
        return Urgency.LOW
    return Urgency.NORMAL
