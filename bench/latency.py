"""B4: how long one mail waits for its acknowledgement when little arrives, beside the bare wake of IDLE.

The bare wake is the time until Dovecot tells a client that only sits in IDLE of the new mail, on a raw socket. Mails go
in turn to it and to triaged, so both see the same machine.
"""

from __future__ import annotations

import smtplib
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.corpus import mails
from bench.desk import Daemon
from bench.field import PASSWORD, Accepted, Field
from tests.servers.ports import HOST

BETWEEN = 0.25
"""Seconds of rest after each mail: both are back in IDLE when the next one arrives."""
STEP = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Seconds, sorted."""

    bare: Sequence[float]
    triaged: Sequence[float]


def percentile(values: Sequence[float], percent: float) -> float:
    """Of sorted values, the nearest rank."""
    return values[min(len(values) - 1, round(percent / 100 * (len(values) - 1)))]


class _Idle:
    """A client that does nothing but wait."""

    def __init__(self, port: int, address: str) -> None:
        self._socket = socket.create_connection((HOST, port), timeout=30)
        self._file = self._socket.makefile("rb")
        self._file.readline()
        for tag, command in (("a", f'LOGIN {address} "{PASSWORD}"'), ("b", "SELECT INBOX")):
            self._socket.sendall(f"{tag} {command}\r\n".encode())
            while not self._file.readline().startswith(tag.encode() + b" "):
                pass
        self._socket.sendall(b"c IDLE\r\n")
        self._file.readline()

    def woken(self) -> float:
        """The moment at which new mail is told of."""
        while b"EXISTS" not in self._file.readline():
            pass
        return time.monotonic()

    def close(self) -> None:
        self._file.close()
        self._socket.close()


def measure(field: Field, count: int, *, sentences: bool = False) -> Latency:
    """`count` mails to each, one after the other."""
    bare_address = field.new_mailbox()
    idle, daemon = _Idle(field.dovecot.ports.imap, bare_address), Daemon(field, sentences=sentences)
    bare, answered = [], []
    accepted = Accepted.of(field.postfix)
    try:
        with smtplib.LMTP(HOST, field.dovecot.ports.lmtp) as lmtp:
            for number, mail in enumerate(mails(99_000_000, count, to=daemon.address)):
                began = time.monotonic()
                lmtp.sendmail(mail.sender, bare_address, mail.octets)
                bare.append(idle.woken() - began)
                time.sleep(BETWEEN)
                began = time.monotonic()
                lmtp.sendmail(mail.sender, daemon.address, mail.octets)
                answered.append(accepted.wait(number + 1, step=STEP, running=daemon.process) - began)
                time.sleep(BETWEEN)
    finally:
        accepted.close()
        idle.close()
        daemon.close()
    warm = max(1, count // 10)
    return Latency(bare=sorted(bare[warm:]), triaged=sorted(answered[warm:]))
