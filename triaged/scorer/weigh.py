"""From signals to a judgement: points, the class, the place in the queue."""

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from triaged.model.finding import Finding
from triaged.model.thread import Score, Urgency
from triaged.scorer.signals import Side, Signal

ORDINARY = -0.15
"""A mail without any signal."""
LOW, HIGH, CRITICAL = -1.1, 1.2, 4.5
"""Where the classes begin. Each is wider than all pressure together, so that pressure moves by one class at most."""
PRESSURE = 1.2
"""What all that a customer says about urgency can add, or take away (T13)."""
SHORT = 40
"""Words up to which a mail is short."""
THINNED = 0.35
"""How much less everything counts each time a mail is twice as long: more words, more phrases, not more damage."""
MOST_CALM = -2.5
"""What all that can wait takes away together: thanks for last week do not hide that the shop is down today."""
IMPRESSED = (-0.9, 6.0)
"""What the impression of single words takes away at most, and adds at most."""
NEAREST = 0.3
"""How near single words take a mail to the lower border of its class: what else is said still counts there."""
ENOUGH = 0.9
"""Damage beside which an amplifier counts in full."""
SLOPE = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A signal that was found, with what it counts here and the words that show it."""

    signal: Signal
    points: float
    shown: str


def impressed(points: float, impression: float) -> float:
    """All points of a mail: those of what was heard, and what its words say one by one (`Impression.of`).

    These take no mail out of the class that what was heard put it in.
    """
    least, most = IMPRESSED
    moved = points + max(least, min(most, impression))
    borders = [border for border in (LOW, HIGH, CRITICAL) if border <= points]
    return max(moved, borders[-1] + NEAREST * (points - borders[-1])) if borders else moved


def weigh(heard: Collection[Heard], words: int, *, claims: bool = True) -> float:
    """All points of what was heard: about -3 (can wait) to 10 (many kinds of damage). `words`: the length of the mail.

    Without `claims` what the customer says about urgency raises nothing; it may still lower.
    """
    thin = 1 + THINNED * math.log2(max(words, SHORT) / SHORT)
    damage = _damage(heard) / thin
    calm = max(sum(one.points for one in heard if one.signal.side is Side.CALM) / thin, MOST_CALM)
    over = sum(one.points for one in heard if one.signal.side is Side.OVER)
    described = ORDINARY + damage + calm + over
    return described + max(-PRESSURE, min(PRESSURE if claims else 0.0, claimed(heard)))


def claimed(heard: Collection[Heard]) -> float:
    """What the customer says about urgency, all together, before it is limited."""
    return sum(one.points for one in heard if one.signal.side is Side.PRESSURE)


def _damage(heard: Collection[Heard]) -> float:
    found = [one for one in heard if one.signal.side is Side.DAMAGE]
    enough = any(one.points >= ENOUGH and one.signal.alone == 1 for one in found)
    return sum(one.points * (1 if enough else one.signal.alone) for one in found)


def urgency_of(points: float) -> Urgency:
    """The class of so many points."""
    if points >= CRITICAL:
        return Urgency.CRITICAL
    if points >= HIGH:
        return Urgency.HIGH
    return Urgency.NORMAL if points >= LOW else Urgency.LOW


def rank_of(points: float) -> float:
    """0 (can wait) to 1 (now), growing with the points."""
    return 1 / (1 + math.exp((0.5 - points) / SLOPE))


def points_of(rank: float) -> float:
    """The points that have this rank: `rank_of` turned round. Total: beyond 17 points nothing is told apart."""
    kept = min(1 - 1e-6, max(1e-6, rank))
    return 0.5 + SLOPE * math.log(kept / (1 - kept))


def plus(score: Score, points: float, why: Finding | None = None) -> Score:
    """A judgement by words with points from elsewhere, on the same scale, and why they were given."""
    total = points_of(score.rank) + points
    reasons = score.reasons if why is None else (*score.reasons, why)
    return replace(
        score,
        urgency=urgency_of(total),
        rank=rank_of(total),
        confidence=confidence_of(total, reasons),
        reasons=reasons,
        unclaimed=score.unclaimed and plus(score.unclaimed, points, why),
    )


def confidence_of(points: float, heard: Collection[object]) -> float:
    """0.3 where nothing was heard, else 0.4 at the edge of a class to 0.8 in its middle. Not a measured probability."""
    if not heard:
        return 0.3
    edge = min(abs(points - border) for border in (LOW, HIGH, CRITICAL))
    return 0.4 + 0.4 * min(1.0, edge)
