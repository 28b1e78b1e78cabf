"""The rules every letter keeps, in every combination of blocks and every language."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.letters.house import LANGUAGES, WRITTEN, by, facts, policy, wording
from triaged.mail.letter_cases import WRITTEN_AT, Case, promising_cases, subjected_cases
from triaged.mail.letter_samples import samples
from triaged.mail.moments import Moment, clock, day
from triaged.mail.shipped import shipped_templates
from triaged.mail.wording import Wording
from triaged.model.letter import Closed, Person

FORBIDDEN = {
    "en": (
        "as soon as possible", "shortly", "in due course", "valued customer", "your call is important",
        "your mail is important", "inconvenience", "apologise for any", "apologize for any", "please do not reply",
        "looking into it", "working on it", "today", "tomorrow",
    ),
    "de": (
        "schnellstmöglich", "so schnell wie möglich", "zeitnah", "umgehend", "in kürze", "anliegen ist uns wichtig",
        "unannehmlichkeiten", "rückfragen jederzeit", "bitte antworten sie nicht auf diese e-mail", "heute", "morgen",
        "mez", "08:00",
    ),
    "fr": (
        "dès que possible", "dans les meilleurs délais", "dans les plus brefs délais", "sous peu", "prochainement",
        "désagrément", "gêne occasionnée", "cher client", "chère cliente", "votre demande est importante",
        "merci de ne pas répondre", "ne pas répondre à ce message", "aujourd'hui", "demain",
    ),
    "es": (
        "lo antes posible", "a la mayor brevedad", "en breve", "próximamente", "cuanto antes", "molestias",
        "inconveniente", "estimado cliente", "estimada cliente", "su mensaje es importante", "su opinión es importante",
        "no responda a este mensaje", "hoy", "mañana",
    ),
}  # fmt: skip
GENDERED = re.compile(r"\b(he|she|him|her|Herr|Frau|Monsieur|Madame|señora?|Sr\.|Sra\.|Estimad[oa]|Cher|Chère)\b")
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
DATE = {
    "en": r"\d (November|December)",
    "de": r"\d\. (November|Dezember)",
    "fr": r"\d (novembre|décembre)",
    "es": r"\d de (noviembre|diciembre)",
}
"""A day with its date, in the weeks of the cases."""


def letters(language: str) -> Iterator[tuple[Case, str]]:
    """Every letter to a customer in one language."""
    for case in promising_cases(language):
        yield case, wording().render_values(language, case.kind, case.told)


def words_of(text: str) -> str:
    """The letter between greeting and foot."""
    return text.partition("\n\n")[2].rpartition("\n\n")[0]


def test_every_combination_renders_at_start() -> None:
    """The check at start renders every letter there can be, in each language, and counts them."""
    each = sum(1 for _ in promising_cases("en")) + sum(1 for _ in subjected_cases("en"))
    assert Wording(shipped_templates()).check() == 4 * each
    assert each > 1_500


@pytest.mark.parametrize("language", LANGUAGES)
def test_promise_stands_in_the_first_two_lines(language: str) -> None:
    """The promised day and time stand in the first two lines after the greeting: what a lock screen shows.

    The empty line between two paragraphs does not count.
    """
    for case, text in letters(language):
        first = [line for line in words_of(text + "\n\n").split("\n") if line][:2]
        told = " ".join(first)
        assert day(case.promised) in told, case.label
        assert clock(case.promised) in told, case.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_weekday_stands_in_the_first_hundred_characters(language: str) -> None:
    """A weekday stands in the first 100 characters: the promised one, or the broken one or our delay, told first.

    What a person wrote of an incident comes first in letters about one; a second renewal says first that it is one.
    """
    for case, text in letters(language):
        told = case.told
        if (
            told.get("incident")
            or told.get("phase") in {"update", "over"}
            or (told.get("second") and not told["missed"])
        ):
            continue
        start = words_of(text)[:100]
        assert any(weekday in start for weekday in WEEKDAYS[language].split()), case.label
        if case.kind == "acknowledgement" and told["late_ack"] is None:
            assert day(case.promised).split(",")[0].split(" ")[0] in start, case.label


MOST_WORDS = {"acknowledgement": 70, "renewal": 80, "incident": 90}


@pytest.mark.parametrize("language", LANGUAGES)
def test_never_too_many_words(language: str) -> None:
    """Before the signature an acknowledgement has at most 70 words, a renewal 80, a letter about an incident 90."""
    for case, text in letters(language):
        assert len(re.split(r"[ \n]+", text.rpartition("\n\n")[0])) <= MOST_WORDS[case.kind], case.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_one_promise(language: str) -> None:
    """Every letter tells its promise once, and no other date but one that has passed or on which we open."""
    for case, text in letters(language):
        assert text.count(day(case.promised)) == 1, case.label
        rest = text.replace(day(case.promised), "")
        closed = case.told.get("closed")
        others = (case.told.get("broken"), case.told.get("late_ack"), getattr(closed, "opens_at", None))
        for other in others:
            rest = rest.replace(day(other), "") if isinstance(other, Moment) else rest
        assert not re.search(DATE[language], rest), case.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_forbidden_words(language: str) -> None:
    """No letter of any sort says what letters must never say, and none speaks of today or tomorrow."""
    told = [text for _, text in letters(language)]
    told += [f"{one.subject}\n{one.text}" for one in samples(wording(), policy()) if one.label.startswith(language)]
    for text in told:
        for phrase in FORBIDDEN[language]:
            assert not re.search(rf"\b{re.escape(phrase)}", text.lower()), (phrase, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gender_and_no_pronoun_for_a_person(language: str) -> None:
    """No letter claims to know whether somebody is a man or a woman."""
    for case, text in letters(language):
        assert not GENDERED.search(text), case.label


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_no_bare_variable_after_a_preposition_or_article(language: str) -> None:
    """A value whose form we do not know never follows a preposition or an article.

    Times bring their form, numbers have none, and the template's own words in quotes are in the right one.
    """
    small = {
        "de": "der die das den dem des ein eine einen einem einer an am auf aus bei beim bis durch für gegen im in mit "
        "nach ohne seit um unter von vom vor wegen zu zum zur über",
        "fr": "le la les un une des du de d' l' à au aux avec avant chez dans depuis en par pour sans sur vers "
        "jusqu'au",
        "es": "el la los las un una unos unas de del a al ante con contra desde en entre hacia hasta para por "
        "según sin",
    }[language]
    value = re.compile(
        r"(?<![\w'])(" + "|".join(small.split()) + r")\s*(?:\{%[^%]*%\}\s*)*\{\{([^}]*)\}\}", re.IGNORECASE
    )
    for name, source in shipped_templates().items():
        if name.startswith(language):
            found = [inner for _, inner in value.findall(source) if not re.search(r'\||\.minutes|^ "', inner)]
            assert not found, name


def test_french_marks_are_kept_with_their_word() -> None:
    """French templates write a no-break space before : ? ! ; and inside their quotes."""
    for name, source in shipped_templates().items():
        if name.startswith("fr"):
            text = re.sub(r"\{[{%#].*?[}%#]\}", "x", source, flags=re.DOTALL).replace("Subject:", "")
            assert not re.search(r"[^\u00a0:][?!;:»](?!/)", text), name
            assert "« " not in text, name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Hello Petra Kranz,\n\nWe have your mail. You will get a reply from a person by Tuesday, 24 November, "
            "14:30.\n\nThis note is automatic, the reply will not be.\n\n"
            "Nordlicht GmbH, customer service · +49 40 555 01 10 · reference NL-7K3F\n"
            "Nordlicht GmbH · Hamburg, Germany · Amtsgericht Hamburg HRB 000000 · Managing director: Greta Lund\n",
        ),
        (
            "de",
            "Guten Tag Petra Kranz,\n\nIhre E-Mail ist da. Ein Mensch antwortet Ihnen bis Dienstag, 24. November, "
            "14:30 Uhr.\n\nDiese Zeilen kommen automatisch, die Antwort nicht.\n\n"
            "Nordlicht GmbH, Kundenservice · +49 40 555 01 10 · Vorgang NL-7K3F\n"
            "Nordlicht GmbH · Sitz Hamburg · Amtsgericht Hamburg HRB 000000 · Geschäftsführung: Greta Lund\n",
        ),
    ],
)
def test_the_first_example_word_for_word(language: str, text: str) -> None:
    """The everyday acknowledgement reads exactly as agreed."""
    worded = wording().render_acknowledgement(facts(language=language), policy(), WRITTEN)
    assert worded.text == text
    assert worded.subject == "Re: Rechnung Oktober [NL-7K3F]"
    assert worded.problem == ""


CLOSED_AT = datetime(2027, 1, 1, 18, 40, tzinfo=UTC)
CLOSED = Closed(opens_at=datetime(2027, 1, 4, 7, 0, tzinfo=UTC), why="Neujahr")
ARRIVED = datetime(2027, 1, 2, 10, 20, tzinfo=UTC)
MONDAY_NOON = datetime(2027, 1, 4, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"language": "de", "closed": CLOSED},
            "Ihre E-Mail ist da. Ein Mensch antwortet Ihnen bis Montag, 4. Januar, 12:00 Uhr. "
            "Bis Montag, 8:00 Uhr haben wir geschlossen (Neujahr).",
        ),
        (
            {"language": "en", "closed": Closed(opens_at=CLOSED.opens_at, why="New Year")},
            "We have your mail. You will get a reply from a person by Monday, 4 January, 12:00. "
            "Until Monday, 8:00 we are closed (New Year).",
        ),
        (
            {"language": "en", "late_since": ARRIVED},
            "Your mail of Saturday, 2 January, 11:20 was here in time; our confirmation was not. Sorry. "
            "You will get a reply by Monday, 4 January, 12:00.",
        ),
        (
            {"language": "de", "late_since": ARRIVED},
            "Ihre E-Mail vom Samstag, 2. Januar, 11:20 Uhr war rechtzeitig da, nur unsere Bestätigung nicht. "
            "Entschuldigung. Ein Mensch antwortet Ihnen bis Montag, 4. Januar, 12:00 Uhr.",
        ),
        (
            {"language": "en", "person": Person(name="Eva Nowak")},
            "We have your mail. You will get a reply from Eva Nowak by Monday, 4 January, 12:00.",
        ),
        (
            {"language": "de", "person": Person(name="Eva Nowak")},
            "Ihre E-Mail ist da. Eva Nowak antwortet Ihnen bis Montag, 4. Januar, 12:00 Uhr.",
        ),
        (
            {"language": "en", "critical": True, "closed": CLOSED},
            "We have your mail. You will get a reply from a person by Monday, 4 January, 12:00.\n\n"
            "Is it an emergency? Do not wait for us: +49 40 555 01 99, day and night.",
        ),
        (
            {"language": "fr"},
            "Nous avons bien reçu votre message. Une personne vous répondra au plus tard le lundi 4 janvier à "
            "12\u00a0h.\n\nCe message est automatique, la réponse ne le sera pas.",
        ),
        (
            {"language": "es"},
            "Hemos recibido su mensaje. Una persona le responderá a más tardar el lunes 4 de enero a las 12:00.\n\n"
            "Este mensaje es automático; la respuesta no lo será.",
        ),
    ],
)
def test_sentences_word_for_word(changes: dict[str, object], sentence: str) -> None:
    """Each block says exactly what was agreed for it."""
    worded = wording().render_acknowledgement(facts(promise=by(MONDAY_NOON), **changes), policy(), CLOSED_AT)
    assert words_of(worded.text).startswith(sentence)


def test_familiar_german() -> None:
    """A house that says du says it throughout, and to no one else's ear in another language."""
    text = wording().render_acknowledgement(facts(language="de"), policy(formal=False), WRITTEN).text
    assert text.startswith("Hallo Petra Kranz,\n\ndeine E-Mail ist da. Ein Mensch antwortet dir bis Dienstag")
    assert not re.search(r"\b(Sie|Ihnen|Ihre)\b", text)


