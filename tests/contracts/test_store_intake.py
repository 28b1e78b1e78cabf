"""What every store does with cursors, tries, quarantine, and what it knows of a mail before it is judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from tests.store import make
from tests.store.make import DAY, HOUR, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.errors import StaleState
from triaged.model.known import Known
from triaged.model.letter import LetterKind, LetterState
from triaged.model.stored import Cursor, InboxState, Quarantined, Tried
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]


def test_the_baseline_of_an_inbox_is_its_first_start(store: SqlStore) -> None:
    """An inbox keeps the baseline it was begun with (N30)."""
    first = store.transact_now(lambda tx: tx.begin_inbox("support", NOW))
    again = store.transact_now(lambda tx: tx.begin_inbox("support", NOW + DAY))
    assert first == again == InboxState(inbox="support", baseline=NOW)
    assert store.transact_now(lambda tx: tx.desk("support", NOW + DAY)).baseline == NOW


def test_an_inbox_never_begun_has_no_past(store: SqlStore) -> None:
    """The baseline of an unknown inbox is now: nothing in it may be acknowledged (N30)."""
    assert store.transact_now(lambda tx: tx.desk("support", NOW)).baseline == NOW


def test_a_cursor_is_kept_for_each_folder(store: SqlStore) -> None:
    """A cursor is read back equal, replaced as a whole, and forgotten on request (I1)."""
    inbox = Cursor(inbox="support", folder="INBOX", uidvalidity=4_000_000_000, uid=7)
    sent = Cursor(inbox="support", folder="Gesendet – ÄÖ", uidvalidity=1, uid=1)
    store.transact_now(lambda tx: (tx.set_cursor(inbox), tx.set_cursor(sent)))
    moved = replace(inbox, uidvalidity=5, uid=1)
    store.transact_now(lambda tx: tx.set_cursor(moved))
    assert store.transact_now(lambda tx: tx.cursor("support", "INBOX")) == moved
    assert store.transact_now(lambda tx: tx.cursor("support", "Gesendet – ÄÖ")) == sent


def test_tries_are_counted_until_the_mail_is_done(store: SqlStore) -> None:
    """A UID marked before parsing counts its starts; done, it is forgotten."""
    for uids in [5, 3], [3, 4], []:
        store.transact_now(partial(_marked, uids=uids))
    store.transact_now(lambda tx: tx.clear_tried("support", "INBOX", 9, [4, 5]))
    assert store.transact_now(lambda tx: tx.tried("support")) == (Tried(folder="INBOX", uidvalidity=9, uid=3, tries=2),)
    assert store.transact_now(lambda tx: tx.tried("sales")) == ()


def _marked(tx: Tx, uids: list[int]) -> None:
    tx.mark_tried("support", "INBOX", 9, uids)


def test_quarantine_is_listed_retried_and_dropped(store: SqlStore) -> None:
    """A mail is in quarantine once, can be asked for again, and goes when a person drops it."""
    item = Quarantined(inbox="support", folder="INBOX", uidvalidity=9, uid=3, reason="no header", at=NOW, size=99)
    key = store.transact_now(lambda tx: tx.quarantine(item))
    again = replace(item, reason="crashed three times", at=NOW + HOUR)
    assert store.transact_now(lambda tx: tx.quarantine(again)) == key
    kept = replace(again, quarantine_id=key)
    assert store.transact_now(lambda tx: tx.quarantined()) == (kept,)
    assert store.transact_now(lambda tx: tx.to_retry("support")) == ()
    assert store.transact_now(lambda tx: tx.retry_quarantined(key)) == replace(kept, retry=True)
    assert store.transact_now(lambda tx: tx.to_retry("support")) == (replace(kept, retry=True),)
    assert store.transact_now(lambda tx: tx.drop_quarantined(key)) == replace(kept, retry=True)
    for step in (lambda tx: tx.drop_quarantined(key), lambda tx: tx.retry_quarantined(key)):
        with pytest.raises(StaleState, match="quarantine"):
            store.transact_now(step)


def test_usual_quiet_is_learned_by_hour_of_the_week(store: SqlStore) -> None:
    """After two weeks an inbox's longest quiet around this hour of the week is known: longer at night than at noon."""
    store.transact_now(lambda tx: tx.begin_inbox("support", NOW))
    noon = NOW.replace(hour=12)
    for day in range(14):
        arrivals = [noon + timedelta(days=day, minutes=10 * n) for n in range(36)]
        store.transact_now(lambda tx, arrivals=arrivals: tx.note_mail("support", arrivals))
    usual = lambda at: store.transact_now(lambda tx: tx.usual_quiet("support", at))  # noqa: E731
    assert usual(noon + timedelta(days=10)) is None
    assert usual(noon + timedelta(days=15, hours=3)) == timedelta(minutes=10)
    assert timedelta(hours=12) < usual(noon + timedelta(days=15, hours=-5)) < timedelta(hours=16)
    state = store.transact_now(lambda tx: tx.begin_inbox("support", NOW))
    assert state.last_mail_at == noon + timedelta(days=13, minutes=350)


