"""What Prometheus is told: the store's figures and the loops' signs of life, each by its name (docs/running.md)."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from triaged.errors import TriagedError
from triaged.model.stored import OFFERED, SOLVED, Figures
from triaged.report.ledger import sort_of
from triaged.report.status import LoopReport

EVENTS = {
    "answered": ("triaged_answers", "answers of people"),
    "acknowledged": ("triaged_acknowledgements", "acknowledgements that left"),
    "silence": ("triaged_silences", "mails that were not acknowledged"),
    OFFERED: ("triaged_articles_offered", "help articles that a letter named"),
    SOLVED: ("triaged_said_solved", "mails of customers that say that it is solved"),
}
"""The events of the ledger that belong to no promise, with the name of their counter."""


class Desk(Collector):
    """One scrape's figures. While the store cannot be asked, the loops' are told all the same."""

    def __init__(self, figures: Callable[[], Figures], loops: Callable[[], Iterable[LoopReport]]) -> None:
        self._figures = figures
        self._loops = loops

    def collect(self) -> Iterable[Metric]:
        """Everything, as it is now."""
        yield from _signs_of_life(self._loops())
        with suppress(TriagedError):
            figures = self._figures()
            yield from _state(figures)
            yield from _ledger(figures)


def _signs_of_life(loops: Iterable[LoopReport]) -> Iterable[Metric]:
    state = GaugeMetricFamily("triaged_loop_troubled", "1 while a loop cannot do its work", labels=["loop"])
    beat = GaugeMetricFamily("triaged_loop_beat_seconds", "since a loop's last sign of life", labels=["loop"])
    for loop in loops:
        state.add_metric([loop.name], float(bool(loop.trouble)))
        beat.add_metric([loop.name], loop.seconds)
    yield state
    yield beat


def _state(now: Figures) -> Iterable[Metric]:
    letters = GaugeMetricFamily("triaged_letters", "letters that are not sent or cancelled", labels=["state"])
    for name, count in now.letters.items():
        letters.add_metric([name.value.replace(" ", "_")], count)
    yield letters
    yield GaugeMetricFamily("triaged_promises_late", "promises past their time, not answered", now.promises_late)
    yield GaugeMetricFamily("triaged_threads_open", "threads that wait for us", now.open_threads)
    yield GaugeMetricFamily("triaged_threads_overdue", "threads whose time has passed", now.overdue)
    yield GaugeMetricFamily("triaged_quarantined", "mails in quarantine", now.quarantined)
    yield GaugeMetricFamily("triaged_breakers_open", "open breakers", len(now.breakers))
    yield GaugeMetricFamily("triaged_paused", "1 while paused", float(now.paused_since is not None))


def _ledger(now: Figures) -> Iterable[Metric]:
    promises = CounterMetricFamily(
        "triaged_promises", "events of promises, commitments and targets", labels=["sort", "event"]
    )
    sums: Counter[tuple[str, str]] = Counter()
    for one in now.ledger:
        if one.event not in EVENTS:
            sums[sort_of(one).value, one.event.replace(" ", "_")] += one.number
    for labels, number in sorted(sums.items()):
        promises.add_metric(labels, number)
    yield promises
    numbers = {one.event: one.number for one in now.ledger}
    for event, (name, words) in EVENTS.items():
        yield CounterMetricFamily(name, words, numbers.get(event, 0))
