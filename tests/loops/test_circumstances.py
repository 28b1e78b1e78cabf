"""What the desk knows of a customer is part of how their mail is judged: from the mailbox to the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.loops.house import MONDAY, RULES, Hands, intake, mail, policy, take, threads
from tests.loops.staff import run
from tests.policy.texts import load_text
from triaged.model.mail import RawMessage
from triaged.model.thread import Urgency
from triaged.policy.shape import Policy
from triaged.store import SqlStore

KIM = "Kim <kim@customer.test>"
QUIET = "Could you change the address on my invoice to the new one?"
CLAIM = "URGENT!! This is urgent, please answer at once: one of the keys does not work."
DAY = timedelta(days=1)


def desk(more: str = "") -> Policy:
    """A desk that promises urgent mail a sooner reply."""
    rows = '[[promise.row]]\nname = "high"\nwhen = { urgency = "high" }\nreply = "1h"\n[[promise.row]]\nreply = "4h"\n'
    return load_text(RULES.format(account="", more="").replace('[[promise.row]]\nreply = "4h"\n', more + rows))


def arrives(store: SqlStore, uid: int, at: datetime = MONDAY, *, rules: Policy | None = None, **words: str) -> Urgency:
    """A mail of Kim's arrives; how urgent its thread is then."""
    take(intake(rules or policy(), store, Hands(at)), store, mail(uid, KIM, received=at, **words))
    newest = max(threads(store), key=lambda thread: (thread.last_mail_at, thread.thread_id))
    return newest.triage.urgency


def told(store: SqlStore, answer: str) -> bool:
    """Whether the trail of a thread says that."""
    return any(
        found.answer == answer
        for thread in threads(store)
        for entry in store.transact_now(lambda tx, key=thread.thread_id: tx.trail(key))
        for found in entry.findings
    )


def again(number: int) -> str:
    return f"In-Reply-To: <{number}@customer.test>\r\n"


def test_the_third_mail_without_an_answer_is_high(store: SqlStore) -> None:
    """Each quiet by itself; the third raises the thread, and it gets a sooner time that only we know."""
    rules, hour = desk(), timedelta(hours=1)
    assert arrives(store, 1, rules=rules, text=QUIET, subject="Address") is Urgency.NORMAL
    second, third = (
        {"subject": "Re: Address", "headers": again(1), "text": text}
        for text in ("The street is Elbchaussee 5.", "And the house has a second door.")
    )
    assert arrives(store, 2, MONDAY + hour, rules=rules, **second) is Urgency.NORMAL
    assert arrives(store, 3, MONDAY + 2 * hour, rules=rules, **third) is Urgency.HIGH
    [thread] = threads(store)
    assert told(store, "mail 3 without an answer")
    assert thread.target is not None
    assert thread.target.row == "high"


def test_thanks_are_no_more_urgent_for_coming_from_somebody_important(store: SqlStore) -> None:
    """An important customer's mail is raised; their thanks raise nothing."""
    rules = desk('[customer.vip]\nwho = "*@customer.test"\nimportance = "high"\n')
    assert arrives(store, 1, rules=rules, text="What does the blue one cost?", subject="Price") is not Urgency.CRITICAL
    [thread] = threads(store)
    before = thread.triage.urgency
    assert told(store, "high importance")
    arrives(store, 2, MONDAY + 2 * DAY, rules=rules, text="Thank you!", subject="Re: Price", headers=again(1))
    assert threads(store)[0].triage.urgency is before


@pytest.mark.parametrize(
    ("importance", "urgency"), [("high", Urgency.HIGH), ("normal", Urgency.NORMAL), ("low", Urgency.LOW)]
)
def test_rules_toml_says_who_is_important(store: SqlStore, importance: str, urgency: Urgency) -> None:
    """One key of the group, one class up or down, and the row of that class gives the time."""
    rules = desk(f'[customer.vip]\nwho = "*@customer.test"\nimportance = "{importance}"\n')
    assert arrives(store, 1, rules=rules, text=QUIET) is urgency


