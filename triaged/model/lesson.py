"""What people taught: how a mail was judged when it came, what an agent made of it, and whether one dealt with it."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NO_TOPIC = "(none)"
"""What a mail is about that is about none of the topics; no key of rules.toml is written so."""


class Judged(StrEnum):
    """What of a mail is judged, and can be corrected."""

    URGENCY = "urgency"
    TOPIC = "topic"
    TONE = "tone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An agent says that a judgement was wrong: `was` and `value` are its words, `person` a key of rules.toml or ""."""

    what: Judged
    was: str
    value: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWord:
    """How the mail that began a thread was judged. `ruled`: what of it a [[rule]] decided, so that nobody judged it.

    `sounded`: the urgency by the mail alone, where what is known beside its words moved it, else "". `claimed`: the
    mail sounded more urgent because it said "urgent".
    """

    urgency: str
    topic: str
    tone: str
    ruled: frozenset[Judged] = frozenset()
    sounded: str = ""
    claimed: bool = False

    def as_text(self) -> str:
        """One line of JSON, read by `of_text`."""
        values: dict[str, object] = {"urgency": self.urgency, "topic": self.topic, "tone": self.tone}
        values |= {"ruled": sorted(self.ruled), "sounded": self.sounded, "claimed": self.claimed}
        return json.dumps(values, ensure_ascii=False)

    @classmethod
    def of_text(cls, text: str) -> "FirstWord":
        """What `as_text` wrote. Raises ValueError or KeyError for anything else."""
        values = json.loads(text)
        ruled = frozenset(Judged(word) for word in values.pop("ruled"))
        return cls(ruled=ruled, **{name: values[name] for name in ("urgency", "topic", "tone", "sounded", "claimed")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One mail that began the thread `reference`. `corrected`: the last word of an agent for each thing corrected.

    `subject` and `text` (what the mail adds, at most 4,000 characters) are what it was judged by. `handled`: a person
    answered, so that what nobody corrected was perhaps right. `filed`: it came before triaged was there, and people
    filed it among mail about this topic, or left it outside (NO_TOPIC); "" of every other.
    """

    reference: str
    inbox: str
    subject: str
    text: str
    language: str
    received_at: datetime
    first: FirstWord
    corrected: dict[Judged, str]
    handled: bool
    filed: str = ""
