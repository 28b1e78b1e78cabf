"""The figures are what their definitions say, on tables small enough to count by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.learn.metrics import (
    Bin,
    auc,
    calibration_error,
    confusion,
    kappa,
    macro_f1,
    recall_within,
    reliability,
)


def _by_pairs(truth: list[bool], scores: list[float]) -> float:
    pairs = [
        (a, b) for a, t in zip(scores, truth, strict=True) if t for b, u in zip(scores, truth, strict=True) if not u
    ]
    return sum((a > b) + (a == b) / 2 for a, b in pairs) / len(pairs) if pairs else float("nan")


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=1, max_size=30))
def test_the_area_is_the_share_of_pairs_in_order(rows: list[tuple[bool, int]]) -> None:
    """Counted pair by pair, ties as halves."""
    truth, scores = [truth for truth, _ in rows], [float(score) for _, score in rows]
    assert auc(truth, scores) == pytest.approx(_by_pairs(truth, scores), nan_ok=True)


def test_the_confusion_table_has_the_truth_in_its_rows() -> None:
    """One mail of class 0 that was called 1 stands in row 0, column 1."""
    assert confusion([0, 0, 1], [0, 1, 1], 2).tolist() == [[1, 1], [0, 1]]


def test_macro_f1_is_the_mean_over_classes_and_leaves_out_classes_that_do_not_occur() -> None:
    """Class 0: one of two found, one said: 2/3. Class 1: found, two said: 2/3. Class 2 is nowhere."""
    assert macro_f1(confusion([0, 0, 1], [0, 1, 1], 3)) == pytest.approx(2 / 3)


def test_kappa_is_one_for_agreement_and_zero_for_chance() -> None:
    """Ordered classes count a far miss by its square."""
    assert kappa(np.diag([3, 4, 5]), ordered=True) == 1
    assert kappa(np.array([[1, 1], [1, 1]]), ordered=False) == 0
    near, far = confusion([0, 1, 2, 0], [0, 1, 2, 1], 3), confusion([0, 1, 2, 0], [0, 1, 2, 2], 3)
    assert kappa(near, ordered=True) > kappa(far, ordered=True)
    assert kappa(confusion([0, 1, 2, 0], [0, 1, 2, 1], 3), ordered=True) == pytest.approx(1 - 1 / 5)


def test_recall_within_a_budget_and_what_could_be() -> None:
    """Two places for four positives: one of two found is a quarter, and a half was possible."""
    truth = [True, False, True, True, True, False, False, False, False, False]
    scores = [9, 8, 1, 1, 1, 0, 0, 0, 0, 0]
    assert recall_within(truth, scores, 0.2) == (0.25, 0.5)


def test_equal_scores_at_the_edge_share_the_places_that_are_left() -> None:
    """All equal: a tenth of the places finds a tenth of the positives, in whatever order they came."""
    found, _ = recall_within([True] * 5 + [False] * 15, [1.0] * 20, 0.1)
    assert found == pytest.approx(0.1)


def test_without_positives_there_is_no_figure() -> None:
    """NaN, not an error."""
    assert math.isnan(auc([False, False], [1, 2]))
    assert math.isnan(recall_within([False], [1.0], 0.5)[0])


def test_calibration_compares_how_sure_with_how_often_right() -> None:
    """Four judgements that were sure by .75, three of them right: no error. One sure by 1 and wrong: all of it."""
    sure = np.array([[0.75, 0.25]] * 4)
    assert calibration_error(reliability([0, 0, 0, 1], sure)) == pytest.approx(0)
    assert calibration_error(reliability([1], np.array([[1.0, 0.0]]))) == 1
    assert reliability([0, 0, 0, 1], sure) == (Bin(count=4, sure=0.75, right=0.75),)
