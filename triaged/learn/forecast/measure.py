"""Were as many forecasts met as were asked for, in every week and for every class, and how long were they?"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from triaged.learn.forecast.abstain import Why
from triaged.learn.forecast.past import Flags, Floats, Past
from triaged.learn.forecast.plain import plain_bounds
from triaged.learn.forecast.replay import Replayed

WEEK_OF = 50
"""Forecasts. A week with fewer is no measure of the worst."""
_WEEK = 168.0
_THURSDAY = 72.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Of `mails` forecasts whose end is known, the share `met`; None of none."""

    mails: int
    met: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week by the mails that arrived in it. `monday`: its beginning, hours since 1970 in UTC."""

    monday: float
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFigures:
    """The forecasts of one class. `median`: hours from arrival to the time told, None of none."""

    name: str
    share: Share
    median: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What the last part of a replayed log shows.

    `mails` of it were looked at, from the moment `since` on; `told` got a time, the others not for the reasons in
    `silent`; `silent_ever` are those of the whole log. `worst`: the week with the smallest share met, None without one
    of WEEK_OF. `median`: hours from arrival to the time told; `plain`: the same without looking at the mail, over the
    mails where both are known.
    """

    mails: int
    since: float
    told: int
    silent: Mapping[Why, int]
    silent_ever: Mapping[Why, int]
    share: Share
    worst: Week | None
    median: float | None
    plain: float | None
    classes: tuple[ClassFigures, ...]


def measured(past: Past, replayed: Replayed, level: float, *, last: float = 0.5) -> Measured:
    """The figures of the last share `last` of the mails: what came before only teaches.

    A mail that was still open when the log ends counts as broken when its time had passed by then, else not at all.
    """
    first = min(len(past) - 1, int(len(past) * (1.0 - last)))
    part = slice(first, len(past))
    arrived, replied, due = past.arrived[part], past.replied[part], replayed.due[part]
    finished = past.replied[np.isfinite(past.replied)]
    end = max(float(past.arrived[-1]), float(finished.max(initial=-np.inf)))
    told = np.isfinite(due)
    known = told & (np.isfinite(replied) | (due <= end))
    met = replied <= due
    plain = plain_bounds(past.arrived, past.replied, level)[part]
    both = told & np.isfinite(plain)
    return Measured(
        mails=len(arrived),
        since=float(arrived[0]),
        told=int(told.sum()),
        silent=Counter(why for why in replayed.why[first:] if why is not None),
        silent_ever=Counter(why for why in replayed.why if why is not None),
        share=_share(met, known),
        worst=_worst(arrived, met, known),
        median=_median((due - arrived)[both]),
        plain=_median(plain[both]),
        classes=_classes(past, part, (due - arrived), met, known),
    )


def _share(met: Flags, known: Flags) -> Share:
    mails = int(known.sum())
    return Share(mails=mails, met=float(met[known].mean()) if mails else None)


def _median(values: Floats) -> float | None:
    return float(np.median(values)) if len(values) else None


def _worst(arrived: Floats, met: Flags, known: Flags) -> Week | None:
    number = np.floor((arrived + _THURSDAY) / _WEEK)
    weeks = [
        Week(monday=float(each * _WEEK - _THURSDAY), share=_share(met, known & (number == each)))
        for each in np.unique(number)
    ]
    return min(
        (week for week in weeks if week.share.mails >= WEEK_OF), key=lambda week: week.share.met or 0.0, default=None
    )


def _classes(past: Past, part: slice, bounds: Floats, met: Flags, known: Flags) -> tuple[ClassFigures, ...]:
    of_class = past.of_class[part]
    return tuple(
        ClassFigures(
            name=name,
            share=_share(met, known & (of_class == at)),
            median=_median(bounds[np.isfinite(bounds) & (of_class == at)]),
        )
        for name, at in sorted((name, at) for at, name in enumerate(past.classes))
        if (of_class == at).any()
    )
