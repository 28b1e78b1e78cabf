"""triaged train history: learn from an existing mailbox before the first promise is made."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from triaged.cli.ask import asked, json_option, opened, rules_of, say
from triaged.cli.learned import lines, waited
from triaged.cli.replaying import bar, moving, unlogged
from triaged.errors import UsageError
from triaged.files import daemon_socket, load_policy, load_wording
from triaged.loops.ask import ask

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from triaged.mail.wording import Wording
    from triaged.past.named import Named
    from triaged.policy.shape import Policy
    from triaged.rehearse.history import History
    from triaged.report.json import Json

Ask = Callable[[str, Mapping[str, object]], "Json"]
TOGETHER = 60_000
"""Characters of JSON in one request: the daemon takes 128 KiB."""


@click.command()
@click.argument("mailboxes", metavar="[MAILBOX]...", nargs=-1)
@click.option("--sent", multiple=True, metavar="MAILBOX", help="Where the answers are [the inbox's sent folders].")
@click.option(
    "--filed",
    multiple=True,
    metavar="TOPIC=MAILBOX",
    help="Mail about one topic [its folders in rules.toml].",
)
@click.option("--days", type=click.IntRange(1, 3660), default=730, show_default=True, help="How many days are read.")
@click.option("--inbox", default="", metavar="NAME", help="Whose past mail it is.")
@click.option("--forget", is_flag=True, help="Forget what past mail taught; read none.")
@json_option
@click.pass_context
def history(
    ctx: click.Context,
    mailboxes: tuple[str, ...],
    *,
    sent: tuple[str, ...],
    filed: tuple[str, ...],
    days: int,
    inbox: str,
    forget: bool,
    as_json: bool,
) -> None:
    """Learn from past mail: topics from the folders that people filed it into, and how long answers took.

    MAILBOX is a folder of an inbox (INBOX, support/INBOX) or a file: an mbox, a Maildir, a folder of .eml files.
    Without one the inbox's own folders are read; besides, unless only files are named, the folders of its topics.
    Nothing is sent, and nothing on the server or in a file is changed. Once more changes nothing. Ends with 1 when
    there was nothing to learn from.
    """
    if forget:
        say(asked(ctx, "history forget"), as_json=as_json)
        return
    from triaged.past.named import named

    path = rules_of(ctx)
    policy = load_policy(path)
    more = _filed(filed, policy)
    what = named(policy, (*mailboxes, *more), sent, inbox)
    what = _with_topics(replace(what, mailboxes=mailboxes, more=tuple(more)), policy, more)
    with unlogged(), bar() as shown:
        found = asyncio.run(_read(what, policy, load_wording(policy, path), days, shown))
    answer = _told(found, what.inbox.key)
    if found.mails or found.filed:
        answer["learned"] = _kept(ctx, found, policy)
    click.echo(json.dumps(answer) if as_json else "\n".join(_lines(answer)))
    if not found.mails and not found.filed:
        ctx.exit(1)


def _filed(written: Sequence[str], policy: Policy) -> dict[str, str]:
    """Which mailbox holds mail about which topic. Raises UsageError."""
    found = {}
    for each in written:
        topic, _, mailbox = each.partition("=")
        if topic not in policy.topics or not mailbox:
            known = ", ".join(policy.topics) or "none"
            raise UsageError(f"--filed {each}: write TOPIC=MAILBOX; the topics of rules.toml are {known}")
        found[mailbox] = topic
    return found


def _with_topics(what: Named, policy: Policy, more: Mapping[str, str]) -> Named:
    """With what rules.toml says of folders; they are read unless only files are."""
    from triaged.past.named import is_file

    folders = {folder: topic.key for topic in policy.topics.values() for folder in topic.folders}
    on_server = not all(map(is_file, (*what.watched, *what.more)))
    return replace(what, filed={**folders, **more}, perhaps=tuple(folders) if on_server else ())


async def _read(what: Named, policy: Policy, wording: Wording, days: int, shown: Bar | None) -> History:
    from triaged.past.named import past_mail
    from triaged.rehearse.history import read_history

    async with past_mail(what, policy, days=days, now=datetime.now(UTC)) as past:
        return await read_history(past, policy=policy, inbox=what.inbox.key, wording=wording, progress=moving(shown))


def _kept(ctx: click.Context, found: History, policy: Policy) -> Json | None:
    """Give it to the daemon; where none runs, to the store, which is made if need be. What came of learning."""
    from triaged.loops.learning import Learning

    if sys.stderr.isatty():
        click.echo("learning from what was read …", err=True)
    socket = daemon_socket(rules_of(ctx))
    before = ask(socket, "train list", {})
    if before is not None:
        _give(found, lambda command, arguments: asked(ctx, command, arguments))
        return waited(ctx, before) if found.filed else None
    with opened(ctx, socket, create=True) as here:
        _give(found, here.asked)
        if not found.filed:
            return None
        with unlogged():
            asyncio.run(Learning(policy=policy, store=here.store, clock=lambda: datetime.now(UTC)).learn())
        last = here.asked("train list", {})["last"]
    assert isinstance(last, dict)  # noqa: S101 - as the command writes it
    return last


def _give(found: History, keep: Ask) -> None:
    """All of it, to be kept; then it is to be learned from, forecasts too."""
    for mails in _together(mail.as_json() for mail in found.mails):
        keep("history add", {"mails": mails})
    for mails in _together(mail.as_json() for mail in found.filed):
        keep("history add", {"filed": mails})
    keep("train", {})


def _together(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """As many as fit into one request."""
    part: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        length = len(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
        if part and size + length > TOGETHER:
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part


def _told(found: History, inbox: str) -> dict[str, Any]:
    waits = sorted(mail.answered_at - mail.arrived_at for mail in found.mails if mail.answered_at is not None)
    return {
        "inbox": inbox,
        "read": list(found.names),
        "missing": list(found.missing),
        "since": found.since.isoformat(),
        "mails": found.read,
        "sent": found.sent,
        "undated": found.undated,
        "unreadable": found.unreadable,
        "conversations": len(found.mails),
        "answered": len(waits),
        "half_within": int(waits[(len(waits) - 1) // 2].total_seconds()) if waits else None,
        "filed": dict(found.inside),
        "outside": found.outside,
        "topics_taught": bool(found.filed),
        "learned": None,
    }


def _lines(answer: Mapping[str, Any]) -> Iterator[str]:
    from triaged.cli.report_tables import length

    since = datetime.fromisoformat(answer["since"])
    yield f"Past mail of {answer['inbox']} since {since:%a %d %b %Y}"
    yield f"{answer['mails']} mails and {answer['sent']} sent mails from {', '.join(answer['read'])}"
    for key, why in (("undated", "left out: nothing tells when they arrived"), ("unreadable", "could not be read")):
        if answer[key]:
            yield f"{answer[key]} mails {why}"
    if answer["missing"]:
        yield f"Folders of topics that are not there: {', '.join(answer['missing'])}"
    if answer["conversations"]:
        half = "" if answer["half_within"] is None else f", half of them within {length(answer['half_within'])}"
        yield f"{answer['conversations']} conversations, {answer['answered']} of them answered{half}"
    else:
        yield "No answer was found: how long answers take is not learned"
    filed = ", ".join(f"{count} {topic}" for topic, count in answer["filed"].items())
    yield f"Filed by topic: {filed or 'none'}; answered since then and left outside: {answer['outside']}"
    if answer["filed"] and not answer["topics_taught"]:
        yield "Topics were not learned: too little mail outside these folders was read to tell other mail from it."
        yield "Name the folder where other mail lies, or the folders of every topic in rules.toml."
    yield "Nothing was sent, and nothing in the mailbox was changed."
    if answer["learned"]:
        yield from lines(answer["learned"])
