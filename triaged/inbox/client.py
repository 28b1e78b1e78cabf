"""A logged in IMAP connection, used from one thread: security, login, and commands with their answers checked."""

import functools
import ssl
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from triaged.errors import FolderChanged
from triaged.inbox import limits
from triaged.inbox.answers import Malformed, Piece, number
from triaged.inbox.arguments import mailbox_name, printable, quoted, uid_set
from triaged.inbox.limits import Patience
from triaged.inbox.wire import Lifeline, Refusal, Unsafe, Wire
from triaged.model.mail import FolderState
from triaged.policy.shape import Server


@functools.lru_cache(maxsize=16)
def _context(ca: str, changed: int) -> ssl.SSLContext:
    del changed  # part of the key: a renewed file is read anew
    context = ssl.create_default_context(cafile=ca or None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def tls_context(server: Server) -> ssl.SSLContext | None:
    """A verifying context, TLS 1.2 or newer, trusting `server.ca` instead of the system's roots where it is given.

    One context serves all connections: it holds every root certificate, a megabyte of them. Raises OSError.
    """
    if server.security == "plain":
        return None
    return _context(server.ca, Path(server.ca).stat().st_mtime_ns if server.ca else 0)


class Client(IMAPClient):
    """One connection. Made = connected, encrypted as configured, not yet logged in.

    `offers` are the server's capabilities after the login. `fresh`: it told of mail (EXISTS) that no search has looked
    for yet.
    """

    def __init__(self, server: Server, lifeline: Lifeline, patience: Patience) -> None:
        self._server = server
        self._lifeline = lifeline
        self.patience = patience
        self.offers: frozenset[str] = frozenset()
        self.state: FolderState | None = None
        self.fresh = False
        super().__init__(server.host, server.port, ssl=server.security == "tls", timeout=None)
        self.normalise_times = False
        # IMAPClient turns imaplib's debugging on for its log: every answer would be formatted, mails included.
        self._imap.debug = 0
        if self._imap.state != "NONAUTH":
            raise Unsafe("the server says that we are logged in already (PREAUTH), which we are not")
        if server.security == "starttls":
            self.wire.allow(patience.connect)
            if "STARTTLS" not in self._imap.capabilities:
                raise Unsafe("the server offers no STARTTLS, and a password is not sent in clear")
            self.starttls(tls_context(server))

    def _create_IMAP4(self) -> Wire:  # noqa: N802 - IMAPClient's hook
        self.wire = Wire(self._server, tls_context(self._server), self._lifeline, self.patience.connect)
        return self.wire

    # ---- logging in

    def log_in(self, user: str, mailbox: str, password: str) -> None:
        """By password: SASL PLAIN where it is offered (it carries any character), else LOGIN.

        `mailbox`, if not "", is the shared mailbox that `user` opens (the authorization identity of RFC 4616).
        Raises LoginError, Refusal or Unsafe.
        """
        printable(user, "user name"), printable(password, "password"), printable(mailbox, "mailbox")
        self._begin(self.patience.connect)
        if "AUTH=PLAIN" in self._imap.capabilities:
            self.plain_login(user, password, mailbox or None)
        elif "LOGINDISABLED" in self._imap.capabilities:
            raise Unsafe("the server takes no password on this connection (LOGINDISABLED)")
        elif mailbox:
            raise Unsafe("the server offers no AUTH=PLAIN, without which no shared mailbox can be opened by password")
        else:
            self._checked("LOGIN", quoted(user, "user name"), quoted(password, "password"))
            self._imap.state = "AUTH"
        self._read_capabilities()

    def log_in_with_token(self, user: str, token: str) -> None:
        """By XOAUTH2. The error challenge is answered by an empty line, not by the token again (pitfall 10)."""
        printable(user, "user name"), printable(token, "access token")
        answers = iter([f"user={user}\1auth=Bearer {token}\1\1"])

        def answer(_: bytes) -> str:
            return next(answers, "")

        if "AUTH=XOAUTH2" not in self._imap.capabilities:
            raise Unsafe("the server offers no XOAUTH2")
        self._begin(self.patience.connect)
        self.sasl_login("XOAUTH2", answer)
        self._read_capabilities()

    def _read_capabilities(self) -> None:
        """Ask again: what was said before the login was said to anybody."""
        kind, data = self._run(self.patience.connect, "CAPABILITY")
        told = self._imap.untagged_responses.pop("CAPABILITY", [])
        words = b" ".join(line for line in told if isinstance(line, bytes))
        if kind != "OK" or not words:
            raise Refusal(data[-1])
        self.offers = frozenset(words.decode("ascii", "replace").upper().split())

    # ---- commands

    def _begin(self, seconds: float, line: int = limits.LINE) -> None:
        """A new command: its time, and nothing left over from the one before (pitfall 6)."""
        self.fresh = self.fresh or "EXISTS" in self._imap.untagged_responses
        self._imap.untagged_responses = {}
        self.wire.allow(seconds, line)

    def _run(self, seconds: float, name: str, *args: str, line: int = limits.LINE) -> tuple[str, list[Any]]:
        self._begin(seconds, line)
        kind, data = self._imap._simple_command(name, *args)  # noqa: SLF001 - imaplib's own way to add a command
        validity = self._imap.untagged_responses.get("UIDVALIDITY")
        if self.state and validity and name == "UID" and number(validity[-1]) != self.state.uidvalidity:  # type: ignore[arg-type]
            raise FolderChanged(f"{self.host}: the folder was replaced while in use (another UIDVALIDITY).")
        return kind, data

    def _checked(self, name: str, *args: str, line: int = limits.LINE) -> list[Any]:
        kind, data = self._run(self.patience.command, name, *args, line=line)
        if kind != "OK":
            raise Refusal(data[-1])
        return data

    def fetch_items(self, uids: str, items: str) -> list[Piece | None]:
        """UID FETCH: imaplib's data."""
        self._checked("UID", "FETCH", uids, items)
        return self._imap.untagged_responses.pop("FETCH", [])  # type: ignore[return-value]

    def search_uids(self, *criteria: str) -> list[int]:
        """UID SEARCH, ascending. A line of its own length limit: one line holds all that is found (pitfall 8)."""
        self._checked("UID", "SEARCH", *criteria, line=limits.SEARCH_LINE)
        found: set[int] = set()
        for line in self._imap.untagged_responses.pop("SEARCH", []):
            words = line.split() if isinstance(line, bytes) else [b"?"]
            for at, word in enumerate(words):
                if word.startswith(b"("):  # (MODSEQ n), RFC 7162
                    words = words[:at]
                    break
            found.update(number(word) for word in words)
        return sorted(found)

    @property
    def selected(self) -> FolderState:
        """The selected folder. Raises Refusal without one."""
        if self.state is None:
            raise Refusal(b"no folder is selected")
        return self.state

    def take_fresh(self) -> bool:
        """Whether the server has told of mail since this was asked last; a search that begins now finds it."""
        fresh = self.fresh or "EXISTS" in self._imap.untagged_responses
        self.fresh = False
        self._imap.untagged_responses = {}
        return fresh

    def must_be_gone(self, uids: tuple[int, ...]) -> None:
        """Raise Malformed when one of these still exists: then the server kept back what it was asked for (I11).

        A mail expunged between SEARCH and FETCH is simply absent (I3); NOOP lets the server tell of it first.
        """
        if uids:
            self._checked("NOOP")
            if self.search_uids("UID", uid_set(uids)):
                raise Malformed("a mail that exists was not given out")

    def select_state(self, folder: str, *, readonly: bool) -> FolderState:
        """SELECT or EXAMINE. What it tells is no news: a search follows anyway.

        Raises Malformed when no UIDVALIDITY is told: without it UIDs mean nothing.
        """
        self.state = None
        name = mailbox_name(folder)
        self._begin(self.patience.command)
        kind, data = self._imap.select(name, readonly)
        if kind != "OK":
            raise Refusal(data[-1])
        told = self._imap.untagged_responses
        uidvalidity, exists = _told(told, "UIDVALIDITY"), _told(told, "EXISTS")
        if uidvalidity is None or exists is None:
            raise Malformed("SELECT told no UIDVALIDITY")
        uidnext = _told(told, "UIDNEXT")
        if uidnext is None:
            uidnext = max(self.search_uids("UID", "*"), default=0) + 1 if exists else 1
        self.state = FolderState(name=folder, uidvalidity=uidvalidity, uidnext=uidnext, exists=exists)
        self.take_fresh()
        return self.state

    def list_all(self) -> list[Piece | None]:
        """LIST of everything: imaplib's data."""
        extended = "LIST-EXTENDED" in self.offers and "SPECIAL-USE" in self.offers
        self._checked("LIST", '""', '"*"', *(["RETURN", "(SPECIAL-USE)"] if extended else []))
        return self._imap.untagged_responses.pop("LIST", [])  # type: ignore[return-value]

    def set_flag(self, uids: tuple[int, ...], flag: str) -> None:
        """+FLAGS.SILENT. A STORE of mails that are gone says OK as well (I3): look afterwards."""
        self._checked("UID", "STORE", uid_set(uids), "+FLAGS.SILENT", f"({flag})")

    def move_uids(self, uids: tuple[int, ...], folder: str) -> None:
        r"""MOVE; else COPY and UID EXPUNGE; else COPY and \\Deleted only (pitfall 12).

        A bare EXPUNGE would take what others have marked. OK is also said for mails that are gone (I3).
        """
        target = mailbox_name(folder)
        if "MOVE" in self.offers:
            self._checked("UID", "MOVE", uid_set(uids), target)
            return
        self._checked("UID", "COPY", uid_set(uids), target)
        self.set_flag(uids, r"\Deleted")
        if "UIDPLUS" in self.offers:
            self._checked("UID", "EXPUNGE", uid_set(uids))

    def make_folder(self, folder: str) -> None:
        """CREATE."""
        self._checked("CREATE", mailbox_name(folder))

    def append_mail(self, folder: str, octets: bytes, flags: tuple[str, ...]) -> None:
        """APPEND."""
        self._begin(self.patience.command)
        name = mailbox_name(folder)
        kind, data = self._imap.append(name, f"({' '.join(flags)})", None, octets)
        if kind != "OK":
            raise Refusal(data[-1])

    # ---- waiting

    def nothing_new(self) -> bool:
        """NOOP: whether the server had no new mail to tell of (for servers without IDLE)."""
        self._checked("NOOP")
        return "EXISTS" not in self._imap.untagged_responses

    def begin_idle(self) -> bool:
        """Enter IDLE: whether there is nothing to read yet, so that the socket may be watched."""
        self._begin(self.patience.idle)
        self.wire.begin_idle()
        return not (self.fresh or self.wire.buffered or "EXISTS" in self._imap.untagged_responses)

    def end_idle(self) -> bool:
        """Leave IDLE: whether anything was told that a search should look at."""
        self.wire.allow(self.patience.idle)
        self.wire.end_idle()
        return not self._imap.untagged_responses.keys().isdisjoint(("EXISTS", "RECENT", "EXPUNGE", "VANISHED"))


def _told(untagged: dict[str, Any], name: str) -> int | None:
    values = untagged.get(name)
    return number(values[-1]) if values else None
