"""In which words would customers have been written to? One letter of each sort, and how many there were."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import datetime
from types import MappingProxyType

from triaged.mail.wording import Wording
from triaged.model.letter import Acknowledgement, LetterKind, Renewal
from triaged.policy.shape import Policy

MOST = 16
"""Letters that are shown; of every kind and language at least the most frequent sort."""
REFERENCE = "7K3F"
"""Of every letter that is shown: a real one has the reference of its thread, which a rehearsal cannot know."""
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "again": "to a later mail",
        "also_language": "in two languages",
        "articles": "naming a help article",
        "closed": "while we are closed",
        "critical": "critical",
        "incident": "about a known incident",
        "late_since": "our confirmation is late",
        "missed": "the time has passed",
        "person": "naming who answers",
        "terse": "the sender is not proven",
        "upset": "to an upset customer",
        "wants": "asking for what is missing",
    }
)
"""What makes the words of a letter differ, by the fact that does; another one is called by its own name."""
_SAME_WORDS = frozenset({"customer_offset", "greet", "lead", "name_zone"})
"""Facts that change a name or a zone in a letter, and nothing else."""
Facts = Acknowledgement | Renewal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Letters with the same words but for names and times. `marks`: what makes them differ from the usual letter."""

    kind: LetterKind
    language: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A letter as a customer would have got it, and how many there were of its sort."""

    sort: Sort
    letters: int
    subject: str
    text: str


def sort_of(facts: Facts) -> Sort:
    """The sort of a letter with these facts."""
    kind = LetterKind.ACKNOWLEDGEMENT if isinstance(facts, Acknowledgement) else LetterKind.RENEWAL
    marks = [] if isinstance(facts, Acknowledgement) or facts.promise.number < 2 else ["the second one"]
    for each in fields(facts):
        usual = False if each.name == "missed" else each.default
        if usual is not MISSING and each.name not in _SAME_WORDS and getattr(facts, each.name) != usual:
            marks.append(WORDS.get(each.name, each.name.replace("_", " ")))
    return Sort(kind=kind, language=facts.language, marks=tuple(marks))


def samples(
    counts: Mapping[Sort, int], first: Mapping[Sort, tuple[Facts, datetime]], wording: Wording, policy: Policy
) -> tuple[Sample, ...]:
    """The letters to show, the most frequent first. `first`: facts and moment of one of each."""
    return tuple(_sample(sort, counts[sort], first[sort], wording, policy) for sort in _shown(counts))


def _shown(counts: Mapping[Sort, int]) -> Iterable[Sort]:
    often = sorted(counts, key=lambda sort: (-counts[sort], sort.kind, sort.language, sort.marks))
    usual = {(sort.kind, sort.language): sort for sort in reversed(often)}
    rest = (sort for sort in often if sort not in usual.values())
    chosen = [*usual.values(), *rest][: max(MOST, len(usual))]
    return sorted(chosen, key=often.index)


def _sample(sort: Sort, letters: int, first: tuple[Facts, datetime], wording: Wording, policy: Policy) -> Sample:
    facts, at = replace(first[0], reference=REFERENCE), first[1]
    if isinstance(facts, Acknowledgement):
        worded = wording.render_acknowledgement(facts, policy, at)
    else:
        worded = wording.render_renewal(facts, policy, at)
    return Sample(sort=sort, letters=letters, subject=worded.subject, text=worded.text)
