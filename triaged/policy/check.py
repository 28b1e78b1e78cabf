"""What no table can know alone: names that must exist, addresses given twice, texts in every language."""

from typing import Any

from triaged.errors import FileUnreadable
from triaged.hours import BadClosure, CalendarProblem, Closure, UnknownHolidays, UnknownZone, build_calendar
from triaged.policy import patterns
from triaged.policy.accounts import complete
from triaged.policy.check_kept import check_kept
from triaged.policy.check_rules import check_rules
from triaged.policy.check_who import check_who
from triaged.policy.checker import Built, Checker
from triaged.policy.ours import bare
from triaged.policy.problems import Wrong, shortened
from triaged.policy.quantities import show_time
from triaged.policy.read import Entry, Tables
from triaged.policy.scan import Path
from triaged.policy.shape import CustomerGroup
from triaged.policy.sources import Sources
from triaged.policy.tables.who import LIST_FILE


def check(sources: Sources, tables: Tables) -> Built:
    """Everything that needs more than one table. Problems are added to `sources`."""
    checker = Checker(sources, tables)
    _something(checker)
    _company(checker)
    _calendars(checker)
    check_who(checker)
    _accounts(checker)
    _inboxes(checker)
    _customers(checker)
    check_rules(checker)
    check_kept(checker)
    _settings(checker)
    return checker.built


def _something(checker: Checker) -> None:
    """What cannot be guessed must be there."""
    for kind, example in (
        ("calendar", '[calendar.office] with zone = "Europe/Berlin" and open = ["Mon-Fri 08:00-17:00"]'),
        ("person", '[person.anna] with name = "Anna Petersen" and mail = ["anna@company.example"]'),
        ("inbox", '[inbox.support] with address = "support@company.example"'),
        ("account", "[account.main] with kind, user and login"),
    ):
        if not checker.tables.names[kind] and (kind,) not in checker.tables.left_out:
            checker.sources.problem((kind,), f"there is no {kind}", example)


def _company(checker: Checker) -> None:
    entry = checker.tables.single["company"]
    checker.texts(entry.at("imprint"), entry.table.imprint)
    languages = entry.table.languages
    for index, language in enumerate(languages):
        if language in languages[:index]:
            checker.sources.problem(entry.at("languages", index), f'"{language}" stands here twice')


def _calendars(checker: Checker) -> None:
    for name, entry in checker.named("calendar").items():
        table = entry.table
        for index, closed in enumerate(table.closed):
            checker.texts(entry.at("closed", index, "why"), closed.why)
        try:
            checker.built.calendars[name] = build_calendar(
                name=name,
                zone=table.zone,
                open=table.open,
                holidays=table.holidays,
                not_holiday=table.not_holiday,
                short=table.short,
                closed=[Closure(first=closed.from_, last=closed.to, why=closed.why) for closed in table.closed],
            )
        except CalendarProblem as problem:
            key = {BadClosure: "closed", UnknownZone: "zone", UnknownHolidays: "holidays"}.get(type(problem), "open")
            checker.sources.problem(entry.at(key), shortened(str(problem), 200), hint=shortened(problem.hint, 200))


def _accounts(checker: Checker) -> None:
    for name, entry in checker.named("account").items():

        def report(path: tuple[str, ...], wrong: Wrong, entry: Entry[Any] = entry) -> None:
            full = entry.at(*path)
            if not checker.tables.flawed(*full):
                what = f"`{'.'.join(map(str, full))}`: {wrong.what}"
                checker.sources.problem(full, what, wrong.expected, wrong.hint, key=not path)

        account = complete(name, entry.table, report)
        if account is not None:
            checker.built.accounts[name] = account


def _inboxes(checker: Checker) -> None:
    addresses: dict[str, str] = {}
    people = {mail: key for key, entry in checker.named("person").items() for mail in entry.table.mail}
    folders: dict[tuple[str, str], str] = {}
    for name, entry in checker.named("inbox").items():
        table = entry.table
        checker.texts(entry.at("sender"), table.sender)
        checker.texts(entry.at("imprint"), table.imprint)
        checker.only(entry.at("account"), table.account, "account")
        checker.only(entry.at("team"), table.team, "team")
        given = [(entry.at("address"), table.address)]
        given += [(entry.at("also", index), address) for index, address in enumerate(table.also)]
        given = [(path, address) for path, address in given if not checker.tables.flawed(*path)]
        for path, written in given:
            address = bare(written)
            if address in addresses:
                checker.sources.problem(
                    path, f'"{shortened(written)}" is already an address of inbox "{addresses[address]}"'
                )
            elif address in people:
                hint = "answers from there could not be told from customers' mail"
                checker.sources.problem(path, f'"{shortened(written)}" is {people[address]}\'s own address', hint=hint)
            addresses.setdefault(address, name)
        account = table.account or next(iter(checker.tables.names["account"]), "")
        for index, folder in enumerate(table.watch):
            if (account, folder.lower()) in folders:
                first = folders[account, folder.lower()]
                what = f'"{shortened(folder)}" of this account is already watched by inbox "{first}"'
                checker.sources.problem(entry.at("watch", index), what)
            folders.setdefault((account, folder.lower()), name)


def _customers(checker: Checker) -> None:
    for name, entry in checker.named("customer").items():
        found: list[patterns.Whole] = []
        for index, who in enumerate(entry.table.who):
            if who.startswith(LIST_FILE):
                found += _list(checker, entry.at("who", index), who.removeprefix(LIST_FILE))
            else:
                found.append(patterns.address(who))
        checker.built.customers[name] = CustomerGroup(who=tuple(found), importance=entry.table.importance)


def _list(checker: Checker, path: Path, file: str) -> list[patterns.Whole]:
    """Address patterns out of a file, one a line; empty lines and what follows # are left out."""
    try:
        text = checker.sources.text_of(file)
    except (FileUnreadable, OSError, UnicodeError):
        checker.sources.problem(
            path, f'the list "{shortened(file)}" cannot be read', hint="names are relative to the main file"
        )
        return []
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        written = line.partition("#")[0].strip()
        if not written:
            continue
        try:
            found.append(patterns.address(written))
        except Wrong as wrong:
            checker.sources.elsewhere(file, number, "this line is not an address pattern", wrong.expected)
    return found


def _settings(checker: Checker) -> None:
    """[letters] [limits] [health]: values that depend on each other."""
    single, sources = checker.tables.single, checker.sources
    letters = single["letters"]
    if letters.table.write_from >= letters.table.write_till:
        key = "write_till" if letters.given("write_till") else "write_from"
        what = "`letters.write_from` must be before `letters.write_till`"
        sources.problem(
            letters.at(key),
            what,
            hint=f"{show_time(letters.table.write_from)} is not before {show_time(letters.table.write_till)}",
        )
    limits = single["limits"]
    if limits.table.inbox > limits.table.inbox_always:
        sources.problem(limits.at("inbox_always"), "`limits.inbox_always` must not be below `limits.inbox`")
    for index, hearer in enumerate(single["health"].table.tell or ()):
        if "@" not in hearer:
            checker.reference(single["health"].at("tell", index), hearer, "person")
