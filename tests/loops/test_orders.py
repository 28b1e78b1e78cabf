"""What agents order, carried out on a store: who has the thread, what is promised, what the trail remembers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.loops.house import MONDAY, Hands, intake, mail, take, threads
from tests.loops.staff import desk, run
from tests.store import make
from triaged.errors import CommandRefused
from triaged.loops.commands.orders import DONE, NAMES, ORDERS
from triaged.model.letter import LetterState
from triaged.model.stored import Direction
from triaged.model.thread import Kind, Outcome, Owed, Promise, Thread, Turn, Urgency
from triaged.store import SqlStore

HOUR = timedelta(hours=1)
DESK = desk()
NEEDED: dict[str, dict[str, object]] = {
    "assign": {"person": "ben"},
    "snooze": {"until": "in 1h"},
    "promise": {"until": "Wed 12:00"},
    "note": {"text": "rang twice"},
    "urgency": {"text": "high"},
    "topic": {"text": "billing"},
    "tone": {"text": "upset"},
    "renewal name": {"person": "ben"},
}
"""What an order needs beside its thread."""


def asked(store: SqlStore) -> Thread:
    """A thread of Kim's, ours to answer; its acknowledgement has left."""
    take(intake(DESK, store, Hands()), store, mail(1, "kim@customer.test"))
    [letter] = store.transact_now(lambda tx: tx.claim_letters("main", MONDAY, 9))
    store.transact_now(lambda tx: tx.mark_sent_by_evidence(letter.mark, MONDAY))
    store.transact_now(lambda tx: tx.recover_sending(MONDAY))
    [thread] = threads(store)
    return thread


def now_is(store: SqlStore, thread: Thread) -> Thread:
    found = store.transact_now(lambda tx: tx.thread(thread.thread_id))
    assert found is not None
    return found


def promises(store: SqlStore, thread: Thread) -> tuple[Promise, ...]:
    return store.transact_now(lambda tx: tx.promises(thread.thread_id))


def order(
    store: SqlStore, command: str, thread: Thread, *, who: str = "ben", now: datetime = MONDAY, **more: object
) -> str:
    arguments = {**NEEDED.get(command, {}), **more}
    return str(run(store, command, who=who, rules=DESK, now=now, id=thread.reference, **arguments)["done"])


STATES = {
    "ours": {"look_at": MONDAY + HOUR},
    "theirs": {"turn": Turn.THEIRS, "answered_at": MONDAY},
    "closed": {"turn": Turn.NOBODY, "closed_at": MONDAY},
    "machine": {"turn": Turn.NOBODY, "kind": Kind.MACHINE},
    "suspect": {"turn": Turn.NOBODY, "kind": Kind.SUSPECT},
}
DONE_ON = {
    "claim": {"ours", "theirs"},
    "release": {"ours", "theirs"},
    "assign": {"ours", "theirs"},
    "done": {"ours"},
    "called": {"ours"},
    "promise": {"ours", "theirs", "closed"},
    "close": {"ours", "theirs", "machine", "suspect"},
    "reopen": {"theirs", "closed"},
    "snooze": {"ours", "theirs"},
    "spam": {"ours", "theirs", "machine", "suspect"},
    "person": {"machine", "suspect"},
    "machine": {"ours", "theirs", "closed", "suspect"},
    "note": set(STATES),
    "urgency": {"ours", "theirs"},
    "topic": {"ours", "theirs"},
    "tone": {"ours", "theirs"},
    "renewal hold": set[str](),
    "renewal send": set[str](),
    "renewal name": set[str](),
    "incident detach": set[str](),
}
"""On which threads without a told promise each order is done."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", NAMES)
def test_each_order_is_done_and_remembered_or_refused_and_nothing_changes(
    store: SqlStore, command: str, state: str
) -> None:
    """Done: said in words, in the trail with who did it. Refused: a sentence, and the thread is as it was."""
    thread = store.transact_now(lambda tx: make.add(tx, **STATES[state]))
    before = store.transact_now(lambda tx: tx.trail(thread.thread_id))
    if state in DONE_ON[command]:
        assert order(store, command, thread) == f"{thread.reference} {DONE[command]}"
        [entry] = store.transact_now(lambda tx: tx.trail(thread.thread_id))
        assert "ben" in entry.findings[-1].evidence
        after = now_is(store, thread)
        assert after.turn is not Turn.OURS or after.look_at is not None, "a thread of ours is looked at again"
    else:
        with pytest.raises(CommandRefused) as refused:
            order(store, command, thread)
        assert str(refused.value).startswith(thread.reference)
        assert now_is(store, thread) == thread
        assert store.transact_now(lambda tx: tx.trail(thread.thread_id)) == before


def test_every_order_has_its_command() -> None:
    """Each name orders something, says what was done, and is in the table above."""
    assert set(NAMES) == set(DONE) == set(ORDERS) == set(DONE_ON)


def test_a_claimed_thread_is_not_taken_by_accident(store: SqlStore) -> None:
    """Refused with name and time; with --take it is taken over; releasing gives it back."""
    thread = asked(store)
    order(store, "claim", thread, who="ben")
    with pytest.raises(CommandRefused, match="is with Ben Oduya since 10:00: take it over, or leave it there"):
        order(store, "claim", thread, who="cem")
    order(store, "claim", thread, who="ben", now=MONDAY + HOUR)
    order(store, "claim", thread, who="cem", take=True)
    assert now_is(store, thread).owner == "cem"
    order(store, "release", thread)
    assert now_is(store, thread).owner == ""


def test_a_stranger_at_the_socket_claims_nothing(store: SqlStore) -> None:
    """The login name is nobody's in rules.toml: the sentence says where it belongs."""
    with pytest.raises(CommandRefused, match="login name mallory"):
        order(store, "claim", asked(store), who="mallory")


