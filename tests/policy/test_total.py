"""Any text is a policy or a list of problems: nothing else ever comes out of `load`."""

from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.policy.texts import EVERYTHING, SMALLEST, load_files
from triaged.policy.fits import Facts, first_row, fitting_rules
from triaged.policy.full import full
from triaged.policy.never import never_fit
from triaged.policy.problems import PolicyProblems
from triaged.policy.tables import NAMED, ORDERED, SINGLE

LINES = EVERYTHING.split("\n")
NAMES = sorted(
    {*SINGLE, *NAMED, *(part for path in ORDERED for part in path), "include", "version", "x", "when", "login"}
)
KEYS = sorted({line.split(" = ")[0].strip() for line in LINES if " = " in line} | set(NAMES))
ODD = [
    "1",
    "-1",
    "1.5",
    "true",
    '""',
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "2026-01-01",
    '"x"',
    '"re:("',
    "1e400",
    "nan",
    '"1 day"',
]
ODD += [
    "9" * 30,
    "9999-12-31",
    "0001-01-01",
    "2026-01-01 10:00:00",
    '"\\u0000"',
    '"file:x"',
    '"rules.toml"',
    '["x.toml"]',
]
VALUES = sorted({line.split(" = ", 1)[1] for line in LINES if " = " in line}) + ODD


def stand_somewhere(wrong: PolicyProblems, texts: Mapping[str, str]) -> None:
    """Problems say something and stand in one of the texts."""
    assert wrong.problems
    for problem in wrong.problems:
        assert problem.what
        assert 1 <= problem.line <= texts[problem.file].count("\n") + 1
        assert problem.column >= 1


def settle(text: str, **files: str) -> None:
    """Load; use whatever comes out."""
    named = {name.replace("_", "."): inner for name, inner in files.items()}
    try:
        policy = load_files({"rules.toml": text} | named)
    except PolicyProblems as wrong:
        stand_somewhere(wrong, {"rules.toml": text, **named})
    else:
        printed = full(policy)
        assert full(load_files({"rules.toml": printed})) == printed
        never_fit(policy)
        facts = Facts(inbox="support", subject="x", text="y")
        first_row(policy, facts)
        list(fitting_rules(policy, facts))


@given(st.text(max_size=200))
@settings(deadline=None)
@example("\r")
@example("'\x1e0")
@example("a = " + "[" * 400)
@example("a = " + "[" * 5000)
@example("a = " + "[" * 400 + "]" * 400)
@example("a = " + "{a = " * 400)
@example("a." * 1000 + "b = 1")
@example("[" + "a." * 1000 + "b]")
@example("company." + "a." * 3000 + "b = 1")
@example("[[rule]]\nwhen." + "not." * 18 + "b = 1")
@example("a = " + "9" * 5000)
@example("\ufeffa = 1")
@example("a = 2026-13-40")
def test_any_text(text: str) -> None:
    """No text makes anything but a policy or problems."""
    settle(text)
    settle('include = ["x.toml"]\n' + SMALLEST, x_toml=text)


def test_nesting_at_every_depth() -> None:
    """Whatever depth tomllib gives up at, it is a problem and no crash, also in the scanner and in what follows."""
    for depth in range(5, 1000, 45):
        settle("a = " + "[" * depth + "]" * depth)
        settle("company = " + "{a = " * depth + "1" + "}" * depth)
        settle(f"rule = [{{ when = {'[' * depth}{']' * depth} }}]")


@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["drop", "twice", "odd"]), st.sampled_from(VALUES)),
        max_size=4,
    )
)
@settings(max_examples=150, deadline=None)
def test_a_good_file_with_odd_changes(changes: list[tuple[int, str, str]]) -> None:
    """A complete file with lines dropped, doubled, or given other values."""
    lines = list(LINES)
    for number, change, value in changes:
        if change == "drop":
            lines[number] = ""
        elif change == "twice":
            lines[number] += "\n" + lines[number]
        elif " = " in lines[number]:
            lines[number] = f"{lines[number].split(' = ')[0]} = {value}"
    settle("\n".join(lines))


STATEMENTS = st.one_of(
    st.builds("[{}]".format, st.sampled_from(NAMES)),
    st.builds("[{}.{}]".format, st.sampled_from(NAMES), st.sampled_from(["a", "b", '"odd name"', "lead", "mail"])),
    st.builds("[[{}]]".format, st.sampled_from([*NAMES, "promise.row", "ladder.rung", "calendar.a"])),
    st.builds("{} = {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.builds("{}.{} = {}".format, st.sampled_from(NAMES), st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.builds("{} = {{ {} = {} }}".format, st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from(VALUES)),
)


@given(st.lists(STATEMENTS, max_size=14).map("\n".join), st.lists(STATEMENTS, max_size=4).map("\n".join))
@settings(max_examples=300, deadline=None)
@example("[inbox.a]\nwatch = { account = 1 }", "")
@example("[team.a]\nname = { en = { de = 1 } }\nlead = { x = {} }", "")
@example("[team.a]\non_call = { calendar = 1, people = [], changes = {} }", "")
@example("[team.a]\non_call = { people = [{}] }\npeople = 1", "[team.a]\npace = nan")
@example("[incident.a]\nlike = { not.not = 1 }\nsuggest = { mails = 1, within = [] }\nsay = { en = { de = 1 } }", "")
@example("[channel.mail]\nkind = {}\nroom = []", "[channel.a]\nurl = 1")
def test_generated_files(text: str, included: str) -> None:
    """Tables, keys and values of the language, put together at random, in two files."""
    settle(text, x_toml=included)
    settle('include = ["x.toml"]\n' + text, x_toml=included)


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("name", [*SINGLE, *NAMED, "rule"])
def test_odd_values_for_whole_tables(name: str, value: str) -> None:
    """A value of any type where a table must stand."""
    settle(f"{name} = {value}")
    settle(f"{name} = {{ a = {value} }}")
