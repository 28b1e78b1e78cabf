"""What counts as a person's answer to the customer, what only asks, and what says nothing."""

import pytest

from tests.rules.mails import TRUSTING, UNKNOWN, inbox_of, mail, policy, thread
from triaged.model.known import Joined
from triaged.model.mail import Message
from triaged.model.thread import Proof, Turn
from triaged.policy.shape import Policy
from triaged.rules.answered import Answered, answered, flagged

DESK = policy()
NAMED = (Joined(message_id="<first@kunde.example>", thread=thread()),)
ANSWER: dict[str, str | None] = {
    "From": "Nordlicht <support@nordlicht.example>",
    "To": "Petra Kranz <Petra@kunde.example>",
    "In-Reply-To": "<first@kunde.example>",
    "Subject": "Re: Rechnung Oktober",
}
YES, ASK, NOTHING = Answered(thread_id=7, answered=True), Answered(thread_id=7, asks="answered?"), Answered()


def asked(
    message: Message,
    *,
    in_sent: bool = True,
    own: bool = False,
    named: tuple[Joined, ...] = NAMED,
    proof: Proof = UNKNOWN,
    desk: Policy = DESK,
) -> Answered:
    """The answer alone."""
    return answered(message, in_sent=in_sent, own=own, named=named, proof=proof, policy=desk, inbox=inbox_of(desk))[0]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, YES),
        ({"To": "boss@kunde.example", "Cc": "petra@kunde.example"}, YES),
        ({"To": "supplier@other.example"}, ASK),
        ({"To": "support@nordlicht.example"}, NOTHING),
        ({"Auto-Submitted": "auto-replied"}, NOTHING),
        ({"Auto-Submitted": "no"}, YES),
        ({"X-Autoreply": "yes"}, NOTHING),
    ],
)
def test_a_sent_mail(fields: dict[str, str | None], expected: Answered) -> None:
    """To the customer: an answer. To others only: a question. To ourselves, or automatic: nothing."""
    assert asked(mail(fields={**ANSWER, **fields})) == expected


def test_it_must_name_the_thread_and_not_be_ours() -> None:
    """A mail to the customer about something else, and our own acknowledgement's copy, answer nothing."""
    assert asked(mail(fields=ANSWER), named=()) == NOTHING
    assert asked(mail(fields=ANSWER), own=True) == NOTHING


def test_the_thread_whose_customer_it_reaches() -> None:
    """Of several named threads the one whose customer is a recipient is answered."""
    other = Joined(message_id="<o@x.example>", thread=thread(8, customer="other@x.example"))
    assert asked(mail(fields=ANSWER), named=(other, *NAMED)) == YES


COPY: dict[str, str | None] = {**ANSWER, "From": "Anna <anna@nordlicht.example>", "Cc": "support@nordlicht.example"}


@pytest.mark.parametrize(
    ("desk", "proof", "address", "expected"),
    [
        (DESK, Proof.UNKNOWN, "anna@nordlicht.example", YES),
        (DESK, Proof.UNKNOWN, "somebody@nordlicht.example", ASK),
        (policy(TRUSTING), Proof.PROVEN, "anna@nordlicht.example", YES),
        (policy(TRUSTING), Proof.PROVEN, "somebody@nordlicht.example", YES),
        (policy(TRUSTING), Proof.UNKNOWN, "anna@nordlicht.example", ASK),
        (policy(TRUSTING), Proof.FAILED, "anna@nordlicht.example", ASK),
        (DESK, Proof.PROVEN, "petra@kunde.example", NOTHING),
    ],
)
def test_a_colleagues_copy(desk: Policy, proof: Proof, address: str, expected: Answered) -> None:
    """It counts when it is proven, or listed where nothing could prove it; else it only asks."""
    message = mail(fields={**COPY, "From": address})
    assert asked(message, in_sent=False, proof=proof, desk=desk) == expected


def test_trust_own_mail_proves_a_colleague() -> None:
    """The header that only our own server writes."""
    desk = policy('[trust]\nown_mail = "header:X-Internal=yes"\n')
    assert asked(mail(fields={**COPY, "X-Internal": "yes"}), in_sent=False, desk=desk) == YES
    assert asked(mail(fields=COPY), in_sent=False, desk=desk) == ASK


def test_the_flag_alone_only_asks() -> None:
    r"""\\Answered on a customer's mail asks while it is our turn, and never counts as an answer."""
    message = mail(flags=frozenset({"\\Answered", "\\Seen"}))
    assert flagged(message, thread=thread())[0] == "answered?"
    assert flagged(message, thread=thread(turn=Turn.THEIRS))[0] == ""
    assert flagged(mail(), thread=thread())[0] == ""
    assert flagged(message, thread=thread(answered_at=message.received))[0] == ""
