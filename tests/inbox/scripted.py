"""An IMAP server that says exactly what a test tells it to, octet by octet, plain or over TLS.

A script is a function that holds one connection's dialogue; it runs in a thread of its own. What goes wrong in a script
(an unexpected command) is raised again when the test stops the server.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.servers.certificates import Certificates
from tests.servers.ports import wait_until

Script = Callable[["Peer"], None]
CAPABILITIES = "IMAP4rev1 IDLE UIDPLUS MOVE AUTH=PLAIN AUTH=XOAUTH2"


class Gone(Exception):
    """The client closed the connection."""


class Peer:
    """The server's end of one connection."""

    def __init__(self, sock: socket.socket, received: list[str], certificates: Certificates) -> None:
        self._socket = sock
        self._received = received
        self._certificates = certificates
        self._buffer = b""

    def send(self, *lines: str) -> None:
        """Lines, in one segment."""
        self.raw("".join(f"{line}\r\n" for line in lines).encode())

    def raw(self, octets: bytes) -> None:
        """Octets as they are."""
        try:
            self._socket.sendall(octets)
        except OSError as error:
            raise Gone from error

    def line(self) -> str:
        """The next line of the client. Raises Gone."""
        while b"\r\n" not in self._buffer:
            try:
                octets = self._socket.recv(65_536)
            except OSError as error:
                raise Gone from error
            if not octets:
                raise Gone
            self._buffer += octets
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        self._received.append(line.decode())
        return self._received[-1]

    def expect(self, pattern: str) -> str:
        """The tag of the next command, which must fit."""
        line = self.line()
        tag, _, command = line.partition(" ")
        assert re.match(pattern, command), f"expected {pattern}, got {command}"
        return tag

    def answer(self, pattern: str, *untagged: str, ok: str = "OK done") -> None:
        """Expect a command and answer it in one segment."""
        tag = self.expect(pattern)
        self.send(*untagged, f"{tag} {ok}")

    def encrypt(self) -> None:
        """The TLS handshake."""
        self._socket = self._certificates.server_context().wrap_socket(self._socket, server_side=True)

    def until_gone(self) -> None:
        """Read whatever the client still says."""
        while True:
            self.line()

    # ---- the dull parts of a dialogue

    def log_in(self, capabilities: str = CAPABILITIES) -> None:
        """Greeting, capabilities, AUTHENTICATE PLAIN, capabilities again."""
        self.send("* OK ready")
        self.answer("CAPABILITY", f"* CAPABILITY {capabilities}")
        tag = self.expect("AUTHENTICATE PLAIN")
        self.send("+ ")
        self.line()
        self.send(f"{tag} OK welcome")
        self.answer("CAPABILITY", f"* CAPABILITY {capabilities}")

    def select(self, *, uidvalidity: int = 7, exists: int = 2) -> None:
        """SELECT or EXAMINE."""
        self.answer(
            "(SELECT|EXAMINE)",
            f"* {exists} EXISTS",
            f"* OK [UIDVALIDITY {uidvalidity}] here",
            f"* OK [UIDNEXT {exists + 1}] next",
            r"* OK [PERMANENTFLAGS (\Seen \Deleted \*)] flags",
        )

    def idle(self, *at_once: str) -> str:
        """The client goes idle: the tag; `at_once` travels in the same segment as "+ idling" (I8)."""
        tag = self.expect("IDLE")
        self.send("+ idling", *at_once)
        return tag

    def done(self, tag: str, *untagged: str) -> None:
        """The client leaves IDLE."""
        assert self.line() == "DONE"
        self.send(*untagged, f"{tag} OK idle is over")


def literal(name: str, octets: bytes) -> bytes:
    """One item of a FETCH answer as a literal."""
    return f"{name} {{{len(octets)}}}\r\n".encode() + octets


@dataclass(slots=True)
class ScriptedServer:
    """Listens on loopback. Each connection takes the next script; the last one serves all further connections."""

    certificates: Certificates
    implicit_tls: bool
    scripts: list[Script] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    connections: int = 0
    _errors: list[BaseException] = field(default_factory=list)
    _open: list[socket.socket] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def __post_init__(self) -> None:
        self._start(self._accept)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    def commands(self) -> list[str]:
        """What the client said, without its tags."""
        return [line.partition(" ")[2] if re.match(r"[A-P]{4}\d+ ", line) else line for line in self.received]

    def wait_for(self, word: str) -> None:
        """Block until the client has said a line with `word` in it."""
        wait_until(lambda: any(word in line for line in self.received), f"the client says {word}")

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.append(sock)
            script = self.scripts[min(self.connections, len(self.scripts) - 1)]
            self.connections += 1
            self._start(self._serve, sock, script)

    def _serve(self, sock: socket.socket, script: Script) -> None:
        try:
            peer = Peer(sock, self.received, self.certificates)
            if self.implicit_tls:
                peer.encrypt()
            script(peer)
        except (Gone, ssl.SSLError, ConnectionError):
            pass
        except Exception as error:  # noqa: BLE001 - raised again by stop()
            self._errors.append(error)
        finally:
            with contextlib.suppress(OSError, UnboundLocalError):
                peer._socket.shutdown(socket.SHUT_RDWR)
            with contextlib.suppress(OSError, UnboundLocalError):
                peer._socket.close()
            sock.close()

    def stop(self) -> None:
        """End it, and raise what went wrong in a script."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(10)
        for error in self._errors:
            raise error
