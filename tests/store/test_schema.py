"""Tables, migrations and indexes say the same, and no question a mail asks reads a whole table."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import sqlite

from tests.store import make
from tests.store.make import HOUR, MINUTE, NOW
from tests.store.stores import url
from triaged.errors import ConfigurationError
from triaged.model.burst import Burst
from triaged.model.letter import LetterState
from triaged.model.stored import LetterChange, Notice, TrailEntry
from triaged.model.thread import Outcome
from triaged.model.tx import Tx
from triaged.store import SqlStore, open_store
from triaged.store.migrate import known_revisions
from triaged.store.run import Runner
from triaged.store.tables import REVISION, complete, metadata


def test_the_newest_revision_is_the_one_the_tables_have() -> None:
    """The revision that needs no migration is the head of the migrations."""
    assert max(known_revisions()) == REVISION


__all__ = ["url"]

SQLITE_SCHEMA = (
    "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%' ORDER BY type, name"
)


def test_migrations_build_the_tables_on_sqlite(tmp_path: Path) -> None:
    """A migrated SQLite store has, word for word, the tables and indexes that the code asks."""
    open_store(f"sqlite:{tmp_path}/migrated.db").close_now()
    engine = create_engine(f"sqlite:///{tmp_path}/direct.db")
    complete().create_all(engine)
    engine.dispose()
    schemas = []
    for name in ("migrated", "direct"):
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as connection:
            schemas.append([_normal(row) for row in connection.execute(SQLITE_SCHEMA)])
    assert schemas[0] == schemas[1]


def _normal(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row of sqlite_master; the clauses of a table in one order."""
    *names, sql = row
    return (*names, sorted(part.strip(" \t\n,") for part in (sql or "").splitlines()))


POSTGRES_SCHEMA = (
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
    "WHERE table_schema = 'public' AND table_name <> 'alembic_version' ORDER BY 1, 2",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version' ORDER BY 1, 2",
)


@pytest.mark.needs_postgres
def test_migrations_build_the_tables_on_postgresql(postgres: Any) -> None:
    """A migrated PostgreSQL store has the columns, indexes and constraints that the code asks."""
    migrated, direct = postgres.create_database(), postgres.create_database()
    open_store(migrated).close_now()
    engine = create_engine(direct.replace("postgresql:", "postgresql+psycopg:"))
    complete().create_all(engine)
    engine.dispose()
    schemas = []
    for address in (migrated, direct):
        with psycopg.connect(address) as connection:
            schemas.append([connection.execute(question).fetchall() for question in POSTGRES_SCHEMA])
        postgres.drop_database(address)
    assert schemas[0] == schemas[1]
    assert all(schemas[0])


@pytest.mark.needs_postgres
def test_a_newer_database_is_refused_unchanged(database: str) -> None:
    """A PostgreSQL store of an unknown revision is refused (P7)."""
    open_store(database).close_now()
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ConfigurationError, match="revision '9999'"):
        open_store(database)


CRASHING = """
import os, signal, sys
from triaged.store import migrate, open_store
from alembic.operations import Operations
made = 0
original = Operations.create_table
def create_table(self, *args, **more):
    global made
    made += 1
    if made == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return original(self, *args, **more)
Operations.create_table = create_table
open_store(sys.argv[1])
"""


@pytest.mark.parametrize("tables", [1, 7, len(metadata.tables)])
def test_a_migration_that_is_killed_leaves_nothing_half_done(url: str, tables: int) -> None:
    """A migration killed half way is rolled back; the next start finishes it (P8)."""
    crashed = subprocess.run([sys.executable, "-c", CRASHING, url, str(tables)], check=False)
    assert crashed.returncode == -9
    store = _open_when_free(url)
    assert store.transact_now(lambda tx: make.add(tx).thread_id) == 1
    store.close_now()


def _open_when_free(url: str) -> SqlStore:
    """PostgreSQL notices within a moment that a client is gone: wait as a standby does."""
    import asyncio

    from triaged.store import wait_leader

    return asyncio.run(wait_leader(url))


# ---- no question a mail asks reads a whole table

