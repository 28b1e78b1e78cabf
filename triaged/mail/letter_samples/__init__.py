"""All letters of one house, as `triaged letters` shows them: its own names and words, invented customers."""

from collections.abc import Iterator
from typing import NamedTuple

from triaged.mail.letter_samples.colleagues import to_colleagues
from triaged.mail.letter_samples.customers import to_customers
from triaged.mail.letter_samples.desk import SampleDesk
from triaged.mail.wording import Wording
from triaged.policy.shape import Policy

__all__ = ["Sample", "samples"]


class Sample(NamedTuple):
    """One letter to look at: what it is, its subject, its text."""

    label: str
    subject: str
    text: str


def samples(wording: Wording, policy: Policy) -> tuple[Sample, ...]:
    """Every sort of letter of this policy in each of its languages, with invented customers and fixed dates."""
    return tuple(sample for language in policy.company.languages for sample in _in_language(wording, policy, language))


def _in_language(wording: Wording, policy: Policy, language: str) -> Iterator[Sample]:
    desk = SampleDesk.of(wording, policy, language)
    for letters in (to_customers(desk), to_colleagues(desk)):
        for label, worded in letters:
            yield Sample(f"{language}: {label}", worded.subject, worded.text)