def test_a_thread_is_given_with_its_reason(store: SqlStore) -> None:
    """The colleague is told once, with the reason; who gives it to themselves is not; who is away gets nothing."""
    thread = asked(store)
    order(store, "assign", thread, who="anna", person="Ben Oduya", text="knows the device")
    notices = store.transact_now(lambda tx: tx.notices_of_thread(thread.thread_id))
    assert [(n.person, n.about, n.text) for n in notices] == [("ben", "assigned", "knows the device")]
    order(store, "assign", thread, who="cem", person="cem")
    assert len(store.transact_now(lambda tx: tx.notices_of_thread(thread.thread_id))) == 1
    run(store, "away", who="anna", rules=DESK, person="ben", until="in 3 days")
    with pytest.raises(CommandRefused, match="Ben Oduya is away"):
        order(store, "assign", thread, who="anna", person="ben")


@pytest.mark.parametrize(("after", "outcome"), [(HOUR, Outcome.KEPT), (5 * HOUR, Outcome.MISSED)])
@pytest.mark.parametrize("command", ["done", "called"])
def test_an_answer_keeps_the_promise_by_its_time(
    store: SqlStore, command: str, after: timedelta, outcome: Outcome
) -> None:
    """In time is kept, later is missed; the ledger knows who answered."""
    thread = asked(store)
    order(store, command, thread, now=MONDAY + after)
    assert [p.outcome for p in promises(store, thread)] == [outcome]
    ledger = store.transact_now(lambda tx: tuple(tx.ledger(MONDAY + 9 * HOUR)))
    assert [e.person for e in ledger if e.event == "answered"] == ["ben"]


def test_a_promise_of_a_person_is_watched_like_ours(store: SqlStore) -> None:
    """It takes the place of the one before, which was renewed in time; it is theirs, and so is the thread."""
    thread = asked(store)
    order(store, "promise", thread, until="Wed 12:00")
    first, own = promises(store, thread)
    assert first.outcome is Outcome.RENEWED
    assert (own.told, own.what, own.person) == (True, Owed.COMMITMENT, "ben")
    assert own.reply_by == datetime(2026, 3, 11, 11, 0, tzinfo=MONDAY.tzinfo)
    after = now_is(store, thread)
    assert (after.owner, after.due_at) == ("ben", own.reply_by)
    for until, words in (("yesterday", "write"), ("09.03. 09:00", "over|year")):
        with pytest.raises(CommandRefused, match=words):
            order(store, "promise", thread, until=until)


def test_a_snoozed_thread_is_out_of_the_queue_until_its_time(store: SqlStore) -> None:
    """It is shown apart, comes back by itself, and never sleeps beyond its promise."""
    thread = asked(store)
    order(store, "snooze", thread, until="in 1h")
    shown = run(store, "queue", rules=DESK)
    assert (shown["queue"], [row["id"] for row in shown["snoozed"]]) == ([], [thread.reference])
    assert [row["id"] for row in run(store, "queue", rules=DESK, now=MONDAY + HOUR)["queue"]] == [thread.reference]
    with pytest.raises(CommandRefused, match="is due before"):
        order(store, "snooze", thread, until="in 5h")


def test_spam_is_released_and_may_be_opened_again(store: SqlStore) -> None:
    """No figure of kept or missed changes; opened again it has a target, and no letter goes."""
    thread = asked(store)
    order(store, "spam", thread)
    assert [p.outcome for p in promises(store, thread)] == [Outcome.RELEASED]
    order(store, "reopen", thread)
    after = now_is(store, thread)
    assert (after.turn, after.promise, after.target is not None) == (Turn.OURS, None, True)
    assert store.transact_now(lambda tx: tx.letters(LetterState.READY)) == ()


def test_a_correction_to_more_urgent_is_a_sooner_target(store: SqlStore) -> None:
    """The customer is told no other time; what people must do sooner is known to them only."""
    thread = asked(store)
    order(store, "urgency", thread, text="critical")
    after = now_is(store, thread)
    assert after.triage.urgency is Urgency.CRITICAL
    assert after.promise == thread.promise
    assert after.target is not None
    assert (after.due_at, after.target.reply_by) == (MONDAY + HOUR, MONDAY + HOUR)
    with pytest.raises(CommandRefused, match="is no urgency"):
        order(store, "urgency", thread, text="huge")


