"""The whole policy as TOML: every key with the value that holds. Reading it again gives the same policy."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from triaged.policy.full import judging, keeping, mail, who
from triaged.policy.full.toml import written, written_key
from triaged.policy.quantities import show_time
from triaged.policy.shape import Policy

T = TypeVar("T")
Table = tuple[str, Mapping[str, Any]]


def full(policy: Policy) -> str:
    """Every table and key of `policy` as TOML. Secrets stay references."""
    lines = ["version = 1", "include = []"]
    for header, pairs in _tables(policy):
        lines += ["", header, *(f"{written_key(key)} = {written(value)}" for key, value in pairs.items())]
    return "\n".join(lines) + "\n"


def _tables(policy: Policy) -> Iterator[Table]:
    """Every table in the order of rules.toml: its header and its pairs."""
    yield "[company]", who.company_pairs(policy.company)
    yield from _named("calendar", policy.calendars, who.calendar_pairs)
    yield from _named("person", policy.people, who.person_pairs)
    yield from _named("team", policy.teams, who.team_pairs)
    yield from _named("inbox", policy.inboxes, mail.inbox_pairs)
    yield from _named("account", policy.accounts, mail.account_pairs)
    yield from _named("customer", policy.customers, who.customer_pairs)
    yield "[promise]", judging.promise_pairs(policy.promise)
    yield from (("[[promise.row]]", judging.row_pairs(row)) for row in policy.promise.rows)
    yield "[judge]", judging.judge_pairs(policy.judge)
    yield from (("[[rule]]", judging.rule_pairs(rule)) for rule in policy.rules)
    yield "[trust]", judging.trust_pairs(policy.trust)
    yield from _named("topic", policy.topics, judging.topic_pairs)
    yield from _named("fact", policy.facts, judging.fact_pairs)
    yield from _named("incident", policy.incidents, judging.incident_pairs)
    if policy.articles is not None:
        yield "[articles]", judging.articles_pairs(policy.articles)
    yield "[burst]", judging.burst_pairs(policy.burst)
    yield from _kept(policy)
    yield "[letters]", keeping.letters_pairs(policy.letters)
    yield "[acknowledge]", keeping.acknowledge_pairs(policy.acknowledge)
    yield "[limits]", keeping.limits_pairs(policy.limits)
    yield "[health]", keeping.health_pairs(policy.health)
    yield "[store]", mail.store_pairs(policy.store)


def _kept(policy: Policy) -> Iterator[Table]:
    yield "[ladder]", keeping.ladder_pairs(policy.ladder)
    yield from (("[[ladder.rung]]", keeping.rung_pairs(rung)) for rung in policy.ladder.rungs)
    yield from _named("channel", policy.channels, mail.channel_pairs)
    yield "[renewal]", keeping.renewal_pairs(policy.renewal)
    yield "[close]", keeping.close_pairs(policy.close)
    if policy.digest is not None:
        yield "[digest]", {"at": show_time(policy.digest)}
    yield "[report]", {"by_person": policy.by_person}


def _named(kind: str, entries: Mapping[str, T], pairs: Callable[[T], Mapping[str, Any]]) -> Iterator[Table]:
    return ((f"[{kind}.{written_key(key)}]", pairs(entry)) for key, entry in entries.items())
