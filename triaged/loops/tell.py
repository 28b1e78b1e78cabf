"""Tells colleagues: what was gathered for a person goes out as one notice, when they can be reached.

What could not be delivered climbs: first to the person's next way, then to the next person above.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from triaged.decide.late import ASKED
from triaged.decide.plan import team_of
from triaged.loops.notice_letter import notice_letter
from triaged.mail.letter_headers import UnsafeAddress
from triaged.model.letter import LetterState
from triaged.model.notice import NoticeLetter
from triaged.model.people import Absence
from triaged.model.stored import UNDELIVERED, Notice, Post
from triaged.model.thread import Thread
from triaged.model.tx import Tx
from triaged.policy.shape import InboxEntry, PersonEntry, Policy
from triaged.rules.duty import away, reachable
from triaged.scribe import Scribe

MAIL = "mail"
AT_MOST_EVERY = timedelta(minutes=1)
"""Between two notices to one person, also when a time is critical: what comes meanwhile is gathered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Gathers and sends the notices of one policy."""

    policy: Policy
    scribe: Scribe

    def tell(self, tx: Tx, now: datetime) -> bool:
        """Send every notice that was gathered long enough to whom can be reached; whether anything was written."""
        self._climb(tx, now)
        waiting = tx.notices()
        if not waiting:
            return False
        absences, written = tx.absences(now), False
        for person, group in groupby(waiting, key=lambda notice: notice.person):
            notices = tuple(group)
            entry = self.policy.people.get(person)
            if entry is None:
                tx.notices_told(_ids(notices), now)
                continue
            notices = self._due(tx, notices, entry, absences, now)
            for way, same in _by_way(notices, entry, self.policy):
                written = self._tell(tx, entry, same, way=way, absences=absences, now=now) or written
        return written

    def _due(
        self, tx: Tx, notices: tuple[Notice, ...], entry: PersonEntry, absences: Sequence[Absence], now: datetime
    ) -> tuple[Notice, ...]:
        """Those that may reach the person now: at work all of them, else what is critical and they are on call.

        What asks to stop a letter is not gathered: the letter goes ten minutes later, whoever has read of it.
        """
        if not reachable(self.policy, entry.key, now, critical=False, absences=absences):
            notices = tuple(notice for notice in notices if notice.critical)
            if not notices or not reachable(self.policy, entry.key, now, critical=True, absences=absences):
                return ()
        urgent = any(notice.critical or notice.about == ASKED for notice in notices)
        gather = timedelta() if urgent else self.policy.ladder.gather
        if now - min(notice.at for notice in notices) < gather:
            return ()
        last = tx.remembered(_last_told(entry.key))
        return notices if not last or now - datetime.fromisoformat(last) >= AT_MOST_EVERY else ()

    def _tell(
        self,
        tx: Tx,
        entry: PersonEntry,
        notices: tuple[Notice, ...],
        *,
        way: str,
        absences: Sequence[Absence],
        now: datetime,
    ) -> bool:
        ids, inbox = _ids(notices), self._inbox(tx, notices)
        if way == MAIL and _last_waits(tx, entry.key, inbox.account):
            return False
        letter = notice_letter(tx, entry, notices, policy=self.policy, scribe=self.scribe, absences=absences, now=now)
        if letter is None:
            tx.notices_told(ids, now)
            return False
        tx.remember(_last_told(entry.key), now.isoformat())
        if way == MAIL:
            return self._mail(tx, entry, letter, ids, inbox=inbox, now=now)
        worded = self.scribe.wording.render_notice(replace(letter, answerable=False), self.policy, now)
        lines = tuple(line for line in worded.text.splitlines() if line.strip())
        post = Post(
            channel=way, person=entry.key, title=worded.subject, lines=lines, created_at=now, next_attempt_at=now
        )
        tx.notices_told(ids, now, post=tx.add_post(post))
        return True

    def _mail(
        self, tx: Tx, entry: PersonEntry, letter: NoticeLetter, ids: list[int], *, inbox: InboxEntry, now: datetime
    ) -> bool:
        worded = self.scribe.wording.render_notice(letter, self.policy, now)
        try:
            mail = self.scribe.notice(worded, to=entry.mail[0], inbox=inbox, key=f"{entry.key}|{ids[0]}", now=now)
        except UnsafeAddress:
            tx.notices_told(ids, now)
            return False
        letter_id = tx.add_letter(mail)
        tx.notices_told(ids, now, letter=letter_id)
        tx.remember(_last_letter(entry.key), str(letter_id or ""))
        return True

    def _inbox(self, tx: Tx, notices: Iterable[Notice]) -> InboxEntry:
        """From which inbox it is sent: that of the first thread, so that answers come back to it."""
        for notice in notices:
            thread = None if notice.thread_id is None else tx.thread(notice.thread_id)
            if thread is not None and thread.inbox in self.policy.inboxes:
                return self.policy.inboxes[thread.inbox]
        return next(iter(self.policy.inboxes.values()))

    # ---- what did not arrive

    def _climb(self, tx: Tx, now: datetime) -> None:
        """What could not be delivered goes the person's next way; where there is none, the next person hears it."""
        for notice in tx.undelivered_notices():
            again = replace(notice, at=now, told_at=None, notice_id=None, way="", failed="")
            following = self._ways_left(notice)
            if following:
                tx.add_notice(replace(again, ways=following))
            else:
                self._to_next_person(tx, again, notice.failed, now)
            if notice.notice_id is not None:
                tx.notices_climbed([notice.notice_id])

    def _ways_left(self, notice: Notice) -> tuple[str, ...]:
        """The ways behind the one that failed: those of the rung, then the person's own, then mail."""
        entry = self.policy.people.get(notice.person)
        if entry is None:
            return ()
        own = () if notice.way == MAIL else (*entry.tell, MAIL)
        ways = tuple(dict.fromkeys((*ways_of(notice, entry, self.policy), *own)))
        left = ways[ways.index(notice.way) + 1 :] if notice.way in ways else ways
        return tuple(way for way in left if way == MAIL or way in self.policy.channels)

    def _to_next_person(self, tx: Tx, notice: Notice, why: str, now: datetime) -> None:
        thread = None if notice.thread_id is None else tx.thread(notice.thread_id)
        following = self._next_person(notice.person, thread, tx.absences(now), now)
        if following is None:
            return
        tx.add_notice(replace(notice, person=following, ways=()))
        text = f"{notice.person}\t{why or 'it was refused'}"
        tx.add_notice(Notice(person=following, about=UNDELIVERED, at=now, thread_id=notice.thread_id, text=text))

    def _next_person(
        self, person: str, thread: Thread | None, absences: Sequence[Absence], now: datetime
    ) -> str | None:
        """Who stands above somebody, who is away passed over: lead, manager, then who hears of triaged itself."""
        team = team_of(thread, self.policy) if thread else next(iter(self.policy.teams.values()))
        named = (team.lead, team.manager, *self.policy.health.tell)
        chain = tuple(dict.fromkeys(name for name in named if name in self.policy.people))
        above = chain[chain.index(person) + 1 :] if person in chain else chain
        there = (name for name in above if not away(name, now, absences))
        return next(there, next(iter(above), None))


