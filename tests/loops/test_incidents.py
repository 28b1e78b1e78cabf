"""Incidents in a real store: one promise, one ladder, one notice, one letter a customer, however many mails come."""

from __future__ import annotations

from typing import Any

import pytest

from tests.loops.house import intake, mail, policy, take
from tests.loops.incident_house import CLOUD, TEXTS, House, answer_of, at, house
from triaged.errors import CommandRefused
from triaged.loops.notice_letter import SUSPECTED
from triaged.model.letter import LetterKind, Phase, Refused
from triaged.model.thread import Outcome
from triaged.store import SqlStore

__all__ = ["house"]


def test_eighty_mails_have_one_promise_one_ladder_and_one_notice(house: House) -> None:
    """An outage with 80 mails: 60 before it is opened, 20 after; one shared time, and each person hears once a rung."""
    house.mails(1, 60, domains=10)
    house.deliver()
    house.opened()
    house.mails(61, 20, domains=10)
    house.deliver()

    assert len(house.told()) == 60, "those who were acknowledged before are told once"
    assert len(house.told(LetterKind.ACKNOWLEDGEMENT)) == 80, "the others hear of it at once"
    threads = house.threads()
    assert {thread.incident_id for thread in threads} == {1}
    assert all(thread.promise is None and thread.target is None and thread.due_at is None for thread in threads)
    assert house.shared() == [(at(1), Outcome.OPEN)]

    house.look(minutes=31)
    assert [notice.person for notice in house.notices("incident 1")] == ["ben"], "half way: who opened it"
    house.look(minutes=30)
    people = [notice.person for notice in house.notices("incident 1")]
    assert sorted(people) == sorted(set(people)) == ["anna", "ben", "mia"], "in the end everybody once"
    assert "80 customers wait" in house.notices("incident 1")[0].text


def test_new_mail_is_told_of_the_incident_and_its_time(house: House) -> None:
    """What comes while the incident is open gets its sentence and the shared time in the acknowledgement."""
    house.opened()
    house.mails(1, 1)

    [letter] = house.deliver()
    assert b"cannot reach many devices" in letter.octets
    assert b"12:00" in letter.octets or b"11:30" in letter.octets or b"11:00" in letter.octets


def test_mail_about_something_else_is_answered_on_its_own(house: House) -> None:
    """What the prepared condition does not fit has nothing to do with the incident."""
    house.opened()
    house.mails(1, 1, text="Where is my invoice?")
    [thread] = house.threads()
    assert thread.incident_id is None
    assert thread.promise is not None


def test_a_customer_with_two_threads_gets_one_letter(house: House) -> None:
    """The same customer twice: told once, both threads share the time, both own promises end."""
    for uid, what in ((1, "The app"), (2, "My heating")):
        raw = mail(uid, "Kim <kim@customer.test>", received=house.clock.now, text=f"{what} is offline, thing {uid}.")
        take(intake(house.policy, house.store, house.clock), house.store, raw)
        house.clock.passes(minutes=3)
    house.deliver()
    house.opened()

    assert house.told() == ["kim@customer.test"]
    assert [thread.incident_id for thread in house.threads()] == [1, 1]
    for thread in house.threads():
        assert [p.outcome for p in house.promises(thread)] == [Outcome.RENEWED]


def test_nothing_is_changed_before_the_count_is_confirmed(house: House) -> None:
    """Without --confirm there is a preview only; with a count that is not true any more it is refused."""
    house.mails(1, 2)
    house.deliver()
    shown = house.order("incident open", name="cloud")
    assert (shown["count"], shown["customers"], shown["add"]) == (2, 2, "--confirm 2")
    assert [one["why"] for one in shown["threads"]] == ['text: "offline"'] * 2
    assert not house.store.transact_now(lambda tx: tx.open_incidents())

    house.mails(3, 1)
    house.deliver()
    with pytest.raises(CommandRefused, match=r"it is 3 threads now.*--confirm 3"):
        house.order("incident open", name="cloud", confirm=2)
    assert not house.store.transact_now(lambda tx: tx.open_incidents())


def test_a_missing_language_is_refused_by_its_name(house: House) -> None:
    """What customers read must exist in every language of the company."""
    with pytest.raises(CommandRefused, match="customers read de too"):
        house.order("incident open", name="the shop is down", text=["en=The shop is down."])
    house.opened()
    with pytest.raises(CommandRefused, match="customers read en too"):
        house.order("incident update", id=1, text=["de=Es dauert."])
    with pytest.raises(CommandRefused, match="begins with its language"):
        house.order("incident update", id=1, text=["fr=Bientôt."])


