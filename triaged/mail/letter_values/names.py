"""The values each template may use (docs/letters.md): a template that asks for anything else is refused."""

from collections.abc import Mapping

_NOTHING: frozenset[str] = frozenset()
_COMPANY = frozenset({"name", "phone"})
_PERSON = frozenset({"name", "role"})
_FOOT = {"reference": _NOTHING, "company": _COMPANY, "team": frozenset({"name"}), "imprint": _NOTHING}
_TO_CUSTOMER = {"customer": frozenset({"name"}), "promise": frozenset({"by"}), "formal": _NOTHING, **_FOOT}
_THREAD = frozenset({"reference", "who", "subject", "group", "urgency", "text", "facts", "missing"})
_DUE = _THREAD | {
    "at", "left", "promised", "owed", "owner", "since", "told", "nudged", "told_customer", "new_time",
}  # fmt: skip
_ASK = _THREAD | {"waits", "goes_at", "same_day", "promised", "new_time", "person", "owner", "since", "letter"}
_NEWS = _THREAD | {
    "kind", "due", "until", "name", "why", "number", "minutes", "key", "answerable", "since", "command", "grown",
}  # fmt: skip
_PRESENT = frozenset({"name", "until", "last"})

NAMES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "acknowledgement": {
        **_TO_CUSTOMER,
        "person": _PERSON,
        "closed": frozenset({"opens_at", "why"}),
        "late_ack": _NOTHING,
        "emergency": _NOTHING,
        "phone": frozenset({"number", "until"}),
        "automatic": _NOTHING,
        "again": _NOTHING,
        "hears": _NOTHING,
        "upset": _NOTHING,
        "incident": _NOTHING,
        "facts": frozenset({"label"}),
        "facts_wait": _NOTHING,
        "articles": frozenset({"title", "url"}),
    },
    "renewal": {
        **_TO_CUSTOMER,
        "broken": _NOTHING,
        "missed": _NOTHING,
        "second": _NOTHING,
        "person": _PERSON,
        "lead": _PERSON,
        "upset": _NOTHING,
    },
    "incident": {**_TO_CUSTOMER, "phase": _NOTHING, "say": _NOTHING, "since": _NOTHING, "own": _NOTHING},
    "notice": {
        "counts": frozenset({"asks", "waiting", "promises", "targets", "due", "news", "assigned"}),
        "first": _DUE,
        "first_ask": _ASK,
        "first_news": _NEWS,
        "one_time": _NOTHING,
        "asks": _ASK,
        "broken": _DUE,
        "due": _DUE,
        "news": _NEWS,
        "more": _NOTHING,
        "situation": frozenset({"day", "open", "due", "late_at_pace"}),
        "on_duty": _PRESENT,
        "away": _PRESENT,
        "answer": frozenset({"of", "reference", "time", "name", "to_colleague", "mine"}),
        "company": _COMPANY,
        "team": frozenset({"name"}),
    },
    "digest": {
        "day": _NOTHING,
        "counts": frozenset({"own", "unowned", "promises", "targets", "questions"}),
        "own": _DUE,
        "unowned": _DUE,
        "broken": _DUE,
        "questions": _THREAD,
        "more": _NOTHING,
        "held": _NOTHING,
        "away": _PRESENT,
        "capacity": frozenset({"due", "by", "can"}),
        "likely_late": _NOTHING,
        "company": _COMPANY,
        "team": frozenset({"name"}),
    },
    "confirmation": {
        "done": frozenset({"what", "reference", "until", "person", "in_letter"}),
        "refused": frozenset({"what", "reference", "reason"}),
        "not_understood": frozenset({"line", "hint"}),
        "company": _COMPANY,
    },
    "health": {"troubles": frozenset({"since", "what"}), "company": _COMPANY},
}
"""For each template: its values, and the attributes of each (of a list: of its items)."""
