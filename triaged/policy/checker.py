"""What every check across tables uses: do names exist, are texts there in every language, is a choice clear."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from triaged.hours import Calendar
from triaged.policy.problems import listed, meant, shortened
from triaged.policy.read import Entry, Tables
from triaged.policy.scan import Path
from triaged.policy.shape import AccountEntry, CustomerGroup
from triaged.policy.sources import Sources

MAIL = "mail"
"""The way of telling people that is always there."""


@dataclass(slots=True)
class Built:
    """What had to be built to be checked. `hours` are people's own."""

    calendars: dict[str, Calendar] = field(default_factory=dict)
    hours: dict[str, Calendar] = field(default_factory=dict)
    accounts: dict[str, AccountEntry] = field(default_factory=dict)
    customers: dict[str, CustomerGroup] = field(default_factory=dict)


@dataclass(slots=True)
class Checker:
    """The tables, and where problems go."""

    sources: Sources
    tables: Tables
    built: Built = field(default_factory=Built)

    def named(self, kind: str) -> Mapping[str, Entry[Any]]:
        """The tables [kind.NAME] that could be read."""
        return self.tables.named[kind]

    def reference(self, path: Path, name: str, kind: str, further: Iterable[str] = ()) -> None:
        """`name` must be one of the tables [kind.NAME], or of `further`."""
        known = (*self.tables.names[kind], *further)
        if name not in known and (kind,) not in self.tables.left_out and not self.tables.flawed(*path):
            hint = meant(name, known) or (f"known: {listed(known)}" if known else f"there is no [{kind}.…]")
            self.sources.problem(path, f'there is no {kind} "{shortened(name)}"', hint=hint)

    def only(self, path: Path, given: str | None, kind: str) -> None:
        """`given` names one of [kind.NAME]; it may be left out when there is only one."""
        names = self.tables.names[kind]
        if given is not None:
            self.reference(path, given, kind)
        elif len(names) > 1 and not self.tables.flawed(*path):
            what = f"`{path[-1]}` is needed here, because there are several"
            self.sources.problem(path, what, listed(names), key=True)

    def channels(self, path: Path, names: Iterable[str] | None) -> None:
        """Ways in which people are told: "mail" or [channel.NAME]."""
        for index, name in enumerate(names or ()):
            self.reference((*path, index), name, "channel", (MAIL,))

    def texts(self, path: Path, texts: Mapping[str, str] | None, *, needed: bool = False) -> None:
        """A text for people is there in every language of the company, or, unless it is `needed`, not at all."""
        company = self.tables.single["company"]
        if not (texts or needed) or self.tables.flawed("company", "languages") or self.tables.flawed(*path):
            return
        missing = [language for language in company.table.languages if language not in (texts or {})]
        if missing:
            what = (
                f"`{'.'.join(str(part) for part in path if isinstance(part, str))}` has no text in {', '.join(missing)}"
            )
            self.sources.problem(path, what, hint="add it, or take the language out of company.languages")
