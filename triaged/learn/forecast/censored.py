"""By when have so many of a hundred been answered, when some are still open? (Kaplan and Meier, 1958)

A mail that is still open has waited at least so long: it counts as waiting until then and as nothing afterwards. To
leave it out would make a team look quicker than it is, for the mails that are answered early are the quick ones.
"""

from collections.abc import Sequence

import numpy as np

from triaged.learn.forecast.past import Flags, Floats


def answered_by(waits: Floats, answered: Flags) -> tuple[Floats, Floats]:
    """The waits in ascending order, and the share answered by each of them (the Kaplan-Meier estimate).

    `waits`: how long each mail waited, until its answer or until now. `answered`: False where it still waits. Where an
    answer and an open mail have the same wait, the answer comes first.
    """
    order = np.lexsort((~answered, waits))
    waiting = np.arange(len(waits), 0, -1)
    stays: Floats = np.where(answered[order], 1.0 - 1.0 / waiting, 1.0)
    left = np.cumprod(stays, dtype=np.float64)
    return waits[order], 1.0 - left


def steps(waits: Sequence[float], answered: Sequence[bool]) -> tuple[list[float], list[float]]:
    """The waits at which the share answered rises, each once and in ascending order, and the share from each on."""
    if not waits:
        return [], []
    ascending, share = answered_by(np.array(waits, dtype=np.float64), np.array(answered, dtype=np.bool_))
    last = np.flatnonzero(np.diff(ascending, append=np.inf))
    rises = last[np.diff(share[last], prepend=0.0) > 0]
    return ascending[rises].tolist(), share[rises].tolist()


def quantile(waits: Floats, answered: Flags, level: float) -> float:
    """The least wait within which the share `level` is answered; infinity where the open ones do not let us know."""
    if not len(waits):
        return float("inf")
    ascending, share = answered_by(waits, answered)
    at = int(np.searchsorted(share, level - 1e-12, side="left"))
    return float(ascending[at]) if at < len(ascending) else float("inf")
