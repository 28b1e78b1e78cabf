"""One transaction: every query of the store, over one connection."""

from collections import Counter
from typing import Any

from triaged.store.bursts import BurstQueries
from triaged.store.history import HistoryQueries
from triaged.store.known import KnownQueries
from triaged.store.learned import LearnedQueries
from triaged.store.lists import ListQueries
from triaged.store.lore import LoreQueries
from triaged.store.places import PlaceQueries
from triaged.store.rearrange import RearrangeQueries
from triaged.store.run import Runner
from triaged.store.ways import WayQueries


class Transaction(
    ListQueries,
    KnownQueries,
    PlaceQueries,
    RearrangeQueries,
    WayQueries,
    LearnedQueries,
    BurstQueries,
    HistoryQueries,
    LoreQueries,
):
    """Implements triaged.model.tx.Tx. Lives inside one step; what trail and counts gathered is written at its end."""

    def __init__(self, run: Runner) -> None:
        self._run = run
        self._trail: list[dict[str, Any]] = []
        self._counts: Counter[tuple[str, bool, str]] = Counter()

    def finish(self) -> None:
        """Write what was gathered, before the commit."""
        self._write_trail()
        self._write_counts()
