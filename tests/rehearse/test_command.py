"""`triaged rehearse` at a terminal: files, errors, an interruption, and the example of the document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Terminal, terminal
from tests.rehearse.month import RULES, asks, march, write_mbox, write_month
from tests.servers import wait_until

__all__ = ["terminal"]


@pytest.fixture
def desk(terminal: Terminal) -> Terminal:
    """The month's rules and files."""
    (terminal.folder / "rules.toml").write_text(RULES, "utf-8")
    write_month(terminal.folder)
    return terminal


def test_the_example_of_the_document_is_real(desk: Terminal) -> None:
    """docs/rehearsal.md shows what these files give, to the letter."""
    done = desk.run("rehearse", "inbox.mbox", "--sent", "sent.mbox")
    assert (done.returncode, done.stderr) == (0, "")
    document = (ROOT / "docs" / "rehearsal.md").read_text("utf-8")
    shown = "".join(f"    {line}".rstrip() + "\n" for line in done.stdout.splitlines())
    assert shown in document


ERRORS = {
    "no such file": (("nowhere.mbox", "--sent", "sent.mbox"), 66, "nowhere.mbox: there is no such file"),
    "no mailbox": (("rules.toml", "--sent", "sent.mbox"), 66, "rules.toml: not an mbox file"),
    "an empty folder": (("empty", "--sent", "sent.mbox"), 66, "empty: neither a Maildir"),
    "no sent mail": (("inbox.mbox",), 64, "name the sent mail too"),
    "no such inbox": (("inbox.mbox", "--inbox", "sales"), 64, "there is no inbox 'sales'; rules.toml has support"),
    "nobody listens": (("INBOX",), 69, "127.0.0.1:143"),
}


@pytest.mark.parametrize(("arguments", "status", "words"), ERRORS.values(), ids=ERRORS)
def test_each_error_is_one_sentence(desk: Terminal, arguments: tuple[str, ...], status: int, words: str) -> None:
    """With the exit status of its class."""
    (desk.folder / "empty").mkdir()
    (desk.folder / "password").write_text("secret", "utf-8")
    path = desk.folder / "rules.toml"
    path.write_text(RULES.replace("file:/nowhere", f"file:{desk.folder}/password"), "utf-8")
    done = desk.run("rehearse", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_of_two_inboxes_one_is_named(desk: Terminal) -> None:
    """64, with their names; --inbox says which."""
    more = 'inbox.sales = { address = "sales@nordlicht.example", account = "main", watch = ["Sales"] }\n[account.main]'
    (desk.folder / "rules.toml").write_text(RULES.replace("[account.main]", more), "utf-8")
    done = desk.run("rehearse", "inbox.mbox", "--sent", "sent.mbox")
    assert done.returncode == 64
    assert "support, sales" in done.stderr
    named = desk.run("rehearse", "inbox.mbox", "--sent", "sent.mbox", "--inbox", "support")
    assert named.stdout.startswith("Rehearsal of support: ")
    crossed = desk.run("rehearse", "sales/INBOX", "--inbox", "support")
    assert crossed.returncode == 64


def test_an_interruption_leaves_nothing_behind(desk: Terminal) -> None:
    """Ctrl-C: 130, no trace of Python, and the store of the rehearsal is gone."""
    many = [asks(n, march(2 + n % 25, f"{8 + n // 60 % 9:02}:{n % 60:02}")) for n in range(3_000)]
    write_mbox(desk.folder / "many.mbox", [mail.octets() for mail in many])
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "triaged", "--rules", "rules.toml", "rehearse", "many.mbox", "--sent", "sent.mbox"],
            cwd=desk.folder,
            env=desk.environment(TMPDIR=folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_until(lambda: any(Path(folder).iterdir()), "the rehearsal's store", seconds=60)
        os.kill(process.pid, signal.SIGINT)
        told, errors = process.communicate(timeout=60)
        assert (process.returncode, told) == (130, "")
        assert "Traceback" not in errors
        assert list(Path(folder).iterdir()) == []


def test_letters_name_the_help_articles_of_the_desk(desk: Terminal) -> None:
    """As the daemon's letters would; what became of the threads is in the report's table."""
    help_page = desk.folder / "help" / "en"
    help_page.mkdir(parents=True)
    (help_page / "export.md").write_text("# Exporting\nhttps://help.example/export\n\nOpen the journal.\n", "utf-8")
    (help_page / "arm.md").write_text(
        "# Which computers you need\nhttps://help.example/requirements\n\n"
        "The program runs on Windows 10 and 11. Processors of the ARM kind are supported. There is none for Mac.\n",
        "utf-8",
    )
    trust = '[trust]\nresults_of = ["mx.nordlicht.example"]\n[articles]\nfolder = "help"\n'
    (desk.folder / "rules.toml").write_text(RULES + trust, "utf-8")
    proven = "Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=customer1.example"
    question = replace(
        asks(1, march(2, "09:00")),
        text="Hello,\n\ndoes the program run on a Mac with an ARM processor?\n\nKim Berg",
        subject="A question",
        more=(proven,),
    )
    write_mbox(desk.folder / "one.mbox", [question.octets()])
    done = desk.run("rehearse", "one.mbox", "--sent", "sent.mbox")
    assert (done.returncode, done.stderr) == (0, "")
    assert "acknowledgement (en), naming a help article: 1 letter" in done.stdout
    assert "https://help.example/requirements  1" in done.stdout
