"""The report leaves as JSON and as CSV, and says since when in the words that were asked for."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.report.entries import UNTIL, fortnight
from triaged.errors import CommandRefused
from triaged.report.ledger import By, report
from triaged.report.ledger_json import report_csv, report_json
from triaged.report.period import beginning
from triaged.report.silences import SILENCES, why_silent

BERLIN = ZoneInfo("Europe/Berlin")
ROOT = Path(__file__).parents[2]


def answer(by: By | None = None) -> dict[str, object]:
    """The fortnight as the command answers it, through JSON."""
    made: dict[str, object] = json.loads(json.dumps(report_json(report(fortnight(), until=UNTIL, zone=BERLIN, by=by))))
    return made


def test_json_holds_every_figure() -> None:
    """Counts by sort and outcome, durations in seconds, silences with row and words."""
    total = answer()["total"]
    assert isinstance(total, dict)
    assert total["promises"] == {
        "made": 8,
        "kept": 1,
        "renewed": 1,
        "missed": 3,
        "waiting": 1,
        "released": 1,
        "closed_unanswered": 1,
        "open": 1,
        "judged": 6,
        "late": {"count": 2, "median": 7200, "ninth": 10800, "worst": 10800},
    }
    assert total["silences"][0] == {"row": "N8", "words": "a mailing list", "count": 2}
    assert total["commitments"]["late"] == {"count": 0, "median": None, "ninth": None, "worst": None}


def test_csv_is_read_back_by_any_reader() -> None:
    """RFC 4180: CRLF, a header, the same number of fields in every line; one line a group."""
    text = report_csv(answer(By.TEAM))
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == 3
    lines = list(csv.DictReader(io.StringIO(text), strict=True))
    assert [line["group"] for line in lines] == ["billing", "service"]
    assert [line["promises made"] for line in lines] == ["5", "3"]
    assert lines[0]["promises late worst s"] == "10800"
    assert (lines[0]["answers waited median s"], lines[0]["silence N8"], lines[1]["silence N8"]) == ("", "0", "2")
    assert len(list(csv.reader(io.StringIO(report_csv(answer()))))) == 2


def test_every_row_of_silence_has_its_words() -> None:
    """Each numbered row of docs/silence.md that can silence, and each named one, is told in words; a rule by name."""
    text = (ROOT / "docs/silence.md").read_text("utf-8")
    table = re.findall(r"^\| (N\d+) \| .* \| ([^|]*) \| [^|]* \|$", text, re.MULTILINE)
    rows = {row for row, says in table if not says.startswith(("nothing", "quarantined"))}
    assert len(rows) > 25
    assert rows <= set(SILENCES)
    assert {"Reply-To", "promise", "mode"} <= set(SILENCES)
    assert why_silent('rule "robots"') == 'rules.toml says so (rule "robots")'
    assert why_silent("N99") == "N99"


NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28d", datetime(2026, 10, 23, 9, 0, tzinfo=UTC)),
        ("2W", datetime(2026, 11, 6, 9, 0, tzinfo=UTC)),
        ("36 h", datetime(2026, 11, 18, 21, 0, tzinfo=UTC)),
        ("2026-11-01", datetime(2026, 10, 31, 23, 0, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 22, 0, tzinfo=UTC)),
        ("2026-11-01T08:00", datetime(2026, 11, 1, 7, 0, tzinfo=UTC)),
        ("2026-11-01T08:00-05:00", datetime(2026, 11, 1, 13, 0, tzinfo=UTC)),
    ],
)
def test_since_is_a_span_a_date_or_a_moment(text: str, expected: datetime) -> None:
    """Dates and times without an offset are those of the company's zone."""
    assert beginning(text, now=NOW, zone=BERLIN) == expected


@pytest.mark.parametrize("text", ["", "yesterday", "28", "-3d", "2026-13-01", "2027-01-01", "0d", "1x"])
def test_what_is_no_past_time_is_refused(text: str) -> None:
    """With what can be written instead."""
    with pytest.raises(CommandRefused, match=r"write 28d|not in the past"):
        beginning(text, now=NOW, zone=BERLIN)
