"""`triaged check --full`: every key with the value that holds, as TOML that says the same again."""

import ast
import tomllib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.policy.texts import EVERYTHING, SMALLEST, load_text
from triaged.policy import shape
from triaged.policy.full import full
from triaged.policy.load import load
from triaged.policy.never import never_fit
from triaged.policy.read import keys_of
from triaged.policy.shape import Policy
from triaged.policy.tables import NAMED, ORDERED, SINGLE
from triaged.policy.tables.judging import WhenTable

ROOT = Path(__file__).parents[2]
CARRIERS = tuple(f"policy/{room}" for room in ("assemble", "check", "full", "shape"))
"""How the rooms begin that carry a value without obeying it."""

NOTHING_TO_SAY = {
    "person": {"open"},
    "team": {"pace", "on_call"},
    "topic": {"team", "needs"},
    "fact": {"find"},
    "incident": {"suggest"},
    "channel": {"sign", "token"},
}
"""Keys of which nothing is printed where nothing holds."""


def said(policy: Policy) -> Policy:
    """The policy without where it was written."""
    return replace(
        policy,
        source="",
        fingerprint="",
        files=(),
        rules=tuple(replace(rule, file="", line=0) for rule in policy.rules),
        promise=replace(policy.promise, rows=tuple(replace(row, file="", line=0) for row in policy.promise.rows)),
    )


TEXTS = {"smallest": SMALLEST, "everything": EVERYTHING, "shipped": (ROOT / "rules.toml").read_text()}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_printed_says_the_same_again(text: str) -> None:
    """Loading the printed text gives an equal policy."""
    policy = load_text(text)
    assert said(load_text(full(policy))) == said(policy)


def test_every_value_of_the_full_example_differs_from_the_default() -> None:
    """The example above really exercises every key: none is left out of it."""
    tree = tomllib.loads(EVERYTHING)
    for name, model in SINGLE.items():
        inner = {path[1] for path in ORDERED if path[0] == name and len(path) > 1}
        assert set(keys_of(model)) <= set(tree[name]) | inner
    for name, model in NAMED.items():
        given = {key for table in tree[name].values() for key in table}
        assert set(keys_of(model)) <= given
    (rule,) = tree["rule"]
    assert set(keys_of(ORDERED["rule",])) == set(rule)
    assert set(keys_of(WhenTable)) == set(rule["when"])


def test_every_key_is_printed() -> None:
    """Every key of every table stands in the printed text, also those that were not written."""
    tree = tomllib.loads(full(load_text(EVERYTHING)))
    for name, model in SINGLE.items():
        assert set(keys_of(model)) <= set(tree[name])
    for name, model in NAMED.items():
        for table in tree[name].values():
            assert set(keys_of(model)) - NOTHING_TO_SAY.get(name, set()) <= set(table)
        assert set(keys_of(model)) <= {key for table in tree[name].values() for key in table}
    for path, model in ORDERED.items():
        found: Any = tree
        for part in path:
            found = found[part]
        assert set(keys_of(model)) <= {key for table in found for key in table}


def test_every_value_is_obeyed_by_somebody() -> None:
    """Nothing in rules.toml is accepted and then read by nobody."""
    program = ROOT / "triaged"
    sources = [path for path in program.rglob("*.py") if "tables" not in path.parts]
    sources = [path for path in sources if not str(path.relative_to(program)).startswith(CARRIERS)]
    read = {
        node.attr
        for path in sources
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }
    shapes = [
        value for value in vars(shape).values() if is_dataclass(value) and value.__module__.startswith(shape.__name__)
    ]
    assert len(shapes) > 20
    assert {field.name for one in shapes for field in fields(one)} - read == set()


def test_shipped_rules_load() -> None:
    """The rules.toml that comes with the program is sound, sends nothing unasked, and holds no rule that never fits."""
    policy = load(str(ROOT / "rules.toml"), lambda name: Path(name).read_text())
    assert policy.letters.send == "hold"
    assert never_fit(policy) == ()


def test_secrets_stay_references() -> None:
    """What is printed names where a secret is, as it was written."""
    printed = full(load_text(EVERYTHING))
    for reference in ("cmd:pass show m365", "env:TOKEN", "env:G", "file:/etc/db"):
        assert f'"{reference}"' in printed
