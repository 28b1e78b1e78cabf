"""Many customers write about one thing: the lead hears it once, and opens the incident with what the notice says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.dialogs.desk import Desk
from tests.dialogs.test_incidents import CLOUD
from tests.dialogs.test_late import AT_ANY_HOUR
from tests.store import make
from triaged.decide.likeness import numbers
from triaged.model.burst import packed
from triaged.model.tx import Tx
from triaged.store import open_store

USUAL = ("Where is my invoice?", "Please change my address", "My parcel is late", "I want to return the lamp")


def four_weeks_behind(desk: Desk) -> None:
    """As if 240 ordinary mails had come in four weeks: a desk knows then what is usual."""
    now = datetime.now(UTC)

    def step(tx: Tx) -> None:
        for number in range(240):
            at = now - timedelta(days=1) - number * timedelta(hours=2.5)
            thread = make.add(tx, opened_at=at, last_mail_at=at, closed_at=at)
            tx.note_numbers("support", [(thread.thread_id, at, packed(numbers(USUAL[number % len(USUAL)])))])

    store = open_store(f"sqlite:{desk.folder}/triaged.db")
    store.transact_now(step)
    store.close_now()


@pytest.fixture
def experienced(closed_desk: Desk) -> Desk:
    """A desk with four weeks behind it, which gathers notices for a second."""
    desk = closed_desk.rewrite('[letters]\ndoubt_wait = "2s"\n', AT_ANY_HOUR)
    desk.add_rules('[ladder]\ngather = "1s"\n[limits]\ninbox = "1000 an hour"\ndomain = "1000 an hour"\n').start()
    desk.stop()
    four_weeks_behind(desk)
    return desk


def outage(desk: Desk, first: int, count: int) -> None:
    """So many customers whose controllers are offline."""
    for number in range(first, first + count):
        desk.customer(f"Kim{number} Lee").writes(
            f"Controller {number}", f"Hello, our controller shows offline in room {number}."
        )
    desk.wait_for_mails(first + count, seconds=120)


def test_an_outage_nobody_prepared_for_is_told_once_with_the_command(experienced: Desk) -> None:
    """Seven alike mails: one notice with their words; its command, with texts, opens the incident for all of them."""
    desk = experienced.start()
    desk.customer("Lee Min").writes("My invoice", "Where is my invoice?")
    desk.wait_for_mails(1)
    outage(desk, 1, 7)
    [notice] = desk.lead_receives(1)
    assert notice.says("customers have written about one thing", "offline", "shows"), notice.text
    command = re.search(r"triaged incident open \"([^\"]+)\" --like (\w+)", notice.text)
    assert command, notice.text

    refused = desk.triaged("incident", "open", command[1], "--like", command[2], "--text", "en=…", check=False)
    assert refused.returncode == 1
    assert "add --text" in refused.stderr
    texts = [f"--text={code}=It is being repaired." for code in ("de", "en")]
    shown = desk.triaged("incident", "open", command[1], "--like", command[2], *texts)
    assert "--confirm 7" in shown.stdout

    desk.stop()
    desk.start()
    outage(desk, 8, 1)
    desk.wait_for_a_look()
    assert len(desk.lead_receives(1)) == 1


def test_the_incident_that_was_prepared_is_named(experienced: Desk) -> None:
    """Where one of rules.toml fits, its own command is enough."""
    desk = experienced.add_rules(CLOUD).start()
    outage(desk, 0, 6)
    [notice] = desk.lead_receives(1)
    assert notice.says("the app cannot reach the devices", "triaged incident open cloud")
    assert "--confirm 6" in desk.triaged("incident", "open", "cloud").stdout
