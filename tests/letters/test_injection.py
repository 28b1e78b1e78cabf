"""Any text in any field makes exactly the expected headers and one recipient.

2,000 cases in the normal run; `TRIAGED_CASES=100000 .venv/bin/pytest tests/letters/test_injection.py` for the long one.
"""

import email
import email.policy
import os
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.letters.house import WRITTEN, facts, policy, wording
from triaged.mail.compose import Parent, compose
from triaged.mail.letter_headers import UnsafeAddress
from triaged.mail.plain import one_line

CASES = int(os.environ.get("TRIAGED_CASES", "2000"))
ALWAYS = [
    "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "Precedence", "X-Auto-Response-Suppress", "X-Loop",
    "X-Triaged", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
]  # fmt: skip
MAYBE = ["In-Reply-To", "References"]
SPITEFUL = st.lists(
    st.sampled_from(
        [
            *'\r\n\0\x85\u2028\u202e \t:<>@,;"\\(ä日🧾\udcffa.',
            *("\r\n", "\r\n\r\n", "Bcc: victim@x.example", "=?utf-8?q?", "?=", "{{7*7}}", "x.example"),
        ]
    ),
    max_size=20,
).map("".join)
TEXT = st.one_of(st.text(max_size=120), SPITEFUL, st.text(st.characters(categories=["Cs", "Cc", "Cf"]), max_size=10))
ADDRESS = st.one_of(st.just("petra@customer.example"), TEXT, TEXT.map(lambda text: f"{text}@x.example"))
IDS = st.lists(st.one_of(TEXT, TEXT.map(lambda text: f"<{text}@x.example>")), max_size=4)


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(subject=TEXT, name=TEXT, text=TEXT, recipient=ADDRESS, sender=ADDRESS, ids=IDS, chain=IDS)
@example(
    subject="a\r\nBcc: b@x.example",
    name="n",
    text="b",
    recipient="p@x.example",
    sender="q@x.example",
    ids=["<i@x>\r\nBcc: b@x"],
    chain=["<r@x\n>"],
)
def test_nothing_escapes_its_field(
    *, subject: str, name: str, text: str, recipient: str, sender: str, ids: list[str], chain: list[str]
) -> None:
    """Whatever stands in subject, name, text, addresses and ids: the expected headers once each, nothing else."""
    parent = Parent(message_id=ids[0] if ids else None, in_reply_to=ids[1:], references=chain)
    try:
        octets = compose(
            automatic="auto-replied",
            sender_name=name,
            sender=sender,
            recipient=recipient,
            subject=subject,
            text=text,
            message_id="<ack.abc@nordlicht.example>",
            mark="v1.key.proof",
            date=datetime(2026, 11, 23, 13, 10, tzinfo=UTC),
            parent=parent,
        )
    except UnsafeAddress:
        return
    message = checked(octets)
    assert [one.addr_spec.lower() for one in message["From"].addresses] == [message["X-Loop"].lower()]
    assert display_name(octets) == one_line(name, 100)
    assert message["Subject"] == one_line(subject, 1_000)


@settings(max_examples=max(CASES // 4, 200), deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXT, TEXT, st.booleans())
def test_nothing_escapes_from_a_worded_letter(subject: str, greet: str, terse: bool) -> None:
    """The whole way from a decision: a hostile subject and name, worded and composed, read back as we wrote them."""
    worded = wording().render_acknowledgement(facts(subject=subject, greet=greet, terse=terse), policy(), WRITTEN)
    assert worded.problem == ""
    octets = compose(
        automatic="auto-replied",
        sender_name="Nordlicht Support",
        sender="support@nordlicht.example",
        recipient="petra@customer.example",
        subject=worded.subject,
        text=worded.text,
        message_id="<ack.abc@nordlicht.example>",
        mark="v1.key.proof",
        date=WRITTEN,
    )
    message = checked(octets)
    assert message["Subject"] == worded.subject
    assert message.get_content().replace("\r\n", "\n") == worded.text


def display_name(octets: bytes) -> str:
    """The sender's name as RFC 2047 has it: white space between two encoded words is none (Python 3.11 keeps it)."""
    field = email.message_from_bytes(octets, policy=email.policy.compat32)["From"]
    return str(make_header(decode_header(parseaddr(field.replace("\r\n", ""))[0])))


def checked(octets: bytes) -> EmailMessage:
    """The letter read back, after what must hold of every letter's octets."""
    assert max(octets) < 128
    assert b"\0" not in octets
    assert octets.replace(b"\r\n", b"").count(b"\n") == octets.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(len(line) for line in octets.split(b"\r\n")) <= 998
    message = email.message_from_bytes(octets, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    names = list(message.keys())
    assert [name for name in names if name not in MAYBE] == ALWAYS
    assert len(names) == len(set(names))
    assert len(message["To"].addresses) == 1
    assert not message.defects
    assert message.get_content_type() == "text/plain"
    return message