def test_an_unknown_mail_is_not_known(store: SqlStore) -> None:
    """Nothing is said of a mail that has nothing to do with what is stored."""
    store.transact_now(lambda tx: make.put(tx, thread_id=make.add(tx).thread_id))
    asked = make.lookup(
        message_id="<new@x>", ids=("<a@x>",), tokens=("K7M2",), bounced=("x",), customer="new@other.test"
    )
    assert store.transact_now(lambda tx: tx.known(asked)) == Known()


def test_a_twin_and_the_same_mail_elsewhere_are_known(store: SqlStore) -> None:
    """A mail stored before is known by identity, and by Message-ID when another inbox got it too (T8)."""
    made = store.transact_now(lambda tx: make.add(tx, inbox="sales", acknowledged_at=NOW))
    mail = make.message(inbox="sales", thread_id=made.thread_id)
    store.transact_now(lambda tx: tx.add_message(mail))
    twin = make.lookup(inbox="sales", identity=mail.identity, digest="other", message_id=mail.message_id)
    known = store.transact_now(lambda tx: tx.known(twin))
    assert (known.twin_thread, known.twin_digest, known.elsewhere) == (made.thread_id, mail.digest, "")
    known = store.transact_now(lambda tx: tx.known(make.lookup(message_id=mail.message_id)))
    assert (known.twin_digest, known.elsewhere, known.elsewhere_acknowledged) == ("", "sales", True)


def test_of_two_twins_the_one_with_the_same_text_is_told(store: SqlStore) -> None:
    """Where an id was reused with another text (T9) the copy with this text is the twin."""
    mail = make.message()
    store.transact_now(lambda tx: (tx.add_message(mail), tx.add_message(replace(mail, digest="second"))))
    for digest in (mail.digest, "second"):
        asked = make.lookup(identity=mail.identity, digest=digest)
        assert store.transact_now(lambda tx, asked=asked: tx.known(asked)).twin_digest == digest


def test_references_in_a_subject_are_known(store: SqlStore) -> None:
    """Threads are found by the references a subject bears, in the order they stand there."""
    first, second = store.transact_now(lambda tx: (make.add(tx), make.add(tx)))
    asked = make.lookup(tokens=(second.reference.lower(), "NONE", first.reference, second.reference))
    assert store.transact_now(lambda tx: tx.known(asked)).by_token == (second, first)


@pytest.mark.parametrize("key", ["<ack@firm.test>", "v1.secretmark"])
def test_what_came_back_is_known(store: SqlStore, key: str) -> None:
    """A bounced letter is known by its Message-ID or by its mark."""
    made = store.transact_now(make.add)
    sent = store.transact_now(
        lambda tx: make.put(tx, thread_id=made.thread_id, message_id="<ack@firm.test>", mark="v1.secretmark")
    )
    known = store.transact_now(lambda tx: tx.known(make.lookup(bounced=("<other@x>", key))))
    assert (known.bounced_letter, known.bounced_thread) == (sent.letter_id, made.thread_id)


