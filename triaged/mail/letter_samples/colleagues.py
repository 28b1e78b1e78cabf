"""Samples of the letters to colleagues."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from triaged.mail.letter_samples.customers import renewals
from triaged.mail.letter_samples.desk import LATE, MONDAY, REPLY_BY, SampleDesk
from triaged.mail.wording import Worded
from triaged.model.letter import Trouble
from triaged.model.notice import (
    AskLine,
    Assigned,
    Capacity,
    Confirmation,
    DigestLetter,
    Done,
    DueLine,
    NoticeLetter,
    Present,
    Refusal,
    Situation,
    Undelivered,
)
from triaged.model.order import NotUnderstood, OrderKind

_MIDDLE = MONDAY + timedelta(hours=22, minutes=42)
_MORNING = MONDAY + timedelta(hours=17, minutes=50)
_BROKEN = REPLY_BY + timedelta(minutes=10)


def to_colleagues(desk: SampleDesk) -> Iterator[tuple[str, Worded]]:
    """Every letter a colleague can get, with what it is."""
    wording, policy, language = desk.wording, desk.policy, desk.language
    due = _due(desk)
    base = NoticeLetter(person=desk.colleague.key, team=desk.team.key, language=language, zone=desk.zone)
    yield "notice: replies are due", wording.render_notice(replace(base, due=due), policy, _MIDDLE)
    yield "notice: a customer will be told", wording.render_notice(replace(base, asks=(_ask(desk),)), policy, LATE)
    waits = replace(base, asks=(replace(_ask(desk), waits=True),))
    yield "notice: a customer is told when somebody says send", wording.render_notice(waits, policy, LATE)
    yield "notice: a promise is broken", wording.render_notice(_to_the_lead(desk, base), policy, _BROKEN)
    given = Assigned(thread=desk.thread, due=REPLY_BY, by=desk.lead.name)
    yield "notice: a thread is given", wording.render_notice(replace(base, news=(given,)), policy, MONDAY)
    yield "morning digest", wording.render_digest(_digest(desk), policy, _MORNING)
    for label, answer in _confirmations(desk):
        yield label, wording.render_confirmation(answer, policy, LATE)
    trouble = Trouble(since=MONDAY, what=f"inbox {desk.inbox.key}: the server refuses the login; nothing is read")
    at = MONDAY + timedelta(hours=25)
    health = wording.render_health([trouble], policy, zone=desk.zone, language=language, written_at=at)
    yield "notice about triaged itself", health


def _due(desk: SampleDesk) -> tuple[DueLine, ...]:
    thread = desk.thread
    unknown = replace(thread, reference="7K44", customer="mueller@customer.example", customer_name="", owner="")
    return (
        DueLine(thread=thread, due=REPLY_BY, promised=True, owner=desk.colleague.name, nudged=True),
        DueLine(thread=unknown, due=REPLY_BY + timedelta(hours=1), promised=True),
    )


def _ask(desk: SampleDesk) -> AskLine:
    _, first, _ = next(renewals(desk))
    goes_at = REPLY_BY - timedelta(minutes=30)
    return AskLine(
        thread=desk.thread,
        goes_at=goes_at,
        promised=REPLY_BY,
        new_time=first.promise.reply_by,
        letter=desk.wording.render_renewal(first, desk.policy, goes_at).text,
        person=desk.colleague.name,
        owner=desk.colleague.name,
    )


def _to_the_lead(desk: SampleDesk, base: NoticeLetter) -> NoticeLetter:
    broken = DueLine(
        thread=desk.thread,
        due=REPLY_BY,
        promised=True,
        owner=desk.colleague.name,
        told=(_MIDDLE, LATE),
        told_customer_at=REPLY_BY - timedelta(minutes=30),
        new_time=REPLY_BY + timedelta(hours=2),
    )
    situation = Situation(
        on_duty=(Present(name=desk.lead.name, until=REPLY_BY + timedelta(hours=3)),),
        away=(Present(name=desk.colleague.name, until=REPLY_BY + timedelta(days=3)),),
        open=41,
        due=23,
        late_at_pace=6,
    )
    news = Undelivered(person=desk.colleague.name, why="the mailbox is full", references=("7K3F",))
    return replace(base, person=desk.lead.key, broken=(broken,), due=_due(desk)[1:], news=(news,), situation=situation)


def _digest(desk: SampleDesk) -> DigestLetter:
    own, unowned = _due(desk)
    asks = replace(desk.thread, reference="7K51", asks="answered?")
    return DigestLetter(
        person=desk.colleague.key,
        team=desk.team.key,
        language=desk.language,
        zone=desk.zone,
        own=(own,),
        unowned=(unowned,),
        broken=(replace(own, thread=replace(own.thread, reference="7K29"), due=_MORNING - timedelta(hours=16)),),
        questions=(asks,),
        held=2,
        away=(Present(name=desk.lead.name, until=REPLY_BY + timedelta(days=3)),),
        capacity=Capacity(due=60, by=_MORNING + timedelta(hours=4), can=48),
        likely_late=("7K3F", "7K44"),
    )


def _confirmations(desk: SampleDesk) -> Iterator[tuple[str, Confirmation]]:
    base = Confirmation(language=desk.language, zone=desk.zone)
    done = (
        Done(what=OrderKind.MINE, reference="7K3F"),
        Done(what=OrderKind.PROMISE, reference="7K44", until=REPLY_BY + timedelta(hours=1)),
    )
    refused = Refusal(what=OrderKind.GIVE, reference="7K51", reason=f"{desk.lead.key} is away")
    unknown = NotUnderstood(line="I will see", hint="that line is no command, so nothing was done.")
    yield "commands by mail: done", replace(base, done=done)
    yield "commands by mail: done in part", replace(base, done=done[:1], refused=(refused,))
    yield "commands by mail: not understood", replace(base, not_understood=unknown)
