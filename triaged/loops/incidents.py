"""Incidents: opened, told, updated and closed by people; watched as one promise, one ladder.

What a letter tells holds once it has left: a thread's own promise ends, and the shared one is kept, when a round of the
watch finds the letter sent. So nothing is believed that the relay did not take, and a restart changes nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from triaged.decide.alike import attachable, by_condition
from triaged.decide.incident import (
    OUT,
    REPLACED,
    alone,
    attached,
    condition_of,
    incident_team,
    known,
    knows,
    looked_at_by,
    looked_at_next,
    next_news,
    over,
    passed,
)
from triaged.errors import CommandRefused, StoreFailed
from triaged.loops import log
from triaged.loops.alike import told_since
from triaged.loops.anew import Anew, has_looked, may_be_told
from triaged.loops.handle import open_promises, write
from triaged.loops.incident_letters import (
    Customer,
    Desk,
    customers,
    drop_waiting,
    left_at,
    letters_of,
    prefix,
    why_not,
    write_letter,
)
from triaged.loops.waiting import WAITING, drop_letters, on_its_way
from triaged.model.decision import Change
from triaged.model.letter import TOO_LATE, UNDER_WAY, IncidentPhase, Letter, LetterKind, LetterState
from triaged.model.stored import Incident
from triaged.model.thread import Outcome, Promise, Thread, Turn, Urgency
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.scribe import Scribe

BROKEN_RULE = timedelta(hours=1)
"""An incident on which a rule broke is left alone for so long."""
ACKNOWLEDGED = frozenset({LetterState.SENT}) | UNDER_WAY


# ---- what people do


def begin(desk: Desk, incident: Incident, threads: Iterable[Thread]) -> Incident:
    """Open an incident: one promise, and a letter to every customer who was told a time of their own."""
    tx, now = desk.tx, desk.now
    promise = next_news(incident_team(incident, desk.policy), incident.news_every, desk.policy, now)
    number = tx.add_incident(incident)
    tx.open_shared_promise(number, promise, now)
    opened = stored(tx, number)
    attach(desk, opened, threads)
    return _planned(desk, opened, under_way=True)


def attach(desk: Desk, incident: Incident, threads: Iterable[Thread]) -> int:
    """Put threads into an open incident and tell their customers, once each; how many threads that were."""
    promise, count = incident.proposal or incident.promise, 0
    within = {one[0].customer.casefold(): one for one in customers(desk.tx.threads_of_incident(incident.number))}
    for customer in customers(threads):
        if promise is None or why_not(desk, customer[0]):
            continue
        for thread in customer:
            _attach(desk, incident, thread)
            count += 1
        fresh = _fresh(desk.tx, customer)
        others = within.get(customer[0].customer.casefold(), ())
        written = [m for m in letters_of(desk.tx, incident, others) if _is_of(incident, m)]
        if any(t.turn is Turn.OURS and known(t) for t in others) or left_at(written) is not None:
            _told_already(desk, fresh)
        elif not any(letter.state in UNDER_WAY for letter in written):
            write_letter(desk, incident, fresh[0], IncidentPhase.TOLD, promise)
    return count


def _is_of(incident: Incident, letter: Letter) -> bool:
    """Whether it tells what is told now: the news of this round."""
    return letter.once_key.startswith(prefix(incident, incident.rounds))


def update(desk: Desk, incident: Incident) -> Incident:
    """Tell every customer what is said now, and when there are news again; those too who came without being told.

    The shared promise is kept when the first of these letters has left in time (docs/promises.md 9).
    """
    team = incident_team(incident, desk.policy)
    proposal = next_news(team, incident.news_every, desk.policy, desk.now)
    incident = replace(incident, proposal=proposal, rounds=incident.rounds + 1, asked_at=None)
    for customer in customers(_waiting(desk.tx, incident)):
        drop_waiting(desk.tx, letters_of(desk.tx, incident, customer), "newer news were written")
        fresh = _fresh(desk.tx, _unacknowledged(desk, customer))
        phase = IncidentPhase.UPDATE if all(map(known, fresh)) else IncidentPhase.TOLD
        write_letter(desk, incident, fresh[0], phase, proposal)
    attach(desk, incident, newcomers(desk, incident))
    return _look(desk, incident)


def close(desk: Desk, incident: Incident) -> Incident:
    """It is over: every customer hears so. Then it is their turn, as after any answer of a person."""
    team = incident_team(incident, desk.policy)
    look = looked_at_by(team, desk.policy, desk.now)
    closed = replace(incident, proposal=look, closed_at=desk.now, rounds=incident.rounds + 1)
    for customer in customers(_waiting(desk.tx, incident)):
        drop_waiting(desk.tx, letters_of(desk.tx, incident, customer), "the incident is over")
        write_letter(desk, closed, customer[0], IncidentPhase.OVER, look)
    return _look(desk, closed)


def newcomers(desk: Desk, incident: Incident) -> tuple[Thread, ...]:
    """Threads that belong to the incident by its condition and are not in it: they came when news were near.

    Not those that were in it and were taken out.
    """
    when = condition_of(incident, desk.policy)
    if when is None:
        return ()
    told = told_since(desk.tx, incident.inbox, incident.since)
    waits = [one for one in told if attachable(one.thread) and one.thread.triage.urgency is not Urgency.CRITICAL]
    fits = (one.thread for one in by_condition(waits, when, desk.policy))
    return tuple(thread for thread in fits if not _was_taken_out(desk.tx, thread, incident))


def _was_taken_out(tx: Tx, thread: Thread, incident: Incident) -> bool:
    """Whether a colleague, or its customer, said that it is something else."""
    return any(e.event == OUT and e.at >= incident.since for e in tx.trail(thread.thread_id))


# ---- what time does


class IncidentBroke(Exception):
    """A rule broke on this incident. Nothing of the transaction may be kept: `postpone` it in another one."""

    def __init__(self, number: int) -> None:
        super().__init__(f"incident {number}")
        self.number = number


def tick_incidents(tx: Tx, policy: Policy, scribe: Scribe, now: datetime) -> bool:
    """Look at every incident whose time has come; whether there were any. Raises IncidentBroke, StoreFailed."""
    due = tx.incidents_to_look_at(now)
    desk = Desk(tx=tx, policy=policy, scribe=scribe, now=now)
    for incident in due:
        try:
            _look(desk, incident)
        except StoreFailed:
            raise
        except Exception as error:  # head of the loop over incidents: one that breaks a rule waits alone (N34)
            log.broken_incident(incident=incident.number, error=error)
            raise IncidentBroke(incident.number) from error
    return bool(due)


def postpone(tx: Tx, number: int, now: datetime) -> None:
    """Leave an incident alone for an hour: the others, and all threads, are watched meanwhile."""
    incident = tx.incident(number)
    if incident is not None:
        tx.update_incident(replace(incident, look_at=now + BROKEN_RULE))


def _look(desk: Desk, incident: Incident) -> Incident:
    """What became of its letters, who hears that news are due, and when to look again."""
    groups = customers(desk.tx.threads_of_incident(incident.number))
    letters = {customer: letters_of(desk.tx, incident, customer) for customer in groups}
    incident = _news(desk, incident, [letter for written in letters.values() for letter in written])
    under_way = False
    for customer, written in letters.items():
        settle = _is_over if incident.closed_at is not None else _is_told
        under_way = settle(desk, incident, customer, written) or under_way
    still = {thread.thread_id for thread in desk.tx.threads_of_incident(incident.number)}
    left = tuple(thread for customer in groups for thread in customer if thread.thread_id not in still)
    _acknowledge_anew(desk, _fresh(desk.tx, left))
    if incident.closed_at is None:
        incident = _passed(desk, incident, groups)
        under_way = under_way or incident.proposal is not None
    return _planned(desk, incident, under_way=under_way)


def _news(desk: Desk, incident: Incident, letters: list[Letter]) -> Incident:
    """The letters of this round tell what holds once the first has left: the promise before it was kept, or missed."""
    proposal, promise = incident.proposal, incident.promise
    if proposal is None or promise is None or promise.promise_id is None:
        return incident
    written = [letter for letter in letters if _is_of(incident, letter)]
    at = left_at(written) if written or _waiting(desk.tx, incident) else desk.now
    closed = incident.closed_at is not None
    if at is None and any(letter.state in UNDER_WAY for letter in written):
        return incident
    if at is None and not closed:
        return replace(incident, proposal=None)
    outcome = Outcome.CLOSED_UNANSWERED if at is None else _outcome(promise, proposal, at)
    desk.tx.settle_promise(promise.promise_id, outcome, at or desk.now, person=incident.opened_by)
    if closed or at is None:
        return replace(incident, promise=None)  # closed: what it proposes is when a person looks at an answer
    desk.tx.open_shared_promise(incident.number, replace(proposal, counted_from=at, made_at=at), desk.now)
    opened = stored(desk.tx, incident.number).promise
    return replace(incident, promise=opened, proposal=None, rungs=0, asked_at=None)


def _outcome(promise: Promise, proposal: Promise, at: datetime) -> Outcome:
    """Kept by what a person wrote or released; news that were put off by themselves keep nothing."""
    if at > promise.reply_by:
        return Outcome.MISSED
    return Outcome.RENEWED if proposal.number else Outcome.KEPT


def _is_told(desk: Desk, incident: Incident, customer: Customer, letters: tuple[Letter, ...]) -> bool:
    """Settle what the customer's threads owed before they were told; whether a letter is still under way."""
    at, waits = left_at(letters), any(letter.state in UNDER_WAY for letter in letters)
    untold = [t for t in customer if t.turn is Turn.OURS and not known(t)]
    for thread in untold:
        if at is not None:
            _write(desk, thread, knows(thread, desk.policy, at=at, now=desk.now))
        elif not waits and not _tell(desk, incident, thread) and _may_leave(desk, thread):
            _leave(desk, thread, "no letter could tell its customer")
    if at is None and not waits:
        for thread in (t for t in customer if t.turn is Turn.OURS and known(t)):
            if not _acknowledged(desk.tx, thread) and _may_leave(desk, thread):
                _leave(desk, thread, "its acknowledgement could not tell its customer")
    return bool(untold) and at is None


