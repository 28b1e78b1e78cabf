"""LIST: names, special uses, well-known names."""

from __future__ import annotations

import pytest

from triaged.inbox.answers import Malformed, Piece
from triaged.inbox.folders import listed


def uses(*lines: Piece) -> dict[str, str]:
    """Folder names and their uses."""
    return {folder.name: folder.use for folder in listed(lines)}


def test_special_uses_are_taken_from_the_server() -> None:
    """RFC 6154: the attribute decides, not the name; folders that cannot be selected are left out."""
    assert uses(
        rb'(\HasNoChildren) "/" INBOX',
        rb'(\Noselect \HasChildren) "/" "[Gmail]"',
        rb'(\HasNoChildren \Sent) "/" "[Gmail]/Enviados"',
        rb'(\HasNoChildren) "/" "Sent"',
        rb'(\NonExistent) "/" "gone"',
    ) == {"INBOX": "", "[Gmail]/Enviados": "sent", "Sent": ""}


@pytest.mark.parametrize(
    "name",
    [
        "Sent", "SENT ITEMS", "Sent Messages", "Gesendet", "Gesendete Objekte", "INBOX.Sent", "[Gmail]/Sent Mail",
        "Enviados", "Éléments envoyés",
    ],
)  # fmt: skip
def test_the_sent_folder_is_known_by_its_name(name: str) -> None:
    """Without special uses the names of mail programs in our languages are known, below any prefix."""
    from imapclient import imap_utf7

    delimiter = b"." if "." in name else b"/"
    line = b'() "' + delimiter + b'" "' + imap_utf7.encode(name) + b'"'
    assert uses(b'() "/" INBOX', line) == {"INBOX": "", name: "sent"}


def test_of_several_known_names_the_likeliest_is_taken() -> None:
    """One folder for each use: "Sent" before "Gesendet", the shorter path first."""
    assert uses(b'() "/" Archive/Sent', b'() "/" Gesendet', b'() "/" Sent') == {
        "Archive/Sent": "",
        "Gesendet": "",
        "Sent": "sent",
    }


def test_names_are_decoded_from_modified_utf_7() -> None:
    """RFC 3501 5.1.3; also as a literal, and shown as it is when it breaks the rules."""
    assert list(uses(b'() "/" "Entw&APw-rfe"', (b'() "/" {7}', b"a&AOQ-b"), b"", b'() NIL "&AAA"')) == [
        "Entwürfe",
        "aäb",
        "&AAA",
    ]


@pytest.mark.parametrize("line", [b"()", b'() "/"', b'x "/" y', b'() "/" ()', b"(\\Sent"])
def test_what_is_no_list_answer_is_refused(line: bytes) -> None:
    """Malformed, not a crash."""
    with pytest.raises(Malformed):
        listed([line])