def test_a_correction_takes_the_place_of_the_target_before(store: SqlStore) -> None:
    """Its customer was told no time, so that a target stands: more urgent, a sooner one is written in its place."""
    rules = desk('[letters]\nsend = "off"\n')
    take(intake(rules, store, Hands()), store, mail(1, "Kim <kim@customer.test>"))
    [thread] = threads(store)
    run(store, "urgency", rules=rules, id=thread.reference, text="critical")
    owed = store.transact_now(lambda tx: tx.promises(thread.thread_id))
    assert [(p.reply_by, p.outcome) for p in owed] == [
        (MONDAY + 4 * HOUR, Outcome.RELEASED),
        (MONDAY + HOUR, Outcome.OPEN),
    ]
    assert now_is(store, thread).due_at == MONDAY + HOUR


def test_a_topic_moves_a_thread_to_its_team(store: SqlStore) -> None:
    """The topic's team has it from now on; an unknown one is refused with those there are."""
    thread = asked(store)
    order(store, "topic", thread, text="billing")
    after = now_is(store, thread)
    assert (after.triage.topic, after.triage.team) == ("billing", "billing")
    with pytest.raises(CommandRefused, match="its topics: billing"):
        order(store, "topic", thread, text="beer")


def test_a_renewal_is_held_and_sent(store: SqlStore) -> None:
    """Held by name; sent again nothing holds it; a name is refused while there is no letter."""
    thread = asked(store)
    order(store, "renewal hold", thread)
    assert now_is(store, thread).held == "ben holds it"
    assert run(store, "queue", rules=DESK)["queue"][0]["renewal"] == "held"
    order(store, "renewal send", thread)
    assert now_is(store, thread).held == ""
    with pytest.raises(CommandRefused, match="nobody was asked yet"):
        order(store, "renewal name", thread)


def test_renewals_go_again_when_a_person_looked(store: SqlStore) -> None:
    """The inbox is shown with the reason until then."""
    asked(store)
    store.transact_now(lambda tx: tx.renewals_off("support", "an answer was never seen"))
    [shown] = run(store, "queue", rules=DESK)["attention"]["renewals_off"]
    assert shown == {"inbox": "support", "why": "an answer was never seen"}
    assert "an answer was never seen" in run(store, "renewal on", rules=DESK, inbox="support")["done"]
    assert run(store, "queue", rules=DESK)["attention"]["renewals_off"] == []
    assert "were not off" in run(store, "renewal on", rules=DESK, inbox="support")["done"]
    with pytest.raises(CommandRefused, match="there is no inbox"):
        run(store, "renewal on", rules=DESK, inbox="nowhere")


def test_an_answer_beside_the_owner_is_shown(store: SqlStore) -> None:
    """Two people at one thread is a collision: explain names who answered and does not have it."""
    thread = asked(store)
    order(store, "claim", thread, who="ben")
    run(store, "reply", who="cem", rules=DESK, id=thread.reference, text="Done.")
    wrote = make.message(
        thread_id=thread.thread_id,
        direction=Direction.AGENT,
        author="anna@nordlicht.example",
        received_at=MONDAY + HOUR,
    )
    store.transact_now(lambda tx: tx.add_message(wrote))
    assert run(store, "explain", rules=DESK, id=thread.reference)["others"] == ["anna", "cem"]


def test_who_shows_duty_absence_and_load(store: SqlStore) -> None:
    """Who is at work now, who is away until when, how much each has; one team or all of them."""
    thread = asked(store)
    order(store, "claim", thread, who="ben")
    run(store, "away", who="cem", rules=DESK, until="Fri")
    [service] = run(store, "who", rules=DESK, team="service")["teams"]
    assert (service["on_duty"], service["on_call"], service["lead"]) == (["ben"], None, "anna")
    people = {row["person"]: row for row in service["people"]}
    assert (people["ben"]["threads"], people["ben"]["on_duty"]) == (1, True)
    assert people["cem"]["away_until"] == "2026-03-13T23:00:00Z", "to the end of Friday, in Berlin"
    assert [team["team"] for team in run(store, "who", rules=DESK)["teams"]] == ["service", "billing"]
    with pytest.raises(CommandRefused, match="its teams: service, billing"):
        run(store, "who", rules=DESK, team="kitchen")


def test_an_absence_is_told_in_words_and_values(store: SqlStore) -> None:
    """What was moved, by reference; from a day on it begins with the day."""
    thread = asked(store)
    order(store, "claim", thread, who="ben")
    said = run(store, "away", who="anna", rules=DESK, person="ben", until="Fri")
    assert said["done"] == "Ben Oduya is away: 1 to the team"
    assert (said["to_team"], said["to_lead"], said["letters"]) == ([thread.reference], [], [])
    later = run(store, "away", who="anna", rules=DESK, person="cem", until="Fri", **{"from": "Wed"})
    assert later["since"] == "2026-03-10T23:00:00Z"
    assert "handed over when it begins" in later["done"]
    assert run(store, "back", who="ben", rules=DESK)["done"] == "Ben Oduya is back"
    with pytest.raises(CommandRefused, match="name one"):
        run(store, "back", who="mallory", rules=DESK)
