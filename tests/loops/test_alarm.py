"""People hear of lasting trouble of triaged itself, once while it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.loops.house import MONDAY, Hands, policy, scribe
from triaged.errors import StoreFailed
from triaged.loops.alarm import LASTING, Alarm
from triaged.loops.health import Health
from triaged.model.letter import Letter, LetterState
from triaged.model.stored import Figures, InboxState, OpenBreaker
from triaged.report.status import UNREAD_AFTER, LoopReport, exit_status, status_json, troubles
from triaged.store import SqlStore


class Bell:
    """An alarm whose troubles the test decides; each of its rounds takes no time."""

    def __init__(self, store: SqlStore, monkeypatch: pytest.MonkeyPatch, *, tell: str = '["anna"]') -> None:
        self.store, self.clock = store, Hands()
        self.wrong: Mapping[str, str] = {}
        desk = policy(f"[health]\ntell = {tell}")
        self.alarm = Alarm(
            policy=desk,
            scribe=scribe(desk, store),
            store=store,
            clock=self.clock,
            health=Health(),
            wrong=lambda _: self.wrong,
            send_now=lambda: None,
        )

        async def no_time(seconds: float) -> None:
            assert seconds > 0

        monkeypatch.setattr("triaged.loops.alarm.asyncio.sleep", no_time)

    async def after(self, **span: float) -> list[Letter]:
        """The letters there are after a round at that time."""
        self.clock.passes(**span)
        await self.alarm.round()
        return list(self.store.transact_now(lambda tx: tx.letters(LetterState.READY)))


async def test_lasting_trouble_is_told_once_though_its_words_change(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten minutes must have passed; another sentence of the same server is the same trouble."""
    bell = Bell(store, monkeypatch)
    for minute in range(10):
        bell.wrong = {"inbox support": f"inbox support: cannot connect (attempt {minute})"}
        assert await bell.after(minutes=1 if minute else 0) == []
    bell.wrong = {"inbox support": "inbox support: cannot connect (attempt 10)"}
    [letter] = await bell.after(minutes=1)
    assert letter.recipient == "anna@nordlicht.example"
    assert b"attempt 10" in letter.octets
    for _ in range(5):
        bell.wrong = {"inbox support": f"inbox support: {bell.clock.now}"}
        assert len(await bell.after(hours=5)) == 1


