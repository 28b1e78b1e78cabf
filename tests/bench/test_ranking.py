"""How a ranking is measured: pairs in the right order, and what stands at the top."""

import pytest

from bench.judgement.urgency import auc, recall_at


@pytest.mark.parametrize(
    ("ranks", "share"),
    [
        ([(0.9, True), (0.1, False)], 1.0),
        ([(0.1, True), (0.9, False)], 0.0),
        ([(0.5, True), (0.5, False)], 0.5),
        ([(0.5, True), (0.5, True), (0.5, False), (0.1, False)], 0.75),
        ([(0.5, True)], 0.5),
    ],
)
def test_pairs_in_the_right_order_are_counted(ranks: list[tuple[float, bool]], share: float) -> None:
    """Equal ranks count half; where there is only one kind nothing is known."""
    assert auc(ranks) == share


def test_the_top_is_a_share_of_what_is_possible() -> None:
    """Two places for four urgent mails: both places right is all that is possible."""
    ranks = [(1 - place / 20, place in (0, 1, 5, 9)) for place in range(20)]
    assert recall_at(ranks, 0.1) == 1.0
    assert recall_at(ranks, 0.3) == 0.75
    assert recall_at([], 0.1) == 0.0
