"""How does the writer sound? As judged, unless nobody's mood is to be judged."""

import pytest

from triaged.model.finding import Finding
from triaged.model.judgement import ToneScore
from triaged.model.thread import Tone
from triaged.rules.tone import QUESTION, by_score, tone

WORDS = Finding(question=QUESTION, answer="sounds upset", evidence='"a disgrace"')


@pytest.mark.parametrize("found", list(Tone))
def test_the_judged_tone_holds_and_neutral_says_nothing(found: Tone) -> None:
    """The trail names upset and pleased with the words that show it; neutral is not worth a line."""
    decided, findings = tone(ToneScore(tone=found, rank=0.9, confidence=0.9, reasons=(WORDS,)), judged=True)
    assert decided is found
    answers = [finding.answer for finding in findings]
    assert answers == ([] if found is Tone.NEUTRAL else [WORDS.answer, found.value])


def test_nobody_is_judged_where_rules_toml_says_so() -> None:
    """With `[judge] tone = false` everybody is neutral, and nothing stands in the trail."""
    upset = ToneScore(tone=Tone.UPSET, rank=0.9, confidence=0.9, reasons=(WORDS,))
    assert tone(upset, judged=False) == (Tone.NEUTRAL, ())
    assert by_score(upset, judged=False) is Tone.NEUTRAL
