"""Whom we would answer, and by which way the mail came to us."""

from dataclasses import dataclass
from enum import StrEnum

from triaged.model.mail import Address


class WayIn(StrEnum):
    """How a mail reached the inbox. Everything but `DIRECT` is a known way that rules.toml names."""

    DIRECT = "direct"
    LIST = "own list"
    FORWARDER = "trusted forwarder"
    FORM = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom we would answer.

    `customer` is None where nobody can be answered (N25). `diverted`: the address to answer is in another domain than
    the author's, so that a forged Reply-To could make us write to a stranger. `replyable`: False where the address says
    that nobody reads there (N17).
    """

    customer: Address | None
    way: WayIn = WayIn.DIRECT
    diverted: bool = False
    replyable: bool = True
