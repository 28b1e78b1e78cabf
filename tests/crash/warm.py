"""Starts daemons quickly: a process that has imported triaged once and forks one daemon after the other.

What runs in a child is `triaged --rules FILE run -v` as anybody would start it; only what a process does once, whatever
it is asked, is done already (imports, compiled patterns, prepared statements), so that a thousand starts do not take
half an hour. `python -m tests.crash.warm FILE`: one request a line on standard input, one pid a line in answer.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


def serve(rules: Path) -> None:
    """Fork a daemon for each request until standard input ends; the daemons end with this process."""
    _warm_up(rules)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("warm", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(json.loads(line))
        print(child, flush=True)


def _warm_up(rules: Path) -> None:
    import triaged.cli.run
    import triaged.daemon  # noqa: F401 - so that a child need not
    from triaged.files import load_policy, load_wording
    from triaged.store import open_store

    load_wording(load_policy(rules), rules)
    with tempfile.TemporaryDirectory() as folder:
        open_store(f"sqlite:{folder}/triaged.db").close_now()


def _run(asked: dict[str, Any]) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.closerange(3, 64)
    os.environ["NOTIFY_SOCKET"] = asked["notify"]
    if asked["stopped"]:
        os.kill(os.getpid(), signal.SIGSTOP)
    sys.argv = ["triaged", "--rules", asked["rules"], "run", "-v"]
    from triaged.cli import main

    main()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
