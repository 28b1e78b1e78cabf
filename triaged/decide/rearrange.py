"""Two conversations become one, or one becomes two: by hand only (docs/silence.md T13). What becomes of their promises?

What the customer was told stays told: the time moves with the mail that it was told for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from triaged.decide.happened import happened, with_owed
from triaged.decide.owe import row_of, target
from triaged.decide.plan import planned, team_of
from triaged.model.decision import Change
from triaged.model.fact import gathered
from triaged.model.finding import Finding
from triaged.model.order import Refusal
from triaged.model.stored import Direction, StoredMessage
from triaged.model.thread import Happening, Kind, Outcome, Owed, Promise, Thread, Turn
from triaged.policy.shape import Policy
from triaged.rules.threads import base_subject

MERGED, SPLIT = "merged", "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the two threads with its open promises and targets. `waits`: promises whose letter did not leave yet.

    `on_its_way`: a letter that tells its customer a time is being sent, or may have left.
    """

    thread: Thread
    open: tuple[Promise, ...]
    waits: frozenset[int] = frozenset()
    on_its_way: bool = False


def merge(
    part: Part, into: Part, *, who: str, policy: Policy, now: datetime, force: bool = False
) -> tuple[Change, Change] | Refusal:
    """What becomes of the thread that joins another, and of the other. `force`: also across inboxes and customers."""
    why = _unmergeable(part.thread, into.thread, force=force)
    if why:
        return Refusal(reason=why)
    for one in (part, into):
        if one.on_its_way:
            return Refusal(reason=f"the letter about {one.thread.reference} is on its way: it cannot be merged now")
    mine, theirs = part.thread, into.thread
    ended = happened(mine, Happening.MERGED, open_=part.open, at=now, now=now, who=who, policy=policy)
    gone = planned(replace(ended.thread, turn=Turn.NOBODY, closed_at=ended.thread.closed_at or now), policy, now)
    finding = Finding(question="Which conversation?", answer=f"part of {theirs.reference}", evidence=who, row="T13")
    ended = replace(ended, thread=gone, drop="merged with another conversation", event=MERGED, findings=(finding,))
    begins = _brought(part, into) if mine.turn is Turn.OURS else ()
    joined = replace(
        theirs,
        turn=Turn.OURS if mine.turn is Turn.OURS else theirs.turn,
        closed_at=None if mine.turn is Turn.OURS else theirs.closed_at,
        opened_at=min(mine.opened_at, theirs.opened_at),
        last_mail_at=max(mine.last_mail_at, theirs.last_mail_at),
        unanswered_mails=_unanswered(mine) + _unanswered(theirs),
        answered_at=max((at for at in (mine.answered_at, theirs.answered_at) if at is not None), default=None),
        given=gathered(mine.given, theirs.given),
        asked=tuple(dict.fromkeys((*theirs.asked, *mine.asked))),
        held=theirs.held or mine.held,
        asks=theirs.asks or mine.asks,
    )
    joined = with_owed(joined, (*into.open, *begins))
    if begins:
        joined = replace(joined, rungs=0)
    finding = Finding(question="Which conversation?", answer=f"{mine.reference} is part of it", evidence=who, row="T13")
    return ended, Change(thread=planned(joined, policy, now), open=begins, event=MERGED, findings=(finding,))


def _unmergeable(mine: Thread, theirs: Thread, *, force: bool) -> str:
    if mine.thread_id == theirs.thread_id:
        return f"{mine.reference} cannot be merged with itself"
    for thread in (mine, theirs):
        if thread.kind is not Kind.PERSON:
            return f"{thread.reference} is no person's: say first that it was one (`triaged person`)"
    for thread in (mine, theirs):
        if thread.incident_id is not None:
            return f"{thread.reference} is in an incident: take it out first (`triaged incident detach`)"
    if mine.inbox != theirs.inbox and not force:
        return f"{mine.reference} came to {mine.inbox}, {theirs.reference} to {theirs.inbox}: merge with --force"
    if mine.customer.lower() != theirs.customer.lower() and not force:
        return f"{mine.reference} and {theirs.reference} have different customers: merge with --force"
    return ""


def _unanswered(thread: Thread) -> int:
    return thread.unanswered_mails if thread.turn is Turn.OURS else 0


