"""triaged merge · split: conversations put together and taken apart by hand."""

from triaged.decide.rearrange import SPLIT, Part, merge, split
from triaged.errors import CommandRefused
from triaged.loops.commands.request import Request, thread_named
from triaged.loops.handle import open_promises, write
from triaged.loops.waiting import TELLS_A_PROMISE, WAITING, on_its_way
from triaged.mail.reference import candidates
from triaged.model.finding import Finding
from triaged.model.order import Refusal
from triaged.model.stored import TrailEntry
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import thread_json


def merge_threads(tx: Tx, request: Request) -> Json:
    """One thread becomes part of another."""
    thread, into = thread_named(tx, request.text("id")), thread_named(tx, request.text("into"))
    changes = merge(
        _part(tx, thread),
        _part(tx, into),
        who=request.agent,
        policy=request.policy,
        now=request.now,
        force=request.flag("force"),
    )
    if isinstance(changes, Refusal):
        raise CommandRefused(changes.reason)
    ended, joined = changes
    write(tx, thread, ended, now=request.now)
    tx.join_thread(thread.thread_id, into.thread_id)
    tx.add_trail(TrailEntry(at=request.now, event=ended.event, findings=ended.findings, thread_id=thread.thread_id))
    write(tx, into, joined, now=request.now)
    after = tx.thread(into.thread_id) or joined.thread
    return {
        "done": f"{thread.reference} is part of {into.reference} now",
        "thread": thread_json(after, request.now, request.policy),
    }


def split_thread(tx: Tx, request: Request) -> Json:
    """A mail, and what follows by its author, becomes a thread of its own."""
    thread = thread_named(tx, request.text("id"))
    number = request.arguments.get("mail")
    if not isinstance(number, int):
        raise CommandRefused("give the number of the mail, as `triaged explain` shows it")
    mails = tx.messages(thread.thread_id)
    apart = split(_part(tx, thread), mails, number, who=request.agent, policy=request.policy, now=request.now)
    if isinstance(apart, Refusal):
        raise CommandRefused(apart.reason)
    references = candidates(request.scribe.secret, f"split {apart.mails[0].stored_id} {apart.mails[0].identity}")
    begun = tx.add_thread(apart.begun, references, linked=thread.thread_id)
    tx.move_mails(apart.mails, begun.thread_id)
    write(tx, thread, apart.left, now=request.now)
    finding = Finding(question="Which conversation?", answer=f"taken out of {thread.reference}", evidence=request.agent)
    tx.add_trail(TrailEntry(at=request.now, event=SPLIT, findings=(finding,), thread_id=begun.thread_id))
    many = f"{len(apart.mails)} mails of {thread.reference} are" if len(apart.mails) > 1 else f"mail {number} is"
    return {"done": f"{many} {begun.reference} now", "thread": thread_json(begun, request.now, request.policy)}


def _part(tx: Tx, thread: Thread) -> Part:
    letters = (letter for letter in tx.letters_of_thread(thread.thread_id) if letter.state in WAITING)
    waits = frozenset(letter.promise_id for letter in letters if letter.promise_id is not None)
    return Part(
        thread=thread,
        open=open_promises(tx, thread.thread_id),
        waits=waits,
        on_its_way=on_its_way(tx, thread, kinds=TELLS_A_PROMISE),
    )


REARRANGE = {"merge": merge_threads, "split": split_thread}
"""The commands of this page."""
