"""A small desk for the loops' tests: its policy, its store, a clock that stands still until it is moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.letters.house import wording
from tests.policy.texts import load_text
from triaged.intake import Intake
from triaged.loops.deliver import record
from triaged.loops.health import Health
from triaged.loops.watch import Watch
from triaged.mail.limits import ParseLimits
from triaged.model.letter import Attempt, Delivered, Letter, LetterKind, LetterState
from triaged.model.mail import RawMessage
from triaged.model.thread import Thread
from triaged.model.tx import Store, Tx
from triaged.policy.shape import Policy
from triaged.scorer.judge import WordJudge
from triaged.scribe import Scribe

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
"""Ten in the morning in Berlin: the office is open."""

RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en", "de"]
calendar.office = {{ zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "none" }}
person.anna = {{ name = "Anna Petersen", mail = ["anna@nordlicht.example"] }}
inbox.support = {{ address = "support@nordlicht.example", account = "main" }}
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:25"
user = "support@nordlicht.example"
login = {{ password = "file:/nowhere" }}
{account}
[[promise.row]]
reply = "4h"
{more}
"""


def policy(more: str = "", *, account: str = "") -> Policy:
    """The desk's rules.toml with `more` behind it and `account` in its account."""
    return load_text(RULES.format(account=account, more=more))


@dataclass
class Hands:
    """A clock in the test's hands."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@dataclass
class Relay:
    """A courier whose answers the test decides; the octets it took over are kept."""

    answer: Callable[[Letter], Attempt] = lambda _: Delivered(answer="250 kept", journal_ok=True)
    asked: list[Letter] = field(default_factory=list)
    closed: bool = False

    async def send(self, letter: Letter) -> Attempt:
        self.asked.append(letter)
        return self.answer(letter)

    async def close(self) -> None:
        self.closed = True


def scribe(policy: Policy, store: Store) -> Scribe:
    """Writes this policy's letters."""
    return Scribe(policy=policy, wording=wording(), secret=store.secret)


def intake(policy: Policy, store: Store, clock: Callable[[], datetime]) -> Intake:
    """Takes mail of the support inbox in."""
    return Intake(
        inbox=policy.inboxes["support"],
        policy=policy,
        scribe=scribe(policy, store),
        judge=WordJudge(policy.topics),
        clock=clock,
        secret=store.secret,
        limits=ParseLimits(),
    )


def mail(
    uid: int,
    sender: str,
    *,
    received: datetime = MONDAY,
    headers: str = "",
    text: str = "Please help me, it is broken.",
    subject: str = "",
) -> RawMessage:
    """A customer's mail as it was fetched. `headers` are further lines, each with its line end."""
    octets = (
        f"From: {sender}\r\nTo: support@nordlicht.example\r\nSubject: {subject or f'My order {uid}'}\r\n"
        f"Message-ID: <{uid}@customer.test>\r\nDate: Mon, 9 Mar 2026 10:00:00 +0100\r\n{headers}\r\n{text}\r\n"
    ).encode()
    return RawMessage(
        inbox="support",
        folder="INBOX",
        uidvalidity=1,
        uid=uid,
        received=received,
        size=len(octets),
        octets=octets,
    )


def take(taking: Intake, store: Store, *raws: RawMessage) -> bool:
    """Take mails in, as a poll does; whether letters were written."""
    read = taking.read(raws)

    def step(tx: Tx) -> bool:
        tx.begin_inbox("support", raws[0].received - timedelta(days=1))
        return taking.take(tx, mails=read, copies=(), cursor=None, marks=frozenset())

    return store.transact_now(step)


def threads(store: Store) -> tuple[Thread, ...]:
    """All that waits for us."""
    return store.transact_now(lambda tx: tx.queue(MONDAY))


def tick(store: Store, at: datetime, rules: Policy | None = None) -> None:
    """One round of the watcher at the time `at`."""
    rules = rules or policy()
    watch = Watch(
        policy=rules,
        scribe=scribe(rules, store),
        store=store,
        clock=Hands(at),
        health=Health(),
        send_now=lambda: None,
    )
    while store.transact_now(watch.tick):
        pass


def goes(store: Store, at: datetime, rules: Policy | None = None) -> None:
    """All letters that are ready are taken over by the relay."""

    def step(tx: Tx) -> None:
        one = rules or policy()
        kept = Delivered(answer="250 kept", journal_ok=True)
        taken = tuple((letter, kept) for letter in tx.claim_letters("main", at, 99))
        record(tx, one.accounts["main"], taken, policy=one, now=at, jitter=0)

    store.transact_now(step)


def goes_on(store: Store, at: datetime, rules: Policy) -> None:
    """A look at the mailbox, and the watcher."""
    store.transact_now(lambda tx: tx.caught_up("support", at, sent_looked_at=at))
    tick(store, at, rules)


def letters(store: Store, state: LetterState = LetterState.READY) -> tuple[Letter, ...]:
    """All letters in this state."""
    return store.transact_now(lambda tx: tx.letters(state))


def notices(store: Store, to: str = "anna@nordlicht.example") -> tuple[Letter, ...]:
    """Every notice that waits to be sent to a colleague, oldest first."""
    found = [letter for letter in letters(store) if letter.kind is LetterKind.NOTICE and letter.recipient == to]
    return tuple(sorted(found, key=lambda letter: letter.stored))


def told(store: Store, rules: Policy | None = None, *, after: float = 5, to: str = "anna@nordlicht.example") -> Letter:
    """The newest notice to a colleague, so many hours after Monday morning: it was gathered before."""
    tick(store, MONDAY + timedelta(hours=after), rules)
    tick(store, MONDAY + timedelta(hours=after, minutes=6), rules)
    return notices(store, to)[-1]


def answer_to(
    notice: Letter, uid: int, text: str, *, sender: str = "Anna <anna@nordlicht.example>", headers: str = ""
) -> RawMessage:
    """A colleague's answer to a notice."""
    return mail(uid, sender, headers=f"In-Reply-To: {notice.message_id}\r\n{headers}", text=text)
