"""What a further mail says beside its words: quotes, signatures, subjects, attachments, the same text again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.mails import mail, thread
from triaged.model.mail import Attachment, Message
from triaged.model.thread import Thread, Turn
from triaged.rules.further_mail import LOOKED_AT, READ, Further, Said, further_mail
from triaged.rules.further_mail.wording import words

LETTER = (
    "Guten Tag Petra Kranz,\n\nIhre E-Mail ist da. Ein Mensch antwortet Ihnen bis Dienstag, 24. November 2026,"
    " 14:30 Uhr. Ging es Ihnen um etwas anderes? Dann antworten Sie „etwas anderes“.\n\nNordlicht GmbH · Vorgang 7K3F"
)
MARKED = "\n".join(f"> {line}" for line in LETTER.split("\n"))
INTRODUCTIONS = [
    "Am 23.11.2026 um 14:10 schrieb Nordlicht Support <support@nordlicht.example>:",
    "Am Mo., 23. Nov. 2026 um 14:10 Uhr schrieb Nordlicht Support <\nsupport@nordlicht.example>:",
    "On Mon, Nov 23, 2026 at 2:10 PM Nordlicht Support <support@nordlicht.example> wrote:",
    "Le lun. 23 nov. 2026 à 14:10, Nordlicht <support@nordlicht.example> a écrit :",
    "El lun, 23 nov 2026 a las 14:10, Nordlicht (<support@nordlicht.example>) escribió:",
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "From: Nordlicht Support <support@nordlicht.example>\nSent: Monday, 23 November 2026 14:10\n"
    "To: Petra Kranz <petra@kunde.example>\nSubject: Re: Rechnung Oktober [#7K3F]\n",
    "________________________________\nVon: Nordlicht Support <support@nordlicht.example>\n"
    "Gesendet: Montag, 23. November 2026 14:10\nAn: Petra Kranz\nBetreff: Re: Rechnung Oktober\n",
    "De : Nordlicht <support@nordlicht.example>\nEnvoyé : lundi 23 novembre 2026 14:10\nÀ : Petra\nObjet : Rechnung",
]


def said(message: Message, *, turn: Turn = Turn.THEIRS, incident: bool = False, about: Thread | None = None) -> Said:
    """What is understood of it in Petra's thread."""
    return further_mail(message, thread=about or thread(turn=turn), incident=incident, names=("Anna Weiss",))[0]


