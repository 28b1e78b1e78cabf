"""The running figures are served as counters, told apart as the report does; docs/running.md lists every metric."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.servers import free_port
from tests.store import make
from tests.store.make import HOUR, MINUTE, NOW
from triaged.loops.metrics import serve_metrics
from triaged.model.thread import Outcome, Owed
from triaged.model.tx import Tx
from triaged.report.status import LoopReport
from triaged.store import open_store

PAGE = (Path(__file__).parents[2] / "docs" / "running.md").read_text("utf-8")
ROW = re.compile(r"^\| `(triaged_\w+)` \| (gauge|counter)[^|]* \|([^|]*)\|", re.MULTILINE)


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


def _scraped(folder: Path, step: Callable[[Tx], object], loops: Iterable[LoopReport] = ()) -> list[str]:
    """What is served of a store in which `step` was done."""
    store, port = open_store(f"sqlite:{folder}/triaged.db"), free_port()
    store.transact_now(step)
    end = serve_metrics(("127.0.0.1", port), lambda: store.transact_now(lambda tx: tx.figures(NOW)), lambda: loops)
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            return str(answer.read().decode()).splitlines()
    finally:
        end()
        store.close_now()


def test_a_scrape_shows_what_was_promised_and_what_became_of_it(tmp_path: Path) -> None:
    """By sort and event; events that belong to no promise have counters of their own."""
    lines = _scraped(tmp_path, _past)
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


def test_the_page_lists_what_is_served(tmp_path: Path) -> None:
    """Name, type and labels of every metric, and no other."""

    def something(tx: Tx) -> None:
        _past(tx)
        make.put(tx)

    loop = LoopReport(name="inbox support", seconds=1.0, trouble="", stalled=False)
    lines = _scraped(tmp_path, something, (loop,))
    labels = {
        name: re.findall(r'(\w+)="', given) for name, given in re.findall(r"(?m)^(\w+)(?:\{(.*)\})? ", "\n".join(lines))
    }
    served = {tuple(line.split()[2:]) for line in lines if line.startswith("# TYPE ")}
    listed = {(name, kind): re.findall(r"`(\w+)`", given) for name, kind, given in ROW.findall(PAGE)}
    assert {key: sorted(value) for key, value in listed.items()} == {
        (name, kind): sorted(labels[name]) for name, kind in served
    }
