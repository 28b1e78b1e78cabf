"""What agents teach by doing their work: a correction, a confirmation, a mail that was answered as it was judged."""

from __future__ import annotations

from tests.loops.house import MONDAY, Hands, intake, mail, take, threads
from tests.loops.staff import desk, run
from triaged.model.lesson import Judged, Lesson
from triaged.store import SqlStore

RULE = '[[rule]]\nname = "bills"\nwhen = { subject = "bill" }\ntopic = "billing"\n'


def lessons(store: SqlStore) -> tuple[Lesson, ...]:
    return store.transact_now(lambda tx: tx.lessons())


def test_a_mail_that_begins_a_thread_is_kept_with_its_judgement(store: SqlStore) -> None:
    """Its words and how they were judged, and which of it a rule decided; a further mail is no lesson of its own."""
    taking = intake(desk(RULE), store, Hands())
    take(taking, store, mail(1, "Kim <kim@customer.test>", subject="A bill", text="What is this bill for?"))
    again = "In-Reply-To: <1@customer.test>\r\n"
    take(taking, store, mail(2, "Kim <kim@customer.test>", subject="Re: A bill", text="And the other?", headers=again))

    [lesson] = lessons(store)
    assert (lesson.subject, lesson.text) == ("A bill", "What is this bill for?")
    assert (lesson.first.topic, lesson.first.ruled) == ("billing", {Judged.TOPIC})
    assert (lesson.corrected, lesson.handled) == ({}, False)


def test_what_an_agent_corrects_is_learned(store: SqlStore) -> None:
    """`triaged urgency`, `triaged topic` and `triaged tone` are lessons, also where they only say the same again."""
    rules = desk()
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [thread] = threads(store)
    run(store, "urgency", id=thread.reference, text="high", rules=rules)
    run(store, "topic", id=thread.reference, text="billing", rules=rules)
    run(store, "tone", id=thread.reference, text="neutral", rules=rules)

    [lesson] = lessons(store)
    assert lesson.corrected == {Judged.URGENCY: "high", Judged.TOPIC: "billing", Judged.TONE: "neutral"}


def test_what_is_answered_as_it_was_judged_is_a_weak_lesson(store: SqlStore) -> None:
    """A person dealt with the mail and changed nothing: perhaps it was right."""
    rules = desk()
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [thread] = threads(store)
    run(store, "done", id=thread.reference, rules=rules, now=MONDAY)

    [lesson] = lessons(store)
    assert lesson.handled
    assert lesson.corrected == {}
