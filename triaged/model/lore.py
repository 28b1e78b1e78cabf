"""What a forecast is learned from: first mails and when they were answered. Values that cross between processes."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from triaged.model.thread import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMail:
    """The mail that began a conversation: when it came, and when a person answered it first, None where nobody has.

    `urgency` is its rank, 0 for the most urgent.
    """

    arrived_at: datetime
    answered_at: datetime | None
    urgency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A customer was told a later time than promise row `row` wishes, because a forecast said so. `told`: they were.

    Of a time beyond `at_most` the customer was told nothing.
    """

    team: str
    row: str
    urgency: Urgency
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lore:
    """A team's first mails, and the hours in which it worked and will work: from, to, in order.

    `calendar` is the name of the calendar whose hours they are, `level` the share of mails that shall be answered.
    """

    mails: tuple[FirstMail, ...]
    hours: tuple[tuple[datetime, datetime], ...]
    calendar: str
    level: float
    now: datetime

    def as_json(self) -> str:
        """One JSON object, read by `of_json`. Moments are seconds since 1970, UTC."""
        return json.dumps(
            {
                "mails": [
                    (mail.arrived_at.timestamp(), mail.answered_at and mail.answered_at.timestamp(), mail.urgency)
                    for mail in self.mails
                ],
                "hours": [(opens.timestamp(), closes.timestamp()) for opens, closes in self.hours],
                "calendar": self.calendar,
                "level": self.level,
                "now": self.now.timestamp(),
            }
        )

    @classmethod
    def of_json(cls, text: str) -> "Lore":
        """What `as_json` wrote."""
        row = json.loads(text)
        return cls(
            mails=tuple(
                FirstMail(arrived_at=_moment(came), answered_at=None if ended is None else _moment(ended), urgency=rank)
                for came, ended, rank in row["mails"]
            ),
            hours=tuple((_moment(opens), _moment(closes)) for opens, closes in row["hours"]),
            calendar=row["calendar"],
            level=row["level"],
            now=_moment(row["now"]),
        )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
