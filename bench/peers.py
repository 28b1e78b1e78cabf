"""Installs what is measured beside triaged, by the ordinary package tools, out of triaged's way."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

CACHE = Path(__file__).parent / ".cache"
WANTED = Path(__file__).parent / "peers.txt"
PEERS = CACHE / "peers"
PYTHON = PEERS / "bin" / "python"
SCRIPTS = Path(__file__).parent / "scripts"


def install_python_peers() -> None:
    """django-helpdesk and scikit-learn, in a virtual environment of their own under bench/.cache."""
    digest = hashlib.sha256(WANTED.read_bytes()).hexdigest()
    stamp = PEERS / "installed"
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("installing django-helpdesk and scikit-learn into bench/.cache ...", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "-r", str(WANTED)]
    subprocess.run(pip, check=True)
    stamp.write_text(digest)


def has_pigeonhole() -> bool:
    """Whether Dovecot's Sieve is there; installed when it is missing and we may."""
    if shutil.which("sievec"):
        return True
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("installing dovecot-sieve ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "dovecot-sieve"]
    subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
    return shutil.which("sievec") is not None


def version_of(package: str) -> str:
    """The version of a Python peer that is installed."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=True).stdout.strip()
