"""Rules and rows that can never decide anything are named; those that can are left alone."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.texts import SMALLEST, load_text
from triaged.model.thread import Urgency
from triaged.policy.fits import Facts, first_row
from triaged.policy.never import never_asked, never_fit

HEAD = SMALLEST.replace('[[promise.row]]\nreply = "1 day"\n', "") + (
    '[customer.vip]\nwho = "*@x.example"\n[team.a]\n[team.b]\n[team.idle]\n[team.topical]\n'
    '[topic.t]\nname = { en = "a", de = "b", fr = "c", es = "d" }\nteam = "topical"\n'
    '[topic.u]\nname = { en = "a", de = "b", fr = "c", es = "d" }\n'
    '[inbox.other]\naddress = "other@nordlicht.example"\nwatch = "Other"\nteam = "b"\n'
)
HEAD = HEAD.replace('account = "main" }', 'account = "main", team = "a" }')
REST = '[[promise.row]]\nreply = "1 day"\n'


def rules(*conditions: str) -> str:
    return HEAD + REST + "".join(f"[[rule]]\n{condition}\n" for condition in conditions)


def rows(*conditions: str) -> str:
    return HEAD + "".join(f'[[promise.row]]\nwhen = {{ {condition} }}\nreply = "1h"\n' for condition in conditions)


NEVER = {
    "team of no inbox": (rules('when.team = "idle"\nurgency = "high"'), ["rule 1"]),
    "critical before the rules": (rules('when.urgency = "critical"\nteam = "a"'), ["rule 1"]),
    "topic before the rules": (rules('when.topic = "t"\nteam = "a"'), ["rule 1"]),
    "topic after a topic": (
        rules('when = {}\ntopic = "t"\ntell = "lead"', 'when.subject = "x"\ntopic = "u"\ntell = "anna"'),
        ["rule 2"],
    ),
    "row of a topic after the topic": (
        rows('topic = ["t", "u"]', 'topic = "t", urgency = "low"', 'topic = "u", not.topic = "u"', ""),
        ["row 2", "row 3"],
    ),
    "after a rule for everything": (
        rules('when = {}\nkind = "machine"', 'when.subject = "x"\nkind = "person"'),
        ["rule 2"],
    ),
    "the same condition": (
        rules('when.subject = "x"\nurgency = "low"', 'when = { subject = "x", inbox = "other" }\nurgency = "high"'),
        ["rule 2"],
    ),
    "an address inside a pattern": (
        rules('when.from = ["*@x.example", "b@y.example"]\nteam = "a"', 'when.from = "a@x.example"\nteam = "b"'),
        ["rule 2"],
    ),
    "words inside words": (
        rules('when.text = "heating"\nteam = "a"', 'when.text = ["no heating", "Heating off"]\nteam = "b"'),
        ["rule 2"],
    ),
    "two things decided by two rules": (
        rules('when = {}\nteam = "a"', 'when.inbox = "other"\nurgency = "low"',
              'when = { inbox = "other", text = "x" }\nteam = "b"\nurgency = "high"'),
        ["rule 3"],
    ),
    "asked and turned away": (
        rules('when = { inbox = "other", not.inbox = ["other", "support"] }\nteam = "a"'),
        ["rule 1"],
    ),
    "words asked and turned away": (rules('when = { subject = "a b", not.subject = "b" }\nteam = "a"'), ["rule 1"]),
    "header asked and turned away": (
        rules('when = { header = "X-A: b", not.header = ["X-A: b", "X-C: d"] }\nteam = "a"'), ["rule 1"]
    ),
    "size asked and turned away": (
        rules('when = { larger_than = "2 MB", not.larger_than = "1 MB" }\nteam = "a"'), ["rule 1"]
    ),
    "smaller after larger": (
        rules('when.larger_than = "1 MB"\nteam = "a"', 'when.larger_than = "2 MB"\nteam = "b"'), ["rule 2"]
    ),
    "turned round by less": (
        rules('when.not.language = "en"\nteam = "a"', 'when.not.language = ["en", "de"]\nteam = "b"'), ["rule 2"]
    ),
    "row after the rest": (rows("", 'urgency = "high"'), ["row 2"]),
    "row of a team without mail": (rows('team = "idle"', ""), ["row 1"]),
    "row after all urgencies": (
        rows('urgency = "critical"', 'urgency = ["high", "normal"]', 'urgency = "low"', 'customer = "vip"', ""),
        ["row 4", "row 5"],
    ),
    "row after all inboxes": (rows('inbox = "support"', 'inbox = "other"', 'text = "x"'), ["row 3"]),
    "row after an inbox and what is not of it": (rows('inbox = "support"', 'not.inbox = "support"', ""), ["row 3"]),
    "row after inboxes and urgencies together": (
        rows('inbox = "support", urgency = ["low", "normal"]', 'not.urgency = ["low", "normal"]', 'inbox = "other"',
             'urgency = "low"'),
        ["row 4"],
    ),
}  # fmt: skip

SOMETIMES = {
    "different things": rules('when = {}\nteam = "a"', 'when.subject = "x"\nurgency = "high"'),
    "more is turned away above": rules(
        'when.not.language = ["en", "de"]\nteam = "a"', 'when.not.language = "en"\nteam = "b"'
    ),
    "an expression is not words": rules(
        'when.subject = "re:^offline$"\nteam = "a"', 'when.subject = "offline"\nteam = "b"'
    ),
    "narrower above": rules('when.subject = "no heating"\nteam = "a"', 'when.subject = "heating"\nteam = "b"'),
    "trusted is of its own": rules('when = {}\nteam = "a"', 'when.from = "a@x.example"\nteam = "a"\ntrusted = true'),
    "critical among others": rules('when.urgency = ["critical", "high"]\nteam = "a"'),
    "team that a rule gives": rules('when = {}\nteam = "idle"').replace(
        REST, '[[promise.row]]\nwhen.team = "idle"\nreply = "1h"\n' + REST
    ),
    "told, but not decided above": rules('when = {}\nteam = "a"', 'when = {}\ntell = "lead"'),
    "team that a topic gives": rows('team = "topical"', ""),
    "one topic missing": rows('topic = "t"', 'not.topic = "t", topic = "u"', ""),
    "critical row": rows('urgency = "critical"', ""),
    "one language missing": rows('language = "en"', 'language = ["de", "fr", "es"]', ""),
    "one urgency missing": rows('urgency = ["critical", "high"]', 'urgency = "low"', ""),
    "one of two groups": rows('customer = "vip"', 'not.customer = "vip"'),
}


@pytest.mark.parametrize(("text", "names"), NEVER.values(), ids=NEVER)
def test_what_can_never_fit_is_named(text: str, names: list[str]) -> None:
    """Each is named with its line and the reason."""
    problems = never_fit(load_text(text))
    assert [problem.what.split('"')[1] for problem in problems] == names
    lines = text.splitlines()
    for problem in problems:
        assert lines[problem.line - 1] in {"[[rule]]", "[[promise.row]]"}
        assert problem.file == "rules.toml"
        assert problem.hint


@pytest.mark.parametrize("text", SOMETIMES.values(), ids=SOMETIMES)
def test_what_can_fit_is_left_alone(text: str) -> None:
    """Nothing is named that could decide something."""
    assert never_fit(load_text(text)) == ()


KEYS = st.fixed_dictionaries(
    {},
    optional={
        "inbox": st.sampled_from(['"support"', '"other"', '["support", "other"]']),
        "urgency": st.sampled_from(['"low"', '["critical", "high"]', '["normal", "low"]']),
        "team": st.sampled_from(['"a"', '"b"', '"idle"']),
        "language": st.sampled_from(['"en"', '["de", "en"]']),
        "customer": st.sampled_from(['"vip"']),
        "topic": st.sampled_from(['"t"', '["t", "u"]']),
        "subject": st.sampled_from(['"one"', '["one two", "two"]', '"re:^two$"', '"t*"']),
        "larger_than": st.sampled_from(['"1 KB"', '"2 KB"']),
    },
)


def written(keys: dict[str, str], turned: dict[str, str]) -> str:
    return ", ".join(
        [f"{key} = {value}" for key, value in keys.items()] + [f"not.{k} = {v}" for k, v in turned.items()]
    )


MAILS = [
    Facts(
        inbox=inbox, team=team, urgency=urgency, language=language, customer=customer, subject=subject, size=size,
        topic=topic,
    )
    for inbox, team, urgency, language, customer, subject, size, topic in product(
        ("support", "other"), ("a", "b"), Urgency, ("en", "de", "fr"), (frozenset(), frozenset({"vip"})),
        ("", "one", "two", "one two", "x two"), (0, 1500, 5000),
        ("", "t", "u"),
    )
]  # fmt: skip


@given(st.lists(st.builds(written, KEYS, KEYS), min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_mail_is_decided_by_what_never_fits(conditions: list[str]) -> None:
    """Whatever is named, no mail of a large sample reaches it."""
    policy = load_text(rows(*conditions))
    named = {problem.what.split('"')[1] for problem in never_fit(policy)}
    for facts in MAILS:
        row = first_row(policy, facts)
        assert row is None or row.name not in named


FACT = """
[topic.fault]
name = { en = "a", de = "b", fr = "c", es = "d" }
needs = ["order"]
[fact.order]
find = "re:x"
ask = { en = "a", de = "b", fr = "c", es = "d" }
"""


def test_facts_that_nobody_is_asked_for_are_told_of() -> None:
    """Only proven senders are asked: where nobody can be proven, nobody is."""
    assert "trust.results_of is empty" in never_asked(load_text(SMALLEST + FACT))
    assert never_asked(load_text(SMALLEST + FACT + '[trust]\nresults_of = ["mx.x.example"]\n')) == ""
    assert never_asked(load_text(SMALLEST + FACT.replace('needs = ["order"]', ""))) == ""
