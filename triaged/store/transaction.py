"""One transaction: every query of the store, over one connection."""

from typing import Any

from sqlalchemy import bindparam, select

from triaged.store import tables as t
from triaged.store.known import KnownQueries
from triaged.store.lists import ListQueries
from triaged.store.run import Runner, Upsert

META = select(t.meta.c.value).where(t.meta.c.name == bindparam("wanted"))
KEEP_META = Upsert(table=t.meta, columns=("name", "value"), keys=("name",))


class Transaction(ListQueries, KnownQueries):
    """Implements triaged.model.tx.Tx. Lives inside one step; what the trail gathered is written at its end."""

    def __init__(self, run: Runner) -> None:
        self._run = run
        self._trail: list[dict[str, Any]] = []

    def remember(self, name: str, value: str) -> None:
        """Keep a short text under a name (a rotated refresh token)."""
        self._run.count(KEEP_META, name=f"kept {name}", value=value.encode())

    def remembered(self, name: str) -> str:
        """The text kept under `name`, "" when there is none."""
        row = self._run.first(META, wanted=f"kept {name}")
        return "" if row is None else bytes(row[0]).decode()

    def finish(self) -> None:
        """Write what was gathered, before the commit."""
        self._write_trail()
