"""The desk of the demo: the daemon as `triaged run` starts it, and what is asked of it over its own socket."""

import asyncio
import secrets
import string
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from triaged.daemon import Daemon
from triaged.demo.mailbox import mailbox
from triaged.demo.postroom import PostRoom, post_room
from triaged.errors import TriagedError
from triaged.loops.control import ask
from triaged.report.shown import Json

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

    async def ask(self, command: str, **arguments: object) -> Json:
        """The answer to a command, {} while nobody answers."""
        return await asyncio.to_thread(ask, self.socket, command, arguments) or {}

    async def until(self, look: Callable[[], Awaitable[Seen | None]], what: str) -> Seen:
        """Look again and again until there is something to see. Raises DemoFailed."""
        for _ in range(int(PATIENCE / EVERY)):
            seen = await look()
            if seen:
                return seen
            await asyncio.sleep(EVERY)
        raise DemoFailed(f"the demo waited {PATIENCE:.0f} s in vain for {what}")

    async def threads(self) -> list[Row]:
        """Every thread there is, whoever's turn it is."""
        answer: Mapping[str, Any] = await self.ask("queue")
        if not answer:
            return []
        attention = answer["attention"]
        lists = (answer["queue"], answer["waiting"], answer["machine"], attention["asks"], attention["suspect"])
        return list({row["id"]: row for rows in lists for row in rows}.values())

    async def judged(self, subject: str) -> Judged:
        """What was decided for the mail with this subject; waits until it is."""

        async def look() -> Judged | None:
            for thread in await self.threads():
                told: Mapping[str, Any] = await self.ask("explain", id=thread["id"])
                subjects = [mail["subject"] for mail in told["mails"] if mail["direction"] == "customer"]
                if subject in subjects:
                    decided = [entry for entry in told["trail"] if entry["event"] == "mail"]
                    return Judged(thread=thread, findings=tuple(decided[subjects.index(subject)]["findings"]))
            return None

        return await self.until(look, f"what becomes of {subject!r}")


@asynccontextmanager
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
