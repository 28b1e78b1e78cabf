"""What day one thinks of a mail: the opinion (`Example.prior`) that learning begins with.

Of urgency by words and, where sentences are there, by nearness to what is told below.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from triaged.learn.labels import Vector
from triaged.learn.sentences import Sentences
from triaged.model.mail import Message
from triaged.model.ports import Judge

PRESSING = (
    "Our whole system is down and nobody can work.",
    "Production outage: all users are affected and the service is unavailable.",
    "The server crashed and does not respond any more.",
    "I cannot log in, access is blocked and I have to work today.",
    "It stopped working, an error message appears every time.",
    "Data was lost, files are gone.",
    "Security incident: an account was hacked, somebody stole data.",
    "Money was taken twice and I cannot pay my rent.",
    "This is an emergency, somebody is in danger.",
    "The deadline is today and we are blocked.",
    "Network connection failure, no internet in the office.",
    "Orders fail, customers cannot pay.",
)
"""What cannot wait, as customers of any trade would say it."""
PATIENT = (
    "Could you please tell me more about your product?",
    "A general question about how something works.",
    "Please create an account for a new colleague.",
    "Please order new equipment for the office.",
    "Request for information, no hurry.",
    "I would like to change my address.",
    "Could you send me a copy of the invoice?",
    "Please give me access to a folder.",
    "Thank you very much for your help.",
    "A suggestion for a new feature.",
    "Please schedule a meeting next month.",
    "Newsletter, offer, advertisement.",
)
"""What can wait."""
NEARNESS = 20.0
"""What a step of nearness counts beside the points of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What day one thinks: `prior` for `Example.prior`, () without an opinion, and the class it would say, or ""."""

    prior: tuple[float, ...] = ()
    said: str = ""


class DayOne:
    """Day one's judgements: what `judge` says by words, and for urgency what `sentences` says (None: words alone)."""

    def __init__(self, judge: Judge, sentences: Sentences | None) -> None:
        self._judge = judge
        self._towards = None if sentences is None else towards(sentences)

    def opinion(self, task: str, message: Message, language: str, vector: Vector | None) -> Opinion:
        """Of urgency, tone or request: the log odds, growing with the class. Of anything else: none."""
        judged = self._judge.judge(message, language)
        if task == "urgency":
            near = 0.0 if vector is None or self._towards is None else float(vector @ self._towards)
            heard = log_odds(judged.urgency.rank)
            return Opinion(prior=(heard + NEARNESS * near,), said=judged.urgency.urgency.value)
        if task == "tone":
            return Opinion(prior=(log_odds(judged.tone.rank),), said=judged.tone.tone.value)
        if task == "request":
            return Opinion(prior=(log_odds(judged.request.rank),))
        return Opinion()


def towards(sentences: Sentences) -> npt.NDArray[np.float32]:
    """The direction from what can wait to what cannot."""
    pressing, patient = sentences.vectors(PRESSING), sentences.vectors(PATIENT)
    return np.asarray(pressing.mean(axis=0) - patient.mean(axis=0), dtype=np.float32)


def log_odds(rank: float) -> float:
    """A rank between 0 and 1 as a number without limits, so that the ends are told apart."""
    kept = min(1 - 1e-6, max(1e-6, rank))
    return math.log(kept / (1 - kept))
