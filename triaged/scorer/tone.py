"""How does the writer sound: upset, neutral or pleased? By words and signs, each with a reason in plain words.

docs/tone.md says what it listens for, how it counts, and what it cannot hear.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from triaged.model.finding import Finding
from triaged.model.judgement import ToneScore
from triaged.model.mail import Message
from triaged.model.thread import Tone
from triaged.scorer.hear import HeardMail, Passage, ears, is_reply
from triaged.scorer.phrases import Found
from triaged.scorer.text import all_spellings
from triaged.scorer.tone_marks import marks
from triaged.scorer.tone_signals import LENT, TONE_SIGNALS, ToneSignal

QUESTION = "How does the writer sound?"
EAR = "tone"
STEPS = (1.0, 1.35, 1.55)
"""What one, two, three and more different phrases of a signal count."""
SHORT = 30
"""Words up to which a weak signal counts in full; beyond them it counts as this number to theirs."""
ORDINARY = -1.2
"""A mail without any signal."""
UPSET = 2.0
"""From so many points on a mail is upset."""
IMPRESSION = 0.8
"""What the impression of single words counts beside the phrases: more of it hears developers' anger worse."""
PLEASED = 1.2
"""From so much praise on it is pleased, unless it is upset."""
_BEING = all_spellings("am i m is are was bin ist sind war suis est sommes es está están estoy estamos soy fue")
"""What may stand between "not" and a feeling."""
TOLD = 0.3
"""Reasons that count less are not told."""


class _Weighed(NamedTuple):
    signal: ToneSignal
    points: float
    praise: float
    shown: str


class ToneWords:
    """Judges tone without any training. Holds its phrases, nothing of any mail."""

    def __init__(self) -> None:
        self._ears = ears()

    def tone(self, message: Message, language: str) -> ToneScore:
        """The judgement of subject and own text. Total, and linear in their length."""
        return self.of(self._ears.hear(message), language)

    def of(self, mail: HeardMail, language: str) -> ToneScore:
        """The judgement of a mail that was heard already."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        passages = (mail.body,) if is_reply(mail.subject.text) else (mail.subject, mail.body)
        for passage in passages:
            for key, shown in self._hits(passage, language):
                found[key][shown] = None
        for key, shown in marks(mail.body.text):
            found[key][shown] = None
        weighed = _weighed(found, len(mail.body.words))
        points = ORDINARY + sum(one.points for one in weighed) + IMPRESSION * mail.impression.of("upset")
        tone = _tone(points, sum(one.praise for one in weighed))
        return ToneScore(
            tone=tone,
            rank=1 / (1 + math.exp(UPSET - points)),
            confidence=_confidence(points, weighed),
            reasons=tuple(_reason(one) for one in weighed if abs(one.points) >= TOLD),
        )

    def _hits(self, passage: Passage, language: str) -> Iterator[tuple[str, str]]:
        """Signals with the phrases that show them; a phrase within a longer one stands for nothing."""
        covered = 0
        for found in passage.found(EAR, language):
            if found.end > covered:
                covered = found.end
                yield from self._meant(found, passage.words)
        for ear, keys in LENT.items():
            for found in passage.found(ear, language):
                if found.phrase.key in keys:
                    yield from self._meant(found, passage.words)

    def _meant(self, found: Found, words: list[str]) -> Iterator[tuple[str, str]]:
        """The signal a phrase stands for where it stands: "not" before it may turn it round, or silence it."""
        signal, shown = TONE_SIGNALS[found.phrase.key], found.shown(words)
        if signal.denied is None or not self._ears.denied(found, words, passing=_BEING):
            yield signal.key, shown
        elif signal.denied:
            yield signal.denied, f"not: {shown}"


def _weighed(found: Mapping[str, Collection[str]], words: int) -> list[_Weighed]:
    """Each signal once, the strongest first."""
    weighed = []
    for key, shown in found.items():
        signal = TONE_SIGNALS[key]
        much = STEPS[min(len(shown), len(STEPS)) - 1]
        if signal.weak:
            much *= min(1.0, SHORT / max(words, 1))
        weighed.append(_Weighed(signal, signal.points * much, signal.praise * much, next(iter(shown))))
    return sorted(weighed, key=lambda one: -abs(one.points))


def _tone(points: float, praise: float) -> Tone:
    if points >= UPSET:
        return Tone.UPSET
    return Tone.PLEASED if praise >= PLEASED else Tone.NEUTRAL


def _confidence(points: float, weighed: Collection[_Weighed]) -> float:
    """0.3 where nothing was heard, else 0.4 at the border of upset to 0.8 far from it. Not a measured probability."""
    return 0.4 + 0.4 * min(1.0, abs(points - UPSET) / 2) if weighed else 0.3


def _reason(one: _Weighed) -> Finding:
    return Finding(question=QUESTION, answer=one.signal.answer, evidence=f'"{one.shown}"')
