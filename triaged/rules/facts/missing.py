"""What does a mail's topic need that nobody gave, and what of it do we ask for?

| the letter                           | what is asked for                                            |
|--------------------------------------|--------------------------------------------------------------|
| about a known incident               | nothing                                                      |
| to a sender who is not proven        | nothing; of a critical mail the same as below                |
| to a later mail                      | nothing: a person has answered, and knows what they need     |
| that tells of our own delay          | nothing                                                      |
| to an upset customer                 | one fact, if nothing can be answered without it              |
| about a critical mail                | one fact                                                     |
| else                                 | up to three, as many as there is room for                    |

Where one of them is awaited (`waits`), only such facts are asked for: the letter says that no answer is possible
without them. Nothing is asked for twice in a thread, nor again of a customer who was just asked in another one.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from triaged.model.fact import AskedFact, Fact
from triaged.model.finding import Finding
from triaged.model.letter import Acknowledgement
from triaged.policy.shape import FactEntry, Policy

MOST = 3
ROOM, ROOM_AWAITED, ROOM_CLOSED, ROOM_CLOSED_ELSEWHERE = 19, 17, 9, 4
"""Words of all that is asked for, each with its mark, so that the letter has 70 at most (docs/letters.md). Less where
it says until when we are closed, and least where it also tells the customer's own clock. A test writes the longest."""

MISSING = "Which facts are missing?"
ASKED = "Which facts do we ask for?"


def missing(topic: str, given: Iterable[Fact], asked: Collection[str], policy: Policy) -> tuple[str, ...]:
    """The facts that mail about `topic` needs and nobody gave, in the order of its `needs`.

    The attachment that a mail spoke of is missing when it was `asked` for and did not come.
    """
    there = {fact.name for fact in given}
    entry = policy.topics.get(topic)
    needs = dict.fromkeys(entry.needs if entry is not None else ())
    needs |= dict.fromkeys(fact.key for fact in policy.facts.values() if fact.spoken_of and fact.key in asked)
    return tuple(name for name in needs if name in policy.facts and name not in there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What decides what is asked for. `speaks`: of an attachment that is not there; `asked`: what was asked before."""

    topic: str
    given: tuple[Fact, ...]
    asked: Collection[str]
    speaks: bool
    upset: bool


def to_ask(asking: Asking, letter: Acknowledgement, policy: Policy) -> tuple[AskedFact, ...]:
    """The facts that this letter asks for: see the table above."""
    if letter.incident or letter.again or letter.late_since or (letter.terse and not letter.critical):
        return ()
    languages = [code for code in (letter.language, letter.also_language) if code]
    wanted = [entry for entry in _wanted(asking, policy) if all(code in entry.ask for code in languages)]
    awaited = [entry for entry in wanted if entry.waits]
    if asking.upset:
        wanted, most = awaited, 1
    else:
        wanted, most = awaited or wanted, 1 if letter.critical else MOST
    return tuple(_asked(entry) for entry in _fitting(wanted[:most], languages, _room(letter, wanted)))


def asked_again(
    names: Iterable[str], given: Iterable[Fact], policy: Policy, *, critical: bool = False
) -> tuple[AskedFact, ...]:
    """What a letter asks for that stands in for one that asked for `names` and did not leave."""
    there = {fact.name for fact in given}
    wanted = [policy.facts[name] for name in names if name in policy.facts and name not in there]
    return tuple(map(_asked, wanted[: 1 if critical else MOST]))


def _asked(entry: FactEntry) -> AskedFact:
    return AskedFact(name=entry.key, ask=entry.ask, waits=entry.waits)


def _wanted(asking: Asking, policy: Policy) -> Iterator[FactEntry]:
    """What is missing and was not asked for yet; the attachment that it speaks of last."""
    there = {fact.name for fact in asking.given}
    for name in missing(asking.topic, asking.given, (), policy):
        if name not in asking.asked:
            yield policy.facts[name]
    for entry in policy.facts.values():
        if entry.spoken_of and asking.speaks and entry.key not in there and entry.key not in asking.asked:
            yield entry


def _room(letter: Acknowledgement, wanted: Iterable[FactEntry]) -> int:
    """Where something is awaited the letter does not say until when we are closed."""
    if any(entry.waits for entry in wanted):
        return ROOM_AWAITED
    if letter.closed is None:
        return ROOM
    return ROOM_CLOSED if letter.customer_offset is None else ROOM_CLOSED_ELSEWHERE


def _fitting(wanted: Iterable[FactEntry], languages: Iterable[str], room: int) -> Iterator[FactEntry]:
    """As many as there is room for, in every language of the letter."""
    words = dict.fromkeys(languages, 0)
    for entry in wanted:
        words = {code: count + 1 + len(entry.ask[code].split()) for code, count in words.items()}
        if max(words.values(), default=0) > room:
            return
        yield entry


def findings(missed: Collection[str], asked: Collection[AskedFact], topic: str) -> tuple[Finding, ...]:
    """What is missing and what is asked for, for the trail."""
    found = [Finding(question=MISSING, answer=", ".join(missed), row=f"topic.{topic}")] if missed else []
    if missed or asked:
        names = ", ".join(fact.name for fact in asked) or "none"
        found.append(Finding(question=ASKED, answer=names))
    return tuple(found)
