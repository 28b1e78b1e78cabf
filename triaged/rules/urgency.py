"""How urgent is it?

rules.toml's word counts first. Without one, the scorer's judgement orders the queue; alone it makes nothing critical.
"""

from triaged.model.finding import Finding
from triaged.model.thread import Score, Urgency
from triaged.policy.shape import UrgencySetting

QUESTION = "How urgent is it?"


def urgency(score: Score, by_rule: tuple[UrgencySetting, str] | None) -> tuple[Urgency, tuple[Finding, ...]]:
    """The urgency, and why. `by_rule` is what the first fitting [[rule]] says, with its name."""
    judged = Urgency.HIGH if score.urgency is Urgency.CRITICAL else score.urgency
    if by_rule is None:
        finding = Finding(question=QUESTION, answer=judged.value, evidence="judged by words and signals")
        return judged, (*score.reasons, finding)
    setting, name = by_rule
    if setting.at_least and judged.rank < setting.urgency.rank:
        finding = Finding(question=QUESTION, answer=judged.value, evidence=f"at least {setting.urgency.value}")
        return judged, (*score.reasons, finding)
    finding = Finding(question=QUESTION, answer=setting.urgency.value, row=f'rule "{name}"')
    return setting.urgency, (*score.reasons, finding)
