"""What does a customer's further mail in a thread say?

A mail is understood as bare thanks or as "solved" only when every word of it is accounted for: then nothing else can be
in it. All else is a mail, which a person reads. docs/further-mail.md tells more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from triaged.model.finding import Finding
from triaged.model.mail import Attachment, Message
from triaged.model.thread import Thread, Turn
from triaged.rules.further_mail import grammars
from triaged.rules.further_mail.quoted import without_quotes
from triaged.rules.further_mail.signing import known_names, unsigned
from triaged.rules.further_mail.subjects import added_subject
from triaged.rules.further_mail.wording import BREAK, words

QUESTION = "What does the customer's further mail say?"
READ = 32_000
"""Characters of a mail in which quotes are looked for."""
LOOKED_AT = 4_000
"""Characters of what the customer adds that are read. Of a longer one it is only known that it says something."""
LEFT_OVER = 6
"""Words that a mail which asks for news may say besides."""
OTHER_WITHIN = 8
"""Words of a sentence that says "something else" and means the incident's letter."""
SIGNATURE_IMAGE = 20_000
"""Octets, as sent, up to which an image belongs to a signature. A screenshot is larger."""

_SIGNATURES = frozenset(
    ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/vcard")
)


class Further(StrEnum):
    """What a further mail says. MAIL is a mail with content, and the answer whenever it is in doubt."""

    MAIL = "mail"
    NUDGE = "nudge"
    THANKS = "thanks"
    SOLVED = "solved"
    OTHER = "something else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`nudge`: it asks where things stand, whatever else it says. That raises a thread and never pushes it back."""

    further: Further
    nudge: bool = False


def further_mail(
    message: Message,
    *,
    thread: Thread,
    incident: bool = False,
    again: bool = False,
    names: Iterable[str] = (),
) -> tuple[Said, tuple[Finding, ...]]:
    """What `message` says, a customer's mail in `thread`. Total, and linear in the length of its text.

    `incident`: the thread's last letter was an incident's, which offers the answer "something else". `again`: an
    earlier mail of the thread has the same text. `names` are people whom a customer may address.
    """
    text = without_quotes(_told(message)[:READ])
    known = known_names((*names, thread.customer_name, *(one.name for one in message.from_)))
    subject = added_subject(message.subject, thread)
    said = f"{words(subject, known)}{BREAK}{words(unsigned(text[:LOOKED_AT], known), known)}"
    if incident and _other(said):
        return _answer(Further.OTHER, evidence='says "something else"')
    whole = _bare(message) and len(text) <= LOOKED_AT and len(message.text) <= READ
    understood = _understood(said, thread) if whole else Further.MAIL
    if understood is not Further.MAIL:
        return _answer(understood, evidence="every word of it is accounted for")
    if again and thread.turn is Turn.OURS and _bare(message) and message.own_text.strip():
        return _answer(Further.NUDGE, nudge=True, evidence="the same text again")
    if not _asks(said):
        return _answer(Further.MAIL)
    only = whole and _left_over(said) <= LEFT_OVER
    return _answer(Further.NUDGE if only else Further.MAIL, nudge=True, evidence="asks where things stand")


def _answer(further: Further, *, nudge: bool = False, evidence: str = "") -> tuple[Said, tuple[Finding, ...]]:
    finding = Finding(question=QUESTION, answer=further.value, evidence=evidence)
    return Said(further=further, nudge=nudge), (finding,)


def _told(message: Message) -> str:
    """The text in which what the mail adds is looked for.

    `own_text` ends where a signature seems to begin. What stands below it may still say something: it is read here too,
    unless quotes were taken out above it.
    """
    return message.text if message.text.startswith(message.own_text) else message.own_text


def _understood(said: str, thread: Thread) -> Further:
    """THANKS or SOLVED, or MAIL. What somebody answered may have been a question: then "great" is an answer to it."""
    asked = thread.turn is Turn.THEIRS
    thanks = grammars.THANKS if asked else grammars.THANKS_OR_ASSENT
    solved = grammars.SOLVED if asked else grammars.SOLVED_OR_ASSENT
    if grammars.POLITE.makes(said):
        return Further.MAIL
    if thanks.makes(said):
        return Further.THANKS
    return Further.SOLVED if solved.makes(said) else Further.MAIL


def _asks(said: str) -> bool:
    """Whether it asks for news, or consists of nothing but a question mark or "bump"."""
    if grammars.ASKING.stands_in(said):
        return True
    return grammars.ASKING_ONLY.makes(said) and not grammars.THANKS_OR_ASSENT.makes(said)


def _left_over(said: str) -> int:
    """How many words are no part of asking, thanking or greeting."""
    return sum(word not in grammars.NOTHING for word in grammars.ASKING_ONLY.without(said).split())


def _other(said: str) -> bool:
    """Whether a short sentence says that it is about something else.

    The incident's letter says these words too ('answer "something else"'): after an invitation they do not count.
    """
    before = ""
    for sentence in (f"{part} " for part in said.split(f" {BREAK}") if part.strip()):
        short = len(sentence.split()) <= OTHER_WITHIN
        meant = grammars.OTHER.stands_in(sentence) and not grammars.DENIED.stands_in(sentence)
        if short and meant and not grammars.INVITED.stands_in(f"{before}{sentence}"):
            return True

        before = sentence
    return False


def _bare(message: Message) -> bool:
    """Whether all of it is its text, read to the end."""
    return not message.cut and all(map(_belongs_to_signature, message.attachments))


def _belongs_to_signature(attachment: Attachment) -> bool:
    kind = attachment.content_type.lower()
    return kind in _SIGNATURES or (kind.startswith("image/") and 0 < attachment.size <= SIGNATURE_IMAGE)
