"""The octets of a letter: which headers, how they thread, and that every program reads them the same."""

import email
import email.policy
import re
from datetime import UTC, datetime
from email.message import EmailMessage, Message

import pytest

from triaged.mail.compose import Parent, compose, references
from triaged.mail.letter_headers import UnsafeAddress, ascii_address
from triaged.mail.plain import greetable, one_line, reply_subject, without_links

LONG_ID = "<AM0PR0402MB" + "x" * 60 + "@eurprd04.prod.outlook.com>"
"""Ninety-nine octets: as long as Microsoft 365 makes them, and longer (T2)."""


def letter(**changes: object) -> bytes:
    """An everyday letter, with changes."""
    values: dict[str, object] = {
        "automatic": "auto-replied",
        "sender_name": "Nordlicht Kundenservice",
        "sender": "support@nordlicht.example",
        "recipient": "petra.kranz@customer.example",
        "subject": "Re: Rechnung Oktober [NL-7K3F]",
        "text": "Guten Tag Petra Kranz,\n\nIhre E-Mail ist da · bis Dienstag, 24. November, 14:30 Uhr.\n",
        "message_id": "<ack.abc@nordlicht.example>",
        "mark": "v1.key.proof",
        "date": datetime(2026, 11, 23, 13, 10, tzinfo=UTC),
        "parent": Parent(message_id=LONG_ID, references=("<first@x.example>",)),
        **changes,
    }
    return compose(**values)  # type: ignore[arg-type]


