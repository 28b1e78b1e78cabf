"""Every combination of blocks a letter can have: rendered once at start, so that no letter is the first of its kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product

from triaged.mail import letter_values as values
from triaged.mail.moments import Moment
from triaged.mail.safe_words import URGENCY
from triaged.model.letter import Acknowledgement, Closed, Person, Trouble
from triaged.model.thread import Promise, Urgency

WRITTEN_AT = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
_ZONE = "Europe/Berlin"
_PLAIN = Acknowledgement(
    inbox="support",
    to="petra@customer.example",
    subject="Rechnung Oktober",
    language="en",
    reference="7K3F",
    promise=Promise(reply_by=datetime(2026, 11, 24, 13, 30, tzinfo=UTC), told=True, calendar="office", row="default"),
    zone=_ZONE,
)
_MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
_FULL = values.Desk(
    company=values.Named("Nordlicht GmbH", "+49 40 555 01 10"),
    team=values.Named("Service"),
    emergency="+49 40 555 01 99",
    imprint="Nordlicht GmbH · Hamburg",
    formal=True,
    prefix="NL",
)
DESKS: Mapping[str, values.Desk] = {
    "formal": _FULL,
    "familiar": replace(_FULL, formal=False),
    "bare": replace(
        _FULL, company=values.Named("Nordlicht GmbH"), team=values.Named(""), emergency="", imprint="", prefix=None
    ),
}
_COLUMNS: Mapping[str, Acknowledgement] = {
    "normal": _PLAIN,
    "closed": replace(_PLAIN, closed=Closed(opens_at=_MONDAY)),
    "closed, why": replace(_PLAIN, closed=Closed(opens_at=_MONDAY, why="New Year")),
    "unproven": replace(_PLAIN, terse=True),
    "critical": replace(_PLAIN, critical=True),
    "critical, unproven": replace(_PLAIN, critical=True, terse=True),
}
_READERS: Mapping[str, tuple[int | None, bool]] = {
    "here": (60, False),
    "elsewhere": (-300, False),
    "unknown": (None, True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One combination: `label` in words, the values of its letter, and what it promises."""

    label: str
    facts: Acknowledgement
    desk: values.Desk
    told: Mapping[str, object]
    promised: Moment


def acknowledgement_cases(language: str) -> Iterator[Case]:
    """Every acknowledgement there can be in one language, apart from names and times."""
    choices = product(_COLUMNS.items(), (True, False), (True, False), (True, False), _READERS.items(), DESKS.items())
    for (column, facts), named, person, late, (reader, (offset, name_zone)), (desk_name, desk) in choices:
        case = replace(
            facts,
            language=language,
            greet="Petra Kranz" if named else "",
            person=Person(name="Eva Nowak", role={language: "Service"}) if person else None,
            late_since=WRITTEN_AT - timedelta(days=2) if late else None,
            customer_offset=offset,
            name_zone=name_zone,
        )
        extras = [word for word, there in (("named", named), ("person", person), ("late", late)) if there]
        yield Case(
            label=", ".join((column, *extras, reader, desk_name)),
            facts=case,
            desk=desk,
            told=values.acknowledgement_values(case, desk, language, WRITTEN_AT),
            promised=values.promised_moment(case, language, WRITTEN_AT, formal=desk.formal),
        )


def notice_cases(language: str) -> Iterator[Mapping[str, object]]:
    """Every notice: one and several of each sort, with and without customers' names, with and without a remainder."""
    since = Moment(at=WRITTEN_AT, zone=_ZONE, language=language, written_at=WRITTEN_AT)
    for promises, targets, named, more in product((0, 1, 2), (0, 1, 2), (True, False), (0, 3)):
        if not promises + targets:
            continue
        line = values.ThreadLine(
            since=since,
            who="Petra Kranz" if named else "",
            subject="Rechnung Oktober" if named else "",
            reference="NL-7K3F",
            urgency=URGENCY[language][Urgency.HIGH],
            promised=True,
        )
        yield {
            "promises": promises,
            "targets": targets,
            "threads": [line] * promises + [replace(line, promised=False)] * targets,
            "more": more,
            "company": _FULL.company,
            "team": _FULL.team,
        }


def health_cases(language: str) -> Iterator[Mapping[str, object]]:
    """Health notices with one trouble and with several."""
    trouble = Trouble(since=WRITTEN_AT, what="inbox support: the server refuses the login")
    for number in (1, 3):
        yield values.health_values(
            [trouble] * number, _FULL.company, zone=_ZONE, language=language, written_at=WRITTEN_AT
        )
