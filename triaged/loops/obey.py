"""Carries an agent's order out, whichever way it came: over the control socket or by mail."""

from datetime import datetime

from triaged.decide.action import Ordered, decide_action
from triaged.loops.handle import open_promises, waits_still, write
from triaged.loops.waiting import on_its_way
from triaged.model.order import Order, OrderKind, Refusal
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy

ENDS_A_TURN = frozenset({OrderKind.DONE, OrderKind.CALLED, OrderKind.CLOSE})
"""Orders that say that what waited then was done: not what the customer wrote after they were given."""


def in_letter(order: Order, thread: Thread) -> bool:
    """Whether the time that was promised stands in a letter that is to go, after the order: nobody told it yet."""
    return order.what is OrderKind.PROMISE and thread.proposal is not None


def obey(
    tx: Tx,
    order: Order,
    thread: Thread,
    *,
    who: str,
    person: str,
    policy: Policy,
    now: datetime,
    at: datetime | None = None,
) -> Refusal | None:
    """Do it and remember who ordered it; the refusal where it cannot be done, and then nothing is changed.

    `who` is how the trail names the agent, `person` their key in rules.toml or "". `at`: when it was
    ordered, None = now.
    """
    decided = decide_action(
        Ordered(
            order=order,
            thread=thread,
            open=open_promises(tx, thread.thread_id),
            who=who,
            person=person,
            policy=policy,
            absences=tx.absences(now),
            on_its_way=on_its_way(tx, thread),
            inbox=tx.inbox_state(thread.inbox),
            blocked=tx.is_blocked(thread.customer, now),
            now=now,
            at=now if at is None else min(at, now),
        )
    )
    if isinstance(decided, Refusal):
        return decided
    write(tx, thread, decided, now=now)
    if order.what in ENDS_A_TURN and at is not None:
        waits_still(tx, thread, policy=policy, at=at, now=now)
    return None
