"""Any octets whatever give a Message or an Unreadable that keeps its promises."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.mail import samples
from tests.mail.properties import hold_for
from tests.mail.samples import raw
from triaged.mail import addresses, date_header, headers, html, quotes
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse
from triaged.model.mail import FetchedPart, PartOutline

LIMITS = ParseLimits()
SMALL = ParseLimits(header=300, fields=5, parts=3, depth=2, addresses=2, ids=5, text=50, source=60, value=20)

NAMES = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Reply-To",
        "Sender",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Return-Path",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "X-Failed-Recipients",
        "X-Triaged",
        "Delivered-To",
    ]
)
PIECES = st.sampled_from(
    [
        "a@b.example",
        "<",
        ">",
        "@",
        ",",
        ";",
        ":",
        "(",
        ")",
        '"',
        "\\",
        "=?utf-8?q?",
        "=?utf-8?b?",
        "?=",
        "=C3",
        "=0D=0A",
        "\r\n ",
        "\n\t",
        "\x00",
        "\x1b",
        "\udcff",
        "ü",
        "multipart/mixed; boundary=b",
        "multipart/report",
        "message/delivery-status",
        "text/html",
        "charset=idna",
        "base64",
        "quoted-printable",
        "x-uuencode",
        "filename*0*=utf-8''%ff",
        "Tue, 3 Nov 2026 10:00:00 +0100",
        "+9999",
        "--b",
        "\r\n--b\r\n",
        "\r\n--b--\r\n",
        "\r\n\r\n",
        "<p>",
        "<blockquote type=cite>",
        "> ",
        "On 1 Nov wrote:\n",
        "-- \n",
    ]
)
SOUP = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join)
HEADERS = st.lists(st.tuples(NAMES, SOUP), max_size=8).map(
    lambda fields: "".join(f"{name}: {value}\r\n" for name, value in fields)
)
MAILS = st.tuples(HEADERS, SOUP).map(lambda parts: "\r\n".join(parts).encode("utf-8", "surrogatepass"))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A mail of ours with a few places overwritten, doubled or cut."""
    octets = draw(st.sampled_from(list(samples.SHAPES.values())))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(octets)))
        until = min(len(octets), at + draw(st.integers(0, 40)))
        middle = draw(
            st.one_of(
                st.binary(max_size=12), st.just(octets[at:until] * 2), SOUP.map(lambda s: s.encode("utf-8", "replace"))
            )
        )
        octets = octets[:at] + middle + octets[until:]
    return octets


@given(st.one_of(st.binary(max_size=2_000), MAILS, mutated()), st.sampled_from([LIMITS, SMALL]))
@example(b"\xff\xfe", LIMITS)
@settings(deadline=None, max_examples=400)
def test_parse_is_total(octets: bytes, limits: ParseLimits) -> None:
    """Any octets give a Message or an Unreadable, never an exception, and what is given holds."""
    hold_for(parse(raw(octets), limits), octets, limits)


@given(
    st.one_of(st.binary(max_size=500), MAILS),
    st.tuples(SOUP, SOUP, SOUP, st.binary(max_size=200)),
    st.lists(st.tuples(SOUP, SOUP), max_size=4),
)
@settings(deadline=None, max_examples=150)
def test_parse_in_part_is_total(
    octets: bytes, text: tuple[str, str, str, bytes], outline: list[tuple[str, str]]
) -> None:
    """Whatever a server says of a mail that is too large to be fetched whole, it is read or Unreadable."""
    fetched = FetchedPart(content_type=text[0], charset=text[1], encoding=text[2], octets=text[3])
    parts = tuple(PartOutline(content_type=kind, filename=name, size=1) for kind, name in outline)
    message = parse(raw(octets, whole=False, text=fetched, outline=parts), SMALL)
    hold_for(message, octets, SMALL)


@given(st.one_of(st.text(max_size=300), SOUP))
@settings(deadline=None, max_examples=300)
def test_the_readers_of_single_values_are_total(value: str) -> None:
    """Dates, addresses, encoded words, ids, HTML and quotes are read from any text without an exception."""
    moment, offset = date_header.read(value)
    assert offset is None or moment is not None
    found = addresses.read((value,), LIMITS)
    assert bool(addresses.author_problem(found, present=True, sender=None)) or found.found
    assert len(headers.decoded(value, 50)) <= 50
    assert all(one.startswith("<") and one.endswith(">") for one in headers.message_ids((value,), LIMITS))
    html.texts(value, LIMITS)
    own = quotes.own_text(value, value)
    assert own == value or own in "\n".join(line.rstrip("\n") for line in value.split("\n")) or len(own) < len(value)


@pytest.mark.parametrize("cut", range(0, 1_200, 7))
def test_a_mail_cut_anywhere(cut: int) -> None:
    """A mail whose end is missing, from any octet on, is read."""
    octets = samples.BOUNCE[:cut]
    hold_for(parse(raw(octets)), octets, LIMITS)
