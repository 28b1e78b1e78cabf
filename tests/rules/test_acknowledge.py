"""Do we acknowledge it, and with which words: the rows of silence, the reasons to hold, and the letter's blocks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.rules.mails import DESK, NOTHING, NOW, customer, inbox_of, mail, policy, promised, triage
from triaged.hours import build_calendar
from triaged.model.addressee import Addressee, WayIn
from triaged.model.decision import Place
from triaged.model.finding import Finding
from triaged.model.letter import Acknowledgement, Closed, Silence, Telephone
from triaged.model.mail import Message
from triaged.model.thread import Kind, Proof, Urgency
from triaged.policy.shape import Policy
from triaged.rules.acknowledge import Verdict, acknowledge
from triaged.rules.acknowledge.words import clean_subject, greeting, telephone

PLAIN = policy()
WHY = Finding(question="Who wrote?", answer="machine: a mailing list", evidence="List-Id", row="N8")
NEW = Place(thread_id=None)


def asked(message: Message | None = None, house: Policy = PLAIN, **changed: object) -> Verdict:
    """The verdict on a plain, proven, fresh mail, with `changed` answers."""
    answers: dict[str, object] = {
        "kind": Kind.PERSON,
        "why_kind": WHY,
        "place": NEW,
        "known": NOTHING,
        "desk": DESK,
        "addressee": customer(name="Petra Kranz"),
        "proof": Proof.PROVEN,
        "triage": triage(),
        "promise": promised(),
        "reference": "7K3F",
        "zone": "Europe/Berlin",
        "closed": None,
        "inbox": inbox_of(house),
        "policy": house,
        "now": NOW,
    }
    return acknowledge(message or mail(), **{**answers, **changed})[0]  # type: ignore[arg-type]


def row(verdict: Verdict) -> str:
    """The row of a silence, "" where there is a letter."""
    return verdict.letter.row if isinstance(verdict.letter, Silence) else ""


def letter(verdict: Verdict) -> Acknowledgement:
    """The letter."""
    assert isinstance(verdict.letter, Acknowledgement)
    return verdict.letter


def at_desk(**changed: object) -> object:
    """The inbox's state with changes."""
    return replace(DESK, **changed)  # type: ignore[arg-type]


def test_a_persons_first_mail_is_acknowledged() -> None:
    """Nothing speaks against it: the letter goes to the customer, with the promise."""
    verdict = asked()
    assert not verdict.hold
    assert (letter(verdict).to, letter(verdict).promise) == ("petra@kunde.example", promised())


CROWD = ", ".join(f"p{n}@kunde.example" for n in range(20))
OLD = NOW - timedelta(days=5, minutes=1)
SILENCES = [
    ("N8", None, {"kind": Kind.MACHINE}),
    ("N8", None, {"kind": Kind.NOT_OURS}),
    ("N25", None, {"addressee": Addressee(customer=None)}),
    ("N31", None, {"known": replace(NOTHING, twin_thread=3, twin_digest=mail().digest)}),
    ("T8", None, {"known": replace(NOTHING, elsewhere="billing", elsewhere_acknowledged=True)}),
    ("N31", None, {"desk": at_desk(already_marked=frozenset({mail().identity}))}),
    ("N28", None, {"place": Place(thread_id=7)}),
    ("N28", None, {"place": Place(thread_id=None, linked=7, automatic_named=True)}),
    ("N29", mail(flags=frozenset({"\\Answered"})), {}),
    ("N24", mail(fields={"From": "anna@nordlicht.example"}), {"addressee": customer("anna@nordlicht.example")}),
    ("N30", None, {"desk": at_desk(baseline=NOW + timedelta(seconds=1))}),
    ("N30", mail(received=OLD), {}),
    ("N30", mail(received=NOW - timedelta(hours=25)), {"desk": at_desk(lost_cursor=True)}),
    ("Reply-To", None, {"addressee": customer(diverted=True), "proof": Proof.UNKNOWN}),
    ("N11", mail(fields={"X-Auto-Response-Suppress": "DR, All"}), {}),
    ("N11", mail(fields={"X-Auto-Response-Suppress": "AutoReply"}), {}),
    ("N26", mail(fields={"To": "undisclosed:;"}), {}),
    ("N27", mail(fields={"Cc": CROWD}), {}),
    ("N32", None, {"known": replace(NOTHING, blocked=True)}),
    ("promise", None, {"promise": None}),
    ("promise", None, {"promise": replace(promised(), told=False)}),
    ('rule "x"', None, {"by_rule": ("never", "x")}),
]


