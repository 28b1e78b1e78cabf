"""The desk begins with what past mail teaches: kept by command, learned from by the worker, forgotten by command."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loops.house import MONDAY, Hands
from tests.loops.staff import desk, run
from triaged.errors import CommandRefused
from triaged.loops.learning import TOLD, Learning
from triaged.model.history import FiledMail, PastMail
from triaged.store import SqlStore

WORDS = {"fault": "zeppelin mooring", "billing": "garden chair"}


def filed(number: int) -> FiledMail:
    """One of two topics in turn, day after day."""
    topic = tuple(WORDS)[number % 2]
    return FiledMail(
        key=f"{number:064x}",
        inbox="support",
        subject=f"About {number}",
        text=f"Please look at the {WORDS[topic]}.",
        language="en",
        received_at=MONDAY - timedelta(days=200 - number),
        topic=topic,
    )


async def test_what_people_filed_before_triaged_was_there_is_learned_from(store: SqlStore) -> None:
    """Its topics, and nothing of urgency or tone; one command forgets the mails, not the model."""
    pytest.importorskip("sklearn", reason="learning needs scikit-learn: pip install triaged[learn]")
    rows = [filed(number).as_json() for number in range(120)]
    assert run(store, "history add", filed=rows)["done"] == "0 mails, 120 of a topic"
    policy = desk()
    billing = policy.topics["billing"]
    policy = replace(policy, topics={"billing": billing, "fault": replace(billing, key="fault")})
    await Learning(policy=policy, store=store, clock=Hands()).learn()
    told = json.loads(store.transact_now(lambda tx: tx.remembered(TOLD)))
    cards = {task["task"]: task["card"] for task in told["tasks"] if "card" in task}
    assert {task: card["labels"] for task, card in cards.items()} == {"topic": {"fault": 60, "billing": 60}}
    assert cards["topic"]["weak"] == 120
    run(store, "history forget")
    assert store.transact_now(lambda tx: tx.filed()) == ()
    assert len(run(store, "train list")["models"]) == 1


PAST = {
    "key": "0" * 64,
    "inbox": "support",
    "arrived_at": "2026-01-05T09:00:00+00:00",
    "answered_at": None,
    "seen_until": "2026-03-05T09:00:00+00:00",
    "urgency": "normal",
    "topic": "",
}
FILED = filed(1).as_json()


@pytest.mark.parametrize(
    ("name", "mail"),
    [
        ("mails", PAST | {"key": "../x"}),
        ("mails", PAST | {"inbox": "sales"}),
        ("mails", PAST | {"arrived_at": "2026-01-05T09:00:00"}),
        ("mails", PAST | {"arrived_at": 5}),
        ("mails", PAST | {"answered_at": "2026-01-05T08:59:59+00:00"}),
        ("mails", PAST | {"seen_until": "0001-01-01T00:00:00+14:00"}),
        ("mails", PAST | {"urgency": "very"}),
        ("mails", PAST | {"topic": None}),
        ("mails", {}),
        ("mails", "mail"),
        ("filed", FILED | {"text": "x" * 4001}),
        ("filed", FILED | {"language": "english"}),
        ("filed", FILED | {"subject": ["A"]}),
    ],
)
def test_what_is_no_past_mail_is_refused(store: SqlStore, name: str, mail: object) -> None:
    """With all that came beside it: nothing is kept of such a request."""
    good = PAST if name == "mails" else FILED
    with pytest.raises(CommandRefused):
        run(store, "history add", **{name: [good, mail]})
    assert store.transact_now(lambda tx: (tx.history(), tx.filed())) == ((), ())
    run(store, "history add", **{name: [good]})
    assert len(store.transact_now(lambda tx: (*tx.history(), *tx.filed()))) == 1


def test_a_request_has_its_bounds(store: SqlStore) -> None:
    """More than a thousand mails, or no list, is refused."""
    for mails in ([PAST] * 1001, PAST, "x"):
        with pytest.raises(CommandRefused, match="list of at most"):
            run(store, "history add", mails=mails)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("name", ["mails", "filed"])
@given(data=st.data())
def test_whatever_a_request_holds_it_is_kept_or_refused(name: str, data: st.DataObject) -> None:
    """No field of a mail, whatever stands in it, breaks the daemon; what is kept is what was sent."""
    good = PAST if name == "mails" else FILED
    read = PastMail.of_json if name == "mails" else FiledMail.of_json
    field = data.draw(st.sampled_from(sorted(good)))
    row = data.draw(ANYTHING | ANYTHING.map(lambda value: good | {field: value}))
    try:
        kept = read(row)  # type: ignore[arg-type]
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        return
    assert read(kept.as_json()) == kept
