"""Facts: what a mail gives, what is missing, and what is asked for are as the tables say."""

from dataclasses import replace

import pytest

from tests.letters.house import facts as letter_of
from tests.policy.texts import SMALLEST, load_text
from tests.rules.mails import mail, policy
from triaged.model.fact import LONGEST_VALUE, MOST_VALUES, Fact, comparable, gathered
from triaged.model.letter import Closed
from triaged.model.mail import Attachment
from triaged.policy.shape import Policy
from triaged.rules.facts import Asking, asked_again, given, missing, speaks_of_attachment, to_ask

RULES = r"""
[topic.fault]
name = { en = "fault", de = "Störung" }
needs = ["serial", "photo", "model", "version", "place"]
[topic.invoice]
name = { en = "invoice", de = "Rechnung" }
needs = ["invoice", "contract"]
[topic.other]
name = { en = "other", de = "anderes" }
[fact.serial]
find = 're:\bNL([0-9]{8})\b'
ask = { en = "the serial number", de = "die Seriennummer" }
[fact.photo]
find = ["attachment:image/*", "attachment:*.heic"]
ask = { en = "a photo", de = "ein Foto" }
[fact.invoice]
find = ['re:\bRE-20[0-9]{2}-[0-9]{5}\b', 're:invoice no\. (\w+)|Rechnung Nr\. (\w+)']
ask = { en = "the invoice number", de = "die Rechnungsnummer" }
[fact.contract]
find = 're:\bNF ?[0-9]{8}\b'
ask = { en = "the contract number", de = "die Vertragsnummer" }
waits = true
[fact.model]
find = ["Therme 5", "Wärmepumpe S"]
ask = { en = "the model", de = "das Gerät" }
[fact.version]
find = 're:\bv[0-9]+\b'
ask = { en = "the version that stands under the button called about", de = "die Version" }
[fact.place]
find = 're:\b[0-9]{5} \pL+'
ask = { en = "the place where the device was put up first", de = "der Ort" }
[fact.attachment]
ask = { en = "the attachment you mention; it did not arrive", de = "der Anhang; er ist nicht angekommen" }
"""


def desk(tables: str) -> Policy:
    """The smallest desk in English and German, with these tables."""
    head, mark, rest = SMALLEST.partition("[[promise.row]]")
    return load_text(f'company.languages = ["en", "de"]\n{head}{tables}\n{mark}{rest}')


DESK = desk(RULES)
NOTHING = Asking(topic="", given=(), asked=(), speaks=False, upset=False)


def found(text: str, subject: str = "Help", *files: Attachment) -> list[tuple[str, str]]:
    """Names and values of what a mail gives."""
    message = replace(mail(text, {"Subject": subject}), attachments=files)
    return [(fact.name, fact.value) for fact in given(message, DESK.facts)[0]]


def a_file(name: str, content_type: str) -> Attachment:
    """Something attached."""
    return Attachment(name=name, content_type=content_type, size=100)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("It is NL12345678, please.", [("serial", "12345678")]),
        ("it is nl12345678 and NL00000000", [("serial", "12345678"), ("serial", "00000000")]),
        ("XNL12345678 and NL123456789 are none", []),
        ("see RE-2026-00017", [("invoice", "RE-2026-00017")]),
        ("Invoice no. 4711 and Rechnung Nr. 4712", [("invoice", "4711"), ("invoice", "4712")]),
        ("my contract is NF 82006415, or NF82006415", [("contract", "NF 82006415")]),
        ("die wärmepumpe\n s klopft", [("model", "wärmepumpe s")]),
        ("die Wärmepumpe", []),
        ("We live in 20095 Hamburg.", [("place", "20095 Hamburg")]),
        ("On Mon, 23 Nov 2026 Nordlicht wrote:\n> RE-2026-00017", [("invoice", "RE-2026-00017")]),
        ("When does it come?\n\n> Order of RE-2026-00017", [("invoice", "RE-2026-00017")]),
        ("When does it come?\n\n-- \nPetra Kranz, NF82006415", [("contract", "NF82006415")]),
        ("", []),
    ],
)
def test_what_words_give(text: str, facts: list[tuple[str, str]]) -> None:
    """What the patterns of rules.toml fit is given as it is written, also below in the answered mail or signature."""
    assert found(text) == facts


