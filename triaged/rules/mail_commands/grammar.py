"""What does an agent order by mail: one line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from triaged.model.order import NoMoment, Order, OrderKind
from triaged.policy.typed import plain
from triaged.rules.mail_commands.references import take, unknown_reference
from triaged.rules.mail_commands.words import SPOKEN, TO_FORMS, WHOLE

When = Callable[[str, bool], datetime | NoMoment]
"""The moment that words mean; True: a day alone is meant until its end."""

LONGEST = 200
"""Characters in a line; a longer one is no command."""
_ABOUT_PEOPLE = frozenset((OrderKind.AWAY, OrderKind.BACK))
_TAIL = " .,;:!"
_SHOWN = 30


class Refused(Exception):
    """The line is no command, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a line may speak of. `people`: the person keys behind every name. `held`: letters wait for "send" alone."""

    threads: tuple[str, ...]
    people: Mapping[str, tuple[str, ...]]
    when: When
    held: bool = False


def order(line: str, asked: Asked) -> Order:
    """The one order that `line` is. Raises Refused."""
    if len(line) > LONGEST:
        raise Refused("that is too long for a command")
    named, words = take(line, asked.threads)
    if not _plain(words):
        raise Refused(f"what about {', '.join(named[:3])}?" if named else "that names no command")
    for reading in (_whole, _with_time, _given, _of_somebody, _named, _bare_time):
        found = reading(words, asked)
        if found is not None:
            return _with_threads(found, named, asked)
    raise Refused(_why_not(words, asked))


def _with_threads(found: Order, named: tuple[str, ...], asked: Asked) -> Order:
    if found.what in _ABOUT_PEOPLE:
        if named:
            raise Refused(f'"{found.what.value}" is about a person, not about a thread')
        return found
    if asked.held and not named and found.what is OrderKind.SEND:
        return found
    if not named and len(asked.threads) != 1:
        about = ", ".join(asked.threads[:5])
        raise Refused(f"which one? The notice was about {about}" if about else "which one? The notice named no thread")
    return Order(what=found.what, references=named or asked.threads, until=found.until, person=found.person)


def _whole(words: Sequence[str], _: Asked) -> Order | None:
    kind = SPOKEN.get(_plain(words))
    return Order(what=kind) if kind in WHOLE else None


def _with_time(words: Sequence[str], asked: Asked) -> Order | None:
    """Promise, snooze, or one's own absence."""
    kind = SPOKEN.get(_plain(words[:1]))
    if kind not in {OrderKind.PROMISE, OrderKind.SNOOZE, OrderKind.AWAY}:
        return None
    return Order(what=kind, until=_until(words[1:], asked, end_of_day=kind is OrderKind.AWAY))


def _given(words: Sequence[str], asked: Asked) -> Order | None:
    """With the word, with "to" alone, or with both."""
    said = SPOKEN.get(_plain(words[:1])) is OrderKind.GIVE
    rest = words[1:] if said else words
    to = _plain(rest[:1]) in TO_FORMS
    if not said and not to:
        return None
    name = rest[1:] if to else rest
    person = _person(name, asked)
    if person:
        return Order(what=OrderKind.GIVE, person=person)
    if said:
        raise Refused(f'nobody here is called "{_shown(name)}"' if name else "to whom?")
    return None


def _of_somebody(words: Sequence[str], asked: Asked) -> Order | None:
    """A colleague's absence, or its end."""
    for at in range(1, len(words)):
        kind = SPOKEN.get(_plain(words[at : at + 1]))
        back = SPOKEN.get(_plain(words[at:])) is OrderKind.BACK
        if not back and kind is not OrderKind.AWAY:
            continue
        person = _person(words[:at], asked)
        if person:
            until = None if back else _until(words[at + 1 :], asked, end_of_day=True)
            return Order(what=OrderKind.BACK if back else OrderKind.AWAY, person=person, until=until)
    return None


def _named(words: Sequence[str], asked: Asked) -> Order | None:
    person = _person(words, asked)
    return Order(what=OrderKind.NAME, person=person) if person else None


def _bare_time(words: Sequence[str], asked: Asked) -> Order | None:
    at = asked.when(" ".join(words), False)
    if isinstance(at, NoMoment):
        if at.spoken:
            raise Refused(_unknown(words, asked) or at.reason)
        return None
    return Order(what=OrderKind.PROMISE, until=at)


def _until(words: Sequence[str], asked: Asked, *, end_of_day: bool) -> datetime:
    if not words:
        raise Refused("until when?")
    at = asked.when(" ".join(words), end_of_day)
    if isinstance(at, NoMoment):
        raise Refused(_unknown(words, asked) or at.reason)
    return at


def _person(words: Sequence[str], asked: Asked) -> str:
    """The key of the one who is called so, "" for nobody. Raises Refused where it may be several."""
    keys = asked.people.get(_plain(words), ())
    if len(keys) > 1:
        raise Refused(f'who? "{_shown(words)}" may be {", ".join(keys[:5])}')
    return keys[0] if keys else ""


def _why_not(words: Sequence[str], asked: Asked) -> str:
    return _unknown(words, asked) or "that line is no command, so nothing was done"


def _unknown(words: Sequence[str], asked: Asked) -> str:
    """The sentence about a reference that the notice did not hold, "" when there is none."""
    reference = unknown_reference(words)
    about = ", ".join(asked.threads[:5]) or "no thread"
    return f"{reference} was not in the notice that you answer; it was about {about}" if reference else ""


def _plain(words: Sequence[str]) -> str:
    return plain(" ".join(words)).strip(_TAIL)


def printable(text: str) -> str:
    """`text` without what cannot be shown in a letter."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _shown(words: Sequence[str]) -> str:
    return printable(" ".join(words)[:_SHOWN])
