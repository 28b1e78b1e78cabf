"""Who wrote, the shape: what a detector is asked about, and what a row of the table is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from triaged.model.addressee import Addressee
from triaged.model.mail import Message
from triaged.model.thread import Kind, Proof
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.kind.phrases import Phrases

LONGEST = 500
LONGEST_TEXT = 24_000
# Where another mail begins inside this one's text: a quoted head, in the words of the usual programs.
QUOTED_HEAD = Phrases(
    r"^[^\w\n]{0,6}(?:(?:from|von|de|da|van|fra|från|od|lähettäjä)\s?:.{1,200}\n[^\w\n]{0,6}(?:sent|date|gesendet|datum|envoyé"
    r"|enviado|fecha|inviato|data|verzonden|sendt|skickat|wysłano|lähetetty|to|an|reply-to|subject|betreff)\s?:"
    r"|(?:to|an|à|a|til|till|aan)\s?:.{0,200}\n(?:[^\w\n]{0,6}(?:cc|bcc|kopie|copie)\s?:.{0,200}\n)?\s{0,20}"
    r"(?:subject|betreff|objet|asunto|oggetto|onderwerp|emne|ämne)\s?:"
    r"|(?:begin forwarded message|-{2,} ?(?:original|forwarded|ursprüngliche|weitergeleitete)))"
)
REPLY_OR_FORWARD = re.compile(
    r"^(?:re|aw|antw|sv|vs|odp|rif|res|fwd?|wg|tr|rv|i|enc|vb|vl|pd)(?:\[\d+\])?\s?:|^\[(?:fwd?|wg):", re.IGNORECASE
)


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

    @property
    def own_text(self) -> str:
        """What this mail itself says, as far as that can be told, cut."""
        text = self.message.own_text[:LONGEST_TEXT]
        head = QUOTED_HEAD.search(text)
        return text[: head.start()] if head else text


Detector = Callable[[Asked], str]
"""Looks at a mail and gives its evidence in a few words, or "" when it says nothing. Total: never raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of docs/silence.md that says who wrote: `says` is the answer in plain words."""

    row: str
    kind: Kind
    detect: Detector
    says: str
