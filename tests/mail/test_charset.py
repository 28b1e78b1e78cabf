"""Octets to text."""

from __future__ import annotations

import pytest

from triaged.mail.charset import codec, decode


@pytest.mark.parametrize(
    ("octets", "label", "text"),
    [
        ("Grüße".encode(), "utf-8", "Grüße"),
        ("Grüße".encode("latin-1"), "iso-8859-1", "Grüße"),
        ("Preis: 5 €".encode("cp1252"), "iso-8859-1", "Preis: 5 €"),
        ("Grüße".encode(), "us-ascii", "Grüße"),
        ("Grüße".encode(), "", "Grüße"),
        ("Grüße".encode(), "nonsense", "Grüße"),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße"),
        ("привет, как дела? всё хорошо".encode("koi8-r"), "koi8-r", "привет, как дела? всё хорошо"),
        ("你好,世界".encode("gb18030"), "gb2312", "你好,世界"),
        ("テスト".encode("iso2022_jp"), "iso-2022-jp", "テスト"),
        ("テスト".encode("iso2022_jp"), "", "テスト"),
        ("テスト".encode("cp932"), "shift_jis", "テスト"),
        ("Grüße".encode("utf-16"), "utf-16", "Grüße"),
        ("\ufeffGrüße".encode(), "utf-8", "Grüße"),
        ("Grüße, schöne".encode()[:-1], "utf-8", "Grüße, schön"),
        ("Grüße €".encode()[:-1], "utf-8", "Grüße "),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),
        (b"xn--bcher-kva", "idna", "xn--bcher-kva"),
        (b"aGVsbG8=", "base64", "aGVsbG8="),
        (b"\\x41", "unicode_escape", "\\x41"),
        (b"", "utf-8", ""),
    ],
)
def test_decode(octets: bytes, label: str, text: str) -> None:
    """The declared charset, else UTF-8, else what it looks like; a label that is no charset is never obeyed (C6)."""
    assert decode(octets, label) == text


def test_a_broken_character_does_not_spoil_the_rest() -> None:
    """One broken octet in a long UTF-8 text costs one character."""
    text = "Schöne Grüße aus München, Köln und Düsseldorf. "
    assert decode(text.encode() * 3 + b"\xff", "utf-8") == text * 3 + "\ufffd"


def test_undeclared_legacy_text_is_detected() -> None:
    """A text in an undeclared legacy charset is recognised."""
    text = "Добрый день, наш заказ не пришёл, помогите пожалуйста. "
    assert decode((text * 3).encode("cp1251")) == text * 3


@pytest.mark.parametrize(
    "label",
    [
        "idna",
        "utf-7",
        "punycode",
        "base64",
        "rot13",
        "unicode_escape",
        "raw_unicode_escape",
        "hex",
        "zlib",
        "mbcs",
        "undefined",
        "x" * 9_999,
        "\x00",
        "../utf_8x",
    ],
)
def test_no_charset(label: str) -> None:
    """What Python calls a codec and mail does not call a charset is not used."""
    assert codec(label) is None


@pytest.mark.parametrize(
    "label",
    [
        "UTF-8",
        "utf8",
        " utf-8 ",
        '"utf-8"',
        "ISO-8859-15",
        "Windows-1252",
        "cp-850",
        "ks_c_5601-1987",
        "x-sjis",
        "KOI8-R",
    ],
)
def test_charsets(label: str) -> None:
    """Labels are known as people write them."""
    assert codec(label) is not None
