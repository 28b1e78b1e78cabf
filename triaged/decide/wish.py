"""Which wished-for times does the team's own past not bear out? What its lead reads of them, once a day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from triaged.hours import WorkSpan
from triaged.model.forecast import Forecast
from triaged.model.lore import Later
from triaged.model.thread import Urgency
from triaged.policy.shape import Policy, PromiseRow
from triaged.rules.promise import of_hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKept:
    """One row's wish for mail of one urgency that cannot be kept: `about` names it, `text` gives the numbers."""

    team: str
    about: str
    text: str


def wishes_not_kept(found: Iterable[Later], forecasts: Mapping[str, Forecast], policy: Policy) -> Iterator[NotKept]:
    """A text for each team, row and urgency for which customers were told a later time, or none, by a forecast."""
    rows = {row.name: row for row in policy.promise.rows}
    told: Counter[tuple[str, str, Urgency]] = Counter()
    untold: Counter[tuple[str, str, Urgency]] = Counter()
    for later in found:
        (told if later.told else untold)[later.team, later.row, later.urgency] += 1
    for key in sorted({*told, *untold}, key=lambda key: (key[0], key[2].rank, key[1])):
        team, row, urgency = key
        if team in policy.teams and team in forecasts and row in rows:
            text = _numbers(forecasts[team], rows[row], urgency, told=told[key], untold=untold[key])
            yield NotKept(team=team, about=f"{team} {row} {urgency.value}", text=text)


def _numbers(forecast: Forecast, row: PromiseRow, urgency: Urgency, *, told: int, untold: int) -> str:
    """What was wished, what 95 of 100 meet, how many met the wish, and how many customers were told another time."""
    words = [f'promise row "{row.name}" wishes {row.reply} for {urgency.value} mail.']
    meets, wished = _met_by_level(forecast, urgency), None
    if not row.reply.days and not row.reply.end_of_day:
        wished = forecast.of_hundred(urgency, row.reply.time)
    if meets is not None:
        words.append(f"{of_hundred(forecast.level)} of the last month's were answered within {meets} of working time")
        words[-1] += "." if wished is None else f", {wished} of 100 within {row.reply}."
    if told:
        words.append(
            f"{told} customer{' was' if told == 1 else 's were'} told a later time since the last such notice."
        )
    if untold:
        words.append(f"{untold} could be told none: it lay beyond at_most.")
    if meets is not None:
        words.append(f'reply = "{meets}" could be kept; {row.reply} needs more answers an hour.')
    return " ".join(words)


def _met_by_level(forecast: Forecast, urgency: Urgency) -> WorkSpan | None:
    """What so many of the last month's mails were answered within, up to whole quarters of an hour."""
    line = forecast.within[urgency.rank] if forecast.within else ()
    percent = round(100 * forecast.level)
    if not 0 < percent <= len(line) or line[percent - 1] < 0:
        return None
    quarters = -(-line[percent - 1] // 15)
    return WorkSpan(time=timedelta(minutes=15 * max(1, quarters)))
