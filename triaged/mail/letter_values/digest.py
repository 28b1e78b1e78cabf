"""The values of the morning digest."""

from collections.abc import Mapping
from dataclasses import dataclass

from triaged.mail.letter_values.desk import Value
from triaged.mail.letter_values.threads import SHOWN, Reader, due_values, present_values, thread_line
from triaged.mail.moments import Moment
from triaged.model.notice import Capacity, DigestLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestCounts(Value):
    """How many there are of each, also of those not listed."""

    own: int
    unowned: int
    promises: int
    targets: int
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityValue(Value):
    """What is due by a time, and how much of it can be done."""

    due: int
    by: Moment
    can: int


def digest_values(letter: DigestLetter, reader: Reader) -> Mapping[str, object]:
    """The values of one digest: each section is empty or has at most `SHOWN` lines."""
    promises = sum(line.promised for line in letter.broken)
    sections = (letter.own, letter.unowned, letter.broken, letter.questions)
    return {
        "day": reader.moment(reader.written_at),
        "counts": DigestCounts(
            own=len(letter.own),
            unowned=len(letter.unowned),
            promises=promises,
            targets=len(letter.broken) - promises,
            questions=len(letter.questions),
        ),
        "own": due_values(letter.own, reader),
        "unowned": due_values(letter.unowned, reader),
        "broken": due_values(letter.broken, reader),
        "questions": [thread_line(thread, reader) for thread in letter.questions[:SHOWN]],
        "more": sum(max(len(section) - SHOWN, 0) for section in sections),
        "held": letter.held,
        "away": present_values(letter.away, reader),
        "capacity": _capacity(letter.capacity, reader),
        "likely_late": ", ".join(letter.likely_late[:SHOWN]),
        "company": reader.company,
        "team": reader.team,
    }


def _capacity(capacity: Capacity | None, reader: Reader) -> CapacityValue | None:
    if capacity is None:
        return None
    return CapacityValue(due=capacity.due, by=reader.moment(capacity.by), can=capacity.can)
