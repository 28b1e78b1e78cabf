"""Does a condition fit a mail? One vocabulary for rules and promise rows."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from triaged.model.mail import Headers
from triaged.model.thread import Tone, Urgency
from triaged.policy.patterns import together
from triaged.policy.shape import Pattern, Policy, PromiseRow, Rule, When

MOST_TEXT: Final = 64 * 1024
"""Characters of a text that conditions look at."""

_MOST_VALUES = 200
EVERY_MAIL = "every mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What conditions are asked about. `subject` and `text` are cut at 64 KiB and brought to Unicode NFC.

    `from_` is the sender's address, `to` every address the mail was for; `attachments` are (file name, media type);
    `size` in octets; `customer` every group the sender is in. `urgency`, `team` and `topic`: for rules as they were
    before any rule, for promise rows and incidents as decided. `topic` is "" where none is known. `tone` is always as
    it was judged.
    """

    inbox: str
    from_: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    headers: Headers = field(default_factory=Headers)
    attachments: tuple[tuple[str, str], ...] = ()
    size: int = 0
    customer: frozenset[str] = frozenset()
    language: str = ""
    urgency: Urgency = Urgency.NORMAL
    team: str = ""
    topic: str = ""
    tone: Tone = Tone.NEUTRAL

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", _ready(self.subject))
        object.__setattr__(self, "text", _ready(self.text))

    def decided(self, urgency: Urgency, team: str, topic: str | None = None) -> "Facts":
        """The same for promise rows, which ask for urgency, team and topic as they were decided. None: as it was."""
        topic = self.topic if topic is None else topic
        if (urgency, team, topic) == (self.urgency, self.team, self.topic):
            return self
        return replace(self, urgency=urgency, team=team, topic=topic)


def _ready(text: str) -> str:
    return unicodedata.normalize("NFC", text[:MOST_TEXT])


def fits(when: When, facts: Facts) -> str | None:
    """Why `when` fits, in plain words that quote rules.toml and never the mail; None when it does not fit."""
    found = []
    for key, ask in _QUESTIONS:
        if getattr(when, key):
            answer = ask(when, facts)
            if answer is None:
                return None
            found.append(answer)
    turned = when.not_
    if turned is not None and any(getattr(turned, key) and ask(turned, facts) for key, ask in _QUESTIONS):
        return None
    return "; ".join(found) or EVERY_MAIL


def fitting_rules(policy: Policy, facts: Facts) -> Iterator[tuple[Rule, str]]:
    """Every rule that fits, in order, with why."""
    for rule in policy.rules:
        why = fits(rule.when, facts)
        if why is not None:
            yield rule, why


def first_row(policy: Policy, facts: Facts) -> PromiseRow | None:
    """The promise row that decides; None when no row fits, then nothing is promised."""
    return next((row for row in policy.promise.rows if fits(row.when, facts) is not None), None)


def customer_groups(policy: Policy, address: str) -> frozenset[str]:
    """Every group of customers that `address` is in."""
    return frozenset(group for group, entry in policy.customers.items() if any(p.search(address) for p in entry.who))


def customer_group(policy: Policy, address: str) -> str:
    """The first group, in the order of the file, that `address` is in; "" for none."""
    return next((group for group, entry in policy.customers.items() if any(p.search(address) for p in entry.who)), "")


# Each question answers what fitted, None when the mail does not fit. Only what a condition speaks of is asked.


def _among(key: str, wanted: frozenset[str], given: Iterable[str]) -> str | None:
    found = sorted(wanted.intersection(given))
    return f"{key}: {', '.join(found)}" if found else None


def _matching(key: str, wanted: tuple[Pattern, ...], given: Iterable[str]) -> str | None:
    for text in given:
        for pattern in wanted:
            if pattern.search(text):
                return f'{key}: "{pattern.source}"'
    return None


def _speaking(key: str, wanted: tuple[Pattern, ...], given: Iterable[str]) -> str | None:
    """As `_matching`, for long texts: one that holds none of the words is read once, however many they are."""
    any_of = together(wanted)
    return _matching(key, wanted, given if any_of is None else filter(any_of.search, given))


def _size(when: When, facts: Facts) -> str | None:
    return f"larger than {when.larger_than} octets" if facts.size > when.larger_than else None


def _header(when: When, facts: Facts) -> str | None:
    for name, pattern in when.header:
        for value in facts.headers.all(name):
            if pattern.search(_ready(value)):
                return f'header {name}: "{pattern.source}"'
    return None


def _attachment(when: When, facts: Facts) -> str | None:
    given = (_ready(text) for attachment in facts.attachments[:_MOST_VALUES] for text in attachment)
    return _matching("attachment", when.attachment, given)


_QUESTIONS: tuple[tuple[str, Callable[[When, Facts], str | None]], ...] = (
    ("inbox", lambda when, facts: _among("inbox", when.inbox, (facts.inbox,))),
    ("urgency", lambda when, facts: _among("urgency", when.urgency, (facts.urgency,))),
    ("team", lambda when, facts: _among("team", when.team, (facts.team,))),
    ("topic", lambda when, facts: _among("topic", when.topic, (facts.topic,))),
    ("tone", lambda when, facts: _among("tone", when.tone, (facts.tone,))),
    ("language", lambda when, facts: _among("language", when.language, (facts.language,))),
    ("customer", lambda when, facts: _among("customer", when.customer, facts.customer)),
    ("larger_than", _size),
    ("from_", lambda when, facts: _matching("from", when.from_, (facts.from_,))),
    ("to", lambda when, facts: _matching("to", when.to, facts.to[:_MOST_VALUES])),
    ("header", _header),
    ("attachment", _attachment),
    ("subject", lambda when, facts: _speaking("subject", when.subject, (facts.subject,))),
    ("text", lambda when, facts: _speaking("text", when.text, (facts.subject, facts.text))),
)
"""What a condition may speak of, in the order in which it is asked, which is that of the words in `fits`."""
