"""What a worker that learns is given, and what it gives back: values that cross from one process to another."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from triaged.model.lesson import FirstWord, Judged, Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be learned from. `topics` are the keys of rules.toml; `current` the models that judge now, by task.

    `described`: how rules.toml describes topics, by key: "name", "means", "examples". `sentences`: whether meaning is
    judged beside words, where it can be; with the desk's own descriptions for it.
    """

    lessons: tuple[Lesson, ...]
    topics: tuple[str, ...]
    current: Mapping[str, bytes]
    now: datetime
    described: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sentences: bool = False
    urgent_like: tuple[str, ...] = ()
    patient_like: tuple[str, ...] = ()

    def as_json(self) -> str:
        """One JSON object, read by `of_json`."""
        return json.dumps(
            {
                "lessons": [_lesson_json(lesson) for lesson in self.lessons],
                "topics": self.topics,
                "current": {task: base64.b64encode(octets).decode() for task, octets in self.current.items()},
                "now": self.now.isoformat(),
                "described": {key: dict(words) for key, words in self.described.items()},
                "sentences": self.sentences,
                "urgent_like": self.urgent_like,
                "patient_like": self.patient_like,
            }
        )

    @classmethod
    def of_json(cls, text: str) -> "Work":
        """What `as_json` wrote."""
        row = json.loads(text)
        return cls(
            lessons=tuple(map(_lesson, row["lessons"])),
            topics=tuple(row["topics"]),
            current={task: base64.b64decode(octets) for task, octets in row["current"].items()},
            now=datetime.fromisoformat(row["now"]),
            described=row["described"],
            sentences=row["sentences"],
            urgent_like=tuple(row["urgent_like"]),
            patient_like=tuple(row["patient_like"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one task: a model with its card as JSON, or `refused`, why there is none."""

    task: str
    octets: bytes = b""
    card: str = ""
    refused: str = ""

    def as_json(self) -> str:
        """One line, read by `of_json`."""
        octets = base64.b64encode(self.octets).decode()
        return json.dumps({"task": self.task, "octets": octets, "card": self.card, "refused": self.refused})

    @classmethod
    def of_json(cls, text: str) -> "Result":
        """What `as_json` wrote."""
        row = json.loads(text)
        octets = base64.b64decode(row["octets"])
        return cls(task=row["task"], octets=octets, card=row["card"], refused=row["refused"])


def _lesson_json(lesson: Lesson) -> dict[str, Any]:
    return {
        "reference": lesson.reference,
        "inbox": lesson.inbox,
        "subject": lesson.subject,
        "text": lesson.text,
        "language": lesson.language,
        "received_at": lesson.received_at.isoformat(),
        "first": lesson.first.as_text(),
        "corrected": {what.value: word for what, word in lesson.corrected.items()},
        "handled": lesson.handled,
        "filed": lesson.filed,
    }


def _lesson(row: Mapping[str, Any]) -> Lesson:
    return Lesson(
        reference=row["reference"],
        inbox=row["inbox"],
        subject=row["subject"],
        text=row["text"],
        language=row["language"],
        received_at=datetime.fromisoformat(row["received_at"]),
        first=FirstWord.of_text(row["first"]),
        corrected={Judged(what): word for what, word in row["corrected"].items()},
        handled=row["handled"],
        filed=row["filed"],
    )
