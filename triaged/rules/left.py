"""A customer's mail is gone from its folder: what does that say?

People tidy a mailbox in their own way: a mail to the junk folder is spam, a deleted one may be done with or a slip, one
in another folder says nothing unless rules.toml gives it a meaning (docs/promises.md 11). What happens to many mails at
once is housekeeping, and says nothing of any of them.
"""

from collections.abc import Collection

from triaged.model.finding import Finding
from triaged.model.stored import Whereabouts
from triaged.model.thread import Happening, Turn
from triaged.policy.shape import ClosePolicy

MOST = 20
"""More mails of open threads than this never leave a folder because each of them was dealt with."""
ROW = "left"
_DELETED = frozenset({Whereabouts.TRASH, Whereabouts.GONE})
_THROWN = _DELETED | {Whereabouts.JUNK}
Answer = tuple[Happening | None, tuple[Finding, ...]]


def left(places: Collection[Whereabouts], *, turn: Turn, close: ClosePolicy) -> Answer:
    """What it says that one more mail of a thread left its folder.

    `places` is where the customer's mails lie now: those since our last answer where the turn is ours, else all of the
    thread. A thread is judged by all of them: one that still lies where it was read waits for somebody. Where it is
    theirs nobody waits, and only spam matters.
    """
    lying = frozenset(places)
    if not lying or lying & {Whereabouts.WATCHED, Whereabouts.UNKNOWN}:
        return None, ()
    if turn is Turn.THEIRS:
        lying = lying & _THROWN
    if lying == {Whereabouts.JUNK}:
        return _said(Happening.SPAM if close.to_junk == "spam" else None, "in the junk folder", close.to_junk)
    if turn is not Turn.OURS:
        return None, ()
    if lying <= _THROWN:
        where = "deleted" if lying <= _DELETED else "deleted, or in the junk folder"
        return _said(Happening.DONE if close.to_trash == "done" else Happening.GONE, where, close.to_trash)
    return _said(Happening.DONE if close.left_inbox == "done" else None, "in another folder", close.left_inbox)


def _said(happening: Happening | None, where: str, configured: str) -> Answer:
    evidence = f"rules.toml, close: {configured}"
    return happening, (Finding(question="Where is the customer's mail?", answer=where, evidence=evidence, row=ROW),)


def too_many(count: int) -> bool:
    """Whether so many mails that left at once say nothing (a restored backup, somebody who tidies, a broken answer)."""
    return count > MOST


def many_left(count: int, folder: str) -> str:
    """What people hear of it."""
    return f"{count} mails left {folder} at once: nothing was closed"
