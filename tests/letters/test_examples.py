"""The letters in docs/letters/ are what the program writes. `TRIAGED_WRITE=1` writes them anew."""

import os
from pathlib import Path

import pytest

from tests.letters.house import LANGUAGES, policy, wording
from triaged.mail.letter_samples import Sample, samples

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
    assert len(letters) == 28
    path = FOLDER / f"{language}.md"
    if os.environ.get("TRIAGED_WRITE"):
        path.write_text(page(language, letters), "utf-8")
    assert path.read_text("utf-8") == page(language, letters)
