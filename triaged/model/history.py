"""Mail of the time before triaged was there, as far as it teaches something."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from triaged.model.lesson import NO_TOPIC, FirstWord, Lesson
from triaged.model.thread import Urgency

TEXT_KEPT = 4000
"""Characters of a text and of a subject: as many as of any mail."""
_KEY = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_NAME_KEPT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMail:
    """A mail of a person that began a conversation before triaged was there. It names nobody and holds no text.

    `key` is the mail's identity (triaged/mail/identity.py). `answered_at`: a person's first answer, None where none is
    known; answers were looked for until `seen_until`. `urgency` and `topic` ("": unknown) are as they would have been
    judged when it came, `topic` that of the folder where people filed the mail.
    """

    key: str
    inbox: str
    arrived_at: datetime
    answered_at: datetime | None
    seen_until: datetime
    urgency: str
    topic: str

    def as_json(self) -> dict[str, Any]:
        """Read by `of_json`."""
        return {
            "key": self.key,
            "inbox": self.inbox,
            "arrived_at": self.arrived_at.isoformat(),
            "answered_at": self.answered_at.isoformat() if self.answered_at else None,
            "seen_until": self.seen_until.isoformat(),
            "urgency": self.urgency,
            "topic": self.topic,
        }

    @classmethod
    def of_json(cls, row: Mapping[str, Any]) -> "PastMail":
        """What `as_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        arrived, until = _moment(row["arrived_at"]), _moment(row["seen_until"])
        answered = None if row["answered_at"] is None else _moment(row["answered_at"])
        if answered is not None and answered < arrived:
            raise ValueError("answered before it arrived")
        return cls(
            key=_like(_KEY, row["key"]),
            inbox=_text(row["inbox"], _NAME_KEPT),
            arrived_at=arrived,
            answered_at=answered,
            seen_until=until,
            urgency=Urgency(row["urgency"]).value,
            topic=_text(row["topic"], _NAME_KEPT),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledMail:
    """Such a mail that people filed among those about `topic`; "": they answered it and left it outside.

    Its words are kept, as those of any mail are.
    """

    key: str
    inbox: str
    subject: str
    text: str
    language: str
    received_at: datetime
    topic: str

    @property
    def lesson(self) -> Lesson:
        """What it teaches: its topic. How it was judged when it came nobody saw."""
        return Lesson(
            reference="",
            inbox=self.inbox,
            subject=self.subject,
            text=self.text,
            language=self.language,
            received_at=self.received_at,
            first=FirstWord(urgency="", topic="", tone=""),
            corrected={},
            handled=False,
            filed=self.topic or NO_TOPIC,
        )

    def as_json(self) -> dict[str, Any]:
        """Read by `of_json`."""
        return {
            "key": self.key,
            "inbox": self.inbox,
            "subject": self.subject,
            "text": self.text,
            "language": self.language,
            "received_at": self.received_at.isoformat(),
            "topic": self.topic,
        }

    @classmethod
    def of_json(cls, row: Mapping[str, Any]) -> "FiledMail":
        """What `as_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            key=_like(_KEY, row["key"]),
            inbox=_text(row["inbox"], _NAME_KEPT),
            subject=_text(row["subject"], TEXT_KEPT),
            text=_text(row["text"], TEXT_KEPT),
            language=_like(_LANGUAGE, row["language"]),
            received_at=_moment(row["received_at"]),
            topic=_text(row["topic"], _NAME_KEPT),
        )


def _moment(text: object) -> datetime:
    """An aware time between 1970 and 2199."""
    if not isinstance(text, str):
        raise TypeError("a time is a text")
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not 1970 < at.year < 2200:
        raise ValueError("not a time")
    return at


def _like(pattern: re.Pattern[str], text: object) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise ValueError("not what it should be")
    return text


def _text(text: object, most: int) -> str:
    if not isinstance(text, str) or len(text) > most:
        raise ValueError("not a text, or too long")
    return text
