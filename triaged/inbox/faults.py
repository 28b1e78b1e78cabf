"""The one place where what IMAP, TLS and the network say becomes a named error and a plain sentence."""

import imaplib
import re
import socket
import ssl

from triaged.errors import FolderChanged, LoginRefused, ServerUnreachable, Throttled
from triaged.inbox.answers import Malformed
from triaged.inbox.wire import Closed, Refusal, TooMuch, Unsafe

CAUGHT = (imaplib.IMAP4.error, OSError, ValueError, TypeError, LookupError, AttributeError)
"""What a connection may raise. The last three come out of imaplib, which takes answers apart unchecked."""

LOGIN = "logging in"
"""The step in which any NO is a refused login, unless its code says that it is not about us."""

RESPONSE_CODES: dict[str, type[ServerUnreachable | LoginRefused]] = {
    # RFC 5530, and what large providers add to it.
    "UNAVAILABLE": Throttled,
    "LIMIT": Throttled,
    "THROTTLED": Throttled,
    "INUSE": Throttled,
    "AUTHENTICATIONFAILED": LoginRefused,
    "AUTHORIZATIONFAILED": LoginRefused,
    "EXPIRED": LoginRefused,
    "PRIVACYREQUIRED": LoginRefused,
    "CONTACTADMIN": LoginRefused,
    "NONEXISTENT": FolderChanged,
    "NOPERM": ServerUnreachable,
    "EXPUNGEISSUED": ServerUnreachable,
    "CORRUPTION": ServerUnreachable,
    "SERVERBUG": ServerUnreachable,
    "CLIENTBUG": ServerUnreachable,
    "CANNOT": ServerUnreachable,
    "OVERQUOTA": ServerUnreachable,
    "ALREADYEXISTS": ServerUnreachable,
    "TRYCREATE": ServerUnreachable,
}
_CODE = re.compile(r"\[([A-Z-]+)")
_WORDS: tuple[tuple[re.Pattern[str], type[ServerUnreachable]], ...] = (
    (re.compile(r"too many (simultaneous )?connections|throttl|bandwidth limit|back ?off", re.IGNORECASE), Throttled),
    (
        re.compile(r"uidvalidity changed|session state is inconsistent|deleted under", re.IGNORECASE),
        FolderChanged,
    ),
    (
        re.compile(
            r"(mailbox|folder) (does(n't| not) exist|.{0,40}(deleted|renamed))|no such (mailbox|folder)", re.IGNORECASE
        ),
        FolderChanged,
    ),
)
"""For servers that say it in words only."""

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, "its certificate is not valid here; if it is your own, name its authority in `ca`"),
    (ssl.SSLError, "no encrypted connection came about; check the port and `security`"),
    (socket.gaierror, "the name is not known to the DNS"),
    (TimeoutError, "no answer in time"),
    (ConnectionRefusedError, "nothing listens there"),
    (imaplib.IMAP4.readonly, "the folder may only be read; give the account the right to change it"),
    (TooMuch, "the answer is larger than any honest one"),
    (Malformed, "the answer is not valid IMAP"),
    (Closed, "the server closed the connection"),
)


def translate(error: BaseException, server: str, step: str) -> ServerUnreachable | LoginRefused:
    """The error to raise for what a connection raised while doing `step` at `server` (host and port)."""
    if step == LOGIN and isinstance(error.__context__, (Closed, imaplib.IMAP4.abort)):
        error = error.__context__  # imapclient calls a connection lost in a login a failed login
    if isinstance(error, Unsafe):
        return ServerUnreachable(f"{server}: {step} was given up: {error}.")
    for kind, sentence in _KINDS:
        if isinstance(error, kind):
            return ServerUnreachable(f"{server}: {step} failed: {sentence}.")
    if isinstance(error, imaplib.IMAP4.error):
        return _spoken(error, server, step)
    if isinstance(error, OSError):
        return ServerUnreachable(f"{server}: {step} failed: {error.strerror or 'the connection broke'}.")
    return ServerUnreachable(f"{server}: {step} failed: the answer is not valid IMAP.")


def _spoken(error: imaplib.IMAP4.error, server: str, step: str) -> ServerUnreachable | LoginRefused:
    text = said(error)
    code = _CODE.search(text)
    named = RESPONSE_CODES.get(code[1]) if code else None
    for words, kind in _WORDS:
        if named is None and words.search(text):
            named = kind
    lost = isinstance(error, imaplib.IMAP4.abort)
    if named is LoginRefused and step != LOGIN:
        named = None  # a token that ran out in mid-session: the next login will tell
    if step == LOGIN and not lost and named not in (Throttled, ServerUnreachable):
        shown = f" ({code[1]})" if code else ""
        return LoginRefused(f"{server} refused the login{shown}. Check user and password or token of the account.")
    if named is Throttled:
        return Throttled(f"{server}: {step} was put off: the server asks for a pause.")
    if named is FolderChanged:
        return FolderChanged(f"{server}: {step} failed: the folder has changed or is gone.")
    if lost:  # imaplib quotes what it could not read, which may be a piece of mail: not shown
        return ServerUnreachable(f"{server}: {step} failed: the connection broke or the answer made no sense.")
    return ServerUnreachable(f"{server}: {step} failed: the server said {_shown(text)}.")


def said(error: imaplib.IMAP4.error) -> str:
    """The server's words in an error of imaplib's."""
    first = error.args[0] if error.args else ""
    return first.decode("ascii", "replace") if isinstance(first, bytes) else str(first)


def _shown(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return f'"{plain[:120]}"'


def refused_with(error: Refusal, code: str) -> bool:
    """Whether a NO carries this response code."""
    found = _CODE.search(said(error))
    return found is not None and found[1] == code
