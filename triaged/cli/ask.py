"""Asks the daemon through its socket; with no daemon running, opens the store under its lock and asks that."""

from __future__ import annotations

import json
import os
import pwd
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triaged.errors import SecondDaemon
from triaged.files import daemon_socket, default_rules, load_policy, load_wording
from triaged.loops.ask import ANSWER_WITHIN, ask
from triaged.report.json import Json

if TYPE_CHECKING:
    from triaged.loops.commands import Request
    from triaged.policy.shape import Policy
    from triaged.scribe import Scribe
    from triaged.store import SqlStore

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
thread_argument = click.argument("thread", metavar="ID")
"""A thread by its reference, as `triaged queue` shows it and the subject of every letter: 7K3F, NL-7K3F."""


def rules_of(ctx: click.Context) -> Path:
    """The rules.toml this command is about."""
    return ctx.obj if ctx.obj is not None else default_rules()


def asked(
    ctx: click.Context, command: str, arguments: Mapping[str, object] | None = None, *, within: float = ANSWER_WITHIN
) -> Json:
    """The answer to a command, after so many seconds at most.

    Raises CommandRefused with the reason, or what opening the store raises.
    """
    socket = daemon_socket(rules_of(ctx))
    answer = ask(socket, command, arguments or {}, within=within)
    if answer is not None:
        return answer
    return _without_a_daemon(ctx, command, arguments or {}, socket)


def _without_a_daemon(ctx: click.Context, command: str, arguments: Mapping[str, object], socket: Path) -> Json:
    """Take the store's lock and do what the daemon would."""
    with opened(ctx, socket) as here:
        return here.asked(command, arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The store, opened by this command because no daemon runs."""

    store: SqlStore
    policy: Policy
    scribe: Scribe

    def asked(self, command: str, arguments: Mapping[str, object]) -> Json:
        """What the daemon would answer."""
        from triaged.loops.commands import Request

        now = datetime.now(UTC)
        request = Request(who=_user(), now=now, policy=self.policy, scribe=self.scribe, arguments=arguments)
        return _carried_out(self.store, command, request)


@contextmanager
def opened(ctx: click.Context, socket: Path, *, create: bool = False) -> Iterator[Here]:
    """The store under its lock; `create`: where there is none yet, it is made. Raises what opening it raises."""
    from triaged.credentials.secrets import store_password
    from triaged.scribe import Scribe
    from triaged.store.open import Role, open_store

    policy = load_policy(rules_of(ctx))
    role = Role.DAEMON if create else Role.COMMAND
    try:
        store = open_store(policy.store.url, role=role, password=store_password(policy))
    except SecondDaemon as error:
        raise SecondDaemon(f"a daemon has the store, but nobody answers at {socket}: {error}") from error
    try:
        scribe = Scribe(policy=policy, wording=load_wording(policy, rules_of(ctx)), secret=store.secret)
        yield Here(store=store, policy=policy, scribe=scribe)
    finally:
        store.close_now()


def _carried_out(store: SqlStore, command: str, request: Request) -> Json:
    from triaged.loops.commands import COMMANDS, LONG

    if command not in LONG:
        return store.transact_now(lambda tx: COMMANDS[command](tx, request))
    step, answer = LONG[command](request), None
    while answer is None:
        answer = store.transact_now(step)
    return answer


def _user() -> str:
    """Who runs the command, as the daemon would see it through the socket."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"


def say(answer: Json, *, as_json: bool) -> None:
    """Print what was done."""
    click.echo(json.dumps(answer) if as_json else str(answer["done"]))
