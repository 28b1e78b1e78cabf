"""A team's own answers decide the time of a promise, once they are learned; the lead hears which wishes they refute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.loops.house import MONDAY, Hands, intake, mail, scribe, take, threads
from tests.loops.staff import desk, run
from tests.rules.forecasts import flat
from tests.store import make
from triaged.loops import foretelling
from triaged.loops.desk import FORECAST, forecasts
from triaged.loops.digest import _morning, digest_letter
from triaged.loops.foretelling import Foretelling, first_mails, tell_leads
from triaged.model.history import PastMail
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.store import SqlStore

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = '[promise]\nbasis = "forecast"\n'


def policy(more: str = "") -> Policy:
    return desk(RULES + more)


def past(store: SqlStore, many: int, *, hours: float = 6, team: str = "service") -> None:
    """One first mail every two working hours of the last weeks, answered by somebody so many working hours later."""

    def step(tx: Tx) -> None:
        for number in range(many):
            days, slot = divmod(number, 4)
            weeks, day = divmod(days, 5)
            at = MONDAY - timedelta(weeks=weeks + 1) + timedelta(days=day, hours=2 * slot)
            at = at.replace(hour=8 + 2 * slot)
            wait = timedelta(hours=hours * (0.5 + (number % 10) / 18))
            thread = make.add(
                tx,
                triage=replace(make.triage(), team=team),
                opened_at=at,
                last_mail_at=at,
                turn=Turn.THEIRS,
                answered_at=at + wait,
            )
            tx.add_message(make.message(thread_id=thread.thread_id, received_at=at))
            tx.note_event(thread.thread_id, "answered", at + wait, person="ben", delay=wait)

    store.transact_now(step)


def knows(store: SqlStore, within: timedelta, *, team: str = "service", **changes: Any) -> None:
    """What the team's answers taught, put there by hand."""
    text = flat(within, made_at=MONDAY, **changes).as_text()
    store.transact_now(lambda tx: tx.remember(f"{FORECAST} {team}", text))


def taken(store: SqlStore, rules: Policy, hands: Hands, uid: int = 1) -> Thread:
    """A customer's mail is taken in: its thread."""
    take(intake(rules, store, hands), store, mail(uid, f"Jo <jo{uid}@customer.test>", received=hands.now))
    return max(threads(store), key=lambda thread: thread.thread_id)


def said(store: SqlStore, thread: Thread) -> list[str]:
    """What the trail says of such mails."""
    entries = store.transact_now(lambda tx: tx.trail(thread.thread_id))
    asked = "When are such mails answered?"
    return [f.evidence for entry in entries for f in entry.findings if f.question == asked]


async def test_the_teams_own_answers_decide_the_time(store: SqlStore) -> None:
    """Learned from two hundred answers that took up to six hours, a mail is promised later than its row's four."""
    rules, hands = policy(), Hands()
    past(store, 200)
    await Foretelling(policy=rules, store=store, clock=hands).learn()
    thread = taken(store, rules, hands)
    assert thread.promise is not None
    assert thread.promise.basis == "forecast"
    assert thread.promise.reply_by > MONDAY + 4 * HOUR
    [evidence] = said(store, thread)
    assert evidence.startswith("95 of 100 comparable mails are answered within ")
    assert "(200 answers known, no first mails ahead)" in evidence
    assert "of service" not in run(store, "train list", rules=rules)["forecasts"][0]["silent"]


async def test_a_young_desk_is_promised_the_rows_time_and_the_trail_says_why(store: SqlStore) -> None:
    """Forty-one answers are too few: the forecast abstains."""
    rules, hands = policy(), Hands()
    past(store, 41)
    await Foretelling(policy=rules, store=store, clock=hands).learn()
    thread = taken(store, rules, hands)
    assert thread.promise is not None
    assert thread.promise.basis == "fixed"
    assert said(store, thread) == ["forecast abstains: 41 of 60 answers known"]
    [shown, other] = run(store, "train list", rules=rules)["forecasts"]
    assert (shown["team"], shown["answers"], shown["silent"]) == ("service", 41, "41 of 60 answers known")
    assert (other["team"], other["silent"]) == ("billing", "no first mail is known yet")


@pytest.mark.parametrize("text", ["no forecast at all", "{}", '{"format": "triaged forecast", "version": 1}\n{}'])
def test_what_cannot_be_read_is_not_believed(store: SqlStore, text: str) -> None:
    """A damaged forecast leaves the row's time, and the trail names it."""
    rules, hands = policy(), Hands()
    store.transact_now(lambda tx: tx.remember(f"{FORECAST} service", text))
    thread = taken(store, rules, hands)
    assert thread.promise is not None
    assert thread.promise.basis == "fixed"
    assert said(store, thread)[0].startswith("forecast abstains: what was learned is no forecast")


def test_with_another_basis_nothing_is_asked(store: SqlStore) -> None:
    """What was learned once decides nothing where promises are not based on it."""
    rules, hands = desk('[promise]\nbasis = "fixed"\n'), Hands()
    knows(store, 9 * HOUR)
    thread = taken(store, rules, hands)
    assert thread.promise is not None
    assert (thread.promise.basis, said(store, thread)) == ("fixed", [])


async def test_it_learns_once_a_day_when_rules_change_and_when_somebody_asks(store: SqlStore) -> None:
    """The first look of a day learns, the next does not."""
    hands = Hands()
    loop = Foretelling(policy=policy(), store=store, clock=hands)
    other = Foretelling(policy=policy("forecast_level = 0.9\n"), store=store, clock=hands)
    is_time = lambda loop: store.transact_now(loop._is_time)  # noqa: E731
    assert is_time(loop)
    await loop.learn()
    assert not is_time(loop)
    assert is_time(other)
    run(store, "train", rules=policy())
    assert is_time(loop)
    await loop.learn()
    assert not is_time(loop)
    hands.passes(days=1)
    assert is_time(loop)


