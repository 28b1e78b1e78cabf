"""The built-in scorer: words and signals in English, German, French and Spanish, each with a reason in plain words.

docs/urgency.md says what it listens for and how it counts. It orders the queue; rules/urgency.py says what it may do.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from triaged.model.finding import Finding
from triaged.model.mail import Message
from triaged.model.thread import Score
from triaged.scorer.hear import HeardMail, ears, is_reply
from triaged.scorer.impression import Impression
from triaged.scorer.phrases import STOPS, Found
from triaged.scorer.signals import DISTANT, SIGNALS, Side, Signal
from triaged.scorer.signs import Hit, signs
from triaged.scorer.weigh import Heard, claimed, confidence_of, impressed, rank_of, urgency_of, weigh

QUESTION = "How urgent is it?"
EAR = "urgency"
SUBJECT, OLD_SUBJECT, BODY = 1.25, 0.6, 1.0
"""What a phrase counts by its place. The subject of a reply is the subject of an older mail."""
AGAIN = (0.0, 0.4, 0.6)
"""What a second and a third different phrase add to their signal; more add nothing (T13)."""
CLAIMS = 8
"""Phrases of claims that are told, at most."""
TOLD = 2.0
"""Points from which on the impression of single words is told."""
FAR = 0.4
"""What a phrase counts of another time, or of what might be: "in case of fire", "last year we were hacked"."""


class WordScorer:
    """Implements `Scorer` without any training. Holds its phrases, nothing of any mail."""

    def __init__(self) -> None:
        self._ears = ears()

    def score(self, message: Message, language: str) -> Score:
        """The judgement of subject, own text and priority fields. Total, and linear in their length."""
        return self.of(self._ears.hear(message), language)

    def of(self, mail: HeardMail, language: str) -> Score:
        """The judgement of a mail that was heard already."""
        subject, body = (list(passage.found(EAR, language)) for passage in (mail.subject, mail.body))
        first = OLD_SUBJECT if is_reply(mail.subject.text) else SUBJECT
        hits = (
            *self._hits(subject, mail.subject.words, first),
            *self._hits(body, mail.body.words, BODY),
            *signs(mail),
        )
        heard = _heard(hits)
        words, left = _length(mail, (*subject, *body)), mail.impression.of("urgent")
        told = tuple(_told(mail.impression, left))
        score = _score(heard, impressed(weigh(heard, words), left), told)
        if claimed(heard) <= 0:
            return score
        described = tuple(one for one in heard if not _raises(one.signal))
        claims = dict.fromkeys(hit.shown for hit in hits if _raises(SIGNALS[hit.key]))
        unclaimed = _score(described, impressed(weigh(heard, words, claims=False), left), told)
        return replace(score, unclaimed=unclaimed, claims=tuple(claims)[:CLAIMS])

    def _hits(self, phrases: Iterable[Found], words: list[str], weight: float) -> Iterator[Hit]:
        far_until = -1
        for found in phrases:
            if found.phrase.key == DISTANT:
                far_until = _end_of_sentence(words, found.end)
                continue
            key = self._meant(found, words)
            if key:
                counts = weight * FAR if found.start < far_until else weight
                yield Hit(key=key, shown=_shown(found, key, words), weight=counts)

    def _meant(self, found: Found, words: list[str]) -> str:
        """The signal a phrase stands for where it stands: "not" before it may turn it round, or silence it."""
        denied = SIGNALS[found.phrase.key].denied
        if denied is None or not self._ears.denied(found, words):
            return found.phrase.key
        return denied


def _raises(signal: Signal) -> bool:
    """Whether it says that the mail is urgent, and nothing of what happened."""
    return signal.side is Side.PRESSURE and signal.points > 0


def _score(heard: Collection[Heard], points: float, told: tuple[Finding, ...]) -> Score:
    return Score(
        urgency=urgency_of(points),
        rank=rank_of(points),
        confidence=confidence_of(points, heard),
        reasons=(*map(_reason, heard), *told),
    )


def _reason(one: Heard) -> Finding:
    return Finding(question=QUESTION, answer=one.signal.answer, evidence=f'"{one.shown}"')


def _told(impression: Impression, points: float) -> Iterator[Finding]:
    """What the words of a mail say one by one, where that is much."""
    if abs(points) < TOLD:
        return
    shown = impression.shown("urgent", towards=points > 0)
    if shown:
        answer = "has the words of mail that cannot wait" if points > 0 else "has the words of mail that can wait"
        yield Finding(question=QUESTION, answer=answer, evidence=", ".join(f'"{word}"' for word in shown))


def _end_of_sentence(words: list[str], start: int) -> int:
    """The place of the mark that ends the sentence which goes on at `start`."""
    return next((place for place in range(start, len(words)) if words[place][0] in STOPS), len(words))


def _length(mail: HeardMail, phrases: Iterable[Found]) -> int:
    """The words of a mail, without those that only claim: a mail is not longer for saying "urgent" again."""
    words = sum(map("a".__le__, mail.subject.words)) + sum(map("a".__le__, mail.body.words))
    return words - sum(
        found.end - found.start
        for found in phrases
        if found.phrase.key != DISTANT and SIGNALS[found.phrase.key].side is Side.PRESSURE
    )


def _shown(found: Found, key: str, words: list[str]) -> str:
    return found.shown(words) if key == found.phrase.key else f"not: {found.shown(words)}"


def _heard(hits: Iterable[Hit]) -> tuple[Heard, ...]:
    """Each signal once, by its weightiest phrase, the strongest first."""
    best: dict[str, Hit] = {}
    phrases: defaultdict[str, set[str]] = defaultdict(set)
    for hit in hits:
        phrases[hit.key].add(hit.shown)
        if hit.weight > best.setdefault(hit.key, hit).weight:
            best[hit.key] = hit
    heard = (
        Heard(
            signal=SIGNALS[key],
            points=SIGNALS[key].points * hit.weight * (1 + _again(SIGNALS[key], phrases[key])),
            shown=hit.shown,
        )
        for key, hit in best.items()
    )
    return tuple(sorted(heard, key=lambda one: -abs(one.points)))


def _again(signal: Signal, phrases: Collection[str]) -> float:
    """What more phrases add. What is over is not more over when it is said twice."""
    return 0.0 if signal.side is Side.OVER else AGAIN[min(len(phrases), len(AGAIN)) - 1]
