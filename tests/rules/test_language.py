"""The language of an answer: short texts as people write them, mail in no language of ours, and any text whatever."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triaged.rules.language import _words, language

SHIPPED = ("en", "de", "fr", "es")

SHORT = {
    "en": """
        Hi
        Hello
        Hello there
        Good morning
        Thanks!
        Thanks a lot
        Thank you
        Thank you very much!
        Many thanks, Tom
        Yes please
        Yes, that works
        No, thanks
        Perfect, thanks
        Great, thank you!
        Sounds good
        Please call me
        Please call me back
        Any news?
        Any update on this?
        Still waiting
        Still not working
        It is still broken
        It works now
        It doesn't work
        Where is my order?
        Where is my parcel
        When will it arrive?
        Can you help me?
        Could you send me the invoice?
        I need a copy of my invoice
        My password does not work
        I cannot log in
        I want my money back
        Refund please
        Please cancel my order
        How much is it?
        What are your opening hours?
        Do you ship to Norway?
        The website is down
        Nothing happens when I click
        See attached
        Please find the form attached
        See you on Monday
        Kind regards, Anna
        Best regards
        Sorry for the late reply
        My number is 0151 555 0199
        I have a question about my bill
        Who is responsible for this?
        This is urgent
        Is there anything new?
        I will be there at 10
        You charged me twice
        Not what we agreed
    """,
    "de": """
        Hallo
        Hallo zusammen
        Guten Tag
        Guten Morgen
        Moin
        Servus
        Danke!
        Danke schön
        Vielen Dank
        Vielen lieben Dank!
        Besten Dank, Jörg
        Ja bitte
        Ja, das passt
        Nein danke
        Passt, danke
        Alles klar
        Alles erledigt, danke!
        Bitte um Rückruf
        Bitte rufen Sie mich an
        Gibt es etwas Neues?
        Gibt es schon Neuigkeiten?
        Ich warte noch immer
        Geht immer noch nicht
        Es funktioniert nicht
        Jetzt geht es wieder
        Funktioniert wieder
        Wo ist meine Bestellung?
        Wo bleibt mein Paket
        Wann kommt die Lieferung?
        Können Sie mir helfen?
        Könnten Sie mir die Rechnung schicken?
        Ich brauche eine Kopie der Rechnung
        Mein Passwort geht nicht
        Ich kann mich nicht anmelden
        Ich möchte mein Geld zurück
        Bitte stornieren Sie meine Bestellung
        Was kostet das?
        Wann haben Sie geöffnet?
        Liefern Sie auch nach Österreich?
        Die Seite ist nicht erreichbar
        Siehe Anhang
        Anbei das Formular
        Bis Montag
        Freundliche Grüße
        Mit freundlichen Grüßen
        MfG Petra Kranz
        LG
        Entschuldigung für die späte Antwort
        Meine Nummer ist 0151 555 0199
        Ich habe eine Frage zur Rechnung
        Wer ist dafür zuständig?
        Es eilt
        Ist das dringend?
        Rechnung fehlt
        Sie haben doppelt abgebucht
        Schönes Wochenende
    """,
    "fr": """
        Bonjour
        Bonsoir
        Bonjour à tous
        Salut
        Merci
        Merci !
        Merci beaucoup
        Merci d'avance
        Un grand merci
        Oui merci
        Oui, ça marche
        Non merci
        Merci, ça marche
        Parfait, merci
        D'accord
        Très bien
        Merci de me rappeler
        Rappelez-moi svp
        Des nouvelles ?
        Avez-vous des nouvelles ?
        J'attends toujours
        Toujours rien
        Ça ne marche pas
        Ça ne fonctionne toujours pas
        Ça fonctionne maintenant
        Où est ma commande ?
        Où est mon colis
        Quand vais-je être livré ?
        Pouvez-vous m'aider ?
        Pourriez-vous m'envoyer la facture ?
        J'ai besoin d'une copie de ma facture
        Mon mot de passe ne marche pas
        Je ne peux pas me connecter
        Je veux être remboursé
        Merci d'annuler ma commande
        Combien ça coûte ?
        Quels sont vos horaires ?
        Livrez-vous en Belgique ?
        Le site est en panne
        Rien ne se passe quand je clique
        Voir pièce jointe
        Ci-joint le formulaire
        À lundi
        Cordialement
        Bien cordialement, Hélène
        Bonne journée
        Bonne soirée à vous
        Désolée pour le retard
        Mon numéro est le 06 55 55 01 99
        J'ai une question sur ma facture
        Qui s'en occupe ?
        C'est urgent
        Rien reçu
        Je serai là à 10 heures
        Vous m'avez prélevé deux fois
    """,
    "es": """
        Hola
        Hola a todos
        Hola, buenas
        Buenos días
        Buenas tardes
        Buenas noches
        Gracias
        ¡Gracias!
        Muchas gracias
        Mil gracias
        Gracias de antemano
        Sí, por favor
        Sí, me va bien
        No, gracias
        Perfecto, gracias
        De acuerdo, gracias
        Muy bien
        Llámenme por favor
        Por favor, llámame
        ¿Hay novedades?
        ¿Hay alguna novedad?
        Sigo esperando
        Todavía nada
        No funciona
        Sigue sin funcionar
        Ya funciona
        ¿Dónde está mi pedido?
        Dónde está mi paquete
        ¿Cuándo llega el envío?
        ¿Me pueden ayudar?
        ¿Podrían enviarme la factura?
        Necesito una copia de la factura
        Mi contraseña no funciona
        No puedo entrar en mi cuenta
        Quiero que me devuelvan el dinero
        Quiero cancelar mi pedido
        ¿Cuánto cuesta?
        ¿Cuál es su horario?
        ¿Envían a Canarias?
        La web está caída
        No pasa nada cuando hago clic
        Ver adjunto
        Adjunto el formulario
        Hasta el lunes
        Un saludo
        Saludos cordiales
        Atentamente, Lucía
        Que tengan un buen día
        Perdón por el retraso
        Mi número es el 655 55 01 99
        Tengo una pregunta sobre mi factura
        ¿Quién lleva este tema?
        Es urgente
        Falta la factura
        Me han cobrado dos veces
    """,
}
TEXTS = [(text.strip(), code) for code, lines in SHORT.items() for text in lines.strip().splitlines()]

OURS_NOT = [
    "Goedemorgen, waar is mijn bestelling? Ik wacht al drie weken op een antwoord.",
    "Buongiorno, dove si trova il mio ordine? Aspetto da tre settimane.",
    "Bom dia, onde está a minha encomenda? Já estou à espera há três semanas.",
    "Dzień dobry, gdzie jest moje zamówienie? Czekam już trzy tygodnie.",
    "Hej, hvor er min ordre? Jeg har ventet i tre uger på jeres svar.",
    "Здравствуйте, где мой заказ? Жду уже три недели.",
    "您好，我的订单在哪里？已经等了三个星期了。",
    "Καλημέρα, πού είναι η παραγγελία μου;",
]


def test_short_texts_are_understood() -> None:
    """Of more than 200 texts of a few words, 97 % get their language, and no more than 1 % surely the wrong one."""
    assert len(TEXTS) >= 200
    assert len(set(TEXTS)) == len(TEXTS)
    answers = [(text, code, *language(text, SHIPPED)[:2]) for text, code in TEXTS]
    wrong = [answer for answer in answers if answer[1] != answer[2] or not answer[3]]
    surely_wrong = [answer for answer in answers if answer[1] != answer[2] and answer[3]]
    assert len(wrong) <= 0.03 * len(TEXTS), wrong
    assert len(surely_wrong) <= 0.01 * len(TEXTS), surely_wrong


@pytest.mark.parametrize("text", OURS_NOT, ids=[text[:12] for text in OURS_NOT])
def test_a_mail_in_no_language_of_ours_gets_the_first(text: str) -> None:
    """Who writes in a language that we do not write is answered in our first one, and that is said to be unsure."""
    assert language(text, SHIPPED)[:2] == ("en", False)
    assert language(text, ("fr", "en", "de"))[:2] == ("fr", False)


@pytest.mark.parametrize(
    "text", ["", " ", "?", "12345", "0151 555 0199", "https://shop.example/und/der/die", "a@b.example"]
)
def test_a_mail_without_words_gets_the_first(text: str) -> None:
    """Numbers, links and addresses are in no language."""
    assert language(text, ("de", "en"))[:2] == ("de", False)


def test_only_languages_that_we_write_are_chosen() -> None:
    """French is not answered in French by a company that writes English and German."""
    code, sure, finding = language("Bonjour, où est ma commande ? Merci beaucoup.", ("en", "de"))
    assert (code, sure) == ("en", False)
    assert finding.answer == "en"


def test_two_languages_in_one_mail_are_not_clear_or_the_one_of_most_words() -> None:
    """A greeting in English does not make a German mail English."""
    text = "Hi team, unsere Bestellung ist noch immer nicht da und wir brauchen die Ware bis Freitag. Thanks!"
    assert language(text, SHIPPED)[:2] == ("de", True)


def test_one_language_needs_no_judgement() -> None:
    """A company that writes one language answers in it."""
    assert language("Bonjour", ("de",))[:2] == ("de", True)


def test_a_language_without_a_table_is_still_found() -> None:
    """A company may write languages that have no telling words here: the library knows them."""
    text = "Goedemorgen, waar is mijn bestelling? Ik wacht al drie weken op een antwoord."
    assert language(text, ("en", "nl"))[:2] == ("nl", True)


def test_the_finding_quotes_nothing() -> None:
    """The trail says how sure it is, never what was written."""
    for text, _ in TEXTS:
        evidence = language(f"{text} canary", SHIPPED)[2].evidence
        assert "canary" not in evidence
        assert len(evidence) <= 60


@given(st.text(max_size=1_000))
def test_any_text_has_a_language(text: str) -> None:
    """Whatever is written, one of ours is chosen, also where it is not sure."""
    code, _sure, finding = language(text, SHIPPED)
    assert code in SHIPPED
    assert finding.answer == code


@given(st.text(st.characters(max_codepoint=0x180)))
def test_the_quick_way_to_the_words_of_a_text_finds_the_same(text: str) -> None:
    """Words are runs of letters, whichever way they are found."""
    assert _words(text) == re.findall(r"[^\W\d_]+", text)
