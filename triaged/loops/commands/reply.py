"""triaged reply: what a colleague writes to a customer; it counts as their answer when it has left."""

import hashlib
from datetime import timedelta

from triaged.errors import CommandRefused
from triaged.loops.commands.request import Request, thread_named
from triaged.loops.customers_mail import written_by_hand
from triaged.loops.told import untell
from triaged.loops.waiting import TELLS_A_PROMISE, WAITING
from triaged.mail.compose import Parent
from triaged.mail.letter_headers import UnsafeAddress
from triaged.model.finding import Finding
from triaged.model.letter import Letter, LetterKind
from triaged.model.stored import StoredMessage, TrailEntry
from triaged.model.thread import Kind, Thread
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import at, thread_json

TWICE = timedelta(minutes=10)
"""The same words within this time are a second press of the key, not a second reply."""
LONGEST = 24 * 1024
"""Characters of a reply."""
ANSWERED = "answered by hand before it left"


def draft(tx: Tx, request: Request) -> Json:
    """What is answered: to whom, and the customer's last mail."""
    thread = _answerable(tx, request)
    mail = _last_mail(tx, thread)
    return {
        "thread": thread_json(thread, request.now, request.policy),
        "to": thread.customer,
        "subject": thread.subject,
        "mail": None if mail is None else {"at": at(mail.received_at), "author": mail.author, "text": mail.text},
    }


def reply(tx: Tx, request: Request) -> Json:
    """Write the letter; an apology that waits for this customer is not sent any more."""
    thread, text = _answerable(tx, request), request.text("text")
    if not text.strip():
        raise CommandRefused("an empty reply is not sent")
    if len(text) > LONGEST:
        raise CommandRefused("that is longer than a reply may be; write it in your mail program")
    written = [letter for letter in tx.letters_of_thread(thread.thread_id) if letter.kind is LetterKind.REPLY]
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    _not_twice(written, digest, request)
    parent = _parent(tx, thread)
    try:
        letter = request.scribe.reply(
            text,
            thread=thread,
            parent=parent,
            number=len(written) + 1,
            digest=digest,
            person=request.agent,
            now=request.now,
        )
    except UnsafeAddress as error:
        raise CommandRefused(f"no letter can go to the customer of {thread.reference}: {error}") from error
    number = tx.add_letter(letter)
    _drop_what_waits(tx, thread, request)
    finding = Finding(question="What did a person do?", answer="reply", evidence=request.agent)
    tx.add_trail(
        TrailEntry(
            at=request.now, event="reply written", findings=(finding,), thread_id=thread.thread_id, letter_id=number
        )
    )
    waits = "; letters are paused: it goes when they are resumed" if tx.paused_since() else ""
    done = f"{thread.reference} reply written: it counts as the answer when it has left{waits}"
    return {
        "done": done + _beside(thread, request),
        "letter": number,
        "thread": thread_json(thread, request.now, request.policy),
    }


def _beside(thread: Thread, request: Request) -> str:
    """Who has the thread, where it is not who replies."""
    if thread.owner in {"", request.person}:
        return ""
    owner = request.policy.people.get(thread.owner)
    return f"; the thread is with {owner.name if owner else thread.owner}"


def _answerable(tx: Tx, request: Request) -> Thread:
    thread = thread_named(tx, request.text("id"))
    if thread.kind is not Kind.PERSON:
        raise CommandRefused(f"{thread.reference} is no person's: say first that it was one (`triaged person`)")
    if not thread.customer:
        raise CommandRefused(f"{thread.reference} has nobody who could be answered")
    if thread.inbox not in request.policy.inboxes:
        raise CommandRefused(f"the inbox of {thread.reference}, {thread.inbox}, is not in rules.toml any more")
    return thread


def _not_twice(written: list[Letter], digest: str, request: Request) -> None:
    last = written[-1] if written else None
    if last is not None and last.once_key.endswith(digest) and request.now - last.created_at < TWICE:
        raise CommandRefused(f"these very words are on their way already (letter {last.letter_id})")


def _last_mail(tx: Tx, thread: Thread) -> StoredMessage | None:
    mails = written_by_hand(tx, thread)
    return mails[-1] if mails else None


def _parent(tx: Tx, thread: Thread) -> Parent:
    """The customer's last mail, and the mails before it: the reply stands below it in every mail program."""
    last = _last_mail(tx, thread)
    ids = [m.message_id for m in tx.messages(thread.thread_id) if m.message_id and not m.automatic]
    return Parent(message_id=last.message_id if last else None, references=ids)


def _drop_what_waits(tx: Tx, thread: Thread, request: Request) -> None:
    """An apology, or a confirmation, that waits would arrive beside the answer."""
    for letter in tx.letters_of_thread(thread.thread_id):
        if letter.kind in TELLS_A_PROMISE and letter.state in WAITING and not letter.resends:
            tx.cancel(letter.stored, ANSWERED, expected=letter.state)
            untell(tx, letter, policy=request.policy, now=request.now, why=ANSWERED)


REPLY = {"reply": reply, "reply draft": draft}
"""The commands of this page."""
