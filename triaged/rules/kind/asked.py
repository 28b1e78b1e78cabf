"""Who wrote, the shape: what a detector is asked about, and what a row of the table is."""

from collections.abc import Callable
from dataclasses import dataclass

from triaged.model.addressee import Addressee
from triaged.model.mail import Message
from triaged.model.thread import Kind, Proof
from triaged.policy.shape import InboxEntry, Policy

LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One mail and what is known about it before the store is asked. `own`: it is one of our own letters (N15)."""

    message: Message
    inbox: InboxEntry
    policy: Policy
    addressee: Addressee
    proof: Proof
    own: bool

    @property
    def subject(self) -> str:
        """The subject, trimmed and cut, so that no pattern sees more than it needs."""
        return self.message.subject.strip()[:LONGEST]

    def field(self, name: str) -> str:
        """The topmost value of a header field, trimmed and cut, "" where there is none."""
        return (self.message.headers.get(name) or "").strip()[:LONGEST]


Detector = Callable[[Asked], str]
"""Looks at a mail and gives its evidence in a few words, or "" when it says nothing. Total: never raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of docs/silence.md that says who wrote: `says` is the answer in plain words."""

    row: str
    kind: Kind
    detect: Detector
    says: str