def _is_over(desk: Desk, incident: Incident, customer: Customer, letters: tuple[Letter, ...]) -> bool:
    """It is the customer's turn once they know that it is over; whether their letter is still under way."""
    written = [letter for letter in letters if _is_of(incident, letter)]
    at, waits = left_at(written), any(letter.state in UNDER_WAY for letter in written)
    waits = at is None and (waits or not all(_may_leave(desk, thread) for thread in customer))
    look = incident.proposal
    for thread in customer:
        if thread.turn is not Turn.OURS or waits:
            continue
        wrote_since = incident.closed_at is not None and thread.last_mail_at > incident.closed_at
        if at is None or look is None or wrote_since:
            _leave(desk, thread, "the customer wrote after it was over" if at else "no letter could tell its customer")
        else:
            open_ = open_promises(desk.tx, thread.thread_id)
            _write(desk, thread, over(thread, open_, look, desk.policy, at=at, now=desk.now))
    return waits


def _passed(desk: Desk, incident: Incident, groups: tuple[Customer, ...]) -> Incident:
    waiting = [customer for customer in groups if any(thread.turn is Turn.OURS for thread in customer)]
    result = passed(
        incident,
        customers=len(waiting),
        about=waiting[0][0].thread_id if waiting else None,
        policy=desk.policy,
        absences=desk.tx.absences(desk.now),
        now=desk.now,
    )
    for notice in result.notices:
        desk.tx.add_notice(notice)
    inbox = desk.policy.inboxes.get(incident.inbox)
    if result.renew is None or not waiting or inbox is None or inbox.send != "on":
        return result.incident
    return _renew(desk, result.incident, result.renew)


