"""Where a value stands in a picture, and which values are written beside an axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from 0 to `most` lie between the points `start` and `end` of a picture."""

    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The point of a value; what is larger than `most` stands at the end."""
        share = min(value, self.most) / self.most if self.most else 0.0
        return self.start + (self.end - self.start) * share

    def ticks(self, wanted: int = 5) -> Iterator[float]:
        """Round values from 0 on, about so many."""
        step = _step(self.most / max(wanted, 1))
        return (number * step for number in range(int(self.most / step + 1e-9) + 1))


def _step(least: float) -> float:
    """The first of 1, 2, 5, 10, 20 … that is not below `least`."""
    return float(next(step * 10**power for power in count() for step in _STEPS if step * 10**power >= least))
