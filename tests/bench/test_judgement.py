"""The table of the judgement says "missed" when something is missed, and names what cannot be measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench.judgement import __main__ as judgement
from bench.judgement.row import Row, markdown, yes


def _row(value: float | None, **more: object) -> Row:
    return Row(what="urgency", on="a set", value=value, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "met", "verdict"),
    [
        (_row(0.8, least=0.7, aim=0.9), True, "reached"),
        (_row(0.9, least=0.7, aim=0.9), True, "aim"),
        (_row(0.6, least=0.7), False, "MISSED"),
        (_row(0.6), None, "reported"),
        (_row(None), None, "not measured"),
        (_row(None, least=0.7), False, "MISSED"),
        (_row(0.4, least=0.5, better="lower"), True, "reached"),
        (_row(0.6, least=0.5, better="lower"), False, "MISSED"),
        (_row(0.94, least=0.95, slack=0.015, better="near"), True, "reached"),
        (_row(0.97, least=0.95, slack=0.015, better="near"), False, "MISSED"),
        (yes(what="abstains", on="a set", holds=False), False, "MISSED"),
    ],
)
def test_a_row_knows_whether_it_is_reached(row: Row, met: bool | None, verdict: str) -> None:
    """Higher, lower and near; what was not measured is missed where something is claimed."""
    assert (row.met, row.verdict) == (met, verdict)


def test_the_page_is_a_table_that_no_note_can_break() -> None:
    """A bar in a note would begin another cell."""
    text = markdown([_row(0.8, least=0.7, note="a | b")])
    assert {line.count("|") for line in text.splitlines()} == {8}


@pytest.mark.needs_shared
def test_a_missed_figure_ends_with_1_and_parts_can_be_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One reached, one missed; the page is only written when all parts ran."""

    def rows() -> Iterator[Row]:
        yield _row(0.8, least=0.7)
        yield _row(0.6, least=0.7)

    monkeypatch.setattr(judgement, "PARTS", ("urgency", "tone"))
    monkeypatch.setattr(judgement.importlib, "import_module", lambda _: SimpleNamespace(rows=rows))
    monkeypatch.setattr(judgement, "DOC", None)
    assert judgement.main(["urgency", "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["met"] for line in lines] == [True, False]


def test_without_the_labelled_mail_it_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 66 and a sentence."""
    monkeypatch.setenv("TRIAGED_SHARED", str(tmp_path))
    assert judgement.main([]) == 66
    assert "TRIAGED_SHARED" in capsys.readouterr().err


def test_every_module_that_measures_is_measured() -> None:
    """A part that nobody listed would be left out in silence."""
    folder = Path(judgement.__file__).parent
    measuring = {path.stem for path in folder.glob("*.py") if "\ndef rows(" in path.read_text("utf-8")}
    assert measuring == set(judgement.PARTS)
