"""What is bounded, and that the work grows no faster than the mail: counted, not timed (C2–C5, T12)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from tests.mail.samples import mail, raw, read, with_top
from triaged.mail import body
from triaged.mail.limits import ParseLimits
from triaged.mail.parse import parse

LIMITS = ParseLimits()


def _nested(depth: int) -> bytes:
    levels = (f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return with_top("".join(levels) + "\n\nhi")


def _parts(count: int) -> bytes:
    return with_top("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * count)


@pytest.mark.parametrize(
    ("octets", "cut"),
    [
        (mail("From: a@b.example\nX: " + "x" * 200_000 + "\n\nhi"), "header block"),
        (mail("From: a@b.example\n" + "X: y\n" * 2_000 + "\nhi"), "header fields"),
        (mail("From: a@b.example\nTo: " + "c@d.example, " * 1_000 + "\n\nhi"), "addresses"),
        (mail("From: a@b.example\nReferences: " + "<c@d.example> " * 70_000 + "\n\nhi"), "header block"),
        (_parts(100_000), "parts"),
        (_nested(1_000), "depth"),
        (_nested(10_000), "depth"),
        (mail("From: a@b.example\n\n" + "x" * 100_000), "text"),
    ],
    ids=["header", "fields", "addresses", "references", "parts", "depth 1,000", "depth 10,000", "text"],
)
def test_a_limit_that_was_met_is_named(octets: bytes, cut: str) -> None:
    """A mail beyond a limit is read up to it, still has its author, and says what was cut."""
    message = read(octets)
    assert cut in message.cut
    assert message.author is not None


def test_the_body_is_found_behind_a_header_that_was_cut() -> None:
    """The end of the header is where it is, also when the block is longer than what is read of it."""
    assert read(mail("From: a@b.example\nX: " + "x" * 200_000 + "\n\nthe body")).text == "the body"


def test_lower_limits_hold() -> None:
    """Every limit is the one that was given."""
    limits = ParseLimits(header=500, fields=3, parts=2, depth=1, addresses=1, ids=6, text=10, value=5)
    message = read(
        with_top("Cc: a@b.example, c@d.example\nReferences: " + "<a@b.example> " * 9 + "\n\n" + "word " * 9), limits
    )
    assert len(message.headers.fields) == 3
    assert all(len(value) <= 5 for _, value in message.headers.fields)
    assert len(message.text) <= 10


def test_a_large_attachment_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a mail with an attachment of 200 KB only the text part is unwrapped."""
    unwrapped: list[int] = []
    original = body.unwrapped

    def counting(octets: bytes, encoding: str, limits: ParseLimits) -> bytes:
        unwrapped.append(len(octets))
        return original(octets, encoding, limits)

    monkeypatch.setattr(body, "unwrapped", counting)
    message = read(
        with_top(
            "Content-Type: multipart/mixed; boundary=m\n\n--m\n\nhi\n--m\nContent-Type: application/pdf; name=a.pdf\n"
            "Content-Transfer-Encoding: base64\n\n" + "JVBERi0x\n" * 22_000 + "--m--\n"
        )
    )
    assert message.text == "hi"
    assert message.attachments[0].size > 190_000
    assert unwrapped == [2]


def test_no_more_than_the_source_limit_of_a_text_part_is_decoded() -> None:
    """Of a text part of megabytes only the beginning is decoded."""
    message = read(with_top("Content-Transfer-Encoding: base64\n\n" + "eHh4eHh4eHh4\n" * 300_000))
    assert len(message.text) == LIMITS.text
    assert "text" in message.cut


def _calls(work: Callable[[], object]) -> int:
    """How many functions, also built in ones, are called in it: work that can be counted."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def _hostile(name: str, n: int) -> bytes:
    return {
        "angles in To": lambda: mail("To: " + "<" * n + "\n\nx"),
        "colons in To": lambda: mail("To: " + "a:" * n + ";\n\nx"),
        "quotes in To": lambda: mail("To: " + '"\\' * n + "\n\nx"),
        "parentheses in From": lambda: mail("From: " + "(" * n + "a@b.example" + ")" * n + "\n\nx"),
        "comments in From": lambda: mail("From: a@b.example " + "()" * n + "\n\nx"),
        "semicolons in a file name": lambda: mail('Content-Type: text/plain; name="a' + ";" * n + "\n\nx"),
        "parameters": lambda: mail("Content-Type: text/plain" + "; a=b" * n + "\n\nx"),
        "continuations": lambda: mail("Content-Type: text/plain" + "; n*1*=x" * n + "\n\nx"),
        "encoded words": lambda: mail("Subject: " + "=?utf-8?q?a?= " * n + "\n\nx"),
        "broken encoded words": lambda: mail("Subject: " + "=?a?q?" * n + "\n\nx"),
        "ids": lambda: mail("References: " + "<a@b>" * n + "\n\nx"),
        "broken ids": lambda: mail("References: " + "<@" * n + "\n\nx"),
        "folds": lambda: mail("Subject: x\n" + " \n" * n + "\nx"),
        "like delimiters": lambda: with_top("Content-Type: multipart/mixed; boundary=b\n\n" + "--bb\n" * n),
        "attributions": lambda: mail("\n" + "On 1\nx\nwrote:\n" * n),
        "closings": lambda: mail("\n" + "x\nregards\n" * n),
        "blank lines": lambda: mail("\nregards\n" + "\n" * n),
        "outlook fields": lambda: mail("\n" + "From: a\nx\n" * n),
        "signatures": lambda: mail("\n" + "x\n-- \n" * n),
        "uuencode": lambda: mail("\n" + "begin 644 x\nM\n" * n),
        "nested html": lambda: mail("Content-Type: text/html\n\n" + "<div>" * n),
        "reports": lambda: mail(
            "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
            + "Final-Recipient: rfc822;a@b.c\nAction: failed\n\n" * n
        ),
    }[name]()


@pytest.mark.parametrize(
    "name",
    [
        "angles in To",
        "colons in To",
        "quotes in To",
        "parentheses in From",
        "comments in From",
        "semicolons in a file name",
        "parameters",
        "continuations",
        "encoded words",
        "broken encoded words",
        "ids",
        "broken ids",
        "folds",
        "like delimiters",
        "attributions",
        "closings",
        "blank lines",
        "outlook fields",
        "signatures",
        "uuencode",
        "nested html",
        "reports",
    ],
)
def test_work_grows_with_the_mail(name: str) -> None:
    """Four times as much of something hostile costs at most five times the work (C5, T12)."""
    once = _calls(lambda: parse(raw(_hostile(name, 500))))
    four_times = _calls(lambda: parse(raw(_hostile(name, 2_000))))
    assert four_times <= 5 * once
