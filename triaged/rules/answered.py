"""Is this mail a person's answer to the customer?

An answer is a person's mail that names one of the thread's ids and has the thread's customer in To or Cc. It is in a
sent folder, or it comes from a colleague. A mail to others only, and the flag "answered" alone, are questions for the
agents and never count as an answer. Automatic mail and our own letters never do.
"""

from dataclasses import dataclass

from triaged.model.finding import Finding
from triaged.model.known import Joined
from triaged.model.mail import Message
from triaged.model.thread import Proof, Thread, Turn
from triaged.policy.ours import in_our_domain, own_mail
from triaged.policy.shape import InboxEntry, Policy

QUESTION = "Is it a person's answer to the customer?"
ASK = "answered?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`answered`: it is a person's answer in `thread_id`. `asks`: what the agents are asked instead, or ""."""

    thread_id: int | None = None
    answered: bool = False
    asks: str = ""


def answered(
    message: Message,
    *,
    in_sent: bool,
    own: bool,
    named: tuple[Joined, ...],
    proof: Proof,
    policy: Policy,
    inbox: InboxEntry,
) -> tuple[Answered, tuple[Finding, ...]]:
    """What this mail says about the threads it names.

    `in_sent`: it lies in a sent folder of the account. `own`: it bears our mark. `named`: the ids it names, and
    their threads.
    """
    if own or not named or not (in_sent or _from_colleague(message, policy)):
        return Answered(), ()
    if automatic := message.by_program:
        return _no("no", f"an automatic mail ({automatic})")
    thread = next((joined.thread for joined in named if _reaches_customer(message, joined.thread)), None)
    if thread is None:
        thread = named[0].thread
        if _only_ours(message, policy, inbox):
            return _no("no", "it went to nobody outside")
        return _asks(thread, "it names the thread, but the customer is not among its recipients")
    if not in_sent and not _trusted(message, proof, policy):
        return _asks(thread, "it bears a colleague's address, and nothing proves it")
    evidence = "in a sent folder" if in_sent else "a copy from a colleague's address"
    yes = Finding(question=QUESTION, answer="yes", evidence=evidence, row="N29")
    return Answered(thread_id=thread.thread_id, answered=True), (yes,)


def flagged(message: Message, *, thread: Thread) -> tuple[str, tuple[Finding, ...]]:
    r"""What a customer's mail with \\Answered asks the agents, "" when nothing: the flag alone is no answer.

    It asks nothing of a mail that a person answered visibly since: the flag is that answer's.
    """
    if thread.turn is not Turn.OURS or "\\answered" not in {flag.lower() for flag in message.flags}:
        return "", ()
    if thread.answered_at is not None and message.received <= thread.answered_at:
        return "", ()
    return ASK, (Finding(question=QUESTION, answer="asked: answered?", evidence="\\Answered is set", row="N29"),)


def _no(answer: str, evidence: str) -> tuple[Answered, tuple[Finding, ...]]:
    return Answered(), (Finding(question=QUESTION, answer=answer, evidence=evidence, row="N29"),)


def _asks(thread: Thread, evidence: str) -> tuple[Answered, tuple[Finding, ...]]:
    finding = Finding(question=QUESTION, answer="asked: answered?", evidence=evidence, row="N29")
    return Answered(thread_id=thread.thread_id, asks=ASK), (finding,)


def _from_colleague(message: Message, policy: Policy) -> bool:
    author = message.author
    return author is not None and (author.key in policy.ours.colleagues or in_our_domain(author.address, policy))


def _trusted(message: Message, proof: Proof, policy: Policy) -> bool:
    """Whether a colleague's copy may count: proven, or listed where nothing is configured that could prove it.

    Where proof could be had and is not there, anybody may have written it to make us miss a promise.
    """
    if proof is Proof.PROVEN or own_mail(message.headers, policy):
        return True
    listed = message.author is not None and message.author.key in policy.ours.colleagues
    return listed and not policy.trust.results_of and policy.trust.own_mail is None


def _reaches_customer(message: Message, thread: Thread) -> bool:
    return thread.customer.lower() in {address.key for address in (*message.to, *message.cc)}


def _only_ours(message: Message, policy: Policy, inbox: InboxEntry) -> bool:
    """Whether it went to nobody but our own inboxes: a note to ourselves answers nobody and asks nothing."""
    ours = policy.ours.addresses | frozenset(inbox.addresses)
    recipients = {address.key for address in (*message.to, *message.cc)}
    return bool(recipients) and recipients <= ours
