"""Bare thanks and "solved" are told from mails that say anything else. A wrong one costs a customer their answer."""

import pytest

from tests.rules.mails import mail, thread
from triaged.model.thread import Turn
from triaged.rules.further_mail import Further, Said, further_mail

NAMES = ("Anna Weiss", "Jonas Brandt")

THANKS = [
    "Thanks!",
    "thanks",
    "Thank you so much!",
    "Many thanks for your help.",
    "Thanks a lot for your quick reply!",
    "Thank you very much for the information.",
    "Thanks Anna!",
    "Hi Anna,\n\nthank you for getting back to me.\n\nBest regards,\nPetra Kranz",
    "Hello,\n\nthank you very much for your help and the quick response.\n\nKind regards\nPetra Kranz\nKranz GmbH",
    "Thx 🙏",
    "Much appreciated!",
    "We really appreciate your help.",
    "Thanks again, have a great weekend!",
    "Just wanted to say thanks",
    "Dear Mr Smith,\nMany thanks\nPetra",
    "Thanks :-)\n\nSent from my iPhone",
    "That was very helpful, thank you.",
    "Thanks for everything!",
    "Thank you, you're the best!",
    "Danke!",
    "Vielen Dank",
    "Herzlichen Dank für Ihre schnelle Hilfe!",
    "Vielen lieben Dank für die nette Beratung, Frau Weiss!",
    "Guten Tag Frau Weiss,\n\nvielen Dank für Ihre rasche Rückmeldung.\n\nMit freundlichen Grüßen\nPetra Kranz",
    "Hallo Anna, danke dir! LG Petra",
    "Danke für die Infos.\n\nViele Grüße\nPetra Kranz\nTel. 0421 123456\nwww.kunde.example",
    "Ich bedanke mich sehr für Ihre Mühe.",
    "Vielen Dank fuer die schnelle Antwort und schoenen Feierabend!\n\nGruesse\nPetra",
    "Sehr nett von Ihnen, danke.",
    "Danke.\n\nVon meinem iPhone gesendet",
    "Merci !",
    "Merci beaucoup pour votre aide.",
    "Bonjour Madame Weiss,\n\nMerci pour votre réponse rapide.\n\nCordialement,\nPetra Kranz",
    "Je vous remercie infiniment pour votre gentillesse.",
    "Un grand merci !",
    "Merci de m'avoir répondu si vite.\nBonne journée",
    "C'est très gentil, merci.\n\nEnvoyé de mon iPhone",
    "¡Gracias!",
    "Muchas gracias por su ayuda.",
    "Buenos días, Anna:\n\nMuchísimas gracias por su rápida respuesta.\n\nUn saludo,\nPetra Kranz",
    "Mil gracias por todo. ¡Que tenga un buen día!",
    "Se lo agradezco mucho.",
    "Muy amable, gracias.\n\nEnviado desde mi iPhone",
]

