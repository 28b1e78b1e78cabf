"""The values of the answer to a mail with commands."""

from collections.abc import Mapping
from dataclasses import dataclass

from triaged.mail.letter_values.desk import Value
from triaged.mail.letter_values.threads import SHOWN, Reader
from triaged.mail.moments import Moment
from triaged.mail.plain import one_line
from triaged.mail.reference import printed
from triaged.model.notice import Confirmation


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneValue(Value):
    """One order carried out. `reference`, `until` and `person` as far as the order has them.

    `in_letter`: the time is told by the letter that says that we are late.
    """

    what: str
    reference: str
    until: Moment | None
    person: str
    in_letter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedValue(Value):
    """One order not carried out, and why."""

    what: str
    reference: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstoodValue(Value):
    """The line that was not understood, "" when the mail said nothing, and what could be written."""

    line: str
    hint: str


def confirmation_values(answer: Confirmation, reader: Reader) -> Mapping[str, object]:
    """The values of one confirmation."""
    unknown = answer.not_understood
    return {
        "done": [
            DoneValue(
                what=done.what.value,
                reference=_reference(done.reference, reader),
                until=reader.perhaps(done.until),
                person=one_line(done.person, 60),
                in_letter=done.in_letter,
            )
            for done in answer.done[:SHOWN]
        ],
        "refused": [
            RefusedValue(
                what=refusal.what.value,
                reference=_reference(refusal.reference, reader),
                reason=one_line(refusal.reason, 300),
            )
            for refusal in answer.refused[:SHOWN]
        ],
        "not_understood": unknown and NotUnderstoodValue(line=one_line(unknown.line, 100), hint=_hint(unknown.hint)),
        "company": reader.company,
    }


def _reference(reference: str, reader: Reader) -> str:
    return printed(reference, reader.prefix) if reference else ""


def _hint(hint: str) -> str:
    """The hint may take several lines; each is one of ours."""
    return "\n".join(one_line(line, 300) for line in hint.splitlines()[:20])
