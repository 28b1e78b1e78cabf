"""What does an agent order by mail: which lines of it they wrote.

The text may still hold the answered notice: next to it, a command is so short that it is taken for no text at all.
"""

import re
from collections.abc import Sequence

_QUOTED = re.compile(r"[ \t]{0,3}(?:[A-Za-z]{0,3}>|\|[ \t])")
_ENDS = re.compile(r"[ \t]*(?:--|—|[-_=*]{3,})[ \t]*|[ \t]*[-_]{2,}[^\n]{0,80}[-_]{2,}[ \t]*")
_MOST_LINES = 3
_LONGEST = 200


def is_quoted(line: str) -> bool:
    """Whether a line repeats the answered mail."""
    return _QUOTED.match(line) is not None


def ends(line: str) -> bool:
    """Whether a signature begins, or what a mail program puts below a line."""
    return len(line) <= _LONGEST and _ENDS.fullmatch(line) is not None


def after_quotation(lines: Sequence[str], at: int) -> int:
    """The line after a quotation that `lines[at]` introduces ("On … wrote:", over up to three lines), else 0."""
    for last in range(at, min(at + _MOST_LINES, len(lines))):
        if not lines[last].strip():
            return 0
        if lines[last].rstrip().endswith(":"):
            following = last + 1
            while following < len(lines) and not lines[following].strip():
                following += 1
            return _past_quoted(lines, following) if following < len(lines) and is_quoted(lines[following]) else 0
    return 0


def _past_quoted(lines: Sequence[str], at: int) -> int:
    """The first line from `at` on that is not quoted."""
    while at < len(lines) and is_quoted(lines[at]):
        at += 1
    return at
