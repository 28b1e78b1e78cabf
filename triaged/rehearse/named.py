"""Which past mail did the person name: folders of an inbox, or files?"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from triaged.credentials.login import AccountLogin
from triaged.errors import FileUnreadable, UsageError
from triaged.inbox.imap import ImapInbox
from triaged.policy.shape import InboxEntry, Policy
from triaged.rehearse.files import MailFile
from triaged.rehearse.replay import Past
from triaged.rehearse.server import Mailroom
from triaged.rehearse.source import Source

PATH_STARTS = ("/", "./", "../", "~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What was named on the command line. Nothing in `mailboxes`: the watched folders; in `sent`: the sent ones."""

    inbox: InboxEntry
    mailboxes: tuple[str, ...]
    sent: tuple[str, ...]


def named(policy: Policy, mailboxes: Sequence[str], sent: Sequence[str], inbox: str) -> Named:
    """The inbox that is rehearsed, and with which mail. Raises UsageError, FileUnreadable."""
    found = Named(inbox=_inbox(policy, mailboxes, inbox), mailboxes=tuple(mailboxes), sent=tuple(sent))
    if mailboxes and not sent and all(_is_file(name) for name in mailboxes):
        raise UsageError("name the sent mail too (--sent FILE): without answers every promise would be missed")
    return found


def _inbox(policy: Policy, mailboxes: Sequence[str], wanted: str) -> InboxEntry:
    keys = ", ".join(policy.inboxes)
    if wanted and wanted not in policy.inboxes:
        raise UsageError(f"there is no inbox {wanted!r}; rules.toml has {keys}")
    said = {key for name in mailboxes if (key := name.partition("/")[0]) in policy.inboxes and not _is_file(name)}
    found = {wanted} if wanted else said or set(policy.inboxes)
    if len(found) > 1 or len(said | found) > len(found):
        raise UsageError(f"one inbox is rehearsed at a time: add --inbox with one of {keys}")
    return policy.inboxes[found.pop()]


@asynccontextmanager
async def past_mail(named: Named, policy: Policy, *, days: int, now: datetime) -> AsyncIterator[Past]:
    """The mail that was named, while a connection is open where one is needed. Raises what opening it raises."""
    files = [_is_file(name) for name in (*named.mailboxes, *named.sent)]
    if files and all(files) and named.mailboxes and named.sent:
        yield await _past(named, None, days, now)
        return
    account = policy.accounts[named.inbox.account]
    inbox = ImapInbox(named.inbox.key, account, AccountLogin(account))
    try:
        await inbox.open()
        yield await _past(named, Mailroom(inbox=inbox), days, now)
    finally:
        await inbox.close()


async def _past(named: Named, room: Mailroom | None, days: int, now: datetime) -> Past:
    mails = await _sources(named.mailboxes or named.inbox.watch, named, room, now)
    sent = await _sources(named.sent, named, room, now)
    if not named.sent and room is not None:
        sent = await room.sent(named.inbox.sent)
    ended = bool(named.mailboxes) and all(_is_file(name) for name in named.mailboxes)
    return Past(mails=mails, sent=sent, days=days, now=now, ended=ended)


async def _sources(names: Sequence[str], named: Named, room: Mailroom | None, now: datetime) -> Sequence[Source]:
    found: list[Source] = []
    for name in names:
        if room is None or _is_file(name):
            found.append(MailFile(path=_path(name), inbox=named.inbox.key, now=now))
        else:
            found.append(await room.folder(name.removeprefix(f"{named.inbox.key}/")))
    return found


def _path(name: str) -> Path:
    return Path(name).expanduser()


def _is_file(name: str) -> bool:
    """Whether a name is a path. Raises FileUnreadable for one that cannot be anything else, and leads nowhere."""
    path = _path(name)
    if path.exists():
        return True
    if name.startswith(PATH_STARTS) or path.suffix in {".mbox", ".eml"}:
        raise FileUnreadable(f"{name}: there is no such file")
    return False
