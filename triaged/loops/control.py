"""The socket that commands arrive on: unix, 0660, one JSON object a line each way; the peer's uid names the agent.

Request: {"command": "queue", "arguments": {…}}. Answer: {"ok": true, "result": {…}} or {"ok": false, "error": "…"}.
"""

import asyncio
import json
import os
import pwd
import socket
import struct
from collections.abc import Callable, Mapping
from pathlib import Path

from triaged.errors import CommandRefused, ConfigurationError, TriagedError
from triaged.loops.ask import ANSWER_WITHIN
from triaged.loops.commands import COMMANDS, LONG, Command, Request
from triaged.model.ports import Clock
from triaged.model.tx import Store
from triaged.policy.shape import Policy
from triaged.report.json import Json
from triaged.scribe import Scribe

LONGEST_REQUEST = 128 * 1024
"""Octets: the longest reply fits, in whatever script."""


class Control:
    """Serves commands. `extra` are commands that the daemon answers beside those of the store (status)."""

    def __init__(
        self,
        path: Path,
        *,
        store: Store,
        clock: Clock,
        changed: Callable[[], None],
        policy: Policy,
        scribe: Scribe,
        extra: Mapping[str, Command],
    ) -> None:
        self._path = path
        self._store = store
        self._clock = clock
        self._changed = changed
        self._policy = policy
        self._scribe = scribe
        self._extra = extra
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen. A socket left by a dead daemon is replaced (the store's lock proved that it is dead)."""
        if len(os.fsencode(self._path)) > 107:
            raise ConfigurationError(
                f"store.socket: {self._path} is longer than the 107 bytes a socket's path may have"
            )
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path.unlink(missing_ok=True)
            self._server = await asyncio.start_unix_server(self._serve, path=self._path, limit=LONGEST_REQUEST)
            self._path.chmod(0o660)
        except OSError as error:
            raise ConfigurationError(f"store.socket: cannot listen at {self._path} ({error.strerror})") from error

    async def close(self) -> None:
        """Stop listening, remove the socket."""
        if self._server is not None:
            self._server.close()
            self._path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                line = await self._line(reader)
            answer = await self._answer(line, peer_name(writer))
            async with asyncio.timeout(ANSWER_WITHIN):
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
        except (ConnectionError, TimeoutError):
            pass
        finally:
            writer.close()

    async def _line(self, reader: asyncio.StreamReader) -> bytes:
        try:
            return await reader.readline()
        except ValueError:  # longer than LONGEST_REQUEST
            return b""

    async def _answer(self, line: bytes, who: str) -> Json:
        try:
            asked = json.loads(line)
            name, arguments = asked["command"], asked.get("arguments", {})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {"ok": False, "error": "not a request", "status": 64}
        request = Request(
            who=who,
            now=self._clock(),
            policy=self._policy,
            scribe=self._scribe,
            arguments=arguments if isinstance(arguments, dict) else {},
        )
        try:
            return {"ok": True, "result": await self._result(str(name), request)}
        except TriagedError as error:
            return {"ok": False, "error": str(error), "status": error.status}

    async def _result(self, name: str, request: Request) -> Json:
        if name in LONG:
            step, answer = LONG[name](request), None
            while answer is None:
                answer = await self._store.transact(step)
            return answer
        command = self._extra.get(name) or COMMANDS.get(name)
        if command is None:
            raise CommandRefused(f"this daemon does not know the command {name!r}; is it older than the command line?")
        result = await self._store.transact(lambda tx: command(tx, request))
        self._changed()
        return result


def peer_name(writer: asyncio.StreamWriter) -> str:
    """The user name behind the connection (SO_PEERCRED), else "uid N"."""
    peer = writer.get_extra_info("socket")
    _, uid, _ = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"