def read(octets: bytes) -> EmailMessage:
    """A letter as the standard library reads it."""
    message = email.message_from_bytes(octets, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def old_style(octets: bytes) -> Message:
    """A letter as the standard library read it before RFC 6532: header values as they stand."""
    return email.message_from_bytes(octets, policy=email.policy.compat32)


def test_an_acknowledgement_carries_these_headers_and_no_others() -> None:
    """Every header of an acknowledgement, once, with its value."""
    assert dict(old_style(letter()).items()) == {
        "Date": "Mon, 23 Nov 2026 13:10:00 +0000",
        "From": "Nordlicht Kundenservice <support@nordlicht.example>",
        "To": "petra.kranz@customer.example",
        "Subject": "Re: Rechnung Oktober [NL-7K3F]",
        "Message-ID": "<ack.abc@nordlicht.example>",
        "In-Reply-To": LONG_ID,
        "References": f"<first@x.example>\r\n {LONG_ID}",
        "Auto-Submitted": "auto-replied",
        "Precedence": "auto_reply",
        "X-Auto-Response-Suppress": "All",
        "X-Loop": "support@nordlicht.example",
        "X-Triaged": "v1.key.proof",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "quoted-printable",
    }
    assert len(old_style(letter()).items()) == 15


def test_a_notice_is_generated_and_answers_nothing() -> None:
    """A notice to a colleague is auto-generated, without Precedence, which filters would hide it for."""
    notice = old_style(letter(automatic="auto-generated", parent=None))
    assert notice["Auto-Submitted"] == "auto-generated"
    assert notice["Precedence"] is notice["In-Reply-To"] is notice["References"] is None


@pytest.mark.parametrize("length", [20, 76, 77, 78, 79, 90, 300, 990])
def test_ids_survive_byte_for_byte(length: int) -> None:
    """T2: ids of any length stand in the octets as they came, each on one line."""
    parent_id = "<" + "a" * (length - 11) + "@x.example>"
    octets = letter(parent=Parent(message_id=parent_id, references=(LONG_ID, "<b@x.example>")))
    assert f"\r\nIn-Reply-To: {parent_id}\r\n".encode() in octets
    assert f"\r\nReferences: {LONG_ID}\r\n <b@x.example>\r\n {parent_id}\r\n".encode() in octets


@pytest.mark.parametrize(
    "strange", ["<a b@x.example>", "a@x.example", "<ä@x.example>", "<a@x\r\nBcc: y>", "<a@x>\n", "<" + "a" * 991 + ">"]
)
def test_ids_that_cannot_be_told_are_left_out(strange: str) -> None:
    """An id that is not visible ASCII on one line is left out rather than changed."""
    message = old_style(letter(parent=Parent(message_id=strange)))
    assert message["In-Reply-To"] is message["References"] is None


@pytest.mark.parametrize(
    ("parent", "chain"),
    [
        (Parent(), ()),
        (Parent(message_id="<p@x>"), ("<p@x>",)),
        (Parent(message_id="<p@x>", in_reply_to=("<q@x>",)), ("<q@x>", "<p@x>")),
        (Parent(message_id="<p@x>", in_reply_to=("<q@x>", "<r@x>")), ("<p@x>",)),
        (Parent(message_id="<p@x>", in_reply_to=("<q@x>",), references=("<a@x>",)), ("<a@x>", "<p@x>")),
        (Parent(message_id="<p@x>", references=("<a@x>", "<p@x>", "<b@x>")), ("<a@x>", "<b@x>", "<p@x>")),
        (Parent(references=("<a@x>",)), ("<a@x>",)),
    ],
)
def test_references_follow_the_rfc(parent: Parent, chain: tuple[str, ...]) -> None:
    """RFC 5322 3.6.4: the parent's References, else its only In-Reply-To, then its own id."""
    assert references(parent) == chain


def test_long_chains_keep_both_ends() -> None:
    """T14: of a hundred references the first 4 and the last 6 stay."""
    chain = tuple(f"<{n}@x.example>" for n in range(100))
    assert references(Parent(message_id="<p@x>", references=chain)) == (*chain[:4], *chain[-5:], "<p@x>")


@pytest.mark.parametrize(
    "subject",
    [
        "Re: plain",
        "Re: " + "word " * 39 + "end",
        "Re: " + "x" * 200,
        "Re: Störung",
        "Re: " + "Störung " * 25,
        "Re: " + "請求書" * 60,
        "Re: 🧾 Rechnung 👩‍👩‍👧",
        "Re: =?utf-8?q?not_ours?=",
        "Re: a_b=c?d",
        "Re: مرحبا",
    ],
)
def test_subjects_read_back(subject: str) -> None:
    """Any subject reads back as it was, on lines of at most 78 octets unless one word is longer."""
    subject = subject.strip()
    octets = letter(subject=subject)
    assert read(octets)["Subject"] == subject
    field = re.search(rb"\r\nSubject: (?:.*\r\n )*.*\r\n", octets)
    assert field is not None
    for line in field.group().split(b"\r\n"):
        assert len(line) <= 78 or b" " not in line.removeprefix(b"Subject: ").strip()
        for word in line.split():
            assert len(word) <= 75 or not word.startswith(b"=?utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "Nordlicht Support",
        "Müller & Söhne",
        'Kranz, Petra "Peti" \\o/',
        "Support (DE)",
        "=?utf-8?q?not_ours?=",
        "北光",
        "a.b",
        "",
    ],
)
def test_display_names_read_back(name: str) -> None:
    """Any display name reads back as it was, with the one address behind it."""
    sender = read(letter(sender_name=name))["From"]
    assert [(one.display_name, one.addr_spec) for one in sender.addresses] == [(name, "support@nordlicht.example")]


def test_an_idn_domain_goes_out_in_ascii() -> None:
    """A domain with umlauts goes out in its IDNA form."""
    assert ascii_address("petra@müller.example") == "petra@xn--mller-kva.example"
    assert old_style(letter(recipient="petra@müller.example"))["To"] == "petra@xn--mller-kva.example"


@pytest.mark.parametrize(
    "address",
    [
        "", "@", "a@", "@x.example", "a b@x.example", "a@x.example\r\nBcc: b@x.example", "a@x.example, b@x.example",
        "a@x@y.example", "<a@x.example>", '"a b"@x.example', "ä@x.example", "a@[127.0.0.1]", "a@x..example",
        "a..b@x.example", ".a@x.example", "a@-x.example", "a" * 65 + "@x.example", "a@" + "x." * 126 + "example",
        "a@x.example\n", "a@\u2028x.example", "a@xn--\udcff.example", "a@" + "ä" * 64 + ".example", "a@x_y.example",
    ],
)  # fmt: skip
def test_addresses_that_are_not_plain_are_refused(address: str) -> None:
    """S11: an address is plain and one, or there is no letter. The error names no address."""
    with pytest.raises(UnsafeAddress) as refused:
        letter(recipient=address)
    assert not address or address not in str(refused.value)


