"""Boosted trees as plain arrays: grown by sklearn, asked with numpy alone."""

from dataclasses import dataclass

import numpy as np

from triaged.errors import ConfigurationError
from triaged.learn.forecast.past import Flags, Floats, Ints

_SHARE_OF_COLUMNS = 0.15
"""Each split looks at so many of the columns: trees that see all of them learn the same accident sixty times."""
_SHRINK = 10.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """All nodes of all trees in one row of arrays. A node with `column` -1 is a leaf, `value` its share of the answer.

    Where a row's `column` is at most `border`, or not known and `unknown_left`, it goes to node `left`, else `right`.
    """

    base: float
    roots: Ints
    column: Ints
    border: Floats
    left: Ints
    right: Ints
    unknown_left: Flags
    value: Floats

    def ask(self, rows: Floats) -> Floats:
        """The log odds of each row."""
        odds = np.full(len(rows), self.base)
        for root in self.roots:
            self._add(int(root), np.arange(len(rows)), rows, odds)
        return odds

    def _add(self, node: int, which: Ints, rows: Floats, odds: Floats) -> None:
        column = int(self.column[node])
        if column < 0:
            odds[which] += self.value[node]
            return
        known = rows[which, column]
        left = known <= self.border[node]
        if self.unknown_left[node]:
            left |= np.isnan(known)
        self._add(int(self.left[node]), which[left], rows, odds)
        self._add(int(self.right[node]), which[~left], rows, odds)


def grown(rows: Floats, yes: Flags, *, rounds: int, rate: float, leaves: int, in_a_leaf: int) -> Trees:
    """Trees for the log odds of `yes`; the same rows give the same trees. Raises ConfigurationError without sklearn."""
    try:
        from sklearn.ensemble import HistGradientBoostingClassifier
    except ImportError as missing:
        raise ConfigurationError("a forecast learns with scikit-learn: pip install 'triaged[learn]'") from missing
    count = int(yes.sum())
    if count in {0, len(yes)}:
        return _always(np.log((count + 0.5) / (len(yes) - count + 0.5)))
    # A column of which nothing is known splits nothing, but sklearn cannot bin it.
    rows = np.where(np.isnan(rows).all(axis=0), 0.0, rows)
    model = HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        min_samples_leaf=in_a_leaf,
        l2_regularization=_SHRINK,
        max_features=_SHARE_OF_COLUMNS,
        early_stopping=False,
        random_state=0,
    )
    model.fit(rows, yes)
    nodes = [trees[0].nodes for trees in model._predictors]  # noqa: SLF001 - the one way to its nodes
    sizes = np.array([len(each) for each in nodes])
    roots = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    flat, shift = np.concatenate(nodes), np.repeat(roots, sizes)
    leaf = flat["is_leaf"].astype(bool)
    return Trees(
        base=float(np.ravel(model._baseline_prediction)[0]),  # noqa: SLF001
        roots=roots,
        column=np.where(leaf, -1, flat["feature_idx"].astype(np.int64)),
        border=flat["num_threshold"].astype(np.float64),
        left=flat["left"].astype(np.int64) + shift,
        right=flat["right"].astype(np.int64) + shift,
        unknown_left=flat["missing_go_to_left"].astype(bool),
        value=flat["value"].astype(np.float64),
    )


def _always(odds: float) -> Trees:
    """No trees: the same for every row."""
    none, flags = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.bool_)
    return Trees(
        base=odds,
        roots=none,
        column=none,
        border=np.empty(0),
        left=none,
        right=none,
        unknown_left=flags,
        value=np.empty(0),
    )
