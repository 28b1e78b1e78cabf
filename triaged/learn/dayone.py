"""What day one thinks of a mail: the opinion (`Example.prior`) that learning begins with.

Of urgency by words and, where sentences are there, by nearness to what cannot wait (learn/nearness.py).
"""

import math
from dataclasses import dataclass

from triaged.learn.labels import Vector
from triaged.learn.nearness import Nearness
from triaged.learn.sentences import Sentences
from triaged.model.mail import Message
from triaged.model.ports import Judge
from triaged.scorer.weigh import plus


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What day one thinks: `prior` for `Example.prior`, () without an opinion, and the class it would say, or ""."""

    prior: tuple[float, ...] = ()
    said: str = ""


class DayOne:
    """Day one's judgements: what `judge` says by words, and for urgency what `sentences` says (None: words alone)."""

    def __init__(self, judge: Judge, sentences: Sentences | None) -> None:
        self._judge = judge
        self._nearness = None if sentences is None else Nearness(sentences)

    def opinion(self, task: str, message: Message, language: str, vector: Vector | None) -> Opinion:
        """Of urgency, tone or request: the log odds, growing with the class. Of anything else: none."""
        judged = self._judge.judge(message, language)
        if task == "urgency":
            score = judged.urgency
            if vector is not None and self._nearness is not None:
                score = plus(score, self._nearness.of(vector).points)
            return Opinion(prior=(log_odds(score.rank),), said=score.urgency.value)
        if task == "tone":
            return Opinion(prior=(log_odds(judged.tone.rank),), said=judged.tone.tone.value)
        if task == "request":
            return Opinion(prior=(log_odds(judged.request.rank),))
        return Opinion()


def log_odds(rank: float) -> float:
    """A rank between 0 and 1 as a number without limits, so that the ends are told apart."""
    kept = min(1 - 1e-6, max(1e-6, rank))
    return math.log(kept / (1 - kept))
