"""How a mail was judged: how urgent it is, how its writer sounds, whether anything is asked, what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from triaged.model.finding import Finding
from triaged.model.thread import Score, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneScore:
    """A judgement of tone. `rank`: 0 (calm) to 1 (upset); `confidence`: 0 to 1; `reasons` in plain words."""

    tone: Tone
    rank: float
    confidence: float
    reasons: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestScore:
    """Whether the writer expects an answer, or that somebody does something. `rank`: 0 (nothing is asked) to 1."""

    rank: float
    reasons: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """The nearest of the desk's topics, "" where none is near. `confidence`: 0 to 1; `reasons` in plain words.

    `near`: how near the words of the mail are to each topic that is described (cosine, 0 to 1).
    """

    key: str
    confidence: float
    reasons: tuple[Finding, ...] = ()
    near: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """All judgements of one mail."""

    urgency: Score
    tone: ToneScore
    request: RequestScore
    topic: TopicScore
