"""Do this sender's claims of urgency count?

Whoever says "urgent" in every mail tells nothing with it. Where people judged at least 3 of the newest 4 mails that
claimed to be urgent normal or low (by a correction, or by an answer without one), what the sender claims raises nothing
more. What is described ("the shop is down") counts as before, for everybody. One claim that people find true may be
enough to be believed again, and after 90 days a false one is forgotten.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from triaged.model.finding import Finding
from triaged.model.thread import Score

QUESTION = "Do their claims of urgency count?"
REMEMBERED = timedelta(days=90)
"""How long a claim is held against a sender."""
NEWEST, FALSE = 4, 3


def cries_wolf(claims: Sequence[bool]) -> bool:
    """`claims`: of each mail that claimed to be urgent and that people dealt with, the newest first, whether it was."""
    return sum(not urgent for urgent in claims[:NEWEST]) >= FALSE


def believed(score: Score, claims: Sequence[bool]) -> Score:
    """The judgement, without what the mail claims where the sender's claims do not count. Never more urgent."""
    without = score.unclaimed
    if without is None or not cries_wolf(claims):
        return score
    newest = claims[:NEWEST]
    why = f"{sum(not urgent for urgent in newest)} of their last {len(newest)} claims were normal or low to people"
    finding = Finding(question=QUESTION, answer="no, only what is described", evidence=why)
    return replace(
        score,
        urgency=max(score.urgency, without.urgency, key=lambda urgency: urgency.rank),
        rank=min(score.rank, without.rank),
        confidence=without.confidence,
        reasons=(*score.reasons, finding),
    )
