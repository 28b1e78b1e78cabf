"""What is it about?

rules.toml's word counts first; without one, what was judged by the desk's own descriptions of its topics, where that is
sure enough. "Unknown" is an answer: the thread then goes where its inbox says.
"""

from triaged.model.finding import Finding
from triaged.model.judgement import TopicScore

QUESTION = "What is it about?"
SURE = 0.7
"""The confidence from which a judged topic is believed (docs/topics.md says how often it is right)."""
UNKNOWN = "unknown"


def topic(score: TopicScore, by_rule: tuple[str, str] | None) -> tuple[str, tuple[Finding, ...]]:
    """The topic, "" where it is not known, and why. `by_rule`: what the first fitting [[rule]] says, with its name."""
    if by_rule is not None:
        key, name = by_rule
        return key, (Finding(question=QUESTION, answer=key, row=f'rule "{name}"'),)
    judged = by_score(score)
    if judged:
        return judged, score.reasons
    if not score.key:
        return "", ()
    evidence = f"perhaps {score.key}, {score.confidence:.0%} sure"
    return "", (Finding(question=QUESTION, answer=UNKNOWN, evidence=evidence),)


def by_score(score: TopicScore) -> str:
    """The topic where no rule speaks of it: what was judged, if that is sure."""
    return score.key if score.confidence >= SURE else ""
