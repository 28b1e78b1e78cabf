"""triaged incident open · list · show · update · send · close · attach · detach: what is wrong for many customers."""

import json

import click

from triaged.cli.ask import asked, json_option, say
from triaged.cli.tables import local, rows
from triaged.report.json import Json

text_option = click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="LANG=TEXT",
    help="What customers read, at most 60 words; once for each language of the company.",
)
news_option = click.option(
    "--news",
    default="",
    metavar="TIME",
    help='The next news come within it ("1h", "30m"; 15m to 7 days). Without it as prepared, or as before.',
)
number_argument = click.argument("incident_number", metavar="N", type=click.IntRange(min=1))


@click.group()
def incident() -> None:
    """One thing that is wrong for many customers: they share one promise, the next news."""


@incident.command("open")
@click.argument("name", metavar="NAME|TEXT")
@click.option(
    "--match",
    default="",
    metavar="RULE",
    help="Threads that a [[rule]] fits (new mail too, where NAME is not prepared) or a prepared incident fits.",
)
@click.option("--like", default="", metavar="ID", help="Threads that share rare words with this one. Not with --match.")
@click.option("--inbox", default="", help="Whose mail. Needed where there are several inboxes, without --like.")
@click.option(
    "--since",
    default="",
    metavar="WHEN",
    help='When it began: "10:50" today or "2026-11-30 10:50", by the clock of the inbox\'s team, within the last week. '
    "Only threads with mail since then are looked at; without it those of the last day.",
)
@news_option
@text_option
@click.option("--confirm", type=click.IntRange(min=0), metavar="COUNT", help="Do it: the count that was shown.")
@json_option
@click.pass_context
def open_(ctx: click.Context, /, *, as_json: bool, texts: tuple[str, ...], **options: object) -> None:
    """Open an incident: NAME is prepared in rules.toml, or a few words say what is wrong.

    Without --confirm nothing is changed: it shows who would be told, and the count to confirm. Threads must wait for
    us, and their customer must have been told a time. docs/incidents.md tells all of it.
    """
    answer = asked(ctx, "incident open", {**options, "text": list(texts)})
    if as_json or "done" in answer:
        say(answer, as_json=as_json)
    else:
        click.echo(_preview(answer))


@incident.command("list")
@json_option
@click.pass_context
def list_(ctx: click.Context, *, as_json: bool) -> None:
    """List open incidents."""
    answer = asked(ctx, "incident list")
    lines = [_line(one) for one in rows(answer["incidents"])]
    click.echo(json.dumps(answer) if as_json else "\n".join(lines) or "no incident is open")


@incident.command()
@number_argument
@json_option
@click.pass_context
def show(ctx: click.Context, incident_number: int, *, as_json: bool) -> None:
    """Show one incident: what is said, what was promised, whose threads."""
    answer = asked(ctx, "incident show", {"id": incident_number})
    click.echo(json.dumps(answer) if as_json else _whole(answer))


@incident.command()
@number_argument
@text_option
@news_option
@json_option
@click.pass_context
def update(ctx: click.Context, incident_number: int, *, texts: tuple[str, ...], news: str, as_json: bool) -> None:
    """Tell every customer the news, in every language, and when the next ones come.

    The promise of news is kept when the first letter leaves in time. Threads that fit and belong to no incident join.
    """
    arguments = {"id": incident_number, "text": list(texts), "news": news}
    say(asked(ctx, "incident update", arguments), as_json=as_json)


@incident.command()
@number_argument
@news_option
@json_option
@click.pass_context
def send(ctx: click.Context, incident_number: int, *, news: str, as_json: bool) -> None:
    """Tell every customer the last text again, with a new time."""
    say(asked(ctx, "incident send", {"id": incident_number, "news": news}), as_json=as_json)


@incident.command()
@number_argument
@text_option
@json_option
@click.pass_context
def close(ctx: click.Context, incident_number: int, *, texts: tuple[str, ...], as_json: bool) -> None:
    """Say that it is over, in every language: every customer is told, then it is their turn.

    A prepared text is not taken: give what is true now. Who wrote after it was over is answered on their own.
    """
    say(asked(ctx, "incident close", {"id": incident_number, "text": list(texts)}), as_json=as_json)


@incident.command()
@number_argument
@click.argument("thread", metavar="ID")
@json_option
@click.pass_context
def attach(ctx: click.Context, incident_number: int, thread: str, *, as_json: bool) -> None:
    """Put a thread into an open incident: its customer is told, once.

    It must wait for us, belong to no incident, and a letter must be able to reach its customer.
    """
    say(asked(ctx, "incident attach", {"id": incident_number, "thread": thread}), as_json=as_json)


@incident.command()
@click.argument("thread", metavar="ID")
@json_option
@click.pass_context
def detach(ctx: click.Context, thread: str, *, as_json: bool) -> None:
    """Take a thread out of its incident: it gets an answer of its own.

    The time that its customer was told counts again where it lies ahead; else there is a target. Nothing is written to
    the customer, and a letter of ours to them that waits is dropped.
    """
    say(asked(ctx, "incident detach", {"id": thread}), as_json=as_json)


def _preview(answer: Json) -> str:
    threads = [
        f"  {one['id']}  {one['customer']}  {one['subject']!r}  ({one['why']})" for one in rows(answer["threads"])
    ]
    says = [f"  {language}: {text}" for language, text in dict(answer["says"]).items()]  # type: ignore[call-overload]
    left = f", {answer['left_out']} more are left out (no letter of ours can tell them)" if answer["left_out"] else ""
    head = f'"{answer["name"]}" since {local(answer["since"])}, next news by {local(answer["next_news"])}'
    count = f"{answer['count']} threads of {answer['customers']} customers would share it{left}:"
    end = f"Nothing is done yet. To open it, add {answer['add']}"
    return "\n".join((head, *says, count, *threads, end))


def _line(one: object) -> str:
    shown = rows([one])[0]
    news = local(shown["next_news"]) or "none promised"
    waits = f"{shown['customers']} customers, {shown['waiting']} threads wait"
    return f'{shown["id"]}  "{shown["name"]}"  since {local(shown["since"])}  {waits}  next news {news}'


def _whole(answer: Json) -> str:
    says = [f"  {language}: {text}" for language, text in dict(answer["says"]).items()]  # type: ignore[call-overload]
    promises = [f"  by {local(one['by'])}: {one['outcome']}" for one in rows(answer["promises"])]
    threads = [
        f"  {one['id']}  {one['customer']}  {one['turn']}{'' if one['told'] else '  (not told yet)'}"
        for one in rows(answer["threads"])
    ]
    return "\n".join((_line(answer["incident"]), *says, "News promised:", *promises, "Threads:", *threads))
