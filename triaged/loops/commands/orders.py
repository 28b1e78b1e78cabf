"""triaged claim · release · assign · close …: what an agent orders about a thread."""

from datetime import datetime
from functools import partial

from triaged.errors import CommandRefused
from triaged.loops.commands.request import Command, Request, thread_named
from triaged.loops.obey import in_letter, obey
from triaged.model.order import NoMoment, Order, OrderKind
from triaged.model.tx import Tx
from triaged.report.json import Json
from triaged.report.shown import thread_json
from triaged.rules.moments import moment

NAMES: dict[str, OrderKind] = {
    "claim": OrderKind.MINE,
    "release": OrderKind.RELEASE,
    "assign": OrderKind.GIVE,
    "done": OrderKind.DONE,
    "called": OrderKind.CALLED,
    "promise": OrderKind.PROMISE,
    "close": OrderKind.CLOSE,
    "reopen": OrderKind.REOPEN,
    "snooze": OrderKind.SNOOZE,
    "spam": OrderKind.SPAM,
    "person": OrderKind.PERSON,
    "machine": OrderKind.MACHINE,
    "note": OrderKind.NOTE,
    "urgency": OrderKind.URGENCY,
    "topic": OrderKind.TOPIC,
    "tone": OrderKind.TONE,
    "renewal hold": OrderKind.HOLD,
    "renewal send": OrderKind.SEND,
    "renewal name": OrderKind.NAME,
    "incident detach": OrderKind.DETACH,
}
"""The command's name on the command line and what it orders."""


def _ordered(tx: Tx, request: Request, *, what: OrderKind, name: str) -> Json:
    thread = thread_named(tx, request.text("id"))
    until = request.text("until")
    order = Order(
        what=what,
        references=(thread.reference,),
        until=moment_of(until, request) if until else None,
        person=person_named(request.text("person"), request) if request.text("person") else "",
        text=request.text("text"),
        take=request.flag("take"),
    )
    refusal = obey(
        tx,
        order,
        thread,
        who=request.agent,
        person=request.person,
        policy=request.policy,
        now=request.now,
    )
    if refusal is not None:
        raise CommandRefused(refusal.reason)
    after = thread_named(tx, thread.reference)
    done = IN_LETTER if in_letter(order, after) else DONE[name]
    return {"done": f"{thread.reference} {done}", "thread": thread_json(after, request.now, request.policy)}


def moment_of(words: str, request: Request, *, end_of_day: bool = False) -> datetime:
    """The moment that a person means, by the clock of the company's first calendar. Raises CommandRefused."""
    calendar = next(iter(request.policy.calendars.values()))
    found = moment(words, now=request.now, zone=calendar.zone, calendar=calendar, end_of_day=end_of_day)
    if isinstance(found, NoMoment):
        raise CommandRefused(found.reason)
    return found


def person_named(name: str, request: Request) -> str:
    """The key of a person named by key, login name or full name. Raises CommandRefused."""
    for key, person in request.policy.people.items():
        if name.casefold() in {key.casefold(), person.user.casefold(), person.name.casefold()}:
            return key
    raise CommandRefused(f"rules.toml knows no person {name!r}; its persons: {', '.join(request.policy.people)}")


DONE = {
    "claim": "is yours",
    "release": "has no owner any more",
    "assign": "given",
    "done": "answered",
    "called": "called",
    "promise": "promised, as you told the customer",
    "close": "closed",
    "reopen": "open again",
    "snooze": "sleeps",
    "spam": "is spam",
    "person": "counts as a person's",
    "machine": "counts as a machine's",
    "note": "noted",
    "urgency": "corrected",
    "topic": "corrected",
    "tone": "corrected",
    "renewal hold": "held: its customer hears nothing by itself",
    "renewal send": "goes at its time",
    "renewal name": "will be told in that name",
    "incident detach": "is on its own again",
}
IN_LETTER = "promised in the letter that says that we are late"
ORDERS: dict[str, Command] = {name: partial(_ordered, what=what, name=name) for name, what in NAMES.items()}
"""Every command that orders something about one thread."""
