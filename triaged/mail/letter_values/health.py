"""The values of the notice that something is wrong with triaged itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from triaged.mail.letter_values.desk import Named, Value
from triaged.mail.letter_values.threads import SHOWN
from triaged.mail.moments import Moment
from triaged.mail.plain import one_line
from triaged.model.letter import Trouble


@dataclass(frozen=True, slots=True)
class TroubleLine(Value):
    """One thing wrong with triaged itself."""

    since: Moment
    what: str


def health_values(
    troubles: Iterable[Trouble], company: Named, *, zone: str, language: str, written_at: datetime
) -> Mapping[str, object]:
    """The values of a health notice."""
    lines = [
        TroubleLine(
            Moment(at=trouble.since, zone=zone, language=language, written_at=written_at), one_line(trouble.what, 300)
        )
        for trouble in troubles
    ]
    return {"troubles": lines[:SHOWN], "company": company}
