"""Prometheus metrics on the address that health.metrics names: the store's figures and the loops' signs of life."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from triaged.errors import ConfigurationError, TriagedError
from triaged.model.stored import Figures
from triaged.report.ledger import sort_of
from triaged.report.status import LoopReport

EVENTS = {
    "answered": ("triaged_answers", "answers of people"),
    "acknowledged": ("triaged_acknowledgements", "acknowledgements that left"),
    "silence": ("triaged_silences", "mails that were not acknowledged"),
}
"""The events of the ledger that belong to no promise, with the name of their counter."""


@dataclass(slots=True, kw_only=True)
class Metrics:
    """The listener of health.metrics. It lives as long as the daemon and goes from one policy's address to the next's.

    `figures` is called at each scrape, in the listener's own thread.
    """

    figures: Callable[[], Figures]
    loops: Callable[[], Iterable[LoopReport]]
    _address: tuple[str, int] | None = field(default=None, init=False)
    _end: Callable[[], None] | None = field(default=None, init=False)

    def listen(self, address: tuple[str, int] | None) -> None:
        """Listen at `address` from now on; None: nowhere. The old address is given up once the new one is had.

        Raises ConfigurationError when the address cannot be listened on; then the old one goes on.
        """
        if address == self._address:
            return
        end = None if address is None else serve_metrics(address, self.figures, self.loops)
        self.close()
        self._address, self._end = address, end

    def close(self) -> None:
        """Listen no more."""
        if self._end is not None:
            self._end()
        self._address, self._end = None, None


def serve_metrics(
    address: tuple[str, int], figures: Callable[[], Figures], loops: Callable[[], Iterable[LoopReport]]
) -> Callable[[], None]:
    """Listen in a thread of its own; what ends it.

    Raises ConfigurationError when the address cannot be listened on.
    """
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
    from prometheus_client.registry import Collector

    class Desk(Collector):
        def collect(self) -> Iterable[Metric]:
            state = GaugeMetricFamily("triaged_loop_troubled", "1 while a loop cannot do its work", labels=["loop"])
            beat = GaugeMetricFamily("triaged_loop_beat_seconds", "since a loop's last sign of life", labels=["loop"])
            for loop in loops():
                state.add_metric([loop.name], float(bool(loop.trouble)))
                beat.add_metric([loop.name], loop.seconds)
            yield state
            yield beat
            with suppress(TriagedError):
                yield from _figures(figures())

    def _figures(now: Figures) -> Iterable[Metric]:
        letters = GaugeMetricFamily("triaged_letters", "letters that are not sent or cancelled", labels=["state"])
        for name, count in now.letters.items():
            letters.add_metric([name.value.replace(" ", "_")], count)
        yield letters
        yield from _ledger(now)
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

    registry = CollectorRegistry()
    registry.register(Desk())
    host, port = address
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError as error:
        raise ConfigurationError(f"health.metrics: cannot listen on {host}:{port} ({error.strerror})") from error

    def end() -> None:
        server.shutdown()
        server.server_close()  # else nobody could listen on the same port
        thread.join()

    return end
