"""The customers: when they write, what they do when they hear from us, and the programs that write beside them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulate.desk import mails
from tests.simulate.desk.clock import EPOCH
from tests.simulate.desk.mails import BERLIN, Mail, answer_to
from tests.simulate.desk.truth import Conversation, Customer
from triaged.model.letter import Letter, LetterKind

if TYPE_CHECKING:
    from tests.simulate.desk.world import World

A_DAY = (1.0, 5.0, 1.0, 2.0)
"""Conversations begun on a working day, by seed: small desks, and one with more than its people do in time."""
BY_HOUR = (0.2,) * 6 + (1, 3, 6, 8, 8, 7, 5, 7, 8, 7, 6, 4, 2, 2, 1, 1, 0.5, 0.3)
WEEKEND = 0.25
TWO_MATTERS = 0.08
"""How often somebody who has just written writes about another matter too."""
MACHINES = 1.5
"""Mails a day that programs write."""


class Customers:
    """Everybody who writes to the desk."""

    def __init__(self, world: World, a_day: float | None = None) -> None:
        self._world = world
        chance = world.chance
        self.by_id: dict[str, Conversation] = {}
        self.returned: list[Conversation] = []
        self.count = self._mails = 0
        self._quiet_until: dict[Customer, datetime] = {}
        self._a_day = A_DAY[world.seed % len(A_DAY)] if a_day is None else a_day
        self._people = [
            Customer(
                name=f"Kim Berg{n}",
                address=f"kim{n}@customer{n % 150}.example",
                second=f"kim.berg{n}@home{n % 90}.example",
                language=chance.choice(["en", "de"]),
                dead=chance.random() < 0.005,
                bounces=chance.random() < 0.005,
            )
            for n in range(400)
        ]
        self.by_address = {each: one for one in self._people for each in (one.address, one.second)}

    def begin(self) -> None:
        """From now on they write."""
        self._next_mail()
        self._next_machine()

    # ---- who writes when

    def _next_mail(self) -> None:
        """Poisson by hour of day: candidates at the busiest rate, of which each hour keeps its share."""
        world, most = self._world, max(BY_HOUR)
        rate = self._a_day * most / sum(BY_HOUR)
        here = world.now.astimezone(BERLIN)
        share = BY_HOUR[here.hour] / most * (WEEKEND if here.weekday() >= 5 else 1)
        if world.chance.random() < share:
            self._somebody_begins()
        world.after(self._next_mail, hours=world.chance.expovariate(rate))

    def _somebody_begins(self) -> None:
        """One matter, or two."""
        world, customer = self._world, self._world.chance.choice(self._people)
        self._begins(customer)
        if world.chance.random() < TWO_MATTERS:
            world.after(lambda: self._begins(customer), hours=world.chance.uniform(0.2, 12))

    def _next_machine(self) -> None:
        world = self._world
        world.after(self._machine, days=world.chance.expovariate(MACHINES))

    def _machine(self) -> None:
        world = self._world
        self._arrives(mails.newsletter(world.chance.randrange(10**9), world.now))
        self._next_machine()

    # ---- what they write

    def _arrives(self, octets: bytes) -> int:
        world = self._world
        world.mails += 1
        world.soon()
        return world.mailbox.put(octets).uid

    def write_about(self, wants: dict[str, tuple[str, str]]) -> None:
        """Somebody writes about this, like others; some write a second time as if they had not."""
        chance, customer = self._world.chance, self._world.chance.choice(self._people)
        self._begins(customer, wants[customer.language])
        if chance.random() < 0.4:
            self._world.after(lambda: self._begins(customer, wants[customer.language]), hours=chance.uniform(0.2, 2))

    def _begins(self, customer: Customer, wants: tuple[str, str] | None = None) -> None:
        world, chance = self._world, self._world.chance
        if world.now < self._quiet_until.get(customer, world.now):
            return  # a new matter within a minute of a mail joins its thread, as it should (T5)
        self.count += 1
        subject, text = wants or chance.choice(mails.WANTS[customer.language])
        hard = chance.random() < 0.12
        conversation = Conversation(
            number=self.count,
            customer=customer,
            address=customer.second if chance.random() < 0.03 else customer.address,
            subject=subject.format(n=self.count),
            began=world.now,
            not_before=world.now + (timedelta(days=chance.uniform(0.5, 5)) if hard else timedelta()),
        )
        world.conversations.append(conversation)
        self._writes(conversation, text.format(n=self.count), asks=True, subject=conversation.subject)
        if chance.random() < 0.03:
            world.after(lambda: self._again(conversation), seconds=chance.uniform(5, 50))
        if chance.random() < 0.05:
            world.after(lambda: self._nudges(conversation), hours=chance.uniform(1, 30))

    def _writes(self, conversation: Conversation, text: str, *, asks: bool, subject: str, answers: str = "") -> None:
        world, face, conversation = self._world, conversation, conversation.whole
        self._mails += 1
        self._quiet_until[face.customer] = world.now + timedelta(minutes=10)
        message_id = f"<c{conversation.number}.{self._mails}@mail.customer.example>"
        mail = Mail(
            name=conversation.customer.name,
            sender=face.address,
            to=mails.DESK,
            subject=subject,
            text=text,
            message_id=message_id,
            parents=conversation.parents(answers),
        ).octets(world.now)
        self.by_id[message_id] = conversation
        conversation.ids.append(message_id)
        uid = self._arrives(mail)
        conversation.wrote_at = world.now
        world.tell(f"the customer writes {message_id} (asks: {asks})", conversation)
        if asks:
            number = conversation.round
            looked = world.daemon.looked_at
            seen = not number or (looked is not None and conversation.answers[-1].seen_by(looked))
            knows, conversation.told_ahead = world.now < conversation.told_ahead, EPOCH
            hears = seen and not knows and not world.staff.are_all_away()
            if number not in conversation.asked.values() and hears:
                world.after(lambda: world.invariants.was_acknowledged(conversation, number), hours=26)
            conversation.asked[message_id], conversation.came[message_id] = number, world.now
            conversation.waiting, conversation.closed = True, False
            conversation.asked_at = world.now
            world.staff.came(conversation, uid)
        if world.chance.random() < 0.01:
            world.after(lambda: self._arrives(mail), seconds=world.chance.uniform(30, 3_000))

    def _again(self, conversation: Conversation) -> None:
        """The attachment that was forgotten: a second mail within a minute."""
        if conversation.whole.waiting and conversation.whole.round == 0:
            self._writes(conversation, "I forgot the attachment.", asks=True, subject=conversation.subject)

    def asks_again(self, part: Conversation) -> None:
        """The customer knows nothing of a merge: now and then they answer the letter about the one that is gone."""
        if self._world.chance.random() < 0.4:
            self._world.after(lambda: self._nudges(part), hours=self._world.chance.uniform(0.2, 20))

    def _nudges(self, conversation: Conversation) -> None:
        last = conversation.ids[-1] if conversation.part_of is not None else ""
        conversation = self.by_id.get(last, conversation)  # their last mail may have been taken out since
        if conversation.whole.waiting:
            text = mails.NUDGE[conversation.customer.language]
            self._writes(conversation, text, asks=True, subject=answer_to(conversation.subject), answers=last)

    # ---- what they do when they hear from us

    def gets(self, conversation: Conversation, letter: Letter) -> None:
        """A letter of ours reaches the customer."""
        world, chance, customer = self._world, self._world.chance, conversation.customer
        if customer.bounces:
            report = mails.returned(letter.message_id, letter.recipient, chance.randrange(10**9), world.now)
            conversation.whole.returned = True
            self.returned.append(conversation.whole)
            world.after(lambda: self._arrives(report), minutes=chance.uniform(1, 60))
            return
        if customer.absent_until is not None and world.now < customer.absent_until:
            self._robot(conversation, letter.message_id)
            return
        if chance.random() < 0.02:
            customer.absent_until = world.now + timedelta(days=chance.uniform(1, 14))
        conversation.whole.ids.append(letter.message_id)
        if letter.kind is LetterKind.INCIDENT and chance.random() < 0.1:
            world.after(lambda: self._says_other(conversation, letter.message_id), minutes=chance.uniform(2, 90))
        elif chance.random() < 0.06:
            world.after(lambda: self._thanks(conversation, letter.message_id), minutes=chance.uniform(2, 90))
        elif chance.random() < 0.03:
            world.after(lambda: self._thanks(conversation, letter.message_id, solved=True), hours=chance.uniform(1, 24))

    def _robot(self, conversation: Conversation, parent: str) -> None:
        world, customer = self._world, conversation.customer
        subject, text = mails.ABSENT[customer.language]
        self._arrives(
            Mail(
                name=customer.name,
                sender=conversation.address,
                to=mails.DESK,
                subject=subject.format(s=conversation.subject),
                text=text,
                message_id=f"<oof.{world.chance.randrange(10**12)}@mail.customer.example>",
                parents=(parent,),
                more=("Auto-Submitted: auto-replied",),
            ).octets(world.now)
        )

    def _thanks(self, conversation: Conversation, answers: str, *, solved: bool = False) -> None:
        conversation = conversation.whole  # under another subject even thanks might say something: a person reads them
        words = (mails.SOLVED if solved else mails.THANKS)[conversation.customer.language]
        self._writes(conversation, words, asks=False, subject=answer_to(conversation.subject), answers=answers)

    def _says_other(self, conversation: Conversation, answers: str) -> None:
        """The mail was not about what the letter speaks of, or it is answered as if it were not."""
        if conversation.whole.waiting:
            words = mails.OTHER[conversation.customer.language]
            self._writes(conversation, words, asks=True, subject=answer_to(conversation.subject), answers=answers)

    def answered(self, conversation: Conversation, message_id: str) -> None:
        """A person's answer reaches the customer."""
        chance, world = self._world.chance, self._world
        if chance.random() < 0.3:
            world.after(lambda: self._goes_on(conversation, message_id), hours=chance.expovariate(1 / 8))
        elif chance.random() < 0.3:
            solved = chance.random() < 0.3
            world.after(lambda: self._thanks(conversation, message_id, solved=solved), hours=chance.expovariate(1 / 4))

    def _goes_on(self, conversation: Conversation, answers: str) -> None:
        if not conversation.whole.waiting:
            words = mails.MORE[conversation.customer.language]
            self._writes(conversation, words, asks=True, subject=answer_to(conversation.subject), answers=answers)
