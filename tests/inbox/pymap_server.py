"""pymap, an IMAP server in memory, in a thread of this process: for tests that need no real server."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import AsyncExitStack

from pymap.backend.dict import DictBackend
from pymap.imap import IMAPService

from tests.servers.looper import Looper
from tests.servers.ports import HOST, free_port


class Pymap:
    """One user, no TLS. `stop()` ends it."""

    def __init__(self, user: str, password: str) -> None:
        self.port = free_port()
        self._looper = Looper("pymap")
        self._looper.run(self._start(user, password))

    async def _start(self, user: str, password: str) -> None:
        parser = ArgumentParser()
        DictBackend.add_subparser("dict", parser.add_subparsers())
        IMAPService.add_arguments(parser)
        parser.set_defaults(skip_services=[], passlib_cfg=None, debug=False)
        args = parser.parse_args(
            [
                "--host",
                HOST,
                "--port",
                str(self.port),
                "--no-tls",
                "dict",
                "--demo-user",
                user,
                "--demo-password",
                password,
            ]
        )
        self._stack = AsyncExitStack()
        backend, config = await DictBackend.init(args)
        config.apply_context()
        await backend.start(self._stack)
        await IMAPService(backend, config).start(self._stack)

    def stop(self) -> None:
        """End it; its mail is gone."""
        self._looper.run(self._stack.aclose())
        self._looper.close()
