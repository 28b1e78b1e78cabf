"""Time passes: finds broken promises by their stored deadline and tells the lead, one combined notice a person.

Nothing is held in a timer: each round asks the store what is overdue, and a restart forgets nothing. Notices are
gathered for a while and leave only while the person's team is working.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from triaged.hours import is_open
from triaged.loops.health import Health
from triaged.model.ports import Clock
from triaged.model.stored import Notice
from triaged.model.thread import Thread
from triaged.model.tx import Store, Tx
from triaged.policy.shape import InboxEntry, Policy, Rung, Team
from triaged.scribe import Scribe

EVERY = 15.0
OVERDUE = "overdue"


@dataclass(slots=True, kw_only=True)
class Watch:
    """The loop that watches deadlines."""

    policy: Policy
    scribe: Scribe
    store: Store
    clock: Clock
    health: Health
    send_now: Callable[[], None]

    name = "watch"

    async def round(self) -> None:
        """Gather what is due, send what was gathered long enough, wait a little."""
        if await self.store.transact(self._step):
            self.send_now()
        self.health.beat(self.name)
        await asyncio.sleep(EVERY)

    def _step(self, tx: Tx) -> bool:
        now = self.clock()
        for thread in tx.overdue_threads(now):
            for person in told_at_break(self._team(thread), self.policy.ladder.rungs):
                tx.add_notice(Notice(person=person, about=OVERDUE, at=now, thread_id=thread.thread_id))
            tx.update_thread(replace(thread, overdue_told_at=now))
        return self._send_gathered(tx, now)

    def _inbox(self, thread: Thread) -> InboxEntry:
        """The thread's inbox; the first one where rules.toml does not know that inbox any more."""
        return self.policy.inboxes.get(thread.inbox) or next(iter(self.policy.inboxes.values()))

    def _team(self, thread: Thread) -> Team:
        """The thread's team; its inbox's where rules.toml does not know that team any more."""
        return self.policy.teams.get(thread.triage.team) or self.policy.teams[self._inbox(thread).team]

    def _send_gathered(self, tx: Tx, now: datetime) -> bool:
        sent = False
        waiting = [notice for notice in tx.notices() if notice.about == OVERDUE]
        for person, group in groupby(waiting, key=lambda notice: notice.person):
            notices = tuple(group)
            if now - min(notice.at for notice in notices) >= self.policy.ladder.gather:
                sent = self._tell(tx, person, notices, now) or sent
        return sent

    def _tell(self, tx: Tx, person: str, notices: tuple[Notice, ...], now: datetime) -> bool:
        """One letter about all that is still overdue; nothing outside the hours of the person's team."""
        found = (tx.thread(notice.thread_id) for notice in notices if notice.thread_id is not None)
        threads = [thread for thread in found if thread is not None and is_overdue(thread, now)]
        ids = [notice.notice_id for notice in notices if notice.notice_id is not None]
        if not threads or person not in self.policy.people:
            tx.notices_told(ids, now)
            return False
        team = self._team(threads[0])
        calendar = self.policy.calendars[team.calendar]
        if not is_open(calendar, now):
            return False
        language = self.policy.company.languages[0]
        worded = self.scribe.wording.render_notice(
            threads,
            self.policy,
            team=team.key,
            zone=calendar.zone,
            language=language,
            written_at=now,
        )
        letter = self.scribe.notice(
            worded,
            to=self.policy.people[person].mail[0],
            inbox=self._inbox(threads[0]),
            key=f"{OVERDUE}|{person}|{ids[0]}",
            now=now,
        )
        tx.add_letter(letter)
        tx.notices_told(ids, now)
        return True


def told_at_break(team: Team, rungs: tuple[Rung, ...]) -> tuple[str, ...]:
    """Who hears of a broken promise: the people of the rungs at 100 percent, each once."""
    names = [name for rung in rungs if rung.at == 100 for name in rung.tell]
    people = {"lead": team.lead, "manager": team.manager or team.lead}
    return tuple(dict.fromkeys(people.get(name, name) for name in names))


def is_overdue(thread: Thread, now: datetime) -> bool:
    """Whether its time passed and still nobody answered."""
    return thread.due_at is not None and thread.due_at <= now
