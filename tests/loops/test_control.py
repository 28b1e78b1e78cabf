"""The socket that agents' commands arrive on serves people and survives everybody else."""

from __future__ import annotations

import asyncio
import json
import os
import pwd
import stat
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.loops.house import MONDAY, Hands, goes, intake, letters, mail, policy, scribe, take, threads
from tests.loops.staff import desk as staffed
from tests.loops.staff import run
from tests.store import make
from triaged.errors import CommandRefused, ConfigurationError, StoreFailed, TriagedError
from triaged.loops.ask import ask
from triaged.loops.commands import Command, Request
from triaged.loops.control import LONGEST_REQUEST, Control
from triaged.model.letter import Letter, LetterKind, LetterState
from triaged.model.ports import Clock
from triaged.model.stored import Quarantined
from triaged.model.thread import Outcome
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.store import SqlStore

DESK = staffed()


@dataclass
class Office:
    """A socket that is served, and what changed through it."""

    path: Path
    store: SqlStore
    clock: Hands
    changes: int = 0

    def changed(self) -> None:
        self.changes += 1

    async def ask(self, command: str, **arguments: object) -> dict[str, Any]:
        answer = await asyncio.to_thread(ask, self.path, command, arguments)
        assert answer is not None
        return answer

    async def send(self, octets: bytes) -> Any:
        """What comes back for these octets, None when nothing does."""
        reader, writer = await asyncio.open_unix_connection(self.path)
        writer.write(octets)
        writer.write_eof()
        answer = await reader.read()
        writer.close()
        return json.loads(answer) if answer else None


def _breaks(tx: Tx, request: Request) -> Json:
    raise ValueError("a bug that quotes Kim's mail")


def _full(tx: Tx, request: Request) -> Json:
    raise StoreFailed("the disk is full")


def _name(tx: Tx, request: Request) -> Json:
    return {"who": request.who}


def _control(
    path: Path,
    store: SqlStore,
    *,
    clock: Clock | None = None,
    changed: Callable[[], None] = lambda: None,
    extra: Mapping[str, Command] | None = None,
) -> Control:
    return Control(
        path,
        store=store,
        clock=clock or Hands(),
        changed=changed,
        policy=DESK,
        scribe=scribe(DESK, store),
        extra=extra or {},
    )


@pytest.fixture
async def office(store: SqlStore, tmp_path: Path) -> AsyncIterator[Office]:
    made = Office(tmp_path / "control.sock", store, Hands())
    extra = {"breaks": _breaks, "full": _full, "name": _name}
    control = _control(made.path, store, clock=made.clock, changed=made.changed, extra=extra)
    await control.start()
    yield made
    await control.close()
    assert not made.path.exists()


async def test_the_socket_is_for_the_group_and_knows_who_asks(office: Office) -> None:
    """0660, and the name of the person is that of the peer's uid, not what the request says."""
    assert stat.S_IMODE(office.path.stat().st_mode) == 0o660
    assert await office.ask("name", who="somebody else") == {"who": pwd.getpwuid(os.getuid()).pw_name}
    assert office.changes == 1


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"\n",
        b"nonsense\n",
        b"\xff\xfe\n",
        b"[]\n",
        b"7\n",
        b"{}\n",
        b'{"command"\n',
        b"[" * 50_000 + b"\n",
        b"x" * (LONGEST_REQUEST + 1) + b"\n",
    ],
    ids=range(10),
)
async def test_what_is_no_request_is_answered_so(office: Office, octets: bytes) -> None:
    """Garbage of every size gets an error, and the next request is served."""
    answer = await office.send(octets)
    assert answer == {"ok": False, "error": "not a request", "status": 64}
    assert "queue" in await office.ask("queue")


@pytest.mark.parametrize(("command", "arguments"), [("nonsense", {}), ("explain", {"id": "nobody"}), ("explain", {})])
async def test_what_cannot_be_done_is_a_sentence(office: Office, command: str, arguments: dict[str, object]) -> None:
    """An unknown command or thread: refused, exit status 1."""
    with pytest.raises(CommandRefused) as refused:
        await office.ask(command, **arguments)
    assert refused.value.status == 1


@pytest.mark.parametrize("number", [None, "x", 0, -1, 2**63, 10**30, 1.5, [1]])
@pytest.mark.parametrize("command", ["hold release", "hold drop", "quarantine retry", "quarantine drop"])
async def test_numbers_that_are_none(office: Office, command: str, number: object) -> None:
    """Whatever stands for a number ends in a sentence."""
    with pytest.raises(CommandRefused, match="number"):
        await office.ask(command, id=number)


