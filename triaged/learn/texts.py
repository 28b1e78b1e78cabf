"""Labelled texts from anywhere become examples, as mail would."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.learn.dayone import DayOne, Opinion
from triaged.learn.features import text_of
from triaged.learn.labels import CORRECTED, Example, Task, Vector
from triaged.learn.sentences import Sentences
from triaged.model.mail import Message
from triaged.rules.language import language

LANGUAGES = ("en", "de", "fr", "es")
LONGEST_SUBJECT = 200
AT_ONCE = 64
"""Texts whose vectors are made together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A text's example and what day one says of it."""

    example: Example
    opinion: Opinion


def message_of(text: str, now: datetime) -> Message:
    """A text as a mail: its first line is the subject where more lines follow and it is no longer than a subject is."""
    first, _, rest = text.lstrip().partition("\n")
    subject, body = (first, rest) if rest and len(first) <= LONGEST_SUBJECT else ("", text)
    return Message(
        inbox="", received=now, size=len(text), identity="", digest="", subject=subject, text=body, own_text=body
    )


def look(
    texts: Sequence[str],
    labels: Sequence[str],
    task: Task,
    *,
    day_one: DayOne,
    sentences: Sentences | None,
    now: datetime,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Looked, ...]:
    """Each text with its label, a second older than the next. `progress` hears how many are done."""
    looked: list[Looked] = []
    for start in range(0, len(texts), AT_ONCE):
        part = texts[start : start + AT_ONCE]
        messages = [message_of(text, now) for text in part]
        read = [text_of(each.subject, each.own_text) for each in messages]
        vectors: Sequence[Vector | None] = [None] * len(part) if sentences is None else list(sentences.vectors(read))
        for place, (message, text, vector) in enumerate(zip(messages, read, vectors, strict=True), start):
            opinion = day_one.opinion(task.name, message, language(text, LANGUAGES)[0], vector)
            example = Example(
                text=text,
                label=labels[place],
                at=now - timedelta(seconds=len(texts) - place),
                weight=CORRECTED,
                prior=opinion.prior,
                vector=vector,
            )
            looked.append(Looked(example=example, opinion=opinion))
        progress(len(looked))
    return tuple(looked)
