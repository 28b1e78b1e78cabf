"""By when is an answer how likely: one curve a mail, read in both directions."""

from dataclasses import dataclass

import numpy as np

from triaged.learn.forecast.past import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curves:
    """`hazard[i, k]`: the cumulative hazard of mail i up to `steps[i, k]` worked hours; both begin with 0 and ascend.

    exp(-hazard) is the chance that the mail still waits. Between two borders the line is straight, and after the last
    it goes on as between the last two.
    """

    steps: Floats
    hazard: Floats

    def passed(self, waits: Floats) -> Floats:
        """The hazard each mail has passed after its wait."""
        begins, ends, low, high = self._around(self.steps, waits)
        return low + (waits - begins) * (high - low) / (ends - begins)

    def waits(self, hazard: Floats) -> Floats:
        """After which wait each mail has passed so much hazard."""
        begins, ends, low, high = self._around(self.hazard, hazard)
        return begins + (hazard - low) * (ends - begins) / (high - low)

    def _around(self, axis: Floats, values: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """The borders and the hazards at both ends of the stretch of each curve in which its value on `axis` lies."""
        at = np.clip((axis <= values[:, None]).sum(axis=1) - 1, 0, axis.shape[1] - 2)
        each = np.arange(len(at))
        return self.steps[each, at], self.steps[each, at + 1], self.hazard[each, at], self.hazard[each, at + 1]
