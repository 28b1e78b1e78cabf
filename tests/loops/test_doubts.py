"""Letters in doubt are looked for in the mailbox: how often, and when people alone can say more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.loops.left_desk import Desk, desk
from tests.store import make
from triaged.loops.evidence import SHOWN_EVERY
from triaged.model.letter import Letter, LetterState
from triaged.rules.resend import PROVEN_RESENDS

__all__ = ["desk"]
SHOWN: dict[str, dict[str, Any]] = {
    "too late": {"send_before": timedelta(0)},
    "too often": {"resends": PROVEN_RESENDS},
}


def doubts(desk: Desk, **changes: Any) -> Letter:
    """A letter that may have left two hours ago; its copy would show it."""
    since = desk.clock() - timedelta(hours=2)
    times = {name: since + value if isinstance(value, timedelta) else value for name, value in changes.items()}
    about = {"journal": "support@nordlicht.example", "created_at": since, "doubt_since": since, "resends": 0}
    return desk.store.transact_now(lambda tx: make.put(tx, state=LetterState.DOUBT, **(about | times)))


def counts(desk: Desk, patched: pytest.MonkeyPatch) -> list[str]:
    """Each question for a mark that the server gets from now on."""
    asked = list[str]()
    search = desk.poll.inbox.search_mark

    async def counted(mark: str, **more: Any) -> tuple[int, ...]:
        asked.append(mark)
        return await search(mark, **more)

    patched.setattr(desk.poll.inbox, "search_mark", counted)
    return asked


@pytest.mark.parametrize("why", SHOWN)
async def test_a_letter_that_people_are_shown_is_looked_for_once_an_hour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """It is not sent again, and stays in doubt perhaps for ever: the server is not asked for it in every round."""
    await desk.looks()
    letter = doubts(desk, **SHOWN[why])
    asked = counts(desk, monkeypatch)
    for _ in range(5):
        await desk.looks()
        desk.clock.passes(seconds=20)
    once = len(asked)
    assert 0 < once <= 2, "in INBOX and in Sent"

    desk.clock.now += SHOWN_EVERY
    await desk.looks()
    assert (len(asked), set(asked)) == (2 * once, {letter.mark})


async def test_a_copy_that_lay_there_unseen_ends_its_doubt(desk: Desk) -> None:
    """Found at one of the rare looks: it was sent."""
    letter = doubts(desk, **SHOWN["too late"])
    desk.mailbox.put(f"X-Triaged: {letter.mark}\r\n\r\nA copy.\r\n".encode(), "Sent")
    await desk.looks()
    [sent] = desk.store.transact_now(lambda tx: tx.letters(LetterState.SENT))
    assert sent.letter_id == letter.letter_id


async def test_a_letter_that_may_go_again_is_looked_for_in_every_round(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its absence must be proven before it goes once more, whatever else people are shown."""
    await desk.looks()
    doubts(desk, **SHOWN["too late"])
    letter = doubts(desk, doubt_since=timedelta(hours=2) - timedelta(seconds=1))
    await desk.looks()
    asked = counts(desk, monkeypatch)
    for _ in range(3):
        await desk.looks()
    assert asked == [letter.mark] * 6


async def test_looking_for_many_gives_signs_of_life(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks a slow server for hundreds of letters is not taken for stuck."""
    await desk.looks()
    for _ in range(30):
        doubts(desk, **SHOWN["too often"])
    asked, beats = counts(desk, monkeypatch), list[str]()
    monkeypatch.setattr(desk.poll.health, "beat", beats.append)
    await desk.looks()
    assert len(beats) >= len(asked) >= 30
