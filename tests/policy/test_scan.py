"""The position scanner against tomllib (the same tree) and against the text itself (what stands at each position)."""

import re
import tomllib
from datetime import date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from triaged.policy.scan import Path, Positions, Spot, positions

TEXTS = {
    "pairs": 'a = 1\nb = "two"\n',
    "dotted keys": "a.b.c = 1\na.b.d = 2\na . e = 3\n",
    "quoted keys": "\"a b\".'c.d' = 1\n\"\\u00e4\" = 2\n'' = 3\n",
    "tables": "[a]\nb = 1\n[a.c]\nd = 2\n[ e . f ]\ng = 3\n",
    "arrays of tables": "[[a]]\nb = 1\n[[a]]\nb = 2\n[a.c]\nd = 3\n[[a.e]]\nf = 4\n[[a.e]]\n[[a]]\n[[a.e]]\ng = 5\n",
    "array of tables under a table": "[p]\nx = 1\n[[p.row]]\nwhen = { a = 1 }\n[[p.row]]\nwhen.a = 2\n",
    "inline tables": 'a = { b = 1, c.d = "}", e = { f = [ {g = 1}, {g = 2} ] } }\nz = 1\n',
    "nested arrays": "a = [ [1, 2], [ ], [\n # a comment ]\n 3, # another\n [ 4 ],\n ] ]\nb = 2\n",
    "strings that look like syntax": 'a = "[x]\\" # = {"\nb = \'[y] # = "\'\nc = 1\n',
    "long strings": 'a = """\n x = 1\n "" \\""" [y]"""\nb = \'\'\'\n z = " \' \'\'\'\nc = 1\n',
    "long strings that end in quotes": "a = \"\"\"x\"\"\"\"\"\nb = '''y'''''\nc = 1\n",
    "dates": "a = 2026-12-23 08:00:00\nb = 2026-12-23\nc = [2026-12-23 08:00:00.5Z, 08:00:00]\nd = 1\n",
    "numbers": "a = 0x1F\nb = -1_000.5e-3\nc = inf\nd = true\ne = [+1,-2]\n",
    "comments": "# a = 1\na = 1 # b = 2\n# [c]\n   d = 3\n\t[e] # f\n",
    "windows line ends": "a = 1\r\n[b]\r\nc = [\r\n 1,\r\n]\r\nd = '''\r\n'''\r\ne = 1",
    "the table after its child": "[a.b]\nc = 1\n[a]\nd = 2\n",
    "empty": "",
    "no line end": "a = 1",
}


def leaves(value: object, path: Path = ()) -> dict[Path, object]:
    """Every value of a tree with its path, tables and arrays included."""
    found: dict[Path, object] = {path: value} if path else {}
    if isinstance(value, dict):
        for key, inner in value.items():
            found |= leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found |= leaves(inner, (*path, index))
    return found


def check(text: str) -> None:
    """Every value tomllib found has a position, nothing else has one, and parsing from there gives the value again."""
    text = text.replace("\r\n", "\n")
    tree = tomllib.loads(text)
    found = positions(text)
    values = leaves(tree)
    assert set(found.keys) | set(found.values) == set(values)
    lines = text.split("\n")
    for path, value in values.items():
        if path in found.keys:
            spot = found.keys[path]
            rest = lines[spot.line - 1][spot.column - 1 :]
            assert tomllib.loads(first_key(rest) + " = 1") == {path[-1]: 1}
        if isinstance(value, str | int | float | bool | date | time | datetime):
            spot = found.values[path]
            rest = "\n".join([lines[spot.line - 1][spot.column - 1 :], *lines[spot.line :]])
            assert reads_as(rest, value), (path, rest)


def first_key(rest: str) -> str:
    match = re.match(r"[A-Za-z0-9_-]+|'[^'\n]*'|\"(?:\\.|[^\"\\])*\"", rest)
    assert match, rest
    return match.group()


def reads_as(rest: str, value: object) -> bool:
    """Whether some beginning of `rest` is TOML for `value`."""
    for end in range(1, len(rest) + 1):
        if end < len(rest) and rest[end] not in ",]} \t\n#":
            continue
        try:
            read = tomllib.loads(f"v = {rest[:end]}")["v"]
        except tomllib.TOMLDecodeError:
            continue
        if read == value or str(read) == str(value) == "nan":
            return True
    return False


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_scanner_finds_what_tomllib_finds(text: str) -> None:
    """Every key and value tomllib reads has a position at which it really stands."""
    check(text)


def test_positions_of_a_small_text() -> None:
    """Lines and columns are counted from 1, keys and values apart."""
    found = positions('[a]\nkey = ["x", "yy"]\n[[a.rows]]\nname = 1\n')
    assert found.key(("a", "key")) == Spot(2, 1)
    assert found.value(("a", "key")) == Spot(2, 7)
    assert found.value(("a", "key", 1)) == Spot(2, 13)
    assert found.value(("a", "rows", 0, "name")) == Spot(4, 8)
    assert found.value(("a", "rows", 0)) == Spot(3, 5)


def test_what_is_not_written_stands_where_its_table_does() -> None:
    """A missing key is shown at the nearest table around it, a missing table at the beginning of the file."""
    found = positions("x = 1\n[a.b]\n")
    assert found.key(("a", "b", "missing", "more")) == Spot(2, 4)
    assert found.value(("nowhere",)) == Spot(1, 1)
    assert Positions().key(("a",)) == Spot(1, 1)


KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True),
    st.text(st.characters(exclude_characters="'\n\r", exclude_categories=["Cc", "Cs"]), max_size=3).map("'{}'".format),
)
SPACES = st.sampled_from(["", " ", "  ", "\t"])
SCALARS = st.sampled_from(
    ["1", "-2.5", "true", '""', "'a'", '"\\"#"', "2026-01-02", "2026-01-02 03:04:05", "'''\n]'''", '"""\n}\n"""', "nan"]
)
COMMENTS = st.sampled_from(["", "\n", " # x = [1]\n", "\n\n  "])


@st.composite
def arrays(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    items = draw(st.lists(st.tuples(COMMENTS, inner, COMMENTS), max_size=3))
    return "[" + ",".join(a + b + c for a, b, c in items) + draw(COMMENTS) + "]"


@st.composite
def tables(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    items = draw(st.lists(st.tuples(KEYS, SPACES, inner), max_size=3))
    return "{" + ",".join(f" {key}{space}= {value} " for key, space, value in items) + "}"


VALUES = st.recursive(SCALARS, lambda inner: st.one_of(arrays(inner), tables(inner)), max_leaves=6)
DOTTED = st.lists(KEYS, min_size=1, max_size=3).map(" . ".join)
STATEMENTS = st.one_of(
    st.builds("{}{} = {}".format, SPACES, DOTTED, VALUES),
    st.builds("[{}]".format, DOTTED),
    st.builds("[[{}]] # x".format, DOTTED),
    st.just("# [no]"),
)


@given(st.lists(STATEMENTS, max_size=8).map("\n".join))
@example("a = [{b = 1}, {b = 2}]\n[c]")
@example("a = [1]]")
def test_scanner_agrees_on_generated_texts(text: str) -> None:
    """Whatever tomllib accepts, the scanner finds the same tree at the right places."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    check(text)
