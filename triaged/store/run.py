"""Runs SQLAlchemy Core statements on the driver's connection: each is compiled once, then costs what the driver does.

Executing through SQLAlchemy's Connection costs some 40 µs a statement beyond the driver; the columns are integers,
texts and blobs only, so nothing of its conversions is needed. Statements, tables and both dialects stay SQLAlchemy's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Dialect, Table, bindparam, insert
from sqlalchemy.sql.elements import ColumnElement, literal_column

Params = Mapping[str, Any]
Row = tuple[Any, ...]


class DriverCursor(Protocol):
    """What sqlite3 and psycopg cursors have in common."""

    @property
    def rowcount(self) -> int:
        """Rows touched, of all sets together after executemany."""

    def fetchone(self) -> Any:
        """The next row or None."""

    def fetchall(self) -> list[Any]:
        """All rows."""

    def executemany(self, sql: str, params: Iterable[Any], /) -> Any:
        """Run for every set."""


class DriverConnection(Protocol):
    """What sqlite3 and psycopg connections have in common."""

    def execute(self, sql: str, params: Any = ..., /) -> DriverCursor:
        """Run one statement."""

    def cursor(self) -> DriverCursor:
        """A new cursor."""

    def close(self) -> None:
        """Close it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Upsert:
    """INSERT … ON CONFLICT over `keys`: `update` names the columns taken from the new row; none: the old row stays.

    `where` limits the update to some old rows, `more` sets columns to an expression; both get the new row.
    """

    table: Table
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    keys_where: Any = None
    update: tuple[str, ...] = ()
    more: Callable[[Any], dict[str, Any]] | None = None
    where: Callable[[Any], Any] | None = None
    returning: tuple[str, ...] = ()

    def build(self, dialect: str) -> ClauseElement:
        """The statement in the words of the dialect."""
        row = _insert_of(dialect)(self.table).values({name: bindparam(name) for name in self.columns})
        if self.update or self.more:
            taken = {name: row.excluded[name] for name in self.update}
            taken |= self.more(row.excluded) if self.more else {}
            row = row.on_conflict_do_update(
                index_elements=self.keys,
                index_where=self.keys_where,
                set_=taken,
                where=self.where(row.excluded) if self.where else None,
            )
        else:
            row = row.on_conflict_do_nothing(index_elements=self.keys, index_where=self.keys_where)
        built: ClauseElement = row
        if self.returning:
            built = row.returning(*(self.table.c[name] for name in self.returning))
        return built


def _insert_of(dialect: str) -> Any:
    """Its INSERT … ON CONFLICT. Each dialect costs memory: only the one in use is loaded."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_for_postgresql

        return insert_for_postgresql
    from sqlalchemy.dialects.sqlite import insert as insert_for_sqlite

    return insert_for_sqlite


def insert_into(table: Table) -> ClauseElement:
    """INSERT of a whole row, except for its id, which the database fills in."""
    return insert(table).values({c.name: bindparam(c.name) for c in table.c if c.name != "id"})


def word(value: str) -> ColumnElement[str]:
    """A constant of ours written into the statement itself: SQLite matches partial indexes by their text."""
    return literal_column(f"'{value}'")


Statement = ClauseElement | Upsert


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    names: tuple[str, ...] | None
    fixed: Params


class Runner:
    """One connection and the statements compiled for it."""

    __slots__ = ("_compiled", "_connection", "_dialect")

    def __init__(self, connection: DriverConnection, dialect: Dialect) -> None:
        self._connection = connection
        self._dialect = dialect
        self._compiled: dict[Statement, _Compiled] = {}

    def sql(self, statement: Statement) -> str:
        """The text that is sent to the database."""
        return self._prepare(statement).sql

    def command(self, sql: str) -> None:
        """Run a bare command (BEGIN, COMMIT, ROLLBACK)."""
        self._connection.execute(sql)

    def all(self, statement: Statement, **params: Any) -> list[Row]:
        """Every row."""
        return self._execute(statement, params).fetchall()

    def first(self, statement: Statement, **params: Any) -> Row | None:
        """The first row or None."""
        row: Row | None = self._execute(statement, params).fetchone()
        return row

    def one(self, statement: Statement, **params: Any) -> Row:
        """The row of a statement that always gives one."""
        row: Row = self._execute(statement, params).fetchone()
        return row

    def count(self, statement: Statement, **params: Any) -> int:
        """How many rows were touched."""
        return self._execute(statement, params).rowcount

    def many(self, statement: Statement, sets: Sequence[Params]) -> int:
        """Run for every set of parameters; how many rows were touched in all."""
        if not sets:
            return 0
        compiled = self._prepare(statement)
        cursor = self._connection.cursor()
        cursor.executemany(compiled.sql, [_arguments(compiled, params) for params in sets])
        return cursor.rowcount

    def _execute(self, statement: Statement, params: Params) -> DriverCursor:
        compiled = self._compiled.get(statement) or self._prepare(statement)
        return self._connection.execute(compiled.sql, _arguments(compiled, params))

    def _prepare(self, statement: Statement) -> _Compiled:
        known = self._compiled.get(statement)
        if known is not None:
            return known
        element = statement.build(self._dialect.name) if isinstance(statement, Upsert) else statement
        done: Any = element.compile(dialect=self._dialect)
        fixed = {name: value for name, value in done.params.items() if value is not None}
        names = tuple(done.positiontup) if done.positiontup is not None else None
        compiled = self._compiled[statement] = _Compiled(done.string, names, fixed)
        return compiled


def _arguments(compiled: _Compiled, params: Params) -> Any:
    if compiled.fixed:
        params = {**compiled.fixed, **params}
    if compiled.names is None:
        return params
    return tuple([params[name] for name in compiled.names])
