"""An open store for a test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.servers import PostgreSQL
from triaged.store import SqlStore, open_store
from triaged.store.tables import metadata

ENGINES = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.needs_postgres)]


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that was never opened, once for each engine."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path}/triaged.db"
    return str(request.getfixturevalue("database"))


@pytest.fixture(scope="module")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store that was made and closed: copying it is quicker than making one for each test."""
    path = tmp_path_factory.mktemp("migrated") / "triaged.db"
    open_store(f"sqlite:{path}").close_now()
    return path


@pytest.fixture(scope="module")
def migrated_database(postgres: PostgreSQL) -> Iterator[str]:
    """A PostgreSQL store that was made and closed: emptying it is quicker than making one for each test."""
    address = postgres.create_database()
    open_store(address).close_now()
    yield address
    postgres.drop_database(address)


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """A new, open store, once for each engine."""
    if request.param == "sqlite":
        path = tmp_path / "triaged.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        url = f"sqlite:{path}"
    else:
        url = str(request.getfixturevalue("migrated_database"))
        with psycopg.connect(url) as connection:
            connection.execute(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY")
    opened = open_store(url)
    yield opened
    opened.close_now()
