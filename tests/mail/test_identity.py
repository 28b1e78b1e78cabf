"""Which mail it is."""

from __future__ import annotations

import pytest

from tests.mail import samples
from tests.mail.samples import RECEIVED, mail, raw, read
from triaged.mail.parse import parse
from triaged.model.mail import RawMessage

BASE = "Message-ID: <1@b.example>\nFrom: A <a@b.example>\nDate: Tue, 3 Nov 2026 10:00:00 +0100\nSubject: x y\n\nbody\n"


def test_it_does_not_depend_on_where_the_mail_lies() -> None:
    """UID, folder, flags, time of arrival, line ends and added trace headers do not change the identity (I1, I2)."""
    elsewhere = RawMessage(
        inbox="help",
        folder="Archive",
        uidvalidity=8,
        uid=1,
        received=RECEIVED.replace(year=2027),
        size=1,
        octets=b"Received: by x\r\nReturn-Path: <a@b.example>\r\n" + samples.PLAIN,
        flags=frozenset({"\\Seen"}),
    )
    assert parse(elsewhere).identity == read(samples.PLAIN).identity
    assert read(samples.PLAIN.replace(b"\r\n", b"\n")).identity == read(samples.PLAIN).identity


def test_folding_and_the_name_do_not_count() -> None:
    """A server that folds anew, and the display name, do not change it."""
    same = BASE.replace("x y", "x\n  y").replace("A <a@b.example>", "<A@b.example>")
    assert read(mail(same)).identity == read(mail(BASE)).identity


@pytest.mark.parametrize(
    ("old", "new"),
    [("<1@", "<2@"), ("<a@b", "<c@b"), ("10:00", "10:01"), ("x y", "x z"), ("Message-ID: <1@b.example>\n", "")],
)
def test_what_counts(old: str, new: str) -> None:
    """Message-ID, From, Date and Subject count, each."""
    assert read(mail(BASE.replace(old, new))).identity != read(mail(BASE)).identity


def test_the_inbox_counts() -> None:
    """One mail to two inboxes is two (T8)."""
    other = RawMessage(
        inbox="sales", folder="INBOX", uidvalidity=7, uid=42, received=RECEIVED, size=1, octets=samples.PLAIN
    )
    assert parse(other).identity != parse(raw(samples.PLAIN)).identity


def test_words_do_not_run_into_each_other() -> None:
    """Where one value ends and the next begins counts."""
    one = mail("Message-ID: <1@b.example>\nDate: x\nSubject: yz\n\n")
    other = mail("Message-ID: <1@b.example>\nDate: xy\nSubject: z\n\n")
    assert read(one).identity != read(other).identity


def test_without_id_and_date_the_text_tells_mails_apart() -> None:
    """Two mails that agree in all the headers there are, but not in their words, are two (N31)."""
    assert read(mail("From: a@b.example\n\none")).identity != read(mail("From: a@b.example\n\ntwo")).identity
    assert read(mail("From: a@b.example\n\none")).identity == read(mail("From: a@b.example\n\none")).identity


def test_the_digest_is_of_the_text() -> None:
    """Mails that say different things under one Message-ID have different digests (T9)."""
    assert read(mail(BASE)).digest != read(mail(BASE + "more")).digest
    assert read(mail(BASE)).digest == read(mail("X-New: header\n" + BASE)).digest
