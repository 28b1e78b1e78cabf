"""`triaged report` and `triaged why-late`, run as a person runs them on a store with a past."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Terminal
from tests.loops.house import policy, scribe
from tests.store import make
from triaged.loops.commands import LONG, Request
from triaged.model.finding import Finding
from triaged.model.stored import Notice, TrailEntry
from triaged.model.thread import Outcome
from triaged.model.tx import Tx
from triaged.store import open_store, promises

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONG_AGO = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A store in which one promise was kept, one missed while anna held it, one waits; and a list's mail was silent."""
    made = Terminal(tmp_path)
    made.write()
    store = open_store(f"sqlite:{tmp_path}/triaged.db")
    store.transact_now(past)
    store.close_now()
    return made


def past(tx: Tx) -> None:
    """One promise kept, one missed, one that waits past its time, and a silence."""
    for number, outcome, late in (
        ("KEPT", Outcome.KEPT, -HOUR),
        ("LATE", Outcome.MISSED, 2 * HOUR),
        ("WAIT", None, HOUR),
    ):
        due = LONG_AGO + 4 * HOUR
        thread = tx.add_thread(
            make.thread(promise=make.promise(due), opened_at=LONG_AGO, owner="anna", triage=make.triage()), [number]
        )
        tx.note_event(thread.thread_id, "acknowledged", LONG_AGO + timedelta(seconds=40), delay=timedelta(seconds=40))
        assert thread.promise
        assert thread.promise.promise_id
        if outcome is not None:
            tx.settle_promise(thread.promise.promise_id, outcome, due + late, person="anna")
            tx.note_event(thread.thread_id, "answered", due + late, person="anna", delay=4 * HOUR + late)
        if outcome is Outcome.MISSED:
            tx.add_notice(Notice(person="anna", about="due", at=LONG_AGO + HOUR, thread_id=thread.thread_id))
            tx.notices_told([n.notice_id for n in tx.notices() if n.notice_id], LONG_AGO + HOUR)
            tx.add_trail(TrailEntry(at=LONG_AGO + 2 * HOUR, event="hold", thread_id=thread.thread_id))
            why = Finding(question="?", answer="no: anna holds it", evidence="")
            entry = TrailEntry(at=LONG_AGO + 3 * HOUR, event="not renewed", findings=(why,), thread_id=thread.thread_id)
            tx.add_trail(entry)
    tx.note_event(make.add(tx).thread_id, "silence", LONG_AGO, row="N8")


def rise(tx: Tx, *, watched: timedelta) -> None:
    """A printer that is written about once a week, and eight times in the last two days: two in an incident."""
    now = datetime.now(UTC)
    tx.begin_inbox("support", now - watched)
    printer = replace(make.triage(), topic="printer")
    incident = tx.add_incident(make.incident(since=now))
    for days in (1.5, *(7 * week + 1.5 for week in range(1, 5))):
        make.add(tx, triage=printer, opened_at=now - days * DAY)
    for number in range(7):
        make.add(tx, triage=printer, opened_at=now - HOUR, incident_id=incident if number < 2 else None)
    for _ in range(20):
        make.add(tx, opened_at=now - HOUR)


