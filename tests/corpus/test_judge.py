"""`triaged judge`: what would be decided for a file, offline, without state."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.policy.texts import SMALLEST, load_text
from tests.rules.mails import NOW, octets
from triaged.errors import FileUnreadable
from triaged.report.json import Json
from triaged.report.judge import judge_files
from triaged.scorer.judge import WordJudge

HOUSE = load_text(SMALLEST)
OLD: dict[str, str | None] = {"Date": "Fri, 23 Nov 2001 14:09:00 +0100", "To": "x@elsewhere.example"}


def judged(folder: Path, text: bytes, *, now: datetime = NOW, as_if_fresh: bool = False) -> Json:
    """What is said of one file."""
    path = folder / "a.eml"
    path.write_bytes(text)
    (row,) = judge_files([path], policy=HOUSE, judge=WordJudge(HOUSE.topics), now=now, as_if_fresh=as_if_fresh)
    assert row["file"] == str(path)
    return row


def rows(row: Json) -> list[str]:
    """The rows cited for the decision to acknowledge."""
    reasons = row["reasons"]
    assert isinstance(reasons, list)
    return [reason["row"] for reason in reasons if reason["question"] == "Do we acknowledge it?"]


def test_a_persons_mail_gets_a_time(tmp_path: Path) -> None:
    """Acknowledged, with kind, urgency, language and the promised time in UTC."""
    row = judged(tmp_path, octets())
    assert (row["acknowledge"], row["kind"], row["language"], row["unreadable"]) == (True, "person", "de", None)
    assert row["reply_by"] == "2026-11-24T13:30:00Z"


def test_a_machines_mail_gets_none(tmp_path: Path) -> None:
    """Not acknowledged; the reasons cite the row, and no time is promised."""
    row = judged(tmp_path, octets(fields={"Auto-Submitted": "auto-replied"}))
    assert (row["acknowledge"], row["kind"], row["reply_by"]) == (False, "machine", None)
    assert rows(row) == ["N3"]


def test_age_and_recipients_count_unless_it_is_judged_as_if_fresh(tmp_path: Path) -> None:
    """N26 and N30 keep an old mail to somebody else silent; as if fresh it is acknowledged from now on."""
    assert rows(judged(tmp_path, octets(fields=OLD))) == ["N30"]
    assert rows(judged(tmp_path, octets(fields={"To": "x@elsewhere.example"}))) == ["N26"]
    row = judged(tmp_path, octets(fields=OLD), as_if_fresh=True)
    assert row["acknowledge"]
    assert row["reply_by"] == "2026-11-24T13:30:00Z"


def test_the_topmost_received_line_says_when_it_arrived(tmp_path: Path) -> None:
    """A wrong Date does not make a mail old, and none is younger than now."""
    top = "Received: from a by b; Mon, 23 Nov 2026 14:09:30 +0100\nReceived: by a; Fri, 23 Nov 2001 14:09:00 +0100\n"
    assert judged(tmp_path, octets(fields={"Date": OLD["Date"]}, top=top))["acknowledge"]
    assert judged(tmp_path, octets(), now=NOW - timedelta(days=900))["acknowledge"]


@pytest.mark.parametrize("text", [b"", b"\r\n\r\n"])
def test_what_cannot_be_read_says_why(tmp_path: Path, text: bytes) -> None:
    """Not acknowledged, and one sentence in `unreadable`."""
    row = judged(tmp_path, text)
    assert (row["acknowledge"], row["kind"]) == (False, None)
    assert row["unreadable"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """FileUnreadable (exit status 66) with the path."""
    with pytest.raises(FileUnreadable, match=r"gone\.eml"):
        next(judge_files([tmp_path / "gone.eml"], policy=HOUSE, judge=WordJudge(HOUSE.topics), now=datetime.now(UTC)))
