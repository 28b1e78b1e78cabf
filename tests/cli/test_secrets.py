"""Nothing secret and nothing of a mail is ever logged, whatever goes wrong (T15)."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.dialogs.desk import Desk

WORDS = ("canarylocal", "canarysubject", "canarybody", "canarytoken", "canaryname")


@pytest.mark.slow
def test_no_word_of_a_mail_and_no_secret_is_logged(closed_desk: Desk, tmp_path: Path) -> None:
    """Mails that are answered, refused, bounced, not parsed and not allowed; a refused login; each command's errors."""
    desk = closed_desk.start()
    kim = desk.customer("Canaryname Lee", f"canarylocal.{id(desk)}@customer.test")
    desk.postfix.policy.at_recipient("550 5.1.1 no such canarybody", recipient=kim.address, times=1)
    kim.writes("canarysubject one", "canarybody one")
    jo = desk.customer("Canaryname Jo", f"canarylocal.jo.{id(desk)}@customer.test")
    jo.writes("canarysubject two", "canarybody two")
    jo.receives()
    odd = b"From: canarylocal..x@customer.test\r\nSubject: canarysubject\r\n\r\ncanarybody\r\n"
    desk.dovecot.deliver(desk.address, odd)
    desk.wait_for_a_look()
    said = [desk.triaged("explain", "canarylocal", check=False).stderr.replace("'canarylocal'", "")]
    (tmp_path / "password").write_text("canarytoken", "utf-8")
    desk.end(signal.SIGTERM)
    desk.launch()
    said.append(desk.triaged("letters", "--to", "x@customer.test", check=False).stderr)

    output = desk.log() + "".join(said)
    assert [word for word in (*WORDS, "correct horse") if word in output] == []
