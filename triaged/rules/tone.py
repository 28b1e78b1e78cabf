"""How does the writer sound?

Upset, neutral or pleased, as judged, with the words that show it. It decides our wording and is a hint to the agent; a
customer is never told it (docs/tone.md). `[judge] tone = false` judges nobody.
"""

from triaged.model.finding import Finding
from triaged.model.judgement import ToneScore
from triaged.model.thread import Tone

QUESTION = "How does the writer sound?"


def tone(score: ToneScore, *, judged: bool) -> tuple[Tone, tuple[Finding, ...]]:
    """The tone, and why. `judged`: what `[judge] tone` says. Neutral leaves no finding: there is nothing to show."""
    found = by_score(score, judged=judged)
    if found is Tone.NEUTRAL:
        return found, ()
    return found, (*score.reasons, Finding(question=QUESTION, answer=found.value))


def by_score(score: ToneScore, *, judged: bool) -> Tone:
    """The tone without its reasons."""
    return score.tone if judged else Tone.NEUTRAL