async def test_a_failure_keeps_what_was_learned_before(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends with an error: the older forecast is asked on, and the list shows why there is no new one."""
    rules, hands = policy(), Hands()
    knows(store, 6 * HOUR)
    monkeypatch.setattr(foretelling, "WORKER", "triaged.learn.forecast.nothing_of_this_name")
    await Foretelling(policy=rules, store=store, clock=hands).learn()
    assert store.transact_now(lambda tx: forecasts(tx, rules))["service"] == flat(6 * HOUR, made_at=MONDAY)
    [shown] = run(store, "train list", rules=rules)["forecasts"]
    assert "nothing_of_this_name" in shown["failed"]


def test_mail_of_the_time_before_teaches_too(store: SqlStore) -> None:
    """Answered past mail of the team's inboxes, but for the days of which only quick answers were seen."""
    rules = policy()

    def past_mail(day: int, hours: int | None, inbox: str = "support") -> PastMail:
        came = MONDAY - timedelta(days=day)
        return PastMail(
            key=f"{day} {hours} {inbox}",
            inbox=inbox,
            arrived_at=came,
            answered_at=None if hours is None else came + timedelta(hours=hours),
            seen_until=MONDAY,
            urgency="high",
            topic="",
        )

    mails = [past_mail(day, 30) for day in range(2, 12)]
    left_out = [past_mail(1, 2), past_mail(5, None), past_mail(400, 30), past_mail(7, 30, "elsewhere")]
    store.transact_now(lambda tx: tx.add_history([*mails, *left_out]))
    found = store.transact_now(lambda tx: first_mails(tx, "service", rules, MONDAY))
    assert [mail.arrived_at for mail in found] == sorted(mail.arrived_at for mail in mails)
    assert {mail.urgency for mail in found} == {1}
    assert store.transact_now(lambda tx: first_mails(tx, "billing", rules, MONDAY)) == ()


def test_the_lead_hears_once_a_day_which_wish_cannot_be_kept(store: SqlStore) -> None:
    """One text for a row and an urgency, however many mails; with the numbers, and what could be wished."""
    rules, hands = policy(), Hands()
    knows(store, 6 * HOUR)
    store.transact_now(lambda tx: tell_leads(tx, rules, MONDAY - DAY))
    for uid in range(1, 4):
        taken(store, rules, hands, uid)
    for _ in range(2):
        store.transact_now(lambda tx: tell_leads(tx, rules, hands.passes(hours=1)))
    [notice] = store.transact_now(lambda tx: tx.notices())
    assert (notice.person, notice.thread_id) == ("anna", None)
    assert notice.text == (
        'promise row "row 2" wishes 4h for normal mail. 95 of 100 of the last month\'s were answered within 6h of '
        "working time, 63 of 100 within 4h. 3 customers were told a later time since the last such notice. "
        'reply = "6h" could be kept; 4h needs more answers an hour.'
    )


def test_a_lead_whose_wishes_are_kept_hears_nothing(store: SqlStore) -> None:
    """Mails whose forecast is earlier than their row are promised the row's time."""
    rules, hands = policy(), Hands()
    knows(store, 2 * HOUR)
    store.transact_now(lambda tx: tell_leads(tx, rules, MONDAY - DAY))
    assert taken(store, rules, hands).promise is not None
    store.transact_now(lambda tx: tell_leads(tx, rules, MONDAY + HOUR))
    assert store.transact_now(lambda tx: tx.notices()) == ()


def test_todays_likely_breaks_are_listed_and_stand_in_the_digest(store: SqlStore) -> None:
    """In the queue with the reason; in the digest of the lead, and of who may take what has no owner."""
    rules, hands = policy('[digest]\nat = "09:30"\n'), Hands()
    knows(store, 3 * HOUR, half=timedelta(hours=5))
    thread = taken(store, rules, hands)
    [listed] = run(store, "queue", rules=rules, now=MONDAY)["likely_late"]
    assert (listed["id"], listed["why"]) == (
        thread.reference,
        "with no first mails before it, half of such mails take 5h from now on",
    )
    morning = store.transact_now(lambda tx: _morning(tx, rules, MONDAY))
    for person in ("anna", "ben", "cem"):
        written = store.transact_now(lambda tx, who=person: digest_letter(tx, rules.people[who], morning, rules))
        assert written is not None
        assert written.likely_late == (thread.reference,)
        worded = scribe(rules, store).wording.render_digest(written, rules, MONDAY)
        assert f"Likely late, as such mails were answered: {thread.reference}. Why: triaged queue" in worded.text
    assert run(store, "queue", rules=desk(), now=MONDAY)["likely_late"] == []


def test_the_work_ahead_of_each_mail_of_a_batch_is_counted(store: SqlStore) -> None:
    """First mails that wait are more with every mail, those that were answered do not count."""
    rules, hands = policy(), Hands()
    knows(store, 6 * HOUR)
    mails = [mail(uid, f"jo{uid}@customer.test") for uid in range(1, 4)]
    take(intake(rules, store, hands), store, *mails)
    ahead = [said(store, thread)[0].rpartition(", ")[2] for thread in threads(store)]
    assert sorted(ahead) == ["1 first mail ahead)", "2 first mails ahead)", "no first mails ahead)"]
