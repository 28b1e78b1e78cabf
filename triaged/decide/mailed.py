"""What one mail adds: a new thread or a further mail of one, and what is done where no letter can go."""

from dataclasses import replace
from datetime import datetime, timedelta

from triaged.decide.happened import sorted_out
from triaged.hours import WorkSpan, add, is_open
from triaged.mail.letter_headers import UnsafeAddress, ascii_address
from triaged.model.decision import Decision
from triaged.model.fact import gathered
from triaged.model.finding import Finding
from triaged.model.letter import Acknowledgement, Silence
from triaged.model.mail import Message, RawMessage
from triaged.model.stored import Direction, StoredMessage, Whereabouts
from triaged.model.thread import Happening, Kind, Proof, Thread, Tone, Turn
from triaged.policy.shape import Policy, Team
from triaged.rules.ordered import ASK as ASK_UNPROVEN
from triaged.rules.threads import base_subject

TEXT_KEPT = 4000
WAITS_FOR_US = (Happening.MAIL, Happening.NUDGE)
"""What of a customer's further mails makes the thread's last mail a newer one."""


def waits_until(after: timedelta, team: Team, policy: Policy, now: datetime) -> datetime:
    """When a letter leaves that waits so that a person can write first: that long of working time, if we are open."""
    calendar = policy.calendars[team.calendar]
    return add(calendar, now, WorkSpan(time=after)) if is_open(calendar, now) else now


def only_where_a_letter_can_go(decision: Decision) -> Decision:
    """The decision, but silence where no letter can go to the address: then nothing is told and people are asked."""
    if not isinstance(decision.letter, Acknowledgement):
        return decision
    try:
        ascii_address(decision.letter.to)
    except UnsafeAddress as error:
        finding = Finding(question="Can a letter go there?", answer="no", evidence=str(error), row="S11")
        asks = "no automatic letter can go to this address: please write to the customer"
        return silenced(decision, Silence(reason=str(error), row="S11"), (finding,), asks=asks)
    return decision


def silenced(
    decision: Decision, silence: Silence, findings: tuple[Finding, ...], *, asks: str = ASK_UNPROVEN
) -> Decision:
    """The decision, but no letter: then nothing is told, and people are asked."""
    return replace(
        decision,
        letter=silence,
        hold="",
        promise=None if decision.promise is None else replace(decision.promise, told=False),
        asks=decision.asks or asks,
        findings=(*decision.findings, *findings),
    )


def new_thread(message: Message, decision: Decision, now: datetime) -> Thread:
    """The thread that a mail begins; the store gives it its number and its reference."""
    acknowledged = isinstance(decision.letter, Acknowledgement)
    promise, target, solution = sorted_out([p for p in (decision.promise, *decision.inner) if p is not None])
    return Thread(
        thread_id=0,
        reference="",
        inbox=message.inbox,
        customer=decision.customer,
        customer_name=decision.customer_name,
        subject=message.subject,
        base_subject=base_subject(message.subject),
        kind=decision.kind,
        turn=decision.turn,
        triage=decision.triage,
        opened_at=now,
        last_mail_at=message.received,
        owner=decision.owner,
        owned_since=now if decision.owner else None,
        incident_id=decision.incident_id,
        asks=decision.asks,
        acknowledged_at=now if acknowledged else None,
        proven=decision.proof is Proof.PROVEN,
        offset=message.offset,
        given=decision.given,
        asked=asked_in(decision),
        promise=promise,
        target=target,
        solution=solution,
    )


def next_mail(thread: Thread, known: Thread, message: Message, decision: Decision, now: datetime) -> Thread:
    """What a further mail adds to its thread. A machine's mail (a bounce, an out-of-office) adds nothing."""
    if decision.kind is not Kind.PERSON:
        return replace(thread, asks=thread.asks or decision.asks)
    began = thread.turn is Turn.OURS and known.turn is not Turn.OURS
    acknowledged = isinstance(decision.letter, Acknowledgement)
    urgency = min(thread.triage.urgency, decision.triage.urgency, key=lambda urgency: urgency.rank)
    tone = Tone.UPSET if decision.triage.tone is Tone.UPSET else thread.triage.tone
    owner = decision.owner if began else thread.owner
    return replace(
        thread,
        kind=Kind.PERSON,
        triage=decision.triage if began else replace(thread.triage, urgency=urgency, tone=tone),
        last_mail_at=message.received if decision.happening in WAITS_FOR_US else thread.last_mail_at,
        owner=owner,
        owned_since=thread.owned_since if owner == thread.owner else now,
        asks=thread.asks or decision.asks,
        acknowledged_at=now if acknowledged else thread.acknowledged_at,
        unanswered_mails=1 if began else thread.unanswered_mails + 1,
        given=gathered(thread.given, decision.given),
        asked=tuple(dict.fromkeys((*thread.asked, *asked_in(decision)))),
    )


def asked_in(decision: Decision) -> tuple[str, ...]:
    """The names of the facts that its letter asks for."""
    letter = decision.letter
    return tuple(fact.name for fact in letter.wants) if isinstance(letter, Acknowledgement) else ()


def stored_mail(raw: RawMessage, message: Message, decision: Decision, thread_id: int) -> StoredMessage:
    """A customer's mail as it is remembered.

    What a program names that was not seen yet, such as the colleague's answer that a holiday notice comes back to,
    leads to the conversation of the people who wrote it, not to what the program wrote.
    """
    names = decision.kind is Kind.PERSON
    return replace(
        remembered(message, thread_id, Direction.CUSTOMER, decision.kind),
        automatic=decision.kind is Kind.MACHINE,
        text=message.own_text[:TEXT_KEPT],
        folder=raw.folder,
        uidvalidity=raw.uidvalidity,
        uid=raw.uid,
        lies=Whereabouts.WATCHED,
        mentions=(*message.in_reply_to, *message.references) if names else (),
        judged=decision.word.as_text() if names and decision.word and decision.place.thread_id is None else "",
    )


def remembered(message: Message, thread_id: int | None, direction: Direction, kind: Kind) -> StoredMessage:
    """What is remembered of any mail."""
    return StoredMessage(
        inbox=message.inbox,
        identity=message.identity,
        digest=message.digest,
        message_id=message.message_id,
        thread_id=thread_id,
        direction=direction,
        kind=kind,
        author=message.author.address if message.author else "",
        subject=message.subject,
        received_at=message.received,
        size=message.size,
    )
