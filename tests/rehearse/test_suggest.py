"""What is suggested: which mails get one time, which time, and rows that rules.toml takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.texts import load_text
from tests.rehearse.month import RULES
from triaged.hours import WorkSpan, parse_span
from triaged.model.thread import Urgency
from triaged.policy.shape import Policy
from triaged.rehearse.friendly import friendly, length
from triaged.rehearse.groups import ENOUGH, bands
from triaged.rehearse.snippet import snippet
from triaged.rehearse.suggest import Suggestion, suggest
from triaged.rehearse.waits import Wait

C, H, N, L = Urgency.CRITICAL, Urgency.HIGH, Urgency.NORMAL, Urgency.LOW
DAY = timedelta(hours=9)
FIRST_ROW = RULES.index("[[promise.row]]")
HEAD = RULES[:FIRST_ROW]
TOPICS = """\
topic.billing = { name = { en = "billing", de = "Rechnung" } }
topic.fault = { name = { en = "fault", de = "Störung" } }
"""


def rules(rows: str, *, more: str = "") -> str:
    """The month's house with these promise rows."""
    return HEAD.replace("[account.main]", TOPICS + "[account.main]") + more + rows


PLAIN = rules('[[promise.row]]\nname = "all mail"\nreply = "4h"\n')


def some(count: int, hours: float, urgency: Urgency = N, **changes: object) -> list[Wait]:
    """So many mails that were answered after so many hours."""
    given = {"topic": "", "row": "all mail", "answered": True, "kept": hours <= 4} | changes
    return [Wait(urgency=urgency, took=timedelta(hours=hours), **given) for _ in range(count)]  # type: ignore[arg-type]


def suggested(text: str, waits: list[Wait], level: float = 0.95) -> tuple[Policy, Suggestion]:
    policy = load_text(text)
    return policy, suggest(waits, policy=policy, level=level)


def replies(suggestion: Suggestion) -> dict[str, str]:
    return {row.row.name: str(row.row.reply) for row in suggestion.rows}


BANDS = {
    "each enough": ({C: 60, H: 60, N: 60, L: 60}, ((C,), (H,), (N,), (L,))),
    "few critical": ({C: 3, H: 80, N: 300, L: 60}, ((C, H), (N,), (L,))),
    "few low": ({C: 0, H: 60, N: 300, L: 40}, ((C, H), (N, L))),
    "one after the other": ({C: 30, H: 29, N: 1, L: 60}, ((C, H, N), (L,))),
    "too few": ({C: 1, H: 2, N: 3, L: 4}, ((C, H, N, L),)),
    "none": ({}, ((C, H, N, L),)),
}


@pytest.mark.parametrize(("counts", "expected"), BANDS.values(), ids=BANDS)
def test_neighbours_are_put_together_until_there_are_enough(
    counts: dict[Urgency, int], expected: tuple[tuple[Urgency, ...], ...]
) -> None:
    """Urgencies stay next to each other; a rest goes with the one above it. Who waits is no answer."""
    waits = [wait for urgency, count in counts.items() for wait in some(count, 1, urgency)]
    assert bands([*waits, *some(200, 1, L, answered=False)]) == expected


FRIENDLY = {
    "0m": "30m", "30m": "30m", "31m": "1h", "1h10m": "1h30m", "3h1m": "4h", "5h30m": "6h", "7h": "8h",
    "8h1m": "1 day", "9h": "1 day", "9h1m": "2 days", "40h": "5 days", "60h": "8 days", "400h": "20 days",
}  # fmt: skip


@pytest.mark.parametrize(("needed", "said"), FRIENDLY.items())
def test_times_are_rounded_up_to_what_people_say(needed: str, said: str) -> None:
    """On days of nine hours; what takes a day is said in days."""
    time = timedelta() if needed == "0m" else parse_span(needed).time
    assert str(friendly(time, DAY)) == said


@given(minutes=st.integers(0, 180 * 60), day=st.integers(120, 24 * 60))
def test_a_friendly_time_is_never_too_short(minutes: int, day: int) -> None:
    """However long a day is, but for what is longer than the longest."""
    time, whole = timedelta(minutes=minutes), timedelta(minutes=day)
    assert length(friendly(time, whole), whole) >= min(time, 20 * whole)


def test_each_urgency_and_topic_with_enough_answers_has_its_time() -> None:
    """In the order in which rules.toml is read; what is left gets the last row; the shares are counted."""
    waits = [
        *some(57, 2, H), *some(3, 3.5, H),
        *some(60, 3, N, topic="billing"), *some(100, 7, N), *some(20, 1, N, topic="fault"),
        *some(60, 8.5, L), *some(4, 1, L, answered=False, kept=None), *some(2, 90, L, answered=False, never=True),
    ]  # fmt: skip
    policy, found = suggested(PLAIN, waits)
    assert replies(found) == {
        "critical, high": "2h", "normal: billing": "3h", "normal": "8h", "everything else": "1 day",
    }  # fmt: skip
    first, billing, normal, last = found.rows
    assert (first.mails, first.answers, first.kept, first.kept_now) == (60, 60, pytest.approx(0.95), (60, 60))
    assert (billing.mails, normal.mails, found.mails) == (60, 120, len(waits))
    assert (last.answers, last.waiting, last.never, last.kept_now) == (60, 4, 2, (0, 60))
    assert last.row.when == type(last.row.when)()
    assert first.now == ("4h",)
    assert policy.promise.rows[0].name == "all mail"


