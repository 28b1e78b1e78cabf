"""Which conversation a mail is part of: the order of docs/silence.md, and T1 to T14."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.rules.mails import NOW, customer, mail, policy, thread
from triaged.model.addressee import Addressee
from triaged.model.decision import Place
from triaged.model.known import Joined, Known
from triaged.model.mail import Message
from triaged.model.thread import Kind, Proof, Thread, Turn
from triaged.rules.threads import base_subject, lookup, place

DESK = policy()
REPLY: dict[str, str | None] = {"Subject": "Re: Rechnung Oktober", "Message-ID": "<second@kunde.example>"}
NAMES = {**REPLY, "In-Reply-To": "<ours@nordlicht.example>"}
LONG_AGO = NOW - timedelta(days=40)


def asked(
    message: Message,
    known: Known | None = None,
    *,
    kind: Kind = Kind.PERSON,
    addressee: Addressee | None = None,
    proof: Proof = Proof.UNKNOWN,
) -> Place:
    """The place alone."""
    return place(
        message,
        kind=kind,
        known=known or Known(),
        addressee=addressee or customer(),
        proof=proof,
        policy=DESK,
    )[0]


def row(message: Message, known: Known) -> str:
    """The row that the finding cites."""
    _, findings = place(message, kind=Kind.PERSON, known=known, addressee=customer(), proof=Proof.UNKNOWN, policy=DESK)
    return findings[-1].row


def by_id(thread: Thread | None = None, *, automatic: bool = False, name: str = "<ours@nordlicht.example>") -> Known:
    """The store knows one id of that thread."""
    return Known(by_id=(Joined(message_id=name, thread=thread or globals()["thread"](), automatic=automatic),))


@pytest.mark.parametrize(
    ("subject", "base"),
    [
        ("Rechnung", "Rechnung"),
        ("Re: Rechnung", "Rechnung"),
        ("RE: AW: Re[2]: SV: Rechnung", "Rechnung"),
        ("Antw: Odp: Vs: Rif: Res: Rechnung", "Rechnung"),
        ("Re : Rechnung", "Rechnung"),
        ("回复：Rechnung", "Rechnung"),
        ("RES: ENC: Rechnung", "Rechnung"),
        ("Fwd: WG: TR: RV: Rechnung", "Rechnung"),
        ("[EXTERNAL] Re: Rechnung", "Rechnung"),
        ("[list] [EXT] Rechnung (fwd)", "Rechnung"),
        ("[Fwd: Rechnung]", "Rechnung"),
        ("[only a blob]", "[only a blob]"),
        ("Re: Rechnung [NL-7K3F]", "Rechnung"),
        ("Re: Rechnung [#7K3F]", "Rechnung"),
        ("Rechnung\t  Oktober ", "Rechnung Oktober"),
        ("Re:", ""),
        ("", ""),
        ("Reisekosten: offen", "Reisekosten: offen"),
        ("Rechnung [SO-4711]", "Rechnung [SO-4711]"),
    ],
)
def test_the_base_subject(subject: str, base: str) -> None:
    """RFC 5256 section 2.1 with the prefixes of other languages and our own references; once done, nothing changes."""
    assert base_subject(subject, "NL") == base
    assert base_subject(base_subject(subject, "NL"), "NL") == base


@pytest.mark.timeout(10)
@pytest.mark.parametrize("subject", ["re:" * 20_000, "[" * 60_000, "(fwd)" * 20_000, "[a] " * 20_000])
def test_a_hostile_subject_ends(subject: str) -> None:
    """However many prefixes there are, stripping ends."""
    assert len(base_subject(subject)) <= 1_000


def test_what_is_looked_up() -> None:
    """In-Reply-To, then References from the right, without itself (T6); references of the subject; the bounce's ids."""
    fields = {
        **REPLY,
        "Subject": "Re: Rechnung [NL-7K3F] und nl 8M4G",
        "In-Reply-To": "<c@x.example>",
        "References": "<a@x.example> <b@x.example> <second@kunde.example> <c@x.example>",
    }
    asked_for = lookup(mail(fields=fields), addressee=customer(), policy=policy('[letters]\nreference = "NL"'), now=NOW)
    assert asked_for.ids == ("<c@x.example>", "<b@x.example>", "<a@x.example>")
    assert asked_for.tokens == ("7K3F", "8M4G")
    assert asked_for.customer == "petra@kunde.example"
    assert asked_for.message_id == "<second@kunde.example>"


