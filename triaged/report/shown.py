"""Threads, letters and quarantined mail as JSON values: the same words in --json and on the control socket."""

from datetime import datetime

from triaged.model.letter import Letter
from triaged.model.stored import Quarantined, TrailEntry
from triaged.model.thread import Thread
from triaged.report.json import Json


def at(moment: datetime | None) -> str | None:
    """ISO 8601, UTC, to the second."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def thread_json(thread: Thread, now: datetime) -> Json:
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
        "group": thread.triage.customer_group,
        "mails": thread.unanswered_mails,
        "opened": at(thread.opened_at),
        "last_mail": at(thread.last_mail_at),
        "answered": at(thread.answered_at),
        "due": at(thread.due_at),
        "promised": thread.promise is not None and thread.promise.told,
        "overdue": thread.due_at is not None and thread.due_at <= now,
        "asks": thread.asks,
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


def trail_json(entry: TrailEntry) -> Json:
    """One step of the trail."""
    return {
        "at": at(entry.at),
        "event": entry.event,
        "findings": [
            {"question": f.question, "answer": f.answer, "evidence": f.evidence, "row": f.row} for f in entry.findings
        ],
    }
