"""Whole mails to Messages: the shapes that arrive in practice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.mail import samples
from tests.mail.properties import hold_for
from tests.mail.samples import mail, raw, read, with_top
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.mail import Address, Attachment, FetchedPart, Message, PartOutline, Unreadable


@pytest.mark.parametrize("octets", samples.SHAPES.values(), ids=samples.SHAPES.keys())
def test_every_shape_gives_a_message_that_holds(octets: bytes) -> None:
    """Every odd shape of mail is read without an exception, and what is read keeps its promises."""
    message = parse(raw(octets))
    assert isinstance(message, Message)
    hold_for(message, octets, ParseLimits())


def test_the_usual_mail() -> None:
    """A plain mail is read in full."""
    message = read(samples.PLAIN)
    assert message.author == Address(address="anna@customer.example", name="Anna Berg")
    assert message.from_problem == ""
    assert message.subject == "Invoice 4711 is wrong"
    assert message.message_id == "<4711.anna@customer.example>"
    assert message.sent_at == datetime(2026, 11, 3, 9, 29, 58, tzinfo=UTC)
    assert message.offset == 60
    assert message.to == (Address(address="support@firm.test", name="Support"),)
    assert message.addressed == ("support@firm.test",)
    assert message.return_path == "anna@customer.example"
    assert message.text == "Hello,\n\nwe were charged twice.\n\nAnna"
    assert (message.content_type, message.part_types) == ("text/plain", ("text/plain",))
    assert (message.attachments, message.bounce, message.cut, message.html_only) == ((), None, (), False)


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ("alternative", "Grüße aus Köln"),
        ("html only", "Dear team,\n\nthe order page is down.\nPlease help.\n\nWhat we wrote before"),
        ("attachment", "See the file."),
        ("only a header", ""),
        ("no header", "hello, nobody"),
        ("text where the header should be", "hello nobody\nhere: or there"),
        ("NUL octets", "hello"),
        ("lone CR", "Hello,\n\nwe were charged twice.\n\nAnna"),
        ("LF only", "Hello,\n\nwe were charged twice.\n\nAnna"),
        ("mbox line first", "Hello,\n\nwe were charged twice.\n\nAnna"),
        ("no end boundary", "Grüße aus Köln"),
        ("same boundary nested", "inner\n\ninner"),
        ("signed", "signed words"),
        ("encrypted", ""),
        ("s/mime", ""),
        ("tnef", ""),
        ("uuencoded file in the text", "Hello\n\n\nbye"),
        ("uuencode as encoding", "Cat"),
        ("digest", ""),
        ("bad base64", "Hello world"),
        ("hostile charset", "grün"),
        ("odd types", "hello"),
        ("calendar", "Accepted: Tuesday"),
        ("forwarded bounce", "What does this mean?"),
    ],
)
def test_text(shape: str, text: str) -> None:
    """The text is what a person would read of this mail, and of no mail inside it."""
    assert read(samples.SHAPES[shape]).text == text


@pytest.mark.parametrize(
    ("shape", "attachments"),
    [
        ("attachment", [("Rechnung März.pdf", "application/pdf")]),
        ("signed", [("", "application/pgp-signature")]),
        ("s/mime", [("smime.p7m", "application/pkcs7-mime")]),
        ("tnef", [("winmail.dat", "application/ms-tnef")]),
        ("uuencoded file in the text", [("note.txt", "application/octet-stream")]),
        ("forwarded bounce", [("", "message/rfc822")]),
        ("digest", [("", "message/rfc822")]),
        ("alternative", []),
        ("calendar", [("", "text/calendar")]),
    ],
)
def test_attachments(shape: str, attachments: list[tuple[str, str]]) -> None:
    """Everything that is not the mail's text is listed with its name and type (RFC 2231, 2183)."""
    assert [(one.name, one.content_type) for one in read(samples.SHAPES[shape]).attachments] == attachments


def test_html_only_is_said_and_its_quote_is_not_its_own() -> None:
    """A mail without a plain form says so, and what its HTML marks as quoted is not its own text."""
    message = read(samples.HTML_ONLY)
    assert message.html_only
    assert message.own_text == "Dear team,\n\nthe order page is down.\nPlease help."
    assert not read(samples.ALTERNATIVE).html_only


def test_an_empty_plain_form_yields_to_html() -> None:
    """Where the plain form of an alternative is blank, the HTML form is read."""
    octets = samples.ALTERNATIVE.replace(b"Gr=FC=DFe aus K=F6ln", b"  ")
    assert read(octets).text == "Grüße aus Köln"
    assert read(octets).html_only


def test_a_text_part_with_a_name_is_the_text_when_there_is_no_other() -> None:
    """A single text part is the mail's text even if its sender gave it a file name."""
    assert read(with_top("Content-Type: text/plain; name=body.txt\n\nhello\n")).text == "hello"


def test_parts_in_a_row_are_all_read() -> None:
    """Text before and after an attachment is all text."""
    octets = with_top(
        "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nbefore\n--m\nContent-Type: image/png\n\nx\n"
        "--m\n\nafter\n--m--\n"
    )
    assert read(octets).text == "before\n\nafter"


