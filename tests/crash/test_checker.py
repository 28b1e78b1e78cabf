"""The checker finds everything that can go wrong, and its command line says so."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tests.crash.checker import Accepted, Count, Filed, Injected, as_written, check, main
from tests.crash.points import Point, plan, spread

KIM = Injected(address="kim@customer.test", message_id="<1@customer.test>")
LEE = Injected(address="lee@customer.test", message_id="<2@customer.test>")


def letter(mail: Injected = KIM, time: str = "5:00", more: str = "") -> bytes:
    return (
        f"Message-ID: <ack@firm.test>\r\nIn-Reply-To: {mail.message_id}\r\n\r\n"
        f"You will get a reply by Sunday, 22 November, {time}.\r\n{more}"
    ).encode()


def sent(octets: bytes, *to: str) -> Accepted:
    return Accepted(recipients=to or (KIM.address,), octets=b"Received: from a\r\n\tby b\r\n" + octets)


def filed(octets: bytes, folder: str = "Sent", *flags: str) -> Filed:
    return Filed(folder=folder, flags=flags, octets=b"Return-Path: <>\r\n" + octets)


CUSTOMERS = filed(f"Message-ID: {KIM.message_id}\r\n\r\nhello\r\n".encode(), "INBOX")
COPY = filed(letter(), "Sent", "\\Seen")
GOOD = Count(mails=1, letters=1)


@pytest.mark.parametrize(
    ("accepted", "mailbox", "expected"),
    [
        ([sent(letter())], [CUSTOMERS, COPY], GOOD),
        ([], [CUSTOMERS], replace(GOOD, letters=0, lost=1)),
        ([sent(letter())] * 2, [CUSTOMERS, COPY, COPY], replace(GOOD, letters=2, doubled=1)),
        (
            [sent(letter()), sent(letter(time="6:00"))],
            [CUSTOMERS, COPY, filed(letter(time="6:00"), "Sent", "\\Seen")],
            replace(GOOD, letters=2, doubled=1, promises=1, octets=1),
        ),
        (
            [sent(letter()), sent(letter(more="x"))],
            [CUSTOMERS, COPY, filed(letter(more="x"), "Sent", "\\Seen")],
            replace(GOOD, letters=2, doubled=1, octets=1),
        ),
        ([sent(letter(), LEE.address)], [CUSTOMERS], replace(GOOD, lost=1, wrong=1)),
        ([sent(letter(LEE), LEE.address)], [CUSTOMERS], replace(GOOD, lost=1, wrong=1)),
        ([sent(letter())], [COPY], replace(GOOD, touched=1)),
        ([sent(letter())], [CUSTOMERS, CUSTOMERS, COPY], replace(GOOD, touched=1)),
        ([sent(letter())], [replace(CUSTOMERS, flags=("\\Seen",)), COPY], replace(GOOD, touched=1)),
        ([sent(letter())], [CUSTOMERS], replace(GOOD, unfiled=1)),
        ([sent(letter())], [CUSTOMERS, COPY, COPY], replace(GOOD, unfiled=1)),
        ([sent(letter())], [CUSTOMERS, filed(letter())], replace(GOOD, unfiled=2)),
        ([sent(letter())], [CUSTOMERS, replace(COPY, folder="INBOX")], replace(GOOD, touched=1, unfiled=1)),
    ],
)
def test_every_fault_is_counted(accepted: list[Accepted], mailbox: list[Filed], expected: Count) -> None:
    """Each way to go wrong is counted under its name, and a good run under none."""
    assert check([KIM], accepted, mailbox, copies=True) == expected
    assert (expected == GOOD) == expected.clean


def test_what_servers_put_before_a_mail_is_left_out() -> None:
    """Trace fields go, the first field of our own and everything below it stays."""
    assert as_written(b"Received: a\r\n b\r\nReturn-Path: <x>\r\nDate: now\r\nReceived: ours\r\n\r\nx") == (
        b"Date: now\nReceived: ours\n\nx"
    )


@pytest.mark.parametrize(("letters", "status"), [(1, 0), (2, 1)])
def test_the_checker_runs_by_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], letters: int, status: int
) -> None:
    """From files alone: figures as JSON, status 1 when something is wrong."""
    (tmp_path / "letter").write_bytes(sent(letter()).octets)
    (tmp_path / "customer").write_bytes(CUSTOMERS.octets)
    (tmp_path / "injected.json").write_text(json.dumps([{"address": KIM.address, "message_id": KIM.message_id}]))
    (tmp_path / "accepted.json").write_text(json.dumps([{"recipients": [KIM.address], "file": "letter"}] * letters))
    inbox = {"folder": "INBOX", "flags": [], "file": "customer"}
    copy = {"folder": "Sent", "flags": ["\\Seen"], "file": "letter"}
    (tmp_path / "mailbox.json").write_text(json.dumps({"copies": True, "mails": [inbox, *[copy] * letters]}))

    assert main(tmp_path) == status
    assert set(json.loads(capsys.readouterr().out)) == {field.name for field in fields(Count)}


def test_the_plan_strikes_every_call_that_a_thread_comes_to_first() -> None:
    """The main thread is aimed at alone; of the others the one that comes to its N-th call first is struck."""
    main_thread, other, third = 1, 2, 3
    calls = [(other, "sendto"), (other, "sendto"), (main_thread, "sendto"), (third, "sendto"), (third, "unlink")]

    planned = plan(calls, main_thread)

    assert set(planned.points) == {
        Point("sendto", 1, all_threads=True),
        Point("sendto", 2, all_threads=True),
        Point("sendto", 1, all_threads=False),
        Point("unlink", 1, all_threads=True),
    }
    assert planned.missed == {"sendto": 1}


def test_a_sample_is_spread_over_the_walk() -> None:
    """So many points, from the first to near the last, none twice."""
    points = [Point("sendto", number, all_threads=False) for number in range(1, 101)]

    sample = spread(points, 12)

    assert len(set(sample)) == 12
    assert (sample[0].number, sample[-1].number) == (1, 92)
