"""Text for a chat: one line is one line, bounded, and it calls nobody.

Notices quote subjects and names of customers, who may be hostile.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping

from triaged.model.chat import ChatMessage

LONGEST_LINE = 500
"""Characters."""
MOST_LINES = 50
MOST_OCTETS = 10_000
"""Of all lines together, as the platform wants them written. Teams takes 28 KB a card, the others more."""

_CALLS_ALL = re.compile(r"@(?=(?:all|channel|everyone|groups?|here|room|team)\b)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"


def clean(text: str) -> str:
    """One line without controls, half characters and marks that turn the direction of reading."""
    kept = (c if c.isprintable() else "" if unicodedata.category(c) == "Cf" else " " for c in text)
    line = "".join(kept).strip()
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def calls_nobody(text: str) -> str:
    """The text with an invisible mark inside every word that would call a whole room."""
    return _CALLS_ALL.sub("@" + _JOINER, text)


def shown(message: ChatMessage, escape: Callable[[str], str] = str) -> tuple[str, ...]:
    """Title and lines as a platform may show them, each one line; what does not fit is counted: "… (+12)"."""
    lines = [escape(calls_nobody(clean(line))) for line in (message.title, *message.lines)]
    kept: list[str] = []
    octets = 0
    for line in lines[:MOST_LINES]:
        octets += len(line.encode()) + 1
        if octets > MOST_OCTETS:
            break
        kept.append(line)
    left_out = len(lines) - len(kept)
    return tuple(kept) if not left_out else (*kept, f"… (+{left_out})")


def delivery_id(message: ChatMessage) -> str:
    """The same for every attempt of a message, whatever its key is made of: letters, digits, "_"."""
    return "msg_" + hashlib.sha256(message.key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def as_json(value: Mapping[str, object]) -> bytes:
    """JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


JSON_HEADERS = {"Content-Type": "application/json; charset=utf-8"}
