"""The daemon: opens the store, starts the loops, listens to signals. No decision is made here.

READY is told to systemd when configuration and store are good, before any server has answered: servers may be away.
SIGHUP takes over a good rules.toml and refuses a bad one; SIGTERM and SIGINT stop within ten seconds. A loop that ends
with an error nobody named ends the process: systemd starts it again, and all state is in the store.
"""

import asyncio
import contextlib
import signal
from functools import partial
from pathlib import Path

from triaged import __version__
from triaged.credentials.secrets import store_password
from triaged.errors import ConfigurationError, SecondDaemon, StoreFailed, TriagedError
from triaged.files import load_articles, load_policy, load_wording, socket_path
from triaged.loops import log, systemd
from triaged.loops.clock import SteadyClock, boot
from triaged.loops.commands import Request
from triaged.loops.control import Control
from triaged.loops.follow import follow_rules
from triaged.loops.health import Health, loop_reports
from triaged.loops.metrics import Metrics
from triaged.loops.ping import ping
from triaged.model.tx import Store, Tx
from triaged.parts import Loop, Parts
from triaged.policy.shape import Policy
from triaged.report.json import Json
from triaged.report.status import status_json
from triaged.scorer.hear import ears
from triaged.store.open import open_store, wait_leader

STOP_WITHIN = 8.0


