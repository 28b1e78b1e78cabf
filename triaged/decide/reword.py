"""The acknowledgement once more, from the thread's own values: nobody is named in it who will not be there."""

from dataclasses import replace
from datetime import datetime

from triaged.decide.plan import calendar_of
from triaged.model.article import Offer
from triaged.model.letter import Acknowledgement
from triaged.model.thread import Promise, Thread, Urgency
from triaged.policy.shape import Policy
from triaged.rules.acknowledge.asked import LATE
from triaged.rules.acknowledge.words import clean_subject, greeting, second_language, zone_of_customer
from triaged.rules.facts import asked_again
from triaged.rules.promise import closed_note


def nameless(
    thread: Thread,
    promised: Promise,
    policy: Policy,
    now: datetime,
    *,
    to: str,
    articles: tuple[Offer, ...] = (),
) -> Acknowledgement:
    """The facts of the letter that tells `promised` in the name of the team, written at `now`.

    `to` is who wrote the mail that it answers: the thread's customer, or somebody else who wrote in their conversation.
    `articles`: those that the letter before it names.
    """
    calendar, language = calendar_of(thread, promised, policy), thread.triage.language
    critical = thread.triage.urgency is Urgency.CRITICAL
    terse = not thread.proven and not critical
    again = thread.answered_at is not None
    late = now - thread.last_mail_at > LATE
    wants = () if again or terse or late else asked_again(thread.asked, thread.given, policy, critical=critical)
    name = thread.customer_name if to.lower() == thread.customer.lower() else ""
    offset, name_zone = zone_of_customer(
        thread.offset, thread.last_mail_at, by=promised.reply_by, zone=calendar.zone, language=language, policy=policy
    )
    return Acknowledgement(
        inbox=thread.inbox,
        to=to,
        subject=clean_subject(thread.subject, links=thread.proven),
        language=language,
        also_language=second_language(thread.triage, policy),
        reference=thread.reference,
        promise=replace(promised, person=""),
        zone=calendar.zone,
        greet=greeting(name, proven=thread.proven, policy=policy),
        customer_offset=None if terse else offset,
        name_zone=name_zone,
        closed=None if critical or terse else closed_note(calendar, now, language),
        late_since=thread.last_mail_at if late else None,
        critical=critical,
        terse=terse,
        again=again,
        wants=wants,
        articles=() if critical or terse or wants else articles,
    )