def asked(terminal: Terminal, *words: str) -> Any:
    """What a command answers as JSON."""
    done = terminal.run(*words, "--since", "2026-03-01", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_report_is_worked_out_of_the_ledger(terminal: Terminal) -> None:
    """Counts, delays and silences; as tables too, in which a share stands beside its counts."""
    total = asked(terminal, "report")["total"]
    told = total["promises"]
    assert (told["made"], told["kept"], told["missed"], told["waiting"], told["late"]["worst"]) == (3, 1, 2, 1, 7200)
    assert (total["answers"]["count"], total["acknowledged"]["median"]) == (2, 40)
    shown = terminal.run("report", "--since", "2026-03-01").stdout
    assert "1 of 3 (33 %)" in shown
    assert "2 (1 not answered yet)" in shown
    assert "a mailing list" in shown
    assert "Commitments" not in shown


def test_groups_are_told_apart(terminal: Terminal) -> None:
    """By team, as JSON and as CSV; the table has a line for each and one for all."""
    assert [group["group"] for group in asked(terminal, "report", "--by", "team")["groups"]] == ["support"]
    done = terminal.run("report", "--since", "2026-03-01", "--by", "week", "--csv")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("group,promises made,promises kept,")
    assert lines[1].startswith("2026-W11,3,1,")


def test_nothing_by_persons_name_unless_it_is_allowed(terminal: Terminal) -> None:
    """Refused with the key to set; in stories people are what they are for the thread."""
    refused = terminal.run("report", "--by", "person")
    assert refused.returncode == 1
    assert "report.by_person = true" in refused.stderr
    assert "anna" not in json.dumps(asked(terminal, "why-late")).lower()
    terminal.change("[store]", "[report]\nby_person = true\n[store]")
    assert [group["group"] for group in asked(terminal, "report", "--by", "person")["groups"]] == ["", "anna"]
    assert "Anna Petersen was told" in json.dumps(asked(terminal, "why-late"))


def test_why_late_tells_a_story_for_each_miss(terminal: Terminal) -> None:
    """With the likely cause; how often each was likely stands above."""
    found = asked(terminal, "why-late")
    assert [(one["thread"], one["answered"], one["cause"]) for one in found["missed"]] == [
        ("WAIT", False, "nobody told"),
        ("LATE", True, "held"),
    ]
    assert [step["what"] for step in found["missed"][1]["trail"]] == [
        "a time was promised",
        "the owner was told (due)",
        "a colleague ordered: hold",
        "not renewed (the owner holds it)",
        "the promised time passed",
    ]
    shown = terminal.run("why-late", "--since", "2026-03-01").stdout
    assert "LATE (support): 2 h 00 late; a person held the letter" in shown
    assert "1 of 2: nobody was told before its time" in shown


def test_an_empty_period_says_so(terminal: Terminal) -> None:
    """No table, no division by zero."""
    assert "nothing was promised" in terminal.run("report", "--since", "1h").stdout
    assert terminal.run("why-late", "--since", "1h").stdout == "no promise was missed\n"
    assert terminal.run("report", "--since", "1h", "--csv").stdout.count("\n") == 2


def test_topics_that_rise_are_in_the_report(tmp_path: Path, terminal: Terminal) -> None:
    """With what is usual and the chance; threads of an incident count, those without a topic do not."""
    store = open_store(f"sqlite:{tmp_path}/triaged.db")
    store.transact_now(lambda tx: rise(tx, watched=60 * DAY))
    store.close_now()
    done = terminal.run("report", "--since", "2d", "--json")
    found = json.loads(done.stdout)["more_than_usual"]
    [told] = found["topics"]
    assert (told["inbox"], told["topic"], told["count"], told["before"], told["usual"]) == (
        "support",
        "printer",
        8,
        4,
        1.0,
    )
    assert 0 < told["chance"] < 0.01
    assert (found["looked_at"], found["too_young"]) == (1, [])
    shown = terminal.run("report", "--since", "2d").stdout
    assert "More than usual: new threads since" in shown
    assert re.search(r"support +printer +8 +1\.0 +1 in \d", shown)
    assert "nothing was promised" not in shown


def test_a_young_inbox_is_said_to_be_young(tmp_path: Path, terminal: Terminal) -> None:
    """What is usual is not known after two weeks less a day: nothing is told, and why."""
    store = open_store(f"sqlite:{tmp_path}/triaged.db")
    store.transact_now(lambda tx: rise(tx, watched=15 * DAY))
    store.close_now()
    found = json.loads(terminal.run("report", "--since", "2d", "--json").stdout)["more_than_usual"]
    assert (found["topics"], found["too_young"]) == ([], ["support"])
    shown = terminal.run("report", "--since", "2d").stdout
    assert "More than usual: too early to say for support" in shown
    assert "printer" not in shown


def test_mistakes_are_told(terminal: Terminal) -> None:
    """A time that is none; JSON and CSV together."""
    done = terminal.run("report", "--since", "soon")
    assert done.returncode == 1
    assert "write 28d" in done.stderr
    assert terminal.run("report", "--csv", "--json").returncode == 64


@pytest.mark.parametrize("page", [1, 3, 9])
def test_a_long_ledger_is_counted_part_by_part(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    """Each part is a transaction of its own: between two of them mail is read; the figures are those of one reading."""
    whole = asked(terminal, "report")
    monkeypatch.setattr(promises, "PAGE", page)
    store = open_store(f"sqlite:{tmp_path}/triaged.db")
    rules = policy()
    request = Request(
        who="anna",
        now=datetime.now(UTC),
        policy=rules,
        scribe=scribe(rules, store),
        arguments={"since": "2026-03-01"},
    )
    entries = len(store.transact_now(lambda tx: list(tx.ledger(request.now))))
    step, answers = LONG["report"](request), [None]
    while answers[-1] is None:
        answers.append(store.transact_now(step))
    store.close_now()

    assert len(answers) - 1 == entries // page + 1
    assert answers[-1]["total"] == whole["total"]


def test_news_that_came_late_has_its_story(tmp_path: Path, terminal: Terminal) -> None:
    """What all customers of an incident were promised stands behind the threads, with the times of the incident."""

    def past(tx: Tx) -> None:
        number = tx.add_incident(make.incident(since=LONG_AGO))
        promise = tx.open_shared_promise(number, make.promise(LONG_AGO + HOUR), LONG_AGO)
        tx.settle_promise(promise, Outcome.MISSED, LONG_AGO + 2 * HOUR)

    store = open_store(f"sqlite:{tmp_path}/triaged.db")
    store.transact_now(past)
    store.close_now()

    [news] = asked(terminal, "why-late")["incidents"]
    assert (news["answered"], news["late"]) == (True, 3600)
    assert [step["what"] for step in news["trail"]] == [
        "the incident was opened",
        "news was promised",
        "the promised time passed",
        "news was sent",
    ]
    shown = terminal.run("why-late", "--since", "2026-03-01").stdout
    assert f"incident {news['incident']} ({news['team']}): news 1 h 00 late" in shown
