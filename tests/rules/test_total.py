"""No question raises, whatever a mail holds: the fields the rules look at, filled with what breaks readers (N34)."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.mails import DESK, NOW, TRUSTING, inbox_of, policy, promised, thread, triage
from triaged.mail.parse import parse
from triaged.model.known import Joined, Known
from triaged.model.letter import Acknowledgement, Silence
from triaged.model.mail import Message, RawMessage
from triaged.model.thread import Kind, Proof
from triaged.rules.acknowledge import acknowledge
from triaged.rules.addressee import addressee
from triaged.rules.answered import answered, flagged
from triaged.rules.circumstances import Around, circumstances
from triaged.rules.kind import TABLE, kind, words
from triaged.rules.proof import proof
from triaged.rules.threads import base_subject, lookup, place

HOUSE = policy(TRUSTING, 'forms = ["www@nordlicht.example"], own_lists = ["help.nordlicht.example"]')
FIELDS = [
    *(
        "From",
        "To",
        "Cc",
        "Sender",
        "Reply-To",
        "Return-Path",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
    ),
    *("Auto-Submitted", "Precedence", "Authentication-Results", "Received", "Content-Type", "X-Auto-Response-Suppress"),
    *("X-Mailer", "Errors-To", "X-Forwarded-For", "Delivered-To", "X-Original-From", "Feedback-ID"),
    "X-MS-Exchange-Inbox-Rules-Loop",
    *words.LIST_FIELDS,
    *words.LOOP_FIELDS,
    *words.LIST_SOFTWARE_FIELDS,
]
VALUES = [
    *("", "<>", "@", "a@b", "<a@b>, <c@d>", "no", "no (x); y", "auto-replied (", "bulk", "All, , OOF", ";;;"),
    *("=?utf-8?q?=", "x;" * 99, "Re: " * 99, "multipart/report", 'multipart/mixed; boundary="', "Mon, 99 Foo 2026"),
    *("mx.nordlicht.example; dmarc=pass header.from=", "mx.nordlicht.example; dmarc=fail; spf=pass smtp.mailfrom=@"),
    *("support@nordlicht.example", "www@nordlicht.example", "help.nordlicht.example", "<ack.abc@nordlicht.example>"),
    *("text/calendar; method=REPLY", "\ud800\u202e\x00"),
]
one_line = st.text(max_size=60).map(lambda text: text.replace("\n", " ").replace("\r", " "))
values = st.one_of(st.sampled_from(VALUES), one_line)
mails = st.builds(
    lambda fields, body: "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n" + body,
    st.lists(st.tuples(st.sampled_from(FIELDS), values), max_size=12),
    st.text(max_size=300),
)
KNOWN = Known(
    by_id=(Joined(message_id="<a@b>", thread=thread()), Joined(message_id="<c@d>", thread=thread(8), automatic=True)),
    by_token=(thread(9),),
    recent=(thread(10, customer="a@b"),),
)


@settings(max_examples=300, deadline=timedelta(seconds=5))
@given(mails, st.sampled_from(list(Kind)), st.sampled_from(list(Proof)))
def test_every_question_has_an_answer(text: str, who: Kind, proven: Proof) -> None:
    """Each question answers any mail with one of its answers and at least the findings it promises."""
    octets = text.encode("utf-8", "surrogatepass")
    raw = RawMessage(
        inbox="support", folder="INBOX", uidvalidity=1, uid=1, received=NOW, size=len(octets), octets=octets
    )
    message = parse(raw)
    if not isinstance(message, Message):
        return
    inbox = inbox_of(HOUSE)
    whom, whom_findings = addressee(message, inbox=inbox, policy=HOUSE)
    assert whom_findings
    assert proof(message, addressee=whom, policy=HOUSE)[0] in Proof
    decided, findings = kind(message, inbox=inbox, policy=HOUSE, addressee=whom, proof=proven)
    assert decided is Kind.PERSON or findings[-1].row in {row.row for row in TABLE}
    assert lookup(message, addressee=whom, policy=HOUSE, now=NOW).inbox == "support"
    where, _ = place(message, kind=who, known=KNOWN, addressee=whom, proof=proven, policy=HOUSE)
    assert where.thread_id in {None, 7, 8, 9, 10}
    reply, _ = answered(message, in_sent=True, own=False, named=KNOWN.by_id, proof=proven, policy=HOUSE, inbox=inbox)
    assert not (reply.answered and reply.asks)
    assert flagged(message, thread=thread())[0] == ""
    around = Around(
        received=message.received,
        subject=base_subject(message.subject),
        thread=thread(),
        others=KNOWN.recent,
        attachments=message.attachments,
    )
    assert all(one.answer and one.counts for one in circumstances(around))
    verdict, _ = acknowledge(
        message,
        kind=who,
        why_kind=findings[-1],
        place=where,
        known=replace(KNOWN, by_id=()),
        desk=DESK,
        addressee=whom,
        proof=proven,
        triage=triage(),
        promise=promised(),
        reference="7K3F",
        zone="Europe/Berlin",
        closed=None,
        inbox=inbox,
        policy=HOUSE,
        now=NOW,
    )
    assert isinstance(verdict.letter, Acknowledgement | Silence)
    if isinstance(verdict.letter, Acknowledgement):
        assert who is Kind.PERSON
        assert where.thread_id is None
        assert verdict.letter.subject.isprintable()


@settings(max_examples=300)
@given(st.text(max_size=120))
def test_stripping_a_subject_twice_changes_nothing(subject: str) -> None:
    """RFC 5256: the base subject of a base subject is itself, and is never longer."""
    base = base_subject(subject, "NL")
    assert base_subject(base, "NL") == base
    assert len(base) <= len(subject)
