"""The other end of the control socket: asks the daemon. Imports next to nothing, so that commands start quickly."""

import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from triaged.errors import CommandRefused
from triaged.report.json import Json

ANSWER_WITHIN = 30.0
"""Seconds."""


def ask(path: Path, command: str, arguments: Mapping[str, object], *, within: float = ANSWER_WITHIN) -> Json | None:
    """Ask the daemon behind `path`, which answers within so many seconds; None when no daemon listens.

    Raises CommandRefused.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as daemon:
        daemon.settimeout(within)
        try:
            daemon.connect(str(path))
        except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError):
            return None
        except PermissionError as error:
            raise CommandRefused(f"{path}: you may not talk to the daemon; are you in its group?") from error
        except OSError as error:
            raise CommandRefused(f"{path}: the daemon cannot be asked ({error})") from error
        try:
            answer = _exchange(daemon, {"command": command, "arguments": dict(arguments)})
        except (OSError, ValueError) as error:
            raise CommandRefused("the daemon did not answer; look at its log") from error
    if not answer["ok"]:
        refused = CommandRefused(answer["error"])
        refused.status = answer.get("status", refused.status)
        raise refused
    result: Json = answer["result"]
    return result


def _exchange(daemon: socket.socket, request: Json) -> Any:
    daemon.sendall(json.dumps(request, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    chunks = []
    while chunk := daemon.recv(65536):
        chunks.append(chunk)
    return json.loads(b"".join(chunks))
