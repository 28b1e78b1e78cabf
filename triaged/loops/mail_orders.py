"""Orders by mail: a colleague answers a notice with a few words, and each is carried out as at the command line.

Everything is written with the mail itself, in one transaction: a mail that is read twice orders once (I1).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triaged.decide.look import Looked
from triaged.decide.mailed import TEXT_KEPT, remembered
from triaged.errors import CommandRefused
from triaged.hours import NeverOpens
from triaged.loops.held import LATE_HELD, release_late
from triaged.loops.obey import in_letter, obey
from triaged.loops.people import come_back, go_away
from triaged.mail.compose import Parent
from triaged.model.finding import Finding
from triaged.model.letter import Letter, LetterKind
from triaged.model.mail import Message
from triaged.model.notice import Confirmation, Done, Refusal
from triaged.model.order import NoMoment, NotUnderstood, Order, OrderKind, Orders
from triaged.model.stored import Direction, Notice, TrailEntry
from triaged.model.thread import Kind
from triaged.model.tx import Tx
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.mail_commands import orders
from triaged.rules.moments import moment
from triaged.rules.ordered import May, Ordering, ordered
from triaged.scribe import Scribe

ABOUT_PEOPLE = frozenset({OrderKind.AWAY, OrderKind.BACK})
MOST_IDS = 50
"""Ids of a mail that are looked up: the notice it answers is among the last."""
MOST_CONFIRMED = 20
"""Answers to one address in an hour: what is more is obeyed all the same, and shown by `triaged explain`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obeyed:
    """A mail that ordered something, or tried to; `letter` is the answer, None where none goes."""

    letter: Letter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOrders:
    """Takes orders in mail to one inbox."""

    inbox: InboxEntry
    policy: Policy
    scribe: Scribe

    def asked(self, tx: Tx, looked: Looked) -> tuple[Ordering, tuple[Finding, ...]]:
        """Whether a mail may order. For all but a colleague's mail this costs a look into a set."""
        message = looked.message
        if message.author is None or message.author.key not in self.policy.ours.colleagues:
            return Ordering(may=May.NO), ()
        notice = None if not self.policy.ladder.answer else _notice_answered(tx, message)
        return ordered(message, notice=notice, proof=looked.proof, policy=self.policy)

    def take(
        self, tx: Tx, message: Message, ordering: Ordering, findings: tuple[Finding, ...], now: datetime
    ) -> Obeyed | None:
        """Do what a proven colleague's mail orders and answer it; None for a mail that is no order."""
        told = _told(tx, ordering.notice)
        read = self._read(tx, message, told)
        if ordering.notice is None and not _about_people_alone(message, read):
            return None
        written = remembered(message, None, Direction.AGENT, Kind.NOT_OURS)
        stored = tx.add_message(replace(written, text=message.own_text[:TEXT_KEPT]))
        if stored is None:
            return Obeyed()
        tx.add_trail(TrailEntry(at=now, event="orders by mail", findings=findings, stored_id=stored))
        answer = self._obey(tx, read, ordering.person, told, now, at=message.received)
        return Obeyed(letter=self._confirm(tx, message, answer, now))

    def _read(self, tx: Tx, message: Message, told: Sequence[Notice]) -> Orders | NotUnderstood:
        """What it says. "17:30" means that of the day on which it came, whenever it is read."""
        calendar = next(iter(self.policy.calendars.values()))

        def when(text: str, end_of_day: bool) -> datetime | NoMoment:
            return moment(text, now=message.received, zone=calendar.zone, calendar=calendar, end_of_day=end_of_day)

        return orders(
            message.own_text,
            threads=_references(tx, told),
            people={key: person.name for key, person in self.policy.people.items()},
            when=when,
            held=any(notice.about == LATE_HELD for notice in told),
        )

    def _obey(
        self,
        tx: Tx,
        read: Orders | NotUnderstood,
        person: str,
        told: Sequence[Notice],
        now: datetime,
        *,
        at: datetime,
    ) -> Confirmation:
        zone = next(iter(self.policy.calendars.values())).zone
        language = self.policy.company.languages[0]
        if isinstance(read, NotUnderstood):
            return Confirmation(language=language, zone=zone, not_understood=read)
        results: list[Done | Refusal] = []
        for order in read.orders:
            results += self._carried_out(tx, order, person=person, told=told, now=now, at=at)
        return Confirmation(
            language=language,
            zone=zone,
            done=tuple(result for result in results if isinstance(result, Done)),
            refused=tuple(result for result in results if isinstance(result, Refusal)),
        )

    def _carried_out(
        self, tx: Tx, order: Order, *, person: str, told: Sequence[Notice], now: datetime, at: datetime
    ) -> list[Done | Refusal]:
        if order.what in ABOUT_PEOPLE:
            return [self._about_people(tx, order, person, now)]
        if not order.references:
            return [self._release(tx, told, now)]
        return [self._about_thread(tx, order, reference, person, now, at=at) for reference in order.references]

    def _about_thread(
        self, tx: Tx, order: Order, reference: str, person: str, now: datetime, *, at: datetime
    ) -> Done | Refusal:
        thread = tx.thread_by_reference(reference)
        if thread is None:
            return Refusal(what=order.what, reference=reference, reason="there is no such thread any more")
        try:
            refusal = obey(tx, order, thread, who=person, person=person, policy=self.policy, now=now, at=at)
        except NeverOpens as error:
            return Refusal(what=order.what, reference=reference, reason=str(error))
        if refusal is not None:
            return Refusal(what=order.what, reference=reference, reason=refusal.reason)
        return Done(
            what=order.what,
            reference=reference,
            until=order.until,
            person=self._name(order.person),
            in_letter=in_letter(order, tx.thread(thread.thread_id) or thread),
        )

    def _about_people(self, tx: Tx, order: Order, writer: str, now: datetime) -> Done | Refusal:
        person = order.person or writer
        try:
            if order.what is OrderKind.BACK:
                come_back(tx, person, now)
            elif order.until is not None:
                go_away(
                    tx,
                    person,
                    since=now,
                    until=order.until,
                    by=writer,
                    policy=self.policy,
                    scribe=self.scribe,
                    now=now,
                )
        except CommandRefused as error:
            return Refusal(what=order.what, reason=str(error))
        return Done(what=order.what, until=order.until, person="" if person == writer else self._name(person))

    def _release(self, tx: Tx, told: Sequence[Notice], now: datetime) -> Done | Refusal:
        """The word "send" alone, in answer to a notice that late letters wait."""
        asked = {notice.person for notice in told if notice.about == LATE_HELD}
        released = sum(release_late(tx, person, self.policy, now) for person in sorted(asked))
        if not released:
            return Refusal(what=OrderKind.SEND, reason="no late letter waits any more")
        return Done(what=OrderKind.SEND)

    def _name(self, person: str) -> str:
        entry = self.policy.people.get(person)
        return entry.name if entry else person

    def _confirm(self, tx: Tx, message: Message, answer: Confirmation, now: datetime) -> Letter | None:
        """Answer, unless this address got enough answers in this hour: two programs may have found each other."""
        author = message.author
        if author is None or not _one_more(tx, author.key, now):
            return None
        worded = self.scribe.wording.render_confirmation(answer, self.policy, now)
        letter = self.scribe.confirmation(
            worded,
            to=author.address,
            inbox=self.inbox,
            identity=message.identity,
            parent=Parent(
                message_id=message.message_id, in_reply_to=message.in_reply_to, references=message.references
            ),
            now=now,
        )
        return None if tx.add_letter(letter) is None else letter


