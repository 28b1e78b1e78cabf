"""triaged queue · find · explain: what waits, what was given, why everything about a thread is as it is."""

from collections.abc import Iterable

from triaged.errors import CommandRefused
from triaged.loops.commands.incidents import incident_json
from triaged.loops.commands.request import Request, thread_named
from triaged.loops.situation import likely_late
from triaged.model.letter import Letter, LetterKind
from triaged.model.stored import UNDELIVERED_FOR, Direction, InboxState, StoredMessage
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import (
    at,
    letter_json,
    mail_json,
    post_json,
    promise_json,
    quarantined_json,
    thread_json,
    trail_json,
)


def queue(tx: Tx, request: Request) -> Json:
    """Open incidents, the agents' queue, what sleeps, what needs attention, and machine mail."""
    now, attention = request.now, tx.attention()
    listed = tx.queue(now)
    asleep = [thread for thread in listed if _sleeps(thread, request)]
    return {
        "now": at(now),
        "incidents": [incident_json(tx, incident, request.policy) for incident in tx.open_incidents()],
        "queue": [thread_json(thread, now, request.policy) for thread in listed if thread not in asleep],
        "likely_late": [
            {**thread_json(one.thread, now, request.policy), "why": one.why}
            for one in likely_late(tx, request.policy, now)
        ],
        "snoozed": [thread_json(thread, now, request.policy) for thread in asleep],
        "waiting": [thread_json(thread, now, request.policy) for thread in tx.waiting(limit=100)],
        "machine": [thread_json(thread, now, request.policy) for thread in tx.machines(limit=100)],
        "attention": {
            "failed": [letter_json(letter) for letter in attention.failed],
            "held": [letter_json(letter) for letter in attention.held],
            "in_doubt": [letter_json(letter) for letter in attention.in_doubt],
            "quarantined": [quarantined_json(item) for item in attention.quarantined],
            "asks": [thread_json(thread, now, request.policy) for thread in attention.asks],
            "suspect": [thread_json(thread, now, request.policy) for thread in attention.suspects],
            "undelivered": [post_json(post) for post in tx.failed_posts(now - UNDELIVERED_FOR)],
            "renewals_off": [
                {"inbox": state.inbox, "why": state.renewals_off}
                for state in _inboxes(tx, request)
                if state.renewals_off
            ],
        },
    }


def _sleeps(thread: Thread, request: Request) -> bool:
    return thread.snoozed_until is not None and thread.snoozed_until > request.now


def _inboxes(tx: Tx, request: Request) -> tuple[InboxState, ...]:
    states = (tx.inbox_state(inbox) for inbox in request.policy.inboxes)
    return tuple(state for state in states if state is not None)


def find(tx: Tx, request: Request) -> Json:
    """Threads in which a customer gave that value, of one fact or of any. Raises CommandRefused."""
    value, name = request.text("value"), request.text("fact")
    if name and name not in request.policy.facts:
        known = ", ".join(request.policy.facts) or "none"
        raise CommandRefused(f"{name!r} is no fact of rules.toml; its facts: {known}")
    now = request.now
    return {
        "now": at(now),
        "threads": [thread_json(thread, now, request.policy) for thread in tx.with_fact(value, name)],
    }


def explain(tx: Tx, request: Request) -> Json:
    """Everything about one thread: mails, promises, letters, and why."""
    thread = thread_named(tx, request.text("id"))
    mails = tx.messages(thread.thread_id)
    letters = tx.letters_of_thread(thread.thread_id)
    return {
        "thread": thread_json(thread, request.now, request.policy),
        "linked": [{"id": other.reference, "subject": other.subject} for other in tx.linked(thread.thread_id)],
        "others": list(_others(thread, mails, letters, request)),
        "mails": [mail_json(mail, number) for number, mail in enumerate(mails, 1)],
        "promises": [promise_json(promise) for promise in tx.promises(thread.thread_id)],
        "letters": [letter_json(letter) for letter in letters],
        "trail": [trail_json(entry) for entry in tx.trail(thread.thread_id)],
    }


def _others(
    thread: Thread, mails: Iterable[StoredMessage], letters: Iterable[Letter], request: Request
) -> tuple[str, ...]:
    """Who answered since the thread has its owner, and is not its owner: a collision that somebody should see."""
    if not thread.owner or thread.owned_since is None:
        return ()
    people = request.policy.people.values()
    keys = {address: person.key for person in people for address in person.mail}
    wrote = [
        keys.get(mail.author.lower(), mail.author)
        for mail in mails
        if mail.direction is Direction.AGENT and not mail.automatic and mail.received_at >= thread.owned_since
    ]
    wrote += [
        letter.person
        for letter in letters
        if letter.kind is LetterKind.REPLY and letter.created_at >= thread.owned_since
    ]
    return tuple(dict.fromkeys(name for name in wrote if name and name != thread.owner))