async def test_an_error_keeps_its_exit_status(office: Office) -> None:
    """A full disk is 74 through the socket too."""
    with pytest.raises(CommandRefused, match="full") as refused:
        await office.ask("full")
    assert refused.value.status == 74


async def test_a_command_that_breaks_ends_its_connection_only(office: Office) -> None:
    """A bug: the person is sent to the log, the connection is closed, the daemon goes on."""
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    async with asyncio.timeout(10):
        with pytest.raises(CommandRefused, match="log"):
            await office.ask("breaks")
        assert "queue" in await office.ask("queue")


async def test_a_client_that_says_nothing_holds_nobody_up(office: Office) -> None:
    """Silent and half requests wait on their own."""
    silent = [await asyncio.open_unix_connection(office.path) for _ in range(20)]
    silent[0][1].write(b'{"command": "que')
    async with asyncio.timeout(10):
        assert "queue" in await office.ask("queue")
    for _, writer in silent:
        writer.close()


def test_without_a_daemon_there_is_no_answer(tmp_path: Path) -> None:
    """No socket, or one that a dead daemon left: None, so that the store is asked."""
    assert ask(tmp_path / "none.sock", "queue", {}) is None
    assert ask(tmp_path / "none" / "none.sock", "queue", {}) is None


async def test_a_socket_left_behind_is_replaced_and_a_bad_place_is_told(store: SqlStore, tmp_path: Path) -> None:
    """The store's lock proved that its daemon is dead; a path nobody can listen at is a mistake in rules.toml."""
    (tmp_path / "old.sock").write_text("")
    (tmp_path / "file").write_text("")
    for path, good in (
        (tmp_path / "old.sock", True),
        (tmp_path / "new" / "control.sock", True),
        (tmp_path / "file" / "control.sock", False),
        (tmp_path / ("x" * 120), False),
    ):
        control = _control(path, store)
        if good:
            await control.start()
            await control.close()
        else:
            with pytest.raises(ConfigurationError, match=r"store\.socket"):
                await control.start()


# ---- the commands themselves


def test_closing_and_calling_end_the_promise_and_the_letter(store: SqlStore) -> None:
    """A call in time keeps the promise, closing does not; an acknowledgement that waits goes to nobody any more."""
    take(intake(policy(), store, Hands()), store, mail(1, "kim@c.test"), mail(2, "jo@c.test"))
    goes(store, MONDAY)
    take(intake(policy(), store, Hands()), store, mail(3, "may@c.test"))
    first, second, third = threads(store)
    assert run(store, "called", id=first.reference.lower())["done"] == f"{first.reference} called"
    assert run(store, "close", id=second.reference)["done"] == f"{second.reference} closed"

    run(store, "called", id=third.reference)
    ended = [store.transact_now(lambda tx, t=t: tx.promises(t.thread_id))[0].outcome for t in (first, second, third)]  # type: ignore[misc]
    assert ended == [Outcome.KEPT, Outcome.CLOSED_UNANSWERED, Outcome.RELEASED], "nobody had told the third"
    assert [letter.thread_id for letter in letters(store, LetterState.CANCELLED)] == [third.thread_id]
    shown = run(store, "queue")
    assert shown["queue"] == []
    assert {row["id"] for row in shown["waiting"]} == {first.reference, third.reference}
    with pytest.raises(CommandRefused, match="closed already"):
        run(store, "close", id=second.reference)


def test_held_letters_are_listed_released_and_dropped(store: SqlStore) -> None:
    """Dropped: the customer is not told, so the promise is a target that only we know."""
    desk = policy('[letters]\nsend = "hold"')
    take(intake(desk, store, Hands()), store, *(mail(n, f"kim{n}@c{n}.test") for n in range(1, 5)))
    held = run(store, "hold list")["held"]
    assert len(held) == 4
    run(store, "hold drop", id=held[0]["letter"])
    run(store, "hold release", id=held[1]["letter"])
    assert run(store, "hold release", all=True)["done"] == "2 letters released"
    assert run(store, "hold list")["held"] == []
    assert store.transact_now(lambda tx: len(tx.letters(LetterState.READY))) == 3
    told = [thread.promise is not None and thread.promise.told for thread in threads(store)]
    assert told.count(False) == 1


