"""The desk of the demo: the daemon as `triaged run` starts it, and what is asked of it over its own socket."""

import asyncio
import contextlib
import json
import secrets
import string
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from triaged.daemon import Daemon
from triaged.demo.mailbox import mailbox
from triaged.demo.postroom import PostRoom, post_room
from triaged.errors import TriagedError

ADDRESS = "support@nordlicht.example"
GONE = "olga.brandt@moved.example"
PATIENCE = 30.0
EVERY = 0.1

Seen = TypeVar("Seen")
Row = Mapping[str, Any]


class DemoFailed(TriagedError):
    """The daemon did not do within half a minute what the demo is there to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was decided for one mail: the row of its thread, and the findings."""

    thread: Row
    findings: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A running daemon, its mailbox, and the post room that stands for the rest of the world."""

    daemon: "asyncio.Task[None]"
    post: PostRoom
    socket: Path

    async def ask(self, command: str, **arguments: object) -> dict[str, Any]:
        """The daemon's answer to a command. While no daemon listens (it starts, or it stops) this waits for one."""
        line = json.dumps({"command": command, "arguments": arguments}).encode() + b"\n"
        while not (answer := await self._said(line)):  # noqa: ASYNC110 - the daemon does not tell us
            await asyncio.sleep(EVERY)
        told = json.loads(answer)
        if not told["ok"]:
            raise DemoFailed(f"the daemon refused {command!r}: {told['error']}")
        result: dict[str, Any] = told["result"]
        return result

    async def _said(self, line: bytes) -> bytes:
        """What the daemon says to a line; nothing where there is no daemon. Unlike a thread it can be cancelled."""
        try:
            reader, writer = await asyncio.open_unix_connection(self.socket)
        except (FileNotFoundError, ConnectionRefusedError):
            return b""
        with contextlib.closing(writer), contextlib.suppress(ConnectionError):
            writer.write(line)
            return await reader.read()
        return b""

    async def until(self, look: Callable[[], Awaitable[Seen | None]], what: str) -> Seen:
        """Look again and again until there is something to see. Raises DemoFailed."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not (seen := await look()):  # noqa: ASYNC110 - what is looked at changes elsewhere
                    await asyncio.sleep(EVERY)
                return seen
        except TimeoutError as error:
            raise DemoFailed(f"the demo waited {PATIENCE:.0f} s in vain for {what}") from error

    async def threads(self) -> list[Row]:
        """Every thread there is, whoever's turn it is."""
        answer = await self.ask("queue")
        attention = answer["attention"]
        lists = (answer["queue"], answer["waiting"], answer["machine"], attention["asks"], attention["suspect"])
        return list({row["id"]: row for rows in lists for row in rows}.values())

    async def judged(self, subject: str) -> Judged:
        """What was decided for the mail with this subject; waits until it is."""

        async def look() -> Judged | None:
            for thread in await self.threads():
                told = await self.ask("explain", id=thread["id"])
                subjects = [mail["subject"] for mail in told["mails"] if mail["direction"] == "customer"]
                if subject in subjects:
                    decided = [entry for entry in told["trail"] if entry["event"] == "mail"]
                    return Judged(thread=thread, findings=tuple(decided[subjects.index(subject)]["findings"]))
            return None

        return await self.until(look, f"what becomes of {subject!r}")


@contextlib.asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    """A desk with its daemon running and its inbox read, until the end of the block. Its files are in `folder`."""
    password = secrets.token_urlsafe(16)
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password, "utf-8")
    async with (
        mailbox(ADDRESS, password) as box,
        post_room(box, desk=ADDRESS, password=password, gone=GONE) as post,
    ):
        rules = folder / "rules.toml"
        names = {"imap": box.port, "smtp": post.port, "password": secret, "folder": folder}
        rules.write_text(string.Template(rules_text()).substitute(names), "utf-8")
        daemon = asyncio.create_task(Daemon(rules).run(), name="daemon")
        made = Desk(daemon=daemon, post=post, socket=folder / "control.sock")
        try:
            yield made
        finally:
            daemon.cancel()
            await asyncio.wait({daemon})


def rules_text() -> str:
    """The desk's rules.toml as shipped."""
    return Path(__file__).with_name("rules.toml").read_text("utf-8")