def test_a_delimiter_is_a_whole_line() -> None:
    """A line that only begins like the delimiter, or a delimiter in mid-line, divides nothing (RFC 2046 5.1.1)."""
    octets = with_top(
        "Content-Type: multipart/mixed; boundary=m\n\n--m\n\none\n--mm\nx --m\ntwo\n--m--\n\n--m\n\nepilogue\n"
    )
    assert read(octets).text == "one\n--mm\nx --m\ntwo"


def test_part_types_end_at_a_forwarded_mail() -> None:
    """What is inside a forwarded mail is not part of this one: a person may forward a bounce (N5)."""
    message = read(samples.FORWARDED_BOUNCE)
    assert message.part_types == ("multipart/mixed", "text/plain", "message/rfc822")
    assert (message.bounce, message.report_type) == (None, "")


@pytest.mark.parametrize(
    ("shape", "report_type", "method"),
    [("bounce", "delivery-status", ""), ("read receipt", "disposition-notification", ""), ("calendar", "", "REPLY")],
)
def test_reports_and_calendars(shape: str, report_type: str, method: str) -> None:
    """The report-type and the calendar's METHOD are told (N4, N20)."""
    message = read(samples.SHAPES[shape])
    assert (message.report_type, message.calendar_method) == (report_type, method)


def test_a_report_without_its_type_is_told_by_its_parts() -> None:
    """A multipart/report that does not say which is known by its parts (N4)."""
    assert read(samples.BOUNCE.replace(b"report-type=delivery-status; ", b"")).report_type == "delivery-status"


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("Return-Path: <>\nReturn-Path: <x@y.example>\n", ""),
        ("Return-Path: < >\n", ""),
        ("Return-Path: x@y.example\n", "x@y.example"),
        ("Return-Path: <x@y.example> (comment)\n", "x@y.example"),
        ("Return-Path: <MAILER-DAEMON>\n", "MAILER-DAEMON"),
        ("", None),
    ],
)
def test_return_path(field: str, path: str | None) -> None:
    """Only the topmost Return-Path counts; "" is the null path, None no such header (N1, N2; RFC 7103 7.5.3)."""
    assert read(mail(f"{field}From: a@b.example\n\nx\n")).return_path == path


def test_everybody_this_mail_was_for() -> None:
    """`addressed` gathers every header that names a recipient, in lower case, each once (N26)."""
    octets = mail(
        "To: A@x.example, b@x.example\nCc: c@x.example\nBcc: d@x.example\nResent-To: e@x.example\n"
        "Delivered-To: f@x.example\nX-Original-To: g@x.example\nEnvelope-To: h@x.example\n"
        "X-Forwarded-To: i@x.example\nDelivered-To: a@x.example\n\nx"
    )
    assert sorted(read(octets).addressed) == [f"{letter}@x.example" for letter in "abcdefghi"]


def test_a_mail_fetched_in_part() -> None:
    """Of a large mail the header block, one text part and the outline are enough."""
    header = samples.WITH_ATTACHMENT.partition(b"--mix")[0]
    fetched = FetchedPart(
        content_type="text/plain", charset="utf-8", encoding="base64", octets=b"U2llaGUgQW5sYWdlIC0gZ3LDvG4="
    )
    outline = (
        PartOutline(content_type="text/plain", filename="", size=28),
        PartOutline(content_type="application/pdf", filename="big.pdf", size=9_000_000),
    )
    message = parse(raw(header, whole=False, text=fetched, outline=outline))
    assert isinstance(message, Message)
    assert message.text == "Siehe Anlage - grün"
    assert message.part_types == ("multipart/mixed", "text/plain", "application/pdf")
    assert message.attachments == (Attachment(name="big.pdf", content_type="application/pdf", size=9_000_000),)
    assert message.identity == read(samples.WITH_ATTACHMENT).identity


def test_a_header_block_alone_is_a_mail_without_text() -> None:
    """A large mail without any text part has no text."""
    message = parse(raw(samples.PLAIN.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", whole=False))
    assert isinstance(message, Message)
    assert (message.text, message.own_text, message.subject) == ("", "", "Invoice 4711 is wrong")


@pytest.mark.parametrize("octets", [b"", b"\r\n", b" \n\t\n"])
def test_an_empty_mail_is_unreadable(octets: bytes) -> None:
    """Nothing at all is Unreadable, with a sentence that says so."""
    message = parse(raw(octets))
    assert isinstance(message, Unreadable)
    assert message.reason == "The mail is empty."


def test_a_mail_above_the_limit_is_unreadable_but_known() -> None:
    """A mail beyond the size limit is not read, yet has an identity of its own."""
    limits = ParseLimits(mail=1_000)
    message = parse(raw(samples.PLAIN + b"x" * 1_000), limits)
    assert isinstance(message, Unreadable)
    assert "limits.mail" in message.reason
    assert message.identity == read(samples.PLAIN).identity
