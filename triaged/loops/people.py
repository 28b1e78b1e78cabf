"""Somebody is away: what they had goes to others, and no letter that waits names them any more.

An absence that begins later takes effect at its beginning: the watcher asks for it in every round.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from triaged.decide.hears import ASSIGNED
from triaged.decide.plan import planned, team_of
from triaged.decide.reword import nameless
from triaged.errors import CommandRefused
from triaged.loops.evidence import IN_DRAFTS
from triaged.loops.handle import open_promises
from triaged.loops.told import answered_mail, untell, written_before
from triaged.loops.waiting import WAITING, on_its_way
from triaged.model.finding import Finding
from triaged.model.letter import NAMED_AWAY, Letter, LetterKind
from triaged.model.people import Absence
from triaged.model.stored import Notice, TrailEntry
from triaged.model.thread import Owed, Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.duty import away, lead_now
from triaged.scribe import MOST_REWORDED, Scribe


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What an absence moved, by the references of threads: to the team, to the lead; letters that were written anew.

    `later`: nothing yet, for the absence begins later.
    """

    team: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    later: bool = False


def go_away(
    tx: Tx, person: str, *, since: datetime, until: datetime, by: str, policy: Policy, scribe: Scribe, now: datetime
) -> Moved:
    """Record that `person` (a key) is away from `since` to `until`, as `by` says, and hand over what they have.

    Raises CommandRefused where there is no such person, or no time to come.
    """
    if person not in policy.people:
        raise CommandRefused(f"rules.toml knows no person {person!r}; its persons: {', '.join(policy.people)}")
    if until <= max(now, since):
        raise CommandRefused("the end of an absence lies ahead, and after its beginning")
    begun = since <= now
    tx.add_absence(Absence(person=person, since=since, until=until, by=by, begun=begun))
    return _hand_over(tx, person, policy, scribe, now) if begun else Moved(later=True)


def come_back(tx: Tx, person: str, now: datetime) -> bool:
    """They are there again; who is not away now will not be. Whether anything was recorded."""
    return tx.end_absences(person, now) > 0


def begin_absences(tx: Tx, policy: Policy, scribe: Scribe, now: datetime) -> bool:
    """Hand over what people have whose recorded absence begins; whether one did."""
    begins = [absence for absence in tx.absences(now) if not absence.begun and absence.since <= now]
    for absence in begins:
        if absence.absence_id is not None:
            tx.absence_begun(absence.absence_id)
        _hand_over(tx, absence.person, policy, scribe, now)
    return bool(begins)


def _hand_over(tx: Tx, person: str, policy: Policy, scribe: Scribe, now: datetime) -> Moved:
    letters = _not_named(tx, person, policy, scribe, now)
    team, lead = list[str](), list[str]()
    for thread in tx.owned(person):
        promised = any(p.what is Owed.COMMITMENT and p.person == person for p in open_promises(tx, thread.thread_id))
        following = _lead(tx, thread, policy, now) if promised else ""
        given = replace(thread, owner=following, owned_since=now if following else None)
        if given.proposal is not None and given.proposal.person == person and not on_its_way(tx, thread):
            given = replace(given, proposal=replace(given.proposal, person=""))
        tx.update_thread(planned(given, policy, now))
        finding = Finding(question="Who answers?", answer=following or "the team", evidence=f"{person} is away")
        tx.add_trail(TrailEntry(at=now, event="handed over", findings=(finding,), thread_id=thread.thread_id))
        if following:
            why = f"{policy.people[person].name} promised it and is away" if person in policy.people else ""
            tx.add_notice(Notice(person=following, about=ASSIGNED, at=now, thread_id=thread.thread_id, text=why))
        (lead if following else team).append(thread.reference)
    return Moved(team=tuple(team), lead=tuple(lead), letters=letters)


def _lead(tx: Tx, thread: Thread, policy: Policy, now: datetime) -> str:
    """Who takes over what was promised by somebody who is away: the lead, or the manager; "" where both are away."""
    absences = tx.absences(now)
    lead = lead_now(team_of(thread, policy), now, absences)
    return "" if away(lead, now, absences) else lead


# ---- letters that wait


def _not_named(tx: Tx, person: str, policy: Policy, scribe: Scribe, now: datetime) -> tuple[str, ...]:
    """Write anew what waits and names them. What may have left once, or lies in Drafts, stays as it is."""
    anew = []
    for state in WAITING:
        for letter in tx.letters(state):
            thread = None if letter.thread_id is None else tx.thread(letter.thread_id)
            if thread is None or letter.resends or letter.reason == IN_DRAFTS:
                continue
            if not _names(letter, thread, person, policy):
                continue
            if _recomputed(tx, letter, thread, policy=policy, scribe=scribe, now=now):
                anew.append(thread.reference)
    return tuple(anew)


def _names(letter: Letter, thread: Thread, person: str, policy: Policy) -> bool:
    """Whether the letter speaks of them: as who answers, or as the lead who reads the customer's answer."""
    if letter.kind is LetterKind.RENEWAL:
        proposed = "" if thread.proposal is None else thread.proposal.person
        return person in {proposed, team_of(thread, policy).lead}
    told = thread.promise if letter.kind is LetterKind.ACKNOWLEDGEMENT else None
    return told is not None and told.person == person and letter.promise_id in {None, told.promise_id}


def _recomputed(tx: Tx, letter: Letter, thread: Thread, *, policy: Policy, scribe: Scribe, now: datetime) -> bool:
    """Cancel a letter and write it anew: an acknowledgement here, a renewal by the watcher at its next look."""
    if letter.kind is LetterKind.RENEWAL:
        tx.cancel(letter.stored, NAMED_AWAY, expected=letter.state)
        untell(tx, letter, policy=policy, now=now, why=NAMED_AWAY)
        return True
    promise = thread.promise
    answering = answered_mail(tx, letter, thread)
    if promise is None or promise.promise_id is None or answering is None or thread.inbox not in policy.inboxes:
        return False
    number = 1 + written_before(tx.letters_of_thread(thread.thread_id))
    if number > MOST_REWORDED:
        return False
    facts = nameless(thread, promise, policy, now, to=letter.recipient, articles=letter.offers)
    anew, _ = scribe.reworded(facts, before=letter, answering=answering, number=number, now=now)
    tx.cancel(letter.stored, NAMED_AWAY, expected=letter.state)
    tx.name_nobody(promise.promise_id)
    if tx.add_letter(anew) is None:
        untell(tx, letter, policy=policy, now=now, why=NAMED_AWAY)
    return True
