"""A customer who asks for news is heard, and one who says "something else" to an incident's letter."""

import pytest

from tests.rules.mails import mail, thread
from triaged.model.thread import Turn
from triaged.rules.further_mail import LEFT_OVER, Further, Said, further_mail

NUDGES = [
    "Any news?",
    "any news",
    "Hi, any news on this? Thanks",
    "Any update on my invoice?",
    "Is there any progress?",
    "Do you have any news for me?",
    "What is the status of my request?",
    "Just checking in.",
    "Following up on this.",
    "Just following up on my mail from Monday",
    "Gentle reminder",
    "A friendly reminder, please.",
    "Bump",
    "bump!",
    "Ping?",
    "?",
    "???",
    "Hello?",
    "Hello? Anybody there?",
    "I am still waiting.",
    "Still no answer!",
    "When can I expect an answer?",
    "Did you get my email?",
    "No reply yet.",
    "Status update please",
    "Gibt es Neues?",
    "Gibt es schon etwas Neues?",
    "Gibt's schon was Neues?",
    "Guten Tag, gibt es schon Neuigkeiten?\n\nViele Grüße\nPetra Kranz",
    "Gibt es einen Zwischenstand?",
    "Wie ist der aktuelle Stand?",
    "Wie ist der Stand?",
    "Wie sieht es aus?",
    "Leider noch keine Antwort erhalten.",
    "Ich warte noch immer.",
    "Wollte nur mal nachfragen",
    "Freundliche Erinnerung",
    "Haben Sie meine Mail erhalten?",
    "Wann bekomme ich eine Antwort?",
    "Ist da jemand?",
    "Des nouvelles ?",
    "Bonjour, avez-vous des nouvelles ?",
    "Où en est mon dossier ?",
    "Toujours pas de réponse...",
    "Je me permets de vous relancer.",
    "Petite relance",
    "Merci de votre retour.",
    "¿Hay novedades?",
    "Hola, ¿tienen alguna novedad?",
    "¿Alguna noticia?",
    "Sigo esperando.",
    "Sin respuesta todavía",
    "Recordatorio",
    "¿Hay alguien?",
]

BOTH = [
    "Any news? The second machine has stopped as well since this morning, and our customers cannot order any more.",
    "Gibt es schon Neues? Inzwischen ist auch die Heizung im Nebengebäude ausgefallen und zwei Mieter haben Kinder.",
    "Des nouvelles ? Entre-temps le technicien est venu, a regardé la chaudière et a commandé une pièce chez vous.",
    "¿Hay novedades? Además el segundo paquete llegó abierto y faltan tres piezas, adjunto una lista de todo ello.",
]

NO_NUDGES = [
    "Thanks!",
    "Solved, thanks.",
    "Great, thanks!",
    "Hello",
    "Good morning",
    "I have news: the printer prints again in colour.",
    "I read the news about your company.",
    "Here is the update you asked for.",
    "We updated the app yesterday.",
    "The status lamp is red.",
    "My status is silver.",
    "Please remind my colleague, not me.",
    "There is a speed bump in front of our house.",
    "Which form do I need?",
    "How do I reset my password?",
    "When do you open on Saturday?",
    "Where is your office?",
    "Could you send me the invoice?",
    "It still does not work.",
    "The answer is no.",
    "Yes.",
    "Yes please",
    "My order number is 4711.",
    "4711",
    "It happened again.",
    "What does that cost?",
    "Can I have another one?",
    "I checked the cable.",
    "I will wait for the technician at home.",
    "The follow button is missing.",
    "Neues Problem: die Heizung tropft.",
    "Das neue Gerät ist da, aber zu klein.",
    "Der Stand der Dinge steht im Anhang.",
    "Der Zähler steht auf null.",
    "Ich erinnere mich nicht an mein Passwort.",
    "Bitte senden Sie mir die Rechnung.",
    "Was kostet das?",
    "Wann öffnen Sie am Samstag?",
    "Wie geht das?",
    "Wo finde ich das Formular?",
    "Ja, bitte.",
    "Nein.",
    "Es tropft wieder.",
    "Meine Kundennummer ist 4711.",
    "Die Antwort lautet ja.",
    "Warten Sie bitte.",
    "Das hilft mir nicht.",
    "J'ai une nouvelle imprimante.",
    "La nouvelle version ne démarre pas.",
    "Combien ça coûte ?",
    "Je ne peux pas me connecter.",
    "Voici les photos.",
    "Oui.",
    "Le rapport est faux.",
    "Où se trouve votre magasin ?",
    "El nuevo equipo no arranca.",
    "¿Cuánto cuesta?",
    "No puedo entrar.",
    "Aquí están las fotos.",
    "Sí.",
    "¿Dónde está la tienda?",
    "La respuesta es correcta.",
    "Merci",
    "",
    "Kein Betreff",
    "Спасибо",
]