def test_a_plain_text_needs_no_encoding() -> None:
    """ASCII stays readable as it is."""
    octets = letter(text="Hello,\n\n.\nFrom here\n")
    assert b"charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello,\r\n\r\n.\r\nFrom here\r\n" in octets


def test_a_text_reads_back() -> None:
    """Umlauts, long lines, trailing spaces, "From " and single dots come back as they were; controls do not."""
    text = "Grüße\n\n" + "ä" * 1_200 + "\nFrom here \n.\n\tx\x00\x1b[31m\u202e\x85\n=20\n"
    octets = letter(text=text)
    body = read(octets).get_content().replace("\r\n", "\n")
    assert body == "Grüße\n\n" + "ä" * 1_200 + "\nFrom here \n.\n\tx[31m\n=20\n"
    encoded = octets.partition(b"\r\n\r\n")[2]
    assert b"\r\nFrom " not in encoded
    assert max(len(line) for line in encoded.split(b"\r\n")) <= 78


@pytest.mark.parametrize(
    ("original", "subject"),
    [
        ("Rechnung", "Re: Rechnung [NL-7K3F]"),
        ("Re: Rechnung", "Re: Rechnung [NL-7K3F]"),
        ("RE: AW: Re[2]: Rechnung", "Re: Rechnung [NL-7K3F]"),
        ("Re: Rechnung [NL-7K3F]", "Re: Rechnung [NL-7K3F]"),
        ("回复:账单", "Re: 账单 [NL-7K3F]"),
        ("WG: Rechnung", "Re: WG: Rechnung [NL-7K3F]"),
        ("Regarding: us", "Re: Regarding: us [NL-7K3F]"),
        ("", "Re: Your mail [NL-7K3F]"),
        ("Re: \x00\r\n", "Re: Your mail [NL-7K3F]"),
        ("a\r\nBcc: b\x07\u2028c\u202ed", "Re: a Bcc: b c d [NL-7K3F]"),
        ("x" * 500, "Re: " + "x" * 200 + " [NL-7K3F]"),
    ],
)
def test_our_subject(original: str, subject: str) -> None:
    """One "Re:", the customer's words on one line and at most 200 characters of them, the reference once."""
    assert reply_subject(original, tag="NL-7K3F", empty="Your mail") == subject


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("see https://evil.example/x now", "see now"),
        ("HTTPS://EVIL.EXAMPLE", ""),
        ("www.evil.example wins", "wins"),
        ("evil.example", ""),
        ("write to me@evil.example", "write to"),
        ("(hxxp://evil)", ""),
        ("Rechnung 3.5 vom 24.11.2026", "Rechnung 3.5 vom 24.11.2026"),
        ("e.g. this", "e.g. this"),
        ("пример.рф", ""),
    ],
)
def test_links_are_removed(text: str, rest: str) -> None:
    """Whatever a mail program would make a link of is gone; numbers and dates stay."""
    assert without_links(text) == rest


@pytest.mark.parametrize(
    ("name", "greeted"),
    [
        ("Petra Kranz", "Petra Kranz"),
        ("Jean-Luc O’Neill", "Jean-Luc O’Neill"),
        ("J. R. Söderström", "J. R. Söderström"),
        ("山田太郎", "山田太郎"),
        ("Petra\r\n Kranz", "Petra Kranz"),
        ("petra@customer.example", ""),
        ("Kranz 24", ""),
        ("visit evil.example", ""),
        ("Petra <b>", ""),
        ("{{ x }}", ""),
        ("x" * 61, ""),
        ("", ""),
    ],
)
def test_names_that_look_like_one(name: str, greeted: str) -> None:
    """Only what looks like a name is greeted by: letters, at most 60, no address, no link."""
    assert greetable(name) == greeted


def test_joiners_of_scripts_and_emoji_stay() -> None:
    """Zero-width joiners shape Persian and emoji: they stay, other invisible characters go."""
    assert one_line("می‌خواهم \u200b x") == "می‌خواهم x"


@pytest.mark.parametrize("field", ["message_id", "mark"])
def test_our_own_tokens_must_be_visible_ascii(field: str) -> None:
    """A mark or id with white space would be a mistake of ours: it is refused, not written."""
    with pytest.raises(ValueError, match="visible ASCII"):
        letter(**{field: "a\r\nBcc: b"})