SOLVED = [
    "Solved, thanks.",
    "solved",
    "It's solved now, thank you!",
    "The problem has been resolved.",
    "The issue is fixed now. Many thanks for your help!",
    "It works again!",
    "Works now, thanks.",
    "Everything is working again. Thank you!",
    "Hi Anna,\n\nthe printer works again.\n\nBest regards\nPetra",
    "You can close this.",
    "You can close this ticket, thanks",
    "Please close the ticket.",
    "Never mind, I found it.",
    "False alarm!",
    "The problem solved itself.",
    "I managed to fix it.",
    "My parcel arrived this morning. Thanks!",
    "That fixed it! Thank you so much!",
    "No further help needed, thanks.",
    "Hat sich erledigt, danke.",
    "Hat sich erledigt. Vielen Dank!",
    "Hallo, das Problem ist gelöst. Danke!",
    "Das Problem hat sich inzwischen von selbst erledigt.",
    "Es funktioniert wieder, vielen Dank für die schnelle Hilfe!",
    "Jetzt geht es wieder. Danke!\n\nViele Grüße\nPetra",
    "Alles wieder in Ordnung.",
    "Der Drucker läuft wieder.",
    "Die Sache hat sich geklärt, vielen Dank.",
    "Fehler behoben, danke.",
    "Sie können das Ticket schließen.",
    "Fehlalarm!",
    "Das Paket ist heute angekommen. Danke.",
    "Das Problem ist geloest.",
    "Meine Frage hat sich erledigt.",
    "C'est résolu, merci.",
    "Le problème est réglé, merci beaucoup.",
    "Bonjour,\nTout fonctionne à nouveau, merci pour votre aide.\nCordialement\nPetra Kranz",
    "C'est bon maintenant, merci",
    "Vous pouvez clore le ticket.",
    "Tout est rentré dans l'ordre.",
    "Ça remarche !",
    "Fausse alerte.",
    "J'ai enfin reçu mon colis, merci.",
    "Ya está resuelto, gracias.",
    "ya esta resuelto",
    "El problema ya está solucionado. Muchas gracias.",
    "Hola:\n\nYa funciona todo, gracias.\n\nSaludos\nPetra",
    "Pueden cerrar el ticket.",
    "Falsa alarma.",
    "El paquete ya ha llegado. ¡Gracias!",
    "Todo funciona de nuevo.",
]

ANYTHING_ELSE = [
    # Not solved, or not sure.
    "Not solved.",
    "solved? no!",
    "Solved?",
    "Is it solved",
    "It is not fixed yet, thanks.",
    "Thanks, but it still does not work.",
    "Almost solved.",
    "I think it is solved.",
    "It works sometimes.",
    "It works now and then.",
    "It works again. But the other printer is broken.",
    "Works now only in Firefox.",
    "The problem is solved for one of the two accounts.",
    "When it is solved, thanks!",
    "Solved :-(",
    "Hopefully this is fixed now.",
    "Yesterday it worked.",
    "It worked until this morning.",
    "Leider nicht gelöst.",
    "Das Problem ist immer noch nicht gelöst, danke.",
    "Danke, aber das hilft nicht.",
    "Hat sich leider nicht erledigt.",
    "Hat sich das erledigt?",
    "Es funktioniert wieder nicht.",
    "Funktioniert jetzt gar nicht mehr.",
    "Ist das gelöst",
    "Scheint wieder zu funktionieren.",
    "Das Problem ist wieder da.",
    "Das Problem besteht noch. Danke.",
    "Ce n'est pas résolu.",
    "Est-ce résolu",
    "Merci mais ça ne marche toujours pas.",
    "C'est presque réglé.",
    "J'ai plus de problèmes.",
    "No está resuelto.",
    "Todavía no funciona, gracias.",
    "Gracias, pero no funciona.",
    "Ya no funciona.",
    "¿Ya está resuelto?",
    # Thanks that ask, or come with something.
    "Thanks in advance!",
    "Thank you for your prompt attention to this matter.",
    "Thanks for sending me the invoice today.",
    "Thanks for nothing.",
    "No thanks.",
    "No, thanks",
    "Yes, thanks!",
    "Yes please, thank you",
    "Thanks. One more question: how do I reset it",
    "Thanks, could you also send the invoice",
    "Thanks, I will try it tomorrow.",
    "Thanks! My number is 0421 123456.",
    "Thanks, Friday.",
    "Friday, thanks",
    "Tuesday works, thanks",
    "Thanks, Visa",
    "Thanks for the wrong invoice.",
    "Thanks for your reply, see my answers below.",
    "Thanks for the update. I am still waiting for the refund.",
    "Please cancel my order. Thank you!",
    "You can close my account, thanks.",
    "Please close this account.",
    "Done, thanks.",
    "See attached. Thanks!",
    "Thank you\n\nBest regards\nPetra\n\nPS: the other one is still broken",
    "Thanks\n\nBest regards\nPetra\nand where is my invoice",
    "Best regards\nPetra\n\nThe heater leaks.",
    "Thanks https://kunde.example/log",
    "Thanks 👎",
    "Danke im Voraus!",
    "Vielen Dank vorab",
    "Danke für eine schnelle Antwort.",
    "Danke für kurze Rückmeldung",
    "Danke für die Zusendung der Rechnung.",
    "Danke für Ihren Rückruf.",
    "Danke für die umgehende Erledigung.",
    "Ja, danke.",
    "Nein danke",
    "Danke, Dienstag",
    "Danke, und wann kommt der Techniker",
    "Erledigt, danke.",
    "Danke, habe ich gemacht.",
    "Danke. Bitte stornieren.",
    "Dank Ihnen ist jetzt alles kaputt",
    "Merci d'avance.",
    "Merci de votre retour.",
    "Merci de me rappeler.",
    "Merci de faire le nécessaire.",
    "Oui merci",
    "Non merci",
    "C'est fait, merci.",
    "Gracias de antemano.",
    "Gracias por adelantado",
    "Gracias. ¿Y la factura",
    "Sí, gracias",
    "Hecho, gracias.",
    "Gracias, espero su llamada.",
    # Nothing that could be either.
    "",
    "Hello",
    "Best regards\nPetra Kranz",
    "Petra",
    "Bitte",
    "42",
    "Спасибо",
    "谢谢",
    "Danke" * 2000,
]


