"""Past mails with their answers, as plain arrays in the order in which the mails arrived."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Past:
    """n mails. `arrived` and `replied` are hours since 1970 in UTC, `replied` infinite where no answer is known.

    `of_class`: which of `classes` (an urgency, a priority) each has. `traits`: n rows of codes, one column for each
    further fact that was known when the mail arrived (a topic, an inbox); codes count from 0.
    """

    arrived: Floats
    replied: Floats
    of_class: Ints
    classes: tuple[str, ...]
    traits: Ints

    def __len__(self) -> int:
        """How many mails."""
        return len(self.arrived)
