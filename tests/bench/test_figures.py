"""A figure of the bench is reached, missed, or only reported."""

from __future__ import annotations

from bench.figures import Figure, throughput
from bench.run import Run


def test_a_figure_without_a_limit_claims_nothing() -> None:
    """It is shown beside the others and fails no run."""
    told = Figure(key="B1", what="rate, with sentences", value=2.0, limit=None, bound="at least", unit="x")
    assert (told.reached, told.verdict) == (True, "reported")
    assert told.row() == "| B1 | rate, with sentences | 2 x | – | – | reported |"
    claimed = Figure(key="B1", what="rate", value=2.0, limit=6, aim=9, bound="at least", unit="x")
    assert (claimed.reached, claimed.verdict) == (False, "MISSED")
    assert claimed.row() == "| B1 | rate | 2 x | ≥ 6 x | 9 x | MISSED |"


def test_what_sentences_cost_is_shown_where_they_are_installed() -> None:
    """The same comparisons, none of them claimed; the claims are those of words."""
    runs = {key: Run(letters=100, seconds=1, cpu=1, servers=1) for key in ("triaged", "helpdesk", "floor", "bare")}
    words = throughput(runs)
    slow = Run(letters=100, seconds=2, cpu=3, servers=1)
    both = throughput(runs | {"sentences": slow})
    assert both[: len(words)] == words
    more = both[len(words) :]
    assert [figure.key for figure in more] == ["B1", "B1", "B2", "B3"]
    assert [figure.value for figure in more] == [0.5, 3, 3, 0.5]
    assert all(figure.verdict == "reported" and "with sentences" in figure.what for figure in more)