def test_an_unproven_sender_gets_the_promise_and_nothing_of_their_own() -> None:
    """Without proof of the sender: no name, no person, no delay, no closing time, no link in the subject."""
    lured = facts(
        terse=True,
        subject="You won! Claim at https://evil.example/win or evil.example now",
        person=Person(name="Eva Nowak"),
        closed=CLOSED,
        late_since=WRITTEN - timedelta(days=2),
    )
    worded = wording().render_acknowledgement(lured, policy(), WRITTEN)
    assert worded.subject == "Re: You won! Claim at or now [NL-7K3F]"
    assert worded.text.startswith(
        "Hello,\n\nWe have your mail. You will get a reply from a person by Tuesday, 24 November, 14:30.\n\n"
        "This note is automatic, the reply will not be.\n\nNordlicht GmbH"
    )


def test_two_languages_are_told_whole() -> None:
    """Where the language is not sure, both texts stand whole, one under the other, one line between."""
    worded = wording().render_acknowledgement(facts(also_language="de"), policy(), WRITTEN)
    english, german = worded.text.split("\n———\n\n")
    assert english == wording().render_acknowledgement(facts(), policy(), WRITTEN).text
    assert german == wording().render_acknowledgement(facts(language="de"), policy(), WRITTEN).text


def test_a_language_without_words_falls_back_to_the_houses_first() -> None:
    """A mail in Finnish is answered in the company's first language."""
    assert "We have your mail" in wording().render_acknowledgement(facts(language="fi"), policy(), WRITTEN).text


def test_the_written_time_of_the_cases_is_the_houses() -> None:
    """The cases rendered at start and these tests speak of the same day."""
    assert WRITTEN_AT == WRITTEN
