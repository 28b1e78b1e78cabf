"""triaged merge · split: conversations put together and taken apart by hand."""

import click

from triaged.cli.ask import asked, json_option, say, thread_argument


@click.command()
@thread_argument
@click.argument("into", metavar="INTO")
@click.option("--force", is_flag=True, help="Also across inboxes, and of different customers.")
@json_option
@click.pass_context
def merge(ctx: click.Context, thread: str, into: str, *, force: bool, as_json: bool) -> None:
    """Make a thread part of another of the same customer.

    Its mails, letters and trail become the other's, its promise is released. A time that the customer was told stands:
    as the other's promise, or as its target where it has a promise already. There is no way back but `split`.
    """
    say(asked(ctx, "merge", {"id": thread, "into": into, "force": force}), as_json=as_json)


@click.command()
@thread_argument
@click.argument("mail", type=int)
@json_option
@click.pass_context
def split(ctx: click.Context, thread: str, mail: int, *, as_json: bool) -> None:
    """Make a mail, and what its author wrote after it, a thread of its own.

    MAIL is the number that `triaged explain` shows. The new thread is ours to answer, by a target that only we know;
    the promise stays with the old one.
    """
    say(asked(ctx, "split", {"id": thread, "mail": mail}), as_json=as_json)
