"""A real Dovecot on loopback: IMAP, IMAPS and LMTP, with its users, mail and settings in one directory."""

from __future__ import annotations

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.certificates import Certificates, issue
from tests.servers.dovecot_config import DovecotPlan, DovecotPorts, dovecot_23, dovecot_24
from tests.servers.guardian import guardian
from tests.servers.ports import HOST, free_port, greeting, own_directory, wait_until

_MAIL_UID = 5_000
"""Mail may not belong to root; an id that needs no entry in the passwd file."""


def dovecot_program() -> str | None:
    """Where Dovecot is, or None."""
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")


@dataclass(slots=True)
class Account:
    """One mailbox of the test server: its address is its login."""

    address: str
    password: str
    quota_bytes: int | None = None


@dataclass(slots=True)
class Dovecot:
    """A running server. Start with `Dovecot.start(...)`; `stop()` ends it and removes all it wrote."""

    base: Path
    ports: DovecotPorts
    certificates: Certificates
    introspection: str | None
    connections_per_user: int
    extra: str = ""
    accounts: dict[str, Account] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _writes: int = 0

    @classmethod
    def start(
        cls,
        users: Mapping[str, str] | None = None,
        *,
        certificates: Certificates | None = None,
        introspection: str | None = None,
        connections_per_user: int = 500,
        extra: str = "",
    ) -> Dovecot:
        """Start a server on free ports with `users` (address: password).

        `introspection` is the address tokens are verified at (`TokenServer.introspection`): with it the server
        offers XOAUTH2 and OAUTHBEARER. `extra` is appended to the configuration, in the language of 2.3.
        """
        base = own_directory("dovecot")
        ports = DovecotPorts(imap=free_port(), imaps=free_port(), lmtp=free_port(), sasl=free_port())
        server = cls(
            base=base,
            ports=ports,
            certificates=certificates or issue(directory=base),
            introspection=introspection,
            connections_per_user=connections_per_user,
            extra=extra,
        )
        (base / "mail").mkdir()
        if os.geteuid() == 0:
            os.chown(base / "mail", _MAIL_UID, _MAIL_UID)
        (base / "users").mkdir()
        for address, password in (users or {}).items():
            server.add_user(address, password)
        server._launch()
        return server

    # ---- the process

    def _configuration(self) -> str:
        program = dovecot_program()
        assert program, "Dovecot is not installed: make test-servers"
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        root = os.geteuid() == 0
        plan = DovecotPlan(
            base=self.base,
            ports=self.ports,
            certificates=self.certificates,
            uid=_MAIL_UID if root else os.geteuid(),
            gid=_MAIL_UID if root else os.getegid(),
            introspection=self.introspection,
            connections_per_user=self.connections_per_user,
            extra=self.extra,
        )
        write = dovecot_23 if version.startswith("2.3") else dovecot_24
        return write(
            plan,
            root=root,
            user=pwd.getpwuid(os.geteuid()).pw_name,
            group=grp.getgrgid(os.getegid()).gr_name,
        )

    def _launch(self) -> None:
        program = dovecot_program()
        assert program
        (self.base / "dovecot.conf").write_text(self._configuration())
        with (self.base / "stderr").open("wb") as stderr:
            self._process = subprocess.Popen(
                [program, "-F", "-c", str(self.base / "dovecot.conf")],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                start_new_session=True,
            )
        guardian().watch(self._process.pid)
        wait_until(self._ready, "Dovecot accepts connections")

    def _ready(self) -> bool:
        assert self._process
        if self._process.poll() is not None:
            raise RuntimeError(f"Dovecot ended at once:\n{(self.base / 'stderr').read_text()}{self.log()}")
        return greeting(self.ports.imap).startswith(b"* OK") and greeting(self.ports.lmtp).startswith(b"220")

    def halt(self) -> None:
        """Stop the server and keep its mail: connections end, the ports refuse. `resume` starts it again."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            # One that is told to end while it still starts may wait for children that never heard of it.
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        guardian().forget(self._process.pid)
        self._process = None

    def resume(self) -> None:
        """Start a halted server again, on the same ports, with the same mail."""
        if self._process is None:
            self._launch()

    def restart(self, *, extra: str | None = None) -> None:
        """Stop and start, optionally with another piece of configuration."""
        self.halt()
        if extra is not None:
            self.extra = extra
        self.resume()

    def crash(self) -> None:
        """Kill the server and all its children where they stand; the mail stays. `resume` starts it again."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        guardian().forget(self._process.pid)
        self._process = None

    def stop(self) -> None:
        """End the server and remove its directory."""
        self.crash()
        shutil.rmtree(self.base, ignore_errors=True)

    def log(self) -> str:
        """All that the server has logged."""
        path = self.base / "dovecot.log"
        return path.read_text(errors="replace") if path.exists() else ""

    # ---- users

    def _write(self, account: Account) -> None:
        # Dovecot reads a file again when its time, in whole seconds, is another one: each is a second later.
        self._writes += 1
        quota = account.quota_bytes
        rule = f"userdb_quota_rule=*:bytes={quota}" if quota is not None else ""
        fresh = self.base / "users" / ".new"
        fresh.write_text(f"{account.address.lower()}:{{PLAIN}}{account.password}::::::{rule}\n")
        os.utime(fresh, (self._writes, self._writes))
        fresh.replace(self.base / "users" / account.address.lower())

    def add_user(self, address: str, password: str = "correct horse", *, quota_bytes: int | None = None) -> Account:
        """A new, empty mailbox; it can log in, receive by LMTP and authenticate at Postfix at once."""
        account = self.accounts[address] = Account(address, password, quota_bytes)
        self._write(account)
        return account

    def set_password(self, address: str, password: str) -> None:
        """Change a password; it holds when this returns. Sessions that are logged in stay so (see `kick`)."""
        account = self.accounts[address]
        account.password = password
        self._write(account)
        # The server looks for a change of a file at most once a second.
        wait_until(lambda: self.accepts(address, password), "the new password is accepted")

    def accepts(self, address: str, password: str) -> bool:
        """Whether the server would let this login in."""
        return "auth succeeded" in self.doveadm("auth", "test", address, password, check=False)

    def set_quota(self, address: str, quota_bytes: int | None) -> None:
        """Limit a mailbox, or with None no longer; holds for sessions that begin a second later."""
        account = self.accounts[address]
        account.quota_bytes = quota_bytes
        self._write(account)

    def remove_user(self, address: str) -> None:
        """The login is refused when this returns, LMTP answers 550; the mail stays on disk."""
        account = self.accounts.pop(address)
        (self.base / "users" / address.lower()).unlink()
        wait_until(lambda: not self.accepts(address, account.password), "the login is refused")

    # ---- provoking

    def doveadm(self, *arguments: str, check: bool = True) -> str:
        """Run doveadm against this server and return what it printed."""
        program = shutil.which("doveadm") or "/usr/bin/doveadm"
        run = subprocess.run(
            [program, "-c", str(self.base / "dovecot.conf"), *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        if check and run.returncode:
            raise RuntimeError(f"doveadm {' '.join(arguments)}: {run.stderr.strip()}")
        return run.stdout

    def kick(self, address: str) -> None:
        """End all sessions of a user."""
        self.doveadm("kick", address, check=False)

    def change_uidvalidity(self, address: str, folder: str = "INBOX") -> None:
        """Give the folder another UIDVALIDITY, as a restored or rebuilt mailbox has."""
        current = int(self.doveadm("mailbox", "status", "-u", address, "uidvalidity", folder).split("=")[1])
        self.doveadm("mailbox", "update", "-u", address, "--uid-validity", str(current + 1), folder)
        self.kick(address)

    # ---- mail

    def deliver(self, address: str | list[str], octets: bytes, *, sender: str = "") -> None:
        """Hand mail to the mailbox by LMTP, as the mail system of its domain would. Raises smtplib's errors."""
        with smtplib.LMTP(HOST, self.ports.lmtp) as lmtp:
            refused = lmtp.sendmail(sender, address, octets)
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)

    @contextlib.contextmanager
    def imap(self, address: str) -> Iterator[imaplib.IMAP4]:
        """A logged in imaplib client, independent of the product's own."""
        client = imaplib.IMAP4(HOST, self.ports.imap, timeout=20)
        try:
            client.login(address, self.accounts[address].password)
            yield client
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                client.logout()

    def append(self, address: str, folder: str, octets: bytes, *, flags: str = "") -> int:
        """Put a mail into a folder as a mail program would (made if it is not there); its UID."""
        with self.imap(address) as client:
            client.create(f'"{folder}"')
            _, answer = client.append(f'"{folder}"', f"({flags})" if flags else None, None, octets)
        # [APPENDUID validity uid]
        return int(bytes(answer[0]).split(b"]")[0].split()[2])

    def messages(self, address: str, folder: str = "INBOX") -> list[Stored]:
        """Every message of the folder, by UID, read without touching a flag."""
        with self.imap(address) as client:
            kind, _ = client.select(f'"{folder}"', readonly=True)
            if kind != "OK":
                return []
            _, found = client.uid("SEARCH", "ALL")
            uids = found[0].split() if found and found[0] else []
            if not uids:
                return []
            _, parts = client.uid("FETCH", b",".join(uids).decode(), "(UID FLAGS BODY.PEEK[])")
        return [_stored(part) for part in parts if isinstance(part, tuple)]

    def wait_for_messages(
        self, address: str, count: int = 1, *, folder: str = "INBOX", seconds: float = 20.0
    ) -> list[Stored]:
        """Wait until the folder holds at least `count` messages, and return all of them."""

        def look() -> list[Stored]:
            found = self.messages(address, folder)
            return found if len(found) >= count else []

        return wait_until(look, f"{count} messages in {folder} of {address}", seconds=seconds)

    def folders(self, address: str) -> list[str]:
        """The names of all folders of a mailbox."""
        return sorted(self.doveadm("mailbox", "list", "-u", address).splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One message as the server keeps it."""

    uid: int
    flags: frozenset[str]
    octets: bytes


def _stored(part: tuple[bytes, bytes]) -> Stored:
    head = part[0].decode()
    return Stored(
        uid=int(head.split("UID ")[1].split()[0]),
        flags=frozenset(head.split("FLAGS (")[1].split(")")[0].split()),
        octets=part[1],
    )
