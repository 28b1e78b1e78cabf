"""Do we acknowledge it, the reasons not to: one small function a row of docs/silence.md."""

from collections.abc import Callable
from datetime import timedelta

from triaged.model.addressee import WayIn
from triaged.model.letter import Silence
from triaged.model.thread import Kind, Proof
from triaged.policy.ours import bare, in_our_domain, reaches
from triaged.rules.acknowledge.asked import Asked

LOST_CURSOR = timedelta(hours=24)
"""Where the place in the mailbox was lost, only mail younger than this is taken for new (N30)."""


def silence(asked: Asked, leave_out: frozenset[str]) -> Silence | None:
    """The first reason not to acknowledge, or None. Rows in `leave_out` are not asked."""
    for row, says in SILENCES:
        if row not in leave_out and (reason := says(asked)) is not None:
            return reason
    return None


def _not_a_person(asked: Asked) -> Silence | None:
    if asked.kind is Kind.PERSON:
        return None
    evidence = f" ({asked.why_kind.evidence})" if asked.why_kind.evidence else ""
    return Silence(reason=f"{asked.why_kind.answer}{evidence}", row=asked.why_kind.row)


def _switched_off(asked: Asked) -> Silence | None:
    if asked.inbox.send == "off":
        return Silence(reason="letters are switched off for this inbox", row="mode")
    if asked.by_rule is not None and asked.by_rule[0] == "never":
        return Silence(reason="rules.toml says never", row=f'rule "{asked.by_rule[1]}"')
    if not asked.policy.acknowledge.new and not asked.always:
        return Silence(reason="rules.toml acknowledges no new mail", row="mode")
    return None


def _nobody(asked: Asked) -> Silence | None:
    if asked.addressee.customer is not None:
        return None
    return Silence(reason=asked.message.from_problem or "there is nobody to answer", row="N25")


def _colleague(asked: Asked) -> Silence | None:
    customer, author = asked.addressee.customer, asked.message.author
    colleagues = asked.policy.ours.colleagues
    writes = asked.addressee.way is WayIn.DIRECT and author is not None and author.key in colleagues
    answered = customer is not None and (customer.key in colleagues or in_our_domain(customer.address, asked.policy))
    return Silence(reason="a colleague wrote, not a customer", row="N24") if writes or answered else None


def _in_thread(asked: Asked) -> Silence | None:
    if asked.again and asked.policy.acknowledge.again and not _answers_automatic(asked):
        return None
    if asked.place.automatic_named:
        return Silence(reason="it answers an automatic letter of ours", row="N28")
    if asked.place.thread_id is not None:
        return Silence(reason="it belongs to a thread that exists already", row="N28")
    return None


def _answers_automatic(asked: Asked) -> bool:
    """Whether the nearest mail it names is an automatic letter: a person answers the person's answer."""
    return bool(asked.known.by_id) and asked.known.by_id[0].automatic


def _answered(asked: Asked) -> Silence | None:
    if "\\answered" in {flag.lower() for flag in asked.message.flags}:
        return Silence(reason="somebody has answered it already", row="N29")
    return None


def _acknowledged(asked: Asked) -> Silence | None:
    known = asked.known
    if known.twin_thread is not None and known.twin_digest == asked.message.digest:
        return Silence(reason="the same mail is there already", row="N31")
    if known.elsewhere_acknowledged:
        return Silence(reason="the same mail was acknowledged from another inbox", row="T8")
    if asked.message.identity in asked.desk.already_marked:
        return Silence(reason="an acknowledgement of it was found among the sent mail", row="N31")
    return None


def _old(asked: Asked) -> Silence | None:
    if asked.message.received < asked.desk.baseline:
        return Silence(reason="it was in the mailbox before triaged was", row="N30")
    if asked.desk.lost_cursor and asked.age > LOST_CURSOR:
        return Silence(reason="it is older than a day and the place in the mailbox was lost", row="N30")
    if asked.age > asked.policy.acknowledge.late:
        return Silence(reason="it is too old", row="N30")
    return None


def _diverted(asked: Asked) -> Silence | None:
    if asked.addressee.diverted and asked.proof is not Proof.PROVEN:
        return Silence(reason="Reply-To leads to another domain, and the author is not proven", row="Reply-To")
    return None


def _asked_for_none(asked: Asked) -> Silence | None:
    for value in asked.message.headers.all("x-auto-response-suppress"):
        if {word.strip().lower() for word in value.split(",")} & {"all", "autoreply"} and not asked.always:
            return Silence(reason="the sender asks for no automatic answer", row="N11")
    return None


def _not_addressed(asked: Asked) -> Silence | None:
    if asked.addressee.way is not WayIn.DIRECT or asked.inbox.blind_copies or asked.always:
        return None
    if reaches(asked.message.addressed, asked.inbox):
        return None
    return Silence(reason="none of the inbox's addresses is among its recipients", row="N26")


def _crowd(asked: Asked) -> Silence | None:
    most = asked.policy.acknowledge.max_recipients
    if len(asked.message.to) + len(asked.message.cc) <= most:
        return None
    visible = {bare(address.address) for address in (*asked.message.to, *asked.message.cc)}
    if len(visible) > most and not asked.always:
        return Silence(reason=f"it went to {len(visible)} recipients, more than {most}", row="N27")
    return None


def _blocked(asked: Asked) -> Silence | None:
    if asked.known.blocked:
        return Silence(reason="a letter to this address came back within 60 days", row="N32")
    return None


SILENCES: tuple[tuple[str, Callable[[Asked], Silence | None]], ...] = (
    ("kind", _not_a_person),
    ("mode", _switched_off),
    ("N25", _nobody),
    ("N31", _acknowledged),
    ("N28", _in_thread),
    ("N29", _answered),
    ("N24", _colleague),
    ("N30", _old),
    ("Reply-To", _diverted),
    ("N11", _asked_for_none),
    ("N26", _not_addressed),
    ("N27", _crowd),
    ("N32", _blocked),
)
"""Why there is no letter, in the order in which it is asked."""
