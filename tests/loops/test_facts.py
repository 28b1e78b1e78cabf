"""What customers give and are asked for, from mail to mail: found, asked for once, shown, and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.loops.house import MONDAY, Hands, intake, letters, mail, policy, scribe, take, threads
from triaged.decide.due import DUE
from triaged.decide.reword import nameless
from triaged.errors import CommandRefused
from triaged.loops.commands import COMMANDS, Request
from triaged.loops.notice_letter import notice_letter
from triaged.model.fact import Fact
from triaged.model.letter import Letter
from triaged.model.notice import NoticeLetter
from triaged.model.stored import Notice
from triaged.model.thread import Thread, Tone, Urgency
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.store import SqlStore

RULES = r"""
[trust]
results_of = ["mx.nordlicht.example"]
[[rule]]
when = { text = ["broken", "invoice"] }
topic = "fault"
[[rule]]
when = { text = "contract" }
topic = "contract"
[topic.fault]
name = { en = "fault", de = "Störung" }
needs = ["order", "photo"]
[topic.contract]
name = { en = "contract", de = "Vertrag" }
needs = ["contract"]
[fact.order]
find = 're:\bBT-[0-9]{6}\b'
ask = { en = "the order number (BT-…)", de = "die Bestellnummer (BT-…)" }
[fact.photo]
find = "attachment:image/*"
ask = { en = "a photo", de = "ein Foto" }
[fact.contract]
find = 're:\bNF ?[0-9]{4}\b'
ask = { en = "the contract number", de = "die Vertragsnummer" }
waits = true
[fact.attachment]
ask = { en = "the attachment you mention; it did not arrive", de = "der Anhang; er ist nicht angekommen" }
"""
DESK = policy(RULES)
KIM = "Kim Lee <kim@customer.test>"
PROVEN = "Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=customer.test\r\n"
FIRST = "In-Reply-To: <1@customer.test>\r\n"


def writes(store: SqlStore, uid: int, text: str, *, headers: str = PROVEN, hours: float = 0) -> None:
    """Kim's mail arrives and is taken in."""
    at, subject = MONDAY + timedelta(hours=hours), "Re: My order 1" if FIRST in headers else ""
    raw = mail(uid, KIM, headers=headers, text=text, received=at, subject=subject)
    take(intake(DESK, store, Hands(at)), store, raw)


def letter(store: SqlStore) -> str:
    """The only letter that waits, as text."""
    (one,) = letters(store)
    return text_of(one)


def text_of(one: Letter) -> str:
    """What a letter says."""
    from email import message_from_bytes
    from email import policy as email_policy

    message = message_from_bytes(one.octets, policy=email_policy.default)
    return str(message.get_content()).replace("\r\n", "\n")


def the_thread(store: SqlStore) -> Thread:
    """The only thread."""
    (one,) = threads(store)
    return one


def command(store: SqlStore, name: str, **arguments: str) -> Json:
    """What a command of the command line answers."""
    request = Request(who="anna", now=MONDAY, policy=DESK, scribe=scribe(DESK, store), arguments=arguments)
    return store.transact_now(lambda tx: COMMANDS[name](tx, request))


def test_what_is_missing_is_asked_for_and_what_is_there_is_not(store: SqlStore) -> None:
    """The letter asks for the photo only, below its promise; the thread remembers both."""
    writes(store, 1, "My lamp is broken, BT-118204.")
    text = letter(store)
    assert "It goes faster if you answer this mail. We still need:\n  - a photo\n" in text
    assert "order number" not in text
    assert "You will get a reply from a person by" in text
    assert (the_thread(store).given, the_thread(store).asked) == ((Fact(name="order", value="BT-118204"),), ("photo",))


def test_a_later_mail_gives_it_and_nothing_is_asked_twice(store: SqlStore) -> None:
    """What the customer's next mail gives is recorded; after an answer of ours nothing is asked for again."""
    writes(store, 1, "My lamp is broken.")
    assert the_thread(store).asked == ("order", "photo")
    writes(store, 2, "Sorry, it is bt-118204.", headers=PROVEN + FIRST, hours=1)
    assert [fact.value for fact in the_thread(store).given] == ["bt-118204"]
    assert command(store, "explain", id=the_thread(store).reference)["thread"]["missing"] == ["photo"]  # type: ignore[index]
    command(store, "called", id=the_thread(store).reference)
    writes(store, 3, "And my invoice is wrong, it is still broken.", headers=PROVEN + FIRST, hours=2)
    last = max(letters(store), key=lambda one: one.stored)
    assert "Your answer has arrived" in text_of(last)
    assert "We still need" not in text_of(last)
    assert the_thread(store).asked == ("order", "photo")


def test_a_fact_that_is_awaited_is_asked_for_alone(store: SqlStore) -> None:
    """The letter promises that a person reads it, and says that no answer is possible before."""
    writes(store, 1, "Please end my contract. I send you a copy, see attached.")
    text = letter(store)
    assert "A person will read it and write to you by" in text
    assert "Before we can answer, we need something from you. Please reply to this mail with:\n  - the contract" in text
    assert the_thread(store).asked == ("contract",)
    assert the_thread(store).promise is not None


def test_an_attachment_that_did_not_arrive_is_asked_for(store: SqlStore) -> None:
    """Whatever the topic; once it came it is missing no more."""
    writes(store, 1, "Please see the attached letter.")
    assert "  - the attachment you mention; it did not arrive\n" in letter(store)
    shown = command(store, "queue")["queue"][0]  # type: ignore[index]
    assert shown["missing"] == ["attachment"]