BURST = Burst(inbox="a", core=frozenset({1}), since=NOW, told_at=NOW, customers=5, last_at=NOW)

STEPS: dict[str, Callable[[Tx], Any]] = {
    "known": lambda tx: tx.known(
        make.lookup(message_id="<a>", ids=("<b>",), tokens=("K",), bounced=("<c>",), customer="a@b.test", claims=True)
    ),
    "desk": lambda tx: tx.desk("support", NOW),
    "add a thread": lambda tx: make.add(tx, promise=make.promise()),
    "add a mail": lambda tx: tx.add_message(make.message(thread_id=make.add(tx).thread_id, mentions=("<d>",))),
    "add a letter": make.put,
    "claim": lambda tx: tx.claim_letters("main", NOW, 50),
    "next attempt": lambda tx: tx.next_attempt("main"),
    "expired": lambda tx: tx.expired_letters(NOW),
    "change": lambda tx: tx.change_letters(
        [LetterChange(letter_id=make.put(tx).stored, expected=LetterState.READY, state=LetterState.HELD)]
    ),
    "evidence": lambda tx: tx.mark_sent_by_evidence("v1.x", NOW),
    "recover": lambda tx: tx.recover_sending(NOW),
    "letters": lambda tx: [tx.letters(state) for state in (LetterState.HELD, LetterState.DOUBT, LetterState.FAILED)],
    "ways": lambda tx: (tx.ways(), tx.change_way("support", "main", to="other", sender="a@b.test", journal="")),
    "hold": lambda tx: (tx.hold_inbox("support", "x"), tx.hold_account("support", "main", "x")),
    "letters of a thread": lambda tx: tx.letters_of_thread(1),
    "thread": lambda tx: (tx.thread(1), tx.thread_by_reference("K"), tx.messages(1)),
    "promises": lambda tx: (tx.promises(1), tx.settle_promise(_open(tx), Outcome.KEPT, NOW)),
    "a promise that names nobody": lambda tx: tx.name_nobody(_open(tx)),
    "a shared promise": lambda tx: (
        tx.open_shared_promise(tx.add_incident(make.incident()), make.promise(), NOW),
        tx.shared_promises(1),
    ),
    "missed": lambda tx: tx.missed(NOW - HOUR, NOW),
    "an event": lambda tx: tx.note_event(make.add(tx).thread_id, "silence", NOW, row="N8"),
    "ledger": lambda tx: (list(tx.ledger(NOW)), list(tx.ledger(NOW, since=NOW - HOUR)), tx.answers_since(NOW)),
    "update": lambda tx: tx.update_thread(make.add(tx)),
    "trail": lambda tx: (tx.add_trail(TrailEntry(at=NOW, event="x")), tx.trail(1)),
    "watch": lambda tx: (tx.to_look_at(NOW), tx.next_look(), tx.next_due(NOW)),
    "work": lambda tx: (tx.work_ahead("service", 2), tx.loads(), tx.owned("anna")),
    "first mails": lambda tx: (tx.first_mails("a", NOW - HOUR), tx.first_ahead("a", 2), tx.told_later(NOW)),
    "queue": lambda tx: tx.queue(NOW),
    "begun": lambda tx: tx.begun(NOW - HOUR, NOW),
    "waiting": lambda tx: (tx.waiting(), tx.machines()),
    "attention": lambda tx: tx.attention(),
    "status": lambda tx: tx.figures(NOW),
    "notices": lambda tx: (tx.add_notice(Notice(person="a", about="b", at=NOW)), tx.notices()),
    "notices told": lambda tx: tx.notices_told([_waiting(tx)], NOW, letter=make.put(tx).letter_id),
    "notices of": lambda tx: (tx.notices_of_thread(1), tx.notices_of_letter(1), tx.notices_of_post(1)),
    "undelivered": lambda tx: (tx.undelivered_notices(), tx.notices_climbed([1])),
    "posts": lambda tx: (tx.add_post(make.post()), tx.ready_posts(NOW), tx.next_post(), tx.failed_posts(NOW)),
    "a post": lambda tx: tx.update_post(replace(make.post(), post_id=tx.add_post(make.post()), attempts=1)),
    "absences": lambda tx: (tx.add_absence(make.absence()), tx.absences(NOW), tx.end_absences("anna", NOW)),
    "incidents": lambda tx: (tx.incident(1), tx.open_incidents(), tx.incidents_to_look_at(NOW)),
    "threads of an incident": lambda tx: (tx.threads_of_incident(1), tx.recent_threads("support", NOW - HOUR)),
    "places": lambda tx: (tx.lying("support", "INBOX", 1), tx.stored_message("support", "a", "b")),
    "a letter by its id": lambda tx: (tx.letter_by_message_id("<a>"), tx.letter_by_mark("v1.x")),
    "intake": lambda tx: (tx.mark_tried("a", "b", 1, [1]), tx.tried("a"), tx.clear_tried("a", "b", 1, [1])),
    "bursts": lambda tx: (
        tx.add_burst(BURST),
        tx.update_burst(replace(BURST, burst_id=1)),
        tx.burst(1),
        tx.bursts(NOW),
    ),
    "numbers": lambda tx: (
        tx.note_numbers("support", [(make.add(tx).thread_id, NOW, b"")]),
        tx.newest_like(),
        tx.likes("support", NOW),
        tx.numbers_before("support", NOW, since=NOW),
        tx.arrivals("support", NOW, since=NOW, within=HOUR),
    ),
    "arrivals": lambda tx: (tx.begin_inbox("a", NOW), tx.note_mail("a", [NOW + MINUTE])),
}
LARGE = ("thread", "message", "mail_id", "letter", "promise", "trail", "notice", "post", "ledger", "tried", "tally")
LARGE += ("quiet", "likeness")


