"""How urgent is it?

rules.toml's word counts first. Without one, the scorer's judgement orders the queue; alone it makes nothing critical.
"""

from triaged.model.finding import Finding
from triaged.model.thread import Score, Urgency
from triaged.policy.shape import UrgencySetting

QUESTION = "How urgent is it?"


def urgency(score: Score, by_rule: tuple[UrgencySetting, str] | None) -> tuple[Urgency, tuple[Finding, ...]]:
    """The urgency, and why. `by_rule` is what the first fitting [[rule]] says, with its name.

    The last finding holds the answer; before it stand the scorer's reasons. "at least high" never lowers what was
    judged, and what was judged critical counts as high there as well: only a rule says critical.
    """
    judged = by_score(score)
    if by_rule is None:
        return judged, (*score.reasons, Finding(question=QUESTION, answer=judged.value, evidence=_judged(score)))
    setting, name = by_rule
    if setting.at_least and judged.rank < setting.urgency.rank:
        evidence = f"{_judged(score)}; at least {setting.urgency.value}"
        finding = Finding(question=QUESTION, answer=judged.value, evidence=evidence, row=f'rule "{name}"')
        return judged, (*score.reasons, finding)
    least = "at least " if setting.at_least else ""
    finding = Finding(
        question=QUESTION,
        answer=setting.urgency.value,
        evidence=f"set to {least}{setting.urgency.value}; {_judged(score)}",
        row=f'rule "{name}"',
    )
    return setting.urgency, (*score.reasons, finding)


def by_score(score: Score) -> Urgency:
    """The urgency where no rule speaks of it: what was judged, critical only by who is proven (rules/proven.py)."""
    return Urgency.HIGH if score.urgency is Urgency.CRITICAL and not score.proven else score.urgency


def _judged(score: Score) -> str:
    if score.urgency is Urgency.CRITICAL and not score.proven:
        return "judged critical, which only a rule can make it"
    if score.sounded is not None:
        return f"judged {score.sounded.value}, {score.urgency.value} by what is known beside its words"
    return f"judged {score.urgency.value}" if score.reasons else f"judged {score.urgency.value}: nothing stands out"
