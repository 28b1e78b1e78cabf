"""Past mail in files: mbox, Maildir, .eml; when each mail arrived; what is no mail at all."""

from __future__ import annotations

import mailbox as stdlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.rehearse.month import NOW, asks, march, write_mbox
from triaged.errors import FileUnreadable
from triaged.past.files import MailFile, arrived
from triaged.past.source import Arrival
from triaged.past.streams import Stream, in_period

MAILS = [asks(n, march(2 + n, "09:00")) for n in range(3)]


def maildir(folder: Path) -> Path:
    """A Maildir as another program writes it: one mail read, two new."""
    made = stdlib.Maildir(folder / "Maildir", create=True)
    for mail in MAILS:
        message = stdlib.MaildirMessage(mail.octets())
        if mail is MAILS[0]:
            message.set_subdir("cur")
            message.set_flags("RS")
        made.add(message)
    return folder / "Maildir"


def emls(folder: Path) -> Path:
    """A folder of .eml files, and others."""
    made = folder / "saved"
    made.mkdir()
    for number, mail in enumerate(MAILS):
        (made / f"{number}.eml").write_bytes(mail.octets())
    (made / "notes.txt").write_text("no mail", "utf-8")
    return made


def mbox(folder: Path) -> Path:
    """An mbox as another program writes it."""
    made = stdlib.mbox(folder / "box")
    for mail in MAILS:
        made.add(mail.octets())
    made.close()
    return folder / "box"


def written_by_hand(folder: Path) -> Path:
    """An mbox with a sentence that begins as its lines do."""
    trap = asks(9, march(1, "09:00"))
    octets = trap.octets() + b"\r\nFrom 10:30 on I am at home.\r\n\r\nFrom here to eternity\r\n"
    return write_mbox(folder / "trap.mbox", [octets, *(mail.octets() for mail in MAILS[1:])])


def everything(path: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted([path, *path.rglob("*")]) if file.is_file()}


@pytest.mark.parametrize("make", [maildir, emls, mbox, written_by_hand])
async def test_each_mail_is_found_once_whole_and_nothing_is_changed(make: object, tmp_path: Path) -> None:
    """Three mails in each; what is read is what was written; afterwards every octet is as before."""
    path = make(tmp_path)  # type: ignore[operator]
    before = everything(path)
    source = MailFile(path=path, inbox="support", now=NOW)
    arrivals = await source.arrivals(None)
    raws = [(await source.mails([arrival]))[arrival.place] for arrival in sorted(arrivals)]
    heads = [(await source.headlines([arrival]))[arrival.place] for arrival in sorted(arrivals)]
    assert [raw.received for raw in raws] == sorted(arrival.at for arrival in arrivals)
    assert sorted(raw.octets.count(b"Could you please look") for raw in raws) == [1, 1, 1]
    assert all(raw.octets.startswith(b"From: Kim") and raw.octets.count(b"Message-ID") == 1 for raw in raws)
    assert all(head.fields.count(b"Message-ID") == 1 and b"Could you" not in head.fields for head in heads)
    assert everything(path) == before


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"Date: Mon, 2 Mar 2026 09:00:00 +0100", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        (
            b"Received: from a by b; Tue, 3 Mar 2026 09:00:00 +0100\n"
            b"Received: from c by a; Mon, 2 Mar 2026 23:00:00 +0100\nDate: Sun, 1 Mar 2026 09:00:00 +0100",
            datetime(2026, 3, 3, 8, tzinfo=UTC),
        ),
        (b"Received: from a by b\nDate: Mon, 2 Mar 2026 09:00:00 +0100", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        (b"Date: yesterday", None),
        (b"Subject: no date", None),
        (b"", None),
    ],
)
def test_a_mail_arrived_when_the_last_server_says(header: bytes, expected: datetime | None) -> None:
    """The topmost Received line, else Date, else nobody knows."""
    assert arrived(header + b"\nFrom: a@b.example\n\nhello") == expected


async def test_a_mail_from_far_ahead_is_left_out(tmp_path: Path) -> None:
    """It would move the end of the period."""
    file = write_mbox(tmp_path / "box.mbox", [asks(1, NOW + timedelta(days=2)).octets(), MAILS[0].octets()])
    source = MailFile(path=file, inbox="support", now=NOW)
    assert [arrival.at for arrival in await source.arrivals(None)] == [MAILS[0].at]
    assert source.undated == 1


async def test_only_a_piece_of_a_huge_mail_is_read(tmp_path: Path) -> None:
    """Memory does not depend on what somebody attached; its size is told."""
    octets = MAILS[0].octets() + b"x" * 6_000_000
    (tmp_path / "large.eml").write_bytes(octets)
    source = MailFile(path=tmp_path, inbox="support", now=NOW)
    (arrival,) = await source.arrivals(None)
    raw = (await source.mails([arrival]))[arrival.place]
    assert (raw.size, len(raw.octets)) == (len(octets), 4 * 1024 * 1024)


async def test_an_empty_mbox_holds_no_mail(tmp_path: Path) -> None:
    """Mail programs leave such files behind."""
    (tmp_path / "empty").touch()
    assert list(await MailFile(path=tmp_path / "empty", inbox="support", now=NOW).arrivals(None)) == []


@pytest.mark.parametrize(
    ("name", "octets", "why"),
    [
        ("text", b"Dear diary\n", "not an mbox file"),
        ("nowhere", None, "there is no such file"),
        (".", None, "neither a Maildir"),
    ],
)
async def test_what_is_no_mailbox_is_refused(tmp_path: Path, name: str, octets: bytes | None, why: str) -> None:
    """The sentence names the file."""
    if octets is not None:
        (tmp_path / name).write_bytes(octets)
    with pytest.raises(FileUnreadable, match=why):
        await MailFile(path=tmp_path / name, inbox="support", now=NOW).arrivals(None)


class Counting(MailFile):
    """Counts how many mails are held at a time."""

    most = 0

    async def mails(self, arrivals: object) -> dict[int, object]:  # type: ignore[override]
        assert isinstance(arrivals, list)
        Counting.most = max(Counting.most, len(arrivals))
        return {arrival.place: arrival.place for arrival in arrivals if arrival.place != 3}


async def test_mails_are_read_in_batches_and_one_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    """In order of arrival, never more at once than the source says; None for what somebody deleted meanwhile."""
    source = Counting(path=tmp_path, inbox="support", now=NOW, together=4)
    arrivals = [Arrival(NOW - timedelta(hours=n), n) for n in range(10)]
    stream = Stream(source=source, arrivals=in_period(arrivals, NOW - timedelta(hours=8), NOW), sent=False)
    taken = []
    while stream.next_at is not None:
        taken.append(await stream.take())
    assert taken == [8, 7, 6, 5, 4, None, 2, 1, 0]
    assert Counting.most == 4
