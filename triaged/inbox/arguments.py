"""The one gate every IMAP argument passes: no control characters (T18, CVE-2025-15366).

A CR LF inside an argument would end the command and begin another one, written by whoever wrote the text.
"""

import re

from imapclient import imap_utf7

from triaged.errors import ConfigurationError

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_OCTET = re.compile(rb"[\x00-\x1f\x7f]")


def printable(text: str, what: str) -> str:
    """`text` unchanged. Raises ConfigurationError naming `what` when it holds a control character."""
    if _CONTROL.search(text):
        raise ConfigurationError(f"The {what} holds a control character (a line break?): IMAP cannot carry it.")
    return text


def quoted(text: str, what: str) -> str:
    """`text` as an IMAP quoted string. Raises ConfigurationError for control characters and beyond ASCII."""
    if not printable(text, what).isascii():
        raise ConfigurationError(f"The {what} holds characters beyond ASCII: this IMAP server cannot be told them.")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sayable(text: str) -> bool:
    """Whether `quoted` can say it in a line of ordinary length."""
    return text.isascii() and not _CONTROL.search(text) and 0 < len(text) <= 900


def mailbox_name(folder: str) -> str:
    """A folder's name in modified UTF-7 (RFC 3501 5.1.3), quoted. Raises ConfigurationError."""
    return quoted(imap_utf7.encode(printable(folder, "folder name")).decode("ascii"), "folder name")


def check(argument: str | bytes) -> None:
    """What stands directly before the wire. Raises ConfigurationError: nothing of the command has been sent."""
    found = _CONTROL_OCTET.search(argument) if isinstance(argument, bytes) else _CONTROL.search(argument)
    if found:
        raise ConfigurationError("An argument of an IMAP command holds a control character; it was not sent.")


def uid_set(uids: tuple[int, ...]) -> str:
    """UIDs as an IMAP sequence set, runs joined: (1, 2, 3, 7) is "1:3,7"."""
    runs: list[tuple[int, int]] = []
    for uid in sorted(set(uids)):
        if runs and runs[-1][1] == uid - 1:
            runs[-1] = (runs[-1][0], uid)
        else:
            runs.append((uid, uid))
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in runs)