def test_what_the_customer_wrote_comes_before_what_they_quote() -> None:
    """Own words first, then the subject, then what the mail brings along."""
    text = "It is NL22222222.\n\nOn Mon, 23 Nov 2026 Nordlicht wrote:\n> NL33333333\n"
    assert [value for _, value in found(text, "NL11111111")] == ["22222222", "11111111", "33333333"]


def test_what_attachments_give() -> None:
    """A file is given by its name, one without a name by its type; numbers in names are read as text."""
    assert found("x", "y", a_file("IMG_1.jpg", "image/jpeg")) == [("photo", "IMG_1.jpg"), ("attachment", "IMG_1.jpg")]
    assert ("photo", "image/png") in found("x", "y", a_file("", "image/png"))
    assert ("photo", "a.HEIC") in found("x", "y", a_file("a.HEIC", "application/octet-stream"))
    pdf = found("x", "y", a_file("Invoice RE-2026-00017.pdf", "application/pdf"))
    assert pdf == [("invoice", "RE-2026-00017"), ("attachment", "Invoice RE-2026-00017.pdf")]


def test_a_desk_without_facts_looks_for_none() -> None:
    """Nothing is found and nothing is said."""
    assert given(mail("NL12345678"), policy().facts) == ((), ())


HOSTILE = desk(
    """
[fact.line]
find = "re:(?s)x.*"
ask = { en = "a", de = "a" }
[fact.any]
find = "re:(?s)."
ask = { en = "b", de = "b" }
"""
)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "x\r\nBcc: victim@x.example\r\n\r\n<b>",
        "x\u202e\u2066\x1b[31m\x00\u2028y",
        "x\ud800",
        "\uffff" * 9,
    ],
)
def test_a_value_is_one_short_line(text: str) -> None:
    """Whatever a stranger writes: a few values, each one line that can be printed, cut."""
    message = replace(mail(), text=text, own_text=text, subject=text)
    facts, findings = given(message, HOSTILE.facts)
    assert len(facts) <= 2 * MOST_VALUES
    for fact in facts:
        assert fact.value.isprintable()
        assert 0 < len(fact.value) <= LONGEST_VALUE
    assert all(finding.answer.isprintable() for finding in findings)


def test_many_values_of_one_fact_are_a_few() -> None:
    """A mail full of numbers gives the first few."""
    numbers = " ".join(f"NL{number:08}" for number in range(50_000))
    assert [value for _, value in found(numbers)] == [f"{number:08}" for number in range(MOST_VALUES)]


def test_a_thread_keeps_the_latest_values_once() -> None:
    """However a value is written it is one; of one fact the last few stay."""
    before = (Fact(name="contract", value="NF 82006415"), Fact(name="photo", value="a.jpg"))
    more = (Fact(name="contract", value="nf-82 006 415"), *(Fact(name="n", value=str(each)) for each in range(9)))
    kept = gathered(before, more)
    assert [fact.value for fact in kept if fact.name == "contract"] == ["NF 82006415"]
    assert [fact.value for fact in kept if fact.name == "n"] == [str(each) for each in range(9 - MOST_VALUES, 9)]
    assert gathered(kept, more) == kept


@pytest.mark.parametrize(
    ("one", "other"), [("NF 8200 6415", "nf82006415"), ("RE-2026/17", "re 2026 17"), ("STRASSE", "straße"), ("–", "–")]
)
def test_how_a_value_is_written_does_not_count(one: str, other: str) -> None:
    """Case, blanks and marks are left out where values are compared, unless there is nothing else."""
    assert comparable(one) == comparable(other) != ""


@pytest.mark.parametrize(
    ("topic", "gave", "asked", "names"),
    [
        ("invoice", "", "", "invoice contract"),
        ("invoice", "contract", "", "invoice"),
        ("invoice", "contract invoice", "", ""),
        ("invoice", "photo", "invoice", "invoice contract"),
        ("other", "", "", ""),
        ("", "", "", ""),
        ("gone from rules.toml", "", "", ""),
        ("other", "", "attachment", "attachment"),
        ("other", "attachment", "attachment", ""),
        ("other", "", "gone", ""),
    ],
)
def test_what_is_missing(topic: str, gave: str, asked: str, names: str) -> None:
    """What the topic needs and nobody gave, in its order; and the attachment that was asked for and did not come."""
    facts = [Fact(name=name, value="x") for name in gave.split()]
    assert missing(topic, facts, asked.split(), DESK) == tuple(names.split())


CLOSED = Closed(opens_at=letter_of().promise.reply_by)


