"""The mailbox of the demo's desk: pymap, an IMAP server in memory, on a free loopback port."""

import socket
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from pymap.backend.dict import DictBackend
from pymap.imap import IMAPService
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag

HOST = "127.0.0.1"
TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One user's folders, and the port under which a mail program (or triaged) finds them."""

    port: int
    backend: DictBackend

    async def put(self, octets: bytes, *, folder: str = "INBOX", seen: bool = False) -> None:
        """Deliver a mail into a folder; whoever waits in IDLE hears of it."""
        flags = frozenset({Flag(rb"\Seen")} if seen else ())
        async with self.backend.login.demo_user_identity.new_session() as session:
            await session.append_messages(folder, [AppendMessage(octets, flag_set=flags)])

    async def add_folder(self, name: str) -> None:
        """Make a folder."""
        async with self.backend.login.demo_user_identity.new_session() as session:
            await session.create_mailbox(name)

    async def count(self, folder: str) -> int:
        """How many mails a folder holds."""
        async with self.backend.login.demo_user_identity.new_session() as session:
            snapshot, _ = await session.get_mailbox(folder)
            return int(snapshot.exists)


@asynccontextmanager
async def mailbox(user: str, password: str) -> AsyncIterator[Mailbox]:
    """An empty mailbox with a Sent folder, served until the end of the block. Its mail lives in memory."""
    async with AsyncExitStack() as stack:
        made = await _serve(stack, user, password)
        await made.add_folder("Sent")
        yield made


async def _serve(stack: AsyncExitStack, user: str, password: str) -> Mailbox:
    """Start on a free port. pymap cannot say which port the system chose, so one is chosen for it, again if taken."""
    for left in reversed(range(TRIES)):
        port = _free_port()
        backend, config = await DictBackend.init(_arguments(port, user, password))
        config.apply_context()
        try:
            await IMAPService(backend, config).start(stack)
        except OSError:
            if not left:
                raise
        else:
            return Mailbox(port=port, backend=backend)
    raise AssertionError("unreachable")


def _arguments(port: int, user: str, password: str) -> Namespace:
    parser = ArgumentParser()
    DictBackend.add_subparser("dict", parser.add_subparsers())
    IMAPService.add_arguments(parser)
    parser.set_defaults(skip_services=[], passlib_cfg=None, debug=False)
    server = ["--host", HOST, "--port", str(port), "--no-tls"]
    # A value that begins with "-" is an option to argparse unless it stands behind "=".
    return parser.parse_args([*server, "dict", f"--demo-user={user}", f"--demo-password={password}"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
