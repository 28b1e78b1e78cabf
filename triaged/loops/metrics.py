"""Prometheus metrics on the address that health.metrics names: the store's figures and the loops' signs of life."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from triaged.errors import ConfigurationError, TriagedError
from triaged.model.stored import Figures
from triaged.report.status import LoopReport


def serve_metrics(
    address: tuple[str, int] | None, figures: Callable[[], Figures], loops: Callable[[], Iterable[LoopReport]]
) -> Callable[[], None] | None:
    """Listen in a thread of its own; None when nothing is configured, else what ends it.

    `figures` is called in that thread at each scrape.

    Raises ConfigurationError when the address cannot be listened on.
    """
    if address is None:
        return None
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.core import GaugeMetricFamily, Metric
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
        yield GaugeMetricFamily("triaged_threads_open", "threads that wait for us", now.open_threads)
        yield GaugeMetricFamily("triaged_threads_overdue", "threads whose time has passed", now.overdue)
        yield GaugeMetricFamily("triaged_quarantined", "mails in quarantine", now.quarantined)
        yield GaugeMetricFamily("triaged_breakers_open", "open breakers", len(now.breakers))
        yield GaugeMetricFamily("triaged_paused", "1 while paused", float(now.paused_since is not None))

    registry = CollectorRegistry()
    registry.register(Desk())
    host, port = address
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError as error:
        raise ConfigurationError(f"health.metrics: cannot listen on {host}:{port} ({error.strerror})") from error

    def end() -> None:
        server.shutdown()
        server.server_close()  # else the next policy could not listen on the same port
        thread.join()

    return end
