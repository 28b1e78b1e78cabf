"""Who hears of a mail at once?"""

from collections.abc import Iterator
from datetime import datetime

from triaged.decide.due import behind
from triaged.decide.look import Looked
from triaged.decide.mailed import WAITS_FOR_US
from triaged.decide.owe import Owing
from triaged.model.known import Desk
from triaged.model.stored import Notice
from triaged.model.thread import Happening, Thread, Tone, Triage, Urgency
from triaged.policy.shape import Policy

RULE, ASSIGNED, NO_TIME, NUDGED, UPSET = "rule", "assigned", "no time", "nudged", "upset"
"""What a notice about a new mail says: a rule tells of it, it is yours, nothing can be promised, they ask again, the
customer is upset."""


def hears(
    looked: Looked,
    desk: Desk,
    policy: Policy,
    now: datetime,
    *,
    thread: Thread | None,
    triage: Triage,
    said: Happening | None,
    owing: Owing | None,
) -> tuple[Notice, ...]:
    """A notice for each person and reason. `thread` is the one that the mail goes on with, None for a new one."""
    team = policy.teams[triage.team]
    critical = triage.urgency is Urgency.CRITICAL

    def people(*tell: str, owner: str = "") -> tuple[str, ...]:
        return behind(tell, team, owner=owner, by=now, policy=policy, absences=desk.absences, now=now)

    def told() -> Iterator[tuple[str, str, str]]:
        if thread is None and owing is not None and looked.says.tell:
            yield from ((person, RULE, "") for person in people(*looked.says.tell))
        if owing is not None and owing.owner and (thread is None or thread.owner != owing.owner):
            yield owing.owner, ASSIGNED, ""
        if triage.tone is Tone.UPSET and not _was_upset(thread) and (owing is not None or said in WAITS_FOR_US):
            owner = owing.owner if owing is not None else thread.owner if thread is not None else ""
            yield from ((person, UPSET, "") for person in people("lead") if person != owner)
        if owing is not None and owing.unpromised:
            yield from ((person, NO_TIME, owing.unpromised) for person in people("lead"))
        if said is Happening.NUDGE and thread is not None and thread.due_at is not None and thread.due_at <= now:
            whom = people("owner" if thread.owner else "lead", owner=thread.owner)
            yield from ((person, NUDGED, "") for person in whom)

    return tuple(
        Notice(person=person, about=about, at=now, text=text, critical=critical) for person, about, text in told()
    )


def _was_upset(thread: Thread | None) -> bool:
    """Whether the lead has heard of it already: once a thread is enough."""
    return thread is not None and thread.triage.tone is Tone.UPSET
