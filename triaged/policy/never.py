"""Rules and promise rows that can never decide anything, facts that nobody is asked for: named by `triaged check`.

Everything told here is certain; a rule that can never fit for a reason this does not see is left alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from triaged.model.thread import Urgency
from triaged.policy.patterns import Whole
from triaged.policy.shape import Pattern, Policy, Problem, PromiseRow, Rule, When

_SETS = ("inbox", "customer", "language", "urgency", "team", "topic", "tone")
_PATTERNS = ("from_", "to", "subject", "text", "attachment")
_FINITE = frozenset({"inbox", "urgency", "team"})
_MOST_CELLS = 1_000
_DECIDES = ("urgency", "kind", "team", "topic", "customer", "acknowledge", "tell")


def never_fit(policy: Policy) -> tuple[Problem, ...]:
    """Every rule and row that can never decide anything, in the order of the file, with why."""
    return (*_rules(policy), *_rows(policy))


def never_asked(policy: Policy) -> str:
    """Why no letter ever asks for a missing fact although topics need some; "" where one may."""
    if policy.trust.results_of or not any(topic.needs for topic in policy.topics.values()):
        return ""
    return "no ordinary letter asks for a missing fact: only proven senders are asked, and trust.results_of is empty"


def _never(word: str, entry: Rule | PromiseRow, why: str) -> Problem:
    return Problem(file=entry.file, line=entry.line, column=1, what=f'{word} "{entry.name}" can never fit', hint=why)


def _rules(policy: Policy) -> Iterator[Problem]:
    teams = {inbox.team for inbox in policy.inboxes.values()}
    judged = [
        urgency for urgency in Urgency if urgency is not Urgency.CRITICAL or policy.judge.critical_needs != "a rule"
    ]
    cells = _cells(policy, teams, judged)
    for number, rule in enumerate(policy.rules):
        why = _contradiction(rule.when)
        if not why and rule.when.team and not rule.when.team & teams:
            why = "no inbox belongs to this team, and no rule sees the team that another rule gives"
        if not why and rule.when.urgency == {Urgency.CRITICAL} and policy.judge.critical_needs == "a rule":
            why = "before the rules nothing is critical, and no rule sees the urgency that another rule gives"
        if not why and rule.when.topic and not any(policy.topics[topic].described for topic in rule.when.topic):
            why = "this topic is never judged without `means` or `examples`, and no rule sees what another rule gives"
        if not why and rule.when.tone and not policy.judge.tone:
            why = "[judge] tone is false: nobody's mood is judged"
        if not why:
            why = _all_taken(rule, policy.rules[:number], cells)
        if why:
            yield _never("rule", rule, why)


def _all_taken(rule: Rule, earlier: tuple[Rule, ...], cells: list[Mapping[str, str]] | None) -> str:
    """Why everything that `rule` speaks of is decided by rules above it whenever it fits, "" when it is not."""
    spoken = [thing for thing in _DECIDES if _speaks(rule, thing)]
    if rule.trusted or not spoken:
        return ""
    by: list[str] = []
    for thing in spoken:
        deciding = [other for other in earlier if _speaks(other, thing)]
        taken = _covered(rule.when, [(other.name, other.when) for other in deciding], cells)
        if not taken:
            return ""
        by += taken
    return f"whenever it fits, {_names(by)} above it decides"


def _speaks(rule: Rule, thing: str) -> bool:
    return getattr(rule, thing) not in {None, ()}


def _rows(policy: Policy) -> Iterator[Problem]:
    teams = {inbox.team for inbox in policy.inboxes.values()} | {rule.team for rule in policy.rules if rule.team}
    teams |= {topic.team for topic in policy.topics.values() if topic.team}
    cells = _cells(policy, teams, list(Urgency))
    rows = policy.promise.rows
    for number, row in enumerate(rows):
        why = _contradiction(row.when)
        if not why and row.when.team and not row.when.team & teams:
            why = "no inbox, no rule and no topic gives a thread to this team"
        taken = [] if why else _covered(row.when, [(other.name, other.when) for other in rows[:number]], cells)
        if taken:
            why = f"whenever it fits, {_names(taken)} above it decides"
        if why:
            yield _never("promise row", row, why)


def _names(names: Iterable[str]) -> str:
    return " or ".join(f'"{name}"' for name in dict.fromkeys(names))


def _contradiction(when: When) -> str:
    """Why `when` excludes itself, "" when it does not."""
    if when.not_ is None:
        return ""
    for key in _SETS:
        wanted, refused = getattr(when, key), getattr(when.not_, key)
        if wanted and refused and wanted <= refused:
            return f"it asks for {key} and turns the same {key} away"
    for key in _PATTERNS:
        wanted, refused = getattr(when, key), getattr(when.not_, key)
        if wanted and refused and all(_any_implied(one, refused) for one in wanted):
            return f"it asks for {key.rstrip('_')} and turns the same away"
    if when.header and set(when.header) <= set(when.not_.header):
        return "it asks for a header and turns the same away"
    if when.not_.larger_than and when.larger_than >= when.not_.larger_than:
        return "it asks for a size and turns the same size away"
    return ""


def _cells(policy: Policy, teams: Iterable[str], urgencies: list[Urgency]) -> list[Mapping[str, str]] | None:
    """Every combination of inbox, urgency and team; None when there are too many to look at."""
    teams = sorted(teams)
    if len(policy.inboxes) * len(urgencies) * len(teams) > _MOST_CELLS:
        return None
    return [
        {"inbox": inbox, "urgency": urgency, "team": team}
        for inbox, urgency, team in product(policy.inboxes, urgencies, teams)
    ]


def _covered(when: When, earlier: list[tuple[str, When]], cells: list[Mapping[str, str]] | None) -> list[str]:
    """The earlier conditions one of which fits whenever `when` does; [] when they do not cover it."""
    for name, other in earlier:
        if _implies(when, other):
            return [name]
    finite = [(name, other) for name, other in earlier if _is_finite(other)]
    mine = [cell for cell in cells or () if _allows(when, cell)]
    taken: list[str] = []
    for cell in mine:
        first = next((name for name, other in finite if _allows(other, cell)), None)
        if first is None:
            return []
        taken.append(first)
    return taken


def _is_finite(when: When) -> bool:
    """Whether `when` asks only for inbox, urgency and team."""
    asked = {key for key in (*_SETS, *_PATTERNS, "header", "larger_than") if getattr(when, key)}
    return asked <= _FINITE and (when.not_ is None or _is_finite(when.not_))


def _allows(when: When, cell: Mapping[str, str]) -> bool:
    """Whether inbox, urgency and team do not keep `when` from fitting."""
    for key in _FINITE:
        if getattr(when, key) and cell[key] not in getattr(when, key):
            return False
        if when.not_ is not None and cell[key] in getattr(when.not_, key):
            return False
    return True


def _implies(one: When, other: When) -> bool:
    """Whether `other` fits whenever `one` does. False also when that cannot be seen."""
    for key in _SETS:
        if getattr(other, key) and not (getattr(one, key) and getattr(one, key) <= getattr(other, key)):
            return False
    for key in _PATTERNS:
        if getattr(other, key) and not _all_implied(getattr(one, key), getattr(other, key)):
            return False
    if other.header and not (one.header and set(one.header) <= set(other.header)):
        return False
    if other.larger_than > one.larger_than:
        return False
    return other.not_ is None or _refuses(one, other.not_)


def _refuses(one: When, refused: When) -> bool:
    """Whether whatever fits `one` fits none of the keys of `refused`."""
    own = one.not_ or When()
    for key in _SETS:
        away = getattr(refused, key)
        disjoint = key != "customer" and getattr(one, key) and not getattr(one, key) & away
        if away and not (away <= getattr(own, key) or disjoint):
            return False
    for key in _PATTERNS:
        if getattr(refused, key) and not _all_implied(getattr(refused, key), getattr(own, key)):
            return False
    if not set(refused.header) <= set(own.header):
        return False
    return not refused.larger_than or 0 < own.larger_than <= refused.larger_than


def _all_implied(ones: tuple[Pattern, ...], others: tuple[Pattern, ...]) -> bool:
    """Whether some of `others` occurs whenever one of `ones` does."""
    return bool(ones) and all(_any_implied(one, others) for one in ones)


def _any_implied(one: Pattern, others: tuple[Pattern, ...]) -> bool:
    """Whether `one` is among `others`, or is a plain value that one of them fits.

    An expression that fits a word by itself need not fit it inside a text ("re:^offline$"), so only patterns for a
    whole value are tried with expressions.
    """
    plain = not one.source.startswith("re:") and "*" not in one.source
    return any(
        one == other
        or (plain and (isinstance(other, Whole) or not other.source.startswith("re:")) and other.search(one.source))
        for other in others
    )
