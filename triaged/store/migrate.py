"""Brings a store to the newest revision, in one transaction, under the lock of whoever opened it.

A migration that is killed half way leaves nothing: both engines roll back tables too.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from triaged.errors import ConfigurationError
from triaged.store.tables import REVISION

SCRIPTS = Path(__file__).parent / "migrations"


def check_revision(found: str, where: str) -> None:
    """Refuse a store that a newer triaged wrote. Raises ConfigurationError."""
    if found != REVISION and found not in known_revisions():
        raise ConfigurationError(
            f"the store {where} has revision {found!r}, which this version of triaged does not know "
            f"(its newest is {REVISION!r}): install the version that wrote it, or restore a backup; nothing was changed"
        )


def known_revisions() -> frozenset[str]:
    """Every revision that migrations/ can start from or lead to."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions())


def upgrade(connection: Any, dialect: str) -> None:
    """Migrate over the driver's `connection`, which keeps its lock; `dialect` is sqlite or postgresql+psycopg."""
    from alembic import command
    from alembic.config import Config

    engine = create_engine(f"{dialect}://", creator=lambda: connection, poolclass=StaticPool)
    if dialect == "sqlite":
        event.listen(engine, "begin", _begin_immediate)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as session:
        config.attributes["connection"] = session
        command.upgrade(config, "head")


def _begin_immediate(session: Connection) -> None:
    session.exec_driver_sql("BEGIN IMMEDIATE")
