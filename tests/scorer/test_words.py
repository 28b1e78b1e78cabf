"""What the built-in scorer makes of customers' mails: tables in four languages, and what must hold for any mail."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scorer.judging import answers, judged
from tests.scorer.mails import LOW, ORDINARY, URGENT, Mail
from triaged.model.thread import Urgency

LANGUAGES = ("en", "de", "fr", "es")
CLASSES = (Urgency.LOW, Urgency.NORMAL, Urgency.HIGH, Urgency.CRITICAL)


def _table(mails: dict[str, tuple[Mail, ...]]) -> list[object]:
    return [pytest.param(code, mail, id=f"{code}-{mail[0]}") for code, group in mails.items() for mail in group]


def _class(urgency: Urgency) -> int:
    return CLASSES.index(urgency)


def test_the_tables_are_large_enough() -> None:
    """At least 25 mails in each language."""
    for code in LANGUAGES:
        assert len(URGENT[code]) + len(ORDINARY[code]) + len(LOW[code]) >= 25


@pytest.mark.parametrize(("language", "mail"), _table(URGENT))
def test_described_damage_is_urgent(language: str, mail: Mail) -> None:
    """Danger, outages, theft, money, lawyers, waiting again: high or more, and the reason is said."""
    score = judged(*mail, language)
    assert score.urgency in (Urgency.HIGH, Urgency.CRITICAL), score
    assert score.reasons


@pytest.mark.parametrize(("language", "mail"), _table(ORDINARY))
def test_ordinary_requests_are_normal(language: str, mail: Mail) -> None:
    """What a desk does all day is normal, also with a small fault in it."""
    assert judged(*mail, language).urgency is Urgency.NORMAL


@pytest.mark.parametrize(("language", "mail"), _table(LOW))
def test_what_can_wait_is_low(language: str, mail: Mail) -> None:
    """Thanks, prices, wishes, applications, what is solved and what has no hurry."""
    assert judged(*mail, language).urgency is Urgency.LOW


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [
        ("en", "Fire extinguisher", "We would like to order two fire extinguishers and an emergency exit sign."),
        ("en", "Legal services", "We offer advice for companies. Are you interested in a meeting next week?"),
        ("en", "Feedback", "The new export is great. I broke my leg last week, so I answer late, sorry!"),
        ("en", "Meeting", "Shall we meet tomorrow at 10? I will bring the samples."),
        ("de", "Neue Bankverbindung", "Bitte buchen Sie ab sofort von unserem neuen Konto ab."),
        ("de", "Lizenzen", "Bitte senden Sie uns 20 Lizenzen für 20 Mitarbeiter bis Freitag."),
        ("de", "Schlösser", "Bieten Sie auch Schlösser gegen Einbruch an?"),
        ("de", "Termin", "Passt Ihnen morgen um 10 Uhr? Ich bringe die Unterlagen mit."),
        ("fr", "Commande", "Nous aimerions commander deux extincteurs d'incendie pour notre bureau."),
        ("fr", "Devis", "Pourriez-vous m'envoyer un devis avant vendredi ?"),
        ("es", "Pedido", "Quisiera pedir tres camisetas para el lunes."),
        ("es", "Antivirus", "¿Venden ustedes antivirus y cuánto cuesta?"),
    ],
)
def test_alarming_words_in_harmless_mails_are_not_high(language: str, subject: str, text: str) -> None:
    """Who orders a fire extinguisher has no fire."""
    assert judged(subject, text, language).urgency in (Urgency.NORMAL, Urgency.LOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_is_in_order(language: str) -> None:
    """Every urgent mail stands above every ordinary one, and that above every one that can wait."""
    ranks = [[judged(*mail, language).rank for mail in table[language]] for table in (LOW, ORDINARY, URGENT)]
    for lower, higher in (*product(ranks[0], ranks[1]), *product(ranks[1], ranks[2])):
        assert lower < higher


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_that_was_taken_hardly_matters(language: str) -> None:
    """A mail whose language was taken wrongly is judged by its own words nevertheless."""
    for code, mails in URGENT.items():
        for mail in mails:
            assert judged(*mail, language).rank > 0.5, (code, mail)


def test_danger_stands_above_all() -> None:
    """A smell of gas is above a broken shop, and that above a late parcel."""
    for code in LANGUAGES:
        gas, shop = (judged(*URGENT[code][place], code) for place in (0, 2))
        late = judged(*ORDINARY[code][5], code)
        assert gas.rank > shop.rank > late.rank
        assert gas.urgency is Urgency.CRITICAL


@pytest.mark.parametrize(
    ("text", "unheard"),
    [
        ("The shop is not down.", "says that a whole service is down"),
        ("Just to be clear, we were not hacked.", "says that something was broken into, stolen or abused"),
        ("Die Heizung läuft. Es gab keinen Ausfall.", "says that a whole service is down"),
        ("Le site n'est pas en panne.", "says that a whole service is down"),
        ("El servidor no está caído.", "says that a whole service is down"),
        ("I do not want to cancel my contract.", "says that they want to leave"),
    ],
)
def test_what_is_denied_is_not_heard(text: str, unheard: str) -> None:
    """A "not" before a phrase takes it back."""
    assert unheard not in answers(judged("Status", text))


@pytest.mark.parametrize(
    "text",
    [
        "This is not urgent.",
        "It isn't really all that urgent.",
        "There is no hurry.",
        "No rush, whenever you have time.",
        "Das ist nicht dringend.",
        "Es eilt nicht.",
        "Nicht so eilig.",
        "Das hat keine Eile.",
        "Ce n'est pas urgent.",
        "Ce n'est vraiment pas du tout urgent.",
        "Rien d'urgent.",
        "No es urgente.",
        "No corre prisa.",
    ],
)
def test_no_hurry_lowers(text: str) -> None:
    """Who says that it is not urgent is believed, by one class."""
    plain = judged("Address", "Please change my address.")
    calm = judged("Address", f"Please change my address. {text}")
    assert calm.rank < plain.rank
    assert "says that it is not urgent" in answers(calm)
    assert "says that it is urgent" not in answers(calm)


@pytest.mark.parametrize(
    "text",
    [
        "The problem is still not solved.",
        "Das Problem ist noch immer nicht gelöst.",
        "Le problème n'est toujours pas résolu.",
        "El problema todavía no está solucionado.",
    ],
)
def test_not_solved_is_asked_again(text: str) -> None:
    """What is not solved is the opposite of what is solved."""
    heard = answers(judged("Ticket", text))
    assert "says that it is solved" not in heard
    assert "writes again, or still waits for an answer" in heard


@pytest.mark.parametrize(
    ("works", "fails"),
    [
        ("The printer works again.", "The printer does not work again."),
        ("Der Drucker funktioniert wieder.", "Der Drucker funktioniert wieder nicht."),
        ("Das Gerät funktioniert jetzt.", "Das Gerät funktioniert jetzt nicht."),
        ("L'imprimante fonctionne à nouveau.", "L'imprimante ne fonctionne toujours pas."),
        ("Ya funciona.", "Sigue sin funcionar."),
    ],
)
def test_works_again_and_does_not_work_are_told_apart(works: str, fails: str) -> None:
    """One word makes the difference."""
    assert judged("Printer", works).rank < judged("Printer", "Hello").rank < judged("Printer", fails).rank


@pytest.mark.parametrize(
    ("happened", "distant"),
    [
        ("Our office was flooded.", "In case of a flood our office was flooded."),
        ("Wir haben einen Stromausfall.", "Im Falle eines Ausfalls: was passiert wenn Stromausfall ist?"),
        ("Nous avons un incendie dans la cuisine.", "En cas de feu il y a un incendie dans la cuisine."),
        ("Hemos tenido una fuga de gas.", "El año pasado hemos tenido una fuga de gas."),
    ],
)
def test_what_is_far_counts_less(happened: str, distant: str) -> None:
    """What happened long ago or only might happen stands below what happened; another sentence is not touched by it."""
    assert judged("", distant).rank < judged("", happened).rank
    assert judged("", f"In case of questions call. {happened}").rank > judged("", distant).rank


def test_a_long_mail_has_more_words_not_more_damage() -> None:
    """The same damage counts less among five hundred words about other things, and never nothing."""
    damage = "There is a strong smell of gas in the stairwell."
    short, long = judged("", damage), judged("", f"{damage} {'The garden looks green. ' * 120}")
    assert short.rank > long.rank > judged("", "Hello").rank


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("You took 1,140 euros.", "names a large sum"),
        ("The van leaves at 9:40.", "names a time of day"),
        ("We lost our key, our door is open.", "writes for a firm or a group"),
        ("Is it red? Is it blue?", "asks several questions"),
    ],
)
def test_figures_marks_and_small_words_are_heard(text: str, heard: str) -> None:
    """Sums, times, "we" and question marks are reasons as well, told without a word of the mail."""
    (reason,) = [reason for reason in judged("", text).reasons if reason.answer == heard]
    assert reason.evidence in ('"500 or more"', '"a time of day"', '"we"', '"?"')
    assert heard not in answers(judged("", "You took 12 euros. I am happy. Is it red?"))


STUFFING = [
    "urgent " * 50,
    "URGENT!!! " * 50,
    "asap immediately emergency critical right now at once top priority hurry sos " * 6,
    "dringend bitte sofort, umgehend eilt unverzüglich Notfall höchste Priorität asap " * 6,
    "urgent immédiatement au plus vite tout de suite prioritaire critique " * 8,
    "urgente inmediatamente cuanto antes ahora mismo emergencia crítico " * 8,
]


@pytest.mark.parametrize("stuffing", STUFFING, ids=[text[:8] for text in STUFFING])
def test_stuffing_moves_by_one_class_at_most(stuffing: str) -> None:
    """T13: whatever a customer says about urgency, in whatever place and number, a class is all it gains."""
    for table in (URGENT, ORDINARY, LOW):
        for language, mails in table.items():
            for subject, text in mails:
                plain = judged(subject, text, language)
                loud = judged(f"{stuffing[:200]} {subject}", f"{stuffing}. {text}", language, x_priority="1 (Highest)")
                assert 0 <= _class(loud.urgency) - _class(plain.urgency) <= 1
                assert loud.rank > plain.rank


def test_claims_do_not_pass_damage() -> None:
    """Fifty times "urgent" stays below one gas leak, and below an office that cannot work."""
    loud = judged("URGENT!!!", "urgent " * 50 + "please send the price list", importance="high")
    for language in LANGUAGES:
        assert loud.rank < judged(*URGENT[language][0], language).rank
        assert loud.rank < judged(*URGENT[language][3], language).rank


@pytest.mark.parametrize(
    ("name", "value", "raised"),
    [
        ("x_priority", "1", True),
        ("x_priority", "1 (Highest)", True),
        ("x_priority", "3", None),
        ("x_priority", "5 (Lowest)", False),
        ("importance", "High", True),
        ("importance", "low", False),
        ("x_msmail_priority", "High", True),
        ("priority", "urgent", True),
        ("priority", "", None),
    ],
)
def test_priority_fields_are_claims(name: str, value: str, raised: bool | None) -> None:
    """What the mail program was told counts like a word, no more."""
    plain, marked = judged("Order", "Where is it?"), judged("Order", "Where is it?", **{name: value})
    assert (marked.rank > plain.rank) is (raised is True)
    assert (marked.rank < plain.rank) is (raised is False)
    assert marked.urgency in (Urgency.NORMAL, Urgency.LOW)


def test_the_subject_counts_more() -> None:
    """The same words weigh more in a subject, and less in the subject of a reply, which is an old one."""
    subject, body = judged("Server offline", "Hello"), judged("Hello", "Server offline")
    reply = judged("Re: Server offline", "Hello")
    assert subject.rank > body.rank > reply.rank


def test_more_kinds_of_damage_are_more_urgent() -> None:
    """Damage that is described is not capped: each further kind raises."""
    steps = (
        "The shop is offline.",
        "The shop is offline. We cannot work.",
        "The shop is offline. We cannot work. All our customers are affected.",
        "The shop is offline. We cannot work. All our customers are affected. This is the third time.",
    )
    ranks = [judged("Shop", text).rank for text in steps]
    assert ranks == sorted(set(ranks))


def test_many_users_alone_are_an_order() -> None:
    """Something for 50 users is no outage."""
    assert judged("Licences", "We need licences for 50 users.").urgency is Urgency.NORMAL


@pytest.mark.parametrize(
    ("soon", "later"),
    [
        ("We need it by 5 pm today.", "We need it by Friday."),
        ("Wir brauchen es bis heute 17 Uhr.", "Wir brauchen es bis Freitag."),
        ("Il nous le faut avant ce soir.", "Il nous le faut avant vendredi."),
        ("Lo necesitamos para hoy.", "Lo necesitamos para el viernes."),
    ],
)
def test_near_dates_stand_above_far_ones(soon: str, later: str) -> None:
    """Within a day, then by a date, then none."""
    assert judged("Papers", soon).rank > judged("Papers", later).rank > judged("Papers", "We need it.").rank


TYPED = [
    ("The shop doesn't work", "The shop doesn’t work", "The shop doesnt work"),
    ("Die Zahlung wurde zurückgebucht, es hat sich geklärt", "es hat sich GEKLÄRT", "es hat sich geklaert"),
    ("Wir können das nicht öffnen", "nicht oeffnen", "nicht O\u0308FFNEN"),
    ("Problème résolu: il est réglé", "il est regle", "il est re\u0301gle\u0301"),
    ("El servidor está caído", "el servidor esta caido", "EL SERVIDOR ESTÁ CAÍDO"),
]


@pytest.mark.parametrize("spellings", TYPED, ids=[row[0][:16] for row in TYPED])
def test_people_type_as_they_like(spellings: tuple[str, ...]) -> None:
    """Accents, umlauts and apostrophes may be missing or composed; capitals do not matter: the phrases are the same."""
    beside = {"says that it is urgent", "has the words of mail that cannot wait", "has the words of mail that can wait"}
    heard = [answers(judged("", text)) - beside for text in spellings]
    assert all(heard)
    assert len({frozenset(one) for one in heard}) == 1


@given(st.text(max_size=300), st.text(max_size=2_000), st.sampled_from((*LANGUAGES, "nl", "")))
def test_any_text_is_judged(subject: str, text: str, language: str) -> None:
    """Total: every text has a rank and a confidence from 0 to 1, and the same one each time."""
    score = judged(subject, text, language)
    assert 0 <= score.rank <= 1
    assert 0 <= score.confidence <= 1
    assert judged(subject, text, language) == score


TELLING = """
    not no nicht pas offline down works again funktioniert wieder geht nichts ne marche plus no funciona urgent the by
    5 pm within 3 hours cannot log in charged twice daten sind weg . ! , alle unsere kunden can't problem solved gelöst