@pytest.mark.parametrize(
    ("asking", "letter", "names"),
    [
        ({"topic": "other"}, {}, ""),
        ({"topic": ""}, {}, ""),
        ({"topic": "fault"}, {}, "serial photo model"),
        ({"topic": "fault", "given": ("serial", "model")}, {}, "photo version"),
        ({"topic": "fault", "asked": ("serial", "model")}, {}, "photo version"),
        ({"topic": "fault", "given": ("serial", "photo", "model")}, {}, "version"),
        ({"topic": "fault", "given": ("serial", "photo", "model", "version")}, {}, "place"),
        ({"topic": "invoice"}, {}, "contract"),
        ({"topic": "invoice", "given": ("contract",)}, {}, "invoice"),
        ({"topic": "invoice", "asked": ("contract",)}, {}, "invoice"),
        ({"topic": "invoice", "upset": True}, {}, "contract"),
        ({"topic": "fault", "upset": True}, {}, ""),
        ({"topic": "fault"}, {"critical": True}, "serial"),
        ({"topic": "fault"}, {"critical": True, "terse": True}, "serial"),
        ({"topic": "fault"}, {"terse": True}, ""),
        ({"topic": "fault"}, {"again": True}, ""),
        ({"topic": "fault"}, {"incident": "It is down."}, ""),
        ({"topic": "fault"}, {"late_since": letter_of().promise.reply_by}, ""),
        ({"topic": "fault"}, {"closed": CLOSED}, "serial photo"),
        ({"topic": "fault"}, {"closed": CLOSED, "customer_offset": -300}, "serial"),
        ({"topic": "invoice"}, {"closed": CLOSED, "customer_offset": -300}, "contract"),
        ({"topic": "fault"}, {"language": "fr"}, ""),
        ({"topic": "fault", "given": ("serial",)}, {"language": "de", "also_language": "en"}, "photo model version"),
        ({"topic": "other", "speaks": True}, {}, "attachment"),
        ({"topic": "other", "speaks": True, "given": ("attachment",)}, {}, ""),
        ({"topic": "other", "speaks": True, "asked": ("attachment",)}, {}, ""),
        ({"topic": "other", "speaks": True, "upset": True}, {}, ""),
    ],
)
def test_what_a_letter_asks_for(asking: dict[str, object], letter: dict[str, object], names: str) -> None:
    """At most three, one where it is critical, in few words; never what was given or asked for, nor where none fits."""
    asking = dict(asking)
    gave = asking.pop("given", ())
    assert isinstance(gave, tuple)
    case = replace(NOTHING, given=tuple(Fact(name=name, value="x") for name in gave), **asking)  # type: ignore[arg-type]
    asked = to_ask(case, letter_of(**letter), DESK)
    assert [fact.name for fact in asked] == names.split()


def test_a_letter_that_stands_in_for_another_asks_the_same() -> None:
    """Without what came meanwhile, and what rules.toml does not know any more."""
    names = ("serial", "gone", "photo", "contract")
    again = asked_again(names, (Fact(name="photo", value="x"),), DESK)
    assert [(fact.name, fact.waits) for fact in again] == [("serial", False), ("contract", True)]
    assert [fact.name for fact in asked_again(names, (), DESK, critical=True)] == ["serial"]


@pytest.mark.parametrize(
    "text",
    [
        "Please find attached the photo.",
        "I have attached two pictures",
        "I've attached it",
        "The invoice is attached.",
        "see attached",
        "Anbei ein Foto.",
        "Das Foto finden Sie im\nAnhang.",
        "Ich habe die Rechnung angehängt",
        "siehe Anlage: siehe Anhang",
        "Veuillez trouver ci-joint la facture",
        "Je vous joins une photo",
        "La facture en pièce jointe",
        "Le adjunto la factura",
        "En el archivo adjunto está todo",
    ],
)
def test_a_mail_that_speaks_of_an_attachment(text: str) -> None:
    """In four languages."""
    assert speaks_of_attachment(text)


@pytest.mark.parametrize(
    "text",
    [
        "The box is attached to the wall.",
        "I could not open your attachment.",
        "Ich kann die Datei im Anhang Ihrer E-Mail nicht öffnen.",
        "Je ne peux pas ouvrir la pièce jointe de votre message",
        "No puedo abrir el archivo adjunto de su correo",
        "I am very attached to it",
        "",
    ],
)
def test_a_mail_that_speaks_of_no_attachment_of_its_own(text: str) -> None:
    """Ours, and what hangs on a wall, are none."""
    assert not speaks_of_attachment(text)
