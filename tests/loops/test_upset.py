"""A customer is upset: who leads the team has it, is named first and hears of it at once; nothing else is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.dialogs.mails import Received
from tests.loops.house import MONDAY, Hands, intake, mail, take, threads
from tests.loops.staff import desk, run
from triaged.decide.hears import UPSET
from triaged.model.people import Absence
from triaged.model.stored import Notice
from triaged.model.thread import Tone
from triaged.policy.shape import Policy
from triaged.store import SqlStore

ANGRY = "This is an absolute disgrace! I am furious. Nobody answers, this is unacceptable, and your service is useless."
PROVEN = "Authentication-Results: mx.nordlicht.example; dmarc=pass header.from=customer.test\r\n"
CALM = "Could you please tell me when my order arrives? Thank you very much."


def letter_to(store: SqlStore, policy: Policy, text: str = ANGRY) -> str:
    """What a customer is told who writes this on Monday morning."""
    take(intake(policy, store, Hands()), store, mail(1, "Kim <kim@customer.test>", text=text, headers=PROVEN))
    [thread] = threads(store)
    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    return " ".join(Received(letter.octets).text.split())


def notices(store: SqlStore) -> tuple[Notice, ...]:
    return store.transact_now(lambda tx: tx.notices())


def test_the_lead_has_it_and_is_named_in_the_first_sentence(store: SqlStore) -> None:
    """The thread is the lead's, the letter names her and the time, and says neither thanks nor that it is automatic."""
    text = letter_to(store, desk(assign="in turn"))

    [thread] = threads(store)
    assert (thread.triage.tone, thread.owner) == (Tone.UPSET, "anna")
    assert "Anna Petersen has your mail and will reply to you by Monday, 9 March" in text
    assert "automatic" not in text
    assert [notice.about for notice in notices(store)] == ["assigned"]


def test_a_calm_mail_is_acknowledged_as_ever(store: SqlStore) -> None:
    """Nobody is named who is not assigned, and the letter says that it is automatic."""
    text = letter_to(store, desk(), CALM)

    [thread] = threads(store)
    assert thread.owner == ""
    assert "You will get a reply from a person by Monday, 9 March" in text
    assert "This note is automatic" in text


def test_a_lead_who_is_away_is_not_named_and_the_manager_is(store: SqlStore) -> None:
    """Who leads while the lead is away has it."""
    gone = Absence(person="anna", since=MONDAY, until=MONDAY + timedelta(days=3), by="anna", begun=True)
    store.transact_now(lambda tx: tx.add_absence(gone))
    text = letter_to(store, desk())

    assert "Greta Lund has your mail" in text
    assert "Anna" not in text


def test_where_nobody_is_named_the_letter_says_who_has_it_all_the_same(store: SqlStore) -> None:
    """`letters.person = "team"`: no name leaves the house."""
    text = letter_to(store, desk('[letters]\nperson = "team"\n'))

    assert "Your mail is with the head of our team. You will have a reply by Monday, 9 March" in text
    assert "Anna" not in text


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        (ANGRY, MONDAY, "If you would rather talk: +49 40 555 01 10, until Monday, 17:00. Say "),
        (ANGRY, MONDAY + timedelta(hours=6, minutes=45), ""),
        (ANGRY, MONDAY + timedelta(hours=12), ""),
        (CALM, MONDAY, ""),
    ],
)
def test_the_telephone_is_named_while_somebody_answers_it(store: SqlStore, text: str, at: datetime, said: str) -> None:
    """An upset customer may rather talk: told until when, and not in the last half hour, nor at night."""
    rules = desk()
    rules = replace(rules, company=replace(rules.company, phone="+49 40 555 01 10"))
    raw = mail(1, "Kim <kim@customer.test>", text=text, headers=PROVEN, received=at)
    take(intake(rules, store, Hands(at)), store, raw)
    [thread] = threads(store)
    [letter] = store.transact_now(lambda tx: tx.letters_of_thread(thread.thread_id))
    written = " ".join(Received(letter.octets).text.split())
    assert ("rather talk" in written) is bool(said)
    assert said in written


def test_who_has_the_thread_keeps_it_and_the_lead_hears_of_the_anger_once(store: SqlStore) -> None:
    """A customer who becomes upset over Ben's thread: it stays Ben's, and the lead is told, not once a mail."""
    policy = desk()
    taking = intake(policy, store, Hands())
    take(taking, store, mail(1, "Kim <kim@customer.test>", text=CALM))
    [thread] = threads(store)
    run(store, "claim", id=thread.reference, who="ben", rules=policy)
    for uid in (2, 3):
        again = "In-Reply-To: <1@customer.test>\r\nReferences: <1@customer.test>\r\n"
        take(taking, store, mail(uid, "Kim <kim@customer.test>", text=ANGRY, subject="Re: My order 1", headers=again))

    [thread] = threads(store)
    assert (thread.owner, thread.triage.tone) == ("ben", Tone.UPSET)
    assert [(one.person, one.about) for one in notices(store) if one.about == UPSET] == [("anna", UPSET)]


def test_nobody_is_judged_where_rules_toml_says_so(store: SqlStore) -> None:
    """`[judge] tone = false`: an angry mail is acknowledged like every other."""
    text = letter_to(store, desk("[judge]\ntone = false\n"))

    [thread] = threads(store)
    assert thread.triage.tone is Tone.NEUTRAL
    assert "You will get a reply from a person" in text


def test_a_rule_may_ask_for_the_tone(store: SqlStore) -> None:
    """`when.tone = "upset"` raises the urgency of angry mail."""
    rule = '[[rule]]\nname = "angry"\nwhen = { tone = "upset" }\nurgency = "at least high"\n'
    letter_to(store, desk(rule))

    assert threads(store)[0].triage.urgency.value == "high"


@pytest.mark.parametrize("word", ["neutral", "pleased"])
def test_an_agent_corrects_the_tone(store: SqlStore, word: str) -> None:
    """`triaged tone ID WORD`: the thread bears it; the customer hears nothing."""
    policy = desk()
    letter_to(store, policy)
    [thread] = threads(store)
    run(store, "tone", id=thread.reference, text=word, who="ben", rules=policy)

    assert threads(store)[0].triage.tone is Tone(word)
