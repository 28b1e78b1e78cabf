"""Small logs for the tests: mails that wait in a queue, made from a seed."""

from dataclasses import replace

import numpy as np

from triaged.learn.forecast.past import Past


def small_log(seed: int, mails: int, *, classes: int = 2, traits: int = 1, gap: float = 1.0) -> Past:
    """Mails an average `gap` of hours apart, answered after a wait that depends on their class and trait."""
    chance = np.random.default_rng(seed)
    arrived = 400_000.0 + np.cumsum(chance.exponential(gap, mails))
    of_class, kind = chance.integers(0, classes, mails), chance.integers(0, 3, (mails, traits))
    waits = chance.exponential(4.0, mails) * (1.0 + of_class) * (1.0 + (kind.sum(axis=1) if traits else 0.0))
    names = tuple(f"class {each}" for each in range(classes))
    return Past(arrived=arrived, replied=arrived + waits, of_class=of_class, classes=names, traits=kind)


def until(past: Past, mails: int) -> Past:
    """The first mails only."""
    return Past(
        arrived=past.arrived[:mails],
        replied=past.replied[:mails],
        of_class=past.of_class[:mails],
        classes=past.classes,
        traits=past.traits[:mails],
    )


def as_known_at(past: Past, moment: float) -> Past:
    """The same mails, none with an answer after the moment."""
    return replace(past, replied=np.where(past.replied > moment, np.inf, past.replied))