def test_recent_threads_of_the_customer_are_known(store: SqlStore) -> None:
    """The customer's threads of the last 14 days in this inbox are known, newest first, whatever the address's case."""

    def build(tx: Tx) -> Any:
        make.add(tx, customer="other@customer.test")
        make.add(tx, inbox="sales")
        make.add(tx, last_mail_at=NOW - 15 * DAY)
        return make.add(tx, last_mail_at=NOW - DAY), make.add(tx, last_mail_at=NOW - HOUR)

    older, newer = store.transact_now(build)
    known = store.transact_now(lambda tx: tx.known(make.lookup(customer="JO@customer.test")))
    assert known.recent == (newer, older)


def test_where_the_same_text_stands_already_is_known(store: SqlStore) -> None:
    """Of the threads a mail may belong to, by id, reference or customer, those that hold a mail with its text."""

    def build(tx: Tx) -> Any:
        one, other, strange = make.add(tx), make.add(tx), make.add(tx, customer="other@customer.test")
        for thread, text in ((one, "this text"), (other, "another text"), (strange, "this text")):
            tx.add_message(make.message(thread_id=thread.thread_id, digest=text))
        return one, other, strange

    one, other, strange = store.transact_now(build)
    for asked, repeated in (
        ({"tokens": (one.reference, other.reference)}, {one.thread_id}),
        ({"customer": "jo@customer.test"}, {one.thread_id}),
        ({"tokens": (strange.reference,)}, {strange.thread_id}),
        ({"tokens": (other.reference,)}, set()),
        ({}, set()),
    ):
        lookup = make.lookup(digest="this text", **asked)
        assert store.transact_now(lambda tx, lookup=lookup: tx.known(lookup)).repeated == repeated


def test_acknowledgements_are_counted_for_the_limits(store: SqlStore) -> None:
    """Counted: letters to the address in 24 h, unproven ones to its domain in 1 h, unless held or cancelled."""

    def build(tx: Tx) -> Any:
        make.put(tx)
        make.put(tx, created_at=NOW - 2 * HOUR)
        make.put(tx, created_at=NOW - 25 * HOUR)
        make.put(tx, proven_sender=True)
        make.put(tx, recipient="sam@customer.test")
        make.put(tx, recipient="jo@elsewhere.test")
        make.put(tx, state=LetterState.HELD)
        make.put(tx, state=LetterState.CANCELLED)
        make.put(tx, kind=LetterKind.NOTICE)

    store.transact_now(build)
    known = store.transact_now(lambda tx: tx.known(make.lookup(customer="jo@customer.test")))
    assert (known.letters_to, known.letters_to_domain, known.ever_written_to) == (3, 2, True)


def test_an_answered_customer_was_written_to(store: SqlStore) -> None:
    """A person's answer counts as having been written to, a silent thread does not."""
    store.transact_now(lambda tx: (make.add(tx), make.add(tx, customer="sam@customer.test", answered_at=NOW)))
    ever = lambda who: store.transact_now(lambda tx: tx.known(make.lookup(customer=who))).ever_written_to  # noqa: E731
    assert (ever("jo@customer.test"), ever("sam@customer.test")) == (False, True)


def test_a_blocked_address_is_known_until_then(store: SqlStore) -> None:
    """An address is blocked until the latest time given."""
    store.transact_now(lambda tx: (tx.block("Jo@x.test", NOW + HOUR), tx.block("jo@x.test", NOW + MINUTE)))
    asked = make.lookup(customer="jo@X.test", now=NOW + HOUR - MINUTE)
    assert store.transact_now(lambda tx: tx.known(asked)).blocked
    assert not store.transact_now(lambda tx: tx.known(replace(asked, now=NOW + HOUR))).blocked


