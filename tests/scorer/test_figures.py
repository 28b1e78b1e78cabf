"""How well words alone order tickets that nobody on this project wrote. Reported, and guarded against decline.

The tickets are labelled test data; nothing in the lexicon was taken from them. AUC: how often a ticket of the most
urgent label stands above another one (0.5 is chance).
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from itertools import groupby

import pytest

from tests.scorer.judging import judged
from tests.support.shared import shared_directory

pytestmark = pytest.mark.needs_shared
TOP = "2"


def _auc(ranks: list[tuple[float, bool]]) -> float:
    """The share of pairs in the right order; equal ranks count half (Mann-Whitney)."""
    urgent = sum(top for _, top in ranks)
    below, right = 0, 0.0
    for _, group in groupby(sorted(ranks), key=lambda pair: pair[0]):
        tops = [top for _, top in group]
        others = len(tops) - sum(tops)
        right += sum(tops) * (below + others / 2)
        below += others
    return right / (urgent * (len(ranks) - urgent))


def _figures(name: str) -> dict[str, float]:
    folder = shared_directory()
    assert folder is not None
    ranks: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    with gzip.open(folder / "tickets" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["split"] == "test":
                subject, _, text = row["text"].partition("\n")
                language = row.get("group", "en")
                rank = judged(subject, text, language).rank
                ranks[language].append((rank, row["y"] == TOP))
                ranks["all"].append((rank, row["y"] == TOP))
    return {group: round(_auc(pairs), 3) for group, pairs in ranks.items()}


def test_real_english_tickets_are_ordered() -> None:
    """Far better than chance on the incidents and requests of a real desk."""
    figures = _figures("endava_urgency")
    print("endava_urgency, AUC of words alone:", figures)
    assert figures["all"] >= 0.70


def test_no_shipped_language_is_left_behind() -> None:
    """Better than chance in each of the four languages, and none far behind the best."""
    figures = _figures("multilingual_priority")
    print("multilingual_priority, AUC of words alone:", figures)
    shipped = [figures[code] for code in ("en", "de", "fr", "es")]
    assert min(shipped) >= 0.65
    assert max(shipped) - min(shipped) <= 0.16
