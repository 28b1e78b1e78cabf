"""The order of the questions that are asked of every mail. Nothing else decides about mail.

    look_at(mail)                  from the mail and rules.toml alone
        in which language?         rules/language
        which rules fit?           policy/fits
        whom would we answer?      rules/addressee
        is the sender proven?      rules/proof
        what is it looked up by?   rules/threads
    decide_message(looked, known)  with what the store knows
        who wrote?                 rules/kind
        which conversation?        rules/threads
        is it an answer?           rules/answered
        how urgent?                rules/urgency
        by when do we reply?       rules/promise
        do we acknowledge it?      rules/acknowledge
        may the letter leave?      rules/limits

What an agent may do is in rules/handling, what becomes of letters in rules/resend.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from triaged.model.addressee import Addressee
from triaged.model.decision import Decision, Place
from triaged.model.finding import Finding
from triaged.model.known import Desk, Known, Lookup
from triaged.model.letter import Acknowledgement, Silence
from triaged.model.mail import Message
from triaged.model.ports import Scorer
from triaged.model.thread import Kind, Promise, Proof, Score, Thread, Triage, Turn
from triaged.policy.fits import Facts, customer_groups, first_row, fitting_rules
from triaged.policy.shape import InboxEntry, Policy, Rule, UrgencySetting
from triaged.rules.acknowledge import Verdict, acknowledge
from triaged.rules.addressee import addressee
from triaged.rules.answered import Answered, answered
from triaged.rules.kind import kind
from triaged.rules.language import language
from triaged.rules.limits import Allowance, limits
from triaged.rules.promise import Unpromised, closed_note, promise
from triaged.rules.proof import colleague, proof
from triaged.rules.threads import lookup, place
from triaged.rules.urgency import by_score, urgency

NOBODY = frozenset[str]()
Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What rules.toml says of a mail: for each attribute the first [[rule]] that fits and speaks of it."""

    kind: tuple[Kind, str] | None = None
    urgency: tuple[UrgencySetting, str] | None = None
    team: tuple[str, str] | None = None
    acknowledge: tuple[str, str] | None = None
    customer_in_reply_to: bool = False
    trusted: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Everything that is known of a mail before the store is asked."""

    message: Message
    inbox: InboxEntry
    facts: Facts
    says: Says
    addressee: Addressee
    proof: Proof
    score: Score
    language_sure: bool
    lookup: Lookup
    findings: tuple[Finding, ...] = ()


def look_at(message: Message, *, inbox: InboxEntry, policy: Policy, scorer: Scorer, now: datetime) -> Looked:
    """Ask what the mail itself answers. `scorer` is the built-in or a trained judgement of urgency."""
    spoken, sure, language_finding = language(message.own_text or message.subject, policy.company.languages)
    score = scorer.score(message, spoken)
    facts = _facts(message, inbox=inbox, policy=policy, language=spoken, score=score)
    says = _says(policy, facts)
    whom, whom_findings = addressee(
        message, inbox=inbox, policy=policy, form_by_rule=says.customer_in_reply_to, trusted_by_rule=says.trusted
    )
    proven, proof_findings = proof(message, addressee=whom, policy=policy)
    return Looked(
        message=message,
        inbox=inbox,
        facts=facts,
        says=says,
        addressee=whom,
        proof=proven,
        score=score,
        language_sure=sure,
        lookup=lookup(message, addressee=whom, policy=policy, now=now),
        findings=(language_finding, *says.findings, *whom_findings, *proof_findings),
    )


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
    triage, why_triage = _how_urgent(case)
    turn = _turn(who, answer)
    promised, unpromised, why_promised = _by_when(case, triage) if turn is Turn.OURS else (None, "", ())
    verdict, why_letter = _do_we_acknowledge(
        case, who=who, why_who=why_who[-1], where=where, triage=triage, promised=promised
    )
    allowance, why_allowed = _may_it_leave(case, verdict)
    customer = looked.addressee.customer
    return Decision(
        kind=who,
        place=where,
        customer=customer.address if customer else "",
        customer_name=customer.name if customer else "",
        proof=looked.proof,
        triage=triage,
        turn=turn,
        promise=_told(promised, verdict.letter, where, known),
        letter=verdict.letter,
        hold=verdict.hold or allowance.hold,
        asks=answer.asks or unpromised,
        answers=answer.thread_id if answer.answered else None,
        duplicate=known.twin_thread is not None and known.twin_digest == looked.message.digest,
        open_breaker=allowance.open_breaker,
        bounced_thread=known.bounced_thread,
        bounced_letter=known.bounced_letter,
        findings=(
            *looked.findings,
            *why_who,
            *why_where,
            *why_answer,
            *why_triage,
            *why_promised,
            *why_letter,
            *why_allowed,
        ),
    )


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


def _do_we_acknowledge(
    case: Case, *, who: Kind, why_who: Finding, where: Place, triage: Triage, promised: Promise | None
) -> tuple[Verdict, Findings]:
    looked = case.looked
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


def _facts(message: Message, *, inbox: InboxEntry, policy: Policy, language: str, score: Score) -> Facts:
    author = message.author
    return Facts(
        inbox=inbox.key,
        from_=author.key if author else "",
        to=message.addressed,
        subject=message.subject,
        text=message.text,
        headers=message.headers,
        attachments=tuple((a.name, a.content_type) for a in message.attachments),
        size=message.size,
        customer=customer_groups(policy, author.key) if author and policy.customers else NOBODY,
        language=language,
        urgency=by_score(score),
        team=inbox.team,
    )


def _says(policy: Policy, facts: Facts) -> Says:
    says, findings = Says(), []
    for rule, evidence in fitting_rules(policy, facts):
        added = _spoken(says, rule)
        if added != says:
            findings.append(
                Finding(question="Which rule fits?", answer=rule.name, evidence=evidence, row=f'rule "{rule.name}"')
            )
            says = added
    return replace(says, findings=tuple(findings)) if findings else says


def _spoken(says: Says, rule: Rule) -> Says:
    """What is said with this rule: it speaks only of what no rule before it spoke of."""
    name = rule.name
    return Says(
        kind=says.kind or (None if rule.kind is None else (rule.kind, name)),
        urgency=says.urgency or (None if rule.urgency is None else (rule.urgency, name)),
        team=says.team or (None if rule.team is None else (rule.team, name)),
        acknowledge=says.acknowledge or (None if rule.acknowledge is None else (rule.acknowledge, name)),
        customer_in_reply_to=says.customer_in_reply_to or rule.customer == "reply-to",
        trusted=says.trusted or rule.trusted,
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


def _how_urgent(case: Case) -> tuple[Triage, Findings]:
    looked = case.looked
    how, findings = urgency(looked.score, looked.says.urgency)
    triage = Triage(
        urgency=how,
        rank=looked.score.rank,
        language=looked.facts.language,
        language_sure=looked.language_sure,
        team=looked.says.team[0] if looked.says.team else looked.inbox.team,
        customer_group=next((group for group in case.policy.customers if group in looked.facts.customer), ""),
    )
    return triage, findings


def _turn(who: Kind, answer: Answered) -> Turn:
    if answer.answered:
        return Turn.THEIRS
    return Turn.OURS if who is Kind.PERSON else Turn.NOBODY


def _by_when(case: Case, triage: Triage) -> tuple[Promise | None, str, Findings]:
    """The promise (or the target where nothing is promised), why nothing is promised, and the findings."""
    facts = case.looked.facts.decided(triage.urgency, triage.team)
    answer, findings = promise(
        case.policy.promise,
        first_row(case.policy, facts),
        calendars=case.policy.calendars,
        team_calendar=case.policy.teams[triage.team].calendar,
        received=case.looked.message.received,
        now=case.now,
    )
    if isinstance(answer, Unpromised):
        return answer.target, f"no time was promised: {answer.reason}", findings
    return answer, "", findings


def _told(promised: Promise | None, letter: Acknowledgement | Silence, where: Place, known: Known) -> Promise | None:
    """What the thread gets: the told promise, a target where nobody is told, nothing where one is open already."""
    if promised is None or isinstance(letter, Acknowledgement):
        return promised
    thread = _existing(where, known)
    return None if thread is not None and thread.promise is not None else replace(promised, told=False)


def _existing(where: Place, known: Known) -> Thread | None:
    if where.thread_id is None:
        return None
    candidates = (*(joined.thread for joined in known.by_id), *known.by_token, *known.recent)
    return next((thread for thread in candidates if thread.thread_id == where.thread_id), None)