"""
WORDS = st.lists(st.sampled_from((*TELLING.split(), "\n\n")), max_size=60)


@given(WORDS)
def test_any_order_of_telling_words_is_judged(words: list[str]) -> None:
    """Phrases that begin, break off and overlap in any way are judged, and their evidence stays short."""
    score = judged(" ".join(words[:5]), " ".join(words))
    assert 0 <= score.rank <= 1
    assert all(len(reason.evidence) <= 48 for reason in score.reasons)


@given(
    st.lists(st.sampled_from([mail for group in (URGENT, ORDINARY, LOW) for mails in group.values() for mail in mails]))
)
def test_reasons_quote_phrases_only(mails: list[Mail]) -> None:
    """Evidence holds the phrase that was heard, never what stands around it."""
    score = judged("canary0 subject", " canary1 ".join(text for _, text in mails) + " canary2")
    for reason in score.reasons:
        assert "canary" not in reason.evidence
        assert len(reason.evidence) <= 48
        assert reason.question == "How urgent is it?"


def test_only_the_beginning_is_read() -> None:
    """A long mail costs no more than 4,000 characters of it."""
    text = "word " * 800
    assert judged("Hello", text + "there is a gas leak") == judged("Hello", text)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Urgent! The printer does not work.", True),
        ("The printer does not work!!", True),
        ("The printer does not work.", False),
        ("The printer does not work, but there is no hurry.", False),
    ],
)
def test_what_a_mail_claims_is_told_apart(text: str, claims: bool) -> None:
    """Where the writer says that it is urgent, the judgement is also given as it is without that."""
    score = judged("Printer", text)
    assert (score.unclaimed is not None) is claims
    if score.unclaimed is not None:
        assert score.unclaimed.rank < score.rank
        assert score.unclaimed == judged("Printer", "The printer does not work.")


@given(st.text(max_size=400))
def test_without_its_claims_no_mail_is_more_urgent(text: str) -> None:
    """A claim raises or does nothing: taking it away never makes a mail more urgent."""
    score = judged("Urgent", f"{text} urgent!!")
    assert score.unclaimed is not None
    assert score.unclaimed.rank <= score.rank
    assert score.unclaimed.urgency.rank >= score.urgency.rank
