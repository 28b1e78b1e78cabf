"""Forecasts: how many were met, in the worst week too, and how long they are beside a rolling quantile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from statistics import fmean

import numpy as np

from bench.judgement.row import Row, yes
from bench.judgement.simulated import clock, simulated
from bench.judgement.tickets import folder
from tests.learn.forecast.desk import until
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.log import Columns, lines_of, read_log
from triaged.learn.forecast.measure import WEEK_OF, Measured, measured
from triaged.learn.forecast.past import Past
from triaged.learn.forecast.replay import replay

LEVEL = 0.95
SEEDS = range(100, 110)
"""Others than those the forecaster was made with."""
_FIRST = 60
_OPEN = 0.85
_MONTH, _LAST_DAYS = 720.0, 120.0


def rows() -> Iterator[Row]:
    """The lines of this part."""
    yield from _first_reply()
    yield from _others()
    yield from _simulated()
    yield from _abstains()


def past_of(name: str) -> Past:
    """One of the public logs. Raises FileUnreadable where it is not there."""
    path = folder() / f"{name}.csv.gz"
    return read_log(lines_of(path), Columns(), UTC, name).past


def _measured(past: Past, hours: WorkClock) -> Measured:
    return measured(past, replay(past, hours, LEVEL), LEVEL)


def _first_reply() -> Iterator[Row]:
    on, found = "servicenow_first_reply, last half", _measured(past_of("servicenow_first_reply"), WorkClock.always())
    yield _coverage(on, found.share.met, _told(found))
    yield _worst_week(on, _worst(found), 0.92, note=f"weeks with at least {WEEK_OF} forecasts")
    yield _length(on, _shorter(found), 0.70, 0.50, f"{found.median or 0:.0f} h against {found.plain or 0:.0f} h")


def _others() -> Iterator[Row]:
    for name, least in (("servicenow_resolution", 0.94), ("italian_helpdesk", 0.93)):
        found = _measured(past_of(name), WorkClock.always())
        yield Row(
            what="forecast at .95: coverage",
            on=f"{name}, last half",
            value=found.share.met,
            least=least,
            aim=0.95,
            note=_told(found),
        )


def _simulated() -> Iterator[Row]:
    on, all_found = (
        f"simulated desk, {len(SEEDS)} seeds, last half",
        [_measured(simulated(seed), clock()) for seed in SEEDS],
    )
    shares = [found.share.met or 0.0 for found in all_found]
    weeks = [_worst(found) or 0.0 for found in all_found]
    shorter = [_shorter(found) or np.inf for found in all_found]
    yield _coverage(on, fmean(shares), f"mean; {min(shares):.3f} to {max(shares):.3f}")
    note = f"mean of the seeds' worst; {min(weeks):.3f} to {max(weeks):.3f}"
    yield _worst_week(on, fmean(weeks), 0.82, aim=0.90, note=note)
    yield _length(on, fmean(shorter), 0.36, 0.30, f"mean; {min(shorter):.1%} to {max(shorter):.1%}")


def _abstains() -> Iterator[Row]:
    pasts = [past_of(name) for name in ("servicenow_first_reply", "servicenow_resolution", "italian_helpdesk")]
    early = 0
    for past in pasts:
        beginning = until(past, 1000)
        answers = np.searchsorted(np.sort(beginning.replied), beginning.arrived)
        early += int(np.isfinite(replay(beginning, WorkClock.always(), LEVEL).due[answers < _FIRST]).sum())
    yield yes(
        what="forecast abstains before 60 answers", on="all three sets", holds=not early, note=f"{early} forecasts made"
    )
    said = of = 0
    for past in pasts:
        due = replay(_snapshot(past), WorkClock.always(), LEVEL).due
        last = past.arrived >= past.arrived[-1] - _LAST_DAYS
        said, of = said + int(np.isfinite(due[last]).sum()), of + int(last.sum())
    yield yes(
        what="forecast abstains at the end of a log whose last month is mostly open",
        on="all three sets, 85 of 100 of that month opened",
        holds=not said,
        note=f"{said} forecasts made for the {of} mails of their last five days",
    )


def _snapshot(past: Past) -> Past:
    opened = (past.arrived > past.arrived[-1] - _MONTH) & (np.random.default_rng(0).random(len(past)) < _OPEN)
    return replace(past, replied=np.where(opened, np.inf, past.replied))


def _coverage(on: str, value: float | None, note: str) -> Row:
    what = "forecast at .95: coverage"
    return Row(what=what, on=on, value=value, least=LEVEL, better="near", slack=0.015, note=note)


def _worst_week(on: str, value: float | None, least: float, *, aim: float | None = None, note: str) -> Row:
    return Row(what="forecast at .95: coverage, worst week", on=on, value=value, least=least, aim=aim, note=note)


def _length(on: str, value: float | None, least: float, aim: float, note: str) -> Row:
    return Row(
        what="forecast at .95: median bound / rolling quantile",
        on=on,
        value=value,
        least=least,
        aim=aim,
        better="lower",
        shown="{:.1%}",
        note=note,
    )


def _told(found: Measured) -> str:
    return f"{found.told} of {found.mails} mails got a time"


def _worst(found: Measured) -> float | None:
    return None if found.worst is None else found.worst.share.met


def _shorter(found: Measured) -> float | None:
    return found.median / found.plain if found.median is not None and found.plain else None
