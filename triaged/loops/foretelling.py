"""Learns once a day, and when somebody asks, by when each team answers: from its own answers, for the next promises.

What a worker learned is kept as text and looked up mail by mail (loops/desk). A team whose forecast could not be
learned keeps the one it has, until that is too old to be asked.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.decide.wish import wishes_not_kept
from triaged.errors import ModelUnusable
from triaged.hours import NeverOpens, open_hours
from triaged.loops import log
from triaged.loops.desk import FORECAST, forecasts
from triaged.loops.worker import worked
from triaged.model.forecast import of_text
from triaged.model.history import PastMail
from triaged.model.lore import FirstMail, Lore
from triaged.model.ports import Clock
from triaged.model.stored import Notice
from triaged.model.thread import Urgency
from triaged.model.tx import Store, Tx
from triaged.policy.shape import Policy
from triaged.rules.duty import leads_now

EVERY = 5.0
"""Seconds between looks whether it is time."""
WORKER = "triaged.learn.forecast.worker"
MEMORY = timedelta(days=365)
"""Older mails teach nothing: the team was another one."""
MAILS = 10_000
AHEAD = timedelta(days=400)
"""So far reaches what is known of the hours to come."""
ASKED, LEARNED_FOR, TOLD = "forecasts were asked for", "forecasts learned for", "what forecasts were learned"
"""The names under which the store keeps: that somebody asked, the day and rules of the last try, what came of it."""
LATER_UNTIL = "told of later times until"
LATER = "later"
"""A notice about times that were later than their row wishes."""
NEARLY_ALL = 0.95


@dataclass(slots=True, kw_only=True)
class Foretelling:
    """The loop that learns forecasts. It is built only where promises are based on them."""

    policy: Policy
    store: Store
    clock: Clock

    name = "foretelling"

    async def round(self) -> None:
        """Learn if it is time, then rest."""
        if await self.store.transact(self._is_time):
            await self.learn()
        await asyncio.sleep(EVERY)

    async def learn(self) -> None:
        """Teach a worker each team's past, and keep what comes of it."""
        now, failed = self.clock(), {}
        for team in self.policy.teams:
            failed[team] = await self._learn_of(team, now)

        def keep(tx: Tx) -> None:
            tx.remember(TOLD, json.dumps({"at": now.isoformat(), "failed": failed}))
            tx.remember(LEARNED_FOR, self._today(now))
            tx.remember(ASKED, "")
            tell_leads(tx, self.policy, now)

        await self.store.transact(keep)
        wrong = "; ".join(f"{team}: {why}" for team, why in failed.items() if why)
        log.foretold(teams=sum(not why for why in failed.values()), error=wrong)

    async def _learn_of(self, team: str, now: datetime) -> str:
        """Learn one team's; why it failed, "" where it did not."""
        mails = await self.store.transact(lambda tx: first_mails(tx, team, self.policy, now))
        calendar = self.policy.calendars[self.policy.teams[team].calendar]
        begins = min((mail.arrived_at for mail in mails), default=now)
        try:
            hours = await asyncio.to_thread(lambda: tuple(open_hours(calendar, begins, now + AHEAD)))
        except NeverOpens as never:
            return str(never)
        level = self.policy.promise.forecast_level
        lore = Lore(mails=mails, hours=hours, calendar=calendar.name, level=level, now=now)
        said, failed = await worked(WORKER, lore.as_json())
        if failed:
            return failed
        try:
            of_text(said)
        except ModelUnusable as error:
            return f"what was learned {error}"
        await self.store.transact(lambda tx: tx.remember(f"{FORECAST} {team}", said))
        return ""

    def _today(self, now: datetime) -> str:
        return f"{now.date().isoformat()} {self.policy.fingerprint}"

    def _is_time(self, tx: Tx) -> bool:
        return bool(tx.remembered(ASKED)) or tx.remembered(LEARNED_FOR) != self._today(self.clock())


def first_mails(tx: Tx, team: str, policy: Policy, now: datetime) -> tuple[FirstMail, ...]:
    """The team's newest first mails, those of the time before triaged was there among them, oldest first."""
    known = tx.first_mails(team, now - MEMORY, limit=MAILS)
    inboxes = {inbox.key for inbox in policy.inboxes.values() if inbox.team == team}
    before = [mail for mail in tx.history(limit=MAILS) if mail.inbox in inboxes and mail.arrived_at >= now - MEMORY]
    every = sorted((*_known_to_the_end(before), *known), key=lambda mail: mail.arrived_at)
    return tuple(every[-MAILS:])


def _known_to_the_end(mails: Sequence[PastMail]) -> list[FirstMail]:
    """Past mails with their answers, of the time in which nearly all answers that came were seen.

    Of the last days before the look only the quick answers are known: those mails are left out, answered or not. Older
    ones without an answer are left out too: nobody knows whether they asked for one.
    """
    waits = sorted(mail.answered_at - mail.arrived_at for mail in mails if mail.answered_at is not None)
    if not waits:
        return []
    nearly_all = waits[int(NEARLY_ALL * (len(waits) - 1))]
    return [
        FirstMail(
            arrived_at=mail.arrived_at,
            answered_at=max(mail.answered_at, mail.arrived_at),
            urgency=Urgency(mail.urgency).rank,
        )
        for mail in mails
        if mail.answered_at is not None and mail.arrived_at + nearly_all <= mail.seen_until
    ]


def tell_leads(tx: Tx, policy: Policy, now: datetime) -> None:
    """Once a day each lead hears which promise rows wish for times that the team's answers do not bear out."""
    today = now.date().isoformat()
    last = tx.remembered(LATER_UNTIL)
    if last[:10] == today:
        return
    tx.remember(LATER_UNTIL, now.isoformat())
    since = datetime.fromisoformat(last) if last else now - timedelta(days=1)
    known, absences = forecasts(tx, policy), tx.absences(now)
    for said in wishes_not_kept(tx.told_later(since), known, policy):
        for person in leads_now(policy, policy.teams[said.team], now, absences):
            tx.add_notice(Notice(person=person, about=f"{LATER} {said.about}", at=now, text=said.text))
