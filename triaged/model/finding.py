"""One line of the trail: why something was decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answered question.

    `row` names the rule that answered: a row of docs/silence.md (N8, T4), or `rule "name"` for an entry of rules.toml.
    `evidence` quotes what was looked at, shortened, in plain words; never a body.
    """

    question: str
    answer: str
    evidence: str = ""
    row: str = ""