def said(body: str, *, turn: Turn = Turn.THEIRS, **fields: str) -> Said:
    """What is understood of a reply in Petra's thread."""
    message = mail(body, {"Subject": "Re: Rechnung Oktober", **fields})
    answer, findings = further_mail(message, thread=thread(turn=turn), names=NAMES)
    assert [finding.answer for finding in findings] == [answer.further.value]
    return answer


@pytest.mark.parametrize("body", THANKS)
@pytest.mark.parametrize("turn", Turn)
def test_bare_thanks(body: str, turn: Turn) -> None:
    """Thanks, greetings, names and good wishes alone are bare thanks, whosever turn it is."""
    assert said(body, turn=turn) == Said(further=Further.THANKS)


@pytest.mark.parametrize("body", SOLVED)
@pytest.mark.parametrize("turn", Turn)
def test_solved(body: str, turn: Turn) -> None:
    """A mail that says nothing but that all is well now is "solved", with or without thanks."""
    assert said(body, turn=turn) == Said(further=Further.SOLVED)


@pytest.mark.parametrize("body", ANYTHING_ELSE)
def test_whatever_says_anything_else_is_a_mail(body: str) -> None:
    """One word that is not accounted for, a question mark or a number, and it is neither thanks nor "solved"."""
    assert said(body).further in {Further.MAIL, Further.NUDGE}


@pytest.mark.parametrize(
    "body",
    ["Great, thanks!", "Ok, danke", "Perfekt, vielen Dank!", "Parfait, merci", "Vale, gracias", "Received, thank you."],
)
def test_assent_answers_what_a_person_asked(body: str) -> None:
    """Saying "great, thanks" agrees where a person wrote last, and is bare thanks only where nobody asked anything."""
    assert said(body, turn=Turn.THEIRS).further is Further.MAIL
    assert said(body, turn=Turn.OURS).further is Further.THANKS


@pytest.mark.parametrize("body", ["Erledigt, danke.", "Das ist erledigt.", "Ist schon erledigt, vielen Dank!"])
def test_done_is_not_solved_where_something_was_asked_for(body: str) -> None:
    """What is "erledigt" after a person's answer may be what that answer asked for."""
    assert said(body, turn=Turn.THEIRS).further is Further.MAIL
    assert said(body, turn=Turn.OURS).further is Further.SOLVED


@pytest.mark.parametrize("language", ["Thanks", "Danke", "Merci", "Gracias"])
@pytest.mark.parametrize("more", ["?", " 7", " but", " aber", " mais", " pero", " x", " %", " not", "\nnein", "\n- 1"])
def test_one_more_sign_is_content(language: str, more: str) -> None:
    """Thanks with one word, number or sign more is a mail."""
    assert said(language).further is Further.THANKS
    assert said(language + more).further in {Further.MAIL, Further.NUDGE}
