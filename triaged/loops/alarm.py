"""Tells people when triaged itself is in trouble: an inbox that fails or is strangely quiet, a stuck loop, quarantine.

What `triaged status` shows goes by mail to health.tell, each trouble once while it lasts; passing troubles of servers
only after a while. A trouble of the relay itself cannot be mailed: that is what health.ping is for.
"""

import asyncio
from collections.abc import Callable, Mapping
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

Wrong = Callable[[Tx], Mapping[str, str]]


@dataclass(slots=True, kw_only=True)
class Alarm:
    """The loop that tells people. `wrong` says what is wrong now: a plain sentence for each lasting key."""

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
        news = await self.store.transact(self._step)
        if news:
            self._told |= news  # only now: what could not be written is told another time
            self.send_now()
        self.health.beat(self.name)
        await asyncio.sleep(EVERY)

    def _step(self, tx: Tx) -> frozenset[str]:
        """Write to people about what lasts and was not told yet; which that is."""
        now = self.clock()
        wrong = self.wrong(tx)
        self._since = {key: self._since.get(key, now) for key in wrong}
        self._told &= wrong.keys()
        news = frozenset(key for key in wrong if key not in self._told and now - self._since[key] >= LASTING)
        if not news or not self.policy.health.tell:
            return frozenset()
        self._write(tx, [Trouble(since=self._since[key], what=wrong[key]) for key in sorted(news)], now)
        return news

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
