"""Writes docs/bench.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.figures import Figure
from bench.run import Run

DOC = Path(__file__).parent.parent / "docs" / "bench.md"
_HEAD = """\
# Figures

Written by `make bench`. Everything here was measured in one run on one machine, one program after the other in turns:
everything swings with the load of the machine, rates most; between runs of the same code CPU time a message and the
ratios swung by 15 % and more. B8 is the least of three runs, each in a process of its own.

{machine}

{mails} generated support mails (mean 23.7 KB, one in twenty with an attachment of 200 KB), every sender another one.
"Rate" is counted from the moment a program may begin on a full mailbox to the last acknowledgement accepted by Postfix;
for Pigeonhole, which answers in the delivery, from the first mail handed over. Connections are plain for everybody
except for django-helpdesk's IMAP, which takes TLS by itself. django-helpdesk read {helpdesk} of the mails; its start
is not counted.

triaged runs as in earnest: judgement on, SQLite with synchronous=FULL, log lines written. Its figures are of judging by
words, those "with sentences" of judging what each mail means too (docs/sentences.md); on these nothing is claimed. Its
rows differ in where a copy of each letter could be found again after a crash:

- The provider files copies (`files_sent`, as with Gmail and Microsoft 365): letters are claimed and sent many at a
  time. Nobody files copies here, as nobody does for the peers: B1 to B3 and B6 compare this row.
- Journal copies (the default of plain IMAP): a copy of each is delivered to the inbox, read, marked read, filed, and
  seen in the sent folder: twice the mail for the servers, {journal} durable commits a batch of 50.
- Without any copies: letters are sent one by one, each after a commit of its own, so that a crash leaves one in doubt.

"""


def write(
    machine: str,
    *,
    runs: Mapping[str, tuple[str, Run]],
    figures: Sequence[Figure],
    mails: int,
    helpdesk: int,
    journal_commits: float | None,
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
    journal = "?" if journal_commits is None else f"{journal_commits:.1f}"
    head = _HEAD.format(machine=machine, mails=mails, helpdesk=helpdesk, journal=journal)
    text = head + "\n".join(lines)
    DOC.write_text(text)
    return text


def _run_row(name: str, run: Run) -> str:
    own = "–" if run.cpu is None else f"{run.cpu_ms:.2f}"
    return f"| {name} | {run.rate:.0f} | {own} | {run.servers_ms:.1f} |"
