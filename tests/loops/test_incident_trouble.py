"""Incidents where something beside them changes: rules.toml, urgency, a colleague's word. Nothing breaks or is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.loops.house import scribe
from tests.loops.incident_house import House, answer_of, house
from triaged.loops import incidents
from triaged.loops.health import Health
from triaged.loops.watch import Watch
from triaged.model.stored import Incident
from triaged.model.thread import Owed, Turn, Urgency
from triaged.store import SqlStore

__all__ = ["house"]


def test_a_calendar_that_was_renamed_meanwhile_stops_nothing(house: House) -> None:
    """The news was promised by a calendar that rules.toml does not know any more: the lead still hears of it."""
    house.mails(1, 2)
    house.deliver()
    house.opened()
    (calendar,) = (one for name, one in house.policy.calendars.items() if name == "office")
    teams = {key: replace(team, calendar="bureau") for key, team in house.policy.teams.items()}
    rest = {name: one for name, one in house.policy.calendars.items() if name != "office"}
    house.policy = replace(house.policy, calendars={"bureau": calendar, **rest}, teams=teams)

    house.look(hours=2)
    assert house.notices("incident 1")


@pytest.mark.parametrize("corrected", [False, True])
def test_something_else_that_is_urgent_too_is_one_target(house: House, corrected: bool) -> None:
    """Out of the incident with its own time passed, corrected to more urgent or not: one time to aim at."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    [thread] = house.threads()
    if corrected:
        house.order("urgency", id=thread.reference, text="critical")
    house.clock.passes(hours=5)
    text = "This is about something else. It is urgent: our whole shop is down and we lose money every minute!"
    answer_of(house, text, house.sent[-1].message_id)

    [thread] = house.threads()
    assert (thread.incident_id, thread.turn) == (None, Turn.OURS)
    open_ = [p for p in house.promises(thread) if p.outcome.value == "open"]
    assert [(p.told, p.what) for p in open_] == [(False, Owed.REPLY)]


def test_what_a_colleague_promises_to_one_customer_takes_them_out(house: House) -> None:
    """`triaged promise` in an incident is a promise of its own, not a change of the time that was put aside."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    [thread] = house.threads()
    house.order("promise", id=thread.reference, until="tomorrow 12:00")

    [after] = house.threads()
    assert after.incident_id is None
    assert after.promise is not None
    assert after.promise.what is Owed.COMMITMENT


@pytest.mark.parametrize("urgency", [Urgency.NORMAL, Urgency.CRITICAL])
def test_critical_mail_does_not_join_with_an_update(store: SqlStore, house: House, urgency: Urgency) -> None:
    """It was kept apart when it came, since somebody must look at it: news for all do not take its own time away."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    house.clock.passes(minutes=52)
    house.mails(2, 1)
    house.deliver()
    [late] = [thread for thread in house.threads() if thread.incident_id is None]
    judged = replace(late, triage=replace(late.triage, urgency=urgency))
    store.transact_now(lambda tx: tx.update_thread(judged))
    house.order("incident update", id=1, text=["en=Soon.", "de=Bald."])

    joined = [thread.incident_id is not None for thread in house.threads() if thread.thread_id == late.thread_id]
    assert joined == [urgency is not Urgency.CRITICAL]


def test_an_inbox_that_is_gone_meanwhile_stops_nothing(house: House) -> None:
    """rules.toml knows the incident's inbox no more when its news are due: no letter goes, and people still hear."""
    house.mails(1, 2)
    house.deliver()
    house.opened()
    [inbox] = house.policy.inboxes.values()
    renewing = replace(house.policy.renewal, send="auto")
    house.policy = replace(house.policy, inboxes={"help": replace(inbox, key="help")}, renewal=renewing)
    written = len(house.sent)

    for _ in range(8):
        house.look(minutes=15)
        house.deliver()
    assert len(house.sent) == written
    assert house.notices("incident 1")


async def test_a_rule_that_breaks_on_an_incident_leaves_it_alone_for_an_hour(
    store: SqlStore, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half done is kept, and whatever else waits for the watcher is looked at meanwhile."""
    house.mails(1, 2)
    house.deliver()
    house.opened()
    house.clock.passes(minutes=50)
    before = house.incident()

    def breaks(desk: incidents.Desk, incident: Incident) -> Incident:
        desk.tx.update_incident(replace(incident, rounds=99))
        raise KeyError(incident.inbox)

    monkeypatch.setattr(incidents, "_look", breaks)
    watch = Watch(
        policy=house.policy,
        scribe=scribe(house.policy, store),
        store=store,
        clock=house.clock,
        health=Health(),
        send_now=lambda: None,
    )
    while await watch._watch_once():
        pass
    after = house.incident()
    assert (after.rounds, after.look_at) == (before.rounds, house.clock.now + incidents.BROKEN_RULE)


@pytest.mark.parametrize("by_its_customer", [False, True])
def test_what_was_taken_out_does_not_come_back_with_the_next_news(house: House, by_its_customer: bool) -> None:
    """It still fits by its words; but a colleague, or its customer, said that it is something else."""
    house.mails(1, 2)
    house.deliver()
    house.opened()
    first, second = house.threads()
    if by_its_customer:
        [letter] = [each for each in house.sent if each.thread_id == first.thread_id][-1:]
        answer_of(house, "This is about something else.", letter.message_id)
    else:
        house.order("incident detach", id=first.reference)
    house.deliver()
    house.clock.passes(minutes=10)
    house.order("incident update", id=1, text=["en=Soon.", "de=Bald."])

    joined = {thread.thread_id: thread.incident_id is not None for thread in house.threads()}
    assert joined == {first.thread_id: False, second.thread_id: True}
