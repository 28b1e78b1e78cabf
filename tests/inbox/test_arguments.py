"""T18: no argument of an IMAP command carries a control character, wherever it comes from."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.inbox.conftest import Connect, Serve
from tests.inbox.scripted import Peer
from triaged.errors import ConfigurationError, LoginRefused
from triaged.inbox.arguments import check, mailbox_name, quoted, uid_set

INBOX = Path(__file__).parents[2] / "triaged" / "inbox"


@settings(deadline=None)
@given(st.text())
def test_a_quoted_argument_is_one_line_or_refused(text: str) -> None:
    """Any text is one quoted string without a control character, or ConfigurationError."""
    try:
        written = quoted(text, "mark")
    except ConfigurationError:
        assert any(ord(letter) < 32 or ord(letter) == 127 for letter in text) or not text.isascii()
    else:
        check(written)
        assert written[1:-1].replace("\\\\", "").replace('\\"', "").count('"') == 0


@pytest.mark.parametrize("octet", [*range(32), 127])
def test_every_control_character_is_refused(octet: int) -> None:
    """C0 and DEL, in text and octets, by every way in."""
    for gate in (lambda text: quoted(text, "mark"), mailbox_name, check, lambda text: check(text.encode())):
        with pytest.raises(ConfigurationError, match="control character"):
            gate(f"a{chr(octet)}b")


async def test_injected_commands_are_not_sent(serve: Serve, connect: Connect) -> None:
    """A customer's text with CR LF in it reaches no command: nothing at all is sent, and the next command is fine."""
    attack = "<a@b>\r\nX9 DELETE INBOX"

    def script(peer: Peer) -> None:
        peer.log_in()
        peer.select()
        peer.until_gone()

    server = serve(script)
    inbox = connect(server)
    for call in (
        lambda: inbox.search_mark(attack),
        lambda: inbox.select(attack, readonly=True),
        lambda: inbox.move((1,), attack),
        lambda: inbox.append(attack, b"x", flags=()),
        lambda: inbox.append("Drafts", b"x", flags=(attack,)),
    ):
        await inbox.open()
        await inbox.select("INBOX", readonly=False)
        with pytest.raises(ConfigurationError, match="control character"):
            await call()
    assert not any("DELETE" in line for line in server.received)


async def test_a_password_imap_cannot_carry_is_a_refused_login(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T18, I12: a line break in the password, or umlauts where only LOGIN is offered: nothing is sent at all."""

    def script(peer: Peer) -> None:
        peer.send("* OK ready")
        peer.answer("CAPABILITY", "* CAPABILITY IMAP4rev1")
        peer.until_gone()

    server = serve(script)
    for password, said in (("one\r\ntwo", "control character"), ("Schlüssel", "beyond ASCII")):
        monkeypatch.setenv("PASSWORD", password)
        with pytest.raises(LoginRefused, match=said) as caught:
            await connect(server).open()
        assert password not in str(caught.value)
    assert not any("LOGIN" in line for line in server.received)


def test_there_is_one_way_to_the_wire() -> None:
    """Only wire.py sends, and every command passes `Wire._command`, which checks; IMAPClient's own way is not used."""
    for path in sorted(INBOX.glob("*.py")):
        tree = ast.parse(path.read_text())
        called = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        imported = {
            name.name if isinstance(node, ast.Import) else str(node.module)
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        }
        if path.name != "wire.py":
            assert not called & {"send", "sendall", "_command"}, path
        assert not called & {"_raw_command", "_raw_command_untagged"}, path
        if path.name not in {"client.py", "arguments.py", "folders.py"}:
            assert not any(name.startswith("imapclient") for name in imported), path
        if path.name not in {"wire.py", "faults.py"}:
            assert "imaplib" not in imported, path


@pytest.mark.parametrize(
    ("uids", "written"),
    [((1,), "1"), ((1, 2, 3), "1:3"), ((7, 3, 2, 1), "1:3,7"), ((1, 3, 5), "1,3,5"), ((4, 4, 5), "4:5")],
)
def test_uids_are_joined_to_runs(uids: tuple[int, ...], written: str) -> None:
    """A set names exactly its UIDs."""
    assert uid_set(uids) == written
