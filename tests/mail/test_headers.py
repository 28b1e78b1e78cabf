"""Header blocks: fields, encoded words, Message-IDs."""

from __future__ import annotations

import pytest

from tests.mail import samples
from tests.mail.samples import mail, read
from triaged.mail import headers
from triaged.mail.limits import ParseLimits

LIMITS = ParseLimits()
LONG_ID = "<" + "AM0PR04MB1234567890ABCDEF" * 3 + "@EURPRD04.prod.outlook.example>"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe_aus?= =?UTF-8?B?IEvDtmxu?=", "Grüße aus Köln"),
        ("=?utf-8?b?w4M=?=\r\n =?utf-8?b?w4M=?=", "ÃÃ"),
        ("=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "€"),
        ("a =?utf-8?q?b?= c", "a b c"),
        ("=?utf-8?q?a?=b=?utf-8?q?c?=", "abc"),
        ("=?utf-8*de?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?utf-8?q?with blanks inside?=", "with blanks inside"),
        ("=?nonsense?q?x=E4y?=", "xäy"),
        ("=?idna?q?x=E4y?=", "xäy"),
        ("=?utf-7?q?+ADw-script+AD4-?=", "+ADw-script+AD4-"),
        ("=?utf-8?b?R3LDvMOfZQ?=", "Grüße"),
        ("=?utf-8?b?R3LD*vMOfZQ==?=", "Grüße"),
        ("=?utf-8?b?R3LDvMOfZQ=?=", "Grüße"),
        ("=?utf-8?q?=ZZ=4?=", "=ZZ=4"),
        ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        ("=?utf-8?q?cut", "=?utf-8?q?cut"),
        ("=?iso-2022-jp?b?GyRCJUYlOSVIGyhC?=", "テスト"),
        ("=?utf-8?q?evil=0D=0ABcc:_x=40y.example?=", "evil Bcc: x@y.example"),
        ("=?utf-8?q?=1B[31mred=00?=", "[31mred"),
    ],
)
def test_encoded_words(value: str, text: str) -> None:
    """Encoded words are read as leniently as mail programs do, and never bring in a control character (RFC 2047)."""
    assert headers.decoded(value, 200) == text


@pytest.mark.parametrize(
    ("block", "subject"),
    [
        (b"Subject: one\r\n two\r\n\tthree\r\n", "one two three"),
        (b"Subject : spaced\r\n", "spaced"),
        (b"SUBJECT:\r\n on the next line\r\n", "on the next line"),
        (b"Subject: first\r\nSubject: second\r\n", "first"),
        ("Subject: Störung\r\n".encode(), "Störung"),
        ("Subject: Störung\r\n".encode("latin-1"), "Störung"),
        ("Subject: Заказ не пришёл, помогите\r\n".encode("koi8-r"), "Заказ не пришёл, помогите"),
        (
            "From: Ж <a@b.example>\r\nSubject: Störung\r\n".encode().replace(
                "Störung".encode(), "Störung".encode("latin-1")
            ),
            "Störung",
        ),
        (b"Subject: a\x00b\x07c\x1b[0m\r\n", "a b c [0m"),
        (b"Subject: a\rBcc: x@y.example\r\n", "a Bcc: x@y.example"),
        ("Subject: a\u2028b\u202ec\r\n".encode(), "a b c"),
        (b"Subject:\r\n", ""),
        (b"", ""),
    ],
)
def test_subject(block: bytes, subject: str) -> None:
    """Values are unfolded, in whatever charset they stand, and hold no control character (RFC 5322 2.2.3, 6532)."""
    assert read(b"From: a@b.example\r\n" + block + b"\r\nx").subject == subject


def test_the_block_ends_where_it_ends() -> None:
    """An empty line ends the header, and so does a line that is no field; what follows is the body."""
    assert read(b"Subject: a\r\n\r\nSubject: b\r\n").text == "Subject: b"
    assert (
        read("Subject: ä\r\nno field here\r\nSubject: b\r\n\r\nmore".encode()).text
        == "no field here\nSubject: b\n\nmore"
    )


def test_names_in_any_case() -> None:
    """A header is found whatever its case, every one of it, topmost first."""
    found = read(b"x-A: 1\r\nX-a: 2\r\n\r\nx").headers
    assert list(found.all("X-A")) == ["1", "2"]
    assert found.get("x-a") == "1"


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("<a@b.example>", ["<a@b.example>"]),
        ("<a@b.example><c@d.example>", ["<a@b.example>", "<c@d.example>"]),
        ("<a@b.example>,<c@d.example>", ["<a@b.example>", "<c@d.example>"]),
        ("<a@b.example>\r\n\t<c@d.example>", ["<a@b.example>", "<c@d.example>"]),
        ('Your message of "Mon, 2 Nov" <a@b.example>', ["<a@b.example>"]),
        ("<a@b.example> <a@b.example>", ["<a@b.example>"]),
        ("a@b.example", ["<a@b.example>"]),
        ("two words a@b.example", []),
        ("<a b@c.example>", []),
        ("<nothing>", []),
        ("<@>", []),
        ("<", []),
        ("", []),
        ("<ä@b.example>", []),
        (LONG_ID, [LONG_ID]),
        (f"<{'x' * 2_000}@b.example>", []),
    ],
)
def test_ids(value: str, ids: list[str]) -> None:
    """Ids are found among words, commas and folds, and kept byte for byte whatever their length (T2, T6)."""
    assert list(read(mail(f"In-Reply-To: {value}\nFrom: a@b.example\n\nx")).in_reply_to) == ids


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("<a@b.example>", "<a@b.example>"),
        ("a@b.example", "<a@b.example>"),
        ("<no-at-sign>", "<no-at-sign>"),
        ("<a@b.example> (comment)", "<a@b.example>"),
        ("two words", None),
        ("<", None),
        ("<>", None),
        ("", None),
    ],
)
def test_message_id(value: str, found: str | None) -> None:
    """The mail's own id is what a reply can name, or None."""
    assert read(mail(f"Message-ID: {value}\nFrom: a@b.example\n\nx")).message_id == found


def test_of_many_references_the_first_and_the_last_stay() -> None:
    """Beyond the limit the first four ids and the last ones are kept: the thread's root and its newest turns (T14)."""
    ids = [f"<{number}@b.example>" for number in range(250)]
    kept = headers.message_ids([" ".join(ids)], LIMITS)
    assert kept == (*ids[:4], *ids[-96:])


def test_the_encoded_words_of_a_whole_mail() -> None:
    """Names and subjects in a mail with every kind of encoded word come out readable."""
    message = read(samples.ENCODED_WORDS)
    assert message.from_[0].name == "Jürgen Groß"
    assert message.subject.startswith("Störung äxä")


def test_raw_utf8_headers() -> None:
    """Headers in raw UTF-8 are a person's mail like any other (RFC 6532)."""
    message = read(samples.RAW_UTF8)
    assert message.subject == "Störung – bitte zurückrufen"
    assert message.author is not None
    assert (message.author.name, message.author.address) == ("Jürgen Groß", "juergen@xn--gre-6ka8i.example")
