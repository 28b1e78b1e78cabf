"""Late letters that wait: after an outage too many of them would go at once, so the lead is asked, once for all."""

from collections.abc import Sequence
from datetime import datetime

from triaged.decide.due import hearers
from triaged.model.letter import Letter, LetterState
from triaged.model.people import Absence
from triaged.model.stored import Notice
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.acknowledge import LATE_LETTERS

LATE_HELD = "late letters"
"""A notice that late letters wait: "send" lets them go."""


def waits_as_late(letter: Letter) -> bool:
    """Whether a letter is held because too many late ones would go at once."""
    return letter.state is LetterState.HELD and letter.reason.endswith(LATE_LETTERS)


def ask_lead(tx: Tx, thread: Thread, policy: Policy, absences: Sequence[Absence], now: datetime) -> None:
    """The lead hears that late letters wait: one notice, however many there are."""
    for person in hearers(("lead",), thread, policy, absences, now, by=now):
        tx.add_notice(Notice(person=person, about=LATE_HELD, at=now))


def late_letters(tx: Tx, person: str, policy: Policy) -> tuple[Letter, ...]:
    """The late letters that somebody who was asked may let go: of every inbox whose team is theirs."""
    return tuple(
        letter
        for letter in tx.letters(LetterState.HELD)
        if waits_as_late(letter) and person in _releasing(letter, policy)
    )


def release_late(tx: Tx, person: str, policy: Policy, now: datetime) -> int:
    """Let them go; how many. Whose time is too near stays, and is cancelled as always."""
    letters = [letter for letter in late_letters(tx, person, policy) if not too_late(letter, now)]
    for letter in letters:
        tx.release(letter.stored, now)
    return len(letters)


def too_late(letter: Letter, now: datetime) -> bool:
    """Whether it would be cancelled instead of sent."""
    return letter.send_before is not None and letter.send_before <= now


def _releasing(letter: Letter, policy: Policy) -> frozenset[str]:
    inbox = policy.inboxes.get(letter.inbox)
    team = policy.teams[inbox.team] if inbox else next(iter(policy.teams.values()))
    return frozenset({team.lead, team.manager, *team.people})
