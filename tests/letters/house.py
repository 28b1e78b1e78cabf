"""An invented house and its letters: what the tests of this folder have in common."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from tests.policy.texts import load_text
from triaged.mail.shipped import shipped_templates
from triaged.mail.wording import Wording
from triaged.model.letter import Acknowledgement
from triaged.model.thread import Promise
from triaged.policy.shape import Policy

WRITTEN = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
REPLY_BY = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
LANGUAGES = ("en", "de", "fr", "es")


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The shipped templates, compiled once for all tests."""
    return Wording(shipped_templates())


def facts(**changes: object) -> Acknowledgement:
    """The decision of letters' first example: Petra Kranz wrote on Monday at 14:10 and hears by Tuesday 14:30."""
    plain = Acknowledgement(
        inbox="support",
        to="petra.kranz@customer.example",
        subject="Rechnung Oktober",
        language="en",
        reference="7K3F",
        promise=Promise(reply_by=REPLY_BY, told=True, calendar="office", row="default"),
        zone="Europe/Berlin",
        greet="Petra Kranz",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def by(reply_by: datetime) -> Promise:
    """A promise of that time."""
    return Promise(reply_by=reply_by, told=True, calendar="office", row="default")


RULES = """\
[company]
name = "Nordlicht GmbH"
domains = ["nordlicht.example"]
languages = ["en", "de", "fr", "es"]
address = { de = "ADDRESS" }
phone = "+49 40 555 01 10"
emergency = "+49 40 555 01 99"
[company.imprint]
en = "Nordlicht GmbH · Hamburg, Germany · Amtsgericht Hamburg HRB 000000 · Managing director: Greta Lund"
de = "Nordlicht GmbH · Sitz Hamburg · Amtsgericht Hamburg HRB 000000 · Geschäftsführung: Greta Lund"
fr = "Nordlicht GmbH · Hambourg, Allemagne · Amtsgericht Hamburg HRB 000000 · Direction : Greta Lund"
es = "Nordlicht GmbH · Hamburgo, Alemania · Amtsgericht Hamburg HRB 000000 · Dirección: Greta Lund"
[calendar.office]
zone = "Europe/Berlin"
open = ["Mon-Fri 08:00-17:00"]
holidays = "none"
[person.eva]
name = "Eva Nowak"
mail = ["eva@nordlicht.example"]
[person.anna]
name = "Anna Petersen"
role.en = "head of customer service"
role.de = "Leiterin Kundenservice"
role.fr = "responsable du service client"
role.es = "responsable de atención al cliente"
mail = ["anna@nordlicht.example"]
[person.ben]
name = "Ben Oduya"
mail = ["ben@nordlicht.example"]
[team.service]
name = { en = "customer service", de = "Kundenservice", fr = "service client", es = "atención al cliente" }
lead = "anna"
people = ["anna", "eva", "ben"]
calendar = "office"
[inbox.support]
address = "support@nordlicht.example"
account = "main"
team = "service"
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:25"
user = "support@nordlicht.example"
login = { password = "file:/nowhere" }
[[promise.row]]
reply = "1 day"
[letters]
reference = "NL"
"""


@lru_cache
def policy(*, formal: bool = True, prefix: str | None = "NL", shows: str = "subject", answer: bool = True) -> Policy:
    """Nordlicht GmbH, as the papers of the house have it."""
    house = load_text(RULES.replace("ADDRESS", "Sie" if formal else "du"))
    return replace(
        house,
        letters=replace(house.letters, reference=prefix),
        ladder=replace(house.ladder, shows=shows, answer=answer),  # type: ignore[arg-type]
    )