@pytest.mark.parametrize(("expected", "message", "changed"), SILENCES)
def test_silence_has_a_row(expected: str, message: Message | None, changed: dict[str, object]) -> None:
    """Each reason alone keeps us silent, and is cited."""
    assert row(asked(message, **changed)) == expected


SPEAKS = [
    ("N11: OOF only", mail(fields={"X-Auto-Response-Suppress": "OOF, DR, RN, NRN"}), {}),
    ("N26: in Cc", mail(fields={"To": "x@kunde.example", "Cc": "Support@nordlicht.example"}), {}),
    ("N26: a plus-tag", mail(fields={"To": "support+x@nordlicht.example"}), {}),
    ("N26: delivered to", mail(fields={"To": "x@kunde.example"}, top="X-Original-To: support@nordlicht.example\n"), {}),
    ("N26: forwarded", mail(fields={"To": "x@y.example"}), {"addressee": replace(customer(), way=WayIn.FORWARDER)}),
    ("N27: not more than the limit", mail(fields={"Cc": CROWD.replace("p19@kunde.example", "")}), {}),
    ("N29: seen is not answered", mail(flags=frozenset({"\\Seen"})), {}),
    ("N30: after an outage", mail(received=NOW - timedelta(days=4)), {}),
    ("N30: young, cursor lost", mail(received=NOW - timedelta(hours=23)), {"desk": at_desk(lost_cursor=True)}),
    ("T9: an id used twice", None, {"known": replace(NOTHING, twin_thread=3, twin_digest="other")}),
    ("T8: not acknowledged there", None, {"known": replace(NOTHING, elsewhere="billing")}),
    ("linked only", None, {"place": Place(thread_id=None, linked=7)}),
    ("Reply-To of a proven author", None, {"addressee": customer(diverted=True)}),
    ("a rule says always", mail(fields={"X-Auto-Response-Suppress": "All"}), {"by_rule": ("always", "x")}),
]


@pytest.mark.parametrize(("message", "changed"), [s[1:] for s in SPEAKS], ids=[s[0] for s in SPEAKS])
def test_these_are_acknowledged(message: Message | None, changed: dict[str, object]) -> None:
    """What comes near a reason for silence and is none."""
    assert row(asked(message, **changed)) == ""


def test_rows_can_be_left_out() -> None:
    """`judge --as-if-fresh` does not ask to whom and when a mail was sent."""
    fresh = frozenset({"N26", "N27", "N30", "Reply-To"})
    old = mail(fields={"To": "x@y.example", "Cc": CROWD}, received=NOW - timedelta(days=400))
    verdict = asked(old, addressee=customer(diverted=True), proof=Proof.UNKNOWN, leave_out=fresh)
    assert row(verdict) == ""


def test_blind_copies_are_acknowledged_where_the_desk_wants_it() -> None:
    """N26 is an option of the inbox: blind forwarding is common."""
    assert row(asked(mail(fields={"To": "x@y.example"}), policy(inbox="blind_copies = true"))) == ""


def test_send_off_writes_nothing() -> None:
    """`send = "off"`: no letter at all."""
    assert row(asked(house=policy('[letters]\nsend = "off"'))) == "mode"


HOLDS = [
    ("hold mode", policy('[letters]\nsend = "hold"'), {}),
    ("drafts mode", policy('[letters]\nsend = "drafts"'), {}),
    ("unproven", policy('[trust]\nunproven = "hold"'), {"proof": Proof.UNKNOWN}),
]


