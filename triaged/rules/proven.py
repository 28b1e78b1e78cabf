"""May the judgement say critical by itself?

Only where rules.toml allows it (`judge.critical_needs = "200 outcomes"`), and only once people dealt with 200 mails of
this desk that it had judged and left at least 4 of 5 as they were judged. Until then critical comes from rules and
people: a wrong one wakes somebody at night.
"""

from collections.abc import Sequence

NEEDED = 200
"""Mails that people dealt with, the newest."""
RIGHT, OF = 4, 5


def proven(outcomes: Sequence[bool]) -> bool:
    """`outcomes`: of each mail that people dealt with, the newest first, whether it was left as it was judged."""
    newest = outcomes[:NEEDED]
    return len(newest) == NEEDED and sum(newest) * OF >= NEEDED * RIGHT
