"""Tells people when triaged itself is in trouble: an inbox that fails or is strangely quiet, a stuck loop, quarantine.

What `triaged status` shows goes by mail to health.tell, each trouble once while it lasts; passing troubles of servers
only after a while. A trouble of the relay itself cannot be mailed: that is what health.ping is for.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from triaged.loops.health import Health
from triaged.model.letter import Trouble
from triaged.model.ports import Clock
from triaged.model.tx import Store, Tx
from triaged.policy.shape import Policy
from triaged.scribe import Scribe

EVERY = 30.0
LASTING = timedelta(minutes=10)
"""Servers restart, networks blink: what is over within ten minutes needs nobody."""

Wrong = Callable[[Tx], Iterable[str]]


@dataclass(slots=True, kw_only=True)
class Alarm:
    """The loop that tells people. `wrong` names what is wrong now, in plain sentences."""

    policy: Policy
    scribe: Scribe
    store: Store
    clock: Clock
    health: Health
    wrong: Wrong
    send_now: Callable[[], None]
    _since: dict[str, datetime] = field(default_factory=dict, init=False)
    _told: set[str] = field(default_factory=set, init=False)

    name = "alarm"

    async def round(self) -> None:
        """Look, tell, wait."""
        if await self.store.transact(self._step):
            self.send_now()
        self.health.beat(self.name)
        await asyncio.sleep(EVERY)

    def _step(self, tx: Tx) -> bool:
        now = self.clock()
        wrong = frozenset(self.wrong(tx))
        self._since = {what: self._since.get(what, now) for what in wrong}
        self._told &= wrong
        news = [what for what in sorted(wrong - self._told) if now - self._since[what] >= LASTING]
        if not news or not self.policy.health.tell:
            return False
        self._told.update(news)
        self._write(tx, [Trouble(since=self._since[what], what=what) for what in news], now)
        return True

    def _write(self, tx: Tx, troubles: list[Trouble], now: datetime) -> None:
        inbox = next(iter(self.policy.inboxes.values()))
        zone = self.policy.calendars[self.policy.teams[inbox.team].calendar].zone
        language = self.policy.company.languages[0]
        worded = self.scribe.wording.render_health(troubles, self.policy, zone=zone, language=language, written_at=now)
        for hearer in self.policy.health.tell:
            person = self.policy.people.get(hearer)
            to = person.mail[0] if person else hearer.removeprefix("mail:")
            key = f"health|{to}|{now.isoformat()}"
            tx.add_letter(self.scribe.notice(worded, to=to, inbox=inbox, key=key, now=now))