OTHER = [
    "something else",
    "Something else!",
    '"something else"',
    "Hello,\n\nsomething else.\n\nPetra",
    "My mail was about something else.",
    "It's about something else: my invoice is wrong.",
    "I have another problem.",
    "This is a different issue.",
    "etwas anderes",
    "Etwas anderes",
    "„etwas anderes“",
    "Bei mir geht es um etwas anderes.",
    "Nein, es ist etwas anderes: die Rechnung stimmt nicht.",
    "Es ist nicht die Heizung, sondern etwas anderes.",
    "Ich habe ein anderes Problem.",
    "was anderes",
    "autre chose",
    "Autre chose.",
    "Il s'agit d'autre chose.",
    "C'est un autre problème.",
    "otra cosa",
    "Otra cosa.",
    "Se trata de otra cosa.",
    "Es otro problema.",
]

NOT_OTHER = [
    "nothing else",
    "No, not something else.",
    "It is not something else, it is the heating.",
    "Thanks!",
    "Any news?",
    "Still broken.",
    "else",
    "nichts anderes",
    "Nein, nicht etwas anderes.",
    "Anderes Gerät geht.",
    "pas autre chose",
    "no es otra cosa",
    "cosa",
    'If your mail was about something else, answer "something else" and you get your own reply by 14:30 as promised.',
    "Ging es Ihnen um etwas anderes? Dann antworten Sie „etwas anderes“, und Sie bekommen eine eigene Antwort.",
    "S'il s'agissait d'autre chose, répondez « autre chose » et vous recevrez votre propre réponse.",
    "Si se trataba de otra cosa, responda «otra cosa» y recibirá su propia respuesta.",
    "We talked about this and that and the weather and the children and then something else entirely came up.",
]


def said(body: str, *, turn: Turn = Turn.OURS, incident: bool = False) -> Said:
    """What is understood of a reply in Petra's thread."""
    message = mail(body, {"Subject": "Re: Rechnung Oktober"})
    return further_mail(message, thread=thread(turn=turn), incident=incident)[0]


@pytest.mark.parametrize("body", NUDGES)
@pytest.mark.parametrize("turn", Turn)
def test_a_question_for_news_is_a_nudge(body: str, turn: Turn) -> None:
    """Asking where things stand, with a greeting, thanks and a few words more, is a nudge."""
    assert said(body, turn=turn) == Said(further=Further.NUDGE, nudge=True)


@pytest.mark.parametrize("body", BOTH)
def test_a_nudge_with_news_is_a_mail_and_a_nudge(body: str) -> None:
    """Who asks for news and reports something sends a mail, and still waits."""
    assert said(body) == Said(further=Further.MAIL, nudge=True)


@pytest.mark.parametrize("body", NO_NUDGES)
@pytest.mark.parametrize("turn", Turn)
def test_other_mail_is_no_nudge(body: str, turn: Turn) -> None:
    """Questions, news and answers raise nothing."""
    assert not said(body, turn=turn).nudge


@pytest.mark.parametrize("more", range(LEFT_OVER + 3))
def test_a_nudge_may_say_a_few_words_more(more: int) -> None:
    """What it is about may be named; with more words it is also a mail."""
    answer = said("Any news?" + " machine" * more)
    assert answer.nudge
    assert answer.further is (Further.NUDGE if more <= LEFT_OVER else Further.MAIL)


@pytest.mark.parametrize("body", OTHER)
def test_something_else_leaves_an_incident(body: str) -> None:
    """As an answer to an incident's letter it says so; anywhere else it is a mail like any other."""
    assert said(body, incident=True).further is Further.OTHER
    assert said(body).further is Further.MAIL


@pytest.mark.parametrize("body", NOT_OTHER)
def test_what_does_not_leave_an_incident(body: str) -> None:
    """Not the denial of it, not the words by which the letter offers it, not a passing mention."""
    assert said(body, incident=True).further is not Further.OTHER
