"""Mails and a policy for the tables: written for these tests, read by the real parser and the real loader."""

from datetime import UTC, datetime, timedelta

from tests.policy.texts import SMALLEST, load_text
from triaged.mail.parse import parse
from triaged.model.addressee import Addressee, WayIn
from triaged.model.known import Desk, Known
from triaged.model.mail import Address, Message, RawMessage
from triaged.model.thread import Kind, Promise, Proof, Thread, Triage, Turn, Urgency
from triaged.policy.shape import InboxEntry, Policy
from triaged.rules.addressee import addressee
from triaged.rules.kind import kind
from triaged.rules.proof import proof

NOW = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
TRUSTING = '[trust]\nresults_of = ["mx.nordlicht.example"]\n'
PLAIN = {
    "From": "Petra Kranz <petra@kunde.example>",
    "To": "support@nordlicht.example",
    "Subject": "Rechnung Oktober",
    "Date": "Mon, 23 Nov 2026 14:09:00 +0100",
    "Message-ID": "<first@kunde.example>",
}
ONE_TEXT = "Guten Tag,\n\nbitte ändern Sie die Anschrift auf unserer Rechnung.\n\nPetra Kranz\n"


def policy(extra: str = "", inbox: str = "") -> Policy:
    """The smallest desk, with `extra` tables at its end and `inbox` keys in its inbox."""
    text = SMALLEST.replace('account = "main" }', f'account = "main"{", " + inbox if inbox else ""} }}', 1)
    head, mark, rest = text.partition("[[promise.row]]")
    return load_text(f"{head}{extra}\n{mark}{rest}")


def inbox_of(desk: Policy) -> InboxEntry:
    """Its only inbox."""
    return next(iter(desk.inboxes.values()))


def octets(body: str = ONE_TEXT, fields: dict[str, str | None] | None = None, *, top: str = "") -> bytes:
    """A mail: the plain one with `fields` added, replaced, or (None) left out; `top` stands above them."""
    changed: dict[str, str | None] = {**PLAIN, **(fields or {})}
    named = {name.lower() for name in changed}
    if "content-type" not in named:
        changed["Content-Type"] = "text/plain; charset=utf-8"
    lines = [f"{name}: {value}" for name, value in changed.items() if value is not None]
    return (top + "\n".join(lines) + "\n\n" + body).encode()


def mail(
    body: str = ONE_TEXT,
    fields: dict[str, str | None] | None = None,
    *,
    top: str = "",
    received: datetime = NOW,
    flags: frozenset[str] = frozenset(),
) -> Message:
    """The same, parsed."""
    text = octets(body, fields, top=top)
    raw = RawMessage(
        inbox="support",
        folder="INBOX",
        uidvalidity=1,
        uid=1,
        received=received,
        size=len(text),
        octets=text,
        flags=flags,
    )
    message = parse(raw)
    assert isinstance(message, Message)
    return message


def judged(message: Message, desk: Policy, *, own: bool = False) -> tuple[Kind, str]:
    """Who wrote, and the row that says so, with the addressee and the proof that belong to the mail."""
    inbox = inbox_of(desk)
    whom, _ = addressee(message, inbox=inbox, policy=desk)
    proven, _ = proof(message, addressee=whom, policy=desk)
    who, findings = kind(message, inbox=inbox, policy=desk, addressee=whom, proof=proven, own=own)
    return who, findings[-1].row


def thread(number: int = 7, **changed: object) -> Thread:
    """An open thread of petra@kunde.example, opened an hour ago."""
    values: dict[str, object] = {
        "thread_id": number,
        "reference": "7K3F",
        "inbox": "support",
        "customer": "petra@kunde.example",
        "customer_name": "Petra Kranz",
        "subject": "Rechnung Oktober",
        "base_subject": "Rechnung Oktober",
        "kind": Kind.PERSON,
        "turn": Turn.OURS,
        "triage": triage(),
        "opened_at": NOW - timedelta(hours=1),
        "last_mail_at": NOW - timedelta(hours=1),
    }
    return Thread(**{**values, **changed})  # type: ignore[arg-type]


def triage(urgency: Urgency = Urgency.NORMAL, language: str = "en", *, sure: bool = True) -> Triage:
    """How a mail was judged."""
    return Triage(urgency=urgency, rank=0.5, language=language, language_sure=sure, team="support")


def promised(reply_by: datetime = NOW + timedelta(days=1)) -> Promise:
    """A promise that is told."""
    return Promise(reply_by=reply_by, told=True, calendar="office", row="everything")


def customer(address: str = "petra@kunde.example", name: str = "", *, diverted: bool = False) -> Addressee:
    """Somebody who wrote directly."""
    return Addressee(customer=Address(address=address, name=name), way=WayIn.DIRECT, diverted=diverted)


DESK = Desk(baseline=NOW - timedelta(days=30))
NOTHING = Known()
UNKNOWN = Proof.UNKNOWN
