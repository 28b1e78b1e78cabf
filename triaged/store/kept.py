"""Short values kept under a name: the house's secret, rotated tokens, when a person closed a breaker."""

from sqlalchemy import bindparam, select

from triaged.store import tables as t
from triaged.store.run import Runner, Upsert

META = select(t.meta.c.value).where(t.meta.c.name == bindparam("wanted"))
KEEP_FIRST = Upsert(table=t.meta, columns=("name", "value"), keys=("name",))
"""The first value stays: the house's secret is made once."""
KEEP_LAST = Upsert(table=t.meta, columns=("name", "value"), keys=("name",), update=("value",))


class KeptQueries:
    """Part of Transaction: see triaged.model.tx.WatchTx for what each method promises."""

    _run: Runner

    def remember(self, name: str, value: str) -> None:
        """Keep a short text under a name, in place of the one before (a rotated refresh token)."""
        self._run.count(KEEP_LAST, name=f"kept {name}", value=value.encode())

    def remembered(self, name: str) -> str:
        """The text kept under `name`, "" when there is none."""
        row = self._run.first(META, wanted=f"kept {name}")
        return "" if row is None else bytes(row[0]).decode()
