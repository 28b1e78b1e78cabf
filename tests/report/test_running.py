"""The running figures are served as counters, told apart as the report tells them apart."""

from __future__ import annotations

import urllib.request
from pathlib import Path

from tests.servers import free_port
from tests.store import make
from tests.store.make import HOUR, MINUTE, NOW
from triaged.loops.metrics import serve_metrics
from triaged.model.thread import Outcome, Owed
from triaged.model.tx import Tx
from triaged.store import open_store


def _past(tx: Tx) -> None:
    for told, what, outcome in (
        (True, Owed.REPLY, Outcome.KEPT),
        (True, Owed.UPDATE, Outcome.CLOSED_UNANSWERED),
        (True, Owed.COMMITMENT, Outcome.MISSED),
        (False, Owed.REPLY, Outcome.RELEASED),
    ):
        number = tx.open_promise(make.add(tx).thread_id, make.promise(told=told, what=what), NOW)
        tx.settle_promise(number, outcome, NOW + HOUR)
    thread = make.add(tx, promise=make.promise(NOW - MINUTE))
    for event in ("acknowledged", "answered", "silence", "silence"):
        tx.note_event(thread.thread_id, event, NOW)


def test_a_scrape_shows_what_was_promised_and_what_became_of_it(tmp_path: Path) -> None:
    """By sort and event; events that belong to no promise have counters of their own."""
    store, port = open_store(f"sqlite:{tmp_path}/triaged.db"), free_port()
    store.transact_now(_past)
    end = serve_metrics(("127.0.0.1", port), lambda: store.transact_now(lambda tx: tx.figures(NOW)), lambda: ())
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            lines = answer.read().decode().splitlines()
    finally:
        end()
        store.close_now()
    shown = dict(line.rsplit(" ", 1) for line in lines if line.startswith("triaged_"))
    expected = {
        ("promise", "promised"): 3,
        ("promise", "kept"): 1,
        ("promise", "closed_unanswered"): 1,
        ("commitment", "promised"): 1,
        ("commitment", "missed"): 1,
        ("target", "promised"): 1,
        ("target", "released"): 1,
    }
    assert {name: float(shown[name]) for name in shown if name.startswith("triaged_promises_total")} == {
        f'triaged_promises_total{{event="{event}",sort="{sort}"}}': n for (sort, event), n in expected.items()
    }
    assert [shown[f"triaged_{name}"] for name in ("acknowledgements_total", "answers_total", "silences_total")] == [
        "1.0",
        "1.0",
        "2.0",
    ]
    assert shown["triaged_promises_late"] == "1.0"
