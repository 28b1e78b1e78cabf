"""Writes docs/bench.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.figures import Figure
from bench.run import Run

DOC = Path(__file__).parent.parent / "docs" / "bench.md"
_HEAD = """\
# Figures

Written by `make bench`. Everything here was measured in one run on one machine, one program after the other in turns:
rates swing with the load of a machine, CPU time a message and ratios of one run do not.

{machine}

{mails} generated support mails (mean 23.7 KB, one in twenty with an attachment of 200 KB), every sender another one.
"Rate" is counted from the moment a program may begin on a full mailbox to the last acknowledgement accepted by Postfix;
for Pigeonhole, which answers in the delivery, from the first mail handed over. Connections are plain for everybody
except for django-helpdesk's IMAP, which takes TLS by itself. django-helpdesk read {helpdesk} of the mails; its start
is not counted.

triaged runs as in earnest: judgement on, SQLite with synchronous=FULL, log lines written. With evidence (the default) a
copy of every letter is delivered to the inbox, read again, marked read and filed. Without evidence there are no copies,
and letters are sent one by one, each after a commit of its own. No peer has evidence: B1 to B3 compare the row without.

"""


def write(
    machine: str, mails: int, helpdesk: int, runs: Mapping[str, tuple[str, Run]], figures: Sequence[Figure]
) -> str:
    """The page; also returned."""
    lines = [
        "| who | messages/s | own CPU ms a message | servers' CPU ms a message |",
        "|---|---|---|---|",
        *(_run_row(name, run) for name, run in runs.values()),
        "",
        "| # | figure | measured | target | aim | |",
        "|---|---|---|---|---|---|",
        *(figure.row() for figure in figures),
        "",
    ]
    head = _HEAD.format(machine=machine, mails=mails, helpdesk=helpdesk)
    text = head + "\n".join(lines)
    DOC.write_text(text)
    return text


def _run_row(name: str, run: Run) -> str:
    own = "–" if run.cpu is None else f"{run.cpu_ms:.2f}"
    return f"| {name} | {run.rate:.0f} | {own} | {run.servers_ms:.1f} |"
