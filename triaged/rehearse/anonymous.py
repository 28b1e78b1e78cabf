"""What is left of a rehearsal when it names nobody: no address, no name, no subject, no sentence of a customer.

Letters are worded anew for nobody; rows of rules.toml lose conditions that may name somebody; what the JSON says of
single mails is emptied. At the end whatever still looks like an address, or is a name of rules.toml, is struck out:
templates of the owner's own may hold them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from triaged.model.letter import Acknowledgement, Person
from triaged.policy.shape import Policy, When
from triaged.rehearse.samples import Facts, Sort
from triaged.rehearse.suggest import Suggested, Suggestion
from triaged.report.json import Json

SOMEBODY, COMPANY, SUBJECT, STRUCK = "N. N.", "(company)", "(subject)", "(…)"
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]+@[^\s<>()\[\]\"',;:@]+")
_BY_RULE = re.compile(r'rule "(.*)"', re.DOTALL)


def unnamed_letters(first: Mapping[Sort, tuple[Facts, datetime]]) -> Mapping[Sort, tuple[Facts, datetime]]:
    """The same letters to nobody, about nothing."""
    return {sort: _unnamed(*one) for sort, one in first.items()}


def _unnamed(facts: Facts, at: datetime) -> tuple[Facts, datetime]:
    plain = replace(facts, to="", subject=SUBJECT, greet=SOMEBODY if facts.greet else "", person=_no(facts.person))
    if isinstance(plain, Acknowledgement):
        return plain, at
    return replace(plain, lead=_no(plain.lead)), at


def _no(person: Person | None) -> Person | None:
    return None if person is None else replace(person, name=SOMEBODY)


def unnamed_house(policy: Policy) -> Policy:
    """The same house without its name, telephone and imprint."""
    company = policy.company
    struck = replace(company, name=COMPANY, phone="", imprint={}, emergency="(number)" if company.emergency else "")
    inboxes = {key: replace(entry, imprint={}) for key, entry in policy.inboxes.items()}
    return replace(policy, company=struck, inboxes=inboxes)


def unnamed_rows(suggestion: Suggestion) -> Suggestion:
    """The same rows; of those that stood in rules.toml only what names nobody, and a number for a name."""
    return replace(suggestion, rows=tuple(_unnamed_row(row, n) for n, row in enumerate(suggestion.rows, 1)))


def _unnamed_row(suggested: Suggested, number: int) -> Suggested:
    row, when = suggested.row, suggested.row.when
    if suggested.reads == "new":
        return suggested
    said = When(urgency=when.urgency, topic=when.topic, team=when.team, language=when.language)
    return replace(suggested, row=replace(row, name=f"own row {number}", when=said))


def without_names(answer: Mapping[str, Any], policy: Policy) -> Json:
    """The answer of rehearsal_json without anything that names or quotes somebody. Keys and figures stay."""
    told = dict(answer)
    people = {each["person"]: f"person {n}" for n, each in enumerate(told["notices"], 1)}
    struck = told | {
        "anonymous": True,
        "read": [f"mailbox {n}" for n, _ in enumerate(told["read"], 1)],
        "total": _unruled_group(told["total"], policy),
        "weeks": [_unruled_group(group, policy) for group in told["weeks"]],
        "not_acknowledged": [_unruled(one, policy) | {"examples": []} for one in told["not_acknowledged"]],
        "held": [one | {"examples": []} for one in told["held"]],
        "notices": [one | {"person": people[one["person"]]} for one in told["notices"]],
        "unanswered": told["unanswered"] | {"longest_ago": []},
        "newest": [_unnamed_thread(one, policy) for one in told["newest"]],
    }
    strike = _names(policy)
    return {key: _struck(item, strike) for key, item in struck.items()}


def _unnamed_thread(thread: Mapping[str, Any], policy: Policy) -> Json:
    """A conversation with nobody, about nothing."""
    return _unruled(thread, policy) | {"customer": "", "subject": ""}


def _unruled_group(group: Mapping[str, Any], policy: Policy) -> Json:
    """The figures of a report; its silences name no rule."""
    return dict(group) | {"silences": [_unruled(one, policy) for one in group["silences"]]}


def _unruled(silence: Mapping[str, Any], policy: Policy) -> Json:
    """A silence by a rule of rules.toml, which has a number for a name."""
    names = [rule.name for rule in policy.rules]
    found = _BY_RULE.fullmatch(silence["row"])
    if found is None:
        return dict(silence)
    number = names.index(found[1]) + 1 if found[1] in names else 0
    row = f'rule "{number}"'
    return dict(silence) | {"row": row, "words": silence["words"].replace(silence["row"], row)}


def _names(policy: Policy) -> Callable[[str], str]:
    """What strikes out addresses and the names that rules.toml knows, whole words in any case."""
    known = {policy.company.name, *policy.company.domains, *_people(policy)}
    known |= {address.partition("@")[2] for inbox in policy.inboxes.values() for address in inbox.addresses}
    longest = sorted((re.escape(name) for name in known if len(name) > 1), key=len, reverse=True)
    names = re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)", re.IGNORECASE)
    return lambda text: names.sub(STRUCK, _ADDRESS.sub(STRUCK, text))


def _people(policy: Policy) -> Iterable[str]:
    return (person.name for person in policy.people.values())


def _struck(value: Any, strike: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return strike(value)
    if isinstance(value, Mapping):
        return {key: _struck(item, strike) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_struck(item, strike) for item in value]
    return value