def test_the_own_promise_ends_when_the_letter_has_left(house: House) -> None:
    """Until the relay took the letter the customer knows their own time only, and it stands."""
    house.mails(1, 1)
    house.deliver()
    house.order("incident open", name="cloud", confirm=1)
    [thread] = house.threads()
    assert [p.outcome for p in house.promises(thread)] == [Outcome.OPEN]

    house.deliver()
    house.look(seconds=40)
    [thread] = house.threads()
    assert [p.outcome for p in house.promises(thread)] == [Outcome.RENEWED]
    assert thread.proposal is not None
    assert thread.proposal.reply_by == at(4), "kept in mind for the answer: something else"


def test_told_too_late_the_own_promise_was_missed(house: House) -> None:
    """The letter left after the own time: nothing is made better than it was."""
    house.mails(1, 1)
    house.deliver()
    house.clock.passes(hours=4, minutes=10)
    house.opened()
    [thread] = house.threads()
    assert [p.outcome for p in house.promises(thread)] == [Outcome.MISSED]


def test_an_acknowledgement_that_waits_gives_way_to_the_incident(house: House) -> None:
    """Nobody is told a time of their own that holds no more: the waiting letter is dropped, its promise released."""
    house.mails(1, 1)
    house.opened()
    assert house.told(LetterKind.ACKNOWLEDGEMENT) == []
    assert house.told() == ["kim1@customer.test"]
    [thread] = house.threads()
    assert [p.outcome for p in house.promises(thread)] == [Outcome.RELEASED]
    assert b"something else" in house.sent[0].octets
    assert b"as promised" not in house.sent[0].octets, "they were promised nothing of their own"


def test_who_cannot_be_told_gets_their_own_answer(house: House) -> None:
    """The relay refuses the letter: the thread is on its own again, by its own promise."""
    house.mails(1, 1)
    house.deliver()
    house.answer = lambda _: Refused(phase=Phase.RCPT, code=550, answer="550 no")
    house.opened()
    [thread] = house.threads()
    assert thread.incident_id is None
    assert thread.promise is not None
    assert thread.due_at == at(4)


def test_who_was_acknowledged_in_vain_is_not_forgotten(house: House) -> None:
    """A new mail's acknowledgement with the incident's sentence is refused: a person must answer by a time."""
    house.opened()
    house.answer = lambda _: Refused(phase=Phase.RCPT, code=550, answer="550 no")
    house.mails(1, 1)
    house.deliver()
    house.look(minutes=6)
    [thread] = house.threads()
    assert thread.incident_id is None
    assert thread.target is not None
    assert thread.due_at is not None


def test_held_letters_wait_for_a_person(store: SqlStore) -> None:
    """In an inbox whose letters are released by people an incident's are too; until then nothing is renewed."""
    house = House(store=store, policy=policy(CLOUD + '[letters]\nsend = "hold"\n'))
    house.mails(1, 1)
    house.order("hold release", all=True)
    house.deliver()
    house.opened()
    assert house.told() == []
    [thread] = house.threads()
    assert [p.outcome for p in house.promises(thread)] == [Outcome.OPEN]
    assert thread.due_at is None, "the shared promise stands for it"

    house.order("hold release", all=True)
    house.deliver()
    house.look(minutes=1)
    assert house.told() == ["kim1@customer.test"]
    assert [p.outcome for p in house.promises(thread)] == [Outcome.RENEWED]


