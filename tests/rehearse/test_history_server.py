"""Past mail on a real server is learned from before the first promise; the mailbox is afterwards as it was before."""

from __future__ import annotations

import imaplib
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Start, Terminal, running, terminal
from tests.rehearse.mailbox import state
from tests.rehearse.month import Mail, answer, asks, write_mbox
from tests.servers import Certificates, Dovecot, Sink
from triaged.model.history import FiledMail, PastMail
from triaged.store import open_store

if TYPE_CHECKING:
    from tests.conftest import Mailbox

__all__ = ["running", "terminal"]

NOW = datetime.now(UTC).replace(microsecond=0)
FAULTS = "INBOX/Störungen"
TOPICS = """
[judge]
sentences = "never"
[topic.fault]
name = { en = "Fault", de = "Störung" }
folders = ["INBOX/Störungen", "Elsewhere"]
[topic.billing]
name = { en = "Billing", de = "Rechnung" }
folders = ["Rechnungen & Mahnungen"]
"""


def about(number: int, subject: str, text: str) -> Mail:
    return replace(asks(number, NOW - timedelta(days=50 - number)), subject=subject, text=text)


FAULT = [about(n, "The pump", "The pump stands still and shows an error. Please repair it.") for n in range(1, 41, 2)]
BILL = [about(n, "My invoice", "Please send the invoice again, the amount is wrong.") for n in range(2, 41, 2)]
LEFT = [about(n, "A question", "Do you sell garden chairs?") for n in range(41, 44)]
ANSWERS = [answer(mail, NOW - timedelta(days=50 - mail) + timedelta(hours=2)) for mail in range(1, 41)]


def fill(dovecot: Dovecot, mailbox: Mailbox, folder: str, mails: list[Mail]) -> None:
    """The mails as people filed them: read, answered, some with a flag."""
    with dovecot.imap(mailbox.address) as client:
        name = dovecot_name(folder)
        client.create(name)
        for mail in mails:
            client.append(name, r"(\Seen \Answered \Flagged)", imaplib.Time2Internaldate(mail.at), mail.octets())


def dovecot_name(folder: str) -> str:
    """As IMAP writes it."""
    return '"' + folder.replace("&", "&-").replace("ö", "&APY-") + '"'


@pytest.fixture
def desk(terminal: Terminal, mailbox: Mailbox, dovecot: Dovecot, certificates: Certificates, sink: Sink) -> Terminal:
    """A desk that files its mail by topic, and does not know triaged yet."""
    terminal.write(
        imap=dovecot.ports.imap,
        smtp=f"smtp://127.0.0.1:{sink.port}",
        user=mailbox.address,
        password=mailbox.password,
        ca=str(certificates.authority),
    )
    rules = terminal.folder / "rules.toml"
    rules.write_text(rules.read_text("utf-8") + TOPICS, "utf-8")
    fill(dovecot, mailbox, "INBOX", LEFT)
    fill(dovecot, mailbox, FAULTS, FAULT)
    fill(dovecot, mailbox, "Rechnungen & Mahnungen", BILL)
    fill(dovecot, mailbox, "Sent", ANSWERS)
    return terminal


def kept(desk: Terminal) -> tuple[tuple[PastMail, ...], tuple[FiledMail, ...]]:
    store = open_store(f"sqlite:{desk.folder}/triaged.db")
    try:
        return store.transact_now(lambda tx: (tx.history(), tx.filed()))
    finally:
        store.close_now()


