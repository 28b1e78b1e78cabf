"""rules.toml changed while letters waited: they leave by what it says now, or wait for a person."""

from __future__ import annotations

import pytest

from tests.loops.house import RULES, Hands, intake, letters, mail, policy, take
from tests.loops.staff import run
from tests.policy.texts import load_text
from tests.store import make
from triaged.loops.follow import follow_rules
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.policy.shape import Policy
from triaged.store import SqlStore

OTHER = """\
[account.other]
kind = "imap"
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:26"
user = "support@nordlicht.example"
login = { password = "file:/nowhere" }
journal = "copies@nordlicht.example"
bounces = "bounces@nordlicht.example"
"""
ON = policy()
MOVED = load_text(RULES.replace('account = "main" }}', 'account = "other" }}').format(account="", more="") + OTHER)
GONE = load_text(
    RULES.replace("inbox.support", "inbox.sales").replace("support@", "sales@").format(account="", more="")
)
GONE_WITH_ACCOUNT = load_text(
    RULES.replace("inbox.support", "inbox.sales")
    .replace("support@", "sales@")
    .replace("main", "other")
    .format(account="", more="")
)


def mode(word: str) -> Policy:
    """The desk whose letters leave so."""
    return policy(f'[letters]\nsend = "{word}"')


def starts(store: SqlStore, rules: Policy) -> None:
    """The daemon takes this rules.toml over."""
    store.transact_now(lambda tx: follow_rules(tx, rules))


def waits(store: SqlStore, rules: Policy = ON) -> Letter:
    """Kim's acknowledgement, as this rules.toml makes it."""
    starts(store, rules)
    take(intake(rules, store, Hands()), store, mail(1, "kim@customer.test"))
    return now(store)


def now(store: SqlStore) -> Letter:
    """The first letter as it stands."""
    letter = store.transact_now(lambda tx: tx.letter(1))
    assert letter is not None
    return letter


@pytest.mark.parametrize("to", ["hold", "drafts", "off"])
def test_what_was_ready_is_held_where_letters_do_not_leave_by_themselves_any_more(store: SqlStore, to: str) -> None:
    """Whoever turns letters off, or wants to see them first, means those that wait for the relay, too."""
    assert waits(store).state is LetterState.READY
    starts(store, mode(to))
    held = now(store)
    assert (held.state, bool(held.reason)) == (LetterState.HELD, True)


@pytest.mark.parametrize("to", ["hold", "drafts"])
def test_what_a_person_released_is_not_held_again(store: SqlStore, to: str) -> None:
    """They said that it may go: a restart or a reload meanwhile does not ask them twice."""
    waits(store, mode("hold"))
    run(store, "hold release", rules=mode("hold"), id=1)
    starts(store, mode(to))
    assert now(store).state is LetterState.READY

    starts(store, mode("off"))
    assert now(store).state is LetterState.HELD, "no letter of this inbox leaves any more"


def test_what_is_held_waits_for_a_person_whatever_the_mode_becomes(store: SqlStore) -> None:
    """Nobody looked at it yet: turning letters on is for those that come."""
    waits(store, mode("hold"))
    starts(store, ON)
    assert now(store).state is LetterState.HELD


@pytest.mark.parametrize("kind", [LetterKind.REPLY, LetterKind.NOTICE])
def test_what_a_person_wrote_and_what_colleagues_hear_goes_on(store: SqlStore, kind: LetterKind) -> None:
    """The mode is about letters to customers that nobody has seen."""
    starts(store, ON)
    store.transact_now(lambda tx: make.put(tx, kind=kind))
    starts(store, mode("off"))
    assert now(store).state is LetterState.READY


def test_what_may_have_left_already_goes_on(store: SqlStore) -> None:
    """A letter that goes once more, octet by octet the same, is not a new one."""
    starts(store, ON)
    store.transact_now(lambda tx: make.put(tx, resends=1))
    starts(store, mode("off"))
    assert now(store).state is LetterState.READY


@pytest.mark.parametrize("state", [LetterState.READY, LetterState.HELD])
def test_letters_leave_by_the_account_that_their_inbox_has_now(store: SqlStore, state: LetterState) -> None:
    """The old account may be gone: nothing would ever fetch them. Bounces and copies go where they go now."""
    starts(store, ON)
    store.transact_now(lambda tx: make.put(tx, state=state, journal="support@nordlicht.example"))
    starts(store, MOVED)
    there = now(store)
    assert (there.account, there.sender, there.journal) == (
        "other",
        "bounces@nordlicht.example",
        "copies@nordlicht.example",
    )
    assert there.state is state


def test_a_letter_in_doubt_keeps_the_address_where_its_copy_went(store: SqlStore) -> None:
    """It is looked for there; should it go again, it goes by the new account."""
    starts(store, ON)
    store.transact_now(lambda tx: make.put(tx, state=LetterState.DOUBT, journal="support@nordlicht.example"))
    starts(store, MOVED)
    assert (now(store).account, now(store).journal) == ("other", "support@nordlicht.example")


@pytest.mark.parametrize(
    ("kind", "rules", "state"),
    [
        (LetterKind.ACKNOWLEDGEMENT, GONE, LetterState.HELD),
        (LetterKind.REPLY, GONE, LetterState.READY),
        (LetterKind.NOTICE, GONE, LetterState.READY),
        (LetterKind.REPLY, GONE_WITH_ACCOUNT, LetterState.HELD),
        (LetterKind.NOTICE, GONE_WITH_ACCOUNT, LetterState.HELD),
    ],
)
def test_letters_of_an_inbox_that_is_gone_are_held(
    store: SqlStore, kind: LetterKind, rules: Policy, state: LetterState
) -> None:
    """Nobody reads the answers any more; what no account sends must not wait unseen for ever."""
    starts(store, ON)
    store.transact_now(lambda tx: make.put(tx, kind=kind))
    starts(store, rules)
    assert now(store).state is state


def test_nothing_is_touched_where_nothing_changed(store: SqlStore) -> None:
    """A reload for another reason, or a restart, leaves the outbox as it is."""
    before = waits(store)
    starts(store, ON)
    assert letters(store) == (before,)
