"""triaged report: what was promised, and what became of it, from the ledger; and the topics that rose."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from triaged.errors import CommandRefused
from triaged.loops.commands.request import Request, Step
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.report.json import Json
from triaged.report.ledger import By, Counting
from triaged.report.ledger_json import report_json
from triaged.report.period import USUAL, beginning
from triaged.report.rising import Risen, risen, stretches
from triaged.report.rising_json import risen_json


def figures(request: Request) -> Step:
    """The figures since `since`, told apart `by`: part by part, years of them keep nobody waiting.

    Raises CommandRefused.
    """
    zone = zone_of(request.policy)
    since = beginning(request.text("since", USUAL), now=request.now, zone=zone)
    counting, after = Counting(until=request.now, since=since, by=_by(request), zone=zone), None

    def step(tx: Tx) -> Json | None:
        nonlocal after
        entries, after = tx.ledger_page(request.now, since=since, after=after)
        counting.add(entries)
        if after is not None:
            return None
        rises = risen_json(_risen(tx, request.policy.inboxes, since, request.now))
        return {"zone": zone.key, **report_json(counting.report()), "more_than_usual": rises}

    return step


def _risen(tx: Tx, inboxes: Iterable[str], since: datetime, until: datetime) -> Risen:
    looked = stretches(since, until)
    before = [tx.begun(*stretch) for stretch in looked.before]
    states = [tx.inbox_state(name) for name in inboxes]
    beginnings = {state.inbox: state.baseline for state in states if state is not None}
    return risen(looked, tx.begun(looked.since, until), before, beginnings)


def zone_of(policy: Policy) -> ZoneInfo:
    """The zone in which days and weeks of reports begin: that of the first calendar."""
    return ZoneInfo(next(iter(policy.calendars.values())).zone)


def _by(request: Request) -> By | None:
    name = request.text("by")
    if not name:
        return None
    if name not in set(By):
        raise CommandRefused(f"a report is by {', '.join(By)}, not by {name!r}")
    if name == By.PERSON and not request.policy.by_person:
        raise CommandRefused(
            "figures by person are off: set report.by_person = true in rules.toml, where the people agreed to it"
        )
    return By(name)
