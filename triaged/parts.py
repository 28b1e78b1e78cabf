"""Builds the loops of one policy. They live until the policy changes or the daemon stops."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from functools import partial

from triaged.credentials.login import AccountLogin
from triaged.credentials.secrets import resolve
from triaged.inbox.imap import ImapInbox
from triaged.intake import Intake
from triaged.loops.alarm import Alarm
from triaged.loops.bursts import Bursts
from triaged.loops.chat import Channels
from triaged.loops.clock import SteadyClock
from triaged.loops.deliver import TOGETHER, Delivery
from triaged.loops.foretelling import Foretelling
from triaged.loops.health import Health, loop_reports
from triaged.loops.judging import Judging
from triaged.loops.learning import Learning
from triaged.loops.poll import Poll
from triaged.loops.quiet import quiet_inboxes
from triaged.loops.supervise import supervise
from triaged.loops.watch import Watch
from triaged.mail.limits import ParseLimits
from triaged.mail.wording import Wording
from triaged.model.ports import Judge
from triaged.model.tx import Store, Tx
from triaged.outbox.chat import ChannelSender
from triaged.outbox.smtp import SmtpCourier
from triaged.policy.shape import AccountEntry, Policy
from triaged.report.status import Fault, troubles
from triaged.rules.articles import NO_SHELF, Shelf
from triaged.rules.language import language
from triaged.scorer.judge import WordJudge
from triaged.scribe import Scribe

Round = Callable[[], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """A loop, ready to run: `one_round` again and again, `recover` after a failure, `close` at the end."""

    name: str
    one_round: Round
    recover: Round | None = None
    close: Round | None = None


@dataclass(slots=True, kw_only=True)
class Parts:
    """The loops of one policy and what they share."""

    policy: Policy
    wording: Wording
    store: Store
    clock: SteadyClock
    health: Health
    shelf: Shelf = NO_SHELF
    _wakes: dict[str, asyncio.Event] = field(default_factory=dict, init=False)
    _judging: Judging | None = field(default=None, init=False)
    _posted: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def send_now(self) -> None:
        """There may be letters or posts to send: wake every loop that sends."""
        for wake in (*self._wakes.values(), self._posted):
            wake.set()

    async def build(self) -> tuple[Loop, ...]:
        """Every loop: one an inbox, one an account, one for all channels, one that watches time, two that learn."""
        # The language model takes a second to load: now, not inside the first mail's transaction.
        await asyncio.to_thread(language, self.policy.company.name, self.policy.company.languages)
        logins = {key: await self._login(account) for key, account in self.policy.accounts.items()}
        judging = self._judging = Judging(built_in=WordJudge(self.policy.topics), policy=self.policy, store=self.store)
        await judging.look()
        learning = Learning(policy=self.policy, store=self.store, clock=self.clock)
        return (
            *self._polls(judging, logins),
            *self._deliveries(logins),
            self._channels(),
            self._watch(),
            self._bursts(),
            self._alarm(),
            Loop(name=judging.name, one_round=judging.round),
            Loop(name=learning.name, one_round=learning.round),
            *self._foretelling(),
        )

    def _foretelling(self) -> Iterator[Loop]:
        if self.policy.promise.basis == "forecast":
            foretelling = Foretelling(policy=self.policy, store=self.store, clock=self.clock)
            yield Loop(name=foretelling.name, one_round=foretelling.round)

    async def _login(self, account: AccountEntry) -> AccountLogin:
        name = f"refresh token of {account.key}"
        kept = await self.store.transact(lambda tx: tx.remembered(name))

        async def keep(rotated: str) -> None:
            await self.store.transact(lambda tx: tx.remember(name, rotated))

        return AccountLogin(account, keep=keep, kept=kept)

    @property
    def scribe(self) -> Scribe:
        """Writes the letters of this policy."""
        return Scribe(policy=self.policy, wording=self.wording, secret=self.store.secret)

    def _polls(self, judge: Judge, logins: dict[str, AccountLogin]) -> Iterator[Loop]:
        limits = ParseLimits(mail=self.policy.limits.mail)
        for entry in self.policy.inboxes.values():
            intake = Intake(
                inbox=entry,
                policy=self.policy,
                scribe=self.scribe,
                judge=judge,
                clock=self.clock,
                secret=self.store.secret,
                limits=limits,
                shelf=self.shelf,
            )
            account = self.policy.accounts[entry.account]
            poll = Poll(
                entry=entry,
                inbox=ImapInbox(entry.key, account, logins[account.key]),
                intake=intake,
                policy=self.policy,
                store=self.store,
                clock=self.clock,
                health=self.health,
                send_now=self.send_now,
                limits=limits,
            )
            yield Loop(name=poll.name, one_round=poll.round, recover=poll.recover, close=poll.recover)

    def _deliveries(self, logins: dict[str, AccountLogin]) -> Iterator[Loop]:
        used = {entry.account for entry in self.policy.inboxes.values()}
        for account in (self.policy.accounts[key] for key in sorted(used)):
            wake = self._wakes.setdefault(account.key, asyncio.Event())
            login = logins[account.key] if account.password or account.oauth else None
            courier = SmtpCourier(account.smtp, login, most=TOGETHER)
            delivery = Delivery(
                account=account,
                policy=self.policy,
                courier=courier,
                store=self.store,
                clock=self.clock,
                health=self.health,
                wake=wake,
                jitter=random.Random(),  # noqa: S311 - spreads retries, guards nothing
            )
            yield Loop(name=delivery.name, one_round=delivery.round, close=delivery.close)

    def _channels(self) -> Loop:
        """Runs also where rules.toml names no channel any more: what waits for one fails then, and climbs."""
        channels = Channels(
            senders={
                key: ChannelSender(channel, resolve, now=self.clock) for key, channel in self.policy.channels.items()
            },
            prefix=self.policy.letters.reference,
            store=self.store,
            clock=self.clock,
            health=self.health,
            wake=self._posted,
            jitter=random.Random(),  # noqa: S311 - spreads retries, guards nothing
        )
        return Loop(name=channels.name, one_round=channels.round)

    def _watch(self) -> Loop:
        watch = Watch(
            policy=self.policy,
            scribe=self.scribe,
            store=self.store,
            clock=self.clock,
            health=self.health,
            send_now=self.send_now,
        )
        return Loop(name=watch.name, one_round=watch.round)

    def _bursts(self) -> Loop:
        bursts = Bursts(policy=self.policy, store=self.store, clock=self.clock, health=self.health)
        return Loop(name=bursts.name, one_round=bursts.round)

    def _alarm(self) -> Loop:
        alarm = Alarm(
            policy=self.policy,
            scribe=self.scribe,
            store=self.store,
            clock=self.clock,
            health=self.health,
            wrong=self.wrong,
            send_now=self.send_now,
        )
        return Loop(name=alarm.name, one_round=alarm.round)

    def wrong(self, tx: Tx) -> dict[str, str]:
        """What is wrong now: a plain sentence for each, by a key that stays the same while it lasts."""
        return {trouble.key: trouble.what for trouble in self.troubles(tx) if trouble.alarming}

    def troubles(self, tx: Tx) -> tuple[Fault, ...]:
        """Everything that `triaged status` shows."""
        now, inboxes = self.clock(), tuple(self.policy.inboxes)
        figures = tx.figures(now)
        quiet = quiet_inboxes(tx, figures, self.policy, now)
        loops = loop_reports(self.health)
        found = troubles(figures, loops, inboxes=inboxes, quiet=quiet, jump=self.clock.jump, now=now)
        return (*found, *self._judged_by_less())

    @property
    def judged_by(self) -> str:
        """What judges mail, beside what agents taught."""
        return "words" if self._judging is None else self._judging.judged_by

    def _judged_by_less(self) -> Iterator[Fault]:
        """What should judge mail and does not. Sentences that nobody asked for in rules.toml are no alarm."""
        judging = self._judging
        if judging is not None and judging.trouble:
            what = f"degraded: day one judges alone: {judging.trouble}; `triaged train back` goes to an older model"
            yield Fault(what=what, broken=False, about=judging.name)
        if judging is not None and judging.unmeant:
            asked = self.policy.judge.sentences == "always"
            what = f"{'degraded: ' if asked else ''}mail is judged without sentences: {judging.unmeant}"
            yield Fault(what=what, broken=False, alarming=asked, about="sentences")

    def supervised(self, loop: Loop) -> Round:
        """The loop, kept running."""
        return partial(supervise, loop.name, loop.one_round, health=self.health, store=self.store, recover=loop.recover)
