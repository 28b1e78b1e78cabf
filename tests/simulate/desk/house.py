"""The rules of the simulated desk, and its hours as the world itself knows them, without asking the product."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from tests.policy.texts import load_text
from tests.simulate.desk.mails import BERLIN
from triaged.policy.shape import Policy

OPENS, CLOSES = time(8), time(17)
CLOSED = {date(year, 12, day) for year in range(2025, 2040) for day in range(24, 32)}
AGENTS = {"ben": "ben@nordlicht.example", "cem": "cem@nordlicht.example", "eva": "eva@nordlicht.example"}
LEAD = "anna@nordlicht.example"

RULES = """\
company.name = "Nordlicht GmbH"
company.domains = ["nordlicht.example"]
company.languages = ["en", "de"]
person.anna = {{ name = "Anna Petersen", mail = ["anna@nordlicht.example"] }}
person.ben = {{ name = "Ben Oduya", mail = ["ben@nordlicht.example"] }}
person.cem = {{ name = "Cem Aydin", mail = ["cem@nordlicht.example"] }}
person.eva = {{ name = "Eva Nowak", mail = ["eva@nordlicht.example"] }}
team.service = {{ lead = "anna", people = ["ben", "cem", "eva"], calendar = "office", pace = 6 }}
inbox.support = {{ address = "support@nordlicht.example", account = "main" }}
[calendar.office]
zone = "Europe/Berlin"
open = ["Mon-Fri 08:00-17:00"]
holidays = "none"
closed = [
{closed}
]
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:25"
user = "support@nordlicht.example"
login = {{ password = "file:/nowhere" }}
[incident.portal]
name = {{ en = "the portal lets nobody in", de = "das Portal lässt niemanden ein" }}
like = {{ text = ["E17"] }}
news = "2h"
suggest = {{ mails = 3, within = "1h" }}
[incident.portal.say]
en = "The portal lets nobody in at the moment."
de = "Das Portal lässt im Moment niemanden ein."
[[promise.row]]
when = {{ urgency = "high" }}
reply = "4h"
[[promise.row]]
reply = "1 day"
"""


@lru_cache(maxsize=1)
def policy() -> Policy:
    """The desk's rules.toml, read as any other."""
    closed = ",\n".join(f"  {{ from = {year}-12-24, to = {year}-12-31 }}" for year in range(2025, 2040))
    return load_text(RULES.format(closed=closed))


def is_working(at: datetime) -> bool:
    """Whether somebody is at the desk, the moment of closing included."""
    here = at.astimezone(BERLIN)
    return here.weekday() < 5 and here.date() not in CLOSED and OPENS <= here.time() <= CLOSES


def next_opening(at: datetime) -> datetime:
    """`at`, or when the desk opens next."""
    here = at.astimezone(BERLIN)
    if is_working(at) and here.time() < CLOSES:
        return at
    day = here.date() if here.time() < OPENS else here.date() + timedelta(days=1)
    while day.weekday() >= 5 or day in CLOSED:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, BERLIN).astimezone(at.tzinfo)