def _notice_answered(tx: Tx, message: Message) -> Letter | None:
    """The notice whose id the mail names: one that told something before one that did not (an answer of ours)."""
    found = None
    for message_id in tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))[:MOST_IDS]:
        letter = tx.letter_by_message_id(message_id)
        if letter is None or letter.kind is not LetterKind.NOTICE:
            continue
        if tx.notices_of_letter(letter.stored):
            return letter
        found = found or letter
    return found


def _told(tx: Tx, notice: Letter | None) -> tuple[Notice, ...]:
    return () if notice is None else tx.notices_of_letter(notice.stored)


def _references(tx: Tx, told: Sequence[Notice]) -> tuple[str, ...]:
    """The threads that a notice told of, each once, in its order."""
    threads = (tx.thread(key) for key in dict.fromkeys(n.thread_id for n in told) if key is not None)
    return tuple(thread.reference for thread in threads if thread is not None)


def _about_people_alone(message: Message, read: Orders | NotUnderstood) -> bool:
    """Whether a mail that answers nothing says when people are away, and nothing else."""
    if message.in_reply_to or message.references or isinstance(read, NotUnderstood):
        return False
    return all(order.what in ABOUT_PEOPLE for order in read.orders)


def _one_more(tx: Tx, address: str, now: datetime) -> bool:
    """Count an answer to this address; whether it may go."""
    name = f"orders answered to {address}"
    began, _, count = tx.remembered(name).partition(" ")
    if not began or now - datetime.fromisoformat(began) >= timedelta(hours=1):
        began, count = now.isoformat(), "0"
    if int(count) >= MOST_CONFIRMED:
        return False
    tx.remember(name, f"{began} {int(count) + 1}")
    return True
