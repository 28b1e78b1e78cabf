"""What is it about? A rule's word first, then what is judged surely enough; unknown is an answer."""

import pytest

from triaged.model.finding import Finding
from triaged.model.judgement import TopicScore
from triaged.rules.topic import QUESTION, SURE, by_score, topic

WORDS = Finding(question=QUESTION, answer="billing", evidence="its words: invoice")


def score(key: str, confidence: float) -> TopicScore:
    return TopicScore(key=key, confidence=confidence, reasons=(WORDS,) if key else ())


@pytest.mark.parametrize(
    ("judged", "by_rule", "expected", "answer"),
    [
        (score("billing", 0.95), None, "billing", "billing"),
        (score("billing", SURE), None, "billing", "billing"),
        (score("billing", SURE - 0.01), None, "", "unknown"),
        (score("billing", 0.95), ("fault", "rule 1"), "fault", "fault"),
        (score("", 0.0), ("fault", "rule 1"), "fault", "fault"),
        (score("", 0.0), None, "", None),
    ],
    ids=["sure", "just sure", "not sure", "a rule against it", "a rule alone", "nothing is near"],
)
def test_a_rule_decides_first_then_what_is_sure(
    judged: TopicScore, by_rule: tuple[str, str] | None, expected: str, answer: str | None
) -> None:
    """The topic is the rule's, else the judged one from SURE on, else none; the trail says which."""
    decided, findings = topic(judged, by_rule)
    assert decided == expected
    assert [found.answer for found in findings] == ([answer] if answer else [])


def test_what_rules_see_is_only_what_is_sure() -> None:
    """`when.topic` in a rule fits what is judged surely, and nothing that is only likely."""
    assert by_score(score("billing", 0.9)) == "billing"
    assert by_score(score("billing", 0.5)) == ""
