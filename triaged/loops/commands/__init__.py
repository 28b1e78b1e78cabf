"""What the command line asks of the store: one function a command, the same through the socket or without a daemon.

Each takes the transaction and the request; it returns a JSON value, or raises CommandRefused with a sentence for the
person. `status` is answered by the daemon itself (report/status.py).
"""

from collections.abc import Callable, Mapping

from triaged.loops.commands import letters, lists, quarantine, report, why_late
from triaged.loops.commands.history import HISTORY
from triaged.loops.commands.incidents import INCIDENTS
from triaged.loops.commands.learning import LEARNING
from triaged.loops.commands.orders import ORDERS
from triaged.loops.commands.people import PEOPLE
from triaged.loops.commands.rearrange import REARRANGE
from triaged.loops.commands.reply import REPLY
from triaged.loops.commands.request import Command, Request, Step

__all__ = ["COMMANDS", "LONG", "Command", "Request"]

COMMANDS: Mapping[str, Command] = {
    "queue": lists.queue,
    "find": lists.find,
    "explain": lists.explain,
    "why-late": why_late.why_late,
    "quarantine list": quarantine.quarantine_list,
    "quarantine retry": quarantine.quarantine_retry,
    "quarantine drop": quarantine.quarantine_drop,
    "breaker reset": letters.breaker_reset,
    "hold list": letters.hold_list,
    "hold release": letters.hold_release,
    "hold drop": letters.hold_drop,
    "pause": letters.pause,
    "resume": letters.resume,
    "renewal on": letters.renewal_on,
    **INCIDENTS,
    **ORDERS,
    **REPLY,
    **REARRANGE,
    **PEOPLE,
    **LEARNING,
    **HISTORY,
}
"""Every command that is one transaction."""

LONG: Mapping[str, Callable[[Request], Step]] = {"report": report.figures}
"""Every command that is many, so that mail is read and sent meanwhile."""
