"""Inputs that once escaped, or once took too long, are read for ever after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

KEPT = sorted(path for path in (Path(__file__).parent / "corpus").iterdir() if path.suffix != ".md")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_kept_inputs_hold(path: Path) -> None:
    """An input kept under the name of its target breaks no promise."""
    TARGETS[path.name.partition("-")[0]].run(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_hold(name: str) -> None:
    """Every target can be run, and its seeds break no promise."""
    assert TARGETS[name].seeds
    for octets in TARGETS[name].seeds:
        TARGETS[name].run(octets)
