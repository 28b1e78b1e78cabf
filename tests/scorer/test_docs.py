"""docs/urgency.md and docs/tone.md say what the judges of words do."""

from pathlib import Path

from triaged.scorer import hear, request, tone, weigh, words
from triaged.scorer.request_signals import REQUEST_SIGNALS
from triaged.scorer.signals import SIGNALS
from triaged.scorer.tone_signals import TONE_SIGNALS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "urgency.md").read_text(encoding="utf-8")
TONE = (DOCS / "tone.md").read_text(encoding="utf-8")


def test_every_signal_is_in_the_table() -> None:
    """The page lists each signal with the words of the trail and its points, and no other one."""
    rows = [f"| {signal.key} | {signal.answer} | {signal.points:+.1f} |" for signal in SIGNALS.values()]
    table = PAGE.partition("|---|---|---|\n")[2].partition("\n\n")[0]
    assert table.splitlines() == rows


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    """What the page says about borders and limits holds."""
    for number in (
        weigh.ORDINARY,
        weigh.LOW,
        weigh.HIGH,
        weigh.CRITICAL,
        weigh.PRESSURE,
        words.SUBJECT,
        words.OLD_SUBJECT,
    ):
        assert f"{number:g}" in PAGE or f"{number:.1f}" in PAGE, number
    assert f"{hear.LOOKED_AT:,} characters" in PAGE


def test_pressure_is_narrower_than_a_class() -> None:
    """T13: a class is wider than all pressure, so that it moves a mail by one class at most."""
    assert weigh.HIGH - weigh.LOW > weigh.PRESSURE
    assert weigh.CRITICAL - weigh.HIGH > weigh.PRESSURE


def test_every_signal_of_tone_and_request_is_in_its_table() -> None:
    """docs/tone.md lists each signal with the words of the trail and its points, and no other one."""
    first, second = (part.partition("\n\n")[0].splitlines() for part in TONE.split("| points |\n|---|---|---|\n")[1:])
    assert first == [f"| {one.key} | {one.answer} | {one.points:+.2f} |" for one in TONE_SIGNALS.values()]
    assert second == [f"| {one.key} | {one.answer} | {one.points:+.1f} |" for one in REQUEST_SIGNALS.values()]


def test_the_numbers_of_the_page_of_tone_are_those_of_the_code() -> None:
    """What it says about borders and steps holds."""
    for number in (
        tone.ORDINARY,
        tone.UPSET,
        *tone.STEPS,
        tone.SHORT,
        request.ORDINARY,
        request.LENGTH,
        *request.STEPS,
    ):
        assert f"{number:g}" in TONE or f"{number:.1f}" in TONE, number
