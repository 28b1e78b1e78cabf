"""The socket below imaplib: its own buffer, limits on everything that comes, one deadline for each command.

imaplib reads through a BufferedReader. That hides what is already there from whoever waits on the socket, loses half
lines after a timeout, blocks for ever on a silent server and waits anew for every octet of a dripping one
(docs/imap.md, pitfalls 1 to 5, 8, 9). The documented places to hook in are open, read, readline, send, shutdown and
starttls.
"""

import contextlib
import imaplib
import ipaddress
import socket
import ssl
import threading
import time
from typing import Any, Literal

from triaged.inbox import limits
from triaged.inbox.arguments import check
from triaged.policy.shape import Server

_RECEIVE = 256 * 1024
_KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))


class Closed(imaplib.IMAP4.abort):
    """The connection ended: the server closed it, or we cut it."""


class TooMuch(imaplib.IMAP4.abort):
    """The answer is larger than any honest one."""


class Unsafe(imaplib.IMAP4.abort):
    """Going on would betray a password or believe a stranger (T17)."""


class Refusal(imaplib.IMAP4.error):
    """A tagged NO: the command failed, the connection is in order. The argument is the server's text."""


class Lifeline:
    """What another thread cuts a connection by, in every phase of its life."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._cut = False

    def attach(self, sock: socket.socket) -> None:
        """From now on `sock` is what `cut` ends. Raises Closed (and closes it) when the cut came first."""
        with self._lock:
            self._socket = sock
            if self._cut:
                sock.close()
                raise Closed("cut before it was open")

    def cut(self) -> None:
        """End the connection at once; whoever blocks on it gets an end of file. The socket is not freed here."""
        with self._lock:
            self._cut = True
            if self._socket is not None:
                # SSLSocket.shutdown would take the TLS object away from under the reading thread.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def free(self) -> None:
        """Give the socket back to the system. Only when nobody reads from it any more."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()


class Wire(imaplib.IMAP4):
    """An IMAP4 connection to `server`. Not thread-safe (pitfall 13), except its lifeline."""

    def __init__(self, server: Server, context: ssl.SSLContext | None, lifeline: Lifeline, seconds: float) -> None:
        self._server = server
        self._context = context
        self._lifeline = lifeline
        self._buffer = bytearray()
        self._seconds = seconds
        self._idle_tag = b""
        self.line_limit = limits.LINE
        self.allow(seconds)
        super().__init__(server.host, server.port, seconds)

    def allow(self, seconds: float, line: int = limits.LINE) -> None:
        """What the next command may take: seconds in all, octets of one line, and the general limits anew."""
        self._until = time.monotonic() + seconds
        self._octets_left = limits.ANSWER
        self._lines_left = limits.LINES
        self.line_limit = line

    def _patience(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this command is over")
        return left

    # ---- imaplib's hooks

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Connect; refuse an unencrypted connection to anything but this machine before a single octet is sent."""
        sock = socket.create_connection((host, port), timeout)
        self.host, self.port, self.sock = host, port, sock
        self._lifeline.attach(sock)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEPALIVE:
            if hasattr(socket, name):
                sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
        if self._server.security == "plain" and not loopback(sock.getpeername()[0]):
            sock.close()
            raise Unsafe("an unencrypted connection is allowed only within this machine: set security to tls")
        if self._server.security == "tls":
            self._encrypt()

    def _encrypt(self) -> None:
        if self._context is None:
            raise Unsafe("no TLS is configured")
        sock = self._context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = sock
        self._lifeline.attach(sock)
        sock.settimeout(self._patience())
        try:
            sock.do_handshake()
        except OSError:
            sock.close()
            raise

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> tuple[Literal["OK"], list[None]]:
        """STARTTLS. What a stranger slipped in behind the server's OK is not taken for the server's word (T17)."""
        self._context = ssl_context or self._context
        kind, _ = self._command_complete("STARTTLS", self._command("STARTTLS"))
        if kind != "OK":
            raise Unsafe("the server refused STARTTLS")
        if self._buffer:
            raise Unsafe("something was sent in clear after STARTTLS was agreed: somebody may sit in between")
        self._encrypt()
        self._tls_established = True
        self.untagged_responses = {}
        self._get_capabilities()
        return "OK", [None]

    def readline(self) -> bytes:
        """A whole line with its end. Raises Closed, TooMuch or TimeoutError; half a line is never given out."""
        self._lines_left -= 1
        if self._lines_left < 0:
            raise TooMuch("too many lines in one answer")
        buffer, start = self._buffer, 0
        while (end := buffer.find(b"\n", start)) < 0:
            start = len(buffer)
            if start > self.line_limit:
                raise TooMuch("a line without end")
            self._receive()
        if end > self.line_limit:
            raise TooMuch("a line without end")
        line = bytes(buffer[: end + 1])
        del buffer[: end + 1]
        return line

    def read(self, size: int) -> bytes:
        """The `size` octets of a literal. Its size is looked at before anything of it is read (I16)."""
        if size > limits.LITERAL:
            raise TooMuch("a literal larger than anything that was asked for")
        buffer = self._buffer
        while len(buffer) < size:
            self._receive()
        literal = bytes(memoryview(buffer)[:size])
        del buffer[:size]
        return literal

    def _receive(self) -> None:
        self.sock.settimeout(self._patience())
        octets = self.sock.recv(_RECEIVE)
        if not octets:
            raise Closed("the server closed the connection")
        self._octets_left -= len(octets)
        if self._octets_left < 0:
            raise TooMuch("the answer does not end")
        self._buffer += octets

    def send(self, data: Any) -> None:
        """Send, within the command's time."""
        self.sock.settimeout(self._patience())
        self.sock.sendall(data)

    def shutdown(self) -> None:
        """Close without a word."""
        self._lifeline.cut()
        self.sock.close()

    def _command(self, name: str, *args: str | bytes | None) -> bytes:
        for argument in args:
            if argument is not None:
                check(argument)
        tag: bytes = super()._command(name, *args)  # type: ignore[misc]
        return tag

    def _command_complete(self, name: str, tag: bytes) -> tuple[str, list[Any]]:
        try:
            answer: tuple[str, list[Any]] = super()._command_complete(name, tag)  # type: ignore[misc]
        except imaplib.IMAP4.abort as error:
            # imaplib makes every abort a new one, with the text of the old and without its kind.
            if isinstance(error.__context__, (Closed, TooMuch)):
                raise error.__context__ from None
            raise
        return answer

    # ---- what imaplib lacks

    @property
    def buffered(self) -> bool:
        """Whether something has arrived that waiting on the socket would never show (pitfall 1)."""
        return bool(self._buffer) or (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending() > 0)

    def begin_idle(self) -> None:
        """Enter IDLE. Whatever the server tells before its "+" is kept among the untagged responses."""
        tag = self._command("IDLE")
        while self._get_response() is not None:
            if self.tagged_commands[tag]:
                _, data = self._get_tagged_response(tag)
                raise Refusal(data[-1])
        self._idle_tag = tag

    def end_idle(self) -> None:
        """Leave IDLE and read all that was told. Raises Closed when the server has gone (pitfall 3)."""
        self.send(b"DONE\r\n")
        kind, data = self._get_tagged_response(self._idle_tag)
        if kind != "OK":
            raise Refusal(data[-1])


def loopback(address: str) -> bool:
    """Whether an IP address is one of this machine's own loopback addresses."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return bool((mapped or parsed).is_loopback)