def _renew(desk: Desk, incident: Incident, proposal: Promise) -> Incident:
    """Nobody wrote news: the customers hear the same text again, with the next time."""
    incident = replace(incident, proposal=proposal, rounds=incident.rounds + 1)
    for customer in customers(_waiting(desk.tx, incident)):
        if all(map(known, customer)):
            write_letter(desk, incident, customer[0], IncidentPhase.UPDATE, proposal)
    return incident


# ---- one thread


def _attach(desk: Desk, incident: Incident, thread: Thread) -> None:
    waits = any(letter.state in WAITING for letter in _acknowledgements(desk.tx, thread))
    open_ = open_promises(desk.tx, thread.thread_id)
    told = thread.acknowledged_at is not None and not waits
    leaving = on_its_way(desk.tx, thread)
    change = attached(thread, incident, open_, told=told, policy=desk.policy, now=desk.now, renewal_on_its_way=leaving)
    _write(desk, thread, change)


def _unacknowledged(desk: Desk, customer: Customer) -> Customer:
    """The customer's threads; where an acknowledgement still waits it is dropped, and they know nothing yet."""
    for thread in customer:
        letters = _acknowledgements(desk.tx, thread) if known(thread) else ()
        if letters and all(letter.state in WAITING for letter in letters):
            drop_letters(desk.tx, thread.thread_id, REPLACED)
            desk.tx.update_thread(replace(thread, acknowledged_at=None))
    return customer


