"""A real Postfix on loopback: port 25's and the submission doors, its own queue, and nowhere to send but here."""

from __future__ import annotations

import os
import re
import shutil
import smtplib
import subprocess
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.guardian import end, guardian
from tests.servers.policy import Policy
from tests.servers.ports import HOST, free_port, listening, own_directory, wait_until


def postfix_program() -> str | None:
    """Where Postfix is, or None."""
    return shutil.which("postfix") or shutil.which("postfix", path="/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostfixPorts:
    """smtp: open to loopback, as an internal relay is; submission: STARTTLS and login required; smtps: the same
    with implicit TLS.
    """

    smtp: int
    submission: int
    smtps: int


@dataclass(slots=True)
class Postfix:
    """A running server. Start with `Postfix.start(...)`; `stop()` ends it and removes all it wrote."""

    base: Path
    ports: PostfixPorts
    policy: Policy
    domains: tuple[str, ...]
    _pid: int | None = None

    @classmethod
    def start(
        cls,
        dovecot: Dovecot,
        *,
        sink_port: int,
        domains: Sequence[str] = ("firm.test",),
        certificates: Certificates | None = None,
        extra: str = "",
    ) -> Postfix:
        """Start a server which hands mail for `domains` to Dovecot by LMTP and all other mail to the sink.

        Logins are Dovecot's. `extra` is appended to main.cf.
        """
        base = own_directory("postfix")
        ports = PostfixPorts(smtp=free_port(), submission=free_port(), smtps=free_port())
        server = cls(base=base, ports=ports, policy=Policy.start(), domains=tuple(domains))
        server._write(dovecot, sink_port, certificates or dovecot.certificates, extra)
        server.resume()
        return server

    def _write(self, dovecot: Dovecot, sink_port: int, tls: Certificates, extra: str) -> None:
        for name in ("etc", "spool", "data", "log"):
            (self.base / name).mkdir()
        shutil.chown(self.base / "data", "postfix", "postfix")
        etc = self.base / "etc"
        for name in ("postfix-script", "post-install", "dynamicmaps.cf"):
            if (found := Path("/etc/postfix") / name).exists():
                shutil.copy(found, etc / name)
        # Of the files Postfix would see to, the queue's only: its manual and programs are not ours, and take 2 s.
        files = Path("/etc/postfix/postfix-files").read_text().splitlines(keepends=True)
        own = ("$queue_directory", "$data_directory", "$config_directory:")
        (etc / "postfix-files").write_text("".join(line for line in files if line.startswith(own)))
        main = _MAIN.format(
            base=self.base,
            HOST=HOST,
            domains=", ".join(self.domains),
            lmtp=dovecot.ports.lmtp,
            sasl=dovecot.ports.sasl,
            sink=sink_port,
            policy=self.policy.port,
            tls=tls,
        )
        (etc / "main.cf").write_text(_overridden(main, extra))
        (etc / "master.cf").write_text(_MASTER.format(ports=self.ports, HOST=HOST))
        # Postfix waits until a configuration is some seconds old, lest it read one that is still being written.
        for name in ("main.cf", "master.cf"):
            os.utime(etc / name, (1_000_000_000, 1_000_000_000))

    def _postfix(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        program = postfix_program()
        assert program, "Postfix is not installed: make test-servers"
        # Without its own streams the daemon keeps the caller's open, and whoever reads them waits for ever.
        with (self.base / "log" / "start").open("a") as log:
            return subprocess.run(
                [program, "-c", str(self.base / "etc"), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                text=True,
                check=check,
            )

    # ---- the process

    def resume(self) -> None:
        """Start (again), on the same ports, with the same queue."""
        if self._pid is not None:
            return
        self._postfix("start")
        pid_file = self.base / "spool" / "pid" / "master.pid"
        wait_until(lambda: pid_file.exists() and pid_file.read_text().strip(), "Postfix has a pid")
        self._pid = int(pid_file.read_text())
        guardian().watch(self._pid)
        doors = (self.ports.smtp, self.ports.submission, self.ports.smtps)
        wait_until(lambda: all(listening(port) for port in doors), "Postfix accepts connections")

    def halt(self) -> None:
        """Stop and keep the queue: the ports refuse. `resume` starts it again."""
        if self._pid is None:
            return
        end(self._pid)
        guardian().forget(self._pid)
        self._pid = None

    def restart(self) -> None:
        """Stop and start."""
        self.halt()
        self.resume()

    def stop(self) -> None:
        """End the server and its policy server, and remove its directory."""
        self.halt()
        self.policy.stop()
        shutil.rmtree(self.base, ignore_errors=True)

    def log(self) -> str:
        """All that the server has logged."""
        path = self.base / "log" / "mail.log"
        return path.read_text(errors="replace") if path.exists() else ""

    # ---- the queue

    def _queue_tool(self, program: str, *arguments: str) -> str:
        path = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert path, f"{program} is not installed"
        run = subprocess.run(
            [path, "-c", str(self.base / "etc"), *arguments], capture_output=True, text=True, check=False
        )
        return run.stdout + run.stderr

    def flush(self) -> None:
        """Try all deferred mail again now."""
        self._queue_tool("postqueue", "-f")

    def queue(self) -> list[str]:
        """The ids of the mails that wait in the queue."""
        return re.findall(r"^([0-9A-F]{6,})", self._queue_tool("postqueue", "-p"), re.MULTILINE)

    def empty_queue(self) -> None:
        """Delete all mail that waits."""
        self._queue_tool("postsuper", "-d", "ALL")

    # ---- mail

    def send(self, sender: str, recipients: str | list[str], octets: bytes) -> None:
        """Hand in a mail at the open door, as another mail system would. Raises smtplib's errors."""
        with smtplib.SMTP(HOST, self.ports.smtp, timeout=20) as client:
            client.sendmail(sender, recipients, octets)


def _overridden(main: str, extra: str) -> str:
    """`main` without the settings that `extra` makes anew, and those.

    Said twice, each program would warn of it at its start, and the one that writes the log waits for itself to do so.
    """
    names = {line.split("=")[0].strip() for line in extra.splitlines() if "=" in line}
    kept = [line for line in main.splitlines() if line.split("=")[0].strip() not in names]
    return "\n".join([*kept, extra]) + "\n"


_MAIN = textwrap.dedent(
    """\
    compatibility_level = 3.6
    queue_directory = {base}/spool
    data_directory = {base}/data
    maillog_file = {base}/log/mail.log
    maillog_file_prefixes = {base}
    command_directory = /usr/sbin
    daemon_directory = /usr/lib/postfix/sbin
    mail_owner = postfix
    setgid_group = postdrop

    myhostname = mail.firm.test
    mydestination =
    alias_maps =
    local_recipient_maps =
    local_transport = error:no local mail here
    inet_interfaces = {HOST}
    inet_protocols = ipv4
    mynetworks = 127.0.0.0/8
    disable_dns_lookups = yes
    smtp_host_lookup = native
    biff = no
    recipient_delimiter = +
    smtputf8_enable = yes

    # Nothing can leave the machine: the domains go to Dovecot, everything else to the sink.
    virtual_mailbox_domains = {domains}
    virtual_mailbox_maps = static:all
    virtual_transport = lmtp:inet:{HOST}:{lmtp}
    default_transport = smtp:[{HOST}]:{sink}
    relay_transport = smtp:[{HOST}]:{sink}
    smtp_destination_concurrency_limit = 5
    lmtp_destination_recipient_limit = 1
    destination_concurrency_feedback_debug = no
    default_destination_concurrency_failed_cohort_limit = 0

    queue_run_delay = 1s
    minimal_backoff_time = 1s
    maximal_backoff_time = 2s
    smtp_connect_timeout = 5s
    message_size_limit = 52428800
    mailbox_size_limit = 0
    virtual_mailbox_limit = 0
    smtpd_client_connection_rate_limit = 0
    smtpd_client_connection_count_limit = 0
    smtpd_error_sleep_time = 0
    smtpd_soft_error_limit = 1000
    smtpd_hard_error_limit = 1000
    in_flow_delay = 0

    smtpd_tls_security_level = may
    smtpd_tls_cert_file = {tls.certificate}
    smtpd_tls_key_file = {tls.key}
    smtpd_sasl_type = dovecot
    smtpd_sasl_path = inet:{HOST}:{sasl}
    smtpd_sasl_auth_enable = no
    smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
    smtpd_recipient_restrictions = check_policy_service inet:{HOST}:{policy}, permit
    smtpd_end_of_data_restrictions = check_policy_service inet:{HOST}:{policy}, permit
    smtpd_policy_service_default_action = DUNNO
    """
)

_MASTER = textwrap.dedent(
    """\
    {HOST}:{ports.smtp} inet n - n - - smtpd
    {HOST}:{ports.submission} inet n - n - - smtpd
      -o syslog_name=postfix/submission
      -o smtpd_tls_security_level=encrypt
      -o smtpd_sasl_auth_enable=yes
      -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
    {HOST}:{ports.smtps} inet n - n - - smtpd
      -o syslog_name=postfix/smtps
      -o smtpd_tls_wrappermode=yes
      -o smtpd_sasl_auth_enable=yes
      -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    tlsmgr unix - - n 1000? 1 tlsmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    verify unix - - n - 1 verify
    flush unix n - n 1000? 0 flush
    proxymap unix - - n - - proxymap
    proxywrite unix - - n - 1 proxymap
    smtp unix - - n - - smtp
    relay unix - - n - - smtp
    showq unix n - n - - showq
    error unix - - n - - error
    retry unix - - n - - error
    discard unix - - n - - discard
    lmtp unix - - n - - lmtp
    anvil unix - - n - 1 anvil
    scache unix - - n - 1 scache
    postlog unix-dgram n - n - 1 postlogd
    """
)
