"""How long does the work that lies before a mail take, at the pace that was measured? Needs no model.

The wait of a mail is compared with the work ahead of it; what so many of the last mails of its class stayed within,
open ones counted as still waiting, is the factor. From 60 answers on it is the forecast; later it is a floor under the
model's, for trees know no work load larger than those they have seen, and a factor does.
"""

from collections.abc import Mapping

import numpy as np

from triaged.learn.forecast.censored import quantile
from triaged.learn.forecast.past import Flags, Floats, Ints

_ENOUGH = 50
"""Mails of a class, before it has a factor of its own."""


def factors(waits: Floats, answered: Flags, work: Floats, of_class: Ints, level: float) -> dict[int, float]:
    """By class, the multiple of the work ahead that `level` of the mails met, where that is known; -1 is of all."""
    times = waits / work
    found = {-1: quantile(times, answered, level)}
    for each in np.unique(of_class):
        mine = of_class == each
        if int(mine.sum()) >= _ENOUGH:
            found[int(each)] = quantile(times[mine], answered[mine], level)
    return {each: factor for each, factor in found.items() if np.isfinite(factor)}


def bounds(work: Floats, of_class: Ints, by_class: Mapping[int, float]) -> Floats:
    """Worked hours for each mail: its work ahead times the factor of its class, else of all; infinite without one."""
    of_all = by_class.get(-1, np.inf)
    own: Floats = np.array([by_class.get(int(each), of_all) for each in of_class])
    return work * own
