"""Octets to text: the declared charset, else strict UTF-8, else detection, else cp1252. Total for any octets and label.

Labels are looked up in a fixed table, never handed to Python's codec search: that would find codecs which are no
charset (idna, base64, unicode_escape), ones that hide markup (utf-7), and would keep an entry for every nonsense label.
"""

import re
from encodings.aliases import aliases

_SAMPLE = 4096
# A guess from fewer octets than this is worse than the usual charset.
_LEAST_EVIDENCE = 4
_HIGH = bytes(range(0x80, 0x100))
_CUT_OFF = frozenset(("unexpected end of data", "incomplete multibyte sequence", "truncated data"))

_CHARSETS = (
    "utf_8 utf_8_sig utf_16 utf_16_le utf_16_be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437"
    " cp737 cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp932 cp949 cp950"
    " iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_10 iso8859_13 iso8859_14 iso8859_15"
    " iso8859_16 koi8_r koi8_u koi8_t mac_roman mac_cyrillic mac_greek mac_latin2 mac_turkish gb18030 hz big5 big5hkscs"
    " euc_jp euc_jis_2004 euc_jisx0213 iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_kr shift_jis_2004"
    " johab ptcp154 kz1048"
)
# Labels that are mostly used for their superset (WHATWG Encoding, 4.2).
_SUPERSETS = {
    "ascii": "utf_8",
    "latin_1": "cp1252",
    "iso8859_1": "cp1252",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
    "tis_620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_ODD_LABELS = {
    "ansi": "cp1252",
    "xsjis": "cp932",
    "xgbk": "gb18030",
    "xcp1252": "cp1252",
    "xmacroman": "mac_roman",
    "unicode11utf8": "utf_8",
    "utf8mb4": "utf_8",
    "iso88598i": "iso8859_8",
    "windows874": "cp874",
    "windows949": "cp949",
    "xeuctw": "big5hkscs",
}
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


def _squash(label: str) -> str:
    return _NOT_ALNUM.sub("", label[:60].lower())


def _table() -> dict[str, str]:
    charsets = frozenset(_CHARSETS.split())
    table = dict(_ODD_LABELS)
    for alias, module in aliases.items():
        name = _SUPERSETS.get(module, module)
        if name in charsets:
            table[_squash(alias)] = name
    table |= {_squash(name): name for name in charsets}
    table |= {_squash(name): superset for name, superset in _SUPERSETS.items()}
    return table


_BY_LABEL = _table()


def codec(label: str) -> str | None:
    """The Python codec for a charset label (RFC 2045; without the language of RFC 2231), None for an unknown one."""
    return _BY_LABEL.get(_squash(label.partition("*")[0]))


def decode(octets: bytes, label: str = "") -> str:
    """These octets as text, without BOM. A character cut off at the end is dropped; what nobody can read is U+FFFD."""
    if octets.isascii() and b"\x1b" not in octets and b"~{" not in octets:
        name = codec(label)
        if name is None or not name.startswith("utf_16"):
            return octets.decode("ascii")
    text = _declared(octets, label)
    return text if text is not None else _undeclared(octets)


def _declared(octets: bytes, label: str) -> str | None:
    name = codec(label)
    if name is None:
        return None
    return _mended(octets) if name == "utf_8" else _strict(octets, name)


def _undeclared(octets: bytes) -> str:
    if b"\x1b$" in octets:
        japanese = _strict(octets, "iso2022_jp")
        if japanese is not None:
            return japanese
    text = _mended(octets)
    if text is None:
        guess = _detected(octets) if _unlike_ascii(octets) >= _LEAST_EVIDENCE else None
        text = _strict(octets, guess) if guess else None
    return text if text is not None else octets.decode("cp1252", "replace")


def _strict(octets: bytes, name: str) -> str | None:
    try:
        return octets.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if name == "cp1252":
            return octets.decode(name, "replace")
        # Cut off in the middle of the last character: no reason to distrust the rest, if it is more than ASCII.
        head = octets[: error.start]
        cut_off = error.end == len(octets) and error.reason in _CUT_OFF and not head.isascii()
        return _strict(head, name) if cut_off else None


def _mended(octets: bytes) -> str | None:
    """UTF-8, also with a few broken characters: well-formed sequences by the dozen are no accident."""
    text = _strict(octets, "utf_8")
    if text is not None:
        return text
    text = octets.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return text.removeprefix("\ufeff") if sound >= 4 * broken else None


def _unlike_ascii(octets: bytes) -> int:
    return len(octets) - len(octets.translate(None, _HIGH))


def _detected(octets: bytes) -> str | None:
    import chardet

    sample = octets
    if len(octets) > _SAMPLE:
        first = next((at for at, octet in enumerate(octets) if octet > 0x7F), 0)
        start = max(0, first - _SAMPLE // 4)
        sample = octets[start : start + _SAMPLE]
    guess = chardet.detect(sample)["encoding"]
    return codec(guess) if guess else None
