"""docs/urgency.md says what the scorer does."""

from pathlib import Path

from triaged.scorer import hear, weigh, words
from triaged.scorer.signals import SIGNALS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "urgency.md").read_text(encoding="utf-8")


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
