"""A chat platform on loopback: keeps what it is sent and answers as it is told. Ends with its test."""

from __future__ import annotations

import json
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.servers.ports import HOST, free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.body)


@dataclass(slots=True)
class ChatServer:
    """Answers every request with `status`, `headers` and `body`. Header names are kept in lower case.

    `manner`: "plain"; "silent" never answers; "endless" never ends its body; "dripping" sends its body and then an
    octet now and then; "broken" hangs up within its body.
    """

    port: int
    secure: bool = False
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    manner: str = "plain"
    received: list[Received] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)
    """The other side gave up on an endless answer."""
    _http: ThreadingHTTPServer | None = None

    @classmethod
    def start(cls, *, tls: ssl.SSLContext | None = None) -> ChatServer:
        """Start one; with `tls` it speaks https."""
        server = cls(port=free_port(), secure=tls is not None)

        class Handler(_Handler):
            chat = server

        http = ThreadingHTTPServer((HOST, server.port), Handler)
        http.daemon_threads = True
        if tls is not None:
            http.socket = tls.wrap_socket(http.socket, server_side=True)
        server._http = http
        threading.Thread(target=http.serve_forever, args=(0.02,), name="chat", daemon=True).start()
        return server

    def url(self, path: str = "", *, host: str = HOST) -> str:
        """An address of it."""
        return f"http{'s' if self.secure else ''}://{host}:{self.port}{path}"

    def stop(self) -> None:
        """End it, also where it is in the midst of an answer."""
        self.stopping.set()
        if self._http:
            self._http.shutdown()
            self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    chat: ChatServer

    def _answer(self) -> None:
        chat = self.chat
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        chat.received.append(Received(method=self.command, path=self.path, headers=headers, body=body))
        if chat.manner == "silent":
            chat.stopping.wait()
            return
        self.send_response(chat.status)
        for name, value in chat.headers.items():
            self.send_header(name, value)
        if chat.manner == "broken":
            self.send_header("Content-Length", str(len(chat.body) + 10))
        elif chat.manner == "plain":
            self.send_header("Content-Length", str(len(chat.body)))
        self.end_headers()
        self.wfile.write(chat.body)
        if chat.manner == "endless":
            self._go_on(b"x" * 65_536, pause=0)
        elif chat.manner == "dripping":
            self._go_on(b"x", pause=0.02)

    def _go_on(self, piece: bytes, *, pause: float) -> None:
        try:
            while not self.chat.stopping.wait(pause):
                self.wfile.write(piece)
        except OSError:
            self.chat.hung_up.set()

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing on stderr."""
