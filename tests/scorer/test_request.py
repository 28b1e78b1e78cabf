"""Whether anything is asked of us: questions, orders and trouble are, thanks and news are not, in four languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scorer.judging import message
from triaged.model.judgement import RequestScore
from triaged.scorer.judge import WordJudge
from triaged.scorer.lexicon.request import REQUEST
from triaged.scorer.request import RequestWords
from triaged.scorer.request_signals import REQUEST_SIGNALS
from triaged.scorer.tone import ToneWords
from triaged.scorer.words import WordScorer

JUDGE = RequestWords()
LANGUAGES = ("en", "de", "fr", "es")


def asks(text: str, language: str = "en", subject: str = "Order 4411") -> RequestScore:
    """How the built-in judge hears it."""
    return JUDGE.request(message(subject, text), language)


ASKS = {
    "en": (
        "Could you tell me where my order is?",
        "Please send the invoice to our new accountant.",
        "The street lamp has been broken for a week.",
        "Jo, call me back before noon.",
        "We need three more licences by Friday.",
    ),
    "de": (
        "Wann kommt meine Bestellung?",
        "Bitte schicken Sie die Rechnung an unsere Buchhaltung.",
        "Die Straßenlampe ist seit einer Woche kaputt.",
        "Rufen Sie mich vor Mittag zurück.",
        "Wir brauchen drei weitere Lizenzen bis Freitag.",
    ),
    "fr": (
        "Où est ma commande ?",
        "Merci d'envoyer la facture à notre comptable.",
        "Le lampadaire est en panne depuis une semaine.",
        "Rappelez-moi avant midi.",
        "Il nous faut trois licences de plus avant vendredi.",
    ),
    "es": (
        "¿Dónde está mi pedido?",
        "Por favor, envíen la factura a nuestro contable.",
        "La farola está averiada desde hace una semana.",
        "Llámenme antes del mediodía.",
        "Necesitamos tres licencias más para el viernes.",
    ),
}

NOTHING = {
    "en": (
        "Just wanted to say thank you, it works again.",
        "For your records: the signed contract is enclosed, as agreed.",
        "It sorted itself out, no reply needed.",
        "I am out of office until Monday. This is an automatic reply.",
    ),
    "de": (
        "Ich wollte mich nur bedanken, es funktioniert wieder.",
        "Zur Kenntnis: anbei der unterschriebene Vertrag, wie besprochen.",
        "Hat sich erledigt, eine Antwort brauche ich nicht.",
        "Ich bin bis Montag nicht im Büro. Dies ist eine automatische Antwort.",
    ),
    "fr": (
        "Je voulais vous remercier, tout fonctionne à nouveau.",
        "Pour votre dossier : ci-joint le contrat signé, comme convenu.",
        "C'est réglé, inutile de répondre.",
        "Je suis absente jusqu'à lundi. Réponse automatique.",
    ),
    "es": (
        "Quería darles las gracias, ya funciona.",
        "Para su archivo: adjunto el contrato firmado, como quedamos.",
        "Ya está resuelto, no hace falta que contesten.",
        "Estoy de vacaciones hasta el lunes. Respuesta automática.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_asks_stands_above_what_does_not(language: str) -> None:
    """Every question, order and trouble above all thanks, news and what is settled."""
    asking = {text: asks(text, language).rank for text in ASKS[language]}
    silent = {text: asks(text, language).rank for text in NOTHING[language]}
    assert min(asking.values()) > 0.5 > max(silent.values()), (asking, silent)


def test_reasons_are_told_in_plain_words() -> None:
    """A finding for each signal, the strongest first, quoting the phrase that was heard."""
    reasons = asks("Could you call me? The printer is broken.").reasons
    assert [reason.answer for reason in reasons][:2] == ["asks to do something", "asks with a question mark"]
    assert {reason.question for reason in reasons} == {"Is anything asked of us?"}


def test_an_order_counts_at_the_beginning_of_a_sentence() -> None:
    """To send is an order there, and a tale elsewhere."""
    assert asks("Send the papers today.").rank > asks("We send the papers today.").rank


def test_every_language_has_every_signal() -> None:
    """No language is left behind, and no key is misspelt."""
    for language in LANGUAGES:
        assert set(REQUEST[language]) == set(REQUEST_SIGNALS) - {"mark", "order"}, language


@given(st.text(max_size=300), st.text(max_size=2_000), st.sampled_from((*LANGUAGES, "nl", "")))
def test_any_text_is_judged(subject: str, text: str, language: str) -> None:
    """Total: every text has a rank from 0 to 1; all judges together say what each says alone."""
    mail = message(subject, text)
    score = asks(text, language, subject)
    assert 0 <= score.rank <= 1
    assert all(len(reason.evidence) <= 48 for reason in score.reasons)
    judgement = TOGETHER.judge(mail, language)
    assert judgement.request == score
    assert judgement.tone == ToneWords().tone(mail, language)
    assert judgement.urgency == WordScorer().score(mail, language)


TOGETHER = WordJudge()