def ways_of(notice: Notice, entry: PersonEntry, policy: Policy) -> tuple[str, ...]:
    """The ways of a notice, the first one first: the rung's, else the person's and mail as the last resort."""
    wanted = notice.ways or (*entry.tell, MAIL)
    ways = tuple(dict.fromkeys(way for way in wanted if way == MAIL or way in policy.channels))
    return ways or (MAIL,)


def _by_way(notices: Sequence[Notice], entry: PersonEntry, policy: Policy) -> Iterator[tuple[str, tuple[Notice, ...]]]:
    """The notices that go the same way, together."""
    found: dict[str, list[Notice]] = {}
    for notice in notices:
        found.setdefault(ways_of(notice, entry, policy)[0], []).append(notice)
    for way, same in found.items():
        yield way, tuple(same)


def _ids(notices: Iterable[Notice]) -> list[int]:
    return [notice.notice_id for notice in notices if notice.notice_id is not None]


def _last_waits(tx: Tx, person: str, account: str) -> bool:
    """Whether the last notice to them still waits for its relay: what comes meanwhile is then one notice."""
    last = tx.remembered(_last_letter(person))
    letter = tx.letter(int(last)) if last else None
    return letter is not None and letter.account == account and letter.state is LetterState.READY


def _last_told(person: str) -> str:
    return f"told last: {person}"


def _last_letter(person: str) -> str:
    return f"last notice: {person}"
