"""What every store does with mails, threads, promises and the trail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store import make
from tests.store.make import DAY, HOUR, MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.errors import StaleState
from triaged.model.fact import Fact
from triaged.model.finding import Finding
from triaged.model.stored import TrailEntry
from triaged.model.thread import Kind, Outcome, Owed, Turn, Urgency
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]


def test_a_thread_comes_back_as_it_was_stored(store: SqlStore) -> None:
    """A thread is read back equal, with its open promise."""
    made = store.transact_now(lambda tx: make.add(tx, promise=make.promise(), due_at=NOW + HOUR, asks="answered?"))
    assert made.thread_id
    assert made.promise
    assert made.promise.promise_id
    assert store.transact_now(lambda tx: tx.thread(made.thread_id)) == made


def test_a_thread_is_changed_as_a_whole(store: SqlStore) -> None:
    """Everything that may change of a thread is written by update_thread."""
    made = store.transact_now(make.add)
    changed = replace(
        made,
        customer="other@customer.test",
        kind=Kind.MACHINE,
        turn=Turn.THEIRS,
        triage=replace(make.triage(Urgency.CRITICAL), language="de", language_sure=False, customer_group="gold"),
        last_mail_at=NOW + DAY,
        due_at=NOW + HOUR,
        answered_at=NOW,
        closed_at=NOW,
        look_at=NOW + MINUTE,
        owner="anna",
        owned_since=NOW,
        rungs=3,
        held="anna holds it",
        asked_at=NOW,
        proposal=make.promise(NOW + DAY, what=Owed.UPDATE, number=1, person="anna", counted_from=NOW),
        snoozed_until=NOW + HOUR,
        asks="close?",
        acknowledged_at=NOW,
        offset=-90,
        proven=True,
        unanswered_mails=7,
        given=(Fact(name="order", value="BT-1 \u2013 ünï"), Fact(name="photo", value="a.jpg")),
        asked=("photo", "place"),
    )
    store.transact_now(lambda tx: tx.update_thread(changed))
    assert store.transact_now(lambda tx: tx.thread(made.thread_id)) == changed


def test_a_thread_is_found_by_what_was_given_in_it(store: SqlStore) -> None:
    """By the whole value, however it is written, of one fact or of any; newest mail first."""
    order, photo = Fact(name="order", value="BT-118 204"), Fact(name="photo", value="bt118204")
    first = store.transact_now(lambda tx: make.add(tx, given=(order,)))
    later = store.transact_now(lambda tx: make.add(tx, last_mail_at=NOW + HOUR))
    changed = replace(later, given=(photo, order), asked=("place",))
    store.transact_now(lambda tx: tx.update_thread(changed))

    def found(value: str, name: str = "") -> list[int]:
        return [thread.thread_id for thread in store.transact_now(lambda tx: tx.with_fact(value, name))]

    assert found("bt 118-204") == [later.thread_id, first.thread_id]
    assert found("BT118204", "photo") == [later.thread_id]
    assert found("BT11820") == found("BT118204", "place") == found("") == found("%") == found("\0\ud800") == []
    assert store.transact_now(lambda tx: tx.with_fact("bt118204", "photo")) == (changed,)


def test_what_was_given_once_is_found_for_ever(store: SqlStore) -> None:
    """Also when newer values took its place, and under the conversation that its thread became part of."""
    gone = store.transact_now(lambda tx: make.add(tx, given=(Fact(name="order", value="1"),)))
    stays = store.transact_now(lambda tx: make.add(tx, given=(Fact(name="order", value="1"),)))
    store.transact_now(lambda tx: tx.join_thread(gone.thread_id, stays.thread_id))
    store.transact_now(lambda tx: tx.update_thread(replace(stays, given=(Fact(name="order", value="2"),))))
    for value in ("1", "2"):
        found = store.transact_now(lambda tx, value=value: tx.with_fact(value))
        assert [thread.thread_id for thread in found] == [stays.thread_id]


def test_an_unknown_thread_cannot_be_changed(store: SqlStore) -> None:
    """Changing a thread that is not there is refused."""
    with pytest.raises(StaleState, match="no thread number 99"):
        store.transact_now(lambda tx: tx.update_thread(make.thread(thread_id=99)))


def test_a_reference_is_given_once(store: SqlStore) -> None:
    """A new thread gets the first reference that is free; none free is refused."""
    first = store.transact_now(lambda tx: tx.add_thread(make.thread(), ["k7m2", "k7m3"]))
    second = store.transact_now(lambda tx: tx.add_thread(make.thread(), ["K7M2", "K7M3"]))
    assert (first.reference, second.reference) == ("K7M2", "K7M3")
    with pytest.raises(StaleState, match="taken"):
        store.transact_now(lambda tx: tx.add_thread(make.thread(), ["K7M2"]))


@pytest.mark.parametrize("written", ["K7M2", "k7m2", "NL-K7M2", "[#NL-k7m2]", " #K7M2 "])
def test_a_person_names_a_thread_by_its_reference(store: SqlStore, written: str) -> None:
    """A reference is found with or without prefix and brackets, in any case."""
    made = store.transact_now(lambda tx: tx.add_thread(make.thread(), ["K7M2"]))
    assert store.transact_now(lambda tx: tx.thread_by_reference(written)) == made


@pytest.mark.parametrize("written", ["", "[#]", "K7M3", "K7M2 please"])
def test_what_names_no_thread_finds_none(store: SqlStore, written: str) -> None:
    """A text that ends in no reference finds nothing."""
    store.transact_now(lambda tx: tx.add_thread(make.thread(), ["K7M2"]))
    assert store.transact_now(lambda tx: tx.thread_by_reference(written)) is None


def test_the_same_mail_is_stored_once(store: SqlStore) -> None:
    """A second copy of a mail is not stored (I1); another text under the same Message-ID is (T9)."""
    mail = make.message()
    assert store.transact_now(lambda tx: tx.add_message(mail)) is not None
    assert store.transact_now(lambda tx: tx.add_message(mail)) is None
    assert store.transact_now(lambda tx: tx.add_message(replace(mail, digest="other"))) is not None
    assert store.transact_now(lambda tx: tx.add_message(replace(mail, inbox="sales"))) is not None


def test_mails_of_a_thread_come_oldest_first(store: SqlStore) -> None:
    """A thread's mails are read back equal, in the order in which they arrived; their text is cut."""
    made = store.transact_now(make.add)
    late = make.message(thread_id=made.thread_id, received_at=NOW + HOUR, text="x" * 5000)
    early = make.message(thread_id=made.thread_id, automatic=True, message_id=None)
    keys = store.transact_now(lambda tx: (tx.add_message(late), tx.add_message(early)))
    assert store.transact_now(lambda tx: tx.messages(made.thread_id)) == (
        replace(early, stored_id=keys[1]),
        replace(late, stored_id=keys[0], text="x" * 4000),
    )


