"""How was mail judged: who wrote, how urgent, about what, in which tone and language?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triaged.model.thread import Kind, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How many threads, by each answer, the most frequent first; all but `kinds` count those of persons only.

    `topics` has "" for threads whose topic is not known. `unsure`: threads whose language was not clear.
    """

    kinds: Mapping[str, int]
    urgencies: Mapping[str, int]
    topics: Mapping[str, int]
    tones: Mapping[str, int]
    languages: Mapping[str, int]
    unsure: int


def judged(threads: Iterable[Thread]) -> Judged:
    """Count them as they were judged last."""
    kinds, urgencies, topics = Counter[str](), Counter[str](), Counter[str]()
    tones, languages, unsure = Counter[str](), Counter[str](), 0
    for thread in threads:
        kinds[thread.kind.value] += 1
        if thread.kind is Kind.PERSON:
            urgencies[thread.triage.urgency.value] += 1
            topics[thread.triage.topic] += 1
            tones[thread.triage.tone.value] += 1
            languages[thread.triage.language] += 1
            unsure += not thread.triage.language_sure
    return Judged(
        kinds=_often_first(kinds),
        urgencies=_often_first(urgencies),
        topics=_often_first(topics),
        tones=_often_first(tones),
        languages=_often_first(languages),
        unsure=unsure,
    )


def _often_first(counts: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
