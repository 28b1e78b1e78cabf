"""A month whose outcome is known before it is rehearsed."""

from __future__ import annotations

import smtplib
import socket
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.rehearse.conftest import Rehearse
from tests.rehearse.month import RULES, Mail, asks, march, received, sent, write_mbox, write_month
from triaged.report.ledger import Sort


async def test_every_promise_has_the_outcome_that_it_must_have(rehearsed: Rehearse, tmp_path: Path) -> None:
    """The table beside the month's mails: made, kept, renewed, missed, waiting, open; and how late."""
    seen = await rehearsed(*write_month(tmp_path))
    promises = seen.report.total.outcomes[Sort.PROMISE]
    assert (seen.mails, seen.sent) == (len(received()), len(sent()))
    assert promises.made == 29  # 26 acknowledgements, 3 renewals
    assert promises.kept == 22
    assert promises.renewed == 2
    assert (promises.missed, promises.waiting) == (4, 1)  # orders 2, 41, and 3 twice
    assert (promises.closed_unanswered, promises.released, promises.open) == (0, 0, 1)
    assert promises.late is not None
    assert promises.late.count == 3
    assert promises.late.median == march(18, "15:00") - march(17, "16:30")
    assert seen.report.total.silences == {"N8": 1}
    assert seen.report.total.answers == len(sent())
    assert seen.report.total.acknowledged is not None
    assert seen.report.total.acknowledged.count == 26


async def test_what_only_a_rehearsal_shows(rehearsed: Rehearse, tmp_path: Path) -> None:
    """Renewals by day, from when on they go, who was never answered, who would have been told at which hours."""
    seen = await rehearsed(*write_month(tmp_path))
    assert seen.shape.renewals == {date(2026, 3, 6): 1, date(2026, 3, 16): 1, date(2026, 3, 17): 1}
    assert seen.enough_answers == march(6, "10:35")  # the twentieth answer
    assert seen.doubted is None
    assert [thread.subject for thread in seen.unanswered] == ["My order 3"]
    assert [each.person for each in seen.disturbed] == ["anna"]
    assert set(seen.disturbed[0].by_hour) <= set(range(8, 17))
    assert seen.shape.busiest is not None
    assert seen.shape.busiest == (march(5, "12:30"), 6)
    assert (seen.held, seen.stopped, seen.unreadable, seen.undated) == ({}, (), 0, 0)


async def test_only_the_days_that_were_asked_for_are_replayed(rehearsed: Rehearse, tmp_path: Path) -> None:
    """They are counted back from the newest mail of the file."""
    seen = await rehearsed(*write_month(tmp_path), days=16)
    assert (seen.mails, seen.sent) == (3, 2)
    assert seen.period.since == march(16, "09:00")


async def test_letters_that_a_person_would_release_leave_at_once(rehearsed: Rehearse, tmp_path: Path) -> None:
    """Whoever begins in hold mode sees what letters would do; and that they are not on yet."""
    files = write_month(tmp_path)
    held = await rehearsed(*files, rules=RULES.replace('account = "main" }', 'account = "main", send = "hold" }'))
    assert held.assumed_on
    assert held.report == (await rehearsed(*files)).report


async def test_the_same_rehearsal_gives_the_same_figures(rehearsed: Rehearse, tmp_path: Path) -> None:
    """Nothing in it depends on today's clock or on chance."""
    files = write_month(tmp_path)
    first, second = await rehearsed(*files), await rehearsed(*files)
    assert (first.report, first.shape, first.disturbed) == (second.report, second.shape, second.disturbed)


async def test_no_connection_is_made(rehearsed: Rehearse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are rehearsed without any network: a socket would end the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(smtplib.SMTP, "connect", refuse)
    assert (await rehearsed(*write_month(tmp_path))).mails == len(received())


HOSTILE = (
    b"",
    b"\0\0\0\0",
    b"no header at all\n\n\n",
    b"From: <<<>>>\nTo: support@nordlicht.example\nDate: Mon, 9 Mar 2026 10:00:00 +0100\n\nx",
    b"Date: Mon, 9 Mar 2026 10:00:00 +0100\nFrom: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
    + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 300,
    b"Date: Mon, 9 Mar 2026 10:00:00 +0100\nSubject: =?utf-8?b?////?=\nFrom: =?x?q?\xff?= <a@b.example>\n\n\xff\xfe",
    b"Date: Fri, 31 Dec 9999 23:59:59 -1400\nFrom: a@b.example\n\nfrom far ahead",
    b"Date: nonsense\nReceived: by x; never\nFrom: a@b.example\n\nno date",
    b"Date: Mon, 9 Mar 2026 10:00:00 +0100\n" + b"X-Long: y\n" * 20_000 + b"\nmany fields",
)


async def test_hostile_mails_do_not_stop_it(rehearsed: Rehearse, tmp_path: Path) -> None:
    """The other mails have the same outcome as without them."""
    inbox, sent_file = write_month(tmp_path)
    plain = await rehearsed(inbox, sent_file)
    mixed = [mail.octets() for mail in received()]
    for place, octets in enumerate(HOSTILE):
        mixed.insert(3 * place, octets)
    seen = await rehearsed(write_mbox(tmp_path / "mixed.mbox", mixed), sent_file)
    assert seen.undated == 5
    assert seen.mails == plain.mails + len(HOSTILE) - seen.undated
    ours, theirs = seen.report.total.outcomes[Sort.PROMISE], plain.report.total.outcomes[Sort.PROMISE]
    assert (ours.kept, ours.renewed) == (theirs.kept, theirs.renewed)


async def test_a_mail_too_large_to_be_handled_is_told(rehearsed: Rehearse, tmp_path: Path) -> None:
    """It would be in quarantine, and nobody is promised anything for it."""
    large = b"Subject: large\r\n" + asks(1, march(9, "09:00")).octets() + b"x" * 20_000
    inbox = write_mbox(tmp_path / "inbox.mbox", [large, asks(2, march(9, "10:00")).octets()])
    sent_file = write_mbox(tmp_path / "sent.mbox", [])
    seen = await rehearsed(inbox, sent_file, rules=RULES + '[limits]\nmail = "10 KB"\n')
    assert (seen.mails, seen.unreadable, seen.report.total.outcomes[Sort.PROMISE].made) == (2, 1, 1)


async def test_a_flood_opens_the_breaker_and_the_rest_goes_on(rehearsed: Rehearse, tmp_path: Path) -> None:
    """The report says when; it is closed after an hour, as a person would."""
    flood: list[Mail] = [asks(1000 + n, march(9, "09:00") + timedelta(seconds=n)) for n in range(260)]
    after = asks(5000, march(10, "09:00"))
    inbox = write_mbox(tmp_path / "inbox.mbox", [mail.octets() for mail in (*flood, after)])
    seen = await rehearsed(inbox, write_mbox(tmp_path / "sent.mbox", []))
    assert len(seen.stopped) == 1
    assert march(9, "09:00") < seen.stopped[0].at < march(9, "09:05")
    assert seen.held
    assert [len(mails) for mails in seen.held_mails.values()] == [min(3, count) for count in seen.held.values()]
    assert seen.report.total.acknowledged is not None
    assert seen.report.total.acknowledged.count + sum(seen.held.values()) == 261
