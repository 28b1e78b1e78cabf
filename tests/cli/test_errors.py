"""Whatever is wrong, a person reads one clear sentence, and a script reads the exit status of its class."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Start, Terminal
from tests.servers import wait_until

if TYPE_CHECKING:
    from tests.conftest import Mailbox
    from tests.servers import Certificates, Postfix, Sink

COMMANDS = ("check", "judge x.eml", "letters", "queue", "explain X", "run", "pause", "quarantine list", "hold list")


def told(done: subprocess.CompletedProcess[str], status: int, *words: str, lines: int = 1) -> None:
    """The status, and that many lines on standard error, which hold the words; no trace of Python."""
    assert done.returncode == status, done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    assert len(done.stderr.strip().splitlines()) == lines, done.stderr
    assert done.stderr.startswith("triaged: ")
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_without_rules_toml_the_file_is_named(terminal: Terminal, command: str) -> None:
    """66: a file that was named cannot be read."""
    told(terminal.run(*command.split(), rules="nowhere.toml"), 66, "nowhere.toml: there is no such file")


MISTAKES = {
    "syntax": ("[store]", "[store", r"rules\.toml:\d+:\d+: "),
    "a wrong type": ('company.name = "Nordlicht GmbH"', "company.name = 7", r"rules\.toml:1:\d+: .*company\.name"),
    "an unknown zone": ("Europe/Berlin", "Europe/Atlantis", r"rules\.toml:3:\d+: .*Europe/Atlantis"),
    "an unknown key": ("[store]", '[store]\nulr = "x"', r"rules\.toml:\d+:\d+: .*ulr"),
    "a promise that is none": ('reply = "4h"', 'reply = "soon"', r"rules\.toml:\d+:\d+: .*soon"),
    "an account that is not there": ('account = "main"', 'account = "mian"', r"rules\.toml:\d+:\d+: .*mian"),
}


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES.values(), ids=MISTAKES)
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_mistake_in_rules_toml_is_told_with_its_place(
    *, terminal: Terminal, command: str, old: str, new: str, expected: str
) -> None:
    """78: file, line and column, what is wrong; the same for every command that needs the file."""
    terminal.change(old, new)

    done = terminal.run(command)

    told(done, 78)
    assert re.search(expected, done.stderr), done.stderr
    assert not (terminal.folder / "triaged.db").exists()


def test_every_mistake_is_told_at_once(terminal: Terminal) -> None:
    """78: one line for each."""
    terminal.change("Europe/Berlin", "Europe/Atlantis")
    terminal.change('reply = "4h"', 'reply = "soon"')
    told(terminal.run("check"), 78, "Atlantis", "soon", lines=2)


TEMPLATES = {
    "an undefined name": "{{ nobody_knows }}\n",
    "a division by zero": "{{ 1 / 0 }}\n",
    "syntax": "{% if %}\n",
    "nothing": "",
    "no promise": "Thank you.\n",
    "not UTF-8": "\udcff\n",
}


@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_template_that_cannot_be_used_is_named(terminal: Terminal, command: str, text: str) -> None:
    """78 (66 where it is no text at all): before anything is sent, not when the first customer writes."""
    template = terminal.folder / "templates" / "en" / "acknowledgement.txt"
    template.parent.mkdir(parents=True)
    template.write_bytes(text.encode("utf-8", "surrogateescape"))
    terminal.change("[store]", '[letters]\ntemplates = "templates"\n[store]')

    done = terminal.run(command)

    told(done, 66 if "\udcff" in text else 78, "acknowledgement.txt")
    if text == TEMPLATES["an undefined name"]:
        assert re.search(r"acknowledgement\.txt, line 1: nobody_knows", done.stderr), done.stderr


def test_a_folder_of_templates_that_is_not_there(terminal: Terminal) -> None:
    """78: nobody is left to believe that changed letters are in use."""
    terminal.change("[store]", '[letters]\ntemplates = "templates"\n[store]')
    told(terminal.run("check"), 78, "letters.templates")


@pytest.mark.parametrize("kind", ["missing", "directory", "forbidden"])
def test_an_unreadable_mail_is_named_and_the_others_are_judged(terminal: Terminal, kind: str) -> None:
    """66 after the last file."""
    bad = terminal.folder / "bad.eml"
    if kind == "directory":
        bad.mkdir()
    if kind == "forbidden":
        bad.write_text("x")
        bad.chmod(0)
        if _readable(bad):
            pytest.skip("root reads everything")
    (terminal.folder / "good.eml").write_bytes(
        b"From: kim@customer.test\r\nTo: support@nordlicht.example\r\n\r\nHello\r\n"
    )

    done = terminal.run("judge", "--json", "bad.eml", "good.eml")

    told(done, 66, "bad.eml")
    assert json.loads(done.stdout)["file"] == "good.eml"


def _readable(path: Path) -> bool:
    try:
        path.read_bytes()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("octets", [b"", b"\0" * 1000, b"\xff\xfe", b"From: x\r\n" * 5000, b"\x1b[2J\r\n\r\n"])
def test_a_file_that_is_no_mail_is_judged_all_the_same(terminal: Terminal, octets: bytes) -> None:
    """0: any octets are a mail or are said to be unreadable."""
    (terminal.folder / "x.eml").write_bytes(octets)
    done = terminal.run("judge", "--json", "x.eml")
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)) >= {"file", "acknowledge", "kind", "reasons", "urgency", "language"}


@pytest.mark.parametrize(
    "arguments",
    ["nonsense", "judge", "hold release", "hold release 1 --all", "hold drop x", "judge --now tomorrow x", "queue --x"],
)
def test_a_command_line_that_cannot_be_understood(terminal: Terminal, arguments: str) -> None:
    """64, with a hint."""
    done = terminal.run(*arguments.split())
    assert done.returncode == 64
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stderr


def test_letters_to_an_address_that_is_none(terminal: Terminal) -> None:
    """64: nothing is connected to."""
    told(terminal.run("letters", "--to", "a b@c"), 64, "not an address")


def test_letters_to_a_server_that_is_away(terminal: Terminal) -> None:
    """69."""
    told(terminal.run("letters", "--to", "kim@customer.test"), 69, "127.0.0.1")


def test_letters_with_a_refused_login(
    terminal: Terminal, postfix: Postfix, mailbox: Mailbox, certificates: Certificates
) -> None:
    """77, with the server and the user, without the password."""
    terminal.write(
        smtp=f"smtp://127.0.0.1:{postfix.ports.submission}",
        user=mailbox.address,
        password="wrong horse",
        ca=str(certificates.authority),
    )
    done = terminal.run("letters", "--to", "kim@customer.test")
    told(done, 77, "127.0.0.1", mailbox.address)
    assert "horse" not in done.stderr


def test_letters_without_the_password_file(terminal: Terminal) -> None:
    """77: the login cannot be had, and the place is named."""
    (terminal.folder / "password").unlink()
    done = terminal.run("letters", "--to", "kim@customer.test")
    assert done.returncode in {69, 77}
    assert "Traceback" not in done.stderr


def test_letters_reach_the_person_who_asks(
    terminal: Terminal, postfix: Postfix, mailbox: Mailbox, certificates: Certificates, sink: Sink
) -> None:
    """0: every letter in every language, none with a copy for the mailbox."""
    terminal.write(
        smtp=f"smtp://127.0.0.1:{postfix.ports.submission}",
        user=mailbox.address,
        password=mailbox.password,
        ca=str(certificates.authority),
    )
    done = terminal.run("letters", "--to", "kim.letters@customer.test")
    assert done.returncode == 0, done.stderr
    count = int(done.stdout.split()[0])
    assert count > 4
    assert len(sink.wait_for("kim.letters@customer.test", count)) == count


@pytest.mark.parametrize("command", ["queue", "hold list", "pause", "explain X"])
def test_without_a_store_nothing_is_made(terminal: Terminal, command: str) -> None:
    """66: only the daemon makes a store."""
    told(terminal.run(*command.split()), 66, "triaged.db")
    assert not (terminal.folder / "triaged.db").exists()


@pytest.mark.parametrize("command", ["run", "queue"])
def test_a_damaged_store_is_left_as_it_is(terminal: Terminal, command: str) -> None:
    """65."""
    path = terminal.folder / "triaged.db"
    path.write_bytes(b"This is not a database, and it never was." * 100)
    before = path.read_bytes()
    told(terminal.run(command), 65, "triaged.db")
    assert path.read_bytes() == before


def test_a_second_daemon_is_refused(terminal: Terminal, running: Start) -> None:
    """75, and the first goes on."""
    first = running()
    wait_until((terminal.folder / "triaged.sock").exists, "the first daemon's socket", seconds=60)

    told(terminal.run("run"), 75, str(first.pid))

    assert first.poll() is None
    assert terminal.run("queue", "--json").returncode == 0


def test_a_socket_that_cannot_be(terminal: Terminal) -> None:
    """78: a path too long for a socket, or a place where none can be made."""
    terminal.change("[store]", f'[store]\nsocket = "{terminal.folder}/{"x" * 120}"')
    told(terminal.run("run"), 78, "socket")
    terminal.change(f"{terminal.folder}/{'x' * 120}", f"{terminal.folder}/rules.toml/socket")
    told(terminal.run("run"), 78, "socket")


def test_a_metrics_address_that_is_taken(terminal: Terminal, sink: Sink) -> None:
    """78: the daemon does not start with half of what was asked."""
    terminal.change("[store]", f'[health]\nmetrics = "127.0.0.1:{sink.port}"\n[store]')
    done = terminal.run("run")
    assert done.returncode == 78, done.stderr
    assert f"cannot listen on 127.0.0.1:{sink.port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_inbox_whose_server_never_said_a_word_is_named(terminal: Terminal, running: Start) -> None:
    """1 from the first moment on: the inbox is shown as not read, though no attempt has failed yet."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        terminal.write(imap=silent.getsockname()[1])
        running()
        wait_until((terminal.folder / "triaged.sock").exists, "the daemon's socket", seconds=60)
        done = terminal.run("status")
    assert done.returncode == 1, done.stdout
    assert "look: inbox support was not read yet\n" in done.stdout
    assert "inbox support: read to the end: not yet, last mail: none yet\n" in done.stdout


def test_the_daemon_stays_up_while_servers_are_away_or_refuse(
    terminal: Terminal, running: Start, postfix: Postfix, dovecot: object
) -> None:
    """`run` never ends for 69 or 77: status says what is wrong, and the log says it once."""
    daemon = running()

    def broken() -> bool:
        done = terminal.run("status", "--json")
        troubles = json.loads(done.stdout)["troubles"]
        return done.returncode == 2 and any("inbox support" in trouble["what"] for trouble in troubles)

    wait_until(broken, "status to say that the inbox is in trouble", seconds=90)
    assert daemon.poll() is None
    assert terminal.log().count("inbox support failing") == 1
    assert "Traceback" not in terminal.log()
