"""Asks the daemon through its socket; with no daemon running, opens the store under its lock and asks that."""

import getpass
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from triaged.errors import SecondDaemon
from triaged.files import default_rules, load_policy, socket_path
from triaged.loops.control import ask
from triaged.report.shown import Json

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def rules_of(ctx: click.Context) -> Path:
    """The rules.toml this command is about."""
    return ctx.obj if ctx.obj is not None else default_rules()


def asked(ctx: click.Context, command: str, arguments: Mapping[str, object] | None = None) -> Json:
    """The answer to a command. Raises CommandRefused with the reason, or what opening the store raises."""
    policy = load_policy(rules_of(ctx))
    answer = ask(socket_path(policy), command, arguments or {})
    if answer is not None:
        return answer
    from triaged.loops.commands import COMMANDS, Request
    from triaged.store.open import Role, open_store

    try:
        store = open_store(policy.store.url, role=Role.COMMAND)
    except SecondDaemon as error:
        raise SecondDaemon(f"a daemon has the store, but nobody answers at {socket_path(policy)}: {error}") from error
    try:
        request = Request(who=getpass.getuser(), now=datetime.now(UTC), arguments=arguments or {})
        return store.transact_now(lambda tx: COMMANDS[command](tx, request))
    finally:
        store.close_now()


def say(answer: Json, *, as_json: bool) -> None:
    """Print what was done."""
    click.echo(json.dumps(answer) if as_json else str(answer["done"]))
