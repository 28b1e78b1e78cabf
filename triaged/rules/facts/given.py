"""Which facts does a mail give?

Looked for in what the customer wrote, in the subject, then in all that the mail brings along: the answered mail below
it and the signature often hold the number, and a question that the mail already answers is never asked.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from triaged.model.fact import LONGEST_VALUE, MOST_VALUES, Fact, comparable
from triaged.model.finding import Finding
from triaged.model.mail import Attachment, Message
from triaged.policy.fits import MOST_TEXT
from triaged.policy.shape import FactEntry

QUESTION = "Which facts does it give?"
_MOST_FILES = 20


def given(message: Message, facts: Mapping[str, FactEntry]) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """Every fact of rules.toml that the mail gives, in the order of the file, of each the first few values."""
    if not facts:
        return (), ()
    texts = tuple(_texts(message))
    files = message.attachments[:_MOST_FILES]
    found = [fact for entry in facts.values() for fact in _values(entry, texts, files)]
    findings = (
        Finding(question=QUESTION, answer=f"{fact.name}: {fact.value}", row=f"fact.{fact.name}") for fact in found
    )
    return tuple(found), tuple(findings)


def _texts(message: Message) -> Iterator[bytes]:
    """Where facts are looked for, in this order, each cut as for conditions."""
    names = (attachment.name for attachment in message.attachments[:_MOST_FILES])
    places = dict.fromkeys(place[:MOST_TEXT] for place in (message.own_text, message.subject, message.text, *names))
    return (unicodedata.normalize("NFC", place).encode(errors="replace") for place in places if place)


def _values(entry: FactEntry, texts: Iterable[bytes], files: Iterable[Attachment]) -> tuple[Fact, ...]:
    written = [find for pattern in entry.find for text in texts for find in pattern.finds(text)]
    if entry.files:
        written += [_named(file) for file in files if _fits(entry, file)]
    if entry.spoken_of:
        written = [_named(file) for file in files]
    values: dict[str, str] = {}
    for value in filter(None, map(one_line, written)):
        values.setdefault(comparable(value), value)
    return tuple(Fact(name=entry.key, value=value) for value in islice(values.values(), MOST_VALUES))


def _fits(entry: FactEntry, file: Attachment) -> bool:
    return any(pattern.search(text) for pattern in entry.files for text in (file.name, file.content_type) if text)


def _named(file: Attachment) -> str:
    return file.name.strip() or file.content_type


def one_line(value: str) -> str:
    """A stranger's value as it is kept and shown: one line without controls and direction marks, cut."""
    if not value.isprintable():
        value = "".join(char if char.isprintable() else " " for char in value[: 4 * LONGEST_VALUE])
    return " ".join(value.split())[:LONGEST_VALUE].rstrip()
