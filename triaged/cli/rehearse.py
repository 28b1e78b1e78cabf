"""triaged rehearse: what this rules.toml would have done with past mail."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from triaged.cli.ask import json_option, rules_of
from triaged.files import load_policy, load_wording

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from triaged.mail.wording import Wording
    from triaged.policy.shape import Policy
    from triaged.rehearse.named import Named
    from triaged.rehearse.replay import Rehearsed


@click.command()
@click.argument("mailboxes", metavar="[MAILBOX]...", nargs=-1)
@click.option("--sent", multiple=True, metavar="MAILBOX", help="Where the answers are [the inbox's sent folders].")
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True, help="How many days are replayed.")
@click.option("--inbox", default="", metavar="NAME", help="Which inbox of rules.toml is rehearsed.")
@click.option(
    "--level",
    type=click.FloatRange(0.5, 0.99),
    default=0.95,
    show_default=True,
    help="Which share of promises a suggested policy is to keep.",
)
@click.option("--anonymous", is_flag=True, help="Show no address, no name, no subject.")
@json_option
@click.pass_context
def rehearse(
    ctx: click.Context,
    mailboxes: tuple[str, ...],
    *,
    sent: tuple[str, ...],
    days: int,
    inbox: str,
    level: float,
    anonymous: bool,
    as_json: bool,
) -> None:
    """Replay past mail in virtual time: what would have been promised, in which words, kept or missed, and who told.

    MAILBOX is a folder of an inbox (INBOX, support/INBOX) or a file: an mbox, a Maildir, a folder of .eml files.
    Without one the inbox's own folders are read. Nothing is sent, and nothing on the server or in a file is changed.
    """
    from triaged.rehearse.anonymous import without_names
    from triaged.rehearse.named import named
    from triaged.rehearse.told import rehearsal_json

    path = rules_of(ctx)
    policy = load_policy(path)
    wording = load_wording(policy, path)
    what = named(policy, mailboxes, sent, inbox)
    with _unlogged(), _bar() as bar:
        wish = Wish(days=days, level=level, anonymous=anonymous)
        answer = rehearsal_json(asyncio.run(_rehearsed(what, policy, wording, wish, bar)))
    if anonymous:
        answer = without_names(answer, policy)
    if as_json:
        click.echo(json.dumps(answer))
        return
    from triaged.cli.rehearse_tables import show_rehearsal

    show_rehearsal(answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How many days are replayed, what a suggested policy is to keep, and whether nobody is to be named."""

    days: int
    level: float
    anonymous: bool


async def _rehearsed(what: Named, policy: Policy, wording: Wording, wish: Wish, bar: Bar | None) -> Rehearsed:
    from triaged.rehearse.named import past_mail
    from triaged.rehearse.replay import rehearse as replayed

    task = None if bar is None else bar.add_task("", total=None)

    def progress(done: int, total: int, at: datetime) -> None:
        if bar is not None and task is not None:
            bar.update(task, completed=done, total=total, description=f"{at:%a %d %b %Y}")

    async with past_mail(what, policy, days=wish.days, now=datetime.now(UTC)) as past:
        return await replayed(
            past,
            policy=policy,
            inbox=what.inbox.key,
            wording=wording,
            progress=progress,
            level=wish.level,
            nobody=wish.anonymous,
        )


def _bar() -> Bar | nullcontext[None]:
    """A bar that moves on a terminal; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    return Progress(console=console, transient=True) if console.is_terminal else nullcontext()


@contextmanager
def _unlogged() -> Iterator[None]:
    """What a daemon would log of past mail is no news."""
    logger = logging.getLogger("triaged")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
