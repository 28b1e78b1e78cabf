"""Forecasts as promises use them: looked up in a table that is learned once a day, of urgency, hour and work ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean

import numpy as np

from bench.judgement.forecast import LEVEL, SEEDS, past_of
from bench.judgement.row import Row
from bench.judgement.simulated import clock, simulated
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.measure import Measured, measured
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.replay import replay
from triaged.learn.forecast.served import DAILY

_WHAT = "forecast as promises use it, at .95"


def rows() -> Iterator[Row]:
    """The lines of this part."""
    desk = _served(_plain(past_of("servicenow_first_reply")), WorkClock.always())
    yield from _three("servicenow_first_reply, last half", [desk])
    made = [_served(simulated(seed), clock()) for seed in SEEDS]
    yield from _three(f"simulated desk, {len(SEEDS)} seeds, last half", made)


def _plain(past: Past) -> Past:
    """Without the further columns, which no table holds; the classes by their names: "1 - Critical" comes first."""
    names = sorted(past.classes)
    rank = np.array([names.index(name) for name in past.classes])
    return replace(
        past, of_class=rank[past.of_class], classes=tuple(names), traits=np.zeros((len(past), 0), dtype=np.int64)
    )


def _served(past: Past, hours: WorkClock) -> Measured:
    return measured(past, replay(past, hours, LEVEL, way=DAILY), LEVEL)


def _three(on: str, found: list[Measured]) -> Iterator[Row]:
    """Coverage must be met; the worst week and the length are reported."""
    told, mails = sum(each.told for each in found), sum(each.mails for each in found)
    weeks = [each.worst.share.met or 0.0 for each in found if each.worst is not None]
    yield Row(
        what=f"{_WHAT}: coverage",
        on=on,
        value=fmean(each.share.met or 0.0 for each in found),
        least=LEVEL,
        better="near",
        slack=0.015,
        note=f"{told} of {mails} mails got a time",
    )
    yield Row(what=f"{_WHAT}: coverage, worst week", on=on, value=fmean(weeks), note=f"the least {min(weeks):.3f}")
    yield Row(
        what=f"{_WHAT}: median bound / rolling quantile",
        on=on,
        value=fmean((each.median or 0.0) / each.plain for each in found if each.plain),
        better="lower",
        shown="{:.1%}",
    )
