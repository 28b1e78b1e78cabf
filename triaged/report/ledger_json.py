"""The report as JSON and as CSV (RFC 4180). Durations are whole seconds; names are those of rules.toml."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from triaged.report.json import Json
from triaged.report.ledger import Group, Outcomes, Report, Sort, Spread
from triaged.report.shown import at
from triaged.report.silences import why_silent

OUTCOMES = ("made", "kept", "renewed", "missed", "waiting", "released", "closed_unanswered", "open")
SPREAD = ("median", "ninth", "worst")


def report_json(report: Report) -> Json:
    """`triaged report --json`: `groups` is empty where nothing was told apart."""
    return {
        "since": at(report.since),
        "until": at(report.until),
        "by": report.by.value if report.by else "",
        "total": _group(report.total),
        "groups": [_group(group) for group in report.groups],
        "articles": [asdict(shown) for shown in report.articles],
    }


def _group(group: Group) -> Json:
    return {
        "group": group.name,
        **{f"{sort.value}s": _outcomes(group.outcomes[sort]) for sort in Sort},
        "answers": {"count": group.answers, "waited": spread_json(group.waited)},
        "acknowledged": spread_json(group.acknowledged),
        "silences": [{"row": row, "words": why_silent(row), "count": n} for row, n in group.silences.items()],
    }


def _outcomes(outcomes: Outcomes) -> Json:
    return {
        **{name: getattr(outcomes, name) for name in OUTCOMES},
        "judged": outcomes.judged,
        "late": spread_json(outcomes.late),
    }


def spread_json(spread: Spread | None) -> Json:
    """Median, what nine of ten are under, worst; all null of nothing."""
    if spread is None:
        return {"count": 0, **dict.fromkeys(SPREAD)}
    return {"count": spread.count, **{name: int(getattr(spread, name).total_seconds()) for name in SPREAD}}


def report_csv(answer: Mapping[str, Any]) -> str:
    """`triaged report --csv`, from what `report_json` gave: one line a group, or one in all; the first names them.

    A silence has a column of its own for every row that was seen.
    """
    groups = answer["groups"] or [answer["total"]]
    rows = sorted({one["row"] for group in groups for one in group["silences"]})
    lines = [dict(_cells(group, rows)) for group in groups]
    written = io.StringIO(newline="")
    out = csv.DictWriter(written, fieldnames=list(lines[0]), lineterminator="\r\n")
    out.writeheader()
    out.writerows(lines)
    return written.getvalue()


def _cells(group: Mapping[str, Any], rows: list[str]) -> Iterator[tuple[str, object]]:
    yield "group", group["group"]
    for sort in Sort:
        counted = group[f"{sort.value}s"]
        for name in OUTCOMES:
            yield f"{sort.value}s {name.replace('_', ' ')}", counted[name]
        for name in SPREAD:
            yield f"{sort.value}s late {name} s", counted["late"][name]
    yield "answers", group["answers"]["count"]
    for name in SPREAD:
        yield f"answers waited {name} s", group["answers"]["waited"][name]
    yield "acknowledged", group["acknowledged"]["count"]
    for name in SPREAD:
        yield f"acknowledged after {name} s", group["acknowledged"][name]
    counts = {one["row"]: one["count"] for one in group["silences"]}
    for row in rows:
        yield f"silence {row}", counts.get(row, 0)
