"""The group of commands. Each is imported only when it is asked for: the command line starts at once."""

from importlib import import_module
from pathlib import Path

import click

from triaged import __version__

COMMANDS = {
    "run": "triaged.cli.run",
    "check": "triaged.cli.check",
    "judge": "triaged.cli.judge",
    "letters": "triaged.cli.letters",
    "demo": "triaged.cli.demo",
    "queue": "triaged.cli.queue",
    "explain": "triaged.cli.explain",
    "status": "triaged.cli.status",
    "close": "triaged.cli.threads",
    "called": "triaged.cli.threads",
    "hold": "triaged.cli.hold",
    "quarantine": "triaged.cli.quarantine",
    "breaker": "triaged.cli.switches",
    "pause": "triaged.cli.switches",
    "resume": "triaged.cli.switches",
}
"""Command → module; the module has the command under the same name."""


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command; None (and click's own suggestion) for an unknown one."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(module), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake in COMMANDS, found by its test
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "-r",
    "--rules",
    type=click.Path(path_type=Path),
    envvar="TRIAGED_RULES",
    help="The rules.toml to use [./rules.toml, $XDG_CONFIG_HOME/triaged/, /etc/triaged/].",
)
@click.version_option(__version__, prog_name="triaged")
@click.pass_context
def triaged(ctx: click.Context, rules: Path | None) -> None:
    """Watch support mailboxes, promise customers an exact reply time, and see to it that it is kept.

    Exit status: 0 done, 1 refused, 64 usage, 65 store damaged, 66 file unreadable, 69 server unreachable, 74 disk,
    75 second daemon, 77 login refused, 78 configuration.
    """
    ctx.obj = rules
