"""The desk that is rehearsed: the real intake, the real watch, a store of its own, and a relay that takes everything.

Time is moved by hand. Nothing here opens a connection: letters and notices count as delivered when they are due.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from triaged.intake import Intake, Read
from triaged.loops.deliver import record
from triaged.loops.health import Health
from triaged.loops.sent import from_headline, note_sent
from triaged.loops.watch import Watch
from triaged.mail.limits import ParseLimits
from triaged.mail.wording import Wording
from triaged.model.letter import Delivered, Letter, LetterKind
from triaged.model.mail import Headline, RawMessage
from triaged.model.ports import Judge
from triaged.model.stored import PostState
from triaged.model.tx import Store, Tx
from triaged.policy.shape import InboxEntry, Policy
from triaged.rehearse.noted import Noted, NotingScribe
from triaged.report.rehearsal import Heard, Stopped
from triaged.rules.articles import NO_SHELF, Shelf
from triaged.rules.renewal import ANSWERS_NEEDED
from triaged.scorer.judge import WordJudge

GATHERING, RESTING = timedelta(minutes=5), timedelta(minutes=15)
"""How often the watch looks at least: while notices are gathered, and else."""
AT_ONCE = 50
CLOSED_AFTER = timedelta(hours=1)
"""A breaker that opens is closed by a person, we assume, after this."""
TAKEN = Delivered(answer="rehearsed", journal_ok=True)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MOMENT = timedelta(seconds=1)
_SYSTEM_FLAG = "\\"


@dataclass(slots=True)
class VirtualClock:
    """What time it is in the rehearsal."""

    now: datetime

    def __call__(self) -> datetime:
        """The virtual time."""
        return self.now


@dataclass(slots=True, kw_only=True)
class Desk:
    """One inbox of a policy, rehearsed. What became of it is in the store's ledger, and in the fields below.

    `shelf`: the help articles that letters may name. `judge`: who judges, None: the words alone. `mails` and
    `sent`: how many were replayed. `heard`: what colleagues were told. `enough_answers`: when so many answers had been
    seen that renewals may go. `doubted`: when and why they were switched off again. `stopped`: when and why the breaker
    opened. `noted`: the letters to customers; nobody released one that was held.
    """

    policy: Policy
    entry: InboxEntry
    wording: Wording
    store: Store
    clock: VirtualClock
    shelf: Shelf = NO_SHELF
    judge: Judge | None = None
    mails: int = 0
    sent: int = 0
    heard: list[Heard] = field(default_factory=list)
    enough_answers: datetime | None = None
    doubted: Stopped | None = None
    stopped: list[Stopped] = field(default_factory=list)
    noted: Noted = field(default_factory=Noted)
    _intake: Intake = field(init=False)
    _watch: Watch = field(init=False)
    _people: Mapping[str, str] = field(init=False)
    _wake: datetime = field(init=False)

    def __post_init__(self) -> None:
        scribe = NotingScribe(policy=self.policy, wording=self.wording, secret=self.store.secret, noted=self.noted)
        self._intake = Intake(
            inbox=self.entry,
            policy=self.policy,
            scribe=scribe,
            judge=self.judge or WordJudge(self.policy.topics),
            clock=self.clock,
            secret=self.store.secret,
            limits=ParseLimits(mail=self.policy.limits.mail),
            shelf=self.shelf,
        )
        self._watch = Watch(
            policy=self.policy,
            scribe=scribe,
            store=self.store,
            clock=self.clock,
            health=Health(),
            send_now=_nobody_waits,
        )
        self._wake = self.clock.now
        self._people = {entry.mail[0]: key for key, entry in self.policy.people.items()}

    async def open(self) -> None:
        """The inbox is new, and nothing in it is older."""
        baseline = self.clock.now - timedelta(days=1)
        await self.store.transact(lambda tx: tx.begin_inbox(self.entry.key, baseline))

    async def arrives(self, raw: RawMessage) -> None:
        """A mail reaches the inbox. Nobody has read or answered it at that moment."""
        self.mails += 1
        flags = frozenset(flag for flag in raw.flags if not flag.startswith(_SYSTEM_FLAG))
        mails = self._intake.read([replace(raw, flags=flags)])
        await self.store.transact(lambda tx: self._take(tx, mails))

    def _take(self, tx: Tx, mails: tuple[Read, ...]) -> None:
        self._intake.take(tx, mails=mails, copies=(), cursor=None, marks=frozenset())

    async def was_sent(self, headline: Headline) -> None:
        """A mail is filed in a sent folder."""
        self.sent += 1
        message = from_headline(headline, self.entry.key, self._intake.limits)
        if message is not None:
            now = self.clock.now
            await self.store.transact(
                lambda tx: note_sent(tx, [message], inbox=self.entry, policy=self.policy, now=now)
            )

    async def pass_until(self, until: datetime) -> None:
        """Let time pass, and look whenever something is due."""
        while self._wake < until:
            self.clock.now = max(self._wake, self.clock.now + _MOMENT)
            await self.settle()
        self.clock.now = max(until, self.clock.now)

    async def settle(self) -> None:
        """Everything that is to be done at this moment."""
        self._wake = await self.store.transact(self._settle)

    def _settle(self, tx: Tx) -> datetime:
        self._deliver(tx)
        while self._tick(tx):
            pass
        self._deliver(tx)
        return self._next_wake(tx)

    def _next_wake(self, tx: Tx) -> datetime:
        """When something is due next. A notice goes once it was gathered, or when somebody comes to work."""
        now = self.clock.now
        fresh = any(now - notice.at <= self.policy.ladder.gather for notice in tx.notices())
        every = GATHERING if fresh else RESTING
        following = now + every - (now - _EPOCH) % every
        due = (tx.next_look(), tx.next_post(), *(tx.next_attempt(account) for account in self.policy.accounts))
        return min((following, *(at for at in due if at is not None)))

    def _tick(self, tx: Tx) -> bool:
        now = self.clock.now
        tx.caught_up(self.entry.key, now, sent_looked_at=now)
        self._note(tx, now)
        return self._watch.tick(tx)

    def _note(self, tx: Tx, now: datetime) -> None:
        """What the report tells of renewals and of the breaker."""
        state = tx.inbox_state(self.entry.key)
        if state is not None and self.enough_answers is None and state.answers_seen >= ANSWERS_NEEDED:
            self.enough_answers = now
        if state is not None and self.doubted is None and state.renewals_off:
            self.doubted = Stopped(at=now, why=state.renewals_off)
        for breaker in tx.breakers():
            if now - breaker.since >= CLOSED_AFTER:
                self.stopped.append(Stopped(at=breaker.since, why=breaker.reason))
                tx.reset_breaker(now, breaker.inbox)

    # ---- the relay and the channels, which take everything

    def _deliver(self, tx: Tx) -> None:
        now = self.clock.now
        for account in self.policy.accounts.values():
            while letters := tx.claim_letters(account.key, now, AT_ONCE):
                taken = tuple((letter, TAKEN) for letter in letters)
                record(tx, account, taken, policy=self.policy, now=now, jitter=0.0)
                self.heard += (Heard(at=now, person=self._person(letter)) for letter in letters if _is_notice(letter))
        for post in tx.ready_posts(now):
            tx.update_post(replace(post, state=PostState.SENT, attempts=1))
            self.heard.append(Heard(at=now, person=post.person))

    def _person(self, letter: Letter) -> str:
        return self._people.get(letter.recipient, letter.recipient)


def as_if_sent(policy: Policy, inbox: str) -> Policy:
    """The policy with letters switched on for an inbox: in a rehearsal people release each letter at once."""
    entry = replace(policy.inboxes[inbox], send="on")
    return replace(policy, inboxes={**policy.inboxes, inbox: entry})


def _is_notice(letter: Letter) -> bool:
    return letter.kind is LetterKind.NOTICE


def _nobody_waits() -> None:
    """The rehearsal itself looks what there is to send."""
