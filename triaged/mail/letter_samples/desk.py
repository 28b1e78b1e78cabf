"""What the samples share: the house's own names, an invented customer, fixed dates."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from triaged.mail.wording import Wording
from triaged.model.letter import Acknowledgement, Person
from triaged.model.thread import Kind, Promise, Thread, Triage, Turn, Urgency
from triaged.policy.shape import InboxEntry, PersonEntry, Policy, Team

FRIDAY = datetime(2027, 1, 1, 18, 40, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
REPLY_BY = MONDAY + timedelta(days=1, minutes=20)
LATE = MONDAY + timedelta(days=1, minutes=-40)
"""When the first promise is about to break."""

_SUBJECT = {
    "en": "Invoice for October",
    "de": "Rechnung Oktober",
    "fr": "Facture d'octobre",
    "es": "Factura de octubre",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDesk:
    """One house in one language. `colleague` and `lead` are people of its first inbox's team."""

    wording: Wording
    policy: Policy
    language: str
    inbox: InboxEntry
    team: Team
    zone: str
    colleague: PersonEntry
    lead: PersonEntry

    @classmethod
    def of(cls, wording: Wording, policy: Policy, language: str) -> Self:
        """The desk of the policy's first inbox."""
        inbox = next(iter(policy.inboxes.values()))
        team = policy.teams[inbox.team]
        lead = policy.people[team.lead]
        others = [policy.people[key] for key in team.people if key != team.lead]
        return cls(
            wording=wording,
            policy=policy,
            language=language,
            inbox=inbox,
            team=team,
            zone=policy.calendars[team.calendar].zone,
            colleague=next(iter(others), lead),
            lead=lead,
        )

    @property
    def plain(self) -> Acknowledgement:
        """The everyday acknowledgement, from which the others are changed."""
        return Acknowledgement(
            inbox=self.inbox.key,
            to="petra.kranz@customer.example",
            subject=_SUBJECT.get(self.language, ""),
            language=self.language,
            reference="7K3F",
            promise=self.promise(REPLY_BY),
            zone=self.zone,
            greet="Petra Kranz",
        )

    @property
    def thread(self) -> Thread:
        """The thread behind it."""
        plain = self.plain
        return Thread(
            thread_id=1,
            reference=plain.reference,
            inbox=plain.inbox,
            customer=plain.to,
            customer_name=plain.greet,
            subject=plain.subject,
            base_subject=plain.subject,
            kind=Kind.PERSON,
            turn=Turn.OURS,
            triage=Triage(
                urgency=Urgency.HIGH, rank=0.8, language=self.language, language_sure=True, team=self.team.key
            ),
            opened_at=MONDAY,
            last_mail_at=MONDAY,
            due_at=REPLY_BY,
            promise=plain.promise,
            owner=self.colleague.key,
            owned_since=MONDAY + timedelta(hours=19),
        )

    def promise(self, reply_by: datetime, *, number: int = 0) -> Promise:
        """A promise of this desk."""
        return Promise(reply_by=reply_by, told=True, calendar=self.team.calendar, row="sample", number=number)


def person(entry: PersonEntry) -> Person:
    """A colleague as letters name them."""
    return Person(name=entry.name, role=entry.role)
