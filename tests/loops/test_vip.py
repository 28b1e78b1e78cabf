"""Friday, ten minutes before closing: an angry big customer writes (situation 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.dialogs.mails import Received
from tests.loops.house import RULES, Hands, intake, mail, take, threads
from tests.policy.texts import load_text
from triaged.model.letter import LetterState
from triaged.model.thread import Urgency
from triaged.policy.shape import Policy
from triaged.store import SqlStore

FRIDAY = datetime(2026, 3, 13, 15, 50, tzinfo=UTC)
"""16:50 in Berlin; the office closes at 17:00."""

VIP = """
[customer.vip]
who = ["*@hafenwerke.example"]
[[rule]]
name = "a big customer: a person first"
when = { customer = "vip" }
urgency = "at least high"
tell = ["lead"]
acknowledge = "after 5m"
"""
ROW = '[[promise.row]]\nname = "vip"\nwhen = { customer = "vip" }\nreply = "2h"\n[[promise.row]]\nreply = "4h"\n'


def vip_desk() -> Policy:
    return load_text(RULES.format(account="", more="").replace('[[promise.row]]\nreply = "4h"\n', VIP + ROW))


def test_the_group_of_a_customer_gives_the_time_and_the_lead_hears_at_once(store: SqlStore) -> None:
    """Two hours for the group: ten minutes today, the rest on Monday; nobody who has left is named; the lead hears."""
    policy = vip_desk()
    take(intake(policy, store, Hands(FRIDAY)), store, mail(1, "Greta <g@hafenwerke.example>", received=FRIDAY))

    [thread] = threads(store)
    assert thread.promise is not None
    assert thread.promise.row == "vip"
    assert thread.promise.reply_by == datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
    assert thread.triage.urgency is Urgency.HIGH
    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    text = " ".join(Received(letter.octets).text.split())
    assert "Monday, 16 March, 10:00" in text
    assert "Anna" not in text
    assert [(n.person, n.about) for n in store.transact_now(lambda tx: tx.notices())] == [("anna", "rule")]


def test_while_we_are_open_the_letter_waits_for_a_person(store: SqlStore) -> None:
    """`acknowledge = "after 5m"`: there is time to write oneself; an answer in it stops the letter."""
    policy = vip_desk()
    take(intake(policy, store, Hands(FRIDAY)), store, mail(1, "Greta <g@hafenwerke.example>", received=FRIDAY))
    [thread] = threads(store)

    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    assert (letter.state, letter.next_attempt_at) == (LetterState.READY, FRIDAY + timedelta(minutes=5))
    assert store.transact_now(lambda tx: tx.claim_letters("main", FRIDAY + timedelta(minutes=4), 10)) == ()


def test_while_we_are_closed_the_letter_goes_at_once(store: SqlStore) -> None:
    """Nobody would write before Monday: the customer hears now."""
    policy, evening = vip_desk(), FRIDAY + timedelta(hours=2)
    raw = replace(mail(1, "Greta <g@hafenwerke.example>", received=evening), received=evening)
    take(intake(policy, store, Hands(evening)), store, raw)
    [thread] = threads(store)

    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    assert letter.next_attempt_at == evening


def test_what_waits_for_a_person_tells_a_time_that_can_still_be_told(store: SqlStore) -> None:
    """A letter may wait nearly as long as its promise: counted from when it leaves, it is told in time all the same."""
    noon = datetime(2026, 3, 13, 11, 0, tzinfo=UTC)
    rules = RULES.format(account="", more="").replace('[[promise.row]]\nreply = "4h"\n', VIP + ROW)
    policy = load_text(rules.replace("after 5m", "after 45m").replace('reply = "2h"', 'reply = "1h"'))
    take(intake(policy, store, Hands(noon)), store, mail(1, "Greta <g@hafenwerke.example>", received=noon))
    [thread] = threads(store)

    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    leaves_at = noon + timedelta(minutes=45)
    assert thread.promise is not None
    assert thread.promise.reply_by >= leaves_at + timedelta(minutes=30)
    assert letter.next_attempt_at == leaves_at
    assert letter.send_before is not None
    assert letter.send_before > leaves_at
