"""Prometheus metrics on the address that health.metrics names: the store's figures and the loops' signs of life."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from triaged.errors import ConfigurationError
from triaged.model.stored import Figures
from triaged.report.status import LoopReport


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

    The library is loaded by who listens only. Raises ConfigurationError when the address cannot be listened on.
    """
    from prometheus_client import CollectorRegistry, start_http_server

    from triaged.report.prometheus import Desk

    registry = CollectorRegistry()
    registry.register(Desk(figures, loops))
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