def test_a_new_thread_after_a_day_without_an_answer_is_high(store: SqlStore) -> None:
    """A customer who begins anew because nobody answered stands higher; once answered they do not."""
    assert arrives(store, 1, text=QUIET, subject="Address") is Urgency.NORMAL
    assert arrives(store, 2, MONDAY + DAY, text=QUIET, subject="Invoice") is Urgency.HIGH
    for thread in threads(store):
        run(store, "done", id=thread.reference, rules=policy(), now=MONDAY + DAY)
    assert arrives(store, 3, MONDAY + 3 * DAY, text=QUIET, subject="Another") is Urgency.NORMAL


def test_a_rule_has_the_last_word(store: SqlStore) -> None:
    """What rules.toml says of the urgency holds, whatever is known beside the words."""
    rule = '[[rule]]\nname = "calm"\nwhen = { subject = "Address" }\nurgency = "low"\n'
    rules = desk(f'[customer.vip]\nwho = "*@customer.test"\nimportance = "high"\n{rule}')
    assert arrives(store, 1, rules=rules, text=QUIET, subject="Address") is Urgency.LOW


def test_what_moved_a_mail_teaches_nothing_about_its_words(store: SqlStore) -> None:
    """Answered as it was judged, the words are learned as what they sounded like."""
    rules = desk('[customer.vip]\nwho = "*@customer.test"\nimportance = "high"\n')
    assert arrives(store, 1, rules=rules, text=QUIET) is Urgency.HIGH
    [lesson] = store.transact_now(lambda tx: tx.lessons())
    assert (lesson.first.urgency, lesson.first.sounded) == ("high", "normal")


def claim(uid: int) -> dict[str, str]:
    return {"text": CLAIM, "subject": f"Keys {uid}"}


def test_who_cries_wolf_is_believed_no_more(store: SqlStore) -> None:
    """Three mails cried "urgent" and people found them normal: the fourth is judged by what it describes, and so are
    all others after it; a shop that is down is high as before; after 90 days the claim counts again.
    """
    rules = policy()
    for uid in (1, 2, 3):
        at = MONDAY + uid * DAY
        assert arrives(store, uid, at, **claim(uid)) is Urgency.HIGH
        [thread] = threads(store)
        run(store, "urgency", id=thread.reference, text="normal", rules=rules, now=at)
        run(store, "done", id=thread.reference, rules=rules, now=at)
    assert arrives(store, 4, MONDAY + 4 * DAY, **claim(4)) is Urgency.NORMAL
    assert told(store, "no, only what is described")
    run(store, "done", id=threads(store)[0].reference, rules=rules, now=MONDAY + 4 * DAY)
    down = "Urgent! Our whole shop is down since this morning and nobody can pay."
    assert arrives(store, 5, MONDAY + 5 * DAY, text=down, subject="Shop") is Urgency.HIGH
    run(store, "done", id=threads(store)[0].reference, rules=rules, now=MONDAY + 5 * DAY)
    assert arrives(store, 6, MONDAY + 100 * DAY, **claim(6)) is Urgency.HIGH


def with_file(uid: int, name: str) -> RawMessage:
    """A quiet mail with a file of that name."""
    headers = 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n'
    body = (
        "--x\r\nContent-Type: text/plain\r\n\r\nPlease see the file.\r\n--x\r\nContent-Type: application/pdf\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n%PDF\r\n--x--\r\n'
    )
    return mail(uid, KIM, headers=headers, text=body)


@pytest.mark.parametrize(("name", "urgency"), [("Mahnung.pdf", Urgency.HIGH), ("Rechnung.pdf", Urgency.NORMAL)])
def test_a_demand_is_high_by_its_name(store: SqlStore, name: str, urgency: Urgency) -> None:
    """A mail that says nothing, with a dunning letter in it."""
    take(intake(policy(), store, Hands()), store, with_file(1, name))
    assert threads(store)[0].triage.urgency is urgency