def test_of_very_many_ids_the_outer_ones_are_tried() -> None:
    """T14: the first four and the last six of a hundred."""
    many = " ".join(f"<{n}@x.example>" for n in range(100))
    asked_for = lookup(mail(fields={**REPLY, "References": many}), addressee=customer(), policy=DESK, now=NOW)
    assert asked_for.ids == tuple(f"<{n}@x.example>" for n in (99, 98, 97, 96, 95, 94, 3, 2, 1, 0))


def test_a_reply_joins_the_thread_it_names() -> None:
    """Step 2: the customer names a mail of the thread."""
    assert asked(mail(fields=NAMES), by_id()) == Place(thread_id=7)


def test_the_nearest_named_thread_wins() -> None:
    """Step 2: In-Reply-To before References, References from the right."""
    fields = {**NAMES, "References": "<far@x.example> <near@x.example>"}
    far, near = thread(1), thread(2)
    known = Known(
        by_id=(Joined(message_id="<far@x.example>", thread=far), Joined(message_id="<near@x.example>", thread=near))
    )
    assert asked(mail(fields=fields), known).thread_id == 2


STRANGER = customer("mallory@elsewhere.example")


def test_a_stranger_joins_no_thread_by_naming_its_id() -> None:
    """T11, C11: the sender takes part, or names an id of an automatic letter of ours, which cannot be guessed."""
    message = mail(fields={**NAMES, "From": "mallory@elsewhere.example"})
    assert asked(message, by_id(), addressee=STRANGER) == Place(thread_id=None, linked=7)
    assert asked(message, by_id(), addressee=STRANGER, proof=Proof.PROVEN).thread_id is None
    assert asked(message, by_id(automatic=True), addressee=STRANGER) == Place(thread_id=7, automatic_named=True)


def test_a_proven_person_of_the_customers_domain_takes_part() -> None:
    """T11: a colleague of the customer, proven; not at a mail provider, where everybody shares the domain."""
    boss = customer("boss@kunde.example")
    message = mail(fields={**NAMES, "From": "boss@kunde.example"})
    assert asked(message, by_id(), addressee=boss, proof=Proof.PROVEN).thread_id == 7
    assert asked(message, by_id(), addressee=boss).thread_id is None
    shared = by_id(thread(customer="petra@gmail.com"))
    assert asked(message, shared, addressee=customer("mallory@gmail.com"), proof=Proof.PROVEN).thread_id is None


def test_a_colleague_takes_part() -> None:
    """T10: a colleague's mail in a thread stays in it, also under another subject."""
    message = mail(fields={**NAMES, "From": "anna@nordlicht.example", "Subject": "Something else"})
    assert asked(message, by_id(), addressee=customer("anna@nordlicht.example")).thread_id == 7


@pytest.mark.parametrize("kind", [Kind.MACHINE, Kind.SUSPECT])
def test_machines_and_suspects_join_nothing(kind: Kind) -> None:
    """An absence note or a forged reply moves no customer's thread; it is linked to it."""
    assert asked(mail(fields=NAMES), by_id(automatic=True), kind=kind) == Place(
        thread_id=None, linked=7, automatic_named=True
    )


def test_an_old_thread_with_a_new_subject_begins_a_new_one() -> None:
    """T4: the base subject differs, or the thread was closed more than 30 days ago."""
    other = mail(fields={**NAMES, "Subject": "Neue Frage"})
    assert asked(other, by_id()) == Place(thread_id=None, linked=7)
    assert row(other, by_id()) == "T4"
    assert row(other, replace(by_id(), merged=((7, "Neue Frage"),))) == "T6", "what was merged is its subject too"
    assert asked(mail(fields=NAMES), by_id(thread(closed_at=LONG_AGO))) == Place(thread_id=None, linked=7)
    assert asked(mail(fields=NAMES), by_id(thread(closed_at=NOW - timedelta(days=29)))).thread_id == 7
    assert asked(mail(fields={**NAMES, "Subject": ""}), by_id()).thread_id == 7


