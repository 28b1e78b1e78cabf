"""[[rule]], [[promise.row]], [ladder] and [promise] against the rest."""

from collections.abc import Sequence
from datetime import timedelta

from triaged.hours import WorkSpan
from triaged.policy.checker import Checker
from triaged.policy.defaults import EVERYONE
from triaged.policy.scan import Path
from triaged.policy.tables.judging import RuleTable, WhenKeys, WhenTable

_SETS = {"urgency", "kind", "team", "customer", "trusted", "acknowledge"}
_DAY = timedelta(days=1)


def check_rules(checker: Checker) -> None:
    """Problems are added to the checker's sources."""
    _rules(checker)
    _rows(checker)
    _promise(checker)
    for entry in checker.tables.ordered["ladder", "rung"]:
        for index, who in enumerate(entry.table.tell):
            checker.reference(entry.at("tell", index), who, "person", ("lead", "manager"))


def _rules(checker: Checker) -> None:
    names: set[str] = set()
    for entry in checker.tables.ordered["rule",]:
        table: RuleTable = entry.table
        _when(checker, entry.at("when"), table.when)
        if table.team is not None:
            checker.reference(entry.at("team"), table.team, "team", _everyone(checker))
        if table.name is not None and table.name in names:
            checker.sources.problem(entry.at("name"), "another rule has this name already")
        names.add(table.name or "")
        if not table.model_fields_set & _SETS and not checker.tables.flawed(*entry.path):
            hint = "add urgency, kind, team, customer, trusted or acknowledge"
            checker.sources.problem(entry.path, "this rule decides nothing", hint=hint)


def _rows(checker: Checker) -> None:
    rows = checker.tables.ordered["promise", "row"]
    if not rows and not checker.tables.flawed("promise"):
        checker.sources.problem(("promise",), "nothing is promised", '[[promise.row]] with reply = "1 day"', key=True)
    names: set[str] = set()
    for entry in rows:
        if entry.table.when is not None:
            _when(checker, entry.at("when"), entry.table.when)
        if entry.table.calendar is not None:
            checker.reference(entry.at("calendar"), entry.table.calendar, "calendar")
        if entry.table.name is not None and entry.table.name in names:
            checker.sources.problem(entry.at("name"), "another row has this name already")
        names.add(entry.table.name or "")
        at_most: WorkSpan = checker.tables.single["promise"].table.at_most
        if _longer(entry.table.reply, at_most) and not checker.tables.flawed("promise", "at_most"):
            what = f"`promise.row.reply` is longer than `promise.at_most` ({at_most}), so it would never be promised"
            checker.sources.problem(entry.at("reply"), what, hint="raise promise.at_most")


def _longer(one: WorkSpan, other: WorkSpan) -> bool:
    """Whether `one` is longer for certain; spans of different kinds cannot be compared without a calendar."""
    if one.end_of_day or other.end_of_day:
        return False
    if one.days or other.days:
        return bool(one.days and other.days and one.days > other.days)
    return one.time > other.time


def _promise(checker: Checker) -> None:
    entry = checker.tables.single["promise"]
    if not timedelta(minutes=1) <= entry.table.round_to <= _DAY:
        checker.sources.problem(entry.at("round_to"), "`promise.round_to` cannot be used", '"1m" to "1 day"')
    for key in ("after_opening", "at_least"):
        if getattr(entry.table, key) > _DAY:
            checker.sources.problem(entry.at(key), f"`promise.{key}` is longer than a day", 'at most "1 day"')


def _everyone(checker: Checker) -> Sequence[str]:
    return () if checker.tables.names["team"] else (EVERYONE,)


def _when(checker: Checker, path: Path, when: WhenTable) -> None:
    """The names in a condition."""
    _names(checker, path, when)
    if when.not_ is not None:
        _names(checker, (*path, "not"), when.not_)


def _names(checker: Checker, path: Path, keys: WhenKeys) -> None:
    for kind, names in (("inbox", keys.inbox), ("customer", keys.customer), ("team", keys.team)):
        further = _everyone(checker) if kind == "team" else ()
        for index, name in enumerate(names or ()):
            checker.reference((*path, kind, index), name, kind, further)