@pytest.mark.parametrize(("house", "changed"), [h[1:] for h in HOLDS], ids=[h[0] for h in HOLDS])
def test_a_letter_is_held_with_a_reason(house: Policy, changed: dict[str, object]) -> None:
    """The letter is written, and waits for a person."""
    verdict = asked(house=house, **changed)
    assert letter(verdict)
    assert verdict.hold


def test_many_late_letters_are_held() -> None:
    """More than 20 late ones in a catch-up wait; fresh mail in the same batch does not."""
    late = mail(received=NOW - timedelta(hours=30))
    assert asked(late, desk=at_desk(late_in_batch=21)).hold
    assert not asked(late, desk=at_desk(late_in_batch=20)).hold
    assert not asked(mail(), desk=at_desk(late_in_batch=21)).hold


def test_a_late_letter_says_since_when() -> None:
    """After an outage the mail's arrival is named; an hour is not late."""
    arrived = NOW - timedelta(hours=2)
    assert letter(asked(mail(received=arrived))).late_since == arrived
    assert letter(asked(mail(received=NOW - timedelta(hours=1)))).late_since is None


CLOSED = Closed(opens_at=NOW + timedelta(hours=40), why="New Year")


@pytest.mark.parametrize(
    ("urgency", "proof", "expected"),
    [
        (Urgency.CRITICAL, Proof.UNKNOWN, (True, False, None)),
        (Urgency.CRITICAL, Proof.PROVEN, (True, False, None)),
        (Urgency.NORMAL, Proof.UNKNOWN, (False, True, None)),
        (Urgency.NORMAL, Proof.PROVEN, (False, False, CLOSED)),
    ],
)
def test_the_blocks_follow_the_columns(urgency: Urgency, proof: Proof, expected: object) -> None:
    """The columns of docs/letters.md from the left: critical, unproven (the promise only), closed, normal."""
    written = letter(asked(triage=triage(urgency), proof=proof, closed=CLOSED))
    assert (written.critical, written.terse, written.closed) == expected


@pytest.mark.parametrize(
    ("calendar", "phone", "now", "expected"),
    [
        ("office", "+49", NOW, Telephone(until=datetime(2026, 11, 23, 16, 0, tzinfo=UTC))),
        ("office", "+49", datetime(2026, 11, 23, 15, 30, tzinfo=UTC), Telephone(until=NOW.replace(hour=16, minute=0))),
        ("office", "+49", datetime(2026, 11, 23, 15, 31, tzinfo=UTC), None),
        ("office", "+49", datetime(2026, 11, 23, 20, 0, tzinfo=UTC), None),
        ("office", "+49", datetime(2026, 11, 28, 12, 0, tzinfo=UTC), None),
        ("always", "+49", NOW, Telephone(until=None)),
        ("office", "", NOW, None),
    ],
)
def test_a_telephone_is_one_that_somebody_answers(
    calendar: str, phone: str, now: datetime, expected: Telephone | None
) -> None:
    """While the team works, for half an hour at least; round the clock without an end; never without a number."""
    around = build_calendar(name="always", zone="UTC", open=["Mon-Sun 00:00-24:00"])
    house = policy()
    (key, team), *_ = house.teams.items()
    house = replace(
        house,
        calendars={team.calendar: house.calendars[team.calendar], "always": around},
        teams={key: replace(team, calendar=calendar if calendar == "always" else team.calendar)},
        company=replace(house.company, phone=phone),
    )
    assert telephone(house, key, now) == expected
    assert telephone(house, "a team of yesterday", now) is None


