"""triaged queue · explain: what waits, and why everything about a thread is as it is."""

from triaged.loops.commands.request import Request, thread_named
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import at, letter_json, quarantined_json, thread_json, trail_json


def queue(tx: Tx, request: Request) -> Json:
    """The agents' queue, what needs attention, and machine mail."""
    attention = tx.attention()
    return {
        "now": at(request.now),
        "queue": [thread_json(thread, request.now) for thread in tx.queue(request.now)],
        "waiting": [thread_json(thread, request.now) for thread in tx.waiting(limit=100)],
        "machine": [thread_json(thread, request.now) for thread in tx.machines(limit=100)],
        "attention": {
            "failed": [letter_json(letter) for letter in attention.failed],
            "held": [letter_json(letter) for letter in attention.held],
            "in_doubt": [letter_json(letter) for letter in attention.in_doubt],
            "quarantined": [quarantined_json(item) for item in attention.quarantined],
            "asks": [thread_json(thread, request.now) for thread in attention.asks],
            "suspect": [thread_json(thread, request.now) for thread in attention.suspects],
        },
    }


def explain(tx: Tx, request: Request) -> Json:
    """Everything about one thread: mails, promises, letters, and why."""
    thread = thread_named(tx, request.text("id"))
    return {
        "thread": thread_json(thread, request.now),
        "mails": [
            {
                "at": at(mail.received_at),
                "direction": mail.direction.value,
                "kind": mail.kind.value,
                "author": mail.author,
                "subject": mail.subject,
            }
            for mail in tx.messages(thread.thread_id)
        ],
        "promises": [
            {
                "reply_by": at(promise.reply_by),
                "told": promise.told,
                "what": promise.what.value,
                "number": promise.number,
                "person": promise.person,
                "calendar": promise.calendar,
                "row": promise.row,
                "basis": promise.basis,
                "outcome": promise.outcome.value,
                "outcome_at": at(promise.outcome_at),
            }
            for promise in tx.promises(thread.thread_id)
        ],
        "letters": [letter_json(letter) for letter in tx.letters_of_thread(thread.thread_id)],
        "trail": [trail_json(entry) for entry in tx.trail(thread.thread_id)],
    }
