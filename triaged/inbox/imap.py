"""An inbox over IMAP: the Inbox protocol on one connection."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from triaged.errors import ConfigurationError, LoginRefused, ServerUnreachable, TriagedError
from triaged.inbox import reading
from triaged.inbox.arguments import quoted, sayable, uid_set
from triaged.inbox.client import Client
from triaged.inbox.connection import Connection
from triaged.inbox.faults import CAUGHT, LOGIN, refused_with, translate
from triaged.inbox.folders import listed
from triaged.inbox.limits import Patience
from triaged.inbox.wire import Refusal
from triaged.model.mail import Folder, FolderState, Headline, RawMessage
from triaged.model.ports import Login
from triaged.policy.shape import AccountEntry

T = TypeVar("T")

CHUNK = 500
"""UIDs in one command: some 3,500 characters where no two are neighbours, less than any server's limit of a line."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ImapInbox:
    """One IMAP connection of the inbox `inbox` (its key, noted in every RawMessage) to `account`.

    Every method raises ServerUnreachable, or its kinds FolderChanged and Throttled, or LoginRefused; ConfigurationError
    when an argument cannot be said in IMAP. After anything but a plain refusal of the server the connection is dropped;
    `open` makes a new one. The methods are awaited one at a time; `close` may be called at any moment.
    """

    def __init__(self, inbox: str, account: AccountEntry, login: Login, *, patience: Patience | None = None) -> None:
        self._inbox = inbox
        self._account = account
        self._login = login
        self._patience = patience or Patience()
        self._server = f"{account.imap.host}:{account.imap.port}"
        self._connection: Connection | None = None

    async def open(self) -> None:
        """Connect, encrypt, log in. A refused access token is exchanged once (I13)."""
        await self.close()
        if not self._login.oauth:
            password = await self._login.password()
            user, mailbox = self._login.user, self._account.mailbox
            await self._enter(lambda client: client.log_in(user, mailbox, password))
            return
        try:
            await self._enter_with(await self._login.token())
        except LoginRefused:
            await self._enter_with(await self._login.token(refused=True))

    async def _enter_with(self, token: str) -> None:
        # A shared mailbox of Microsoft 365 is opened by its own address with the token of whoever may read it.
        user = self._account.mailbox or self._login.user
        await self._enter(lambda client: client.log_in_with_token(user, token))

    async def _enter(self, log_in: Callable[[Client], None]) -> None:
        self._connection = connection = Connection()
        step = "connecting"
        try:
            await connection.connect(self._account.imap, self._patience)
            step = LOGIN
            await connection.run(log_in)
        except CAUGHT as error:
            connection.cut()
            # The cause is left out: an error of the login may hold the password.
            raise translate(error, self._server, step) from None
        except ConfigurationError as error:
            # A password that IMAP cannot carry stops this inbox, not the daemon: it is read anew next time (I12).
            connection.cut()
            raise LoginRefused(f"{self._server}: {error}") from None
        except TriagedError:
            connection.cut()
            raise

    async def close(self) -> None:
        """Drop the connection, at once, also when a call is under way (that call raises ServerUnreachable)."""
        if self._connection is not None:
            self._connection.cut()
            self._connection = None

    async def _do(self, step: str, job: Callable[[Client], T]) -> T:
        connection = self._connection
        if connection is None:
            raise ServerUnreachable(f"{self._server}: {step}: there is no connection.")
        try:
            return await connection.run(job)
        except Refusal as refusal:
            raise translate(refusal, self._server, step) from refusal
        except CAUGHT as error:
            connection.cut()
            raise translate(error, self._server, step) from error
        except TriagedError:
            connection.cut()
            raise

    # ---- folders

    async def select(self, folder: str, *, readonly: bool) -> FolderState:
        """Select a folder; `readonly` by EXAMINE."""
        return await self._do(f"opening the folder {folder}", lambda c: c.select_state(folder, readonly=readonly))

    async def folders(self) -> tuple[Folder, ...]:
        """All folders that can be selected; special uses as the server tells them, else by well-known names."""
        return await self._do("listing the folders", lambda client: listed(client.list_all()))

    # ---- reading

    async def search_from(self, uid: int, *, since: datetime | None = None) -> tuple[int, ...]:
        """UIDs >= uid, ascending; with `since` only of mail that arrived that day or later.

        IMAP's "n:*" also names the last mail when that is older than n: left out.
        """
        late = () if since is None else ("SINCE", imap_date(since))

        def job(client: Client) -> tuple[int, ...]:
            client.take_fresh()
            found = client.search_uids("UID", f"{uid}:*", *late)
            if client.take_fresh():
                # Servers bring their view of the folder up to date after a SEARCH: mail that lay there was told of
                # (EXISTS) behind the answer, not found.
                found = client.search_uids("UID", f"{uid}:*", *late)
            return tuple(each for each in found if each >= uid)

        return await self._do("looking for new mail", job)

    async def search_mark(self, mark: str, *, since: datetime | None = None) -> tuple[int, ...]:
        """UIDs of mails whose X-Triaged begins with `mark`, with `since` only those that arrived that day or later.

        SEARCH finds parts of values, so the header itself is looked at.
        """
        late = () if since is None else ("SINCE", imap_date(since))

        def job(client: Client) -> tuple[int, ...]:
            found = tuple(client.search_uids(*late, "HEADER", "X-Triaged", quoted(mark, "mark")))
            heads = reading.headlines(client.fetch_items, client.selected, found)
            return tuple(uid for uid in found if uid in heads and heads[uid].mark.startswith(mark))

        return await self._do("looking for our own mail", job)

    async def search_answered(self, since: datetime) -> tuple[int, ...]:
        r"""UIDs of mails flagged \Answered that arrived on the day of `since` or later."""
        return await self._do(
            "looking for answered mail", lambda client: tuple(client.search_uids("ANSWERED", "SINCE", imap_date(since)))
        )

    async def present(self, uids: tuple[int, ...]) -> frozenset[int]:
        """Which of these still lie in the selected folder, asked for in sets of CHUNK UIDs."""
        wanted = frozenset(uids)

        def job(client: Client) -> frozenset[int]:
            sets = (uid_set(uids[at : at + CHUNK]) for at in range(0, len(uids), CHUNK))
            return wanted & {uid for each in sets for uid in client.search_uids("UID", each)}

        return await self._do("looking whether mail is still there", job) if wanted else wanted

    async def search_id(self, message_id: str) -> tuple[int, ...]:
        """UIDs of mails that bear this Message-ID (<> or not: a bare one is known with them).

        SEARCH finds parts of values, so the header itself is looked at.
        """
        bare = message_id.removeprefix("<").removesuffix(">")
        if not sayable(bare):
            return ()

        def job(client: Client) -> tuple[int, ...]:
            found = tuple(client.search_uids("HEADER", "Message-ID", quoted(bare, "Message-ID")))
            heads = reading.headlines(client.fetch_items, client.selected, found)
            return tuple(uid for uid in found if uid in heads and reading.bears(heads[uid], bare))

        return await self._do("looking for a mail by its id", job)

    async def headlines(self, uids: tuple[int, ...]) -> tuple[Headline, ...]:
        """The cheap first look at these mails, those that still exist, in the order asked for."""

        def job(client: Client) -> tuple[Headline, ...]:
            found = reading.headlines(client.fetch_items, client.selected, uids)
            client.must_be_gone(tuple(uid for uid in uids if uid not in found))
            return tuple(found[uid] for uid in uids if uid in found)

        return await self._do("reading headlines", job)

    async def fetch(self, headlines: tuple[Headline, ...]) -> tuple[RawMessage, ...]:
        r"""These mails as far as they still exist, in the order asked for. \\Seen stays as it is (I6)."""

        def job(client: Client) -> tuple[RawMessage, ...]:
            found = reading.mails(client.fetch_items, self._inbox, headlines)
            client.must_be_gone(tuple(head.uid for head in headlines if head.uid not in found))
            return tuple(found[head.uid] for head in headlines if head.uid in found)

        return await self._do("fetching mail", job)

    # ---- writing: our own mails only

    async def mark_seen(self, uids: tuple[int, ...]) -> None:
        r"""Set \\Seen, and look whether it is set (I3)."""

        def job(client: Client) -> None:
            client.set_flag(uids, r"\Seen")
            if client.search_uids("UID", uid_set(uids), "UNSEEN"):
                raise Refusal(b"OK, but the mail is still unread")

        if uids:
            await self._do("marking our own mail as read", job)

    async def move(self, uids: tuple[int, ...], folder: str) -> None:
        r"""Move, and look whether they are gone (I3). A missing folder is created.

        By MOVE; by COPY and UID EXPUNGE; or, without UIDPLUS, by COPY and \\Deleted only.
        """

        def job(client: Client) -> None:
            _with_folder(client, folder, lambda: client.move_uids(uids, folder))
            if client.search_uids("UID", uid_set(uids), "UNDELETED"):
                raise Refusal(b"OK, but the mail is still there")

        if uids:
            await self._do(f"moving mail to {folder}", job)

    async def append(self, folder: str, octets: bytes, *, flags: tuple[str, ...]) -> None:
        """Append a mail (drafts); a missing folder is created."""
        await self._do(
            f"filing a mail in {folder}",
            lambda client: _with_folder(client, folder, lambda: client.append_mail(folder, octets, flags)),
        )

    # ---- waiting

    async def wait(self, seconds: float) -> bool:
        """Until something may have happened (True) or `seconds` have passed (False).

        IDLE, or NOOP every `Patience.poll` seconds where there is no IDLE. The caller's slices are at most a minute
        long: a link may die without a sound, so a search follows anyway (I7).
        """
        until = asyncio.get_running_loop().time() + seconds
        step = "waiting for mail"
        while True:
            connection = self._connection
            left = until - asyncio.get_running_loop().time()
            if connection is None:
                raise ServerUnreachable(f"{self._server}: {step}: there is no connection.")
            if await self._do(step, Client.take_fresh):
                return True
            if left <= 0:
                return False
            try:
                if await self._listen(connection, left):
                    return True
            except CAUGHT as error:
                connection.cut()
                raise translate(error, self._server, step) from error

    async def _listen(self, connection: Connection, seconds: float) -> bool:
        if not await connection.run(lambda client: "IDLE" in client.offers):
            await connection.pause(min(seconds, self._patience.poll))
            return not await connection.run(Client.nothing_new)
        quiet = await connection.run(Client.begin_idle)
        woken = not quiet or await connection.readable(seconds)
        news = await connection.run(Client.end_idle)
        if woken and not news:
            # TLS tickets, "still here", a flag: nothing to search for, and no reason to go round at full speed.
            await connection.pause(self._patience.quiet)
        return news


def imap_date(moment: datetime) -> str:
    """A day before `moment`, as SEARCH wants it (RFC 3501 6.4.4): servers compare days of their own zone."""
    day = moment.date() - timedelta(days=1)
    return f"{day.day:02}-{_MONTHS[day.month - 1]}-{day.year}"


def _with_folder(client: Client, folder: str, job: Callable[[], None]) -> None:
    """Do `job`; when the server says that `folder` is missing (TRYCREATE), create it and do it once more (I2)."""
    try:
        job()
    except Refusal as refusal:
        if not refused_with(refusal, "TRYCREATE"):
            raise
        client.make_folder(folder)
        job()
