"""Floor 7: the command line. One command a file or a few of a kind; it decides nothing and prints what it is told."""

import os
import sys
from pathlib import Path
from types import TracebackType

import click

from triaged.errors import TriagedError

INTERRUPTED = 130
USAGE = 64
UNFORESEEN = 70


def main() -> None:
    """The `triaged` command: every error a sentence on standard error and the exit status of its class."""
    from triaged.cli.group import triaged

    sys.excepthook = _unforeseen
    try:
        status = triaged.main(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        status = USAGE
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except TriagedError as error:
        click.echo(f"triaged: {error}", err=True)
        status = error.status
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (| head): no more output, also not from Python's own shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status if isinstance(status, int) else 0)


def _unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug of ours ends the process: where it was is told, what it says is not, for that may quote mail (T15)."""
    places = []
    while trace is not None:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    del error
    click.echo(
        f"triaged: an error nobody foresaw ({kind.__name__} at {' < '.join(places[:-7:-1])}); report it", err=True
    )
    raise SystemExit(UNFORESEEN)
