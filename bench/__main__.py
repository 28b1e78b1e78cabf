"""`python -m bench`: installs the peers, measures everything in one run, writes docs/bench.md.

With CHECK=1 in the environment it ends with status 1 when a figure falls short of its target.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import Protocol

from bench import commits, figures, latency, machine, start, table, watching
from bench.desk import Triaged
from bench.field import Field
from bench.helpdesk import Helpdesk
from bench.peers import has_pigeonhole, install_python_peers
from bench.run import Run
from bench.scripted import Bare, Floor
from bench.vacation import Vacation
from triaged.learn.sentences import installed

PARTS = 3
WARM_UP = 100
HELPDESK_SHARE = 10
"""django-helpdesk gets every tenth mail: it is slow, and its cost a mail does not depend on their number."""


class Contestant(Protocol):
    """Somebody who acknowledges mail."""

    name: str

    def answer(self, count: int) -> Run:
        """Acknowledge `count` new mails."""

    def close(self) -> None:
        """End."""


def main() -> int:
    """Everything, or what `--only` names."""
    arguments = _arguments()
    install_python_peers()
    pigeonhole = has_pigeonhole()
    field = Field.start()
    try:
        runs = _throughput(field, arguments.mails, pigeonhole=pigeonhole)
        found = figures.throughput({key: run for key, (_, run) in runs.items()})
        _say("latency ...")
        found += figures.latency(latency.measure(field, arguments.latency))
        if installed():
            with_sentences = latency.measure(field, arguments.latency, sentences=True)
            found += figures.latency(with_sentences, sentences=True)
        _say("commits ...")
        found += figures.commits(commits.measure(field, 1000, "provider"))
        copied = commits.measure(field, 1000, "journal")
        _say("start ...")
        found += figures.start(start.measure(field))
    finally:
        field.stop()
    _say("watching ...")
    found += figures.watching(watching.measure(watching.FEW), watching.measure(watching.THREADS))
    text = table.write(
        machine.describe(),
        runs=runs,
        figures=found,
        mails=arguments.mails,
        helpdesk=arguments.mails // HELPDESK_SHARE,
        journal_commits=copied.per_batch,
    )
    print(text)
    missed = [figure for figure in found if not figure.reached]
    if not pigeonhole:
        print("Pigeonhole is not installed (apt-get install dovecot-sieve): B1 against it was not measured.")
    return 1 if os.environ.get("CHECK") and (missed or not pigeonhole) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--mails", type=int, default=int(os.environ.get("MAILS", "5000")), help="how many for each")
    parser.add_argument("--latency", type=int, default=150, help="how many mails the latency is taken from")
    return parser.parse_args()


def _throughput(field: Field, mails: int, *, pigeonhole: bool) -> dict[str, tuple[str, Run]]:
    """Each in turn, in three parts, after a warm-up: what the machine does besides hits all of them alike."""
    contestants: dict[str, Contestant] = {
        "triaged": Triaged(field, evidence="provider"),
        "journal": Triaged(field, evidence="journal"),
        "none": Triaged(field, evidence="none"),
        "helpdesk": Helpdesk(field),
        "floor": Floor(field),
        "bare": Bare(field),
    }
    if pigeonhole:
        contestants["vacation"] = Vacation()
    if installed():
        contestants["sentences"] = Triaged(field, evidence="provider", sentences=True)
    try:
        for contestant in contestants.values():
            _say(f"warming up {contestant.name}")
            contestant.answer(WARM_UP // HELPDESK_SHARE if isinstance(contestant, Helpdesk) else WARM_UP)
        runs: dict[str, Run] = {}
        for part in range(PARTS):
            for key, contestant in contestants.items():
                share = (part + 1) * mails // PARTS - part * mails // PARTS
                run = contestant.answer(share // HELPDESK_SHARE if key == "helpdesk" else share)
                _say(
                    f"{contestant.name:34} {run.rate:7.1f}/s, own {run.cpu_ms:6.2f} ms, servers {run.servers_ms:.2f} ms"
                )
                runs[key] = runs[key] + run if key in runs else run
        return {key: (contestants[key].name, run) for key, run in runs.items()}
    finally:
        for contestant in contestants.values():
            contestant.close()


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
