"""What labels add to day one, by words alone: never less than nothing, and how soon most of what can be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bench.judgement.row import Row
from bench.judgement.sets import KINDS, NOW, examples, judged, task_of, top
from bench.judgement.tickets import halves
from triaged.learn.labels import Example, Task
from triaged.learn.metrics import auc
from triaged.learn.model import rank_of
from triaged.learn.train import learned

SIZES = (10, 25, 50, 100, 200, 500, 1000)
SEEDS = 5
MOST_JUDGED = 600
"""Test rows that are judged: always the same ones, by chance."""


def rows() -> Iterator[Row]:
    """How far below day one at the worst, for each set; and the share of the AUC of all labels after 500."""
    worst, shares = [], []
    for name in KINDS:
        curve, cold, full = _curve(name)
        below = min(area - cold for area in curve.values())
        told = ", ".join(f"{size}: {area:.3f}" for size, area in curve.items())
        worst.append(below)
        shares.append(curve[500] / full)
        yield Row(
            what="after 10 … 1,000 labels, below day one at most",
            on=name,
            value=max(0.0, -below),
            least=0.02,
            aim=0.0,
            better="lower",
            note=f"AUC on day one {cold:.3f}; after {told}; all {full:.3f}; mean of {SEEDS} choices",
        )
    yield Row(
        what="share of full-data AUC after 500 labels",
        on="mean of sets",
        value=float(np.mean(shares)),
        least=0.93,
        aim=0.96,
        shown="{:.1%}",
        note=", ".join(f"{name} {share:.1%}" for name, share in zip(KINDS, shares, strict=True)),
    )


def _curve(name: str) -> tuple[dict[int, float], float, float]:
    """AUC of the top class by number of labels, of day one, and with all labels."""
    task, (train, test) = task_of(name), halves(name)
    pool, unseen = examples(train, task), examples(test, task)
    unseen = [unseen[place] for place in _chosen(len(unseen), MOST_JUDGED, 0)]
    cold = auc(top(unseen, task), [each.prior[0] for each in unseen])
    curve = {}
    for size in SIZES:
        areas = [_area([pool[at] for at in _chosen(len(pool), size, seed)], unseen, task) for seed in range(SEEDS)]
        curve[size] = float(np.mean(areas))
    return curve, cold, _area(pool, unseen, task)


def _area(seen: Sequence[Example], unseen: Sequence[Example], task: Task) -> float:
    probabilities = judged(learned(seen, task, NOW), unseen)
    return auc(top(unseen, task), [rank_of(row) for row in probabilities])


def _chosen(count: int, size: int, seed: int) -> list[int]:
    order: list[int] = np.random.default_rng(seed).permutation(count)[:size].tolist()
    return order
