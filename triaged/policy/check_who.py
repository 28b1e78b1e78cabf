"""[person.*] and [team.*] against the rest."""

from collections.abc import Iterable

from triaged.hours import Calendar, CalendarProblem, build_calendar
from triaged.policy.checker import Checker
from triaged.policy.own_hours import own_hours
from triaged.policy.problems import shortened
from triaged.policy.scan import Path
from triaged.policy.tables.who import OnCallTable

RESERVED = ("lead", "manager", "owner", "team", "nobody")


def check_who(checker: Checker) -> None:
    """Problems are added to the checker's sources; people's own hours are built."""
    _people(checker)
    _logins(checker)
    _teams(checker)
    _hours(checker)


def _people(checker: Checker) -> None:
    seen: dict[str, str] = {}
    for name, entry in checker.named("person").items():
        if name in RESERVED:
            checker.sources.problem(entry.path, f'a person cannot be called "{name}": the word has a meaning', key=True)
        checker.texts(entry.at("role"), entry.table.role)
        checker.channels(entry.at("tell"), entry.table.tell)
        for index, mail in enumerate(() if checker.tables.flawed(*entry.at("mail")) else entry.table.mail):
            if mail in seen:
                checker.sources.problem(entry.at("mail", index), f'"{shortened(mail)}" is already {seen[mail]}\'s')
            seen.setdefault(mail, name)


def _logins(checker: Checker) -> None:
    """A login name says who gives a command: it belongs to one person. What is written is told, not what is default."""
    seen: dict[str, str] = {}
    people = sorted(checker.named("person").items(), key=lambda item: item[1].table.user is not None)
    for name, entry in people:
        user = entry.table.user or name
        if user in seen and not checker.tables.flawed(*entry.at("user")):
            what = f'"{shortened(user)}" is already the login name of {seen[user]}'
            checker.sources.problem(entry.at("user"), what)
        seen.setdefault(user, name)


def _teams(checker: Checker) -> None:
    for entry in checker.named("team").values():
        table = entry.table
        checker.texts(entry.at("name"), table.name)
        checker.only(entry.at("calendar"), table.calendar, "calendar")
        for key in ("lead", "manager"):
            if getattr(table, key):
                checker.reference(entry.at(key), getattr(table, key), "person")
        for index, person in enumerate(table.people or ()):
            checker.reference(entry.at("people", index), person, "person")
        if table.on_call is not None:
            _on_call(checker, entry.at("on_call"), table.on_call, table.people)
    calendars = checker.tables.names["calendar"]
    if not checker.tables.names["team"] and not checker.tables.flawed("team") and len(calendars) > 1:
        what = "there are several calendars and no team: nobody knows which one counts"
        checker.sources.problem(("calendar", calendars[1]), what, "[team.NAME] with its calendar", key=True)


def _on_call(checker: Checker, path: Path, table: OnCallTable, team: Iterable[str] | None) -> None:
    checker.reference((*path, "calendar"), table.calendar, "calendar")
    for index, person in enumerate(table.people):
        here = (*path, "people", index)
        if person in table.people[:index]:
            checker.sources.problem(here, f'"{shortened(person)}" stands here twice')
        elif person not in checker.tables.names["person"]:
            checker.reference(here, person, "person")
        elif team is not None and person not in team and not checker.tables.flawed(*path[:2], "people"):
            checker.sources.problem(here, f'"{shortened(person)}" is not of this team', hint="add them to its `people`")


def _hours(checker: Checker) -> None:
    """People's own hours, on the calendar of their first team."""
    for name, entry in checker.named("person").items():
        written = entry.table.open
        if written is None:
            continue
        try:
            calendar = _first_calendar(checker, name, entry.at("open"))
            if calendar is None:
                build_calendar(name=name, zone="UTC", open=written)
            else:
                checker.built.hours[name] = own_hours(name, written, calendar)
        except CalendarProblem as problem:
            checker.sources.problem(entry.at("open"), shortened(str(problem), 200), hint=shortened(problem.hint, 200))


def _first_calendar(checker: Checker, person: str, path: Path) -> Calendar | None:
    """The calendar of the first team that `person` is in; None where there is none to be had."""
    built = checker.built.calendars
    usual = next(iter(checker.tables.names["calendar"]), "")
    if not checker.tables.names["team"]:
        return built.get(usual)
    for team in checker.named("team").values():
        if team.table.people is None or person in team.table.people:
            return built.get(team.table.calendar or usual)
    if not checker.tables.flawed("team"):
        hint = "add them to the `people` of a team"
        checker.sources.problem(path, "hours of their own need a team, whose zone and holidays count", hint=hint)
    return None
