"""Incidents where something beside them changes: rules.toml, urgency, a colleague's word. Nothing breaks or is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.loops.house import goes_on, intake, letters, mail, policy, scribe, take
from tests.loops.incident_house import CLOUD, OVER, House, answer_of, house
from triaged.loops import incidents
from triaged.loops.evidence import Look, note_copies, settle
from triaged.loops.health import Health
from triaged.loops.told import untell
from triaged.loops.watch import Watch
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.mail import Headline
from triaged.model.stored import Incident
from triaged.model.thread import Outcome, Owed, Turn, Urgency
from triaged.model.tx import Tx
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


@pytest.mark.parametrize("until", ["nothing", "it has left", "it was looked at"])
def test_a_letter_in_doubt_does_not_go_again_behind_the_letter_about_the_incident(house: House, until: str) -> None:
    """That one told the customer's own time too. Without an incident the letter goes once more."""
    house.mails(1, 1)
    [doubted] = house.store.transact_now(lambda tx: tx.claim_letters("main", house.clock.now, 9))
    house.store.transact_now(lambda tx: tx.recover_sending(house.clock.now))
    if until != "nothing":
        house.order("incident open", name="cloud", confirm=1)
        house.deliver()
    if until == "it was looked at":
        house.look(seconds=40)
    house.clock.passes(minutes=20)
    look = Look(began=house.clock.now, possible=True, found=frozenset())

    def settled(tx: Tx) -> tuple[int, Letter | None]:
        again = settle(
            tx,
            look,
            inbox="support",
            account="main",
            wait=timedelta(minutes=1),
            policy=house.policy,
            now=house.clock.now,
        )
        return again, tx.letter(doubted.stored)

    [thread] = house.threads()
    before = house.promises(thread)
    again, letter = house.store.transact_now(settled)

    assert letter is not None
    assert (again, letter.state) == ((1, LetterState.READY) if until == "nothing" else (0, LetterState.CANCELLED))
    assert len(house.told()) == (until != "nothing")
    assert house.promises(thread) == before


@pytest.mark.parametrize("answered", [True, False])
def test_who_was_just_told_is_not_told_again_for_a_second_thread(house: House, answered: bool) -> None:
    """Answered by a person meanwhile, or the letter has just left: one letter a customer and round of news."""
    house.opened()
    for uid in (1, 2):
        raw = mail(uid, "Kim <kim@customer.test>", received=house.clock.now, text=f"Where is invoice {uid}?")
        take(intake(house.policy, house.store, house.clock), house.store, raw)
        house.deliver()
        house.clock.passes(minutes=2)
    first, second = sorted(house.threads(), key=lambda thread: thread.thread_id)
    house.order("incident attach", id=1, thread=first.reference)
    if answered:
        house.deliver()
        house.look(seconds=40)
        house.order("called", id=first.reference)
    house.order("incident attach", id=1, thread=second.reference)
    house.deliver()
    house.look(minutes=6)

    assert house.told() == ["kim@customer.test"]
    [waits] = [thread for thread in house.threads() if thread.thread_id == second.thread_id]
    assert (waits.incident_id, waits.promise) == (1, None)


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


def _late_and_in_doubt(store: SqlStore) -> tuple[House, Letter]:
    """A customer's renewal was being sent when the daemon died; then the incident is opened."""
    rules = policy(CLOUD + '[renewal]\nsend = "auto"\nneeds = "nothing"\n')
    late = House(store=store, policy=rules)
    late.mails(1, 1)
    late.deliver()
    found: list[Letter] = []
    while not found:
        goes_on(store, late.clock.passes(minutes=10), rules)
        found = [letter for letter in letters(store) if letter.kind is LetterKind.RENEWAL]
    store.transact_now(lambda tx: tx.claim_letters("main", late.clock.now, 9))
    store.transact_now(lambda tx: tx.recover_sending(late.clock.now))
    late.clock.passes(minutes=1)
    late.order("incident open", name="cloud", confirm=1)
    return late, found[0]


@pytest.mark.parametrize("detached", [False, True])
def test_a_renewal_found_sent_after_the_incident_was_opened_is_in_the_ledger(store: SqlStore, detached: bool) -> None:
    """The customer knows its new time: the own promise was renewed, then the incident's news takes its place."""
    late, letter = _late_and_in_doubt(store)
    [thread] = late.threads()
    assert thread.proposal is not None
    if detached:
        late.order("incident detach", id=thread.reference)
    at = late.clock.passes(minutes=1)
    copy = Headline(
        folder="INBOX", uidvalidity=1, uid=9, size=1, received=at, flags=frozenset(), mark=letter.mark, fields=b""
    )
    store.transact_now(lambda tx: note_copies(tx, (copy,), account="main", policy=late.policy, now=at))
    [after] = late.threads()
    assert after.promise is not None
    assert (after.promise.reply_by, after.promise.number, after.proposal) == (thread.proposal.reply_by, 1, None)
    assert [p.outcome for p in late.promises(after)] == [Outcome.RENEWED, Outcome.OPEN]


def test_what_was_put_aside_stays_when_an_older_letter_fails(store: SqlStore) -> None:
    """The incident was told; the letter in doubt is dropped then: the customer's own time still holds if they write."""
    late, letter = _late_and_in_doubt(store)
    late.deliver()
    late.look(seconds=40)
    [told] = late.threads()
    assert (told.promise, told.proposal is not None) == (None, True)
    store.transact_now(lambda tx: untell(tx, letter, policy=late.policy, now=late.clock.now, why="refused"))
    [after] = late.threads()
    assert after.proposal == told.proposal


def test_who_writes_again_after_it_is_over_is_not_forgotten(house: House) -> None:
    """No [[promise.row]] fits any more: out of the incident, looked at daily, and in the queue."""
    house.mails(1, 1)
    house.deliver()
    house.opened()
    house.order("incident close", id=1, text=OVER)
    house.deliver()
    house.look(seconds=60)
    promised = replace(house.policy.promise, rows=())
    house.policy = replace(house.policy, promise=promised)
    house.clock.passes(days=10)
    answer_of(house, "It does not work again, what shall I do?")

    [thread] = house.threads()
    assert (thread.turn, thread.incident_id) == (Turn.OURS, None)
    assert thread.look_at is not None
    assert [one.thread_id for one in house.store.transact_now(lambda tx: tx.queue(house.clock.now))] == [1]
