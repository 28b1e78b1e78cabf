"""From the merged tree to tables: every value is checked by itself, every mistake is told with its place.

Each [table], [table.NAME] and [[table]] is read on its own. What is wrong inside is left out and the rest is read
again, so that one mistake hides no other.
"""

import copy
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from triaged.hours import CalendarProblem
from triaged.policy.problems import NOT_YET, Wrong, meant, shortened
from triaged.policy.scan import Path
from triaged.policy.sources import Sources
from triaged.policy.tables import KNOWN, LATER, NAMED, ORDERED, SINGLE
from triaged.policy.tables.base import Table
from triaged.policy.tables.kinds import named

T = TypeVar("T", bound=Table)


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A table that could be read, and its path."""

    path: Path
    table: T

    def at(self, *path: str | int) -> Path:
        """The path of something in this table."""
        return (*self.path, *path)

    def given(self, name: str) -> bool:
        """Whether a field was written."""
        return name in self.table.model_fields_set


@dataclass(slots=True)
class Tables:
    """All tables that could be read. `names` also holds those that could not; `left_out` what was wrong in them."""

    single: dict[str, Entry[Any]] = field(default_factory=dict)
    named: dict[str, dict[str, Entry[Any]]] = field(default_factory=dict)
    ordered: dict[Path, list[Entry[Any]]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: set[Path] = field(default_factory=set)

    def flawed(self, *path: str | int) -> bool:
        """Whether something at, in or around `path` was left out, so that nothing can be concluded from it."""
        return any(out[: len(path)] == path[: len(out)] for out in self.left_out)


def read_tables(sources: Sources) -> Tables:
    """Check the whole tree. Problems are added to `sources`."""
    tables = Tables()
    tree = sources.tree
    for name in tree:
        if name not in KNOWN:
            _unknown(sources, (name,), KNOWN, LATER)
    if tree.get("version", 1) != 1 or isinstance(tree.get("version"), bool):
        sources.problem(("version",), "this version of the file's format is not known", "version = 1")
    for name, model in SINGLE.items():
        _single(sources, tables, name, model)
    for name, model in NAMED.items():
        _named(sources, tables, name, model)
    for path, model in ORDERED.items():
        _ordered(sources, tables, path, model)
    return tables


def _single(sources: Sources, tables: Tables, name: str, model: type[Table]) -> None:
    raw = sources.tree.get(name, {})
    inner = {path[1] for path in ORDERED if path[0] == name and len(path) > 1}
    if isinstance(raw, dict):
        raw = {key: value for key, value in raw.items() if key not in inner}
    entry = _entry(sources, tables, (name,), raw, model)
    tables.single[name] = entry or Entry((name,), model.model_validate(model.spare))


def _named(sources: Sources, tables: Tables, name: str, model: type[Table]) -> None:
    raw = sources.tree.get(name, {})
    tables.named[name] = {}
    tables.names[name] = ()
    if not isinstance(raw, dict):
        sources.problem((name,), f"{named(raw)} stands where tables must stand", f"[{name}.NAME]")
        tables.left_out.add((name,))
        return
    tables.names[name] = tuple(raw)
    for key, value in raw.items():
        if not key.strip() or not key.isprintable():
            sources.problem((name, key), "this name is empty or contains a control character", key=True)
        entry = _entry(sources, tables, (name, key), value, model)
        if entry is not None:
            tables.named[name][key] = entry


def _ordered(sources: Sources, tables: Tables, path: tuple[str, ...], model: type[Table]) -> None:
    raw: Any = sources.tree
    for part in path:
        raw = raw.get(part, []) if isinstance(raw, dict) else []
    tables.ordered[path] = []
    if not isinstance(raw, list):
        sources.problem(path, f"{named(raw)} stands where a list must stand", f"[[{'.'.join(path)}]]", key=True)
        tables.left_out.add(path)
        return
    for index, value in enumerate(raw):
        entry = _entry(sources, tables, (*path, index), value, model)
        if entry is not None:
            tables.ordered[path].append(entry)


def _entry(sources: Sources, tables: Tables, path: Path, raw: object, model: type[T]) -> Entry[T] | None:
    """Read one table; once more without the keys that are wrong. None when it is no table."""
    if not isinstance(raw, dict):
        sources.problem(path, f"{named(raw)} stands where a table must stand", f"[{_dotted(path)}]")
        tables.left_out.add(path)
        return None
    try:
        return Entry(path, model.model_validate(raw))
    except ValidationError as error:
        wrong = error.errors(include_url=False)
    rest: dict[str, Any] = copy.deepcopy(raw)
    for item in wrong:
        location = tuple(part for part in item["loc"] if part != "[key]")
        _tell(sources, path, location, dict(item), model)
        gone = _leave_out(rest, location)
        if item["type"] != "extra_forbidden":
            tables.left_out.add((*path, *gone))
    try:
        return Entry(path, model.model_validate({**model.spare, **rest}))
    except ValidationError as error:
        # A table inside has lost a key that it cannot do without: it goes as a whole.
        for item in error.errors(include_url=False):
            location = tuple(part for part in item["loc"] if part != "[key]")
            tables.left_out.add((*path, *_leave_out(rest, location)))
    return Entry(path, model.model_validate({**model.spare, **rest}))


def _leave_out(raw: dict[str, Any], location: Path) -> Path:
    """Take out the innermost key around `location`, lists as a whole. Returns where it was."""
    table = raw
    for length, part in enumerate(location, 1):
        inner = table.get(str(part))
        if length == len(location) or not isinstance(inner, dict) or location[length] not in inner:
            table.pop(str(part), None)
            return location[:length]
        table = inner
    return location


def _tell(sources: Sources, path: Path, location: Path, item: dict[str, Any], model: type[Table]) -> None:
    """One of pydantic's errors in our words. Only who knows that a value is no secret repeats it."""
    full = (*path, *location)
    kind = str(item["type"])
    inner = _model_at(model, location[:-1])
    if kind == "extra_forbidden" and inner is not None:
        _unknown(sources, full, keys_of(inner), inner.later)
    elif kind == "missing":
        sources.problem(full[:-1], f"`{_dotted(full[:-1])}` has no `{location[-1]}`", key=True)
    elif kind == "value_error":
        what, expected, hint = _words(item["ctx"]["error"])
        sources.problem(full, f"`{_dotted(full)}`: {what}", expected, hint, key=item["loc"][-1] == "[key]")
    else:
        expected = _EXPECTED.get(kind, "")
        if kind in _BOUNDS:
            expected = f"{_BOUNDS[kind]} {next(iter(item['ctx'].values()))}"
        what = f"{named(item['input'])} stands where it cannot stand"
        sources.problem(full, f"`{_dotted(full)}`: {what}", expected)