def test_text_no_database_takes_is_kept_readable(store: SqlStore) -> None:
    """NUL and lone surrogates in a mail never stop it from being stored."""
    made = store.transact_now(lambda tx: make.add(tx, subject="a\0b", customer_name="\ud800"))
    mail = make.message(thread_id=made.thread_id, subject="\udcff\0", text="c\0d")
    store.transact_now(lambda tx: tx.add_message(mail))
    finding = Finding(question="q", answer="a", evidence="\ud83d\0")
    entry = TrailEntry(at=NOW, event="seen", findings=(finding,), thread_id=made.thread_id)
    store.transact_now(lambda tx: tx.add_trail(entry))
    (stored,) = store.transact_now(lambda tx: tx.messages(made.thread_id))
    assert stored.text == "c\ufffdd"
    assert store.transact_now(lambda tx: tx.trail(made.thread_id))


def test_ids_lead_to_their_thread(store: SqlStore) -> None:
    """A thread is found by every id seen in it, a provider's too (T1); automatic ones say so."""

    def build(tx: Tx) -> int:
        made = make.add(tx)
        tx.add_message(make.message(thread_id=made.thread_id, message_id="<mail@x>"))
        make.put(tx, thread_id=made.thread_id, message_id="<ack@x>")
        tx.note_id(made.thread_id, "support", "<provider@x>", automatic=True)
        return made.thread_id

    key = store.transact_now(build)
    ids = ("<provider@x>", "<none@x>", "<ack@x>", "<mail@x>")
    found = store.transact_now(lambda tx: tx.joined("support", ids))
    assert [(j.message_id, j.automatic, j.thread.thread_id) for j in found] == [
        ("<provider@x>", True, key),
        ("<ack@x>", True, key),
        ("<mail@x>", False, key),
    ]


def test_a_mail_that_was_only_named_is_waited_for(store: SqlStore) -> None:
    """A reply that arrives before its parent: the parent's own id leads to the reply's thread (T7)."""
    reply = store.transact_now(make.add)
    parent = store.transact_now(make.add)
    store.transact_now(
        lambda tx: tx.add_message(make.message(thread_id=reply.thread_id, mentions=("<parent@x>", "<root@x>")))
    )
    (joined,) = store.transact_now(lambda tx: tx.joined("support", ["<parent@x>"]))
    assert joined.thread.thread_id == reply.thread_id
    store.transact_now(lambda tx: tx.add_message(make.message(thread_id=parent.thread_id, message_id="<parent@x>")))
    (joined,) = store.transact_now(lambda tx: tx.joined("support", ["<parent@x>"]))
    assert joined.thread.thread_id == parent.thread_id
    store.transact_now(lambda tx: tx.add_message(make.message(thread_id=reply.thread_id, mentions=("<parent@x>",))))
    (joined,) = store.transact_now(lambda tx: tx.joined("support", ["<parent@x>"]))
    assert joined.thread.thread_id == parent.thread_id


