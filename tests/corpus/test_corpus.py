"""What is decided for 1,554 labelled mails that nobody on this project wrote, and the figures that must hold.

The mails are not addressed to the test's inbox and are years old: they are judged as if fresh, which leaves out to whom
and when they were sent (N26, N27, N30, the Reply-To rule). Everything else counts.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tests.policy.texts import SMALLEST, load_text
from tests.support.shared import ROOT, Labelled, labelled_mail
from triaged.report.json import Json
from triaged.report.judge import judge_files
from triaged.scorer.judge import WordJudge

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KEYS = {
    *("file", "acknowledge", "kind", "reasons", "urgency", "topic", "tone", "language", "reply_by"),
    *("facts", "missing", "asked", "unreadable"),
}
PAGE = ROOT / "docs" / "corpus.md"

pytestmark = [pytest.mark.needs_shared]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Labels that must be decided alike. `share` in percent must be right; `full`: only mail with all its header."""

    name: str
    labels: frozenset[str]
    acknowledge: bool
    share: float
    full: bool = False

    def holds(self, mail: Labelled) -> bool:
        """Whether this mail belongs to it."""
        return mail.label in self.labels and (not self.full or mail.headers == "full")


GROUPS = (
    Group(
        name="bounces and automatic replies",
        labels=frozenset({"automatic_bounce", "automatic_reply"}),
        acknowledge=False,
        share=99,
    ),
    Group(name="people", labels=frozenset({"human"}), acknowledge=True, share=99),
    Group(
        name="lists and bulk, full headers", labels=frozenset({"list_or_bulk"}), acknowledge=False, share=96, full=True
    ),
)
Judged = list[tuple[Labelled, Json]]


@pytest.fixture(scope="module")
def judged() -> Judged:
    """Every labelled mail with what `triaged judge --as-if-fresh` says of it."""
    mails = list(labelled_mail())
    rows = judge_files(
        [mail.path for mail in mails],
        policy=load_text(SMALLEST),
        judge=WordJudge({}),
        now=NOW,
        as_if_fresh=True,
    )
    return list(zip(mails, rows, strict=True))


def _misses(judged: Judged, group: Group) -> list[tuple[Labelled, Json]]:
    return [(mail, row) for mail, row in judged if group.holds(mail) and row["acknowledge"] is not group.acknowledge]


def _table(judged: Judged) -> Iterator[str]:
    """The figures, as they stand in docs/corpus.md."""
    yield "| group | mails | right | share | wanted |"
    yield "|---|---|---|---|---|"
    for group in GROUPS:
        count = sum(group.holds(mail) for mail, _ in judged)
        right = count - len(_misses(judged, group))
        yield f"| {group.name} | {count} | {right} | {100 * right / count:.1f} % | {group.share:g} % |"


def _rows(judged: Judged) -> Iterator[str]:
    """How often which row decided, by label."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for mail, row in judged:
        counted[mail.label, deciding(row)] += 1
    for (label, cited), number in sorted(counted.items(), key=lambda item: (item[0][0], -item[1])):
        yield f"{label:18} {cited or '-':12} {number:5}"


def deciding(row: Json) -> str:
    """The row that kept us silent, "" where we acknowledge."""
    reasons = row["reasons"]
    assert isinstance(reasons, list)
    asked = [reason["row"] for reason in reasons if reason["question"] == "Do we acknowledge it?"]
    return str(asked[-1]) if asked else str(row["unreadable"] or "")


def test_every_mail_is_judged(judged: Judged) -> None:
    """None of them crashes anything, and every answer has exactly the keys of the interface."""
    assert len(judged) == 1554
    assert all(set(row) == KEYS for _, row in judged)
    assert all(row["reply_by"] is not None for _, row in judged if row["acknowledge"])
    assert all(row["reasons"] for _, row in judged if not row["unreadable"])


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_the_share_that_is_right(judged: Judged, group: Group) -> None:
    """Bounces and automatic replies are not answered, people are, lists and bulk mail are not."""
    print("\n".join(["", *_table(judged), "", *_rows(judged)]))
    count = sum(group.holds(mail) for mail, _ in judged)
    wrong = _misses(judged, group)
    assert 100 * (count - len(wrong)) / count >= group.share, [(mail.id, deciding(row)) for mail, row in wrong]


def test_every_miss_is_explained(judged: Judged) -> None:
    """docs/corpus.md holds the measured table, and one line with a reason for every miss, no more and no fewer."""
    page = PAGE.read_text("utf-8")
    assert "\n".join(_table(judged)) in page
    listed = {int(line.split("|")[1]) for line in page.splitlines() if line.startswith("| ") and line[2].isdigit()}
    assert listed == {mail.id for group in GROUPS for mail, _ in _misses(judged, group)}
