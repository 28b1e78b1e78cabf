"""Many mails within a short time fit a prepared incident: somebody is asked, once, whether it is one.

The times of the last mails that fit are kept as one short text for each prepared incident and inbox, so that a mail
that fits none costs nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from triaged.decide.look import Looked
from triaged.loops.notice_letter import SUSPECTED
from triaged.model.stored import Notice
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.policy.fits import fits
from triaged.policy.shape import InboxEntry, Policy, PreparedIncident, Suggest, Team

QUIET = timedelta(hours=12)
"""Nobody is asked about the same incident again within it."""


def suggest(tx: Tx, inbox: InboxEntry, begun: Iterable[tuple[Looked, Thread]], policy: Policy, now: datetime) -> None:
    """Count the new threads that fit a prepared incident of which none is open; ask where they are many."""
    wanted = [(entry, entry.suggest) for entry in policy.incidents.values() if entry.suggest is not None]
    if not wanted:
        return
    new = [(looked, thread) for looked, thread in begun if thread.incident_id is None]
    for entry, wish in wanted:
        came = [(looked.message.received, thread) for looked, thread in new if _fits(entry, looked, thread)]
        if came and not any(one.prepared == entry.key and one.inbox == inbox.key for one in tx.open_incidents()):
            _count(tx, inbox, entry, wish, came, policy=policy, now=now)


def _fits(entry: PreparedIncident, looked: Looked, thread: Thread) -> bool:
    triage = thread.triage
    return fits(entry.like, looked.facts.decided(triage.urgency, triage.team, triage.topic)) is not None


def _count(
    tx: Tx,
    inbox: InboxEntry,
    entry: PreparedIncident,
    wish: Suggest,
    came: Sequence[tuple[datetime, Thread]],
    *,
    policy: Policy,
    now: datetime,
) -> None:
    name = f"mails like incident {entry.key} in {inbox.key}"
    before = [datetime.fromisoformat(text) for text in tx.remembered(name).split()]
    times = sorted([*before, *(at for at, _ in came)])[-wish.mails :]
    tx.remember(name, " ".join(at.isoformat() for at in times))
    if len(times) < wish.mails or times[-1] - times[0] > wish.within:
        return
    if asked_lately(tx, inbox, entry, now):
        return
    asks(tx, inbox, entry, now)
    for person in hearers(wish.tell, policy.teams[inbox.team]):
        about = came[0][1].thread_id
        tx.add_notice(Notice(person=person, about=SUSPECTED, at=now, thread_id=about, text=entry.key))


def asked_lately(tx: Tx, inbox: InboxEntry, entry: PreparedIncident, now: datetime) -> bool:
    """Whether somebody was asked not long ago whether it is this incident."""
    last = tx.remembered(_asked(inbox, entry))
    return bool(last) and now - datetime.fromisoformat(last) < QUIET


def asks(tx: Tx, inbox: InboxEntry, entry: PreparedIncident, now: datetime) -> None:
    """Remember that somebody is asked now."""
    tx.remember(_asked(inbox, entry), now.isoformat())


def hearers(tell: Iterable[str], team: Team) -> tuple[str, ...]:
    """The persons behind "lead", "manager" and names, each once."""
    behind = {"lead": team.lead, "manager": team.manager or team.lead}
    return tuple(dict.fromkeys(behind.get(one, one) for one in tell))


def _asked(inbox: InboxEntry, entry: PreparedIncident) -> str:
    return f"asked about incident {entry.key} in {inbox.key}"
