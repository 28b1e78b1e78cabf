"""Do we acknowledge it, the shape: one mail and everything that has been decided about it so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.model.addressee import Addressee
from triaged.model.decision import Place
from triaged.model.finding import Finding
from triaged.model.known import Desk, Known
from triaged.model.mail import Message
from triaged.model.thread import Kind, Proof
from triaged.policy.shape import InboxEntry, Policy

LATE = timedelta(hours=1)
"""A confirmation that leaves later than this after the mail's arrival says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One mail and everything that has been decided about it so far.

    `again`: it is the customer's first mail after a person's answer, in a thread that exists.
    """

    message: Message
    kind: Kind
    why_kind: Finding
    place: Place
    known: Known
    desk: Desk
    addressee: Addressee
    proof: Proof
    inbox: InboxEntry
    policy: Policy
    now: datetime
    by_rule: tuple[str, str] | None
    again: bool = False

    @property
    def age(self) -> timedelta:
        """How long ago the mail arrived; never negative, whatever the clocks say."""
        return max(self.now - self.message.received, timedelta())

    @property
    def always(self) -> bool:
        """Whether a rule says that mail like this is always acknowledged."""
        return self.by_rule is not None and self.by_rule[0] == "always"