def told(desk: Terminal, *arguments: str) -> dict[str, object]:
    done = desk.run("train", "history", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_a_desk_begins_with_what_it_did_before(desk: Terminal, mailbox: Mailbox, dovecot: Dovecot, sink: Sink) -> None:
    r"""Folders of topics are found by their names, answers in Sent; no relay is asked, \Flagged says nothing.

    The store is made, since no daemon ever ran; a model of topics judges from the first mail on. Once more: the same.
    """
    before, sink.connections = state(dovecot, mailbox), 0

    found = told(desk)

    assert found["read"] == ["INBOX", FAULTS, "Rechnungen & Mahnungen", "Sent"]
    assert found["missing"] == ["Elsewhere"]
    assert (found["mails"], found["sent"]) == (43, 40)
    assert (found["conversations"], found["answered"], found["half_within"]) == (43, 40, 7200)
    assert found["filed"] == {"fault": 20, "billing": 20}
    mails, filed = kept(desk)
    assert {mail.topic: None for mail in mails} == {"fault": None, "billing": None, "": None}
    assert {mail.urgency for mail in mails} <= {"high", "normal", "low"}
    assert [mail.topic for mail in filed] == ["fault", "billing"] * 20
    pytest.importorskip("sklearn", reason="learning needs scikit-learn: pip install triaged[learn]")
    assert found["learned"] is not None
    assert [task["task"] for task in json.loads(desk.run("train", "list", "--json").stdout)["models"]] == ["topic"]

    again = told(desk)

    assert {**again, "learned": None, "since": None} == {**found, "learned": None, "since": None}
    assert [(mail.key, mail.answered_at) for mail in kept(desk)[0]] == [(mail.key, mail.answered_at) for mail in mails]
    assert kept(desk)[1] == filed
    assert state(dovecot, mailbox) == before
    assert (sink.connections, sink.mails) == (0, [])


def test_the_first_mail_is_judged_by_what_folders_taught(desk: Terminal, mailbox: Mailbox, running: Start) -> None:
    """No topic is described in rules.toml; learned before the first start, one is believed of the first new mail."""
    pytest.importorskip("sklearn", reason="learning needs scikit-learn: pip install triaged[learn]")
    told(desk)
    running()
    until(lambda: reads(desk))
    new = Mail(
        at=NOW,
        sender="Ida Holm <ida@new.example>",
        to="support@nordlicht.example",
        subject="The pump",
        id="new@new.example",
        text="Our pump stands still and shows an error, can you repair it?",
    )
    mailbox.deliver(new.octets(), sender="ida@new.example")
    until(lambda: json.loads(desk.run("queue", "--json").stdout)["queue"])
    [waiting] = json.loads(desk.run("queue", "--json").stdout)["queue"]
    why = desk.run("explain", waiting["id"]).stdout
    assert "fault" in why
    assert "learned from 40 mails" in why


def test_a_daemon_that_runs_is_given_what_was_read(desk: Terminal, running: Start) -> None:
    """It keeps the mails and learns; the terminal tells what came of it, in words."""
    daemon = running()
    until(lambda: reads(desk))
    done = desk.run("train", "history")
    assert (done.returncode, done.stderr) == (0, "")
    assert "43 conversations, 40 of them answered, half of them within 2 h 00" in done.stdout
    assert "Filed by topic: 20 fault, 20 billing; answered since then and left outside: 0" in done.stdout
    assert "Folders of topics that are not there: Elsewhere" in done.stdout
    assert daemon.poll() is None


def reads(desk: Terminal) -> bool:
    """Whether a daemon runs and has seen what lies in the mailbox."""
    inboxes = json.loads(desk.run("status", "--json").stdout).get("inboxes", [])
    return bool(inboxes) and all(inbox["caught_up"] for inbox in inboxes)


def until(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait for the daemon."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.2)


def test_files_and_their_topics_are_named(terminal: Terminal, tmp_path: Path) -> None:
    """No server is asked: it is away. A topic that rules.toml does not have, and no sent mail, are wrong uses."""
    rules = terminal.folder / "rules.toml"
    rules.write_text(rules.read_text("utf-8") + TOPICS, "utf-8")
    bills, sent = (
        write_mbox(tmp_path / f"{name}.mbox", [mail.octets() for mail in mails])
        for name, mails in (("bills", BILL), ("sent", ANSWERS))
    )
    found = told(terminal, "--filed", f"billing={bills}", "--sent", str(sent))
    assert (found["read"], found["filed"]) == ([str(bills), str(sent)], {"billing": 20})
    assert (found["conversations"], found["answered"]) == (20, 20)
    for wrong in (("--filed", f"other={bills}", "--sent", str(sent)), ("--filed", f"billing={bills}")):
        done = terminal.run("train", "history", *wrong)
        assert (done.returncode, done.stdout) == (64, "")


def test_nothing_to_learn_from_is_told(terminal: Terminal, tmp_path: Path) -> None:
    """Ends with 1, and makes no store."""
    empty = write_mbox(tmp_path / "empty.mbox", [])
    done = terminal.run("train", "history", str(empty), "--sent", str(empty))
    assert done.returncode == 1
    assert "No answer was found" in done.stdout
    assert not (terminal.folder / "triaged.db").exists()


def test_what_was_learned_from_can_be_forgotten(terminal: Terminal, tmp_path: Path) -> None:
    """Its times and its words; a desk whose store was never made has nothing to forget."""
    assert terminal.run("train", "history", "--forget").returncode == 66
    sent = write_mbox(tmp_path / "sent.mbox", [mail.octets() for mail in ANSWERS])
    bills = write_mbox(tmp_path / "bills.mbox", [mail.octets() for mail in BILL])
    told(terminal, str(bills), "--sent", str(sent))
    assert len(kept(terminal)[0]) == 20
    assert "forgotten" in terminal.run("train", "history", "--forget").stdout
    assert kept(terminal) == ((), ())
