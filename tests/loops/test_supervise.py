"""Loops outlive what passes by itself, at the pace that is agreed, and end for everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from triaged.errors import (
    ConfigurationError,
    FolderChanged,
    LoginRefused,
    ServerUnreachable,
    StaleState,
    StoreDamaged,
    StoreFailed,
    Throttled,
    TriagedError,
)
from triaged.loops.health import ASLEEP, STALLED_AFTER, Health, loop_reports
from triaged.loops.supervise import pause_after, supervise

SOUND: Any = SimpleNamespace(broken="")


@pytest.mark.parametrize(
    ("error", "pauses"),
    [
        (ServerUnreachable("away"), (1, 2, 4, 8, 16, 32, 60, 60)),
        (Throttled("slow down"), (60, 120, 240, 480, 960, 1800, 1800)),
        (LoginRefused("no"), (300, 300, 300)),
        (StoreFailed("full"), (5, 5, 5)),
        (FolderChanged("renumbered"), (0.1, 2, 4, 8)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_pauses(error: TriagedError, pauses: tuple[float, ...]) -> None:
    """Servers are asked again soon, throttling ones after a minute, a refused login after five (I12, I14, P4)."""
    assert tuple(pause_after(error, failures) for failures in range(1, len(pauses) + 1)) == pauses
    assert pause_after(error, 10**6) == pauses[-1] or isinstance(error, FolderChanged)


class Life:
    """A supervised loop whose rounds a test decides; its waits take no time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.health, self.waits, self.recovered = Health(), list[float](), 0
        monkeypatch.setattr("triaged.loops.supervise.asyncio.sleep", self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def recover(self) -> None:
        self.recovered += 1

    async def run(self, *rounds: BaseException | Callable[[], None] | None, store: Any = SOUND) -> None:
        left = list(rounds)

        async def one_round() -> None:
            if not left:
                raise asyncio.CancelledError
            now = left.pop(0)
            if isinstance(now, BaseException):
                raise now
            if now is not None:
                now()

        await supervise("inbox x", one_round, health=self.health, store=store, recover=self.recover)

    @property
    def trouble(self) -> str:
        return self.health.loops()[0].trouble


async def test_a_loop_that_fails_is_in_trouble_until_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection is dropped after each failure; the trouble ends with the first round that works."""
    life = Life(monkeypatch)
    seen: list[str] = []
    note = lambda: seen.append(life.trouble)  # noqa: E731

    with pytest.raises(asyncio.CancelledError):
        await life.run(ServerUnreachable("away"), ServerUnreachable("away"), note, note, ServerUnreachable("again"))

    assert seen == ["away", ""]
    assert life.recovered == 3
    assert life.waits == [1, 2, 1]


async def test_a_refused_login_waits_five_minutes_and_shows_life_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five times a minute: no server is hammered, and the watchdog sees that the loop is well (I12)."""
    life = Life(monkeypatch)
    with pytest.raises(asyncio.CancelledError):
        await life.run(LoginRefused("no"))
    assert life.waits == [60] * 5
    assert life.trouble == "no"


async def test_a_renumbered_folder_is_no_trouble_the_first_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """UIDVALIDITY changed: read again at once, and nobody is told (I1)."""
    life = Life(monkeypatch)
    seen: list[str] = []
    with pytest.raises(asyncio.CancelledError):
        await life.run(FolderChanged("renumbered"), lambda: seen.append(life.trouble))
    assert seen == [""]


@pytest.mark.parametrize(
    "error", [ValueError("a bug"), KeyError("x"), ConfigurationError("x"), StoreDamaged("x"), StaleState("x")]
)
async def test_what_has_no_name_or_cannot_pass_ends_the_loop(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """A bug is not repeated for ever: the process ends, and systemd starts it again."""
    life = Life(monkeypatch)
    with pytest.raises(type(error)):
        await life.run(error)
    assert life.waits == []


async def test_a_broken_store_ends_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failed fsync nothing is tried again (P3)."""
    life = Life(monkeypatch)
    with pytest.raises(StoreFailed):
        await life.run(StoreFailed("fsync"), store=SimpleNamespace(broken="fsync failed"))


async def test_a_loop_that_hangs_in_its_first_round_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watchdog knows every loop from its start on."""
    life = Life(monkeypatch)
    names: list[str] = []
    with pytest.raises(asyncio.CancelledError):
        await life.run(lambda: names.extend(state.name for state in life.health.loops()))
    assert names == ["inbox x"]


class Passing:
    """The time that really passed, in the test's hands."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passed = 0.0
        monkeypatch.setattr("triaged.loops.health.boot", lambda: self.passed)

    def watched(self, health: Health, seconds: float, *, every: float = 20) -> tuple[str, ...]:
        """Time passes while somebody looks every 20 seconds, as the daemon does; who is stuck then."""
        end = self.passed + seconds
        while self.passed < end:
            self.passed = min(end, self.passed + every)
            health.stalled()
        return health.stalled()


def test_health_knows_who_is_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sign of life for a quarter of an hour; trouble is one, forgetting ends it."""
    time = Passing(monkeypatch)
    health = Health()
    health.beat("a")
    health.beat("b")
    assert time.watched(health, STALLED_AFTER.total_seconds()) == ()
    health.trouble("b", "server away")
    assert time.watched(health, 1) == ("a",)
    assert [(report.name, report.stalled) for report in loop_reports(health)] == [("a", True), ("b", False)]
    health.forget(["a"])
    assert health.stalled() == ()


@pytest.mark.parametrize("slept", [ASLEEP + 1, 5 * 60, 16 * 60, 3 * 86_400])
def test_time_in_which_nothing_ran_is_held_against_nobody(monkeypatch: pytest.MonkeyPatch, slept: float) -> None:
    """The machine slept or the process was stopped: no loop is stuck for that, and one that is stuck is found later."""
    time = Passing(monkeypatch)
    health = Health()
    health.beat("a")
    almost = STALLED_AFTER.total_seconds() - 30
    assert time.watched(health, almost) == ()
    for _ in range(3):
        time.passed += slept
        assert health.stalled() == ()
        assert [report.stalled for report in loop_reports(health)] == [False]
    assert [report.seconds for report in loop_reports(health)] == [almost]
    assert time.watched(health, 31) == ("a",)


def test_trouble_is_news_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same trouble again is no news; another one is, and so is its end."""
    time = Passing(monkeypatch)
    health = Health()
    assert not health.trouble("a", "")
    assert health.trouble("a", "away")
    time.watched(health, 30.0)
    assert not health.trouble("a", "away")
    health.beat("a")
    assert health.trouble("a", "login refused")
    [report] = loop_reports(health)
    assert report.trouble == "login refused"
    assert health.trouble("a", "")
    assert loop_reports(health)[0].trouble == ""