def test_the_desk_counts_letters_to_strangers(store: SqlStore) -> None:
    """The last hour's acknowledgements to strangers and the busiest whole hour of seven days are counted by inbox."""

    def build(tx: Tx) -> Any:
        for _ in range(3):
            make.put(tx, proven_sender=True, first_time=True)
        make.put(tx, proven_sender=True)
        make.put(tx, state=LetterState.HELD)
        make.put(tx, inbox="sales")
        for hours, letters in ((5, 4), (30, 7), (24 * 8, 9)):
            for _ in range(letters):
                make.put(tx, created_at=NOW - hours * HOUR - MINUTE)
        for _ in range(8):
            make.put(tx, created_at=NOW - 40 * MINUTE)

    store.transact_now(build)
    desk = store.transact_now(lambda tx: tx.desk("support", NOW + 30 * MINUTE))
    assert (desk.hour, desk.busiest_hour) == (3, 7)


@pytest.mark.parametrize("inbox", [None, "support"])
def test_a_closed_breaker_counts_anew(store: SqlStore, inbox: str | None) -> None:
    """Once a person closed the breaker, what was sent before does not open it again at the next mail."""
    store.transact_now(lambda tx: [make.put(tx) for _ in range(3)])
    hour = lambda: store.transact_now(lambda tx: tx.desk("support", NOW + MINUTE)).hour  # noqa: E731
    assert hour() == 3
    store.transact_now(lambda tx: tx.reset_breaker(NOW + MINUTE / 2, inbox))
    store.transact_now(lambda tx: make.put(tx, created_at=NOW + MINUTE))
    assert hour() == 1


def test_what_is_remembered_last_counts(store: SqlStore) -> None:
    """A refresh token that was rotated twice is the second one after a restart."""
    assert store.transact_now(lambda tx: tx.remembered("token")) == ""
    store.transact_now(lambda tx: tx.remember("token", "first"))
    store.transact_now(lambda tx: tx.remember("token", "second"))
    assert store.transact_now(lambda tx: tx.remembered("token")) == "second"


def test_the_desk_knows_the_switches(store: SqlStore) -> None:
    """A breaker of this inbox or of all shows on the desk, of another one it does not."""
    desk = lambda: store.transact_now(lambda tx: tx.desk("support", NOW))  # noqa: E731
    store.transact_now(lambda tx: tx.begin_inbox("support", NOW))
    store.transact_now(lambda tx: tx.open_breaker("sales", "too many", NOW))
    assert not desk().breaker_open
    store.transact_now(lambda tx: tx.open_breaker("", "too many", NOW))
    assert desk().breaker_open


def test_an_inbox_remembers_what_speaks_against_renewals(store: SqlStore) -> None:
    """When its sent folders were looked at last, how many answers were seen, why no customer is told."""
    store.transact_now(lambda tx: tx.begin_inbox("support", NOW))
    store.transact_now(lambda tx: tx.caught_up("support", NOW + MINUTE, sent_looked_at=NOW))
    store.transact_now(lambda tx: (tx.answer_seen("support"), tx.answer_seen("support"), tx.answer_seen("sales")))
    store.transact_now(lambda tx: tx.renewals_off("support", "an answer was never seen"))
    state = store.transact_now(lambda tx: tx.inbox_state("support"))
    assert state
    assert (state.caught_up_at, state.sent_looked_at, state.answers_seen) == (NOW + MINUTE, NOW, 2)
    assert state.renewals_off == "an answer was never seen"
    store.transact_now(lambda tx: tx.renewals_off("support", ""))
    state = store.transact_now(lambda tx: tx.inbox_state("support"))
    assert state
    assert state.renewals_off == ""
    assert store.transact_now(lambda tx: tx.inbox_state("nobody")) is None


def test_what_a_batch_wrote_its_next_mail_sees(store: SqlStore) -> None:
    """Within one transaction a mail is known to the next one."""

    def batch(tx: Tx) -> Any:
        made = make.add(tx)
        tx.add_message(make.message(thread_id=made.thread_id, message_id="<first@x>"))
        make.put(tx, thread_id=made.thread_id)
        return made, tx.known(make.lookup(ids=("<first@x>",), customer="jo@customer.test"))

    made, known = store.transact_now(batch)
    assert [j.thread for j in known.by_id] == [made]
    assert (known.recent, known.letters_to) == ((made,), 1)