def test_a_level_of_ninety_is_a_shorter_time() -> None:
    """--level says how many of a hundred are to be kept."""
    waits = [*some(91, 2), *some(9, 6)]
    assert replies(suggested(PLAIN, waits, 0.9)[1]) == {"everything else": "2h"}
    assert replies(suggested(PLAIN, waits)[1]) == {"everything else": "6h"}


def test_the_more_urgent_is_never_promised_a_later_time() -> None:
    """Where high mail was slower than normal mail, normal mail is promised what high mail needs."""
    waits = [*some(60, 6, H), *some(60, 3, N), *some(60, 2, N, topic="billing"), *some(60, 12, L)]
    _, found = suggested(PLAIN, waits)
    assert replies(found) == {
        "critical, high": "6h", "normal: billing": "6h", "normal": "6h", "everything else": "2 days",
    }  # fmt: skip
    assert [row.raised for row in found.rows] == [False, True, True, False]


@settings(max_examples=60)
@given(
    cells=st.lists(
        st.tuples(st.sampled_from(list(Urgency)), st.sampled_from(["", "billing", "fault"]), st.integers(1, 60)),
        min_size=1,
        max_size=8,
    )
)
def test_every_suggestion_is_in_order_and_loads(cells: list[tuple[Urgency, str, int]]) -> None:
    """Whatever was seen: rules.toml takes the rows, each mail gets one, and none a later time than a less urgent."""
    waits = [wait for urgency, topic, hours in cells for wait in some(60, hours, urgency, topic=topic)]
    _, found = suggested(PLAIN, waits)
    loaded = load_text(rules(snippet(found, where="a test")))
    assert [row.reply for row in loaded.promise.rows] == [row.row.reply for row in found.rows]
    for topic in ("", "billing", "fault"):
        times = [_promised(loaded, urgency, topic) for urgency in Urgency]
        assert times == sorted(times)


def _promised(policy: Policy, urgency: Urgency, topic: str) -> timedelta:
    """What a mail of this sort is promised: the first row that fits."""
    fitting = (
        row.reply
        for row in policy.promise.rows
        if (not row.when.urgency or urgency in row.when.urgency) and (not row.when.topic or topic in row.when.topic)
    )
    return length(next(fitting), DAY)


OWN = rules(
    """\
[[promise.row]]
name = "vip"
when = { customer = "vip" }
reply = "2h"
next = "1h"
[[promise.row]]
name = "critical"
when = { urgency = "critical" }
reply = "1h"
update = "1h"
[[promise.row]]
name = "high"
when = { urgency = "high" }
reply = "4h"
[[promise.row]]
name = "everything else"
reply = "1 day"
solve = "3 days"
""",
    more='[customer.vip]\nwho = ["*@vip.example"]\n',
)


def test_rows_with_conditions_of_their_own_stay() -> None:
    """A group of customers, a critical mail: as they are where answers are few, with a new time where not."""
    waits = [
        *some(5, 9, H, row="vip"), *some(60, 3, C, row="critical"),
        *some(60, 2, H, row="high"), *some(60, 5, N, row="everything else"),
    ]  # fmt: skip
    policy, found = suggested(OWN, waits)
    assert [row.reads for row in found.rows] == ["as it is", "new time", "new", "new"]
    assert found.rows[0].row == policy.promise.rows[0]
    assert found.rows[1].row.update == WorkSpan(time=timedelta(hours=1))
    assert replies(found) == {"vip": "2h", "critical": "3h", "critical, high": "3h", "everything else": "5h"}
    assert found.rows[-1].row.solve == WorkSpan(days=3)
    loaded = load_text(OWN[: OWN.index("[[promise.row]]")] + snippet(found, where="a test"))
    assert loaded.promise.rows[0].when == policy.promise.rows[0].when
    assert loaded.promise.rows[0].next == WorkSpan(time=timedelta(hours=1))


def test_too_few_answers_suggest_nothing() -> None:
    """The rows stand as they are, with what became of their mails; no text to copy."""
    _, found = suggested(OWN, [*some(ENOUGH - 1, 2, row="high"), *some(40, 2, row="vip")])
    assert not found.says_something
    assert snippet(found, where="a test") == ""
    assert [(row.row.name, row.answers) for row in found.rows] == [
        ("vip", 40), ("critical", 0), ("high", 59), ("everything else", 0),
    ]  # fmt: skip


def test_no_row_promises_more_than_may_be_promised() -> None:
    """promise.at_most holds; the comment says what would be needed, or that no time was seen."""
    most = '[promise]\nat_most = "2 days"\n'
    slow = rules('[[promise.row]]\nname = "all mail"\nreply = "4h"\n', more=most)
    _, found = suggested(slow, some(60, 40))
    assert replies(found) == {"everything else": "2 days"}
    assert "this is promise.at_most: 5 days would be needed" in snippet(found, where="a test")
    _, open_ = suggested(slow, [*some(60, 2), *some(30, 5, answered=False, kept=None)])
    assert replies(open_) == {"everything else": "2 days"}
    assert open_.rows[0].needs is None
    assert "no time was seen within which 95 of 100 were answered" in snippet(open_, where="a test")


def test_what_is_to_be_solved_is_answered_before() -> None:
    """A solution that was wished for sooner than answers come is left out: rules.toml would refuse it."""
    _, found = suggested(OWN, some(60, 60, row="everything else"))
    assert found.rows[-1].row.reply == found.at_most
    assert load_text(OWN[: OWN.index("[[promise.row]]")] + snippet(found, where="a test"))
