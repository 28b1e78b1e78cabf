"""Everything about one mail, with what the store knows: the questions in their order.

who wrote?                 rules/kind
which conversation?        rules/threads
is it an answer?           rules/answered
what does a further one say?  rules/further_mail
how urgent?                decide/judged: rules/urgency
what do we owe, by when?   decide/owe: rules/promise, rules/duty
who hears of it at once?   decide/hears
do we acknowledge it?      rules/acknowledge
may the letter leave?      rules/limits
which facts does it give?  decide/facts: rules/facts
"""

from dataclasses import dataclass, replace
from datetime import datetime

from triaged.decide.articles import shown
from triaged.decide.facts import with_facts
from triaged.decide.hears import hears
from triaged.decide.incident import NEWS_AHEAD, condition_of, given_back, kept_word
from triaged.decide.judged import how_judged
from triaged.decide.look import Looked
from triaged.decide.mailed import waits_until
from triaged.decide.owe import UNPROMISED, Owing, owe
from triaged.model.decision import Decision, Place
from triaged.model.finding import Finding
from triaged.model.known import Desk, Known
from triaged.model.letter import Acknowledgement, Silence
from triaged.model.stored import Incident
from triaged.model.thread import Happening, Kind, Promise, Thread, Triage, Turn, Urgency
from triaged.policy.fits import fits
from triaged.policy.shape import Policy
from triaged.rules.acknowledge import Verdict, acknowledge
from triaged.rules.acknowledge.words import name_of
from triaged.rules.answered import Answered, answered
from triaged.rules.further_mail import Further, further_mail
from triaged.rules.kind import kind
from triaged.rules.limits import Allowance, limits
from triaged.rules.promise import closed_note
from triaged.rules.proof import colleague
from triaged.rules.threads import place
from triaged.rules.turn import Do, step

