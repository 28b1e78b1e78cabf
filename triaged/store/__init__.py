"""Floor 4: the store. SQLite and PostgreSQL from one definition; the only room that knows SQLAlchemy."""

from triaged.store.open import Role, SqlStore, open_store, wait_leader

__all__ = ["Role", "SqlStore", "open_store", "wait_leader"]
