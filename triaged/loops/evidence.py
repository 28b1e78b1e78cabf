"""Proof that our letters went out: their copies in our own mailbox.

A journal copy is recognised by the mark in our signed header. It settles a letter in doubt, is marked read, and filed
with the sent mail. Nothing else in the mailbox is ever marked or moved.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triaged.loops.told import told
from triaged.loops.waiting import overtaken
from triaged.mail.mark import read_mark
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.mail import Headline
from triaged.model.ports import Inbox
from triaged.model.stored import LetterChange
from triaged.model.tx import Tx
from triaged.policy.shape import Policy
from triaged.rules.resend import TRANSITIONS, Event, Verdict, back_off, settle_doubt

MESSAGE_ID = re.compile(rb"^message-id:\s*(<[!-;=?-~]{1,990}>)\s*$", re.MULTILINE | re.IGNORECASE)
IN_DRAFTS = "left in Drafts for a person to send"
PROVABLE = frozenset({LetterState.READY, LetterState.SENDING, LetterState.DOUBT})
SHOWN_EVERY = timedelta(hours=1)
"""How often letters are looked for that only people can settle: a copy that comes late is read when it comes."""
LAG_FACTOR = 10
"""Absence proves something only after ten times the way copies usually need: less brings doubles back."""


def is_ours(headline: Headline, secret: bytes) -> bool:
    """Whether this mail bears a mark that only we can have made."""
    return bool(headline.mark) and read_mark(secret, headline.mark) is not None


def note_copies(tx: Tx, copies: tuple[Headline, ...], *, account: str, policy: Policy, now: datetime) -> None:
    """Copies were seen: letters in doubt among them were sent. Keeps how long copies take to arrive.

    A letter that is still `sending` belongs to the delivery loop, which is about to record its outcome: the store
    remembers the sighting, in case that outcome is a doubt or never comes.
    """
    for copy in copies:
        letter = tx.letter_by_mark(copy.mark)
        if letter is None:
            continue
        _note_new_id(tx, letter, copy)
        if letter.state in PROVABLE:
            _found(tx, copy.mark, copy.received, policy=policy, now=now)
        elif letter.state is LetterState.HELD:
            tx.change_letters([_sent_by_a_person(letter, copy.received)])
            told(tx, letter, policy=policy, at=min(now, copy.received), now=now)
        elif letter.state is LetterState.SENT and letter.sent_at is not None:
            note_lag(tx, account, min(now, copy.received) - letter.sent_at)


def _found(tx: Tx, mark: str, at: datetime, *, policy: Policy, now: datetime) -> None:
    """A copy shows that a letter was sent. One still `sending` is left to the delivery loop."""
    letter = tx.mark_sent_by_evidence(mark, at)
    if letter is not None:
        told(tx, letter, policy=policy, at=min(now, at), now=now)


def _note_new_id(tx: Tx, letter: Letter, copy: Headline) -> None:
    """Remember the id that a provider gave our letter in place of ours: answers name it (T1)."""
    if letter.message_id.encode() in copy.fields:
        return
    found = MESSAGE_ID.search(copy.fields)
    if found is not None:
        automatic = letter.kind is not LetterKind.REPLY
        tx.note_id(
            letter.thread_id, letter.inbox, found[1].decode("ascii"), automatic=automatic, letter=letter.letter_id
        )


def _sent_by_a_person(letter: Letter, at: datetime) -> LetterChange:
    """A held letter that was left in Drafts and is now among the sent mail."""
    return LetterChange(
        letter_id=letter.stored,
        expected=LetterState.HELD,
        state=TRANSITIONS[LetterState.HELD, Event.FOUND],
        sent_at=at,
        reason="sent by a person from Drafts",
    )


def note_draft(tx: Tx, *, letter: Letter) -> None:
    """The letter lies in Drafts now: it is not put there again, whatever a person does with it.

    Meanwhile it may have been released, dropped, or have become too late: then that stands.
    """
    now = tx.letter(letter.stored)
    if now is None or now.state is not LetterState.HELD:
        return
    here = LetterChange(letter_id=letter.stored, expected=LetterState.HELD, state=LetterState.HELD, reason=IN_DRAFTS)
    tx.change_letters([here])


def note_lag(tx: Tx, account: str, lag: timedelta) -> None:
    """Keep the longest lag of late, forgetting slowly: a tenth with each shorter one.

    The lag is the copy's own way, until it lay in the mailbox: how late we came to look says nothing about it.
    """
    relay = tx.relay(account)
    kept = max(lag, relay.journal_lag * 0.9)
    if abs(kept - relay.journal_lag) > timedelta(seconds=1):
        tx.set_relay(replace(relay, journal_lag=kept))


async def file_copies(inbox: Inbox, copies: tuple[Headline, ...], sent: tuple[str, ...]) -> None:
    """Mark our own copies in the selected folder read and put them where sent mail is kept."""
    if not copies:
        return
    uids = tuple(copy.uid for copy in copies)
    await inbox.mark_seen(uids)
    if sent and sent[0] != copies[0].folder:
        await inbox.move(uids, sent[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look for letters in doubt found: when it began, which marks are there, whether anybody can look."""

    began: datetime
    found: frozenset[str]
    possible: bool


def open_to_a_look(letters: Iterable[Letter], *, wait: timedelta, now: datetime) -> tuple[Letter, ...]:
    """Those letters in doubt that a look may let go again; all others are shown to people, and stay so."""
    return tuple(
        letter
        for letter in letters
        if settle_doubt(letter, now=now, looked_at=now, wait=wait).verdict is not Verdict.SHOW
    )


async def look_for(
    inbox: Inbox, folders: tuple[str, ...], letters: tuple[Letter, ...], *, beat: Callable[[], None]
) -> frozenset[str]:
    """The marks of those letters of which a copy lies in one of the folders. `beat` after each answer."""
    found: set[str] = set()
    for folder in folders if letters else ():
        await inbox.select(folder, readonly=True)
        for letter in letters:
            if letter.mark not in found and await inbox.search_mark(letter.mark, since=letter.created_at):
                found.add(letter.mark)
            beat()
    return frozenset(found)


def settle(tx: Tx, look: Look, *, inbox: str, account: str, wait: timedelta, policy: Policy, now: datetime) -> int:
    """Settle every letter in doubt of this inbox after a look; how many may go again."""
    wait = max(wait, tx.relay(account).journal_lag * LAG_FACTOR)
    again = 0
    for letter in tx.letters(LetterState.DOUBT):
        if letter.inbox != inbox:
            continue
        if letter.mark in look.found:
            _found(tx, letter.mark, now, policy=policy, now=now)
            continue
        answer = settle_doubt(letter, now=now, looked_at=look.began if look.possible else None, wait=wait)
        if answer.verdict is Verdict.RESEND:
            tx.change_letters([_again(letter, now, answer.reason)])
            again += not overtaken(tx, letter)
    return again


def _again(letter: Letter, now: datetime, reason: str) -> LetterChange:
    """Ready once more. A letter that the relay said no to waits as long as after any other no (S5)."""
    due = now
    if letter.denied:
        jitter = letter.stored % 10 / 10
        due = max(now, (letter.doubt_since or now) + back_off(max(letter.attempts, 1), jitter))
    return LetterChange(
        letter_id=letter.stored,
        expected=LetterState.DOUBT,
        state=TRANSITIONS[LetterState.DOUBT, Event.RESENT],
        next_attempt_at=due,
        resends=letter.resends + (0 if letter.denied else 1),
        denied=False,
        reason=reason,
    )
