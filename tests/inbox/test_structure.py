"""BODYSTRUCTURE as an outline: where the text stands, what is attached."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triaged.inbox.answers import Malformed, parse
from triaged.inbox.structure import PARTS, Leaf, leaves, text_leaf

PLAIN = b'("TEXT" "PLAIN" ("CHARSET" "UTF-8") NIL NIL "QUOTED-PRINTABLE" 1152 23 NIL NIL NIL)'
HTML = b'("TEXT" "HTML" ("CHARSET" "ISO-8859-1") NIL NIL "BASE64" 4000 50 NIL ("INLINE" NIL) NIL)'
PDF = (
    b'("APPLICATION" "PDF" ("NAME" "=?utf-8?q?Rechnung_=C3=A4?=") NIL NIL "BASE64" 90000 NIL '
    b'("ATTACHMENT" ("FILENAME*0*" "utf-8\'de\'Rech" "FILENAME*1*" "nung%20%C3%A4.pdf")) NIL)'
)
LOG = b'("TEXT" "PLAIN" ("NAME" "a.log") NIL NIL "7BIT" 10 1 NIL ("ATTACHMENT" ("FILENAME" "a.log")) NIL)'
NESTED = (
    b'("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 342 ("date" "subject" NIL NIL NIL NIL NIL NIL NIL "<i@d>") '
    + PLAIN
    + b" 9 NIL NIL NIL)"
)


def outline(octets: bytes) -> tuple[Leaf, ...]:
    """Read as the server writes it."""
    (structure,) = parse([octets])
    return leaves(structure)


@pytest.mark.parametrize(
    ("structure", "sections", "text"),
    [
        (PLAIN, ["1"], "1"),
        (HTML, ["1"], "1"),
        (PDF, ["1"], None),
        (b"(" + PLAIN + HTML + b' "ALTERNATIVE")', ["1", "2"], "1"),
        (b"(" + HTML + PDF + b' "MIXED")', ["1", "2"], "1"),
        (
            b"((" + PLAIN + HTML + b' "ALTERNATIVE" ("BOUNDARY" "x") NIL NIL)' + PDF + b' "MIXED")',
            ["1.1", "1.2", "2"],
            "1.1",
        ),
        (b"(" + LOG + HTML + b' "MIXED")', ["1", "2"], "2"),
        (b"(" + NESTED + PLAIN + b' "MIXED")', ["1", "2"], "2"),
        (b"(" + LOG + b' "MIXED")', ["1"], None),
    ],
)
def test_the_text_is_found(structure: bytes, sections: list[str], text: str | None) -> None:
    """The first text/plain that is no attachment and not in a nested mail, else the first such text/html."""
    found = outline(structure)
    leaf = text_leaf(found)
    assert [each.section for each in found] == sections
    assert (leaf.section if leaf else None) == text


def test_what_is_told_of_a_part() -> None:
    """Type, charset, encoding in lower case; names of RFC 2231 and of encoded words are decoded."""
    plain, pdf = outline(b"(" + PLAIN + PDF + b' "MIXED")')
    assert (plain.content_type, plain.charset, plain.encoding, plain.size) == (
        "text/plain",
        "utf-8",
        "quoted-printable",
        1152,
    )
    assert (pdf.outline.content_type, pdf.outline.filename, pdf.outline.size) == (
        "application/pdf",
        "Rechnung ä.pdf",
        90_000,
    )
    (named,) = outline(PDF.replace(b"ATTACHMENT", b"X"))
    assert named.filename == "Rechnung ä"


@pytest.mark.parametrize("name", [b"=?nonsense?q?a?=", b"=?utf-8?b?%%%?=", b"\xff\xfe", b"=?utf-8?q?=?="])
def test_a_file_name_is_never_fatal(name: bytes) -> None:
    """Unknown charsets and broken encodings leave the name as it is."""
    (leaf,) = outline(b'("A" "B" ("NAME" "' + name + b'") NIL NIL "7BIT" 1)')
    assert leaf.filename


def test_ten_thousand_parts_are_outlined_in_part() -> None:
    """C3: more parts than any limit lets through are not even listed."""
    assert len(outline(b"(" + PLAIN * 10_000 + b' "MIXED")')) == PARTS


@pytest.mark.parametrize("structure", [b"NIL", b"()", b'("TEXT")', b'"TEXT"', b"(() NIL)"])
def test_what_is_no_structure_is_refused(structure: bytes) -> None:
    """Malformed, so that the mail is tried alone and then shown."""
    with pytest.raises(Malformed):
        outline(structure)


_TOKENS = st.sampled_from(
    [
        b"(",
        b")",
        b" ",
        b'"TEXT"',
        b'"PLAIN"',
        b"NIL",
        b"12",
        b'("NAME" "=?x?b?y?=")',
        b'("ATTACHMENT" ("FILENAME*" "u\'x"))',
        PLAIN,
    ]
)


@settings(deadline=None)
@given(st.lists(_TOKENS, max_size=40).map(b"".join))
def test_any_structure_is_read_or_refused(octets: bytes) -> None:
    """Fuzz: an outline or Malformed."""
    with contextlib.suppress(Malformed):
        for structure in parse([octets]):
            with contextlib.suppress(Malformed):
                text_leaf(leaves(structure))
