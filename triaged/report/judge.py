"""What would be decided for these mails: offline, from the files alone, without state (`triaged judge`).

No store is asked: every mail counts as the first of its thread, and no limit is reached. When a mail arrived is read
from its topmost Received line, else from its Date, else it is now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from triaged.decide import decide_message, look_at
from triaged.decide.mailed import asked_in
from triaged.errors import FileUnreadable
from triaged.mail import date_header
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.decision import Decision
from triaged.model.known import Desk, Known
from triaged.model.letter import Acknowledgement
from triaged.model.mail import Message, RawMessage, Unreadable
from triaged.model.ports import Judge
from triaged.policy.ours import reaches
from triaged.policy.shape import InboxEntry, Policy
from triaged.report.json import Json
from triaged.report.shown import at, facts_json
from triaged.rules.articles import NO_SHELF, Shelf
from triaged.rules.facts import missing

AS_IF_FRESH = frozenset({"N26", "N27", "N30", "Reply-To"})
"""The rows that --as-if-fresh leaves out: those about to whom and when a mail was sent, not about who wrote it."""

_EVER = datetime.min.replace(tzinfo=UTC)


def judge_files(
    files: Iterable[Path],
    *,
    policy: Policy,
    judge: Judge,
    now: datetime,
    as_if_fresh: bool = False,
    shelf: Shelf = NO_SHELF,
) -> Iterator[Json]:
    """One JSON object for each file, in order (`judge_one`). Raises FileUnreadable for a file that cannot be read."""
    limits = ParseLimits(mail=policy.limits.mail)
    for path in files:
        octets = _read(path, limits.mail)
        yield judge_one(
            str(path),
            octets,
            policy=policy,
            judge=judge,
            now=now,
            as_if_fresh=as_if_fresh,
            limits=limits,
            shelf=shelf,
        )


def judge_one(
    name: str,
    octets: bytes,
    *,
    policy: Policy,
    judge: Judge,
    now: datetime,
    as_if_fresh: bool,
    limits: ParseLimits,
    shelf: Shelf = NO_SHELF,
) -> Json:
    """What would be decided for one mail, with every reason. `unreadable` is why it passed no parser, else None."""
    first = next(iter(policy.inboxes.values()))
    raw = RawMessage(
        inbox=first.key, folder="INBOX", uidvalidity=1, uid=1, received=now, size=len(octets), octets=octets
    )
    message = parse(raw, limits)
    if isinstance(message, Unreadable):
        return _row(name, None, policy, unreadable=message.reason)
    inbox = _inbox(message, policy, first)
    arrived = now if as_if_fresh else min(_arrived(message), now)
    message = replace(message, inbox=inbox.key, received=arrived)
    looked = look_at(message, inbox=inbox, policy=policy, judge=judge, now=now, shelf=shelf)
    decision = decide_message(
        looked,
        known=Known(),
        desk=Desk(baseline=_EVER),
        policy=policy,
        now=now,
        leave_out=AS_IF_FRESH if as_if_fresh else frozenset(),
    )
    return _row(name, decision, policy)


def _row(name: str, decision: Decision | None, policy: Policy, *, unreadable: str | None = None) -> Json:
    if decision is None:
        empty = dict.fromkeys(("kind", "urgency", "topic", "tone", "language", "reply_by"))
        empty |= {"acknowledge": False, "reasons": [], "facts": {}, "missing": [], "asked": []}
        return {"file": name, **empty, "unreadable": unreadable}
    asked = asked_in(decision)
    told = isinstance(decision.letter, Acknowledgement)
    return {
        "file": name,
        "acknowledge": told,
        "kind": decision.kind.value,
        "reasons": [
            {"question": found.question, "answer": found.answer, "evidence": found.evidence, "row": found.row}
            for found in decision.findings
        ],
        "urgency": decision.triage.urgency.value,
        "topic": decision.triage.topic or None,
        "tone": decision.triage.tone.value,
        "language": decision.triage.language,
        "reply_by": at(decision.promise.reply_by) if told and decision.promise is not None else None,
        "facts": facts_json(decision.given),
        "missing": list(missing(decision.triage.topic, decision.given, asked, policy)),
        "asked": list(asked),
        "unreadable": None,
    }


def _inbox(message: Message, policy: Policy, first: InboxEntry) -> InboxEntry:
    """The inbox that the mail is addressed to, else the first one."""
    return next((inbox for inbox in policy.inboxes.values() if reaches(message.addressed, inbox)), first)


def _arrived(message: Message) -> datetime:
    """When it reached the last server that wrote it down."""
    received = message.headers.get("received") or ""
    arrived, _ = date_header.read(received.rpartition(";")[2])
    return arrived or message.sent_at or message.received


def _read(path: Path, most: int) -> bytes:
    """The octets of a file, one more than a mail may have at most: the parser then says that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise FileUnreadable(f"{path}: there is no such file") from error
    except OSError as error:
        raise FileUnreadable(f"{path}: cannot be read ({error.strerror})") from error
