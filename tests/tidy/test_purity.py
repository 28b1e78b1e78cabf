"""What decides takes its time from its arguments, and what catches everything stands where a loop begins."""

from __future__ import annotations

import ast

from tests.tidy.source import Module, modules

PURE = (
    "triaged/decide/",
    "triaged/errors.py",
    "triaged/hours/",
    "triaged/mail/",
    "triaged/model/",
    "triaged/policy/",
    "triaged/rules/",
    "triaged/scorer/",
)

CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "sleep", "random", "choice", "shuffle", "urandom"}
OWNERS = {"datetime", "date", "time", "random", "os", "secrets", "uuid"}

HEADS: dict[str, str] = {
    "triaged/intake.py": "the loop over mails: a question that breaks takes its one mail into quarantine with it (N34)",
    "triaged/loops/incidents.py": "the loop over incidents: one that breaks a rule is left alone for an hour (N34)",
    "triaged/loops/watch.py": "the loop over threads: one that breaks a rule waits alone and is looked at again (N34)",
}
"""Files that may catch everything, each with its reason."""


def _calls_of_the_world(module: Module) -> list[str]:
    found = []
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value
        name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
        if name in OWNERS and node.func.attr in CLOCKS:
            found.append(f"{module.name}:{node.lineno} {name}.{node.func.attr}")
    return found


def test_pure_floors_ask_no_clock_and_no_chance() -> None:
    """The same arguments give the same decision, today and in a test of next year."""
    pure = [module for module in modules() if module.name.startswith(PURE)]
    assert pure
    assert [call for module in pure for call in _calls_of_the_world(module)] == []


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None:
        return False  # it puts something in order and lets the fault pass
    caught = handler.type
    each = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(one is None or (isinstance(one, ast.Name) and one.id in {"Exception", "BaseException"}) for one in each)


def test_only_the_heads_of_loops_catch_everything() -> None:
    """A broad except hides bugs: it stands where this list gives a reason, and nowhere else."""
    broad = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    }
    assert broad - set(HEADS) == set()
    assert set(HEADS) - broad == set(), "no broad except is left there: take it off the list"
