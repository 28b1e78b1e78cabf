"""triaged run: the daemon, in the foreground."""

import click

from triaged.cli.ask import rules_of


@click.command()
@click.option("--log-json", is_flag=True, help="Log JSON lines instead of text or journald.")
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
@click.pass_context
def run(ctx: click.Context, *, log_json: bool, verbose: bool) -> None:
    """Watch the inboxes until stopped (SIGTERM); SIGHUP takes over a changed rules.toml.

    Stays up while servers are away or refuse the login. Ends with 65, 66, 75 or 78 for what only a person can mend.
    """
    import asyncio

    from triaged.daemon import Daemon
    from triaged.loops import log

    log.start(as_json=log_json, verbose=verbose)
    asyncio.run(Daemon(rules_of(ctx)).run())
