"""Is "80 % sure" right 8 times of 10? The temperature mends a model that is too sure or too shy."""

import numpy as np
import numpy.typing as npt

from triaged.learn.model import softmax

ENOUGH = 50
"""Held-out labels below which nothing is mended."""
_STEPS = np.exp(np.linspace(np.log(0.3), np.log(4.0), 60))


def temperature(logits: npt.NDArray[np.float64], truth: npt.NDArray[np.int64]) -> float:
    """The temperature with the least surprise (log loss) on held-out rows: (rows, classes) logits, class numbers.

    1.0 where there are too few rows. It does not survive a change of desk: it is found again with every training.
    """
    if truth.size < ENOUGH:
        return 1.0
    return float(min(_STEPS, key=lambda step: surprise(softmax(logits, float(step)), truth)))


def surprise(probabilities: npt.NDArray[np.float64], truth: npt.NDArray[np.int64]) -> float:
    """The mean of -ln(probability of what was true)."""
    return float(-np.log(np.maximum(probabilities[np.arange(truth.size), truth], 1e-9)).mean())
