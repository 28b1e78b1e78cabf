"""An open store for a test, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from triaged.store import SqlStore, open_store

ENGINES = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.needs_postgres)]


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new store, once for each engine."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path}/triaged.db"
    return str(request.getfixturevalue("database"))


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """A new, open store."""
    opened = open_store(url)
    yield opened
    opened.close_now()