NAMES = [
    ("Petra Kranz", "Petra Kranz"),
    ("  Petra   Kranz ", "Petra Kranz"),
    ("Dr. Jean-Luc O’Neill", "Dr. Jean-Luc O’Neill"),
    ("李雷", "李雷"),
    ("petra@kunde.example", ""),
    ("http://evil.example", ""),
    ("www.evil.example", ""),
    ("Win 1000 now", ""),
    ("evil.example", ""),
    ("You won. Click here", ""),
    ("P" * 61, ""),
    ("...", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_only_a_name_is_greeted(name: str, expected: str) -> None:
    """Letters, at most 60, no address, no link."""
    assert greeting(name, proven=True, policy=PLAIN) == expected


def test_only_the_proven_are_greeted() -> None:
    """A forged name would reach a stranger; `greet_name` may say always or never."""
    assert greeting("Petra Kranz", proven=False, policy=PLAIN) == ""
    assert greeting("Petra Kranz", proven=False, policy=policy('[letters]\ngreet_name = "always"')) == "Petra Kranz"
    assert greeting("Petra Kranz", proven=True, policy=policy('[letters]\ngreet_name = "never"')) == ""


@pytest.mark.parametrize(
    ("subject", "proven", "unproven"),
    [
        ("Rechnung Oktober", "Rechnung Oktober", "Rechnung Oktober"),
        ("see https://evil.example/x now", "see https://evil.example/x now", "see now"),
        ("www.evil.example, evil.example! (a@b.example)", "www.evil.example, evil.example! (a@b.example)", ""),
        ("Version 1.2 und z.B. 3.50 EUR", "Version 1.2 und z.B. 3.50 EUR", "Version 1.2 und z.B. 3.50 EUR"),
        ("a\r\nBcc: x\x1b[0m\u202eb", "a Bcc: x [0m b", "a Bcc: x [0m b"),
        ("x" * 300, "x" * 200, "x" * 200),
    ],
)
def test_the_subject_is_cleaned(subject: str, proven: str, unproven: str) -> None:
    """One line, no controls, 200 characters; no links towards somebody who is not proven."""
    assert clean_subject(subject, links=True) == proven
    assert clean_subject(subject, links=False) == unproven


WRITTEN = "Mon, 23 Nov 2026 14:09:00 {}"
FAR = promised(NOW + timedelta(days=4))
OFFSETS = [
    ("+0100", "en", promised(), (None, False)),
    ("-0500", "en", promised(), (-300, True)),
    ("-0500", "en", FAR, (None, True)),
    ("+0000", "en", promised(), (None, False)),
    ("-0000", "de", promised(), (None, True)),
]


@pytest.mark.parametrize(("offset", "language", "promise", "expected"), OFFSETS)
def test_the_customers_own_time(offset: str, language: str, promise: object, expected: tuple[int | None, bool]) -> None:
    """Only from a non-zero offset and within three days; the zone is named where it differs or is not known."""
    message = mail(fields={"Date": WRITTEN.format(offset)})
    written = letter(asked(message, promise=promise, triage=triage(language=language)))
    assert (written.customer_offset, written.name_zone) == expected


def test_a_change_of_dst_before_the_promise_is_no_difference() -> None:
    """Written in summer time, promised in winter time: still our own zone."""
    friday = datetime(2026, 10, 23, 13, 10, tzinfo=UTC)
    message = mail(fields={"Date": "Fri, 23 Oct 2026 15:09:00 +0200"}, received=friday)
    written = letter(
        asked(message, now=friday, promise=promised(friday + timedelta(days=3)), desk=at_desk(baseline=friday))
    )
    assert (written.customer_offset, written.name_zone) == (None, False)


def test_the_zone_can_always_be_named() -> None:
    """`letters.zone = "always"`."""
    assert letter(asked(house=policy('[letters]\nzone = "always"'))).name_zone


def test_an_unclear_language_is_answered_in_two() -> None:
    """The house's first language and the next; only the first where the desk wants it."""
    unsure = triage(language="en", sure=False)
    assert letter(asked(triage=unsure)).also_language == "de"
    assert letter(asked(triage=unsure, house=policy('[acknowledge]\nunsure_language = "first"'))).also_language == ""
    assert letter(asked()).also_language == ""
