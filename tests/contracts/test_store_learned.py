"""What every store does with what agents teach: corrections, and the mails they were about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.store import make
from tests.store.make import MINUTE, NOW
from tests.store.stores import migrated_database, migrated_file, store
from triaged.errors import StaleState
from triaged.model.lesson import Correction, FirstWord, Judged, Lesson
from triaged.model.thread import Kind
from triaged.model.tx import Tx
from triaged.store import SqlStore

__all__ = ["migrated_database", "migrated_file", "store"]

FIRST = FirstWord(urgency="normal", topic="billing", tone="neutral", ruled=frozenset({Judged.TOPIC}))


def begun(store: SqlStore, number: int, **thread: object) -> int:
    """A thread with the mail that began it, and a later one."""

    def step(tx: Tx) -> int:
        kept = make.add(tx, **thread)
        first = make.message(
            identity=f"first {number}", message_id=f"<f{number}@x.example>", thread_id=kept.thread_id,
            subject=f"Invoice {number}", text=f"text {number}", judged=FIRST.as_text(),
        )  # fmt: skip
        tx.add_message(first)
        tx.add_message(replace(first, identity=f"later {number}", message_id=f"<l{number}@x.example>", judged=""))
        return kept.thread_id

    return store.transact_now(step)


def lessons(store: SqlStore, **more: int) -> tuple[Lesson, ...]:
    return store.transact_now(lambda tx: tx.lessons(**more))


def correction(what: Judged, value: str, was: str = "") -> Correction:
    return Correction(what=what, was=was, value=value, person="ben", at=NOW)


def test_a_lesson_is_the_mail_that_began_a_thread(store: SqlStore) -> None:
    """One for each thread, oldest first, with what was judged and decided by rules; further mails teach nothing."""
    begun(store, 1)
    begun(store, 2, answered_at=NOW)
    first, second = lessons(store)
    assert (first.subject, first.text, first.first, first.corrected) == ("Invoice 1", "text 1", FIRST, {})
    assert (first.handled, second.handled) == (False, True)


def test_the_last_correction_of_a_thing_holds(store: SqlStore) -> None:
    """Two people corrected the urgency, one the tone: the later word counts for each."""
    begun(store, 1)
    thread_id = begun(store, 2)

    def step(tx: Tx) -> None:
        tx.add_correction(thread_id, correction(Judged.URGENCY, "low", "normal"))
        tx.add_correction(thread_id, correction(Judged.TONE, "upset"))
        tx.add_correction(thread_id, replace(correction(Judged.URGENCY, "high", "low"), at=NOW + MINUTE))

    store.transact_now(step)
    first, second = lessons(store)
    assert first.corrected == {}
    assert second.corrected == {Judged.URGENCY: "high", Judged.TONE: "upset"}


def test_only_persons_teach_and_only_the_newest(store: SqlStore) -> None:
    """What turned out to be a machine's is no lesson; of more than the limit the newest are given."""
    for number in range(4):
        begun(store, number, kind=Kind.MACHINE if number == 3 else Kind.PERSON)
    assert [lesson.subject for lesson in lessons(store, limit=2)] == ["Invoice 1", "Invoice 2"]


def models(store: SqlStore) -> list[tuple[str, int, bool]]:
    return [(kept.task, kept.model_id, kept.current) for kept in store.transact_now(lambda tx: tx.models())]


def test_the_newest_model_judges_and_older_ones_can_be_gone_back_to(store: SqlStore) -> None:
    """One model of a task is current; another, or none, can be made so; each keeps its octets."""
    first = store.transact_now(lambda tx: tx.add_model("urgency", b"one", card="{}", at=NOW))
    second = store.transact_now(lambda tx: tx.add_model("urgency", b"two", card="{}", at=NOW))
    other = store.transact_now(lambda tx: tx.add_model("tone", b"three", card="{}", at=NOW))
    assert models(store) == [("tone", other, True), ("urgency", second, True), ("urgency", first, False)]
    store.transact_now(lambda tx: tx.use_model("urgency", first))
    assert models(store) == [("tone", other, True), ("urgency", second, False), ("urgency", first, True)]
    store.transact_now(lambda tx: tx.use_model("urgency", None))
    assert [current for _, _, current in models(store)] == [True, False, False]
    assert store.transact_now(lambda tx: tx.model_octets(second)) == b"two"
    assert store.transact_now(lambda tx: tx.model_octets(99)) is None


def test_a_model_of_another_task_is_refused(store: SqlStore) -> None:
    """Nothing changes when the number is not one of the task's."""
    kept = store.transact_now(lambda tx: tx.add_model("tone", b"one", card="{}", at=NOW))
    with pytest.raises(StaleState, match="no model number"):
        store.transact_now(lambda tx: tx.use_model("urgency", kept))
    assert models(store) == [("tone", kept, True)]


def test_only_the_newest_models_are_kept(store: SqlStore) -> None:
    """Five of a task, so that the store does not grow for ever."""
    numbers = [
        store.transact_now(lambda tx, number=number: tx.add_model("tone", bytes(number), card="", at=NOW))
        for number in range(7)
    ]
    assert [number for _, number, _ in models(store)] == numbers[:1:-1]


def test_an_outcome_is_a_judged_mail_that_people_dealt_with(store: SqlStore) -> None:
    """Answered and left so, confirmed, or corrected; what waits still, and what a rule decided, is none."""
    ruled = FirstWord(urgency="normal", topic="", tone="neutral", ruled=frozenset({Judged.URGENCY}))
    begun(store, 1)
    begun(store, 2, answered_at=NOW)
    corrected, confirmed = begun(store, 3, answered_at=NOW), begun(store, 4)

    def step(tx: Tx) -> None:
        tx.add_correction(corrected, correction(Judged.URGENCY, "high", "normal"))
        tx.add_correction(confirmed, correction(Judged.URGENCY, "high", "normal"))
        tx.add_correction(confirmed, correction(Judged.URGENCY, "normal", "high"))
        by_rule = make.add(tx, answered_at=NOW)
        tx.add_message(make.message(thread_id=by_rule.thread_id, judged=ruled.as_text()))

    store.transact_now(step)
    assert store.transact_now(lambda tx: tx.outcomes(limit=100)) == (True, False, True)
    assert store.transact_now(lambda tx: tx.outcomes(limit=2)) == (True,)
