"""Reads a secret from where rules.toml says it is. Read anew each time: a rotated secret needs no restart (I12).

The value is in no message and in no log; errors name the place.
"""

import logging
import os
import shlex
import stat
import subprocess
from pathlib import Path

from triaged.errors import ConfigurationError
from triaged.policy.shape import Policy, Secret

PROGRAM_SECONDS = 10.0
"""How long a `cmd:` program may take."""
LARGEST = 64 * 1024
"""Octets of a secret."""

_log = logging.getLogger("triaged.credentials")


def resolve(secret: Secret) -> str:
    """The secret's value, one trailing line end cut off. Blocks (a program may run for ten seconds).

    Raises ConfigurationError naming the place when it cannot be read, is empty, too large or not UTF-8, or when anybody
    on the machine could have written it.
    """
    return _text(_READERS[secret.scheme](secret.name), _place(secret))


def _place(secret: Secret) -> str:
    # The arguments of a program may say more than they should.
    name = next(iter(secret.name.split()), "") if secret.scheme == "cmd" else secret.name
    return f"{secret.scheme}:{name}"


def _text(octets: bytes, place: str) -> str:
    if len(octets) > LARGEST:
        raise ConfigurationError(f"The secret {place} is larger than {LARGEST} octets: is it the right one?")
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        raise ConfigurationError(f"The secret {place} is not UTF-8 text.") from None
    text = text.removesuffix("\n").removesuffix("\r")
    if not text:
        raise ConfigurationError(f"The secret {place} is empty or not there.")
    return text


def _credential(name: str) -> bytes:
    place = f"credential:{name}"
    directory = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if not directory:
        raise ConfigurationError(
            f"The secret {place} needs systemd (LoadCredential={name}:/path in the unit); outside a service use file:"
        )
    if Path(name).name != name or name in {".", ".."}:
        raise ConfigurationError(f"The secret {place} is a name, not a path.")
    return _read(Path(directory) / name, place)


def _file(name: str) -> bytes:
    path, place = Path(name), f"file:{name}"
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise ConfigurationError(f"The secret {place} cannot be read: {error.strerror}.") from None
    if not stat.S_ISREG(mode):
        raise ConfigurationError(f"The secret {place} is not a file.")
    if mode & stat.S_IWOTH:
        raise ConfigurationError(f"The secret {place} can be written by anybody on this machine: chmod 600 it.")
    if mode & stat.S_IROTH:
        _log.warning("a secret can be read by anybody on this machine: chmod 600 it", extra={"place": place})
    return _read(path, place)


def _read(path: Path, place: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise ConfigurationError(f"The secret {place} cannot be read: {error.strerror}.") from None


def _program(command: str) -> bytes:
    """The output of a program: words are split as a shell would, but there is no shell.

    What it says on stderr may hold the secret and is thrown away.
    """
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise ConfigurationError("The secret cmd: names no program, or its quotes do not match.")
    place = f"cmd:{words[0]}"
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PROGRAM_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ConfigurationError(f"The secret {place}: the program took longer than {PROGRAM_SECONDS:.0f} s.") from None
    except OSError as error:
        raise ConfigurationError(f"The secret {place}: the program cannot be run: {error.strerror}.") from None
    if done.returncode:
        raise ConfigurationError(f"The secret {place}: the program ended with status {done.returncode}.")
    return done.stdout


def _environment(name: str) -> bytes:
    return os.environb.get(os.fsencode(name), b"")


_READERS = {"credential": _credential, "file": _file, "env": _environment, "cmd": _program}


def store_password(policy: Policy) -> str:
    """The password of the database, "" where rules.toml names none. Blocks. Raises ConfigurationError."""
    return "" if policy.store.secret is None else resolve(policy.store.secret)