def _open(tx: Tx) -> int:
    promise = make.add(tx, promise=make.promise()).promise
    assert promise
    assert promise.promise_id
    return promise.promise_id


def _waiting(tx: Tx) -> int:
    tx.add_notice(Notice(person="a", about="c", at=NOW))
    number = tx.notices()[-1].notice_id
    assert number
    return number


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SqlStore, list[str]]]:
    """A store, and every statement that was run on it since the list was last emptied."""
    store = open_store(f"sqlite:{tmp_path_factory.mktemp('plans')}/triaged.db")
    seen: list[str] = []
    connection: Any = store._engine.run._connection
    store.transact_now(lambda _: connection.set_trace_callback(seen.append))
    yield store, seen
    store.close_now()


@pytest.mark.parametrize("step", STEPS)
def test_no_question_reads_a_whole_table(filled: tuple[SqlStore, list[str]], step: str) -> None:
    """Every statement of a step finds its rows by an index, however much is stored (B8)."""
    store, seen = filled
    seen.clear()
    store.transact_now(STEPS[step])
    assert len(seen) > 2
    # An INSERT of values reads nothing; its plan also lists the check of deferred keys, which we have none of.
    asked = [sql for sql in seen if sql.split()[0] in ("SELECT", "UPDATE", "DELETE")]
    plans = {sql: store.transact_now(lambda _, sql=sql: _plan(store, sql)) for sql in asked}
    scans = [(line, sql) for sql, lines in plans.items() for line in lines if _whole(line)]
    assert scans == []


def _plan(store: SqlStore, sql: str) -> list[str]:
    connection: Any = store._engine.run._connection
    return [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]


def _whole(line: str) -> bool:
    """Whether a line of a plan reads a large table from end to end (a small partial index is not one)."""
    words = line.split()
    return words[0] == "SCAN" and words[1] in LARGE and not any(name in line for name in PARTIAL)


PARTIAL = sorted(
    index.name or ""
    for table in metadata.tables.values()
    for index in table.indexes
    if "where" in index.info and "ack" not in str(index.info["where"])
)


def test_a_statement_is_compiled_once() -> None:
    """The runner keeps what it compiled: a statement asked twice is the same text."""
    from triaged.store.outbox import BY_MARK

    run: Any = Runner(None, sqlite.dialect())  # type: ignore[arg-type]
    assert run.sql(BY_MARK) is run.sql(BY_MARK)