@pytest.mark.parametrize("headers", ["", PROVEN.replace("pass", "none")])
def test_a_sender_who_is_not_proven_is_asked_for_nothing(store: SqlStore, headers: str) -> None:
    """They get the promise and nothing else; agents see what is missing."""
    writes(store, 1, "My lamp is broken.", headers=headers)
    assert "We still need" not in letter(store)
    assert the_thread(store).asked == ()
    assert command(store, "queue")["queue"][0]["missing"] == ["order", "photo"]  # type: ignore[index]


def test_who_was_just_asked_is_not_asked_in_another_thread(store: SqlStore) -> None:
    """A second mail of the same day is asked for nothing that the first one's letter asked for; a later one is."""
    writes(store, 1, "My lamp is broken.")
    writes(store, 2, "My chair is broken too.", hours=2)
    assert sum("We still need" in text_of(one) for one in letters(store)) == 1
    writes(store, 3, "And the table is broken.", hours=26)
    assert sum("We still need" in text_of(one) for one in letters(store)) == 2


def test_a_corrected_topic_needs_other_facts_and_writes_nothing(store: SqlStore) -> None:
    """What is missing is judged anew; no letter is written for it."""
    writes(store, 1, "My lamp is broken, BT-118204.")
    reference = the_thread(store).reference
    before = letters(store)
    answer = command(store, "topic", id=reference, text="contract")
    shown = answer["thread"]
    assert isinstance(shown, dict)
    assert (shown["missing"], shown["facts"]) == (["contract"], {"order": ["BT-118204"]})
    assert letters(store) == before


def test_threads_are_found_by_what_was_given(store: SqlStore) -> None:
    """By any writing of the value; an unknown fact is refused with those that are known."""
    writes(store, 1, "My lamp is broken, BT-118204.")
    for arguments in ({"value": "bt118204"}, {"value": "BT-118204", "fact": "order"}):
        found = command(store, "find", **arguments)["threads"]
        assert isinstance(found, list)
        assert [thread["id"] for thread in found] == [the_thread(store).reference]  # type: ignore[index,call-overload]
    assert command(store, "find", value="BT-118204", fact="photo")["threads"] == []
    with pytest.raises(CommandRefused, match="its facts: order, photo, contract, attachment"):
        command(store, "find", value="x", fact="ordr")


def test_the_trail_says_what_was_found_what_is_missing_and_what_is_asked_for(store: SqlStore) -> None:
    """Three questions, with the rows of rules.toml that they come from."""
    writes(store, 1, "My lamp is broken, BT-118204.")
    thread = the_thread(store)
    trail = store.transact_now(lambda tx: tx.trail(thread.thread_id))
    said = [(found.question, found.answer, found.row) for entry in trail for found in entry.findings]
    assert ("Which facts does it give?", "order: BT-118204", "fact.order") in said
    assert ("Which facts are missing?", "photo", "topic.fault") in said
    assert ("Which facts do we ask for?", "photo", "") in said


def test_merged_threads_have_what_both_gave(store: SqlStore) -> None:
    """What was given and asked for in either is given and asked for in the one that stays."""
    writes(store, 1, "My lamp is broken, BT-118204.")
    writes(store, 2, "Please end my contract.", hours=25)
    lamp, contract = sorted(threads(store), key=lambda thread: thread.opened_at)
    command(store, "merge", id=contract.reference, into=lamp.reference)
    stays = the_thread(store)
    assert [fact.value for fact in stays.given] == ["BT-118204"]
    assert stays.asked == ("photo", "contract")


def test_a_letter_that_is_written_anew_asks_for_what_is_still_missing(store: SqlStore) -> None:
    """Where somebody else must be named, or nobody: the same facts, without what came meanwhile, as for each letter."""
    writes(store, 1, "My lamp is broken.")
    thread = the_thread(store)
    assert thread.promise is not None

    def asks(**changes: object) -> list[str]:
        changed = replace(thread, **changes)  # type: ignore[arg-type]
        assert changed.promise is not None
        facts = nameless(changed, changed.promise, DESK, MONDAY, to=thread.customer)
        return [fact.name for fact in facts.wants]

    assert asks() == ["order", "photo"]
    assert asks(given=(Fact(name="order", value="BT-1"),)) == ["photo"]
    assert asks(answered_at=MONDAY) == asks(proven=False) == asks(asked=()) == []
    assert asks(last_mail_at=MONDAY - timedelta(hours=2)) == []
    assert asks(triage=replace(thread.triage, urgency=Urgency.CRITICAL)) == ["order"]


ANGER = "This is outrageous! I am furious, your service is a disgrace and I have had enough of your lies."


def test_an_upset_customer_is_asked_only_for_what_nothing_can_be_done_without(store: SqlStore) -> None:
    """A missing photo can wait; the number without which nothing can be answered is asked for."""
    writes(store, 1, f"{ANGER} The lamp is broken again.")
    assert (the_thread(store).triage.tone, the_thread(store).asked) == (Tone.UPSET, ())
    assert "need" not in letter(store)
    writes(store, 2, f"{ANGER} End my contract at once.", hours=1)
    assert {thread.asked for thread in threads(store)} == {(), ("contract",)}
    assert "we need something from you" in text_of(max(letters(store), key=lambda one: one.stored))


def test_a_notice_knows_what_a_thread_lacks(store: SqlStore) -> None:
    """What the topic needs and nobody gave stands in the notice; what was given is not missing."""
    writes(store, 1, "My lamp is broken, BT-118204.")
    thread = the_thread(store)
    found = [Notice(person="anna", about=DUE, at=MONDAY, thread_id=thread.thread_id)]

    def says(tx: Tx) -> NoticeLetter | None:
        anna = DESK.people["anna"]
        return notice_letter(tx, anna, found, policy=DESK, scribe=scribe(DESK, store), absences=(), now=MONDAY)

    told = store.transact_now(says)
    assert told is not None
    assert told.missing == {thread.reference: ("photo",)}
