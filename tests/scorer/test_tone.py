"""How a writer sounds: anger is heard in four languages, and what only looks like anger is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scorer.judging import message
from triaged.model.judgement import ToneScore
from triaged.model.thread import Tone
from triaged.scorer.hear import LEXICONS
from triaged.scorer.lexicon.tone import TONE
from triaged.scorer.tone import STEPS, ToneWords
from triaged.scorer.tone_signals import LENT, TONE_SIGNALS

JUDGE = ToneWords()
LANGUAGES = ("en", "de", "fr", "es")


def sounds(text: str, language: str = "en", subject: str = "Order 4411") -> ToneScore:
    """How the built-in judge hears it."""
    return JUDGE.tone(message(subject, text), language)


UPSET = {
    "en": (
        "This is the third time I am writing. Nobody has the decency to reply. This is outrageous!",
        "I am furious. Your driver threw the parcel over the fence and drove off.",
        "What a joke. You promised a call on Monday, nothing happened. I want my money back!!",
        "A loyal customer for twenty years, and never been so disappointed. Nobody even called back!",
        "Do you even read what people send you? I have had enough of your automated replies.",
    ),
    "de": (
        "Ich schreibe Ihnen jetzt zum dritten Mal, und keiner antwortet. Das ist eine Frechheit!",
        "Ich bin stinksauer. Ihr Fahrer hat das Paket über den Zaun geworfen.",
        "Das darf doch wohl nicht wahr sein. Ich habe langsam die Nase voll von euren Ausreden!!",
        "Seit zwanzig Jahren bin ich Kunde, und ich bin maßlos enttäuscht von diesem Service.",
        "Lesen Sie überhaupt, was man Ihnen schreibt? Wie kann es sein, dass Sie schon wieder abbuchen? Unerhört!",
    ),
    "fr": (
        "C'est la troisième fois que je vous écris et personne ne daigne répondre. C'est inadmissible !",
        "Je suis furieuse. Votre livreur a jeté le colis par-dessus la clôture.",
        "On croit rêver. J'en ai marre de vos excuses bidon !!",
        "Cliente depuis vingt ans, je suis très déçue. C'est une honte.",
        "Vous vous moquez du monde ? Comment se fait-il que vous prélevez encore ?",
    ),
    "es": (
        "Es la tercera vez que les escribo y nadie se digna contestar. ¡Es una vergüenza!",
        "Estoy furioso. Su repartidor tiró el paquete por encima de la valla.",
        "Esto es una tomadura de pelo. ¡¡Estoy harto de sus excusas!!",
        "Llevo veinte años como cliente y estoy muy decepcionada. Es inaceptable.",
        "¿Les parece normal? ¿Cómo es posible que me vuelvan a cobrar? ¡Qué vergüenza!",
    ),
}

NEUTRAL = {
    "en": (
        "Hello, our whole warehouse has been without power since six. Could you please send somebody? Kind regards, Jo",
        "Sorry to bother you again, but could you tell me when order 4411 leaves? Thank you!",
        "Dear team, my pacemaker app shows an error and I am afraid. What should I do? Best wishes, Ann",
        "I am not angry at all, these things happen. Could you send the missing screws?",
        "Hi, I'd like to move my appointment to Thursday. Thanks in advance!",
    ),
    "de": (
        "Guten Tag, unser ganzes Lager ist seit sechs Uhr ohne Strom. Könnten Sie jemanden schicken? Viele Grüße, Jo",
        "Entschuldigen Sie die Störung: Wann geht die Bestellung 4411 raus? Vielen Dank im Voraus!",
        "Liebes Team, meine App zeigt einen Fehler und ich habe Angst. Was soll ich tun? Herzliche Grüße, Ann",
        "Das ist kein Vorwurf, ich bin nicht sauer. Könnten Sie die fehlenden Schrauben nachschicken?",
        "Hallo, ich möchte meinen Termin gern auf Donnerstag verschieben. Danke schon mal!",
    ),
    "fr": (
        "Bonjour, tout notre entrepôt est sans courant depuis six heures. Pouvez-vous envoyer quelqu'un ? Cordialement",
        "Excusez-moi de vous déranger : quand part la commande 4411 ? Merci d'avance !",
        "Chère équipe, l'application affiche une erreur et j'ai peur. Que dois-je faire ? Bien à vous, Anne",
        "Ce n'est pas un reproche, je ne suis pas en colère. Pouvez-vous envoyer les vis qui manquent ?",
        "Bonjour, je voudrais déplacer mon rendez-vous à jeudi. Merci !",
    ),
    "es": (
        "Buenos días, todo nuestro almacén está sin luz desde las seis. ¿Podrían enviar a alguien? Un saludo, Jo",
        "Perdonen la molestia: ¿cuándo sale el pedido 4411? ¡Gracias de antemano!",
        "Hola, la aplicación muestra un error y tengo miedo. ¿Qué debo hacer? Saludos, Ana",
        "No es una queja, no estoy enfadada. ¿Podrían mandarme los tornillos que faltan?",
        "Hola, quisiera cambiar mi cita al jueves. ¡Muchas gracias!",
    ),
}

PLEASED = {
    "en": (
        "Just wanted to say thank you so much. Mr Lee was wonderful, so patient and so quick. We love the new lamp!",
        "Excellent service, arrived faster than expected. I will recommend you to everybody. Thanks again!",
    ),
    "de": (
        "Ich wollte mich einfach bedanken: Herr Lee war so freundlich und geduldig. Wir sind begeistert!",
        "Tausend Dank! Ganz toller Service, schneller als gedacht. Ich empfehle euch gern weiter.",
    ),
    "fr": (
        "Un grand merci à toute l'équipe ! Julie a été adorable, nous sommes ravis.",
        "Je tenais à vous remercier : service impeccable, réponse rapide. Je recommande !",
    ),
    "es": (
        "Quería darles las gracias, el señor Lee fue muy amable. ¡Estamos encantados!",
        "Muchísimas gracias por todo. Excelente servicio, rapidísimo. Los recomiendo.",
    ),
}

TABLE = [
    pytest.param(tone, language, text, id=f"{tone.value} {language} {number}")
    for tone, mails in ((Tone.UPSET, UPSET), (Tone.NEUTRAL, NEUTRAL), (Tone.PLEASED, PLEASED))
    for language in LANGUAGES
    for number, text in enumerate(mails[language], 1)
]


@pytest.mark.parametrize(("tone", "language", "text"), TABLE)
def test_a_mail_sounds_as_a_person_hears_it(tone: Tone, language: str, text: str) -> None:
    """The table: anger, grave damage told politely, praise."""
    assert sounds(text, language).tone is tone


def test_upset_stands_above_all_others() -> None:
    """By rank too: each upset mail above each neutral one, and those above the pleased ones of that language."""
    for language in LANGUAGES:
        upset = [sounds(text, language).rank for text in UPSET[language]]
        neutral = [sounds(text, language).rank for text in NEUTRAL[language]]
        assert min(upset) > max(neutral)
        assert sum(sounds(text, language).rank for text in PLEASED[language]) / 2 < min(upset)


@pytest.mark.parametrize(
    ("calm", "angry", "language"),
    [
        ("I am not angry.", "I am angry.", "en"),
        ("I am not disappointed.", "I am disappointed.", "en"),
        ("Ich bin nicht wütend.", "Ich bin wütend.", "de"),
        ("Ich bin nicht enttäuscht.", "Ich bin enttäuscht.", "de"),
        ("Je ne suis pas furieux.", "Je suis furieux.", "fr"),
        ("No estoy furioso.", "Estoy furioso.", "es"),
    ],
)
def test_what_is_denied_is_not_heard(calm: str, angry: str, language: str) -> None:
    """Who is not angry is calm."""
    assert sounds(calm, language).rank < sounds(angry, language).rank
    assert sounds(calm, language).tone is Tone.NEUTRAL


def test_an_exclamation_mark_alone_is_no_anger() -> None:
    """Friendly people exclaim as well."""
    assert sounds("Hello! Could you send me the catalogue? Thank you very much!").tone is Tone.NEUTRAL


def test_praise_beside_anger_is_not_pleased() -> None:
    """Praise between complaints is irony: who is upset is never pleased."""
    text = "Great service, excellent. This is outrageous, I am furious and fed up with you."
    assert sounds(text).tone is Tone.UPSET


def test_a_word_of_one_language_is_silent_in_others() -> None:
    """What means something else in another language ("con") holds in its own only."""
    assert sounds("Pan con tomate", "es").reasons == ()
    assert "is angry" in {reason.answer for reason in sounds("Ich bin sauer auf Sie", "de").reasons}


def test_a_weak_word_counts_less_in_a_long_mail() -> None:
    """One "annoying" in a line says more than one in a page."""
    words = "We have moved the two shelves to the other side of the room as it was written in the letter. "
    assert sounds("This is annoying.").rank > sounds("This is annoying. " + words * 8).rank


def test_more_of_it_is_more_upset_up_to_a_limit() -> None:
    """A second and third phrase of a signal add a little, the fourth and fifth no more than their single words do."""
    ranks = [
        sounds(text).rank
        for text in (
            "It is outrageous.",
            "It is outrageous and disgraceful.",
            "It is outrageous, disgraceful and scandalous.",
            "It is outrageous, disgraceful, scandalous, shameful and deplorable.",
        )
    ]
    assert ranks[0] < ranks[1] < ranks[2]
    assert abs(ranks[3] - ranks[2]) < ranks[2] - ranks[1]
    assert list(STEPS) == sorted(STEPS)


def test_every_language_has_every_signal() -> None:
    """No language is left behind, and no key is misspelt."""
    between_words = {"shout", "bang", "quotes", "greets", "closes", "asks"}
    lent = {key for keys in LENT.values() for key in keys}
    for language in LANGUAGES:
        assert set(TONE[language]) == set(TONE_SIGNALS) - between_words - lent, language
        for ear, keys in LENT.items():
            assert keys <= set(LEXICONS[ear][language]), (ear, language)


@given(st.text(max_size=300), st.text(max_size=2_000), st.sampled_from((*LANGUAGES, "nl", "")))
def test_any_text_is_judged(subject: str, text: str, language: str) -> None:
    """Total: every text has a tone, a rank and a confidence from 0 to 1, and the same ones each time."""
    score = sounds(text, language, subject)
    assert 0 <= score.rank <= 1
    assert 0 <= score.confidence <= 1
    assert sounds(text, language, subject) == score


@given(st.lists(st.sampled_from([text for mails in (UPSET, PLEASED) for texts in mails.values() for text in texts])))
def test_reasons_quote_phrases_only(texts: list[str]) -> None:
    """Evidence holds the phrase that was heard, never what stands around it."""
    for reason in sounds(" canary ".join(texts), subject="canary").reasons:
        assert "canary" not in reason.evidence
        assert len(reason.evidence) <= 48
        assert reason.question == "How does the writer sound?"
