"""An invented house and its letters: what the tests of this folder have in common."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from triaged.hours import Calendar, Window, WorkSpan
from triaged.mail.shipped import shipped_templates
from triaged.mail.wording import Wording
from triaged.model.letter import Acknowledgement
from triaged.model.thread import Promise
from triaged.policy import shape

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


def policy(*, formal: bool = True, prefix: str | None = "NL", shows: str = "subject") -> shape.Policy:
    """Nordlicht GmbH, as the papers of the house have it."""
    span = WorkSpan(days=1)
    hour = timedelta(hours=1)
    everyone = ("anna", "eva")
    server = shape.Server(host="localhost", port=993, security="tls")
    company = shape.Company(
        name="Nordlicht GmbH",
        domains=frozenset({"nordlicht.example"}),
        languages=LANGUAGES,
        formal=formal,
        phone="+49 40 555 01 10",
        emergency="+49 40 555 01 99",
        imprint={
            "de": "Nordlicht GmbH · Sitz Hamburg · Amtsgericht Hamburg HRB 000000 · Geschäftsführung: Greta Lund",
            "en": "Nordlicht GmbH · Hamburg, Germany · Amtsgericht Hamburg HRB 000000 · Managing director: Greta Lund",
        },
    )
    return shape.Policy(
        company=company,
        calendars={
            "office": Calendar(name="office", zone="Europe/Berlin", week=((Window(480, 1020),),) * 5 + ((),) * 2)
        },
        people={
            "eva": shape.PersonEntry(key="eva", name="Eva Nowak", role={}, mail=("eva@nordlicht.example",)),
            "anna": shape.PersonEntry(key="anna", name="Anna Petersen", role={}, mail=("anna@nordlicht.example",)),
        },
        teams={
            "service": shape.Team(
                key="service",
                name={
                    "de": "Kundenservice",
                    "en": "customer service",
                    "fr": "service client",
                    "es": "atención al cliente",
                },
                lead="anna",
                manager="",
                people=everyone,
                calendar="office",
            )
        },
        inboxes={
            "support": shape.InboxEntry(
                key="support",
                addresses=("support@nordlicht.example",),
                account="main",
                watch=("INBOX",),
                sent=("auto",),
                sender={"de": "Nordlicht Kundenservice", "en": "Nordlicht Support"},
                team="service",
                own_lists=frozenset(),
                trusted_forwarders=frozenset(),
                forms=frozenset(),
                blind_copies=False,
                send="on",
                imprint={},
            )
        },
        accounts={
            "main": shape.AccountEntry(
                key="main",
                kind="imap",
                imap=server,
                smtp=server,
                user="support",
                mailbox="",
                password=None,
                oauth=None,
                files_sent=False,
                journal="",
                envelope="",
                pace=0,
            )
        },
        customers={},
        promise=shape.PromisePolicy(
            basis="fixed", round_to=hour / 2, after_opening=hour, at_least=hour / 2, at_most=span, rows=()
        ),
        rules=(),
        trust=shape.Trust(results_of=frozenset(), own_mail=None, unproven="acknowledge"),
        ladder=shape.Ladder(shows=shows, gather=hour, rungs=()),  # type: ignore[arg-type]
        letters=shape.LettersPolicy(
            send="on",
            templates="",
            reference=prefix,
            greet_name="proven",
            zone="when needed",
            doubt_wait=hour,
        ),
        acknowledge=shape.AcknowledgePolicy(
            new=True, late=hour * 120, late_above=20, max_recipients=20, unsure_language="first"
        ),
        limits=shape.Limits(
            sender_unproven=3, sender_proven=20, domain=30, domain_exempt=frozenset(), inbox=0, inbox_always=2, mail=1
        ),
        health=shape.Health(tell=(), silent=None, ping="", metrics=None),
        store=shape.StorePolicy(url="", socket="", secret=None),
    )
