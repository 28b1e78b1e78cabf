"""From signals to a judgement: points, the class, the place in the queue."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from triaged.model.thread import Urgency
from triaged.scorer.signals import Side, Signal

ORDINARY = -0.15
"""A mail without any signal."""
LOW, HIGH, CRITICAL = -0.9, 1.0, 3.0
"""Where the classes begin. Each is wider than all pressure together, so that pressure moves by one class at most."""
PRESSURE = 1.2
"""What all that a customer says about urgency can add, or take away (T13)."""
FADING = (1.0, 0.7, 0.5, 0.35)
"""How the strongest, the second, the third … damage count: a long mail has more words, not more damage."""
LAST = 0.25
ENOUGH = 0.9
"""Damage beside which an amplifier counts in full."""
SLOPE = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A signal that was found, with what it counts here and the words that show it."""

    signal: Signal
    points: float
    shown: str


def weigh(heard: Collection[Heard]) -> float:
    """All points together: about -3 (can wait) to 8 (many kinds of damage)."""
    damage = _damage(heard)
    calm = sum(one.points for one in heard if one.signal.side is Side.CALM)
    over = sum(one.points for one in heard if one.signal.side is Side.OVER)
    said = sum(one.points for one in heard if one.signal.side is Side.PRESSURE)
    described = ORDINARY + damage + max(calm, -2.5) / (1 + damage) + over
    return described + max(-PRESSURE, min(PRESSURE, said))


def _damage(heard: Collection[Heard]) -> float:
    found = [one for one in heard if one.signal.side is Side.DAMAGE]
    enough = any(one.points >= ENOUGH and one.signal.alone == 1 for one in found)
    points = sorted((one.points * (1 if enough else one.signal.alone) for one in found), reverse=True)
    return sum(point * (FADING[place] if place < len(FADING) else LAST) for place, point in enumerate(points))


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


def confidence_of(points: float, heard: Collection[Heard]) -> float:
    """0.3 where nothing was heard, else 0.4 at the edge of a class to 0.8 in its middle. Not a measured probability."""
    if not heard:
        return 0.3
    edge = min(abs(points - border) for border in (LOW, HIGH, CRITICAL))
    return 0.4 + 0.4 * min(1.0, edge)
