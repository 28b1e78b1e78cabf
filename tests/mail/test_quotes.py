"""What a mail adds to the conversation."""

from __future__ import annotations

import pytest

from triaged.mail.quotes import own_text

OLD = "We have your mail.\nYou will get a reply."
QUOTED = "> We have your mail.\n> You will get a reply."
NEW = "It still fails, please have a look."


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, 2 Nov 2026 at 17:05, Support <support@firm.test> wrote:",
        "On Mon, 2 Nov 2026 at 17:05, Support Desk of the Firm\n<support@firm.test> wrote:",
        "On Monday, November 2, 2026 at 05:05:12 PM GMT+1,\nSupport\n<support@firm.test> wrote:",
        "Am Mo., 2. Nov. 2026 um 17:05 Uhr schrieb Support <support@firm.test>:",
        "Am 02.11.26 um 17:05 schrieb Support:",
        "Le lun. 2 nov. 2026 à 17:05, Support <support@firm.test> a écrit :",
        "El lun, 2 nov 2026 a las 17:05, Support (<support@firm.test>) escribió:",
        "Op ma 2 nov 2026 om 17:05 schreef Support <support@firm.test>:",
        "pon., 2 lis 2026 o 17:05 Support <support@firm.test> napisał(a):",
        "Il giorno lun 2 nov 2026 alle ore 17:05 Support <support@firm.test> ha scritto:",
        "Em seg., 2 de nov. de 2026 às 17:05, Support <support@firm.test> escreveu:",
        "Den mån 2 nov. 2026 kl 17:05 skrev Support <support@firm.test>:",
    ],
)
@pytest.mark.parametrize("old", [QUOTED, OLD])
def test_attributions(attribution: str, old: str) -> None:
    """`On ... X wrote:` and what follows is the answered mail, in the languages mail programs speak."""
    assert own_text(f"{NEW}\n\n{attribution}\n\n{old}\n", "") == NEW


def test_an_attribution_without_a_verb() -> None:
    """`2026-11-02 17:05 Support <...>:` introduces lines that are marked as quoted."""
    assert own_text(f"{NEW}\n\n2026-11-02 17:05 GMT+01:00 Support <support@firm.test>:\n\n{QUOTED}", "") == NEW


@pytest.mark.parametrize(
    "separator",
    [
        "-----Original Message-----\nFrom: Support\nSent: Monday\nTo: Anna\nSubject: Re: x",
        "-------- Ursprüngliche Nachricht --------\nVon: Support\nGesendet: Montag\nAn: Anna\nBetreff: x",
        "-----Message d'origine-----",
        "-----Mensaje original-----",
        "----- Oorspronkelijk bericht -----",
        "________________________________\nFrom: Support <support@firm.test>\nSent: Monday\nTo: Anna\nSubject: Re: x",
        "From: Support <support@firm.test>\nSent: Monday, November 2, 2026 5:05 PM\nTo: Anna\nSubject: Re: x",
        "*From:* Support\n*Sent:* Monday\n*To:* Anna\n*Subject:* Re: x",
        "Von: Support <support@firm.test>\nGesendet: Montag, 2. November 2026 17:05\nAn: Anna\nBetreff: AW: x",
        "De : Support <support@firm.test>\nEnvoyé : lundi 2 novembre 2026 17:05\nÀ : Anna\nObjet : RE: x",
        "De: Support <support@firm.test>\nEnviado: lunes, 2 de noviembre\nPara: Anna\nAsunto: RE: x",
        "Van: Support\nVerzonden: maandag 2 november\nAan: Anna\nOnderwerp: RE: x",
        "Od: Support\nWysłano: 2 listopada\nDo: Anna\nTemat: x",
    ],
)
def test_separators(separator: str) -> None:
    """A separator line or a block of header fields begins the answered mail."""
    assert own_text(f"{NEW}\n\n{separator}\n\n{OLD}\n", "") == NEW


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAnna Berg\nBerg GmbH",
        "--\nAnna Berg",
        "Best regards,\nAnna Berg\nHead of Things\n+49 30 123456",
        "Kind regards\n\nAnna",
        "Mit freundlichen Grüßen\nAnna Berg",
        "Viele Grüße\nAnna",
        "Cordialement,\nAnna",
        "Saludos cordiales,\nAnna",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Get Outlook for iOS",
        "Verstuurd vanaf mijn iPhone",
        "This e-mail and any attachments are confidential and intended for the addressee.",
        "Diese E-Mail enthält vertrauliche Informationen.",
    ],
)
def test_signatures(signature: str) -> None:
    """A signature is not judged."""
    assert own_text(f"{NEW}\n\n{signature}\n", "") == NEW


@pytest.mark.parametrize(
    "text",
    [
        NEW,
        "On Monday he wrote: nothing works.",
        "My colleague wrote:\nplease help.",
        "From: what I can see, it fails.\nTo: be honest, often.",
        "Best regards from the beach, where your app fails.",
        "Thank you\n\nPS: it is urgent.\n",
        "Regards\nP.S. the server is down",
        "-- is how the command begins\n--help",
        "a\n----\nb",
        "Steps:\n- one\n- two",
        "From: the start\n\nit was broken",
    ],
)
def test_own_words_stay(text: str) -> None:
    """Words that only look like a quote or a signature stay."""
    assert own_text(text, text) == text.strip()


def test_answers_between_the_quoted_lines_stay() -> None:
    """Where somebody answers line by line, the answers are own words."""
    text = "On 2 Nov 2026, Support wrote:\n> Which browser?\n\nFirefox.\n\n> Since when?\n\nYesterday."
    assert own_text(text, text).split() == ["Firefox.", "Yesterday."]


@pytest.mark.parametrize(
    "text", [QUOTED, f"On 2 Nov 2026, Support wrote:\n{QUOTED}", "Thanks\n\n" + "> old words\n" * 50, "-- \nAnna"]
)
def test_the_whole_text_where_nothing_is_left(text: str) -> None:
    """Where less than a tenth would be left, the whole text is judged."""
    assert own_text(text, text) == text


def test_a_forwarded_mail_is_judged() -> None:
    """Without own words, what was forwarded is what the mail says."""
    fields = "From: X <x@y.example>\nDate: Mon\nSubject: Down\nTo: A"
    for begin in (
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "--- Weitergeleitete Nachricht ---",
    ):
        text = f"{begin}\n{fields}\n\nThe server is down!"
        assert own_text(text, text) == text