NOBODY = frozenset[str]()
Findings = tuple[Finding, ...]
HAPPENINGS = {
    Further.MAIL: Happening.MAIL,
    Further.OTHER: Happening.OTHER,
    Further.NUDGE: Happening.NUDGE,
    Further.THANKS: Happening.THANKS,
    Further.SOLVED: Happening.SOLVED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One mail with everything its questions are answered from."""

    looked: Looked
    known: Known
    desk: Desk
    policy: Policy
    now: datetime
    own: bool
    leave_out: frozenset[str]


def decide_message(
    looked: Looked,
    *,
    known: Known,
    desk: Desk,
    policy: Policy,
    now: datetime,
    own: bool = False,
    leave_out: frozenset[str] = NOBODY,
) -> Decision:
    """Decide everything about one mail. `own`: it bears our mark. `leave_out`: rows that are not asked (`judge`)."""
    case = Case(looked=looked, known=known, desk=desk, policy=policy, now=now, own=own, leave_out=leave_out)
    who, why_who = _who_wrote(case)
    where, why_where = _which_conversation(case, who)
    answer, why_answer = _is_it_an_answer(case)
    thread = _existing(where, known)
    said, why_said = _what_does_it_say(case, who, thread, answer)
    judged = how_judged(looked, who=who, thread=thread, said=said, known=known, policy=policy)
    triage, turn = judged.triage, _turn(who, answer)
    owing = _what_we_owe(case, thread, said, triage) if turn is Turn.OURS else None
    incident = _incident(case, thread, triage) if owing is not None else None
    knows = thread is not None and owing is not None and given_back(thread, now) is not None
    again = thread is not None and owing is not None and _was_answered(thread) and not knows
    verdict, why_letter = _do_we_acknowledge(
        case, who=who, why_who=why_who[-1], where=where, triage=triage, owing=owing, incident=incident, again=again
    )
    if not isinstance(verdict.letter, Acknowledgement):
        incident = None
    allowance, why_allowed = _may_it_leave(case, verdict)
    customer = looked.addressee.customer
    why_owed = owing.findings if owing is not None else ()
    decision = Decision(
        kind=who,
        place=where,
        customer=customer.address if customer else "",
        customer_name=customer.name if customer else "",
        proof=looked.proof,
        triage=triage,
        turn=turn,
        happening=said,
        promise=owing.reply if owing is not None and knows else _told(owing, verdict.letter, incident),
        inner=owing.inner if owing is not None and incident is None else (),
        owner=owing.owner if owing is not None else "",
        incident_id=incident.incident_id if incident else None,
        letter=verdict.letter,
        hold=verdict.hold or allowance.hold,
        after=looked.says.after if not verdict.hold else None,
        asks=_what_people_are_asked(thread, answer, owing),
        answers=answer.thread_id if answer.answered else None,
        asks_of=answer.thread_id if answer.asks and thread is None else None,
        duplicate=known.twin_thread is not None and known.twin_digest == looked.message.digest,
        open_breaker=allowance.open_breaker,
        bounced_thread=known.bounced_thread,
        bounced_letter=known.bounced_letter,
        unseen_answer=thread is not None and _names_unseen_answer(case, thread),
        notices=hears(looked, desk, policy, now, thread=thread, triage=triage, said=said, owing=owing),
        word=judged.word,
        findings=(
            *looked.findings,
            *why_who,
            *why_where,
            *why_answer,
            *why_said,
            *judged.findings,
            *why_owed,
            *why_letter,
            *why_allowed,
        ),
    )
    return with_facts(decision, looked, thread=thread, known=known, policy=policy, now=now)


def _what_people_are_asked(thread: Thread | None, answer: Answered, owing: Owing | None) -> str:
    """Whether it is answered already, where it waits for us; or who promises, where the rules cannot. "" = nothing."""
    if answer.asks and thread is not None and thread.turn is Turn.OURS:
        return answer.asks
    return f"{UNPROMISED}: {owing.unpromised}" if owing is not None and owing.unpromised else ""


def _who_wrote(case: Case) -> tuple[Kind, Findings]:
    looked = case.looked
    return kind(
        looked.message,
        inbox=looked.inbox,
        policy=case.policy,
        addressee=looked.addressee,
        proof=looked.proof,
        own=case.own,
        by_rule=looked.says.kind,
        leave_out=case.leave_out,
    )


def _which_conversation(case: Case, who: Kind) -> tuple[Place, Findings]:
    looked = case.looked
    return place(
        looked.message,
        kind=who,
        known=case.known,
        addressee=looked.addressee,
        proof=looked.proof,
        policy=case.policy,
    )


def _what_does_it_say(
    case: Case, who: Kind, thread: Thread | None, answer: Answered
) -> tuple[Happening | None, Findings]:
    """What this mail is for a thread that exists; None for a new thread, and where it changes nothing."""
    if thread is None or answer.answered:
        return None, ()
    if answer.asks:
        return Happening.ELSEWHERE, ()
    if who is not Kind.PERSON:
        return Happening.MACHINE, ()
    if colleague(case.looked.message, policy=case.policy):
        return None, ()
    said, findings = further_mail(
        case.looked.message,
        thread=thread,
        incident=thread.incident_id is not None,
        again=thread.thread_id in case.known.repeated,
        names=tuple(person.name for person in case.policy.people.values()),
    )
    if said.nudge and said.further is Further.MAIL and thread.turn is Turn.OURS:
        return Happening.NUDGE, findings
    return HAPPENINGS[said.further], findings


def _what_we_owe(case: Case, thread: Thread | None, said: Happening | None, triage: Triage) -> Owing | None:
    """What a person's mail makes us owe; None where it makes us owe nothing new."""
    if thread is not None and (said is None or Do.OWE not in step(thread.turn, said).do):
        return None
    if said is Happening.OTHER and thread is not None and thread.promise is not None:
        return None
    policy, after = case.policy, case.looked.says.after
    leaves_at = case.now if after is None else waits_until(after, policy.teams[triage.team], policy, case.now)
    owing = owe(
        case.looked,
        triage,
        known=case.known,
        desk=case.desk,
        policy=policy,
        now=case.now,
        thread=thread,
        leaves_at=leaves_at,
    )
    return owing if thread is None else kept_word(thread, owing, case.now)


def _was_answered(thread: Thread) -> bool:
    """Whether a person answered or closed it since a time was told: then the next mail is told one too, once."""
    return thread.acknowledged_at is None and (thread.answered_at or thread.closed_at) is not None


def _incident(case: Case, thread: Thread | None, triage: Triage) -> Incident | None:
    """The open incident that a new mail belongs to, by the condition that a person chose; not if news come too soon."""
    if thread is not None or triage.urgency is Urgency.CRITICAL:
        return None
    facts = case.looked.facts.decided(triage.urgency, triage.team, triage.topic)
    for incident in case.desk.incidents:
        when = condition_of(incident, case.policy)
        if when is None or incident.inbox != facts.inbox or fits(when, facts) is None:
            continue
        if incident.promise is not None and incident.promise.reply_by >= case.now + NEWS_AHEAD:
            return incident
    return None


def _do_we_acknowledge(
    case: Case,
    *,
    who: Kind,
    why_who: Finding,
    where: Place,
    triage: Triage,
    owing: Owing | None,
    incident: Incident | None,
    again: bool,
) -> tuple[Verdict, Findings]:
    looked = case.looked
    promised = incident.promise if incident else owing.reply if owing and not owing.unpromised else None
    person = name_of(owing.owner, case.policy) if owing and not incident else None
    calendar = case.policy.calendars[promised.calendar if promised else case.policy.teams[triage.team].calendar]
    return acknowledge(
        looked.message,
        kind=who,
        why_kind=why_who,
        place=where,
        known=case.known,
        desk=case.desk,
        addressee=looked.addressee,
        proof=looked.proof,
        triage=triage,
        promise=promised if promised and promised.told else None,
        reference="",
        zone=calendar.zone,
        closed=closed_note(calendar, case.now, triage.language),
        inbox=looked.inbox,
        policy=case.policy,
        now=case.now,
        by_rule=looked.says.acknowledge,
        leave_out=case.leave_out,
        again=again,
        person=person,
        incident=incident.says.get(triage.language, "") if incident else "",
        articles=shown(looked.articles, where=where, triage=triage, incident=incident is not None),
    )


def _may_it_leave(case: Case, verdict: Verdict) -> tuple[Allowance, Findings]:
    customer = case.looked.addressee.customer
    if not isinstance(verdict.letter, Acknowledgement) or customer is None:
        return Allowance(), ()
    return limits(
        known=case.known,
        desk=case.desk,
        proof=case.looked.proof,
        customer=customer,
        limits=case.policy.limits,
    )


def _is_it_an_answer(case: Case) -> tuple[Answered, Findings]:
    """Only a colleague's mail can be an answer; a customer's never is."""
    looked = case.looked
    if not colleague(looked.message, policy=case.policy):
        return Answered(), ()
    return answered(
        looked.message,
        in_sent=False,
        own=case.own,
        named=case.known.by_id,
        proof=looked.proof,
        policy=case.policy,
        inbox=looked.inbox,
    )


def _turn(who: Kind, answer: Answered) -> Turn:
    if answer.answered:
        return Turn.THEIRS
    return Turn.OURS if who is Kind.PERSON else Turn.NOBODY


def _told(owing: Owing | None, letter: Acknowledgement | Silence, incident: Incident | None) -> Promise | None:
    """What the thread gets: the promise that the letter tells, else a target; nothing beside an incident's promise."""
    if owing is None or owing.reply is None:
        return None
    if not isinstance(letter, Acknowledgement):
        return replace(owing.reply, told=False)
    return None if incident is not None else owing.reply


def _names_unseen_answer(case: Case, thread: Thread) -> bool:
    """Whether the customer answers a mail of ours that was never seen: it quotes an address of ours."""
    ids = case.looked.lookup.ids
    if not ids or thread.turn is not Turn.OURS or ids[0] in {joined.message_id for joined in case.known.by_id}:
        return False
    message = case.looked.message
    quoted = message.text.replace(message.own_text, "", 1).lower()
    ours = case.policy.ours.addresses | case.policy.ours.colleagues
    return any(address in quoted for address in ours)


def _existing(where: Place, known: Known) -> Thread | None:
    if where.thread_id is None:
        return None
    candidates = (*(joined.thread for joined in known.by_id), *known.by_token, *known.recent)
    return next((thread for thread in candidates if thread.thread_id == where.thread_id), None)