def test_many_ids_are_asked_for_at_once(store: SqlStore) -> None:
    """However many ids a mail names, its own inbox's threads come first among equals, in the order of the ids."""
    ours, theirs = store.transact_now(lambda tx: (make.add(tx), make.add(tx, inbox="sales")))
    for made in (theirs, ours):
        mail = make.message(thread_id=made.thread_id, inbox=made.inbox, message_id="<same@x>")
        store.transact_now(lambda tx, mail=mail: tx.add_message(mail))
    ids = [f"<{n}@x>" for n in range(30)] + ["<same@x>"] * 2
    found = store.transact_now(lambda tx: tx.joined("support", ids))
    assert [j.thread.inbox for j in found] == ["support", "sales"]


def test_a_promise_gets_one_outcome(store: SqlStore) -> None:
    """One open promise and one open target a thread; an outcome is given once; the ledger keeps all."""
    made = store.transact_now(lambda tx: make.add(tx, promise=make.promise()))
    key = made.thread_id
    assert made.promise
    assert made.promise.promise_id
    number = made.promise.promise_id
    with pytest.raises(StaleState, match="open promise"):
        store.transact_now(lambda tx: tx.open_promise(key, make.promise(), NOW))
    store.transact_now(lambda tx: tx.open_promise(key, make.promise(told=False, reply_by=NOW + MINUTE), NOW))
    current = store.transact_now(lambda tx: tx.thread(key))
    assert current
    assert (current.promise, current.target) == (made.promise, store.transact_now(lambda tx: tx.promises(key))[1])
    store.transact_now(lambda tx: tx.settle_promise(number, Outcome.KEPT, NOW + MINUTE))
    with pytest.raises(StaleState, match="not open"):
        store.transact_now(lambda tx: tx.settle_promise(number, Outcome.MISSED, NOW + HOUR))
    ledger = store.transact_now(lambda tx: tx.promises(key))
    assert [(p.told, p.outcome, p.outcome_at) for p in ledger] == [
        (True, Outcome.KEPT, NOW + MINUTE),
        (False, Outcome.OPEN, None),
    ]
    current = store.transact_now(lambda tx: tx.thread(key))
    assert current
    assert (current.promise, current.target) == (None, ledger[1])


def test_the_time_of_the_solution_stands_beside_the_nearest_other_target(store: SqlStore) -> None:
    """Each open target has its place on the thread, whichever is sooner; a solution that was given one is gone."""
    times = ((Owed.UPDATE, DAY), (Owed.REPLY, HOUR), (Owed.SOLVE, MINUTE))
    key = store.transact_now(make.add).thread_id
    aims = [make.promise(NOW + span, told=False, what=what) for what, span in times]
    store.transact_now(lambda tx: [tx.open_promise(key, aim, NOW) for aim in aims])
    current = store.transact_now(lambda tx: tx.thread(key))
    assert current
    _, reply, solution = store.transact_now(lambda tx: tx.promises(key))
    assert (current.promise, current.target, current.solution) == (None, reply, solution)
    store.transact_now(lambda tx: tx.settle_promise(solution.promise_id or 0, Outcome.KEPT, NOW))
    current = store.transact_now(lambda tx: tx.thread(key))
    assert current
    assert current.owed == (reply,)


def test_the_trail_tells_why_in_order(store: SqlStore) -> None:
    """Findings are read back equal, oldest first, also within the transaction that wrote them."""
    made = store.transact_now(make.add)
    finding = Finding(question="Who wrote?", answer="a person", evidence='"Grüße", said Jo', row="N8")
    first = TrailEntry(at=NOW, event="received", findings=(finding, finding), thread_id=made.thread_id)
    second = TrailEntry(at=NOW + MINUTE, event="answered", thread_id=made.thread_id)
    store.transact_now(lambda tx: tx.add_trail(first))

    def write_and_read(tx: Tx) -> tuple[TrailEntry, ...]:
        tx.add_trail(second)
        return tx.trail(made.thread_id)

    assert store.transact_now(write_and_read) == (first, second)
    assert store.transact_now(lambda tx: tx.trail(made.thread_id)) == (first, second)


def test_a_step_that_fails_leaves_nothing(store: SqlStore) -> None:
    """What a step wrote before its exception is undone, and the store goes on."""

    def step(tx: Tx) -> None:
        make.add(tx)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        store.transact_now(step)
    assert store.transact_now(lambda tx: tx.queue(NOW)) == ()
    assert not store.broken


async def test_a_coroutine_awaits_its_transaction(store: SqlStore) -> None:
    """A transaction gives back what the step returned, and its writes are there for the next one."""
    made = await store.transact(make.add)
    assert await store.transact(lambda tx: tx.queue(NOW)) == (made,)