def _told_already(desk: Desk, customer: Customer) -> None:
    """The customer knows of the incident from another thread of theirs: no second letter."""
    for thread in customer:
        _write(desk, thread, knows(thread, desk.policy, at=desk.now, now=desk.now))


def _tell(desk: Desk, incident: Incident, thread: Thread) -> bool:
    """Write the letter that tells of the incident once more: the one before could not go, or was overtaken."""
    promise = incident.proposal or incident.promise
    return promise is not None and write_letter(desk, incident, thread, IncidentPhase.TOLD, promise)


def _leave(desk: Desk, thread: Thread, why: str) -> None:
    _write(desk, thread, alone(thread, open_promises(desk.tx, thread.thread_id), desk.policy, desk.now, why=why))


def _may_leave(desk: Desk, thread: Thread) -> bool:
    """Who was told nothing is acknowledged anew, once the sent folders were read: a person may have answered."""
    told = thread.turn is not Turn.OURS or thread.promise is not None or not _untold(desk.tx, thread)
    return told or has_looked(desk.tx, thread.inbox, desk.now)


def _acknowledge_anew(desk: Desk, threads: Iterable[Thread]) -> None:
    """Who is on their own again, and was told nothing, is told by when we reply; what was to tell them is cancelled."""
    untold = [
        (letters[-1], thread.target)
        for thread in threads
        if thread.incident_id is None and thread.promise is None and thread.target is not None
        if (letters := _untold(desk.tx, thread)) and may_be_told(desk.tx, thread, letters[-1], desk.policy, desk.now)
    ]
    many = Counter(letter.inbox for letter, _ in untold)
    anew = Anew(policy=desk.policy, scribe=desk.scribe, now=desk.now, many=many)
    for letter, owed in untold:
        anew.tell(desk.tx, replace(letter, state=LetterState.READY, reason=""), owed)


def _untold(tx: Tx, thread: Thread) -> tuple[Letter, ...]:
    """Acknowledgements that never left, of mail that no person has answered since."""
    never = (letter for letter in _acknowledgements(tx, thread) if letter.reason in {REPLACED, TOO_LATE})
    since = thread.answered_at
    return tuple(m for m in never if since is None or (m.answers_at is not None and m.answers_at > since))


def _acknowledged(tx: Tx, thread: Thread) -> bool:
    """Whether the acknowledgement of a thread that began in the incident is on its way, or left; True without one."""
    letters = _acknowledgements(tx, thread)
    return not letters or any(letter.state in ACKNOWLEDGED for letter in letters)


def _acknowledgements(tx: Tx, thread: Thread) -> tuple[Letter, ...]:
    letters = tx.letters_of_thread(thread.thread_id)
    return tuple(letter for letter in letters if letter.kind is LetterKind.ACKNOWLEDGEMENT)


def _write(desk: Desk, thread: Thread, change: Change) -> None:
    write(desk.tx, thread, change, now=desk.now)


def _fresh(tx: Tx, customer: Customer) -> Customer:
    """The threads as they are now."""
    return tuple(tx.thread(thread.thread_id) or thread for thread in customer)


def _waiting(tx: Tx, incident: Incident) -> tuple[Thread, ...]:
    """The incident's threads that are ours to answer."""
    return tuple(thread for thread in tx.threads_of_incident(incident.number) if thread.turn is Turn.OURS)


def _planned(desk: Desk, incident: Incident, *, under_way: bool) -> Incident:
    planned = looked_at_next(incident, desk.policy, desk.now, under_way=under_way)
    desk.tx.update_incident(planned)
    return planned


def stored(tx: Tx, number: int) -> Incident:
    """The incident with this number. Raises CommandRefused."""
    incident = tx.incident(number)
    if incident is None:
        raise CommandRefused(f"there is no incident {number}; `triaged incident list` shows them")
    return incident