def test_a_letter_left_in_doubt_can_be_given_up(store: SqlStore) -> None:
    """It leaves what needs attention and is not sent again; it may have arrived, so the promise stands."""
    take(intake(policy(), store, Hands()), store, mail(1, "kim@customer.test"))
    letter = doubtful(store)
    [shown] = run(store, "queue")["attention"]["in_doubt"]
    assert shown["letter"] == letter.letter_id

    assert run(store, "hold drop", id=letter.letter_id)["done"] == f"letter {letter.letter_id} dropped"

    assert run(store, "queue")["attention"]["in_doubt"] == []
    found = store.transact_now(lambda tx: tx.letter(letter.stored))
    assert found is not None
    assert (found.state, found.reason) == (LetterState.CANCELLED, "dropped by anna")
    [thread] = threads(store)
    assert thread.promise is not None
    assert thread.promise.told


def test_a_refused_notice_can_be_given_up(store: SqlStore) -> None:
    """The colleague's address was wrong, somebody saw to it: nothing needs attention any more."""
    notice = store.transact_now(lambda tx: make.put(tx, state=LetterState.FAILED, kind=LetterKind.NOTICE))
    [shown] = run(store, "queue")["attention"]["failed"]
    assert shown["letter"] == notice.letter_id

    run(store, "hold drop", id=notice.letter_id)

    assert run(store, "queue")["attention"]["failed"] == []
    assert LetterState.FAILED not in store.transact_now(lambda tx: tx.figures(Hands().now)).letters


def test_a_refused_letter_to_a_customer_goes_with_its_thread(store: SqlStore) -> None:
    """Somebody must reach that customer: answering or closing ends it, not a look away."""
    take(intake(policy(), store, Hands()), store, mail(1, "kim@customer.test"))
    [thread] = threads(store)
    make_failed = lambda tx: make.put(tx, state=LetterState.FAILED, thread_id=thread.thread_id)  # noqa: E731
    letter = store.transact_now(make_failed)
    with pytest.raises(CommandRefused, match="triaged close"):
        run(store, "hold drop", id=letter.letter_id)
    assert run(store, "queue")["attention"]["failed"]
    run(store, "close", id=thread.reference)
    assert run(store, "queue")["attention"]["failed"] == []


@pytest.mark.parametrize("state", [LetterState.READY, LetterState.SENT, LetterState.CANCELLED])
def test_a_letter_that_waits_for_nobody_is_not_dropped(store: SqlStore, state: LetterState) -> None:
    """On its way, gone or given up already: a sentence, and nothing is changed."""
    letter = store.transact_now(lambda tx: make.put(tx, state=state))
    with pytest.raises(TriagedError, match="not held"):
        run(store, "hold drop", id=letter.letter_id)
    with pytest.raises(TriagedError, match="letter 99"):
        run(store, "hold drop", id=99)
    assert store.transact_now(lambda tx: tx.letters(state)) == (letter,)


def doubtful(store: SqlStore) -> Letter:
    """The one letter there is, claimed and lost."""
    [claimed] = store.transact_now(lambda tx: tx.claim_letters("main", Hands().now, 9))
    store.transact_now(lambda tx: tx.recover_sending(Hands().now))
    return claimed


def test_the_switches(store: SqlStore) -> None:
    """Pausing twice, resuming twice, and a breaker that a person closes."""
    assert run(store, "pause")["done"] == "paused: no letter leaves"
    assert run(store, "pause")["done"] == "paused already"
    assert run(store, "resume")["done"] == "letters leave again"
    assert run(store, "resume")["done"] == "it was not paused"
    assert run(store, "breaker reset")["done"] == "no breaker was open"
    store.transact_now(lambda tx: tx.open_breaker("", "too many", Hands().now))
    assert run(store, "breaker reset")["done"] == "1 breaker closed"


def test_quarantined_mail_is_retried_and_dropped(store: SqlStore) -> None:
    """A retry is asked for, a dropped one is forgotten, and the mail stays where it is."""
    item = Quarantined(inbox="support", folder="INBOX", uidvalidity=1, uid=7, reason="x", at=Hands().now)
    number = store.transact_now(lambda tx: tx.quarantine(item))
    assert "UID 7" in run(store, "quarantine retry", id=number)["done"]
    [listed] = run(store, "quarantine list")["quarantined"]
    assert listed["retry"] is True
    run(store, "quarantine drop", id=number)
    assert run(store, "quarantine list")["quarantined"] == []


def test_explain_says_why(store: SqlStore) -> None:
    """Mails, promises, letters, and each question with its answer."""
    take(intake(policy(), store, Hands()), store, mail(1, "kim@c.test"))
    [thread] = threads(store)
    told = run(store, "explain", id=thread.reference)
    assert [row["author"] for row in told["mails"]] == ["kim@c.test"]
    assert told["promises"][0]["told"] is True
    assert told["letters"][0]["state"] == "ready"
    assert told["trail"][0]["findings"]
