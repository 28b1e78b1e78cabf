"""Threads, letters and quarantined mail as JSON values: the same words in --json and on the control socket."""

from collections.abc import Iterable
from datetime import datetime

from triaged.model.fact import Fact
from triaged.model.letter import Letter
from triaged.model.stored import Post, Quarantined, StoredMessage, TrailEntry
from triaged.model.thread import Promise, Thread, Turn
from triaged.policy.shape import Policy
from triaged.report.json import Json
from triaged.rules.facts import missing


def at(moment: datetime | None) -> str | None:
    """ISO 8601, UTC, to the second."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def thread_json(thread: Thread, now: datetime, policy: Policy) -> Json:
    """One row of the queue."""
    return {
        "id": thread.reference,
        "inbox": thread.inbox,
        "customer": thread.customer,
        "name": thread.customer_name,
        "subject": thread.subject,
        "kind": thread.kind.value,
        "turn": thread.turn.value,
        "urgency": thread.triage.urgency.value,
        "language": thread.triage.language,
        "team": thread.triage.team,
        "topic": thread.triage.topic,
        "tone": thread.triage.tone.value,
        "facts": facts_json(thread.given),
        "missing": list(missing(thread.triage.topic, thread.given, thread.asked, policy)),
        "asked": list(thread.asked),
        "owner": thread.owner,
        "owned_since": at(thread.owned_since),
        "group": thread.triage.customer_group,
        "mails": thread.unanswered_mails,
        "opened": at(thread.opened_at),
        "last_mail": at(thread.last_mail_at),
        "answered": at(thread.answered_at),
        "due": at(thread.due_at),
        "promised": thread.promise is not None and thread.promise.reply_by == thread.due_at,
        "told": at(thread.promise.reply_by) if thread.promise else None,
        "overdue": thread.due_at is not None and thread.due_at <= now,
        "renewed": thread.promise.number if thread.promise else 0,
        "renewal": renewal_word(thread),
        "held": thread.held,
        "snoozed_until": at(thread.snoozed_until),
        "incident": thread.incident_id,
        "asks": thread.asks,
    }


def facts_json(given: Iterable[Fact]) -> Json:
    """The values that were given, by fact."""
    values: dict[str, list[str]] = {}
    for fact in given:
        values.setdefault(fact.name, []).append(fact.value)
    return dict(values)


def renewal_word(thread: Thread) -> str:
    """How it stands with the letter that says that we are late: held, asked about, told once or again; "" = nothing."""
    if thread.promise is None or thread.turn is not Turn.OURS:
        return ""
    if thread.held:
        return "held"
    if thread.asked_at is not None:
        return "asked"
    return {0: "", 1: "told late"}.get(thread.promise.number, "told late again")


def mail_json(mail: StoredMessage, number: int) -> Json:
    """A mail of a thread; `number` (from 1) names it in commands."""
    return {
        "mail": number,
        "at": at(mail.received_at),
        "direction": mail.direction.value,
        "kind": mail.kind.value,
        "author": mail.author,
        "subject": mail.subject,
    }


def promise_json(promise: Promise) -> Json:
    """A promise or a target, and what became of it."""
    return {
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


def letter_json(letter: Letter) -> Json:
    """A letter as lists show it; never its octets."""
    return {
        "letter": letter.letter_id,
        "kind": letter.kind.value,
        "state": letter.state.value,
        "inbox": letter.inbox,
        "to": letter.recipient,
        "created": at(letter.created_at),
        "sent": at(letter.sent_at),
        "send_before": at(letter.send_before),
        "attempts": letter.attempts,
        "resends": letter.resends,
        "next_attempt": at(letter.next_attempt_at),
        "message_id": letter.message_id,
        "person": letter.person,
        "reason": letter.reason,
    }


def quarantined_json(item: Quarantined) -> Json:
    """A quarantined mail."""
    return {
        "quarantine": item.quarantine_id,
        "inbox": item.inbox,
        "folder": item.folder,
        "uid": item.uid,
        "size": item.size,
        "since": at(item.at),
        "reason": item.reason,
        "retry": item.retry,
    }


def post_json(post: Post) -> Json:
    """A notice that a channel did not take."""
    return {"person": post.person, "channel": post.channel, "at": at(post.created_at), "why": post.reason}


def trail_json(entry: TrailEntry) -> Json:
    """One step of the trail."""
    return {
        "at": at(entry.at),
        "event": entry.event,
        "findings": [
            {"question": f.question, "answer": f.answer, "evidence": f.evidence, "row": f.row} for f in entry.findings
        ],
    }
