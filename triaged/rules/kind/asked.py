"""Who wrote, the shape: what a detector is asked about, and what a row of the table is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from triaged.model.addressee import Addressee
from triaged.model.mail import Message
from triaged.model.thread import Kind, Proof
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.kind.texts import QUOTED_HEAD, TEXTS
from triaged.rules.kind.words import SUBJECTS

LONGEST = 500
LONGEST_TEXT = 24_000
UNOFFICIAL = ("x-", "feedback-id")
REPLY_OR_FORWARD = re.compile(
    r"^(?:re|aw|antw|sv|vs|odp|rif|res|fwd?|wg|tr|rv|i|enc|vb|vl|pd)(?:\[\d+\])?\s?:|^\[(?:fwd?|wg):", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One mail and what is known about it before the store is asked. `own`: it is one of our own letters (N15).

    Without slots: what several rows ask of it is worked out when the first of them asks, and kept.
    """

    message: Message
    inbox: InboxEntry
    policy: Policy
    addressee: Addressee
    proof: Proof
    own: bool

    @cached_property
    def subject(self) -> str:
        """The subject, trimmed and cut, so that no pattern sees more than it needs."""
        return self.message.subject.strip()[:LONGEST]

    @cached_property
    def telling_subject(self) -> str:
        """The subject, "" where none of the patterns for subjects can fit it."""
        return self.subject if SUBJECTS.may_occur(self.subject) else ""

    @cached_property
    def telling_text(self) -> str:
        """What this mail adds, cut, "" where none of the phrases for texts can stand in it."""
        text = self.message.own_text[:LONGEST_TEXT]
        return text if TEXTS.may_occur(text) else ""

    @cached_property
    def own_telling_text(self) -> str:
        """The telling text up to where another mail begins in it, as far as that can be told."""
        head = QUOTED_HEAD.search(self.telling_text) if self.telling_text else None
        return self.telling_text[: head.start()] if head else self.telling_text

    @cached_property
    def unofficial_fields(self) -> tuple[str, ...]:
        """The names of the fields that programs and services made up, each once, in order."""
        return tuple(name for name in self.message.headers.names if name.startswith(UNOFFICIAL))

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
