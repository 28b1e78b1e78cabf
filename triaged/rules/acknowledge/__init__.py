"""Do we acknowledge it, and with which words?

Silence is a decision with a reason: the rows below are asked from the top, and the first that says something decides.
What is left is acknowledged; where a person should look first, the letter is held.
"""

from dataclasses import dataclass
from datetime import datetime

from triaged.model.addressee import Addressee
from triaged.model.article import Offer
from triaged.model.decision import Place
from triaged.model.finding import Finding
from triaged.model.known import Desk, Known
from triaged.model.letter import Acknowledgement, Closed, Person, Silence
from triaged.model.mail import Message
from triaged.model.thread import Kind, Promise, Proof, Triage
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.acknowledge.asked import LATE, Asked
from triaged.rules.acknowledge.silences import silence
from triaged.rules.acknowledge.words import letter

QUESTION = "Do we acknowledge it?"
HOLD_QUESTION = "Must a person release the letter?"
LATE_LETTERS = "late letters at once"
"""Why letters are held after an outage, behind their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`letter`: what to write, or why nothing. `hold`: why a person must release it first, "" when it may go."""

    letter: Acknowledgement | Silence
    hold: str = ""


def acknowledge(
    message: Message,
    *,
    kind: Kind,
    why_kind: Finding,
    place: Place,
    known: Known,
    desk: Desk,
    addressee: Addressee,
    proof: Proof,
    triage: Triage,
    promise: Promise | None,
    reference: str,
    zone: str,
    closed: Closed | None,
    inbox: InboxEntry,
    policy: Policy,
    now: datetime,
    by_rule: tuple[str, str] | None = None,
    leave_out: frozenset[str] = frozenset(),
    again: bool = False,
    person: Person | None = None,
    incident: str = "",
    articles: tuple[Offer, ...] = (),
) -> tuple[Verdict, tuple[Finding, ...]]:
    """The letter, or the reason for silence.

    `closed` is given whenever we are closed now; it is kept only where the letter shows it. `zone` is the IANA zone of
    the promise's calendar. `by_rule` is ("always" | "never", name of the rule). Rows in `leave_out` are not asked.
    `again`: the first mail after a person's answer. `person` answers by then, where it is known. `incident` is what is
    said of the incident that the mail belongs to, `articles` those that may answer it.
    """
    asked = Asked(
        message=message,
        kind=kind,
        why_kind=why_kind,
        place=place,
        known=known,
        desk=desk,
        addressee=addressee,
        proof=proof,
        inbox=inbox,
        policy=policy,
        now=now,
        by_rule=by_rule,
        again=again,
    )
    why_not = silence(asked, leave_out)
    customer = addressee.customer
    if why_not is None and (promise is None or not promise.told):
        why_not = Silence(reason="no time can be promised", row="promise")
    if why_not is not None or customer is None or promise is None:
        return _no(why_not or Silence(reason="there is nobody to answer", row="N25"))
    words = letter(
        asked,
        customer=customer,
        triage=triage,
        promise=promise,
        reference=reference,
        zone=zone,
        closed=closed,
        person=person,
        incident=incident,
        articles=articles,
    )
    hold = _hold(asked)
    yes = Finding(question=QUESTION, answer="yes", evidence="only the promise" if words.terse else "")
    if not hold:
        return Verdict(letter=words), (yes,)
    return Verdict(letter=words, hold=hold), (yes, Finding(question=HOLD_QUESTION, answer=f"yes: {hold}"))


def _no(why: Silence) -> tuple[Verdict, tuple[Finding, ...]]:
    finding = Finding(question=QUESTION, answer=f"no: {why.reason}", evidence="", row=why.row)
    return Verdict(letter=why), (finding,)


def _hold(asked: Asked) -> str:
    """Why a person must release the letter first, "" when it may go."""
    if asked.inbox.send == "hold":
        return "a person releases every letter of this inbox"
    if asked.inbox.send == "drafts":
        return "a person sends it from Drafts"
    if asked.age > LATE and asked.desk.late_in_batch > asked.policy.acknowledge.late_above:
        return f"{asked.desk.late_in_batch} {LATE_LETTERS}"
    if asked.proof is not Proof.PROVEN and asked.policy.trust.unproven == "hold":
        return "the sender is not proven"
    return ""
