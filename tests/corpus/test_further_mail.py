"""Bare thanks and "solved" among thousands of real texts that nobody on this project wrote: none is a wrong one.

They are judged as if each were a reply in a thread while it is our turn, where most is understood. Which of those
that are understood are right was settled by reading each; they are known here by their hash only.
"""

import csv
import gzip
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from tests.rules.mails import mail, thread
from tests.support.shared import ROOT, labelled_mail, shared_directory
from triaged.mail.parse import parse
from triaged.model.mail import Message, RawMessage
from triaged.model.thread import Turn
from triaged.rules.further_mail import Further, further_mail

PAGE = ROOT / "docs" / "further-mail.md"
NOW = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
UNDERSTOOD = {Further.THANKS, Further.SOLVED}
TICKETS = {
    "email_request": "sentences of mails",
    "developer_anger": "comments of programmers",
    "complaints": "messages to companies",
}
_READ = """
    04cf69439a1e 1701de07b731 2386b23deabe 24fdd6e790bf 257ffbb33ce2 274de8498e7c 312f4b8427c2 32562ae77233
    397bf0f0d5fb 440c7d6cbd58 45d3de66a7ea 57e884d97f9b 5866c37b1c68 621a08ec4c81 7b6c5b6c176e 81235e92a2f0
    81e4ad7a7f67 824426544654 844ece0dbc7b 875c4098abf4 8d29a12f16fb 9488c8416cb9 9d1bc5405867 a0a7de5d217c
    abd69e7594c9 b9fe9905eb9b c04f336993c0 c106d4567726 c7c8acbd8096 cb6993921009 cf71afab11ca d0b0916b43c8
    da60371b855b e71610c7666f e8f5aa6a685e ee13af0f4138 eff00078414b fae0419442ba
"""
"""Hashes of the texts that were read and found to be what they are taken for."""

pytestmark = [pytest.mark.needs_shared, pytest.mark.slow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One text of a group: what it was taken for, whether its label says that it asks or complains, its hash."""

    group: str
    further: Further
    nudge: bool
    asks: bool
    digest: str


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """Every human mail, and every text of three sets of tickets."""
    return [*_mails(), *(row for name in TICKETS for row in _tickets(name))]


def _judged(group: str, message: Message, *, asks: bool) -> Judged:
    said, _ = further_mail(message, thread=thread(turn=Turn.OURS, subject=message.subject, base_subject=""))
    digest = hashlib.sha256(message.own_text.encode("utf-8", "replace")).hexdigest()[:12]
    return Judged(group=group, further=said.further, nudge=said.nudge, asks=asks, digest=digest)


def _mails() -> Iterator[Judged]:
    for each in labelled_mail("human"):
        octets = each.octets()
        raw = RawMessage(
            inbox="support", folder="INBOX", uidvalidity=1, uid=1, received=NOW, size=len(octets), octets=octets
        )
        message = parse(raw)
        if isinstance(message, Message):
            yield _judged("mails of people", message, asks=False)


def _tickets(name: str) -> Iterator[Judged]:
    folder = shared_directory()
    assert folder is not None
    base = mail("x", {"Subject": "Re: Rechnung Oktober"})
    with gzip.open(folder / "tickets" / f"{name}.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            message = replace(base, subject="", text=row["text"], own_text=row["text"])
            yield _judged(TICKETS[name], message, asks=row["y"] == "1")


def _wrong(judged: list[Judged]) -> list[Judged]:
    return [one for one in judged if one.further in UNDERSTOOD and (one.asks or one.digest not in _READ)]


def _table(judged: list[Judged]) -> str:
    """The figures, as they stand in docs/further-mail.md."""
    lines = ["| texts | number | thanks | solved | of these wrong | ask for news |", "|---|---|---|---|---|---|"]
    for group in dict.fromkeys(one.group for one in judged):
        own = [one for one in judged if one.group == group]
        counts = Counter(one.further for one in own)
        wrong, nudges = len(_wrong(own)), sum(one.nudge for one in own)
        lines.append(
            f"| {group} | {len(own)} | {counts[Further.THANKS]} | {counts[Further.SOLVED]} | {wrong} | {nudges} |"
        )
    return "\n".join(lines)


def test_none_is_wrongly_taken_for_thanks_or_solved(judged: list[Judged]) -> None:
    """Each that is understood was read and is right, and no label says that it asks or complains."""
    print("", _table(judged), sep="\n")
    assert len(judged) > 10_000
    assert [one for one in judged if one.further in UNDERSTOOD]
    assert _wrong(judged) == []


def test_the_page_says_what_is_measured(judged: list[Judged]) -> None:
    """docs/further-mail.md holds the measured table."""
    assert _table(judged) in PAGE.read_text("utf-8")
