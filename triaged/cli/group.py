"""The group of commands. Each is imported only when it is asked for: the command line starts at once."""

from importlib import import_module
from pathlib import Path

import click

from triaged import __version__

Listed = dict[str, tuple[str, str]]

SECTIONS: dict[str, Listed] = {
    "See": {
        "queue": ("queue", "Show what to answer next."),
        "find": ("find", "Find threads by what was given in them: an order number, a contract."),
        "explain": ("explain", "Print why everything about a thread is as it is."),
        "who": ("people", "Show who is on duty, on call, away, and how much each has."),
        "status": ("status", "Say whether triaged is well."),
        "report": ("report", "Print what was promised, and what became of it."),
        "why-late": ("report", "Tell what led to each promise that was missed."),
    },
    "Answer": {
        "claim": ("owning", "Take a thread: you answer it."),
        "release": ("owning", "Give a thread back to its team."),
        "assign": ("owning", "Give a thread to a colleague."),
        "reply": ("reply", "Answer the customer."),
        "note": ("reply", "Write a note for colleagues."),
        "called": ("threads", "Say that the customer was answered by telephone."),
        "done": ("threads", "Say that the customer was answered where triaged cannot see it."),
        "promise": ("promising", "Say what time you told the customer."),
        "renewal": ("promising", "Hold, send or change the letter that says that we are late."),
    },
    "Put in order": {
        "snooze": ("threads", "Take a thread out of the queue until a time."),
        "close": ("threads", "Close a thread: nobody needs to answer it any more."),
        "reopen": ("threads", "Open a thread again."),
        "spam": ("threads", "Say that a thread is spam."),
        "person": ("threads", "Say that a mail was a person's after all."),
        "machine": ("threads", "Say that a mail was a machine's after all."),
        "urgency": ("correct", "Correct how urgent a thread is."),
        "topic": ("correct", "Correct what a thread is about."),
        "tone": ("correct", "Correct how a customer sounds."),
        "label": ("label", "Say of a few mails how they are, to learn from."),
        "train": ("train", "Learn from what agents did; show models; go back to an older one."),
        "merge": ("rearrange", "Make a thread part of another."),
        "split": ("rearrange", "Make a mail a thread of its own."),
    },
    "Many at once": {
        "incident": ("incident", "Tell all customers of one problem, and promise them the next news."),
    },
    "People": {
        "away": ("people", "Record that a colleague is away, and hand over what they have."),
        "back": ("people", "Say that a colleague is there again."),
    },
    "Letters and mail that wait": {
        "hold": ("hold", "List, release or drop letters that wait for a person."),
        "quarantine": ("quarantine", "List, retry or drop mail that could not be handled."),
        "breaker": ("switches", "Close the breaker that stops too many acknowledgements."),
        "pause": ("switches", "Send nothing until resumed."),
        "resume": ("switches", "Send again."),
    },
    "Set up": {
        "run": ("run", "Watch the inboxes until stopped."),
        "check": ("check", "Check rules.toml; preview the next promises."),
        "judge": ("judge", "Say what would be decided for mails in files."),
        "rehearse": ("rehearse", "Replay a past mailbox: what would have been promised and kept."),
        "forecast": ("forecast", "Replay a table of past mails: how well would promises be forecast?"),
        "evaluate": ("evaluate", "Measure how well mail is judged, on mail that people have labelled."),
        "letters": ("letters", "Show every letter in every language, or send them to yourself."),
        "demo": ("demo", "Watch triaged work for a minute: no account, no server."),
    },
}
"""What commands are for → command → its module in triaged.cli, which has it under the same name, and what the list of
commands says of it.
"""

COMMANDS: Listed = {name: entry for section in SECTIONS.values() for name, entry in section.items()}
"""Every command."""


class LazyGroup(click.Group):
    """A group whose commands live in modules of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command; None (and click's own suggestion) for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command = getattr(import_module(f"triaged.cli.{module}"), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake in COMMANDS, found by its test
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands by what they are for, without importing them."""
        widest = max(map(len, COMMANDS))
        for title, section in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), words) for name, (_, words) in section.items()])


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
