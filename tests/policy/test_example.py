"""The whole desk that the product is described with loads, but for the words of later versions."""

import copy
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests.policy.texts import load_files
from triaged.policy.full import full
from triaged.policy.full.toml import written, written_key
from triaged.policy.never import never_fit
from triaged.policy.problems import NOT_YET, PolicyProblems
from triaged.policy.shape import Policy

pytestmark = pytest.mark.needs_shared

LATER: Final = (
    "account.m365.login.expires",
    "articles.sure",
    "desk",
    "keep",
    "mirror",
    "public",
    "report.to",
    "report.when",
    "store.backup",
    "survey",
)
"""What the example says and this version does not know yet: exactly this is taken out of it."""


def load_tree(tree: Mapping[str, Any]) -> Policy:
    """The policy of a tree, written as TOML again."""
    text = "".join(f"{written_key(key)} = {written(value)}\n" for key, value in tree.items())
    return load_files({"rules.toml": text, "partners.txt": "*@partner.example\n"})


def take_out(tree: Any, path: list[str]) -> int:
    """Take `path` out of a tree, in every entry of a list. Returns how often it was there."""
    if isinstance(tree, list):
        return sum(take_out(entry, path) for entry in tree)
    if not isinstance(tree, dict) or path[0] not in tree:
        return 0
    if len(path) > 1:
        return take_out(tree[path[0]], path[1:])
    del tree[path[0]]
    return 1


@pytest.fixture
def example(shared: Path) -> dict[str, Any]:
    """The example as it is written."""
    return tomllib.loads((shared / "design" / "rules.example.toml").read_text("utf-8"))


def test_only_words_of_later_versions_are_refused(example: dict[str, Any]) -> None:
    """Every problem of the example is a word that does not work yet, and each of those is known to be there."""
    with pytest.raises(PolicyProblems) as caught:
        load_tree(example)
    refused = [problem.what for problem in caught.value.problems]
    assert set(refused) == {f"`{path}` {NOT_YET}" for path in LATER}


def test_the_rest_of_the_example_loads(example: dict[str, Any]) -> None:
    """Without exactly those words the example is a sound policy, which can be printed and read again."""
    tree = copy.deepcopy(example)
    for path in LATER:
        assert take_out(tree, path.split(".")) >= 1, path
    for rule in tree["rule"]:
        assert rule["when"]
    policy = load_tree(tree)
    assert never_fit(policy) == ()
    assert [rung.tell for rung in policy.ladder.rungs] == [("owner",), ("lead",), ("manager",)]
    assert policy.teams["technik"].on_call is not None
    assert policy.people["cem"].hours is not None
    assert policy.incidents["cloud"].suggest is not None
    assert policy.digest is not None
    again = load_files({"rules.toml": full(policy)})
    assert (again.teams, again.incidents, again.people) == (policy.teams, policy.incidents, policy.people)


def test_the_smallest_example_loads(shared: Path) -> None:
    """The smallest file that must be enough is."""
    policy = load_files({"rules.toml": (shared / "design" / "rules.smallest.toml").read_text("utf-8")})
    assert policy.promise.basis == "queue"