async def test_passing_trouble_is_nobodys_business(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was over in between begins anew; what comes back after it was told is told again."""
    bell = Bell(store, monkeypatch)
    for _ in range(3):
        bell.wrong = {"a": "a is away"}
        assert await bell.after(minutes=1) == []
        assert await bell.after(minutes=9) == []
        bell.wrong = {}
        assert await bell.after(minutes=1) == []
    for count in (1, 2):
        bell.wrong = {"a": "a is away"}
        await bell.after(minutes=1)
        assert len(await bell.after(minutes=10)) == count
        bell.wrong = {}
        await bell.after(minutes=1)


async def test_each_hearer_gets_one_letter_about_all(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Persons and addresses; two troubles are one letter."""
    bell = Bell(store, monkeypatch, tell='["anna", "mail:it@firm.example"]')
    bell.wrong = {"a": "a is away", "b": "b is away"}
    await bell.after(minutes=0)
    letters = await bell.after(seconds=LASTING.total_seconds())
    assert {letter.recipient for letter in letters} == {"anna@nordlicht.example", "it@firm.example"}
    assert all(b"a is away" in letter.octets and b"b is away" in letter.octets for letter in letters)


async def test_what_could_not_be_written_is_told_later(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the moment of telling: told when there is room again."""
    bell = Bell(store, monkeypatch)
    bell.wrong = {"a": "a is away"}
    await bell.after(minutes=0)

    async def full(step: Any) -> Any:
        def fails(tx: Any) -> None:
            step(tx)
            raise StoreFailed("full")

        return await store.transact(fails)

    bell.alarm.store = SimpleNamespace(transact=full)
    with pytest.raises(StoreFailed):
        await bell.after(minutes=11)
    bell.alarm.store = store
    assert len(await bell.after(minutes=1)) == 1


LOOP = LoopReport(name="inbox support", seconds=1, trouble="", stalled=False)
GONE = InboxState(inbox="gone", baseline=MONDAY)
READ = InboxState(inbox="support", baseline=MONDAY, caught_up_at=MONDAY)
FINE = Figures(open_threads=1, overdue=0, next_due=None, oldest_ready=None, quarantined=0, inboxes=(READ,))


def fine(**changes: Any) -> Figures:
    return replace(FINE, **changes)


STATES: dict[str, tuple[Figures, dict[str, Any], LoopReport, int, bool]] = {
    "all is well": (FINE, {}, LOOP, 0, False),
    "overdue": (fine(overdue=1), {}, LOOP, 1, False),
    "failed letters": (fine(letters={LetterState.FAILED: 1}), {}, LOOP, 1, False),
    "held letters": (fine(letters={LetterState.HELD: 1}), {}, LOOP, 1, False),
    "ready letters": (fine(letters={LetterState.READY: 9}, oldest_ready=MONDAY), {}, LOOP, 0, False),
    "letters that wait": (fine(oldest_ready=MONDAY - timedelta(minutes=16)), {}, LOOP, 2, True),
    "letters that wait while paused": (
        fine(oldest_ready=MONDAY - timedelta(days=1), paused_since=MONDAY),
        {},
        LOOP,
        1,
        False,
    ),
    "quarantine": (fine(quarantined=1), {}, LOOP, 1, True),
    "an open breaker": (fine(breakers=(OpenBreaker(inbox="", reason="x", since=MONDAY),)), {}, LOOP, 2, True),
    "a quiet inbox": (FINE, {"quiet": ("support",)}, LOOP, 1, True),
    "an inbox that was never begun": (fine(inboxes=()), {}, LOOP, 1, False),
    "an inbox that was never read to the end": (fine(inboxes=(replace(READ, caught_up_at=None),)), {}, LOOP, 1, False),
    "an inbox that was read lately": (FINE, {"now": MONDAY + UNREAD_AFTER}, LOOP, 0, False),
    "an inbox that is not read any more": (FINE, {"now": MONDAY + UNREAD_AFTER * 1.01}, LOOP, 1, False),
    "an inbox that is not in rules.toml any more": (fine(inboxes=(READ, GONE)), {}, LOOP, 0, False),
    "a clock that jumped": (FINE, {"jump": timedelta(days=1)}, LOOP, 2, True),
}


@pytest.mark.parametrize(("figures", "more", "loop", "status", "alarming"), STATES.values(), ids=STATES)
def test_status(*, figures: Figures, more: dict[str, Any], loop: LoopReport, status: int, alarming: bool) -> None:
    """0 fine, 1 somebody should look, 2 broken; and what people are written to about."""
    found = troubles(figures, [loop], **{"inboxes": ("support",), "quiet": (), "jump": None, "now": MONDAY} | more)
    assert exit_status(found) == status
    assert any(fault.alarming for fault in found) is alarming


@pytest.mark.parametrize(("trouble", "stalled"), [("away", False), ("", True)])
def test_a_loop_that_does_not_do_its_work_is_broken(trouble: str, stalled: bool) -> None:
    """In trouble or without a sign of life, known by the loop's name."""
    loop = LoopReport(name="inbox support", seconds=1, trouble=trouble, stalled=stalled)
    [fault] = troubles(fine(inboxes=()), [loop], inboxes=("support",), quiet=(), jump=None, now=MONDAY)
    assert (fault.broken, fault.key) == (True, "inbox support")


def test_status_names_every_inbox_of_the_policy_and_no_other() -> None:
    """One that never connected stands there without times; one that left rules.toml does not."""
    figures = fine(inboxes=(READ, GONE))
    found = troubles(figures, [LOOP], inboxes=("support", "new"), quiet=(), jump=None, now=MONDAY)
    shown = status_json(figures, [LOOP], found, inboxes=("support", "new"), policy="x", version="1", now=MONDAY)
    assert shown["status"] == 1
    assert shown["troubles"] == [{"what": "inbox new was not read yet", "broken": False}]
    assert shown["inboxes"] == [
        {"inbox": "support", "caught_up": "2026-03-09T09:00:00Z", "last_mail": None},
        {"inbox": "new", "caught_up": None, "last_mail": None},
    ]
