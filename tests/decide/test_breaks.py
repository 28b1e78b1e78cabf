"""Which of today's promises will likely break? A table of waits, work ahead and times."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.decide.house import MONDAY, at, policy, promise, thread
from tests.rules.forecasts import flat
from triaged.decide.breaks import MOST, LikelyBreak, likely_breaks
from triaged.model.forecast import AHEAD, STRETCHES, Forecast
from triaged.model.thread import Kind, Thread, Turn, Urgency

HOUR = timedelta(hours=1)
RULES = policy('[promise]\nbasis = "forecast"\n')
TEAM = next(iter(RULES.teams))
CALENDAR = RULES.teams[TEAM].calendar
EVENING = at(9)


def known(half: timedelta = HOUR, nearly_all: timedelta = 40 * HOUR) -> Forecast:
    return flat(nearly_all, made_at=MONDAY, half=half, calendar=CALENDAR)


def by_work(minutes: int) -> Forecast:
    """Half of the mails take so many minutes for each mail before them."""
    cells = tuple(minutes * most for _ in Urgency for _ in range(STRETCHES) for most in AHEAD)
    return replace(known(), middle=cells)


def waiting(hours: float, number: int = 1, urgency: Urgency = Urgency.NORMAL, **changes: Any) -> Thread:
    """A first mail of Monday morning, promised for so many hours later."""
    one = thread(promise(hours), thread_id=number, reference=f"R{number}", turn=Turn.OURS, **changes)
    return replace(
        one, triage=replace(one.triage, urgency=urgency), due_at=one.promise.reply_by if one.promise else None
    )


def found(*queue: Thread, forecast: Forecast | None = None, hours: float = 1) -> tuple[LikelyBreak, ...]:
    forecasts = {TEAM: forecast or known()}
    return likely_breaks(queue, forecasts, {TEAM: EVENING}, RULES, at(hours))


def test_half_of_such_mails_take_longer_than_is_left() -> None:
    """An hour from eleven: noon can be kept, half past eleven likely not."""
    assert found(waiting(2.1)) == ()
    [one] = found(waiting(1.5))
    assert one.why == "with no first mails before it, half of such mails take 1h from now on"


def test_who_waits_longer_than_nearly_all_is_listed() -> None:
    """Though half of such mails would be quick."""
    [one] = found(waiting(8), forecast=known(HOUR / 4, nearly_all=HOUR), hours=1.5)
    assert one.why == "waits for 1h30m, longer than 95 of 100 such mails did"


def test_the_work_before_each_counts() -> None:
    """Older mails of the same urgency and all more urgent ones; half an hour each: the third of four breaks first."""
    queue = [waiting(2.2, number) for number in (1, 2, 3)] + [waiting(2.2, 9, Urgency.HIGH)]
    listed = found(*queue, forecast=by_work(30))
    assert [one.thread.reference for one in listed] == ["R3"]
    assert listed[0].why.startswith("with 3 first mails before it, half of such mails take ")


@pytest.mark.parametrize(
    "changes",
    [
        {"turn": Turn.THEIRS},
        {"kind": Kind.MACHINE},
        {"answered_at": at(0.5)},
        {"incident_id": 4},
        {"promise": None},
        {"promise": promise(1.5, told=False)},
        {"promise": promise(0.9)},  # broken already
        {"promise": promise(26)},  # not today
    ],
)
def test_what_is_no_promise_of_today_is_not_listed(changes: dict[str, Any]) -> None:
    """Nor what no forecast is made for."""
    assert found(replace(waiting(1.5), **changes)) == ()


@pytest.mark.parametrize(
    "forecast",
    [replace(known(), why="41 of 60 answers known"), replace(known(), level=0.9), replace(known(), middle=())],
)
def test_where_nothing_is_foretold_nothing_is_listed(forecast: Forecast) -> None:
    """An abstaining forecast lists nothing, and so does one of other rules."""
    assert found(waiting(1.5), forecast=forecast) == ()


def test_with_another_basis_nothing_is_listed() -> None:
    """Whoever did not ask for forecasts sees none."""
    assert likely_breaks([waiting(1.5)], {TEAM: known()}, {TEAM: EVENING}, policy(), at(1)) == ()


def test_the_nearest_time_comes_first_and_a_list_ends() -> None:
    """As many as can be worked by."""
    queue = [waiting(1.9 - number / 1000, number) for number in range(MOST + 20)]
    listed = found(*queue)
    assert len(listed) == MOST
    assert listed[0].thread.thread_id == MOST + 19
