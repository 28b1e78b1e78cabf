"""triaged train history: what past mail teaches is kept, or forgotten. The command line reads the mail."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from triaged.errors import CommandRefused
from triaged.loops.commands.request import Command, Request
from triaged.model.history import FiledMail, PastMail
from triaged.model.tx import Tx
from triaged.report.json import Json

MOST = 1_000
"""Mails of one request."""
Kept = TypeVar("Kept", PastMail, FiledMail)


def add(tx: Tx, request: Request) -> Json:
    """Keep these mails. What is no such mail is refused, and nothing of the request is kept."""
    mails = _mails(request, "mails", PastMail.of_json)
    filed = _mails(request, "filed", FiledMail.of_json)
    named = {mail.inbox for mail in mails} | {mail.inbox for mail in filed}
    for inbox in named - set(request.policy.inboxes):
        raise CommandRefused(f"there is no inbox {inbox!r}: the daemon follows another rules.toml")
    tx.add_history(mails)
    tx.add_filed(filed)
    return {"done": f"{len(mails)} mails, {len(filed)} of a topic"}


def forget(tx: Tx, request: Request) -> Json:
    """Keep nothing of past mail. Models that were learned from it stay until better ones come."""
    del request
    tx.forget_history()
    return {"done": "what past mail taught is forgotten; models made of it judge on (`triaged train back`)"}


def _mails(request: Request, name: str, read: Callable[[Mapping[str, Any]], Kept]) -> list[Kept]:
    rows = request.arguments.get(name, [])
    if not isinstance(rows, list) or len(rows) > MOST:
        raise CommandRefused(f"{name} must be a list of at most {MOST} mails")
    try:
        return [read(row) for row in rows]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise CommandRefused(f"{name}: not mails as `triaged train history` writes them") from error


HISTORY: Mapping[str, Command] = {"history add": add, "history forget": forget}
