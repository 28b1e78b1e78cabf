"""A store of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from triaged.store import SqlStore, open_store


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("loops") / "triaged.db"
    open_store(f"sqlite:{path}").close_now()
    return path


@pytest.fixture
def store(_migrated: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """A new SQLite store."""
    shutil.copy(_migrated, tmp_path / "triaged.db")
    opened = open_store(f"sqlite:{tmp_path / 'triaged.db'}")
    yield opened
    opened.close_now()
