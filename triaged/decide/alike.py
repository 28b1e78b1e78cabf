"""Which threads are about the same thing: by a condition of rules.toml, or by the words they share with one thread?

Words are compared, nothing is learned: two mails are alike when they share enough words that most other mails of the
inbox do not use. Which words those were is shown, so that a person sees why.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from triaged.model.small_talk import SMALL_TALK
from triaged.model.thread import Kind, Thread, Turn
from triaged.policy.fits import Facts, customer_groups, fits
from triaged.policy.shape import Policy, When

SHARED = 3
"""So many words two mails share at least, before they count as alike; all of them where the first says fewer."""
SHORTEST = 4
"""Letters of a word that says something. A word with a digit in it ("E17") may be shorter."""
COMMON_SHARE = 5
"""A word that more than one of so many other mails uses says nothing."""
ENOUGH_OTHERS = 10
"""Below so many other mails nobody can say which words are common: then only `SAYS_NOTHING` is left out."""
WORD = re.compile(r"[^\W_]+")
SAYS_NOTHING = SMALL_TALK | {"bonsoir", "grüßen", "lugar", "problem", "problema", "problème", "toujours", "vorab"}
"""Words that stand in mail about anything, in the four languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A thread and what its customer wrote in it: subject apart, all mails together."""

    thread: Thread
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A thread that is about the same thing, and why, in plain words."""

    thread: Thread
    why: str


def attachable(thread: Thread) -> bool:
    """Whether a thread waits for us, and its customer was told a time that another one can stand for."""
    waits = thread.kind is Kind.PERSON and thread.turn is Turn.OURS and thread.closed_at is None
    return waits and thread.incident_id is None and bool(thread.customer) and thread.acknowledged_at is not None


def by_condition(told: Iterable[Told], when: When, policy: Policy) -> tuple[Alike, ...]:
    """Those that a condition of rules.toml fits."""
    found = ((one.thread, fits(when, facts_of(one, policy))) for one in told)
    return tuple(Alike(thread=thread, why=why) for thread, why in found if why is not None)


def not_kept(when: When) -> tuple[str, ...]:
    """What a condition asks of a mail that is not remembered of it, so that it cannot be asked later."""
    asked = [part for part in (when, when.not_) if part is not None]
    names = {"header": "header", "to": "to", "attachment": "attachment", "larger_than": "larger_than"}
    return tuple(shown for name, shown in names.items() if any(getattr(part, name) for part in asked))


def facts_of(told: Told, policy: Policy) -> Facts:
    """What conditions can ask of a thread: who wrote, what they wrote, how it was judged."""
    thread, triage = told.thread, told.thread.triage
    return Facts(
        inbox=thread.inbox,
        from_=thread.customer,
        subject=thread.subject,
        text=told.text,
        customer=customer_groups(policy, thread.customer),
        language=triage.language,
        urgency=triage.urgency,
        team=triage.team,
        topic=triage.topic,
        tone=triage.tone,
    )


def by_words(seed: Told, told: Iterable[Told], others: Sequence[Told]) -> tuple[Alike, ...]:
    """The seed itself, and those that share enough of its rare words. `others` are earlier mails about anything."""
    common = common_words(others)
    wanted = words_of(seed) - common
    enough = min(SHARED, len(wanted))
    found = [Alike(thread=seed.thread, why="the one that was named")]
    for one in told:
        shared = (words_of(one) & wanted) if one.thread.thread_id != seed.thread.thread_id else frozenset[str]()
        if shared and len(shared) >= enough:
            found.append(Alike(thread=one.thread, why=f"says {', '.join(sorted(shared)[:5])}"))
    return tuple(found)


def words_of(told: Told) -> frozenset[str]:
    """The words of subject and text that may say what it is about."""
    words = WORD.findall(f"{told.thread.subject} {told.text}".casefold())
    return frozenset(word for word in words if _says_something(word)) - SAYS_NOTHING


def common_words(others: Sequence[Told]) -> frozenset[str]:
    """Words that too many of the others use; none where there are too few others."""
    if len(others) < ENOUGH_OTHERS:
        return frozenset()
    counts = Counter(word for one in others for word in words_of(one))
    return frozenset(word for word, count in counts.items() if count * COMMON_SHARE > len(others))


def _says_something(word: str) -> bool:
    digits = sum(char.isdigit() for char in word)
    return len(word) >= SHORTEST if not digits else len(word) > 1 and digits < len(word)
