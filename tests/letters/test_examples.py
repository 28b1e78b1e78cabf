"""The letters in docs/letters/ are what the program writes. `TRIAGED_WRITE=1` writes them anew."""

import os
import re
from pathlib import Path

import pytest

from tests.letters.house import LANGUAGES, policy, wording
from triaged.mail.letter_samples import Sample, samples
from triaged.mail.letter_values import NAMES
from triaged.mail.wording.judge import FILTERS

FOLDER = Path(__file__).parents[2] / "docs" / "letters"


def page(language: str, letters: list[Sample]) -> str:
    """One language's letters as a page."""
    told = [f"## {one.label.partition(': ')[2]}\n\n```\nSubject: {one.subject}\n\n{one.text}```\n" for one in letters]
    head = f"# Every sort of letter: {language}\n\nWritten by the program for an invented house; see ../letters.md.\n"
    return "\n".join([head, *told])


@pytest.mark.parametrize("language", LANGUAGES)
def test_documented_letters_are_what_is_written(language: str) -> None:
    """Each page in docs/letters/ shows every sort of letter exactly as it is written today."""
    letters = [one for one in samples(wording(), policy()) if one.label.startswith(f"{language}: ")]
    assert len(letters) == 33
    path = FOLDER / f"{language}.md"
    if os.environ.get("TRIAGED_WRITE"):
        path.write_text(page(language, letters), "utf-8")
    assert path.read_text("utf-8") == page(language, letters)


def test_every_value_of_every_template_is_documented() -> None:
    """docs/letters.md names every value and every attribute that a template may use, and every filter."""
    told = (FOLDER.parent / "letters.md").read_text("utf-8")
    words = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]*)`", told))))
    for kind, values in NAMES.items():
        for name, attributes in values.items():
            assert {name, *attributes} <= words, (kind, name, attributes - words)
    assert set(FILTERS) <= words