def _brought(part: Part, into: Part) -> tuple[Promise, ...]:
    """What a thread brings along: the time its customer was told stays a promise where the other has none.

    Else, and where the letter that tells it never leaves, it is a target, if it is sooner.
    """
    begins: list[Promise] = []
    taken = {p.what for p in into.open if not p.told}
    told_already = any(p.told for p in into.open)
    due = min((p.reply_by for p in into.open if p.what is not Owed.SOLVE), default=None)
    for promise in part.open:
        anew = replace(promise, promise_id=None)
        if promise.told and promise.promise_id not in part.waits and not told_already:
            begins.append(anew)
            told_already = True
        elif promise.what not in taken and (due is None or promise.reply_by < due or promise.what is Owed.SOLVE):
            begins.append(replace(anew, told=False, number=0, person=""))
            taken.add(promise.what)
    return tuple(begins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A conversation taken apart: the mails that leave, the thread they begin, and what stays."""

    mails: tuple[StoredMessage, ...]
    begun: Thread
    left: Change


def split(
    part: Part, mails: Sequence[StoredMessage], number: int, *, who: str, policy: Policy, now: datetime
) -> Apart | Refusal:
    """The mail with this number (from 1), and what follows by its author, leave into a thread with its own target.

    Where nothing that stays waits for an answer, the time that was told goes with them.
    """
    thread = part.thread
    if not 0 < number <= len(mails):
        return Refusal(reason=f"{thread.reference} has mails 1 to {len(mails)}: `triaged explain` numbers them")
    first = mails[number - 1]
    if first.direction is not Direction.CUSTOMER or first.kind is not Kind.PERSON:
        return Refusal(reason=f"mail {number} was not written by a customer")
    leaves = tuple(
        mail for mail in mails[number - 1 :] if mail.direction is Direction.CUSTOMER and mail.author == first.author
    )
    stays = [mail for mail in mails if mail not in leaves and mail.direction is Direction.CUSTOMER]
    if not stays:
        return Refusal(reason=f"nothing of the customer's would be left in {thread.reference}")
    begun = _begun(thread, leaves, policy, now)
    waits = [mail for mail in stays if _waits(mail, thread)]
    left = replace(
        thread,
        last_mail_at=max(mail.received_at for mail in stays),
        unanswered_mails=len(waits) if thread.turn is Turn.OURS else thread.unanswered_mails,
    )
    settle: tuple[tuple[Promise, Outcome], ...] = ()
    goes = tuple(p for p in part.open if p.what is not Owed.SOLVE)
    if thread.turn is Turn.OURS and goes and not waits and all(_made_for(p, first) for p in goes):
        settle = tuple((promise, Outcome.RELEASED) for promise in goes)
        begun = _with_its_time(begun, replace(part, open=goes), policy, now)
        left = _answered(left, [p for p in part.open if p not in goes])
    finding = Finding(
        question="Which conversation?", answer=f"{len(leaves)} of its mails are one of their own", evidence=who
    )
    return Apart(
        mails=leaves,
        begun=begun,
        left=Change(
            thread=planned(left, policy, now),
            settle=settle,
            drop="its mail is a conversation of its own" if settle else "",
            event=SPLIT,
            findings=(finding,),
        ),
    )


def _waits(mail: StoredMessage, thread: Thread) -> bool:
    return thread.answered_at is None or mail.received_at > thread.answered_at


def _made_for(promise: Promise, first: StoredMessage) -> bool:
    """Whether it was promised for this mail or a later one; not so what a person promised, or was put off since."""
    of_a_mail = promise.number == 0 and promise.what in {Owed.REPLY, Owed.NEXT}
    return of_a_mail and promise.counted_from is not None and promise.counted_from >= first.received_at


def _with_its_time(begun: Thread, part: Part, policy: Policy, now: datetime) -> Thread:
    """The new thread with all that the other owed: nothing but its mails waited there."""
    brought = _brought(part, Part(thread=begun, open=()))
    if not brought:
        return begun
    owed = with_owed(begun, brought)
    told = part.thread.acknowledged_at if owed.promise is not None else None
    return planned(replace(owed, acknowledged_at=told), policy, now)


def _answered(thread: Thread, open_: Sequence[Promise]) -> Thread:
    """What stays was answered before: it waits for the customer."""
    left = replace(thread, turn=Turn.THEIRS, acknowledged_at=None, snoozed_until=None, asks="", held="")
    left = replace(left, rungs=0, asked_at=None, proposal=None)
    return with_owed(left, open_)


def _begun(thread: Thread, mails: Sequence[StoredMessage], policy: Policy, now: datetime) -> Thread:
    """The new thread: ours to answer, by a time only we know; its customer was told none for it."""
    first, same = mails[0], mails[0].author.lower() == thread.customer.lower()
    begun = Thread(
        thread_id=0,
        reference="",
        inbox=thread.inbox,
        customer=first.author or thread.customer,
        customer_name=thread.customer_name if same else "",
        subject=first.subject,
        base_subject=base_subject(first.subject),
        kind=Kind.PERSON,
        turn=Turn.OURS,
        triage=thread.triage,
        opened_at=now,
        last_mail_at=mails[-1].received_at,
        owner=thread.owner,
        owned_since=thread.owned_since,
        unanswered_mails=len(mails),
        proven=thread.proven and same,
        offset=thread.offset if same else None,
        given=thread.given if same else (),
        asked=thread.asked if same else (),
    )
    row = row_of(begun, policy)
    team = team_of(thread, policy).key
    aims = (
        ()
        if row is None
        else target(row, Owed.REPLY, row.reply, team=team, start=first.received_at, now=now, policy=policy)
    )
    return planned(with_owed(begun, aims), policy, now)
