"""Every combination of blocks a letter can have: rendered once at start, so that no letter is the first of its kind."""

from collections.abc import Iterator, Mapping
from itertools import chain

from triaged.mail.letter_cases.colleagues import confirmation_cases, digest_cases, health_cases, notice_cases
from triaged.mail.letter_cases.customers import Case, acknowledgement_cases, incident_cases, renewal_cases
from triaged.mail.letter_cases.house import WRITTEN_AT

__all__ = [
    "WRITTEN_AT",
    "Case",
    "acknowledgement_cases",
    "confirmation_cases",
    "digest_cases",
    "health_cases",
    "incident_cases",
    "notice_cases",
    "promising_cases",
    "renewal_cases",
    "subjected_cases",
]


def promising_cases(language: str) -> Iterator[Case]:
    """Every letter to a customer in one language, apart from names and times."""
    return chain(acknowledgement_cases(language), renewal_cases(language), incident_cases(language))


def subjected_cases(language: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every letter to a colleague in one language: its kind and its values."""
    for kind, cases in (
        ("notice", notice_cases),
        ("digest", digest_cases),
        ("confirmation", confirmation_cases),
        ("health", health_cases),
    ):
        for told in cases(language):
            yield kind, told
