"""Renewals, incidents and later acknowledgements: each sentence as agreed, and never anything that is not known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.letters.house import LANGUAGES, REPLY_BY, WRITTEN, by, facts, policy, wording
from triaged.model.letter import Acknowledgement, IncidentLetter, IncidentPhase, Person, Renewal
from triaged.model.thread import Promise

NEW = REPLY_BY + timedelta(hours=2)
LATE = REPLY_BY - timedelta(minutes=30)
BEN = Person(name="Ben Oduya")
ANNA = Person(name="Anna Petersen", role={"en": "head of customer service", "de": "Leiterin Kundenservice"})
SAID = {
    "en": "The app cannot reach many devices at the moment.",
    "de": "Die App erreicht derzeit viele Geräte nicht.",
}


def told(number: int, reply_by: datetime) -> Promise:
    """A promise that stands in place of so many others."""
    return replace(by(reply_by), number=number)


def renewal(**changes: object) -> Renewal:
    """The first renewal of the papers: promised by Tuesday 14:30, now by 16:30."""
    plain = Renewal(
        inbox="support",
        to="petra.kranz@customer.example",
        subject="Rechnung Oktober",
        language="en",
        reference="7K3F",
        broken=by(REPLY_BY),
        promise=told(1, NEW),
        missed=False,
        zone="Europe/Berlin",
        team="service",
        greet="Petra Kranz",
        person=BEN,
        lead=ANNA,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def incident(phase: IncidentPhase, **changes: object) -> IncidentLetter:
    """The incident of the papers, told on Monday: it began at 10:50, news come by 12:30."""
    plain = IncidentLetter(
        inbox="support",
        to="petra.kranz@customer.example",
        subject="App offline",
        language="en",
        reference="7K3F",
        phase=phase,
        say=SAID["en"],
        since=datetime(2026, 11, 30, 9, 50, tzinfo=UTC),
        promise=by(datetime(2026, 11, 30, 11, 30, tzinfo=UTC)),
        zone="Europe/Berlin",
        own=by(datetime(2026, 11, 30, 13, 30, tzinfo=UTC)),
        greet="Petra Kranz",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def body(facts_: Acknowledgement | Renewal | IncidentLetter, *, formal: bool = True, at: datetime = LATE) -> str:
    """What stands between greeting and signature."""
    house = policy(formal=formal)
    if isinstance(facts_, Renewal):
        worded = wording().render_renewal(facts_, house, at)
    elif isinstance(facts_, IncidentLetter):
        worded = wording().render_incident(facts_, house, datetime(2026, 11, 30, 10, 20, tzinfo=UTC))
    else:
        worded = wording().render_acknowledgement(facts_, house, at)
    assert worded.problem == ""
    return worded.text.partition("\n\n")[2].rpartition("\n\n")[0]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            {},
            "We said you would have a reply by Tuesday, 14:30. You will not, and we are sorry.\n\n"
            "Ben Oduya has your mail and will reply by Tuesday, 24 November, 16:30.\n\n"
            "If that is too late, answer this mail. It goes straight to Anna Petersen, head of customer service.",
        ),
        (
            {"language": "de"},
            "wir hatten Ihnen eine Antwort bis Dienstag, 14:30 Uhr, zugesagt. Das schaffen wir nicht. Es tut uns leid."
            "\n\nBen Oduya hat Ihre E-Mail und antwortet Ihnen bis Dienstag, 24. November, 16:30 Uhr.\n\n"
            "Ist das zu spät? Antworten Sie auf diese E-Mail. Anna Petersen, Leiterin Kundenservice, bekommt sie "
            "direkt.",
        ),
        (
            {"person": None, "lead": None},
            "We said you would have a reply by Tuesday, 14:30. You will not, and we are sorry.\n\n"
            "You will get a reply from a person by Tuesday, 24 November, 16:30.",
        ),
        (
            {"upset": True},
            "We said you would have a reply by Tuesday, 14:30. You will not, and we are sorry.\n\n"
            "Ben Oduya has your mail and will reply by Tuesday, 24 November, 16:30.\n\n"
            "Anna Petersen, head of customer service, has it too. Telephone: +49 40 555 01 10.",
        ),
        (
            {"missed": True, "lead": None},
            "We promised you a reply by Tuesday, 14:30, and did not keep it. We are sorry.\n\n"
            "Ben Oduya has your mail and will reply by Tuesday, 24 November, 16:30.",
        ),
        (
            {"promise": told(2, NEW), "person": ANNA},
            "This is the second time that we move our reply. That is not how we want to treat you, and we are sorry."
            "\n\nAnna Petersen, head of customer service, has taken over. By Tuesday, 24 November, 16:30, you will "
            "have an answer, or you will know what is still missing for one. Telephone: +49 40 555 01 10.",
        ),
        (
            {"promise": told(2, NEW), "person": ANNA, "language": "de"},
            "wir verschieben unsere Antwort zum zweiten Mal. So wollen wir nicht mit Ihnen umgehen. Es tut uns leid."
            "\n\nAnna Petersen, Leiterin Kundenservice, hat das übernommen. Bis Dienstag, 24. November, 16:30 Uhr "
            "haben Sie eine Antwort, oder Sie wissen, was dafür noch fehlt. Telefon: +49 40 555 01 10.",
        ),
        (
            {"language": "fr", "lead": None},
            "Nous vous avions promis une réponse pour mardi à 14\u00a0h\u00a030 au plus tard. Nous n'y parviendrons "
            "pas. Veuillez nous en excuser.\n\nBen Oduya a votre message et vous répondra au plus tard le mardi "
            "24 novembre à 16\u00a0h\u00a030.",
        ),
        (
            {"language": "es", "lead": None},
            "Le habíamos prometido una respuesta a más tardar el martes a las 14:30. No vamos a poder cumplirlo. Le "
            "pedimos disculpas.\n\nBen Oduya tiene su mensaje y le responderá a más tardar el martes 24 de noviembre a "
            "las 16:30.",
        ),
    ],
)
def test_renewals_word_for_word(changes: dict[str, object], text: str) -> None:
    """A renewal says exactly what was agreed: that we are late, the new time, who, and whom an answer reaches."""
    assert body(renewal(**changes)) == text


FUTURE = {
    "en": ("will not", "said you would"),
    "de": ("schaffen wir nicht",),
    "fr": ("n'y parviendrons",),
    "es": ("no vamos a poder",),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [1, 2])
def test_no_will_not_after_the_fact(language: str, number: int) -> None:
    """When the promised time has passed, no renewal says that we will not keep it: it says that we did not."""
    after = body(renewal(language=language, missed=True, promise=told(number, NEW)), at=REPLY_BY + timedelta(minutes=5))
    assert not any(words in after.lower() for words in FUTURE[language])
    before = body(renewal(language=language))
    assert all(words in before.lower() for words in FUTURE[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_has_the_mail_who_is_not_named(language: str) -> None:
    """With nobody named, no renewal says that somebody has the mail or has taken over."""
    for number in (1, 2):
        text = body(renewal(language=language, person=None, lead=None, promise=told(number, NEW)))
        assert not any(
            claim in text
            for claim in ("has your mail", "hat Ihre", "a votre message", "tiene su", "taken over", "übernommen")
        )
        assert "Ben" not in text


def test_a_broken_time_long_ago_has_its_date() -> None:
    """A weekday alone would be the wrong one after a week: the date stands with it."""
    text = body(renewal(missed=True, broken=by(REPLY_BY - timedelta(days=8))), at=REPLY_BY)
    assert text.startswith("We promised you a reply by Monday, 16 November, 14:30, and did not keep it.")


def test_a_familiar_house_says_du_in_every_letter() -> None:
    """A house that says du says it in renewals and incidents too."""
    letters = (
        renewal(language="de"),
        renewal(language="de", promise=told(2, NEW)),
        *(incident(phase, language="de", say=SAID["de"]) for phase in IncidentPhase),
        facts(language="de", again=True),
        facts(language="de", incident=SAID["de"]),
    )
    for letter in letters:
        text = body(letter, formal=False)
        assert not any(word in text.replace("Sie kommt", "") for word in ("Sie ", "Ihnen", "Ihre"))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"again": True}, "Your answer has arrived. You will hear from us by Tuesday, 24 November, 14:30."),
        (
            {"again": True, "language": "de"},
            "Ihre Antwort ist angekommen. Sie hören von uns bis Dienstag, 24. November, 14:30 Uhr.",
        ),
        (
            {"again": True, "person": BEN},
            "Your answer has arrived. You will hear from Ben Oduya by Tuesday, 24 November, 14:30.",
        ),
        (
            {"incident": SAID["en"], "person": BEN, "critical": True},
            "We have your mail. The app cannot reach many devices at the moment.\n\nYou will hear from us by Tuesday, "
            "24 November, 14:30, whether it is solved by then or not. You need not write again.",
        ),
        (
            {"incident": SAID["de"], "language": "de"},
            "Ihre E-Mail ist da. Die App erreicht derzeit viele Geräte nicht.\n\nSie hören bis Dienstag, 24. November, "
            "14:30 Uhr von uns, ob es bis dahin behoben ist oder nicht. Sie müssen nicht noch einmal schreiben.",
        ),
    ],
)
def test_acknowledgements_word_for_word(changes: dict[str, object], text: str) -> None:
    """A later mail and a mail about a known incident get their own sentences, and nothing else."""
    assert body(facts(**changes), at=WRITTEN) == text


def test_what_is_said_of_an_incident_stays_in_its_language() -> None:
    """In a letter in two languages the second promises the same without a text in the wrong language."""
    letter = facts(incident=SAID["en"], also_language="de")
    english, german = wording().render_acknowledgement(letter, policy(), WRITTEN).text.split("\n———\n\n")
    assert SAID["en"] in english
    assert SAID["en"] not in german
    assert "Ihre E-Mail ist da. Sie hören von uns bis Dienstag, 24. November, 14:30 Uhr." in german


@pytest.mark.parametrize(
    ("letter", "text"),
    [
        (
            incident(IncidentPhase.TOLD),
            "You are not the only one. The problem began on Monday, 10:50. The app cannot reach many devices at the "
            "moment.\n\nNext news by Monday, 30 November, 12:30. If your mail was about something else, answer "
            '"something else" and you get your own reply by Monday, 14:30, as promised.',
        ),
        (
            incident(IncidentPhase.TOLD, language="de", say=SAID["de"]),
            "Sie sind damit nicht allein. Das Problem besteht seit Montag, 10:50 Uhr. Die App erreicht derzeit viele "
            "Geräte nicht.\n\nDie nächste Nachricht kommt bis Montag, 30. November, 12:30 Uhr. Ging es Ihnen um etwas "
            "anderes? Dann antworten Sie „etwas anderes“, und Sie bekommen Ihre eigene Antwort, wie zugesagt, bis "
            "Montag, 14:30 Uhr.",
        ),
        (
            incident(IncidentPhase.UPDATE, say="One device in two is reached again."),
            "There is news. One device in two is reached again.\n\nNext news by Monday, 30 November, 12:30.",
        ),
        (
            incident(IncidentPhase.OVER, say="Since 12:10 the app reaches the devices again."),
            "The problem is over. Since 12:10 the app reaches the devices again.\n\nIf it still does not work for you, "
            "answer this mail and a person will look at it by Monday, 30 November, 12:30.",
        ),
    ],
)
def test_incidents_word_for_word(letter: IncidentLetter, text: str) -> None:
    """An incident is told with an own way out, updated and over, each with its one promise."""
    assert body(letter) == text


@pytest.mark.parametrize("own", [None, by(datetime(2026, 11, 30, 10, 20, tzinfo=UTC))])
def test_an_own_promise_that_passed_is_not_told_as_if_it_held(own: Promise | None) -> None:
    """Without an own promise that can still be kept, "something else" promises no time."""
    text = body(incident(IncidentPhase.TOLD, own=own))
    assert text.endswith('answer "something else".')
    assert "as promised" not in text


def test_who_is_not_greeted_gets_no_link_back() -> None:
    """A renewal and an incident's letter to somebody unproven repeat no link of theirs, as the acknowledgement."""
    lure = "Claim at https://evil.example now"
    for letter in (renewal(subject=lure, greet=""), incident(IncidentPhase.TOLD, subject=lure, greet="")):
        render = wording().render_renewal if isinstance(letter, Renewal) else wording().render_incident
        assert render(letter, policy(), LATE).subject == "Re: Claim at now [NL-7K3F]"  # type: ignore[operator]
