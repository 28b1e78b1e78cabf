"""triaged queue: what to answer next."""

import json
import time

import click

from triaged.cli.ask import asked, json_option
from triaged.cli.tables import (
    incidents_table,
    letters_table,
    likely_late_table,
    now_of,
    quarantine_table,
    queue_table,
    renewals_off_table,
    show,
    undelivered_table,
)
from triaged.report.json import Json

EVERY = 2.0


@click.command()
@click.option("--watch", is_flag=True, help="Show it again every two seconds, until Ctrl-C.")
@json_option
@click.pass_context
def queue(ctx: click.Context, *, watch: bool, as_json: bool) -> None:
    """Show the queue: broken promises first, then the nearest time, urgency, longest waiting.

    What needs attention (failed, held and doubtful letters, quarantined mail, questions) follows, then what sleeps,
    what waits for the customer, and machine mail. Promises based on a forecast that will likely break today are listed.
    """
    while True:
        answer = asked(ctx, "queue")
        if as_json:
            click.echo(json.dumps(answer))
        else:
            if watch:
                click.clear()
            _show(answer)
        if not watch:
            return
        time.sleep(EVERY)


def _show(answer: Json) -> None:
    now = now_of(answer)
    attention = answer["attention"]
    assert isinstance(attention, dict)  # noqa: S101 - our own daemon's answer
    show(
        incidents_table(answer["incidents"]),
        queue_table("Queue", answer["queue"], now),
        likely_late_table(answer["likely_late"], now),
        queue_table("Needs attention: answered?", attention["asks"], now),
        queue_table("Needs attention: looks forged", attention["suspect"], now),
        letters_table("Needs attention: refused letters", attention["failed"]),
        letters_table("Needs attention: held letters", attention["held"]),
        letters_table("Needs attention: letters in doubt", attention["in_doubt"]),
        quarantine_table(attention["quarantined"]),
        renewals_off_table(attention["renewals_off"]),
        undelivered_table(attention["undelivered"]),
        queue_table("Asleep", answer["snoozed"], now),
        queue_table("Waiting for the customer", answer["waiting"], now),
        queue_table("Written by machines", answer["machine"], now),
        empty="nothing to answer",
    )
