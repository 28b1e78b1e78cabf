"""What does an agent order by mail?

A colleague answers a notice with a few words, from a phone. Every line that they wrote must be one command; where one
is not, nothing at all is done, and the answer quotes that line. A quotation or a signature mark ends it. So does, below
a blank line after a command, the first line that is no command and names no thread: a closing, a name, the words of the
mail program. (Some put a blank line between any two lines.) Whose mail it is was proven before; nothing is done here.
"""

import re
from collections.abc import Mapping, Sequence

from triaged.model.order import NotUnderstood, Order, OrderKind, Orders
from triaged.rules.mail_commands.grammar import Asked, Refused, When, order, printable
from triaged.rules.mail_commands.lines import after_quotation, ends, is_quoted
from triaged.rules.mail_commands.people import directory
from triaged.rules.mail_commands.references import names_a_thread
from triaged.rules.mail_commands.words import understood

__all__ = ["MOST", "When", "orders"]

MOST = 50
"""Commands in one mail."""
_SHOWN = 60
_BULLET = re.compile(r"[-*•][ \t]+")


def orders(
    text: str, *, threads: Sequence[str], people: Mapping[str, str], when: When, held: bool = False
) -> Orders | NotUnderstood:
    """What `text`, the words of a proven agent in answer to a notice, orders.

    `threads`: the references the notice was about, without prefix. Where it is one, no command needs to name it; no
    command can name another. `people`: full names by person key. `held`: the notice told of letters that wait, and
    "send" without a thread lets them go. The time grows with the length of the text.
    """
    asked = Asked(threads=tuple(threads), people=directory(people), when=when, held=held)
    lines = [_BULLET.sub("", line.strip(), count=1) for line in text.splitlines()]
    ordered: list[Order] = []
    at, below, quoted_above = 0, False, False
    while at < len(lines):
        line = lines[at]
        if ends(line) or (ordered and is_quoted(line)):
            break
        if not line or is_quoted(line):
            below = bool(ordered)
            at += 1
            continue
        loose = below and not names_a_thread(line, asked.threads)
        try:
            found = order(line, asked)
        except Refused as refused:
            after = after_quotation(lines, at) if ordered or not quoted_above else 0
            if after and not ordered:
                at, quoted_above = after, True
                continue
            if after or loose:
                break
            return _not_understood(line, str(refused), asked)
        if loose and found.what is OrderKind.NAME:
            break
        if len(ordered) == MOST:
            return _not_understood(line, f"a mail may hold {MOST} commands", asked)
        ordered.append(found)
        at += 1
    return Orders(orders=tuple(ordered)) if ordered else _not_understood("", "nothing is ordered", asked)


def _not_understood(line: str, why: str, asked: Asked) -> NotUnderstood:
    shown = printable(line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…")
    example = asked.threads[0] if asked.threads else ""
    return NotUnderstood(line=shown, hint=f"{why}{'' if why.endswith('?') else '.'} Understood: {understood(example)}")
