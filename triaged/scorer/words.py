"""The built-in scorer: words and signals in English, German, French and Spanish, each with a reason in plain words.

docs/urgency.md says what it listens for and how it counts. It orders the queue; rules/urgency.py says what it may do.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from triaged.model.finding import Finding
from triaged.model.mail import Headers, Message
from triaged.model.thread import Score
from triaged.scorer.hear import HeardMail, Passage, ears, is_reply
from triaged.scorer.phrases import Found, Phrase
from triaged.scorer.signals import SIGNALS
from triaged.scorer.text import loud
from triaged.scorer.weigh import Heard, confidence_of, rank_of, urgency_of, weigh

QUESTION = "How urgent is it?"
EAR = "urgency"
SUBJECT, OLD_SUBJECT, BODY = 1.25, 0.6, 1.0
"""What a phrase counts by its place. The subject of a reply is the subject of an older mail."""
AGAIN = 0.15
"""What a second, different phrase adds to its signal; more add nothing (T13)."""

_FLAGS = {
    "x-priority": {"1": "claim", "2": "claim", "5": "patience", "4": "patience"},
    "x-msmail-priority": {"high": "claim", "low": "patience"},
    "importance": {"high": "claim", "low": "patience"},
    "priority": {"urgent": "claim", "non-urgent": "patience"},
}


class _Hit(NamedTuple):
    key: str
    shown: str
    weight: float


class WordScorer:
    """Implements `Scorer` without any training. Holds its phrases, nothing of any mail."""

    def __init__(self) -> None:
        self._ears = ears()

    def score(self, message: Message, language: str) -> Score:
        """The judgement of subject, own text and priority fields. Total, and linear in their length."""
        return self.of(self._ears.hear(message), language)

    def of(self, mail: HeardMail, language: str) -> Score:
        """The judgement of a mail that was heard already."""
        first = OLD_SUBJECT if is_reply(mail.subject.text) else SUBJECT
        heard = _heard(
            (
                *self._hits(mail.subject, language, first),
                *self._hits(mail.body, language, BODY),
                *_loud(mail.subject.text, mail.body.text),
                *_flagged(mail.headers),
            )
        )
        points = weigh(heard)
        return Score(
            urgency=urgency_of(points),
            rank=rank_of(points),
            confidence=confidence_of(points, heard),
            reasons=tuple(
                Finding(question=QUESTION, answer=one.signal.answer, evidence=f'"{one.shown}"') for one in heard
            ),
        )

    def _hits(self, passage: Passage, language: str, weight: float) -> Iterator[_Hit]:
        for found in passage.found(EAR, language):
            key = self._meant(found, passage.words)
            if key:
                yield _Hit(key=key, shown=_shown(found.phrase, key), weight=weight)

    def _meant(self, found: Found, words: list[str]) -> str:
        """The signal a phrase stands for where it stands: "not" before it may turn it round, or silence it."""
        denied = SIGNALS[found.phrase.key].denied
        if denied is None or not self._ears.denied(found, words):
            return found.phrase.key
        return denied


def _shown(phrase: Phrase, key: str) -> str:
    return phrase.shown if key == phrase.key else f"not: {phrase.shown}"


def _loud(subject: str, body: str) -> Iterator[_Hit]:
    """Capitals and exclamation marks are a way to say that it is urgent."""
    if loud(subject) or loud(body):
        yield _Hit(key="claim", shown="CAPITALS", weight=0.4)
    if "!!" in subject or "!!" in body:
        yield _Hit(key="claim", shown="!!", weight=0.3)


def _flagged(headers: Headers) -> Iterator[_Hit]:
    """What the writer's mail program says (X-Priority, Importance and their kin): a claim like a word."""
    for name, value in headers.fields:
        if name in _FLAGS:
            key = _FLAGS[name].get(value[:20].strip().lower().partition(" ")[0])
            if key:
                yield _Hit(key=key, shown=f"{name}: {'high' if key == 'claim' else 'low'}", weight=0.7)


def _heard(hits: Iterable[_Hit]) -> tuple[Heard, ...]:
    """Each signal once, by its weightiest phrase, the strongest first."""
    best: dict[str, _Hit] = {}
    again: set[str] = set()
    for hit in hits:
        known = best.setdefault(hit.key, hit)
        if known.shown != hit.shown:
            again.add(hit.key)
        if hit.weight > known.weight:
            best[hit.key] = hit
    heard = (
        Heard(
            signal=SIGNALS[key],
            points=SIGNALS[key].points * (hit.weight + (AGAIN if key in again else 0)),
            shown=hit.shown,
        )
        for key, hit in best.items()
    )
    return tuple(sorted(heard, key=lambda one: -abs(one.points)))
