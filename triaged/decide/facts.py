"""A mail was decided: which facts does it give, and which does its letter ask for?"""

from dataclasses import replace
from datetime import datetime, timedelta

from triaged.decide.look import Looked
from triaged.model.decision import Decision
from triaged.model.fact import AskedFact, gathered
from triaged.model.known import Known
from triaged.model.letter import Acknowledgement
from triaged.model.thread import Kind, Thread, Tone, Turn
from triaged.policy.shape import Policy
from triaged.rules.facts import Asking, findings, given, missing, speaks_of_attachment, to_ask

NOTHING: tuple[AskedFact, ...] = ()
LATELY = timedelta(days=1)
"""A customer who was asked in another thread within it is not asked for the same again."""


def with_facts(
    decision: Decision, looked: Looked, *, thread: Thread | None, known: Known, policy: Policy, now: datetime
) -> Decision:
    """The decision with what the mail gives and what its letter asks for. `thread`: the one it goes on with."""
    if not policy.facts or decision.kind is not Kind.PERSON or decision.turn is not Turn.OURS:
        return decision
    found, why = given(looked.message, policy.facts)
    before, asked = (thread.given, thread.asked) if thread is not None else ((), ())
    all_given, topic = gathered(before, found), decision.triage.topic
    letter, wants = decision.letter, NOTHING
    if isinstance(letter, Acknowledgement):
        asking = Asking(
            topic=topic,
            given=all_given,
            asked=frozenset(asked) | _asked_lately(known, now),
            speaks=speaks_of_attachment(looked.message.own_text) and not looked.message.attachments,
            upset=decision.triage.tone is Tone.UPSET,
        )
        wants = to_ask(asking, letter, policy)
        letter = replace(letter, wants=wants)
    missed = missing(topic, all_given, (*asked, *(fact.name for fact in wants)), policy)
    why = (*why, *findings(missed, wants, topic))
    return replace(decision, given=found, letter=letter, findings=(*decision.findings, *why))


def _asked_lately(known: Known, now: datetime) -> frozenset[str]:
    """What the customer was asked for in other threads, and may be looking for just now."""
    return frozenset(name for thread in known.recent if now - thread.opened_at <= LATELY for name in thread.asked)
