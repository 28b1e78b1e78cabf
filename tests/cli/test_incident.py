"""`triaged incident` at a terminal: nothing happens before the count is confirmed, then everybody is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.conftest import Terminal
from tests.store import make
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.store import open_store

SAYS = ("--text", "en=The app is offline.", "--text", "de=Die App ist offline.")


@pytest.fixture
def desk(terminal: Terminal) -> tuple[Terminal, tuple[Thread, ...]]:
    """A store with three customers who wait, two of them for the same thing; no daemon runs."""
    now = datetime.now(UTC)

    def waiting(tx: Tx, number: int, text: str) -> Thread:
        customer = f"kim{number}@customer.test"
        made = make.add(
            tx, customer=customer, triage=make.triage(), last_mail_at=now, opened_at=now, acknowledged_at=now
        )
        mail = make.message(
            thread_id=made.thread_id, author=customer, text=text, received_at=now - timedelta(minutes=9)
        )
        tx.add_message(mail)
        return made

    store = open_store(f"sqlite:{terminal.folder}/triaged.db")
    texts = ("My thermostat app says offline.", "Thermostat app is offline again!", "Where is my invoice?")
    threads = store.transact_now(lambda tx: tuple(waiting(tx, n, text) for n, text in enumerate(texts)))
    store.close_now()
    return terminal, threads


def test_an_incident_is_shown_first_and_opened_with_its_count(desk: tuple[Terminal, tuple[Thread, ...]]) -> None:
    """From the preview over the news to the end, as the lead types it."""
    terminal, (first, second, other) = desk
    begin = ("incident", "open", "The app is offline", "--like", first.reference, *SAYS)

    shown = terminal.run(*begin).stdout
    assert "Nothing is done yet." in shown
    assert second.reference in shown
    assert other.reference not in shown
    assert terminal.run("incident", "list").stdout == "no incident is open\n"

    refused = terminal.run(*begin, "--confirm", "7")
    assert (refused.returncode, "it is 2 threads now" in refused.stderr) == (1, True)
    done = terminal.run(*begin, "--confirm", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 threads share one promise, 2 letters" in done.stdout

    assert "2 customers" in terminal.run("incident", "list").stdout
    whole = terminal.run("incident", "show", "1").stdout
    assert "en: The app is offline." in whole
    assert first.reference in whole
    assert json.loads(terminal.run("incident", "show", "1", "--json").stdout)["incident"]["waiting"] == 2
    assert terminal.run("incident", "attach", "1", other.reference).returncode == 0
    assert terminal.run("incident", "detach", other.reference).returncode == 0
    assert terminal.run("incident", "close", "1", *SAYS).stdout == "incident 1 is over: its customers are told\n"
    assert terminal.run("incident", "list").stdout == "no incident is open\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("open", "The app is offline", "--like", "NONE", *SAYS), "no thread"),
        (("open", "The app is offline", "--text", "en=Offline."), "de"),
        (("show", "9"), "9"),
        (("close", "9", *SAYS), "9"),
        (("detach", "NONE"), "no thread"),
    ],
)
def test_what_cannot_be_done_is_said(terminal: Terminal, arguments: tuple[str, ...], said: str) -> None:
    """One sentence, exit status 1, and nothing is changed."""
    open_store(f"sqlite:{terminal.folder}/triaged.db").close_now()
    refused = terminal.run("incident", *arguments)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
