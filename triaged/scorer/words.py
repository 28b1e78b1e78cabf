"""The built-in scorer: words and signals, each with a weight and a reason in plain words."""

import re

from triaged.model.finding import Finding
from triaged.model.mail import Message
from triaged.model.thread import Score, Urgency

SIGNALS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("something does not work", 1.0, re.compile(r"\b(not working|doesn.t work|broken|down|funktioniert nicht|kaputt)\b", re.I)),
)


class WordScorer:
    """Implements `Scorer` without any training."""

    def score(self, message: Message, language: str) -> Score:
        """Judge by subject and own text."""
        text = f"{message.subject}\n{message.own_text}"[:4000]
        found = [(why, weight) for why, weight, pattern in SIGNALS if pattern.search(text)]
        rank = min(1.0, 0.3 + sum(weight for _, weight in found) / 4)
        urgency = Urgency.HIGH if rank >= 0.7 else Urgency.NORMAL
        reasons = tuple(Finding(question="How urgent is it?", answer=why, evidence="words") for why, _ in found)
        return Score(urgency=urgency, rank=rank, confidence=0.5, reasons=reasons)