def test_something_else_takes_a_thread_out(house: House) -> None:
    """The customer says so: their own time counts again, as it was told."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    answer_of(house, "Something else.", house.sent[-1].message_id)

    [thread] = house.threads()
    assert thread.incident_id is None
    assert thread.promise is not None
    assert thread.promise.reply_by == at(4)
    assert thread.due_at == at(4)


def test_a_person_takes_a_thread_out(house: House) -> None:
    """Detached by hand: the own time is back; where it has passed, there is a time to aim at."""
    house.mails(1, 2)
    house.deliver()
    house.opened()
    first, second = house.threads()
    house.order("incident detach", id=first.reference)
    house.clock.passes(hours=5)
    house.order("incident detach", id=second.reference)

    first, second = house.threads()
    assert first.promise is not None
    assert first.due_at == at(4)
    assert second.promise is None
    assert second.target is not None
    assert second.due_at is not None


def test_a_thread_is_attached_by_hand_and_told_once(house: House) -> None:
    """Attached later: told; a second thread of the same customer: not told again."""
    house.opened()
    house.mails(1, 1, text="Where is my invoice?")
    house.deliver()
    [thread] = house.threads()
    house.order("incident attach", id=1, thread=thread.reference)
    house.deliver()
    house.look(seconds=40)
    assert house.told() == ["kim1@customer.test"]
    with pytest.raises(CommandRefused, match="belongs to incident 1 already"):
        house.order("incident attach", id=1, thread=thread.reference)


def test_like_one_thread(house: House) -> None:
    """--like finds those who use the same rare words, and says which."""
    house.mails(1, 3, text="The thermostat shows error E17 and the burner stays cold.")
    house.mails(4, 1, text="Error E17 on my thermostat, the burner does nothing.")
    house.mails(5, 2, text="Where is my invoice for October?")
    house.deliver()
    seed = house.threads()[0]
    shown = house.order(
        "incident open", name="burners", like=seed.reference, text=["en=We look at it.", "de=Wir schauen nach."]
    )
    assert shown["count"] == 4
    assert "thermostat" in shown["threads"][-1]["why"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"name": ""}, "give the key"),
        ({"name": "cloud", "inbox": "sales"}, "no inbox 'sales'"),
        ({"name": "cloud", "match": "nothing"}, "no rule and no incident 'nothing'"),
        ({"name": "cloud", "match": "lists"}, "asks for header"),
        ({"name": "cloud", "news": "soon"}, "not a length of time"),
        ({"name": "cloud", "news": "5m"}, "at most every 15 minutes"),
        ({"name": "cloud", "since": "soon"}, "since: write"),
        ({"name": "cloud", "since": "23:59"}, "last seven days"),
        ({"name": "cloud", "like": "ZZZZ"}, "there is no thread"),
        ({"name": "cloud", "text": [f"en={'word ' * 61}"]}, "too long"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_sentence(house: House, arguments: dict[str, Any], words: str) -> None:
    """Each refusal says what is wrong."""
    with pytest.raises(CommandRefused, match=words):
        house.order("incident open", **arguments)


def test_a_rule_attaches_old_and_new_mail(house: House) -> None:
    """--match RULE: what fits it now, and what comes later."""
    house.mails(1, 2, text="The app is slow.")
    house.deliver()
    shown = house.order("incident open", name="cloud", match="the app")
    assert shown["count"] == 2
    house.order("incident open", name="slow app", match="the app", text=TEXTS, confirm=2)
    house.mails(3, 1, text="Your app is slow today.")
    assert [thread.incident_id for thread in house.threads()] == [1, 1, 1]


def test_it_lists_and_shows(house: House) -> None:
    """What is open, who waits, what was promised."""
    house.mails(1, 2)
    house.deliver()
    house.opened()
    [listed] = house.order("incident list")["incidents"]
    assert (listed["id"], listed["threads"], listed["customers"], listed["opened_by"]) == (1, 2, 2, "Ben Oduya")
    shown = house.order("incident show", id=1)
    assert [one["told"] for one in shown["threads"]] == [True, True]
    assert shown["promises"] == [{"by": "2026-03-09T10:00:00Z", "outcome": "open", "outcome_at": None}]
    with pytest.raises(CommandRefused, match="no incident 7"):
        house.order("incident show", id=7)


def test_many_mails_that_fit_a_prepared_incident_are_pointed_out_once(house: House) -> None:
    """Three within twenty minutes: the lead is asked, once; two, or mail about anything else, say nothing."""
    house.mails(1, 2)
    house.mails(3, 5, text="Where is my invoice?")
    house.clock.passes(minutes=25)
    house.mails(8, 1)
    assert house.notices() == (), "two and one, but not within twenty minutes"
    house.mails(9, 2)
    house.mails(11, 4)
    assert [(notice.person, notice.about, notice.text) for notice in house.notices()] == [("anna", SUSPECTED, "cloud")]


def test_what_becomes_critical_gets_a_time_of_its_own(house: House) -> None:
    """Smoke is not answered by the next news: a target runs beside the shared promise."""
    house.policy = policy(
        CLOUD.replace(
            "[[rule]]", '[[rule]]\nname = "smoke"\nwhen = { text = ["smoke"] }\nurgency = "critical"\n[[rule]]', 1
        )
    )
    house.mails(1, 1)
    house.deliver()
    house.opened()
    answer_of(house, "Now there is smoke coming out of it.")
    [thread] = house.threads()
    assert thread.incident_id == 1
    assert thread.due_at is not None