def reply(body: str, subject: str = "Re: Rechnung Oktober", **changed: object) -> Message:
    """Petra's reply."""
    return replace(mail(body, {"Subject": subject}), **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
@pytest.mark.parametrize("quoted", [LETTER, MARKED], ids=["unmarked", "marked"])
def test_what_is_quoted_below_is_not_said(introduction: str, quoted: str) -> None:
    """Thanks above a quoted letter are bare thanks, even where the letter is much longer, and no incident is left."""
    body = f"Vielen Dank!\n\n{introduction}\n\n{quoted}\n"
    assert said(reply(body)).further is Further.THANKS
    assert said(reply(body), incident=True).further is Further.THANKS


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_what_is_said_below_or_between_quotes_counts(introduction: str) -> None:
    """An answer under a marked quote, between its lines, or under nothing at all is read."""
    assert said(reply(f"Danke!\n\n{introduction}\n{MARKED}\n\nDie Heizung ist kalt.\n")).further is Further.MAIL
    assert said(reply(f"Danke!\n\n{introduction}\n{MARKED}\nNein.\n{MARKED}\n")).further is Further.MAIL
    assert said(reply(f"{introduction}\n{LETTER}\n\nDanke, aber die Heizung ist kalt.\n")).further is Further.MAIL


@pytest.mark.parametrize("turn", Turn)
@pytest.mark.parametrize("below", ["Where is my invoice", "PS: still broken", "the heater is cold", "Broken Again"])
def test_what_stands_below_a_signature_counts(below: str, turn: Turn) -> None:
    """A line under the name that tells something is no part of the signature."""
    assert said(reply(f"Thanks!\n\nBest regards\nPetra Kranz\n{below}"), turn=turn).further is Further.MAIL


@pytest.mark.parametrize(
    "signature",
    [
        "Best regards,\nPetra Kranz\nHead of Purchasing\nKranz GmbH\nHafenstr. 12, 28195 Bremen\n+49 421 123456",
        "Mit freundlichen Grüßen\n\ni. A. Petra Kranz\nEinkauf\n\nKranz GmbH\nAmtsgericht Bremen\nwww.kranz.example",
        "-- \nPetra Kranz\nKranz GmbH",
        "Petra Kranz",
        "LG Petra",
        "Gruß, Petra",
        "Petra Kranz\nKranz GmbH · Tel. 0421 123456",
        "Cordialement,\nPetra Kranz\nResponsable Achats",
        "Atentamente,\nPetra Kranz\npetra@kunde.example",
        "Sent from my iPhone",
        "Von meinem Samsung Galaxy Smartphone gesendet.",
        "Best regards\nPetra\n\nThis e-mail is confidential and intended for the addressee only. If you are not the"
        " addressee,\nplease delete it.",
    ],
)
def test_a_signature_says_nothing(signature: str) -> None:
    """Names, titles, addresses, numbers, what a mail program or a company adds."""
    assert said(reply(f"Danke!\n\n{signature}\n")).further is Further.THANKS


@pytest.mark.parametrize(
    ("subject", "further"),
    [
        ("Re: Rechnung Oktober", Further.THANKS),
        ("AW: Re: Rechnung Oktober [#7K3F]", Further.THANKS),
        ("[EXT] Re: Rechnung Oktober [NL-7K3F]", Further.THANKS),
        ("rechnung oktober", Further.THANKS),
        ("Re: Rechnung Oktober - danke!", Further.THANKS),
        ("Danke", Further.THANKS),
        ("", Further.THANKS),
        ("[Solved] Re: Rechnung Oktober", Further.SOLVED),
        ("Erledigt? Re: Rechnung Oktober", Further.MAIL),
        ("Fwd: Rechnung Oktober", Further.MAIL),
        ("WG: Rechnung Oktober", Further.MAIL),
        ("Re: Rechnung Oktober: noch eine Frage", Further.MAIL),
        ("Rechnung September fehlt", Further.MAIL),
        ("URGENT", Further.MAIL),
    ],
)
def test_what_the_subject_adds_is_said(subject: str, further: Further) -> None:
    """The thread's own subject says nothing new; any other word in it must be accounted for like those of the text."""
    assert said(reply("Danke!", subject)).further is further


@pytest.mark.parametrize(
    ("attachment", "belongs"),
    [
        (Attachment(name="image001.png", content_type="image/png", size=4_000), True),
        (Attachment(name="", content_type="application/pkcs7-signature", size=9_000), True),
        (Attachment(name="petra.vcf", content_type="text/vcard", size=900), True),
        (Attachment(name="image001.png", content_type="image/png", size=180_000), False),
        (Attachment(name="image0.jpeg", content_type="image/jpeg", size=0), False),
        (Attachment(name="form.pdf", content_type="application/pdf", size=4_000), False),
        (Attachment(name="", content_type="message/rfc822", size=4_000), False),
    ],
)
def test_an_attachment_is_content(attachment: Attachment, belongs: bool) -> None:
    """Thanks with a file, a forwarded mail or a screenshot are a mail; the image of a signature is none."""
    for body, understood in (("Thanks!", Further.THANKS), ("Solved, thanks.", Further.SOLVED)):
        found = said(reply(body, attachments=(attachment,))).further
        assert found is (understood if belongs else Further.MAIL)
    asked = said(reply("Any news?", attachments=(attachment,)))
    assert asked == Said(further=Further.NUDGE if belongs else Further.MAIL, nudge=True)


def test_the_same_text_again_is_a_nudge() -> None:
    """Sent once more while it is our turn: a nudge. With a file, or after our answer: a mail like any other."""
    mail = reply("Bitte ändern Sie die Anschrift auf unserer Rechnung.")
    file = Attachment(name="form.pdf", content_type="application/pdf", size=4_000)

    def of(message: Message, turn: Turn, *, again: bool = True) -> Said:
        return further_mail(message, thread=thread(turn=turn), again=again)[0]

    assert of(mail, Turn.OURS) == Said(further=Further.NUDGE, nudge=True)
    assert of(mail, Turn.OURS, again=False) == Said(further=Further.MAIL)
    assert of(mail, Turn.THEIRS) == Said(further=Further.MAIL)
    assert of(replace(mail, attachments=(file,)), Turn.OURS) == Said(further=Further.MAIL)
    assert of(reply(""), Turn.OURS) == Said(further=Further.MAIL)
    assert of(reply("Danke!"), Turn.OURS) == Said(further=Further.THANKS), "who thanks twice asks for nothing"


def test_a_mail_that_was_not_read_to_the_end_is_not_understood() -> None:
    """Cut by a limit of reading, or longer than is looked at: a mail."""
    assert said(reply("Danke!")).further is Further.THANKS
    assert said(reply("Danke!", cut=("text",))).further is Further.MAIL
    assert said(reply("Danke! " * (LOOKED_AT // 7 + 1))).further is Further.MAIL
    long_quote = "> x\n" * (READ // 4 + 1)
    assert said(reply(f"Danke!\n{long_quote}")).further is Further.MAIL


def test_only_known_names_say_nothing() -> None:
    """A colleague's or the customer's own name beside thanks is a name; any other word may be an answer."""
    assert said(reply("Danke, Anna!")).further is Further.THANKS
    assert said(reply("Danke, Petra")).further is Further.THANKS
    assert said(reply("Danke, Visa")).further is Further.MAIL
    assert said(reply("Hallo Jonas,\ndanke!")).further is Further.THANKS


@pytest.mark.parametrize("written", ["Grüße", "GRÜSSE", "Gruesse", "grüße", "Gru\u0308ße"])
def test_umlauts_may_be_written_in_every_way(written: str) -> None:
    """Composed, decomposed, as two letters, in capitals."""
    assert said(reply(f"Danke und viele {written}")).further is Further.THANKS


def test_words_are_signs_between_blanks() -> None:
    """Numbers, question marks, breaks, known names and unknown signs become one sign each."""
    assert words("Ça va, Anna? 7 % – Grüße!", frozenset({"anna"})) == " ca va . ~ ? # @ . grusse . "
    assert words("") == "  "


@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from(Turn), st.booleans())
def test_any_text_is_answered(body: str, subject: str, turn: Turn, incident: bool) -> None:
    """Total: any text and subject, lone surrogates included, gives an answer and one finding with that answer."""
    message = replace(mail("x"), text=body, own_text=body, subject=subject)
    answer, findings = further_mail(message, thread=thread(turn=turn), incident=incident)
    assert [finding.answer for finding in findings] == [answer.further.value]
    assert answer.nudge or answer.further is not Further.NUDGE


_SMALL = st.sampled_from(
    ["danke", "Thanks!", "merci", "gracias,", "solved", "ok", "und", "Hallo", "great", "für", "ihre", "hilfe"]
)
_MORE = st.sampled_from(
    ["nicht", "not", "pas", "no", "but", "?", "7", "fehlt", "Kaputt", "please", "x", "%", "when", "Rechnung"]
)


@given(st.lists(_SMALL, max_size=8), _MORE, st.lists(_SMALL, max_size=8), st.sampled_from(Turn))
def test_one_word_of_content_anywhere_makes_it_a_mail(
    before: list[str], more: str, after: list[str], turn: Turn
) -> None:
    """Wherever a word that is no part of thanks stands, the mail is not thrown away."""
    found = said(reply(" ".join((*before, more, *after))), turn=turn).further
    assert found in {Further.MAIL, Further.NUDGE}
