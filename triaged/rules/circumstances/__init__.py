"""What is known beside the words of a mail: does it make it more urgent, or less?

| what is known                                                                              | counts     |
|--------------------------------------------------------------------------------------------|------------|
| the third mail or a later one without an answer, or the second after a day                 | a class    |
| the second mail without an answer, an hour or more after the first                         | half       |
| another thread of theirs without an answer: for a day, or about the same for an hour       | a class    |
| a promise to them was broken or moved, and nobody has answered since                       | a class    |
| they belong to customers of high importance in rules.toml                                  | a class    |
| to customers of low importance                                                             | less, one  |
| a document is attached that is named like a dunning letter, or one of a court or a lawyer  | a class    |
| a picture or a log is attached that is named like a fault                                  | half       |

All of it together moves a mail by one class at most, and none of it makes a mail critical: that comes from described
damage, rules and people. What came within an hour of the mail before it belongs to that one: a second mail with the
forgotten photo asks for nothing again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triaged.model.finding import Finding
from triaged.model.mail import Attachment
from triaged.model.thread import Kind, Score, Thread, Turn, Urgency
from triaged.rules.circumstances.files import named_like

QUESTION = "What is known beside its words?"
A_CLASS, HALF = 2, 1
"""In halves of a class."""
SAME_BREATH = timedelta(hours=1)
WAITED = timedelta(days=1)
LATELY = timedelta(days=7)
"""How old another thread without an answer may be."""
THIRD = 3
RAISED = {Urgency.LOW: Urgency.NORMAL, Urgency.NORMAL: Urgency.HIGH}
LOWERED = {Urgency.NORMAL: Urgency.LOW, Urgency.HIGH: Urgency.NORMAL}
IMPORTANT = {"high": A_CLASS, "normal": 0, "low": -A_CLASS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One thing that is around. `counts`: halves of a class, less than 0 where it makes a mail less urgent."""

    answer: str
    counts: int
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of a mail that arrived then.

    `thread`: the one it goes on with, None for a new one; `others`: further threads of the same customer; `subject` is
    its base subject. `nudged`: it asks where things stand, which raises it already. `group` is the group of customers
    that its sender is in, `importance` what rules.toml says of that group.
    """

    received: datetime
    subject: str
    thread: Thread | None = None
    others: tuple[Thread, ...] = ()
    nudged: bool = False
    attachments: tuple[Attachment, ...] = ()
    group: str = ""
    importance: str = "normal"


def circumstances(around: Around) -> tuple[Circumstance, ...]:
    """All that counts, in the order of the table above. Total, and bounded."""
    found = (_again(around), _elsewhere(around), _broken(around), _importance(around), *_attached(around))
    return tuple(one for one in found if one is not None)


def moved(score: Score, found: Iterable[Circumstance]) -> Score:
    """The judgement with what is known: by one class at most, and never critical. What there is becomes its reasons."""
    found = tuple(found)
    if not found:
        return score
    together = sum(one.counts for one in found)
    way = RAISED if together >= A_CLASS else LOWERED if together <= -A_CLASS else {}
    urgency = way.get(score.urgency, score.urgency)
    told = (Finding(question=QUESTION, answer=one.answer, evidence=one.evidence) for one in found)
    sounded = score.urgency if urgency is not score.urgency else None
    return replace(score, urgency=urgency, sounded=sounded, reasons=(*score.reasons, *told))


def _again(around: Around) -> Circumstance | None:
    """A further mail in a thread that waits for us."""
    thread = around.thread
    if thread is None or thread.turn is not Turn.OURS or around.nudged:
        return None
    mails, since = thread.unanswered_mails + 1, around.received - thread.last_mail_at
    if since < SAME_BREATH:
        return None
    whole = mails >= THIRD or since >= WAITED
    return Circumstance(answer=f"mail {mails} without an answer", counts=A_CLASS if whole else HALF)


def _elsewhere(around: Around) -> Circumstance | None:
    """Threads of the customer that nobody has ever answered."""
    waiting = sum(_waits(thread, around) for thread in around.others)
    if not waiting:
        return None
    threads = "another thread" if waiting == 1 else f"{waiting} other threads"
    return Circumstance(answer=f"{threads} of theirs without an answer", counts=A_CLASS, evidence="last 7 days")


def _waits(thread: Thread, around: Around) -> bool:
    age = around.received - thread.opened_at
    if thread.kind is not Kind.PERSON or thread.turn is not Turn.OURS or thread.answered_at is not None:
        return False
    same = bool(around.subject) and thread.base_subject.casefold() == around.subject.casefold()
    return (SAME_BREATH if same else WAITED) <= age <= LATELY


def _broken(around: Around) -> Circumstance | None:
    """A promise that was told, and was broken or moved, while nobody has answered since."""
    mine = () if around.thread is None else (around.thread,)
    told = (thread.promise for thread in (*mine, *around.others) if thread.turn is Turn.OURS)
    promises = [promise for promise in told if promise is not None and promise.told]
    if any(promise.reply_by < around.received for promise in promises):
        return Circumstance(answer="a promise to them is broken", counts=A_CLASS)
    if any(promise.number for promise in promises):
        return Circumstance(answer="they were told that we are late", counts=A_CLASS)
    return None


def _importance(around: Around) -> Circumstance | None:
    counts = IMPORTANT[around.importance]
    if not counts:
        return None
    return Circumstance(answer=f"{around.importance} importance", counts=counts, evidence=f"customer.{around.group}")


def _attached(around: Around) -> Iterator[Circumstance]:
    letter, fault = named_like(around.attachments)
    if letter:
        yield Circumstance(
            answer="a document named like a demand or a court's letter", counts=A_CLASS, evidence=f'"{letter}"'
        )
    if fault:
        yield Circumstance(answer="a picture or a log named like a fault", counts=HALF, evidence=f'"{fault}"')
