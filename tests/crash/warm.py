"""Starts daemons quickly: a process that has imported triaged once and forks one daemon after the other.

What runs in a child is `triaged --rules FILE run -v` as anybody would start it; only its imports are done already, so
that a thousand starts do not take half an hour. One request a line on standard input, one pid a line in answer.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from typing import Any

_PR_SET_PDEATHSIG = 1


def serve() -> None:
    """Fork a daemon for each request until standard input ends; the daemons end with this process."""
    _import()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("warm", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(json.loads(line))
        print(child, flush=True)


def _import() -> None:
    import triaged.cli
    import triaged.cli.run
    import triaged.daemon
    import triaged.store.sqlite  # noqa: F401 - the daemon imports it when it opens the store


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
    serve()
