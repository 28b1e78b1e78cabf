"""In which words would customers have been written to? One letter of each sort, and how many there were."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import datetime
from types import MappingProxyType

from triaged.mail.wording import Worded, Wording
from triaged.model.letter import Acknowledgement, Letter, LetterKind, Renewal
from triaged.model.mail import Message
from triaged.model.thread import Proof, Thread
from triaged.policy.shape import Policy
from triaged.scribe import Scribe

MOST = 16
"""Letters that are shown; of every kind and language at least the most frequent sort."""
REFERENCE = "7K3F"
"""Of every letter that is shown: a real one has the reference of its thread, which a rehearsal cannot know."""
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "again": "to a later mail",
        "also_language": "in two languages",
        "closed": "while we are closed",
        "critical": "critical",
        "incident": "about a known incident",
        "late_since": "our confirmation is late",
        "missed": "the time has passed",
        "person": "naming who answers",
        "terse": "the sender is not proven",
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


@dataclass(slots=True)
class Samples:
    """How many letters of each sort were written, and the facts of the first of each."""

    counts: dict[Sort, int] = field(default_factory=dict)
    first: dict[Sort, tuple[Facts, datetime]] = field(default_factory=dict)

    def note(self, facts: Facts, written_at: datetime) -> None:
        """One letter more."""
        sort = sort_of(facts)
        self.counts[sort] = self.counts.get(sort, 0) + 1
        self.first.setdefault(sort, (facts, written_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotingScribe(Scribe):
    """A scribe that remembers of which sort its letters to customers were."""

    samples: Samples

    def acknowledgement(
        self,
        facts: Acknowledgement,
        *,
        message: Message,
        thread: Thread,
        proof: Proof,
        first: bool,
        hold: str,
        leaves_at: datetime,
        now: datetime,
    ) -> tuple[Letter, Worded]:
        """As any scribe writes it."""
        self.samples.note(facts, now)
        return Scribe.acknowledgement(
            self,
            facts,
            message=message,
            thread=thread,
            proof=proof,
            first=first,
            hold=hold,
            leaves_at=leaves_at,
            now=now,
        )

    def renewal(
        self,
        facts: Renewal,
        *,
        thread: Thread,
        answering: str | None,
        promise_id: int,
        now: datetime,
        earlier: int = 0,
    ) -> tuple[Letter, Worded]:
        """As any scribe writes it."""
        self.samples.note(facts, now)
        return Scribe.renewal(
            self, facts, thread=thread, answering=answering, promise_id=promise_id, now=now, earlier=earlier
        )


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


def samples(noted: Samples, wording: Wording, policy: Policy) -> tuple[Sample, ...]:
    """The letters to show, the most frequent first."""
    return tuple(_sample(sort, noted, wording, policy) for sort in _shown(noted.counts))


def _shown(counts: Mapping[Sort, int]) -> Iterable[Sort]:
    often = sorted(counts, key=lambda sort: (-counts[sort], sort.kind, sort.language, sort.marks))
    usual = {(sort.kind, sort.language): sort for sort in reversed(often)}
    rest = (sort for sort in often if sort not in usual.values())
    chosen = [*usual.values(), *rest][: max(MOST, len(usual))]
    return sorted(chosen, key=often.index)


def _sample(sort: Sort, noted: Samples, wording: Wording, policy: Policy) -> Sample:
    facts, at = noted.first[sort]
    facts = replace(facts, reference=REFERENCE)
    if isinstance(facts, Acknowledgement):
        worded = wording.render_acknowledgement(facts, policy, at)
    else:
        worded = wording.render_renewal(facts, policy, at)
    return Sample(sort=sort, letters=noted.counts[sort], subject=worded.subject, text=worded.text)
