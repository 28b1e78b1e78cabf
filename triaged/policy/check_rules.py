"""[[rule]], [[promise.row]] and [promise] against the rest, and the names in every condition."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from triaged.hours import WorkSpan
from triaged.policy.checker import Checker
from triaged.policy.defaults import EVERYONE
from triaged.policy.problems import shortened
from triaged.policy.read import Entry
from triaged.policy.scan import Path
from triaged.policy.tables.judging import RowTable, RuleTable, WhenKeys, WhenTable

_SETS = {"urgency", "kind", "team", "customer", "trusted", "acknowledge", "topic", "articles", "tell"}
_DAY = timedelta(days=1)


def check_rules(checker: Checker) -> None:
    """Problems are added to the checker's sources."""
    _rules(checker)
    _rows(checker)
    _promise(checker)


def _rules(checker: Checker) -> None:
    names: set[str] = set()
    for entry in checker.tables.ordered["rule",]:
        table: RuleTable = entry.table
        condition_names(checker, entry.at("when"), table.when)
        if table.team is not None:
            checker.reference(entry.at("team"), table.team, "team", everyone(checker))
        if table.topic is not None:
            checker.reference(entry.at("topic"), table.topic, "topic")
        hearers(checker, entry.at("tell"), table.tell)
        if table.name is not None and table.name in names:
            checker.sources.problem(entry.at("name"), "another rule has this name already")
        names.add(table.name or "")
        if not table.model_fields_set & _SETS and not checker.tables.flawed(*entry.path):
            hint = "add urgency, kind, team, topic, customer, trusted, acknowledge, articles or tell"
            checker.sources.problem(entry.path, "this rule decides nothing", hint=hint)


def _rows(checker: Checker) -> None:
    rows = checker.tables.ordered["promise", "row"]
    if not rows and not checker.tables.flawed("promise"):
        checker.sources.problem(("promise",), "nothing is promised", '[[promise.row]] with reply = "1 day"', key=True)
    names: set[str] = set()
    for entry in rows:
        if entry.table.when is not None:
            condition_names(checker, entry.at("when"), entry.table.when)
        if entry.table.calendar is not None:
            checker.reference(entry.at("calendar"), entry.table.calendar, "calendar")
            _served(checker, entry)
        if entry.table.name is not None and entry.table.name in names:
            checker.sources.problem(entry.at("name"), "another row has this name already")
        names.add(entry.table.name or "")
        _times(checker, entry)


def _times(checker: Checker, entry: Entry[RowTable]) -> None:
    """What is promised is shorter than what is ever promised; what is solved has been answered."""
    table, at_most = entry.table, checker.tables.single["promise"].table.at_most
    for key, span in (("reply", table.reply), ("next", table.next)):
        if span is not None and _longer(span, at_most) and not checker.tables.flawed("promise", "at_most"):
            what = f"`promise.row.{key}` is longer than `promise.at_most` ({at_most}), so it would never be promised"
            checker.sources.problem(entry.at(key), what, hint="raise promise.at_most")
    if table.solve is not None and _longer(table.reply, table.solve) and not checker.tables.flawed(*entry.at("reply")):
        what = f"`promise.row.solve` is shorter than `reply` ({table.reply}): it would be solved before it is answered"
        checker.sources.problem(entry.at("solve"), what)


def _served(checker: Checker, entry: Entry[RowTable]) -> None:
    """Somebody works while a row's calendar is open: a team that it can apply to, or who is on call for one."""
    calendar, tables = entry.table.calendar, checker.tables
    if calendar not in tables.names["calendar"] or tables.flawed("team") or tables.flawed(*entry.at("when")):
        return
    teams = _teams(entry.table.when, tables.names["team"])
    for name in teams:
        team = checker.named("team")[name].table
        if calendar == (team.calendar or calendar) or (team.on_call and team.on_call.calendar == calendar):
            return
    if teams:
        what = f'nobody serves the calendar "{shortened(calendar or "")}": it is no calendar of a team for this row'
        expected = f'[team.NAME] with on_call = {{ calendar = "{shortened(calendar or "")}", people = […] }}'
        checker.sources.problem(entry.at("calendar"), what, expected)


def _longer(one: WorkSpan, other: WorkSpan) -> bool:
    """Whether `one` is longer for certain; spans of different kinds cannot be compared without a calendar."""
    if one.end_of_day or other.end_of_day:
        return False
    if one.days or other.days:
        return bool(one.days and other.days and one.days > other.days)
    return one.time > other.time


def _teams(when: WhenTable | None, known: Iterable[str]) -> set[str]:
    """The teams, of those that are written, whose mail a condition can fit."""
    asked = set(known)
    if when is not None and when.team:
        asked &= set(when.team)
    if when is not None and when.not_ is not None:
        asked -= set(when.not_.team or ())
    return asked


def _promise(checker: Checker) -> None:
    entry = checker.tables.single["promise"]
    if not timedelta(minutes=1) <= entry.table.round_to <= _DAY:
        checker.sources.problem(entry.at("round_to"), "`promise.round_to` cannot be used", '"1m" to "1 day"')
    for key in ("after_opening", "at_least"):
        if getattr(entry.table, key) > _DAY:
            checker.sources.problem(entry.at(key), f"`promise.{key}` is longer than a day", 'at most "1 day"')


def hearers(checker: Checker, path: Path, names: Sequence[str] | None, further: Sequence[str] = ()) -> None:
    """Who hears: the lead, the manager, persons, or `further` words."""
    for index, name in enumerate(names or ()):
        checker.reference((*path, index), name, "person", ("lead", "manager", *further))


def everyone(checker: Checker) -> Sequence[str]:
    """The team that is there when no team is written."""
    return () if checker.tables.names["team"] else (EVERYONE,)


def condition_names(checker: Checker, path: Path, when: WhenTable) -> None:
    """The names in a condition."""
    _names(checker, path, when)
    if when.not_ is not None:
        _names(checker, (*path, "not"), when.not_)


def _names(checker: Checker, path: Path, keys: WhenKeys) -> None:
    for kind, names in (
        ("inbox", keys.inbox),
        ("customer", keys.customer),
        ("team", keys.team),
        ("topic", keys.topic),
    ):
        further = everyone(checker) if kind == "team" else ()
        for index, name in enumerate(names or ()):
            checker.reference((*path, kind, index), name, kind, further)
