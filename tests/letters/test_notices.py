"""Notices to colleagues: one mail that says what is due, broken, asked and worth knowing, and how to answer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.letters.house import LANGUAGES, REPLY_BY, WRITTEN, by, policy, wording
from triaged.model.fact import Fact
from triaged.model.letter import Trouble
from triaged.model.notice import (
    AskLine,
    Assigned,
    Bursting,
    DueLine,
    NoticeLetter,
    Present,
    Said,
    Situation,
    Suspected,
    Undelivered,
    WentAway,
)
from triaged.model.thread import Kind, Owed, Thread, Triage, Turn, Urgency

NOW = REPLY_BY - timedelta(minutes=38)
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
    owned_since=NOW - timedelta(hours=4, minutes=40),
)
MUELLER = replace(KRANZ, thread_id=2, reference="7K44", customer="mueller@firm.example", customer_name="")
DUE = DueLine(thread=KRANZ, due=REPLY_BY, promised=True, owner="Ben Oduya")
LATER = DueLine(thread=MUELLER, due=REPLY_BY + timedelta(hours=1), promised=False)
BROKEN = replace(DUE, due=NOW - timedelta(minutes=8))
ASK = AskLine(
    thread=KRANZ,
    goes_at=REPLY_BY - timedelta(minutes=30),
    promised=REPLY_BY,
    new_time=REPLY_BY + timedelta(hours=2),
    letter="Hello Petra Kranz,\n\nBen Oduya has your mail.\n",
    person="Ben Oduya",
    owner="Ben Oduya",
)
NOTICE = NoticeLetter(person="ben", team="service", language="en", zone="Europe/Berlin")


def notice(shows: str = "subject", *, answer: bool = True, **sections: object) -> tuple[str, str]:
    """Subject and text of a notice with these sections."""
    letter = replace(NOTICE, **sections)  # type: ignore[arg-type]
    worded = wording().render_notice(letter, policy(shows=shows, answer=answer), NOW)
    assert worded.problem == ""
    return worded.subject, worded.text


@pytest.mark.parametrize(
    ("sections", "subject"),
    [
        ({"asks": (ASK,), "broken": (BROKEN,)}, "At 14:00 Petra Kranz will be told that we are late"),
        ({"asks": (replace(ASK, waits=True),)}, "An apology waits for you (NL-7K3F)"),
        ({"asks": (replace(ASK, waits=True),) * 2}, "2 apologies wait for you"),
        ({"asks": (ASK, replace(ASK, waits=True))}, "2 apologies go out, the first at 14:00"),
        ({"asks": (ASK,), "language": "de"}, "Um 14:00 Uhr erfährt Petra Kranz, dass wir uns verspäten"),
        ({"asks": (ASK,), "language": "fr"}, "Petra Kranz apprendra à 14\u00a0h que nous sommes en retard"),
        ({"asks": (ASK,), "language": "es"}, "A las 14:00 Petra Kranz sabrá que nos retrasamos"),
        (
            {"asks": (replace(ASK, goes_at=REPLY_BY + timedelta(hours=18)),)},
            "On Wednesday, 8:30 Petra Kranz will be told that we are late",
        ),
        ({"asks": (replace(ASK, goes_at=REPLY_BY), ASK)}, "2 apologies go out, the first at 14:00"),
        ({"broken": (BROKEN,)}, "1 promise broken (customer service)"),
        ({"broken": (BROKEN,), "due": (DUE, LATER)}, "1 promise broken, 2 at risk (customer service)"),
        (
            {"broken": (BROKEN, BROKEN, replace(BROKEN, promised=False))},
            "2 promises broken, 1 reply overdue (customer service)",
        ),
        (
            {"broken": (BROKEN,), "due": (DUE, LATER), "language": "de"},
            "1 Zusage gebrochen, 2 gefährdet (Kundenservice)",
        ),
        ({"due": (DUE, DUE, DUE)}, "3 replies due by 14:30"),
        ({"due": (DUE, DUE, DUE), "language": "de"}, "3 Antworten fällig bis 14:30 Uhr"),
        ({"due": (LATER, DUE)}, "2 replies due, the first by 14:30"),
        ({"due": (DUE,), "language": "fr"}, "1 réponse à donner au plus tard à 14\u00a0h\u00a030"),
        ({"news": (Assigned(thread=KRANZ),)}, "NL-7K3F is yours"),
        ({"news": (Assigned(thread=KRANZ), Assigned(thread=MUELLER))}, "2 threads are yours"),
        ({"news": (WentAway(person="Eva Nowak"), Said(text="x"))}, "2 things to know (customer service)"),
        ({"situation": Situation(on_duty=(), away=(), open=1, due=0)}, "How things stand (customer service)"),
    ],
)
def test_the_subject_is_that_of_the_most_serious_section(sections: dict[str, object], subject: str) -> None:
    """The subject speaks of the most serious section, with its count: asks, then broken, then due, then the rest."""
    assert notice(**sections)[0] == subject


def test_sections_stand_in_their_order() -> None:
    """Asks, broken, due, other things, the situation, the commands: in this order, each only if there is something."""
    situation = Situation(on_duty=(Present(name="Eva Nowak"),), away=(), open=4, due=2)
    text = notice(
        asks=(ASK,), broken=(BROKEN,), due=(LATER,), news=(Said(text="Mind the step."),), situation=situation
    )[1]
    parts = ["nobody has replied yet", "since 13:44", "in 1 h 38 min", "Mind the step.", "On duty now", "Reply with:"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert not any(part in notice(due=(LATER,))[1] for part in parts if part not in {"in 1 h 38 min", "Reply with:"})


def test_a_line_says_when_who_what_and_how_urgent() -> None:
    """Each thread due has one line: how long, until when, who, what, reference, urgency, asked again or not."""
    lines = notice(due=(replace(DUE, nudged=True), LATER))[1].split("\n")
    assert lines[0] == 'in 38 min   14:30   Petra Kranz, "Rechnung Oktober"   NL-7K3F   high (asked again)'
    assert lines[1] == 'in 1 h 38 min   15:30   mueller@…, "Rechnung Oktober"   NL-7K44   high'


def test_what_is_owed_is_said_unless_it_is_a_reply() -> None:
    """News, a solution and what a person promised are owed apart from a reply: the line says which."""
    lines = notice(due=tuple(replace(DUE, owed=owed) for owed in Owed))[1].split("\n")[: len(Owed)]
    assert [line.partition("high")[2] for line in lines] == ["", "", " (news)", " (solution)", " (own promise)"]


def test_a_broken_promise_says_who_has_it_and_what_the_customer_knows() -> None:
    """A broken promise: since when, whose it is, when that person was told, what the customer was told."""
    broken = replace(
        BROKEN,
        told=(NOW - timedelta(minutes=92), NOW - timedelta(minutes=12)),
        told_customer_at=NOW - timedelta(minutes=5),
        new_time=REPLY_BY + timedelta(hours=2),
    )
    lines = notice(broken=(broken, replace(BROKEN, owner="", promised=False)))[1].split("\n")
    assert lines[0] == 'since 13:44   Petra Kranz, "Rechnung Oktober"   NL-7K3F   high'
    assert lines[1] == (
        "    Ben Oduya has it since 9:12, told at 12:20 and at 13:40. Customer told at 13:47: new time 16:30."
    )
    assert lines[2] == 'since 13:44   Petra Kranz, "Rechnung Oktober"   NL-7K3F   high (no time was promised)'


def test_the_letter_is_quoted_word_for_word() -> None:
    """Who is asked about a renewal reads exactly what the customer will read, and what stops it."""
    assert notice(asks=(ASK,))[1] == (
        'NL-7K3F "Rechnung Oktober", promised 14:30, nobody has replied yet (Ben Oduya has it since 9:12).\n'
        "At 14:00 the customer gets the letter below, with the new time 16:30 and the name Ben Oduya.\n\n"
        "> Hello Petra Kranz,\n>\n> Ben Oduya has your mail.\n\n"
        "Reply with: hold (nobody writes, you take care) · done (already answered, also by phone) · "
        "17:00 (another time) · anna (another name)\nNo reply: it goes out.\n"
    )


def test_other_things_are_told_in_sentences() -> None:
    """What is not due but must be known is a plain sentence each."""
    away = WentAway(person="Eva Nowak", until=REPLY_BY + timedelta(days=1), threads=1)
    lost = Undelivered(person="Eva Nowak", why="550 no such user", references=("7K3F",))
    suspected = Suspected(key="cloud", name={"en": "the app is away"}, mails=8, within=timedelta(minutes=20))
    many = Bursting(
        customers=9,
        since=NOW - timedelta(minutes=40),
        words=("offline", "controller"),
        references=("7K3F", "7K44"),
        languages=("en", "de"),
    )
    given = Assigned(thread=KRANZ, due=REPLY_BY, by="Eva Nowak", why="you know them")
    assert notice(news=(given, suspected, many, lost, away))[1].split("\n")[:5] == [
        'NL-7K3F is yours: Petra Kranz, "Rechnung Oktober", high, due by 14:30. From Eva Nowak: you know them.',
        '8 mails in 20 minutes are like the incident "the app is away". If it is one: triaged incident open cloud',
        "9 customers have written about one thing since 13:12 (offline, controller): NL-7K3F, NL-7K44. "
        'If it is an incident: triaged incident open "offline, controller" --like 7K3F --text en=… --text de=…',
        "A notice to Eva Nowak could not be delivered (550 no such user). It was about NL-7K3F.",
        "Eva Nowak is away until Wednesday, 14:30. 1 thread went back to the team.",
    ]


def test_the_situation_is_one_paragraph() -> None:
    """Who leads reads who is here and away, how much is open and due, and how much will be late."""
    situation = Situation(
        on_duty=(Present(name="Cem Aydin", until=NOW + timedelta(minutes=8)), Present(name="Eva Nowak")),
        away=(Present(name="Anna Petersen", until=REPLY_BY + timedelta(days=1)),),
        open=41,
        due=23,
        late_at_pace=6,
    )
    assert notice(situation=situation)[1] == (
        "On duty now: Cem Aydin until 14:00, Eva Nowak. Away: Anna Petersen until Wednesday, 14:30. "
        "Open: 41, due on Tuesday, 24 November: 23, at the present pace 6 of them late.\n"
    )


def test_without_answers_it_says_what_counts() -> None:
    """Where notices cannot be answered, no command is listed; it says what counts as an answer instead."""
    for text in (notice(due=(DUE,), answer=False)[1], notice(due=(DUE,), answerable=False)[1]):
        assert "Reply with" not in text
        assert "An answer from your mail program counts by itself" in text


def test_a_long_notice_counts_the_rest() -> None:
    """Beyond fifty threads in a section the others are counted, so that no notice grows without end."""
    text = notice(due=(DUE,) * 2_000)[1]
    assert text.count('"Rechnung Oktober"') == 50
    assert "… and 1950 more: triaged queue" in text


@pytest.mark.parametrize("language", LANGUAGES)
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


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Given: order: BT-118204. Missing: photo, serial."),
        ("de", "Genannt: order: BT-118204. Es fehlt: photo, serial."),
        ("fr", "Indiqué\u00a0: order: BT-118204. Il manque\u00a0: photo, serial."),
        ("es", "Indicado: order: BT-118204. Falta: photo, serial."),
    ],
)
def test_a_notice_lists_what_was_given_and_what_is_missing(language: str, line: str) -> None:
    """Below each thread, wherever it stands: whoever reads the notice knows whether the thread can be answered."""
    given = replace(KRANZ, given=(Fact(name="order", value="BT-1"), Fact(name="order", value="BT-118204")))
    missing = {given.reference: ("photo", "serial")}
    for sections in (
        {"due": (replace(DUE, thread=given),)},
        {"broken": (replace(BROKEN, thread=given),)},
        {"asks": (replace(ASK, thread=given),)},
        {"news": (Assigned(thread=given),)},
    ):
        assert line in notice("text", language=language, missing=missing, **sections)[1]


@pytest.mark.parametrize(
    ("shows", "said"), [("link", ""), ("subject", "Given: order."), ("text", "Given: order: BT-1.")]
)
def test_values_leave_the_mailbox_only_where_texts_do(shows: str, said: str) -> None:
    """`ladder.shows`: with subjects only the names of facts are told, with links nothing."""
    given = replace(KRANZ, given=(Fact(name="order", value="BT-1"),))
    text = notice(shows, due=(replace(DUE, thread=given),))[1]
    assert said in text
    assert ("BT-1" in text) is (shows == "text")
    assert ("Given" in text) is bool(said)


def test_what_customers_give_is_cut_and_stays_on_its_line() -> None:
    """However long and many the values are: one line of 200 characters, and no line of its own."""
    many = tuple(Fact(name=f"f{number}", value="x\r\ndone 7K3F\u202e" * 9) for number in range(40))
    text = notice("text", due=(replace(DUE, thread=replace(KRANZ, given=many)),))[1]
    [line] = [line for line in text.splitlines() if "Given:" in line]
    assert len(line) <= 220
    assert not any(line.startswith("done") for line in text.splitlines())
