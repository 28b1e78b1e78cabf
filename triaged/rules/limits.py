"""May another automatic letter leave now?

What is over a limit is held and shown to people, never lost (N32). The breaker stops all acknowledgements until a
person closes it: an address that forged mail names as sender would otherwise hear from us without end.
"""

from dataclasses import dataclass

from triaged.model.finding import Finding
from triaged.model.known import Desk, Known
from triaged.model.mail import Address
from triaged.model.thread import Proof
from triaged.policy.shape import Limits

QUESTION = "May another automatic letter leave now?"
BUSIEST = 5
"""The breaker opens at this many times the busiest hour of the last seven days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """`hold`: why a person must release the letter first, "" when it may go. `open_breaker`: this letter opens it."""

    hold: str = ""
    open_breaker: bool = False


def limits(
    *, known: Known, desk: Desk, proof: Proof, customer: Address, limits: Limits
) -> tuple[Allowance, tuple[Finding, ...]]:
    """Whether one more acknowledgement to `customer` may go. The counts do not contain this letter yet."""
    proven = proof is Proof.PROVEN
    stranger = not (proven and known.ever_written_to)
    most = breaker_limit(desk, limits)
    if desk.breaker_open:
        return _held("the breaker is open: too many automatic letters in an hour", "waits for triaged breaker reset")
    if stranger and desk.hour >= most:
        evidence = f"{desk.hour} in the last hour to unproven or new senders, the limit is {most}"
        return _held("too many automatic letters in an hour", evidence, open_breaker=True)
    most_to = limits.sender_proven if proven else limits.sender_unproven
    if known.letters_to >= most_to:
        return _held("this address has had enough letters today", f"{known.letters_to} in 24 h, the limit is {most_to}")
    if not proven and customer.domain not in limits.domain_exempt and known.letters_to_domain >= limits.domain:
        evidence = f"{known.letters_to_domain} in the last hour, the limit is {limits.domain}"
        return _held("this domain has had enough unproven letters this hour", evidence)
    return Allowance(), (Finding(question=QUESTION, answer="yes", row="N32"),)


def breaker_limit(desk: Desk, limits: Limits) -> int:
    """How many acknowledgements an hour to unproven or first-time senders open the breaker."""
    return min(limits.inbox_always, max(limits.inbox, BUSIEST * desk.busiest_hour))


def _held(hold: str, evidence: str, *, open_breaker: bool = False) -> tuple[Allowance, tuple[Finding, ...]]:
    finding = Finding(question=QUESTION, answer=f"held: {hold}", evidence=evidence, row="N32")
    return Allowance(hold=hold, open_breaker=open_breaker), (finding,)
