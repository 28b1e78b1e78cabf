"""Notices to colleagues: one mail that says which replies are overdue, and one that says what is wrong with triaged."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.letters.house import REPLY_BY, WRITTEN, by, policy, wording
from triaged.model.letter import Trouble
from triaged.model.thread import Kind, Thread, Triage, Turn, Urgency

LATER = REPLY_BY + timedelta(minutes=10)
KRANZ = Thread(
    thread_id=1,
    reference="7K3F",
    inbox="support",
    customer="petra.kranz@customer.example",
    customer_name="Petra Kranz",
    subject="Rechnung Oktober",
    base_subject="rechnung oktober",
    kind=Kind.PERSON,
    turn=Turn.OURS,
    triage=Triage(urgency=Urgency.HIGH, rank=0.9, language="de", language_sure=True, team="service"),
    opened_at=WRITTEN,
    last_mail_at=WRITTEN,
    due_at=REPLY_BY,
    promise=by(REPLY_BY),
)
UNTOLD = replace(KRANZ, reference="7K44", customer="mueller@firm.example", customer_name="", promise=None)


def notice(*threads: Thread, language: str = "en", shows: str = "subject") -> tuple[str, str]:
    """Subject and text of a notice about these threads."""
    worded = wording().render_notice(
        threads, policy(shows=shows), team="service", zone="Europe/Berlin", language=language, written_at=LATER
    )
    assert worded.problem == ""
    return worded.subject, worded.text


@pytest.mark.parametrize(
    ("threads", "language", "subject"),
    [
        ((KRANZ,), "en", "1 promise broken (customer service)"),
        ((KRANZ, KRANZ, UNTOLD), "en", "2 promises broken, 1 reply overdue (customer service)"),
        ((UNTOLD, UNTOLD), "en", "2 replies overdue (customer service)"),
        ((KRANZ,), "de", "1 Zusage gebrochen (Kundenservice)"),
        ((KRANZ, KRANZ, UNTOLD), "de", "2 Zusagen gebrochen, 1 Antwort überfällig (Kundenservice)"),
        ((KRANZ,), "fr", "1 promesse non tenue (service client)"),
        ((UNTOLD, UNTOLD), "es", "2 respuestas atrasadas (atención al cliente)"),
    ],
)
def test_the_subject_counts(threads: tuple[Thread, ...], language: str, subject: str) -> None:
    """The subject counts broken promises and overdue replies apart: only the first were told to a customer."""
    assert notice(*threads, language=language)[0] == subject


def test_one_line_a_thread() -> None:
    """Each thread has its line: since when, who, what, reference, urgency."""
    lines = notice(KRANZ, UNTOLD)[1].split("\n")
    assert lines[0] == 'since Tuesday, 24 November, 14:30   Petra Kranz, "Rechnung Oktober"   NL-7K3F   high'
    assert lines[1] == (
        'since Tuesday, 24 November, 14:30   mueller@…, "Rechnung Oktober"   NL-7K44   high (no time was promised)'
    )


def test_links_only_shows_nothing_of_the_customer() -> None:
    """With `shows = "link"` neither name, address nor subject leaves the mailbox."""
    text = notice(KRANZ, UNTOLD, shows="link")[1]
    assert "NL-7K3F" in text
    assert not any(word in text for word in ("Kranz", "mueller", "Rechnung"))


def test_a_long_notice_counts_the_rest() -> None:
    """Beyond fifty threads the others are counted, so that no notice grows without end."""
    text = notice(*[KRANZ] * 2_000)[1]
    assert text.count("NL-7K3F") == 50
    assert "… and 1950 more: triaged queue" in text


def test_a_subject_cannot_add_a_line() -> None:
    """A customer's subject stays on its line, whatever is in it."""
    text = notice(replace(KRANZ, subject="a\r\nDone: 7K44\u2028x\x85y {{ 7*7 }}"))[1]
    assert text.split("\n")[0].endswith('"a Done: 7K44 x y {{ 7*7 }}"   NL-7K3F   high')


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_a_health_notice_names_every_trouble(language: str) -> None:
    """The notice about triaged itself says what is wrong and since when."""
    trouble = Trouble(since=WRITTEN, what="inbox support: the server refuses the login")
    worded = wording().render_health(
        [trouble], policy(), zone="Europe/Berlin", language=language, written_at=WRITTEN + timedelta(hours=1)
    )
    assert worded.problem == ""
    assert worded.subject.startswith("triaged ")
    assert "  inbox support: the server refuses the login\n" in worded.text
    assert "23" in worded.text.split("\n")[0]
