"""How long, how many, how large: the bounds of everything a server may answer (T19)."""

from dataclasses import dataclass

WHOLE = 64 * 1024
"""Octets: a smaller mail is fetched whole, a larger one in part (docs/imap.md)."""
LIE = 2 * WHOLE
"""Octets asked for when a whole mail is fetched: RFC822.SIZE may be wrong, memory must not depend on it (I11)."""
HEADER = 102_400
"""Octets of a header block that are fetched at most; Postfix's own limit (C5)."""
FIELDS = 32_768
"""Octets of the small header block of a headline."""
TEXT = 65_536
"""Octets of the first text part of a large mail that are fetched."""

BATCH_HEADLINES = 200
"""Mails in one FETCH of headlines."""
BATCH_MAILS = 100
"""Mails in one FETCH of whole mails."""
BATCH_OCTETS = 4 * 1024 * 1024
"""Octets, as RFC822.SIZE tells them, in one FETCH of whole mails."""

LINE = 1_000_000
"""Octets of one line of an answer."""
SEARCH_LINE = 16_000_000
"""Octets of the one line that answers a SEARCH: about 1.6 million UIDs."""
LITERAL = 1024 * 1024
"""Octets of one literal: eight times what is ever asked for."""
ANSWER = 32 * 1024 * 1024
"""Octets of the whole answer to one command."""
LINES = 300_000
"""Lines of the answer to one command: an agent who flags a large folder causes one for each mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds. Each is the total for its step, however slowly the server drips (I5), never the pause between two reads.

    `connect`: name, TCP, TLS, greeting, login, each by itself. `command`: one command and its whole answer.
    `idle`: starting and ending IDLE. `poll`: between two looks at a server without IDLE. `quiet`: after a wake in
    IDLE that was no news, before IDLE starts again.
    """

    connect: float = 20.0
    command: float = 90.0
    idle: float = 15.0
    poll: float = 15.0
    quiet: float = 0.25