def test_whoever_names_an_automatic_letter_is_known_even_in_a_new_thread() -> None:
    """N28: also where T4 opens a linked thread, and where the store no longer knows the letter."""
    changed = mail(fields={**NAMES, "Subject": "Ticket 17 received"})
    assert asked(changed, by_id(automatic=True)) == Place(thread_id=None, linked=7, automatic_named=True)
    ours = f"<ack.{'a2' * 16}@nordlicht.example>"
    assert asked(mail(fields={**REPLY, "References": ours})).automatic_named
    assert not asked(mail(fields={**REPLY, "References": ours.replace("nordlicht", "other")})).automatic_named
    assert not asked(mail(fields={**REPLY, "References": "<ack.1@nordlicht.example>"})).automatic_named


def test_a_reference_in_the_subject_needs_a_participant() -> None:
    """Step 3: our reference in the subject; anybody can write it."""
    message = mail(fields={**REPLY, "Subject": "Nachtrag zu 7K3F"})
    assert asked(message, Known(by_token=(thread(),))).thread_id == 7
    assert asked(message, Known(by_token=(thread(),)), addressee=STRANGER) == Place(thread_id=None, linked=7)


def recent(**changed: object) -> Known:
    """The customer has one recent thread."""
    return Known(recent=(thread(**changed),))


def test_a_reply_without_any_header_is_found_by_its_subject() -> None:
    """T3: same customer, same inbox, same base subject, within 14 days, and it looks like a reply."""
    assert asked(mail(fields=REPLY), recent()).thread_id == 7
    assert asked(mail("> we wrote\n> this\n\nyes\n", {"Message-ID": "<x@kunde.example>"}), recent()).thread_id == 7
    assert asked(mail(fields={"Message-ID": "<x@kunde.example>"}), recent()).thread_id is None
    assert asked(mail(fields=REPLY), recent(last_mail_at=NOW - timedelta(days=15))).thread_id is None
    assert asked(mail(fields=REPLY), recent(base_subject="Rechnung September")).thread_id is None
    assert asked(mail(fields=REPLY), recent(inbox="billing")).thread_id is None
    assert asked(mail(fields=REPLY), recent(customer="other@kunde.example")).thread_id is None


@pytest.mark.parametrize("subject", ["", "Re:", "Re: Hi", "Re: abc"])
def test_an_empty_or_short_subject_joins_nothing(subject: str) -> None:
    """T5: under four characters a subject says nothing."""
    known = recent(base_subject=base_subject(subject), last_mail_at=NOW - timedelta(days=1))
    assert asked(mail(fields={**REPLY, "Subject": subject}), known).thread_id is None


def test_two_mails_in_a_minute_are_one() -> None:
    """The forgotten attachment: same customer within 60 seconds, in either order, while it is our turn."""
    second = mail(fields={"Message-ID": "<x@kunde.example>", "Subject": "der Anhang"})
    assert asked(second, recent(last_mail_at=NOW - timedelta(seconds=60))).thread_id == 7
    assert asked(second, recent(last_mail_at=NOW + timedelta(seconds=60))).thread_id == 7
    assert asked(second, recent(last_mail_at=NOW - timedelta(seconds=61))).thread_id is None
    assert asked(second, recent(last_mail_at=NOW, turn=Turn.THEIRS)).thread_id is None
    assert asked(second, recent(last_mail_at=NOW), kind=Kind.MACHINE).thread_id is None
    assert asked(second, recent(last_mail_at=NOW), addressee=STRANGER).thread_id is None


def test_the_same_mail_again_is_where_it_was() -> None:
    """I1: the same identity and text; with another text it is a new mail (T9)."""
    message = mail()
    assert asked(message, Known(twin_thread=3, twin_digest=message.digest)).thread_id == 3
    reused = Known(twin_thread=3, twin_digest="other")
    assert asked(message, reused).thread_id is None
    assert row(message, reused) == "T9"


def test_everything_else_is_new() -> None:
    """Nothing known: a new thread, linked to nothing."""
    assert asked(mail()) == Place(thread_id=None)
