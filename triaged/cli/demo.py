"""triaged demo: watch it work for a minute."""

from importlib.util import find_spec

import click

from triaged.errors import TriagedError

LIBRARIES = ("aiosmtpd", "pymap")
FAST = 0.0


class DemoNotInstalled(TriagedError):
    """The two servers of the demo are not installed."""

    status = 69


@click.command()
@click.option("--seconds", type=click.FloatRange(5, 3600), default=60.0, show_default=True, help="How long it takes.")
@click.option("--fast", is_flag=True, help="As fast as it goes.")
@click.option("--show-rules", is_flag=True, help="Print the rules.toml of the demo's desk instead.")
def demo(*, seconds: float, fast: bool, show_rules: bool) -> None:
    """Watch triaged work for a minute, with invented customers: no account, no server, nothing is kept.

    The daemon is the real one; it talks to an IMAP and an SMTP server inside this process. Ends by itself, or on Ctrl-C
    with 130.
    """
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise DemoNotInstalled(
            f"the demo needs {' and '.join(missing)}, which come with `pip install 'triaged[demo]'` (or `make demo`)"
        )
    from triaged.demo.desk import rules_text
    from triaged.demo.house import play

    if show_rules:
        click.echo(rules_text(), nl=False)
        return
    if not play(FAST if fast else seconds):
        raise KeyboardInterrupt
