"""Tells colleagues: what was gathered for a person goes out as one notice, when they can be reached.

What could not be delivered climbs: first to the person's next way, then to the next person above.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from triaged.decide.due import BROKEN, DUE
from triaged.decide.late import ASKED, Watched, renewal_letter
from triaged.decide.message import ASSIGNED, NO_TIME, NUDGED, RULE
from triaged.decide.plan import calendar_of, team_of
from triaged.loops.situation import situation_of
from triaged.mail.letter_headers import UnsafeAddress
from triaged.model.notice import (
    AskLine,
    Assigned,
    DueLine,
    News,
    NoticeLetter,
    Reported,
    Said,
    Undelivered,
    Unpromised,
)
from triaged.model.people import Absence
from triaged.model.stored import Direction, InboxState, Notice, Post
from triaged.model.thread import Thread, Turn
from triaged.model.tx import Tx
from triaged.policy.shape import InboxEntry, PersonEntry, Policy
from triaged.rules.duty import reachable
from triaged.rules.renewal import renewal_at
from triaged.scribe import Scribe

MAIL = "mail"
UNDELIVERED = "undelivered"
"""What a notice says in place of one that did not arrive: whose it was, and why."""
SHOWN_TEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Gathers and sends the notices of one policy."""

    policy: Policy
    scribe: Scribe

    def tell(self, tx: Tx, now: datetime) -> bool:
        """Send every notice that was gathered long enough to whom can be reached; whether letters were written."""
        self._climb(tx, now)
        waiting = tx.notices()
        if not waiting:
            return False
        absences, written = tx.absences(now), False
        for person, group in groupby(waiting, key=lambda notice: notice.person):
            notices = self._due(tuple(group), person, absences, now)
            if notices:
                written = self._tell(tx, person, notices, absences, now) or written
        return written

    def _due(
        self, notices: tuple[Notice, ...], person: str, absences: Sequence[Absence], now: datetime
    ) -> tuple[Notice, ...]:
        """Those that may reach the person now: at work all of them, else what is critical and they are on call."""
        if person not in self.policy.people:
            return notices
        if not reachable(self.policy, person, now, critical=False, absences=absences):
            notices = tuple(notice for notice in notices if notice.critical)
            if not reachable(self.policy, person, now, critical=True, absences=absences):
                return ()
        urgent = any(notice.critical for notice in notices)
        gathered = notices and now - min(notice.at for notice in notices) >= self.policy.ladder.gather
        return notices if urgent or gathered else ()

    def _tell(
        self, tx: Tx, person: str, notices: tuple[Notice, ...], absences: Sequence[Absence], now: datetime
    ) -> bool:
        ids = [notice.notice_id for notice in notices if notice.notice_id is not None]
        entry = self.policy.people.get(person)
        letter = None if entry is None else self._letter(tx, entry, notices, absences, now)
        if entry is None or letter is None:
            tx.notices_told(ids, now)
            return False
        way = next(iter(notices[0].ways or entry.tell), MAIL)
        return self._send(tx, entry, letter, ids, way=way, inbox=self._inbox(tx, notices), now=now)

    def _send(
        self,
        tx: Tx,
        entry: PersonEntry,
        letter: NoticeLetter,
        ids: list[int],
        *,
        way: str,
        inbox: InboxEntry,
        now: datetime,
    ) -> bool:
        mailed = way == MAIL or way not in self.policy.channels
        worded = self.scribe.wording.render_notice(replace(letter, answerable=mailed), self.policy, now)
        if not mailed:
            lines = tuple(line for line in worded.text.splitlines() if line.strip())
            post = Post(
                channel=way, person=entry.key, title=worded.subject, lines=lines, created_at=now, next_attempt_at=now
            )
            tx.notices_told(ids, now, post=tx.add_post(post))
            return False
        try:
            mail = self.scribe.notice(worded, to=entry.mail[0], inbox=inbox, key=f"{entry.key}|{ids[0]}", now=now)
        except UnsafeAddress:
            tx.notices_told(ids, now)
            return False
        tx.notices_told(ids, now, letter=tx.add_letter(mail))
        return True

    def _inbox(self, tx: Tx, notices: Iterable[Notice]) -> InboxEntry:
        """From which inbox it is sent: that of the first thread, so that answers come back to it."""
        for notice in notices:
            thread = None if notice.thread_id is None else tx.thread(notice.thread_id)
            if thread is not None and thread.inbox in self.policy.inboxes:
                return self.policy.inboxes[thread.inbox]
        return next(iter(self.policy.inboxes.values()))

    # ---- what a notice says

    def _letter(
        self, tx: Tx, entry: PersonEntry, notices: tuple[Notice, ...], absences: Sequence[Absence], now: datetime
    ) -> NoticeLetter | None:
        """Everything that is still true of what was gathered; None when nothing is."""
        broken: list[DueLine] = []
        due: list[DueLine] = []
        asks: list[AskLine] = []
        news: list[News] = []
        threads: list[Thread] = []
        for notice in notices:
            thread = None if notice.thread_id is None else tx.thread(notice.thread_id)
            if thread is not None:
                threads.append(thread)
            if notice.about in {DUE, BROKEN, NUDGED}:
                line = None if thread is None else self._due_line(tx, thread, notice)
                if line is not None:
                    (broken if line.due <= now else due).append(line)
            elif notice.about == ASKED:
                ask = None if thread is None else self._ask_line(tx, thread, absences, now)
                if ask is not None:
                    asks.append(ask)
            elif (said := self._news(tx, thread, notice)) is not None:
                news.append(said)
        if not (broken or due or asks or news):
            return None
        about = threads[0] if threads else None
        team = team_of(about, self.policy) if about else next(iter(self.policy.teams.values()))
        calendar = self.policy.calendars[team.calendar]
        leads = {team.lead, team.manager} - {""}
        return NoticeLetter(
            person=entry.key,
            team=team.key,
            language=self.policy.company.languages[0],
            zone=calendar.zone,
            asks=tuple(asks),
            broken=_once(broken),
            due=_once(due),
            news=tuple(news),
            situation=situation_of(tx, team.key, self.policy, absences, now) if entry.key in leads else None,
            answerable=self.policy.ladder.answer,
        )

    def _due_line(self, tx: Tx, thread: Thread, notice: Notice) -> DueLine | None:
        if thread.due_at is None or thread.turn is Turn.NOBODY:
            return None
        told = [n.told_at for n in tx.notices_of_thread(thread.thread_id) if n.person == thread.owner and n.told_at]
        promised = thread.promise is not None and thread.promise.reply_by == thread.due_at
        nearest = min(thread.owed, key=lambda owed: owed.reply_by)
        return DueLine(
            thread=thread,
            due=thread.due_at,
            promised=promised,
            owed=nearest.what,
            owner=self._name(thread.owner),
            told=tuple(told),
            nudged=notice.about == NUDGED,
            text=_last_text(tx, thread),
        )

    def _ask_line(self, tx: Tx, thread: Thread, absences: Sequence[Absence], now: datetime) -> AskLine | None:
        promise, proposal = thread.promise, thread.proposal
        if promise is None or proposal is None or thread.turn is not Turn.OURS:
            return None
        watched = Watched(thread=thread, open=(), inbox=InboxState(inbox=thread.inbox, baseline=now), absences=absences)
        facts = renewal_letter(watched, promise, proposal, self.policy, now)
        worded = self.scribe.wording.render_renewal(facts, self.policy, now)
        goes_at = renewal_at(promise, calendar_of(thread, promise, self.policy), self.policy.renewal)
        return AskLine(
            thread=thread,
            goes_at=max(goes_at, now),
            promised=promise.reply_by,
            new_time=proposal.reply_by,
            letter=worded.text,
            person=self._name(proposal.person),
            owner=self._name(thread.owner),
            text=_last_text(tx, thread),
        )

    def _news(self, tx: Tx, thread: Thread | None, notice: Notice) -> News | None:
        if notice.about == UNDELIVERED:
            person, _, why = notice.text.partition("\t")
            references = (thread.reference,) if thread else ()
            return Undelivered(person=self._name(person), why=why, references=references)
        if thread is None:
            return Said(text=notice.text) if notice.text else None
        text = _last_text(tx, thread)
        if notice.about == ASSIGNED:
            return Assigned(thread=thread, due=thread.due_at, why=notice.text, text=text)
        if notice.about == RULE:
            return Reported(thread=thread, rule=notice.text, due=thread.due_at, text=text)
        if notice.about == NO_TIME:
            return Unpromised(thread=thread, earliest=thread.due_at, text=text)
        return Said(text=notice.text) if notice.text else None

    def _name(self, person: str) -> str:
        entry = self.policy.people.get(person)
        return entry.name if entry else person

    # ---- what did not arrive

    def _climb(self, tx: Tx, now: datetime) -> None:
        """A notice that could not be delivered is told to the next person, with whom it did not reach."""
        for notice in tx.undelivered_notices():
            thread = None if notice.thread_id is None else tx.thread(notice.thread_id)
            following = self._next_person(notice.person, thread)
            if following is not None:
                why = f"{notice.person}\ta notice could not be delivered"
                tx.add_notice(replace(notice, person=following, at=now, told_at=None, notice_id=None, ways=(MAIL,)))
                tx.add_notice(Notice(person=following, about=UNDELIVERED, at=now, thread_id=notice.thread_id, text=why))
            if notice.notice_id is not None:
                tx.notices_climbed([notice.notice_id])

    def _next_person(self, person: str, thread: Thread | None) -> str | None:
        """Who stands above somebody: the lead, then the manager, then who hears of triaged itself."""
        team = team_of(thread, self.policy) if thread else next(iter(self.policy.teams.values()))
        chain = [team.lead, team.manager, *(name for name in self.policy.health.tell if name in self.policy.people)]
        above = chain[chain.index(person) + 1 :] if person in chain else chain
        return next((name for name in above if name and name != person), None)


def _once(lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    """Each thread once, nearest first; that the customer asked again is not lost."""
    found: dict[int, DueLine] = {}
    for line in lines:
        before = found.get(line.thread.thread_id)
        found[line.thread.thread_id] = replace(line, nudged=line.nudged or (before is not None and before.nudged))
    return tuple(sorted(found.values(), key=lambda line: (line.due, line.thread.triage.urgency.rank)))


def _last_text(tx: Tx, thread: Thread) -> str:
    """What the customer's last mail added, shortened."""
    mails = [mail for mail in tx.messages(thread.thread_id) if mail.direction is Direction.CUSTOMER]
    return mails[-1].text[:SHOWN_TEXT] if mails else ""
