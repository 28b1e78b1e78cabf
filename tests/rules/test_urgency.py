"""How urgent a mail is: rules.toml's word first, then the scorer's, which alone makes nothing critical."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.model.finding import Finding
from triaged.model.thread import Score, Urgency
from triaged.policy.shape import UrgencySetting
from triaged.rules.urgency import urgency

HEARD = Finding(question="How urgent is it?", answer="says that something does not work", evidence='"offline"')
LOW, NORMAL, HIGH, CRITICAL = Urgency.LOW, Urgency.NORMAL, Urgency.HIGH, Urgency.CRITICAL


def score(judged: Urgency, *reasons: Finding) -> Score:
    return Score(urgency=judged, rank=0.5, confidence=0.5, reasons=reasons)


def says(wanted: Urgency, *, at_least: bool = False) -> tuple[UrgencySetting, str]:
    return UrgencySetting(urgency=wanted, at_least=at_least), "machines"


@pytest.mark.parametrize(("judged", "answer"), [(LOW, LOW), (NORMAL, NORMAL), (HIGH, HIGH), (CRITICAL, HIGH)])
def test_without_a_rule_the_scorer_decides_below_critical(judged: Urgency, answer: Urgency) -> None:
    """The scorer's judgement counts, but what it calls critical is high: words alone wake nobody."""
    assert urgency(score(judged), None)[0] is answer


def test_a_proven_judgement_may_say_critical() -> None:
    """After 200 outcomes, where rules.toml allows it, critical is critical without a rule."""
    proven = replace(score(CRITICAL), proven=True)
    assert urgency(proven, None)[0] is CRITICAL
    assert urgency(replace(score(HIGH), proven=True), None)[0] is HIGH


@pytest.mark.parametrize("judged", list(Urgency))
@pytest.mark.parametrize("wanted", list(Urgency))
def test_a_rule_decides(judged: Urgency, wanted: Urgency) -> None:
    """What rules.toml says holds, up and down, whatever was judged."""
    assert urgency(score(judged), says(wanted))[0] is wanted


@pytest.mark.parametrize(
    ("judged", "least", "answer"),
    [
        (LOW, HIGH, HIGH),
        (NORMAL, HIGH, HIGH),
        (HIGH, HIGH, HIGH),
        (CRITICAL, HIGH, HIGH),
        (HIGH, CRITICAL, CRITICAL),
        (CRITICAL, CRITICAL, CRITICAL),
        (HIGH, NORMAL, HIGH),
        (CRITICAL, NORMAL, HIGH),
        (LOW, NORMAL, NORMAL),
        (LOW, LOW, LOW),
        (NORMAL, LOW, NORMAL),
    ],
)
def test_at_least_never_lowers(judged: Urgency, least: Urgency, answer: Urgency) -> None:
    """A word "at least" raises to its word and leaves alone what was judged above it."""
    assert urgency(score(judged), says(least, at_least=True))[0] is answer


@given(
    st.sampled_from(Urgency),
    st.none()
    | st.tuples(st.builds(UrgencySetting, urgency=st.sampled_from(Urgency), at_least=st.booleans()), st.just("x")),
)
def test_only_a_rule_makes_critical(judged: Urgency, by_rule: tuple[UrgencySetting, str] | None) -> None:
    """Critical is answered exactly where a rule says critical."""
    answer, findings = urgency(score(judged), by_rule)
    assert (answer is CRITICAL) == (by_rule is not None and by_rule[0].urgency is CRITICAL)
    assert findings[-1].answer == answer.value


def test_the_trail_names_the_rule_and_what_was_judged() -> None:
    """A person reads which rule decided, and what would have been without it."""
    _, findings = urgency(score(NORMAL, HEARD), says(CRITICAL))
    assert findings[0] is HEARD
    assert (findings[-1].row, findings[-1].evidence) == ('rule "machines"', "set to critical; judged normal")
    _, findings = urgency(score(LOW, HEARD), says(HIGH, at_least=True))
    assert findings[-1].evidence == "set to at least high; judged low"
    _, findings = urgency(score(HIGH, HEARD), says(NORMAL, at_least=True))
    assert (findings[-1].row, findings[-1].evidence) == ('rule "machines"', "judged high; at least normal")


def test_the_trail_says_when_nothing_stood_out() -> None:
    """A mail without any sign is normal, and the trail says that nothing was heard."""
    assert urgency(score(NORMAL), None)[1][-1].evidence == "judged normal: nothing stands out"


def test_the_trail_says_why_critical_became_high() -> None:
    """Nobody wonders why a smell of gas is only high: the trail says that a rule is missing."""
    assert urgency(score(CRITICAL, HEARD), None)[1][-1].evidence == "judged critical, which only a rule can make it"
