"""One connection and its one thread: calls that can be cancelled, waiting that costs nothing, an end that is immediate.

imaplib blocks and is not thread-safe, so every call runs in the connection's own thread, one after the other.
Cancelling an asyncio task does not stop a thread (pitfall 13): the socket is shut down instead, which frees the
thread within a millisecond, and the connection is never used again.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from triaged.inbox.client import Client
from triaged.inbox.limits import Patience
from triaged.inbox.wire import Closed, Lifeline
from triaged.policy.shape import Server

T = TypeVar("T")


class Connection:
    """Belongs to the event loop it was made in. Once `cut`, every call raises Closed."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="imap")
        self._lifeline = Lifeline()
        self._gone: asyncio.Future[None] = self._loop.create_future()
        self._client: Client | None = None
        self._watched: int | None = None

    @property
    def alive(self) -> bool:
        """Whether it was not cut."""
        return not self._gone.done()

    async def connect(self, server: Server, patience: Patience) -> None:
        """Connect and encrypt. Raises what sockets, TLS and imaplib raise."""
        self._client = await self._in_thread(lambda: Client(server, self._lifeline, patience))

    async def run(self, job: Callable[[Client], T]) -> T:
        """`job` in the connection's thread. Cancelled, the connection is cut at once."""
        client = self._client
        if client is None:
            raise Closed("not connected")
        return await self._in_thread(lambda: job(client))

    async def _in_thread(self, job: Callable[[], T]) -> T:
        if not self.alive:
            raise Closed("cut")
        future = self._loop.run_in_executor(self._worker, job)
        first: set[asyncio.Future[Any]] = {future, self._gone}
        try:
            await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            future.add_done_callback(_forget)
            self.cut()
            raise
        if not future.done():
            future.add_done_callback(_forget)
            raise Closed("cut")
        return future.result()

    async def readable(self, seconds: float) -> bool:
        """Wait until there is something to read on the socket, or `seconds` have passed (False). Raises Closed."""
        if self._client is None or not self.alive:
            raise Closed("cut")
        woken: asyncio.Future[None] = self._loop.create_future()
        self._watched = self._client.wire.sock.fileno()
        self._loop.add_reader(self._watched, self._wake, woken)
        try:
            await asyncio.wait({woken, self._gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            self.cut()
            raise
        finally:
            self._unwatch()
        if not self.alive:
            raise Closed("cut")
        return woken.done()

    def _wake(self, woken: asyncio.Future[None]) -> None:
        self._unwatch()  # level triggered: it would be called for ever
        if not woken.done():
            woken.set_result(None)

    def _unwatch(self) -> None:
        if self._watched is not None:
            self._loop.remove_reader(self._watched)
            self._watched = None

    async def pause(self, seconds: float) -> None:
        """Sleep, unless the connection is cut. Raises Closed."""
        await asyncio.wait({self._gone}, timeout=seconds)
        if not self.alive:
            raise Closed("cut")

    def cut(self) -> None:
        """The end, at once, also for a call that is under way. The socket is freed by its own thread, later."""
        if not self.alive:
            return
        self._gone.set_result(None)
        self._unwatch()
        self._lifeline.cut()
        self._worker.submit(self._lifeline.free)
        self._worker.shutdown(wait=False)


def _forget(future: "asyncio.Future[T]") -> None:
    """Look at the outcome of a call nobody waits for any more, so that asyncio does not report it as overlooked."""
    if not future.cancelled():
        future.exception()
