"""Does the writer expect an answer, or that somebody does something? By words and signs, each with a reason.

docs/tone.md says what it listens for, how it counts, and what it cannot hear.
"""

import math
from collections import defaultdict
from collections.abc import Iterator

from triaged.model.finding import Finding
from triaged.model.judgement import RequestScore
from triaged.model.mail import Message
from triaged.scorer.hear import HeardMail, Passage, ears
from triaged.scorer.lexicon.request.orders import ORDERS
from triaged.scorer.request_signals import REQUEST_SIGNALS
from triaged.scorer.text import all_spellings

QUESTION = "Is anything asked of us?"
EAR = "request"
STEPS = (1.0, 1.4, 1.6)
"""What one, two, three and more different phrases of a signal count."""
ORDINARY = -0.3
"""A mail without any signal."""
LONG = 120
"""Words from which on length counts in full: who writes so much wants something."""
LENGTH = 0.3
_ENDS = frozenset(".!?;\n")


class RequestWords:
    """Judges whether something is asked, without any training. Holds its phrases, nothing of any mail."""

    def __init__(self) -> None:
        self._ears = ears()
        self._orders = all_spellings(ORDERS)

    def request(self, message: Message, language: str) -> RequestScore:
        """The judgement of subject and own text. Total, and linear in their length."""
        return self.of(self._ears.hear(message), language)

    def of(self, mail: HeardMail, language: str) -> RequestScore:
        """The judgement of a mail that was heard already."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for passage in (mail.subject, mail.body):
            for key, shown in self._hits(passage, language):
                found[key][shown] = None
        weighed = sorted(
            ((REQUEST_SIGNALS[key], _much(len(shown)), next(iter(shown))) for key, shown in found.items()),
            key=lambda one: -abs(one[0].points * one[1]),
        )
        points = ORDINARY + LENGTH * min(1.0, len(mail.body.words) / LONG)
        points += sum(signal.points * much for signal, much, _ in weighed)
        return RequestScore(
            rank=1 / (1 + math.exp(-points)),
            reasons=tuple(
                Finding(question=QUESTION, answer=signal.answer, evidence=f'"{shown}"') for signal, _, shown in weighed
            ),
        )

    def _hits(self, passage: Passage, language: str) -> Iterator[tuple[str, str]]:
        """Signals with what shows them; a phrase within a longer one stands for nothing."""
        covered = 0
        for found in passage.found(EAR, language):
            if found.end > covered:
                covered = found.end
                yield found.phrase.key, found.shown(passage.words)
        yield from (("order", word) for word in self._ordered(passage.words))
        for number in range(min(len(STEPS), passage.text.count("?"))):
            yield "mark", "?" * (number + 1)

    def _ordered(self, words: list[str]) -> Iterator[str]:
        """Orders at the beginning of a sentence, or behind a name at the beginning of the text ("Jo, call me")."""
        for place, word in enumerate(words):
            if word in self._orders:
                before = words[place - 1] if place else "."
                if before[0] in _ENDS or (before == "," and place <= 3):
                    yield word


def _much(phrases: int) -> float:
    return STEPS[min(phrases, len(STEPS)) - 1]
