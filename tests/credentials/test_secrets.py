"""Where secrets come from, and what is said when they do not come."""

from __future__ import annotations

import logging
import shlex
import sys
from pathlib import Path

import pytest

from triaged.credentials import resolve, secrets
from triaged.errors import ConfigurationError
from triaged.policy.shape import Secret


def test_a_credential_is_read_from_the_directory_systemd_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """credential:NAME is the file NAME below $CREDENTIALS_DIRECTORY, its line end cut off."""
    (tmp_path / "imap").write_text("s3cret \n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert resolve(Secret(scheme="credential", name="imap")) == "s3cret "


def test_a_credential_outside_a_service_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without systemd the message names LoadCredential and file:."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(ConfigurationError, match="LoadCredential=imap"):
        resolve(Secret(scheme="credential", name="imap"))


@pytest.mark.parametrize("name", ["../shadow", "a/b", "..", "/etc/passwd"])
def test_a_credential_is_no_path(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A credential's name does not leave the credentials' directory."""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "inner"))
    (tmp_path / "inner").mkdir()
    (tmp_path / "shadow").write_text("not yours")
    with pytest.raises(ConfigurationError, match="a name, not a path"):
        resolve(Secret(scheme="credential", name=name))


@pytest.mark.parametrize(
    ("written", "read"), [(b"pw\n", "pw"), (b"pw\r\n", "pw"), (b"pw", "pw"), (b"p\nw\n\n", "p\nw\n")]
)
def test_one_line_end_is_cut_off(written: bytes, read: str, tmp_path: Path) -> None:
    """Exactly one trailing line end goes, nothing else."""
    (tmp_path / "s").write_bytes(written)
    (tmp_path / "s").chmod(0o600)
    assert resolve(Secret(scheme="file", name=str(tmp_path / "s"))) == read


def test_a_rotated_file_is_read_anew(tmp_path: Path) -> None:
    """A secret is never remembered (I12)."""
    secret = Secret(scheme="file", name=str(tmp_path / "s"))
    (tmp_path / "s").write_text("old")
    before = resolve(secret)
    (tmp_path / "s").write_text("new")
    assert (before, resolve(secret)) == ("old", "new")


def test_a_file_that_anybody_may_write_is_refused(tmp_path: Path) -> None:
    """Whoever could have written the secret decides where our mail goes."""
    (tmp_path / "s").write_text("pw")
    (tmp_path / "s").chmod(0o602)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        resolve(Secret(scheme="file", name=str(tmp_path / "s")))


def test_a_file_that_anybody_may_read_is_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """It is used (containers mount secrets so), and the log names the place, not the value."""
    (tmp_path / "s").write_text("canary-pw")
    (tmp_path / "s").chmod(0o644)
    with caplog.at_level(logging.WARNING):
        assert resolve(Secret(scheme="file", name=str(tmp_path / "s"))) == "canary-pw"
    assert "chmod 600" in caplog.text
    assert "canary-pw" not in caplog.text


def test_a_program_is_run_without_a_shell() -> None:
    """cmd: words are split, and a shell's signs are ordinary letters."""
    program = shlex.join([sys.executable, "-c", "import sys; print(sys.argv[1])", "$HOME; `id`"])
    assert resolve(Secret(scheme="cmd", name=program)) == "$HOME; `id`"


def test_a_slow_program_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its seconds the program is ended and named."""
    monkeypatch.setattr(secrets, "PROGRAM_SECONDS", 0.1)
    with pytest.raises(ConfigurationError, match="took longer"):
        resolve(Secret(scheme="cmd", name=shlex.join([sys.executable, "-c", "import time; time.sleep(60)"])))


@pytest.mark.parametrize(
    ("scheme", "name", "said"),
    [
        ("file", "/nonexistent/secret", "No such file"),
        ("file", "/", "is not a file"),
        ("env", "TRIAGED_TEST_UNSET", "empty or not there"),
        ("cmd", "/nonexistent/program", "cannot be run"),
        ("cmd", "false canary-pw", "ended with status 1"),
        ("cmd", "'unfinished", "quotes do not match"),
        ("cmd", "true", "empty or not there"),
    ],
)
def test_what_cannot_be_read_is_named(scheme: str, name: str, said: str) -> None:
    """The message names the place and the fault, never a value or an argument."""
    with pytest.raises(ConfigurationError, match=said) as caught:
        resolve(Secret(scheme=scheme, name=name))  # type: ignore[arg-type]
    assert "canary-pw" not in str(caught.value)


def test_octets_that_are_no_text_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret is UTF-8 of at most 64 KiB."""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "s").write_bytes(b"\xff\xfe")
    (tmp_path / "large").write_bytes(b"x" * 70_000)
    with pytest.raises(ConfigurationError, match="not UTF-8") as caught:
        resolve(Secret(scheme="credential", name="s"))
    assert caught.value.__cause__ is None
    with pytest.raises(ConfigurationError, match="larger than"):
        resolve(Secret(scheme="credential", name="large"))