class Daemon:
    """One running daemon."""

    def __init__(self, rules: Path) -> None:
        self._rules = rules
        self._clock = SteadyClock()
        self._health = Health()
        self._stop = asyncio.Event()
        self._reload = asyncio.Event()

    async def run(self) -> None:
        """Run until told to stop. Raises TriagedError for what must end the process with its status."""
        # Before all else: building it leaves free memory behind, which what is loaded next uses again.
        ears()
        policy = load_policy(self._rules)
        wording = load_wording(policy, self._rules)
        shelf = await asyncio.to_thread(load_articles, policy, self._rules)
        self._listen_to_signals()
        store = await self._open(policy)
        if store is None:
            return
        try:
            log.recovered(count=await self._recover(store, policy))
            parts = Parts(
                policy=policy, wording=wording, store=store, clock=self._clock, health=self._health, shelf=shelf
            )
            await self._serve_all(parts)
        finally:
            systemd.notify("STOPPING=1")
            await store.close()

    async def _recover(self, store: Store, policy: Policy) -> int:
        """No loop is running: what is `sending` was interrupted, and nobody knows how far it came.

        What waits, or is in doubt, goes on as this rules.toml says.
        """

        def step(tx: Tx) -> int:
            count = tx.recover_sending(self._clock())
            follow_rules(tx, policy)
            return count

        return await store.transact(step)

    async def _open(self, policy: Policy) -> Store | None:
        """The store; None when a standby was told to stop before it was its turn."""
        password = await asyncio.to_thread(store_password, policy)
        try:
            return await asyncio.to_thread(open_store, policy.store.url, password=password)
        except SecondDaemon:
            if policy.store.url.startswith("sqlite:"):
                raise
        log.standby()
        systemd.notify("READY=1", "STATUS=standby: another daemon has the store")
        opening = asyncio.create_task(wait_leader(policy.store.url, password=password))
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait({opening, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not opening.done():
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)
            return None
        return opening.result()

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._reload.set)

    async def _serve_all(self, parts: Parts) -> None:
        """Serve metrics while the policies follow one another."""
        store = parts.store
        metrics = Metrics(
            figures=lambda: store.transact_now(lambda tx: tx.figures(self._clock())),
            loops=lambda: loop_reports(self._health),
        )
        try:
            metrics.listen(parts.policy.health.metrics)
            await self._serve(parts, metrics)
        finally:
            await asyncio.to_thread(metrics.close)

    async def _serve(self, parts: Parts, metrics: Metrics) -> None:
        """Run the loops of one policy after the other until the daemon is told to stop."""
        while True:
            control = Control(
                socket_path(parts.policy),
                store=parts.store,
                clock=self._clock,
                changed=parts.send_now,
                policy=parts.policy,
                scribe=parts.scribe,
                extra={"status": partial(self._status, parts=parts)},
            )
            await control.start()
            log.started(version=__version__, policy=parts.policy.fingerprint[:12], inboxes=len(parts.policy.inboxes))
            systemd.notify("READY=1", f"STATUS={len(parts.policy.inboxes)} inboxes")
            try:
                following = await self._run_loops(parts, metrics)
            finally:
                await control.close()
            if following is None:
                return
            parts = following
            log.recovered(count=await self._recover(parts.store, parts.policy))

    async def _run_loops(self, parts: Parts, metrics: Metrics) -> Parts | None:
        """Run until stopped (None) or a new policy is in force."""
        loops = await parts.build()
        tasks = [asyncio.create_task(parts.supervised(loop)(), name=loop.name) for loop in loops]
        tasks.append(asyncio.create_task(self._sign_of_life(parts), name="sign of life"))
        try:
            return await self._wait(parts, tasks, metrics)
        finally:
            await self._end(loops, tasks)
            self._health.forget(loop.name for loop in loops)

    async def _wait(self, parts: Parts, tasks: list[asyncio.Task[None]], metrics: Metrics) -> Parts | None:
        """Wait for a stop (None) or a good new policy. Raises what a loop ended with."""
        while True:
            stop = asyncio.create_task(self._stop.wait())
            reload = asyncio.create_task(self._reload.wait())
            done, _ = await asyncio.wait({*tasks, stop, reload}, return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            reload.cancel()
            for task in done.intersection(tasks):
                task.result()
                raise StoreFailed(f"{task.get_name()} ended although nobody asked it to")
            if self._stop.is_set():
                return None
            self._reload.clear()
            following = await self._reloaded(parts, metrics)
            if following is not None:
                return following

    async def _reloaded(self, parts: Parts, metrics: Metrics) -> Parts | None:
        """The parts of the new rules.toml, or None when it is refused and the old one goes on."""
        try:
            policy = load_policy(self._rules)
            wording = load_wording(policy, self._rules)
            shelf = await asyncio.to_thread(load_articles, policy, self._rules)
            if policy.store != parts.policy.store:
                raise ConfigurationError("[store] changes only with a restart")
            await asyncio.to_thread(metrics.listen, policy.health.metrics)
        except TriagedError as error:
            log.reload_refused(error=str(error))
            systemd.notify("STATUS=the new rules.toml was refused, the old one goes on")
            return None
        return Parts(
            policy=policy, wording=wording, store=parts.store, clock=self._clock, health=self._health, shelf=shelf
        )

    async def _end(self, loops: tuple[Loop, ...], tasks: list[asyncio.Task[None]]) -> None:
        """End the loops within the time systemd gives; what a letter's transaction came to is then in doubt."""
        for task in tasks:
            task.cancel()
        closing = [asyncio.create_task(loop.close()) for loop in loops if loop.close is not None]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_WITHIN):
                await asyncio.gather(*tasks, *closing, return_exceptions=True)

    async def _sign_of_life(self, parts: Parts) -> None:
        """Tell systemd's watchdog and the dead-man's ping that every loop makes progress, only while it is true."""
        every = systemd.watchdog_seconds()
        pinged = -60.0
        while True:
            stalled = self._health.stalled()
            if not stalled:
                systemd.notify("WATCHDOG=1")
            else:
                log.stalled(loops=", ".join(stalled))
            if parts.policy.health.ping and not stalled and boot() - pinged >= 60:
                pinged = boot()
                await ping(parts.policy.health.ping, well=await self._is_well(parts))
            await asyncio.sleep(min(every / 3 if every else 20.0, 20.0))

    async def _is_well(self, parts: Parts) -> bool:
        try:
            found = await parts.store.transact(parts.troubles)
        except StoreFailed:
            return False
        return not any(trouble.broken for trouble in found)

    def _status(self, tx: Tx, request: Request, parts: Parts) -> Json:
        return status_json(
            tx.figures(request.now),
            loop_reports(self._health),
            parts.troubles(tx),
            inboxes=tuple(parts.policy.inboxes),
            policy=parts.policy.fingerprint[:12],
            version=__version__,
            now=request.now,
            judged_by=parts.judged_by,
        )
