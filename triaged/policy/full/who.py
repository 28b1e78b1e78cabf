"""Who we are, when we work, who works, as pairs of TOML."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from triaged.hours import WEEKDAYS, Calendar, Window
from triaged.policy.quantities import show_time_of_day, show_time_of_week
from triaged.policy.shape import Company, CustomerGroup, OnCall, PersonEntry, Team

_DAY_MINUTES = 24 * 60


def company_pairs(company: Company) -> dict[str, Any]:
    """[company]"""
    return {
        "name": company.name,
        "domains": sorted(company.domains),
        "languages": company.languages,
        "address": {"de": "Sie" if company.formal else "du"},
        "phone": company.phone,
        "emergency": company.emergency,
        "imprint": company.imprint,
    }


def calendar_pairs(calendar: Calendar) -> dict[str, Any]:
    """[calendar.NAME]"""
    short = {day.day.isoformat(): _windows(day.windows) for day in calendar.special if day.windows}
    closed: list[dict[str, Any]] = []
    for day in calendar.special:
        if day.windows:
            continue
        why = dict(day.why)
        if closed and closed[-1]["to"] + timedelta(days=1) == day.day and closed[-1]["why"] == why:
            closed[-1]["to"] = day.day
        else:
            closed.append({"from": day.day, "to": day.day, "why": why})
    return {
        "zone": calendar.zone,
        "open": list(_open(calendar)),
        "holidays": "-".join(part for part in (calendar.country, calendar.subdivision) if part) or "none",
        "not_holiday": sorted(calendar.not_holiday),
        "short": short,
        "closed": closed,
    }


def _open(calendar: Calendar) -> Iterator[str]:
    """Weekdays with the same windows stand together."""
    for windows in dict.fromkeys(windows for windows in calendar.week if windows):
        days = [day for day, other in zip(WEEKDAYS, calendar.week, strict=True) if other == windows]
        yield f"{','.join(days)} {_windows(windows)}"


def _windows(windows: Iterable[Window]) -> str:
    def end(window: Window) -> int:
        return window.end if window.end <= _DAY_MINUTES else window.end - _DAY_MINUTES

    return " ".join(f"{show_time_of_day(window.start)}-{show_time_of_day(end(window))}" for window in windows)


def person_pairs(person: PersonEntry) -> dict[str, Any]:
    """[person.NAME]"""
    own = {"open": list(_open(person.hours))} if person.hours else {}
    return {
        "name": person.name,
        "role": person.role,
        "mail": person.mail,
        "user": person.user,
        "tell": person.tell,
    } | own


def team_pairs(team: Team) -> dict[str, Any]:
    """[team.NAME]"""
    pairs: dict[str, Any] = {
        "name": team.name,
        "lead": team.lead,
        "manager": team.manager,
        "people": team.people,
        "calendar": team.calendar,
        "assign": team.assign,
    }
    if team.pace is not None:
        pairs["pace"] = team.pace
    return pairs | ({"on_call": _on_call(team.on_call)} if team.on_call else {})


def customer_pairs(group: CustomerGroup) -> dict[str, Any]:
    """[customer.NAME]"""
    return {"who": [pattern.source for pattern in group.who], "importance": group.importance}


def _on_call(on_call: OnCall) -> dict[str, Any]:
    changes = show_time_of_week(*on_call.changes)
    return {"calendar": on_call.calendar, "people": on_call.people, "changes": changes}
