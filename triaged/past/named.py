"""Which past mail did the person name: folders of an inbox, or files?"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from triaged.credentials.login import AccountLogin
from triaged.errors import FileUnreadable, UsageError
from triaged.inbox.imap import ImapInbox
from triaged.past.files import MailFile
from triaged.past.server import Mailroom
from triaged.past.source import Past, Source
from triaged.policy.shape import InboxEntry, Policy

PATH_STARTS = ("/", "./", "../", "~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What was named on the command line. Nothing in `mailboxes`: the watched folders; in `sent`: the sent ones.

    `more` are read besides, `perhaps` where the server has them. `filed`: in which of all of these lies mail about one
    topic, with its key.
    """

    inbox: InboxEntry
    mailboxes: tuple[str, ...]
    sent: tuple[str, ...]
    more: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    filed: Mapping[str, str] = field(default_factory=dict)

    @property
    def watched(self) -> tuple[str, ...]:
        """What is read in any case. Where only files were named to be read besides, they are all."""
        if self.mailboxes or (self.more and all(map(is_file, self.more))):
            return self.mailboxes
        return self.inbox.watch


def named(policy: Policy, mailboxes: Sequence[str], sent: Sequence[str], inbox: str) -> Named:
    """The inbox that is meant, and which mail of it. Raises UsageError, FileUnreadable."""
    found = Named(inbox=_inbox(policy, mailboxes, inbox), mailboxes=tuple(mailboxes), sent=tuple(sent))
    if mailboxes and not sent and all(is_file(name) for name in mailboxes):
        raise UsageError("name the sent mail too (--sent FILE): without it no mail would have an answer")
    return found


def _inbox(policy: Policy, mailboxes: Sequence[str], wanted: str) -> InboxEntry:
    keys = ", ".join(policy.inboxes)
    if wanted and wanted not in policy.inboxes:
        raise UsageError(f"there is no inbox {wanted!r}; rules.toml has {keys}")
    said = {key for name in mailboxes if (key := name.partition("/")[0]) in policy.inboxes and not is_file(name)}
    found = {wanted} if wanted else said or set(policy.inboxes)
    if len(found) > 1 or len(said | found) > len(found):
        raise UsageError(f"one inbox at a time: add --inbox with one of {keys}")
    return policy.inboxes[found.pop()]


@asynccontextmanager
async def past_mail(named: Named, policy: Policy, *, days: int, now: datetime) -> AsyncIterator[Past]:
    """The mail that was named, while a connection is open where one is needed. Raises what opening it raises."""
    names = (*named.watched, *named.more, *named.sent)
    if named.sent and all(map(is_file, names)):
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
    perhaps, missing = await _there(named.perhaps, room)
    # A mail that lies in two of them is last seen where it was filed.
    names = tuple(dict.fromkeys((*named.watched, *named.more, *perhaps)))
    mails = [await _source(name, named, room, now) for name in names]
    sent: Sequence[Source] = [await _source(name, named, room, now) for name in named.sent]
    if not named.sent and room is not None:
        sent = await room.sent(named.inbox.sent)
    topics = {
        source.name: named.filed.get(name, named.filed.get(source.name, ""))
        for name, source in zip(names, mails, strict=True)
    }
    return Past(
        mails=mails,
        sent=sent,
        days=days,
        now=now,
        ended=all(map(is_file, names)),
        filed={name: topic for name, topic in topics.items() if topic},
        missing=missing,
    )


async def _there(names: Sequence[str], room: Mailroom | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of these folders the server has, and which not."""
    known = await room.names() if room is not None and names else ()
    return tuple(name for name in names if name in known), tuple(name for name in names if name not in known)


async def _source(name: str, named: Named, room: Mailroom | None, now: datetime) -> Source:
    if room is None or is_file(name):
        return MailFile(path=_path(name), inbox=named.inbox.key, now=now)
    return await room.folder(name.removeprefix(f"{named.inbox.key}/"))


def _path(name: str) -> Path:
    return Path(name).expanduser()


def is_file(name: str) -> bool:
    """Whether a name is a path. Raises FileUnreadable for one that cannot be anything else, and leads nowhere."""
    path = _path(name)
    if path.exists():
        return True
    if name.startswith(PATH_STARTS) or path.suffix in {".mbox", ".eml"}:
        raise FileUnreadable(f"{name}: there is no such file")
    return False
