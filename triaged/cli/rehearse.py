"""triaged rehearse: what this rules.toml would have done with past mail."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triaged.cli.ask import json_option, rules_of
from triaged.cli.replaying import bar, moving, unlogged
from triaged.errors import StoreFailed, UsageError
from triaged.files import load_articles, load_policy, load_wording

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from triaged.mail.wording import Wording
    from triaged.past.named import Named
    from triaged.policy.shape import Policy
    from triaged.rehearse.replay import Rehearsed
    from triaged.rules.articles import Shelf


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
@click.option(
    "--html", "page_at", type=click.Path(path_type=Path), metavar="FILE", help="Write a page with pictures too."
)
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
    page_at: Path | None,
    as_json: bool,
) -> None:
    """Replay past mail in virtual time: what would have been promised, in which words, kept or missed, and who told.

    MAILBOX is a folder of an inbox (INBOX, support/INBOX) or a file: an mbox, a Maildir, a folder of .eml files.
    Without one the inbox's own folders are read. Nothing is sent, and nothing on the server or in a file is changed.
    """
    from triaged.past.named import named
    from triaged.rehearse.anonymous import without_names
    from triaged.rehearse.told import rehearsal_json

    if page_at is not None:
        _check_place(page_at)
    path = rules_of(ctx)
    policy = load_policy(path)
    wording = load_wording(policy, path)
    what = named(policy, mailboxes, sent, inbox)
    with unlogged(), bar() as shown:
        wish = Wish(days=days, level=level, anonymous=anonymous, shelf=load_articles(policy, path))
        answer = rehearsal_json(asyncio.run(_rehearsed(what, policy, wording, wish, shown)))
    if anonymous:
        answer = without_names(answer, policy)
    if page_at is not None:
        from triaged.cli.page import page

        _write(page_at, page(answer))
    if as_json:
        click.echo(json.dumps(answer))
        return
    from triaged.cli.rehearse_tables import show_rehearsal

    show_rehearsal(answer)


def _check_place(path: Path) -> None:
    """Refuse what cannot be written before the rehearsal, not after it. Raises UsageError."""
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
        raise UsageError(f"{path}: no page can be written there")


def _write(path: Path, text: str) -> None:
    """Write it for the person alone: it may name customers. Raises StoreFailed."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise StoreFailed(f"{path}: cannot be written ({error.strerror})") from error
    click.echo(f"the page is in {path}", err=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Days to replay, articles to name, the share that a suggested policy is to keep, and whether to name nobody."""

    days: int
    level: float
    anonymous: bool
    shelf: Shelf


async def _rehearsed(what: Named, policy: Policy, wording: Wording, wish: Wish, shown: Bar | None) -> Rehearsed:
    from triaged.learn.meaning import day_one
    from triaged.past.named import past_mail
    from triaged.rehearse.replay import rehearse as replayed

    judge = day_one(policy)
    async with past_mail(what, policy, days=wish.days, now=datetime.now(UTC)) as past:
        return await replayed(
            past,
            policy=policy,
            inbox=what.inbox.key,
            wording=wording,
            progress=moving(shown),
            level=wish.level,
            nobody=wish.anonymous,
            shelf=wish.shelf,
            judge=judge,
        )