_BOUNDS = {"greater_than_equal": "at least", "less_than_equal": "at most"}
_EXPECTED = {
    "bool_type": "true or false",
    "int_type": "a whole number",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
}


def _words(error: Exception) -> tuple[str, str, str]:
    """What is wrong, what was expected, a hint."""
    if isinstance(error, Wrong):
        return error.what, error.expected, error.hint
    hint = error.hint if isinstance(error, CalendarProblem) else ""
    return shortened(str(error), 200), "", shortened(hint, 200)


def _unknown(sources: Sources, path: Path, known: tuple[str, ...], later: frozenset[str]) -> None:
    key = str(path[-1])
    if key in later:
        sources.problem(path, f"`{_dotted(path)}` {NOT_YET}", hint="leave it out", key=True)
    else:
        what = f"`{_dotted(path)}` is not known"
        sources.problem(path, what, hint=meant(key, known) or f"known here: {', '.join(known)}", key=True)


def keys_of(model: type[Table]) -> tuple[str, ...]:
    """The keys of a table as they are written."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


def inner_model(annotation: Any) -> type[Table] | None:
    """The table inside `list[Table]`, `dict[str, Table]`, `Table | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    if get_origin(annotation) in {list, dict, Union, types.UnionType, Annotated}:
        return next((model for part in get_args(annotation) if (model := inner_model(part))), None)
    return None


def _model_at(model: type[Table], location: Path) -> type[Table] | None:
    """The table that `location` leads to."""
    fields: Mapping[str, Any] = {info.alias or name: info for name, info in model.model_fields.items()}
    for number, part in enumerate(location):
        if isinstance(part, str) and part in fields:
            inner = inner_model(fields[part].annotation)
            return None if inner is None else _model_at(inner, location[number + 1 :])
    return model


def _dotted(path: Path) -> str:
    """`promise.row` for ("promise", "row", 0): counted entries are found by their line."""
    names = [shortened(part) for part in path if isinstance(part, str)]
    return ".".join(name if re.fullmatch(r"[\w-]+", name) else f'"{name}"' for name in names)
