"""The desk learns from its agents: a worker makes a model, the model judges, and one command goes back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.loops.house import MONDAY, Hands
from tests.loops.staff import desk, run
from tests.scorer.judging import message
from tests.store import make
from triaged.errors import CommandRefused
from triaged.loops.judging import Judging
from triaged.loops.learning import TOLD, Learning
from triaged.model.lesson import Correction, FirstWord, Judged
from triaged.model.thread import Urgency
from triaged.model.tx import Tx
from triaged.scorer.judge import WordJudge
from triaged.store import SqlStore

pytest.importorskip("sklearn", reason="learning needs scikit-learn: pip install triaged[learn]")

ODD, PLAIN = "zeppelin mooring", "garden chair"
"""Words that say nothing to anybody, but to this desk."""
WORDS = '[judge]\nsentences = "never"\n'
"""So that it is the same wherever it runs."""


def work(store: SqlStore, many: int = 120) -> None:
    """Agents correct what is about zeppelins to high and what is about chairs to low, day after day."""

    def step(tx: Tx) -> None:
        for number in range(many):
            word, urgency = ((ODD, "high"), (PLAIN, "low"))[number % 2]
            at = MONDAY - timedelta(days=many - number)
            thread = make.add(tx, opened_at=at, last_mail_at=at)
            first = FirstWord(urgency="normal", topic="", tone="neutral").as_text()
            tx.add_message(
                make.message(
                    thread_id=thread.thread_id,
                    subject=f"About {word} {number}",
                    text=f"Please look at the {word}.",
                    received_at=at,
                    judged=first,
                )
            )
            said = Correction(what=Judged.URGENCY, was="normal", value=urgency, person="ben", at=at)
            tx.add_correction(thread.thread_id, said)

    store.transact_now(step)


async def learned(store: SqlStore) -> dict[str, Any]:
    """What came of learning once."""
    await Learning(policy=desk(WORDS), store=store, clock=Hands()).learn()
    return json.loads(store.transact_now(lambda tx: tx.remembered(TOLD)))


async def judged(store: SqlStore, text: str) -> Urgency:
    """How such a mail is judged now."""
    judging = Judging(built_in=WordJudge(), policy=desk(WORDS), store=store)
    await judging.look()
    assert judging.trouble == ""
    return judging.judge(message(f"About {text}", f"Please look at the {text}."), "en").urgency.urgency


async def test_what_agents_corrected_judges_the_next_mail(store: SqlStore) -> None:
    """Words that say nothing to day one are high and low after a hundred corrections; one command takes it back."""
    work(store)
    assert await judged(store, ODD) is Urgency.NORMAL

    told = await learned(store)
    [urgency] = [task for task in told["tasks"] if task["task"] == "urgency"]
    assert urgency["card"]["labels"] == {"high": 60, "low": 60}
    assert (await judged(store, ODD), await judged(store, PLAIN)) == (Urgency.HIGH, Urgency.LOW)

    assert "the words alone" in run(store, "train back", what="urgency")["done"]
    assert await judged(store, ODD) is Urgency.NORMAL


async def test_a_young_desk_learns_nothing_and_says_why(store: SqlStore) -> None:
    """With a handful of labels nothing is made, and the reason is kept for `triaged train`."""
    work(store, 6)
    told = await learned(store)
    assert told["failed"] == "6 mails are too few"
    assert told["tasks"] == []
    assert run(store, "train list")["models"] == []


async def test_a_damaged_model_leaves_the_words_to_judge_and_is_told(store: SqlStore) -> None:
    """Octets that are no model of ours are never executed: words go on, and the trouble names the model."""
    store.transact_now(lambda tx: tx.add_model("urgency", b"\x80\x04cposix\nsystem\n", card="{}", at=MONDAY))
    judging = Judging(built_in=WordJudge(), policy=desk(WORDS), store=store)
    await judging.look()
    assert "the model of urgency" in judging.trouble
    assert judging.judge(message("Hello", "A question"), "en").urgency.urgency is Urgency.NORMAL


async def test_it_learns_once_a_day_and_when_somebody_asks(store: SqlStore) -> None:
    """The first look of a day learns, the next does not, until somebody asks."""
    hands = Hands()
    learning = Learning(policy=desk(WORDS), store=store, clock=hands)
    is_time = lambda: store.transact_now(learning._is_time)  # noqa: E731
    assert is_time()
    await learning.learn()
    assert not is_time()
    run(store, "train")
    assert is_time()
    await learning.learn()
    hands.passes(days=1)
    assert is_time()


def test_what_a_person_says_of_a_mail_is_a_lesson_and_changes_no_thread(store: SqlStore) -> None:
    """`triaged label`: each mail is asked about once; a word that is none is refused."""
    work(store, 2)
    asked = run(store, "label list", what="tone")["mails"]
    assert [mail["subject"] for mail in asked] == [f"About {ODD} 0", f"About {PLAIN} 1"]
    before = store.transact_now(lambda tx: tx.thread_by_reference(asked[0]["thread"]))

    run(store, "label", what="tone", thread=asked[0]["thread"], value="upset", who="ben")

    assert store.transact_now(lambda tx: tx.thread_by_reference(asked[0]["thread"])) == before
    assert [mail["thread"] for mail in run(store, "label list", what="tone")["mails"]] == [asked[1]["thread"]]
    assert store.transact_now(lambda tx: tx.lessons())[0].corrected[Judged.TONE] == "upset"
    with pytest.raises(CommandRefused, match="is no tone: upset, neutral, pleased"):
        run(store, "label", what="tone", thread=asked[1]["thread"], value="cross")
