"""What every table is built with: names of indexes and keys, and columns of the kinds that both engines have."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

KEY = BigInteger().with_variant(Integer, "sqlite")
TIME = BigInteger


def own_id() -> Column[int]:
    """The row's own number."""
    return Column("id", KEY, primary_key=True)


def words(name: str, **more: Any) -> Column[str]:
    """A text that is always there: "" says nothing."""
    return Column(name, Text, nullable=False, **more)


def time(name: str, *, optional: bool = False) -> Column[int]:
    """A moment: microseconds since 1970, UTC."""
    return Column(name, TIME, nullable=optional)


def count(name: str) -> Column[int]:
    """A small whole number."""
    return Column(name, Integer, nullable=False)


def flag(name: str) -> Column[bool]:
    """Yes or no."""
    return Column(name, Boolean, nullable=False)


def thread_id(*, optional: bool, primary_key: bool = False) -> Column[int]:
    """The thread that the row belongs to."""
    return Column("thread_id", KEY, ForeignKey("thread.id"), nullable=optional, primary_key=primary_key)


def index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the few rows a list asks for: it stays small however much is stored."""
    return Index(name, *columns, unique=unique, info={"where": text(where)})
