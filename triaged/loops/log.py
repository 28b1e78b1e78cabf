"""The log vocabulary: one function for each thing that happens, the same keys everywhere.

Lines go to journald (native protocol, with the keys as fields) when systemd connected us to it, else to stderr as text
or, on request, as JSON. Values are ids, counts, codes and times: no body, no subject, no customer's address, no secret.
"""

import json
import logging
import os
import socket
import sys
import time
from pathlib import Path

LOGGER = logging.getLogger("triaged")
KEYS = (
    "inbox",
    "account",
    "thread",
    "letter",
    "uid",
    "row",
    "count",
    "state",
    "code",
    "phase",
    "seconds",
    "error",
    "loop",
    "channel",
)
JOURNAL = Path("/run/systemd/journal/socket")
SAME_LINES_A_MINUTE = 10


def event(level: int, message: str, **keys: object) -> None:
    """Log one event. `keys` are named as in KEYS; None values are left out."""
    LOGGER.log(level, message, extra={"keys": {name: value for name, value in keys.items() if value is not None}})


def mail_decided(*, inbox: str, thread: int | None, answer: str, row: str) -> None:
    """A mail was stored and decided about."""
    event(logging.INFO, f"mail decided: {answer}", inbox=inbox, thread=thread, row=row or None)


def letter_sent(*, letter: int | None, account: str, seconds: float) -> None:
    """A letter was accepted by the relay, `seconds` after its mail was decided."""
    event(logging.INFO, "letter sent", letter=letter, account=account, seconds=round(seconds, 3))


def letter_waits(*, letter: int | None, account: str, code: int, phase: str) -> None:
    """A letter was not accepted and will be tried again."""
    event(logging.WARNING, "letter waits", letter=letter, account=account, code=code, phase=phase)


def letter_failed(*, letter: int | None, account: str, code: int, phase: str) -> None:
    """A letter was refused for good."""
    event(logging.ERROR, "letter refused for good", letter=letter, account=account, code=code, phase=phase)


def letter_in_doubt(*, letter: int | None, account: str, phase: str) -> None:
    """Nobody can know whether a letter was accepted; it is being looked for."""
    event(logging.WARNING, "letter in doubt", letter=letter, account=account, phase=phase)


def posted(*, channel: str, state: str, count: int) -> None:
    """An attempt to post a notice: the state it has now, after so many attempts."""
    level = logging.INFO if state == "sent" else logging.WARNING
    event(level, f"notice posted: {state}", channel=channel, state=state, count=count)


def loop_failing(*, loop: str, error: str, seconds: float) -> None:
    """A loop cannot do its work (server away, login refused, disk full); the next try is in `seconds`."""
    event(logging.WARNING, f"{loop} failing: {error}", loop=loop, seconds=round(seconds))


def loop_well(*, loop: str) -> None:
    """A loop that failed works again, or works for the first time."""
    event(logging.INFO, f"{loop} works", loop=loop)


def started(*, version: str, policy: str, inboxes: int) -> None:
    """The daemon runs under a policy."""
    event(logging.INFO, f"triaged {version} runs, rules {policy}", count=inboxes)


def standby() -> None:
    """Another daemon has the store; this one waits to take over."""
    event(logging.INFO, "standby: another daemon has the store")


def recovered(*, count: int) -> None:
    """After a crash: letters that were being sent are in doubt now."""
    if count:
        event(logging.WARNING, "letters were being sent when the last daemon died: in doubt", count=count)


def reload_refused(*, error: str) -> None:
    """A new rules.toml is not taken over; the old one goes on."""
    event(logging.ERROR, f"rules.toml refused, the old one goes on: {error}")


def stalled(*, loops: str) -> None:
    """Loops give no sign of life: systemd will restart us."""
    event(logging.CRITICAL, f"no sign of life: {loops}")


def broken_rule(*, inbox: str, uid: int, error: Exception) -> None:
    """A rule raised on a mail: a bug of ours. Where it was raised is told, what it said is not (it may quote mail)."""
    LOGGER.error("a rule broke on a mail", extra={"keys": {"inbox": inbox, "uid": uid}}, exc_info=error)


def broken_watch(*, thread: int, error: Exception) -> None:
    """A rule raised on a thread whose time had come: a bug of ours. What it said is not told (it may quote mail)."""
    LOGGER.error("a rule broke on a thread", extra={"keys": {"thread": thread}}, exc_info=error)


def broken_incident(*, incident: int, error: Exception) -> None:
    """The same of an incident."""
    LOGGER.error("a rule broke on an incident", extra={"keys": {"incident": incident}}, exc_info=error)


def resync(*, inbox: str) -> None:
    """UIDVALIDITY changed: the folder is read again, known mail is passed over (I1)."""
    event(logging.WARNING, "folder was renumbered by the server: reading it again", inbox=inbox)


def many_left(*, inbox: str, count: int) -> None:
    """Many customers' mails left a folder at once: nothing is made of it."""
    event(logging.WARNING, "many mails left a folder at once: nothing was closed", inbox=inbox, count=count)


def quarantined(*, inbox: str, uid: int, reason: str) -> None:
    """A mail was put into quarantine."""
    event(logging.ERROR, f"mail quarantined: {reason}", inbox=inbox, uid=uid)


class _Calm(logging.Filter):
    """At most ten identical lines a minute (P15); lines about different letters or mails are not identical."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        text, now = f"{record.getMessage()} {_keys(record)}", time.monotonic()
        since, count = self._seen.get(text, (now, 0))
        if now - since > 60:
            since, count = now, 0
        if len(self._seen) > 1000:
            self._seen.clear()
        self._seen[text] = (since, count + 1)
        return count < SAME_LINES_A_MINUTE


def _line(text: str) -> str:
    """One line without controls: log lines cannot be forged by what a server or a mail says (T16)."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "�" for c in text)


def _keys(record: logging.LogRecord) -> dict[str, object]:
    keys = getattr(record, "keys", {})
    return keys if isinstance(keys, dict) else {}


class TextFormatter(logging.Formatter):
    """level, message, key=value."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        pairs = "".join(f" {name}={value}" for name, value in _keys(record).items())
        return _line(f"{record.levelname.lower():8}{record.getMessage()}{pairs}{_trace(record)}")


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, message, keys."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fields: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _line(record.getMessage() + _trace(record)),
        }
        return json.dumps(fields | {name: str(value) for name, value in _keys(record).items()})


def _trace(record: logging.LogRecord) -> str:
    """Where an unforeseen error was raised, without its text (which may quote mail)."""
    if not record.exc_info or record.exc_info[1] is None:
        return ""
    error, places, frame = record.exc_info[1], [], record.exc_info[2]
    while frame is not None:
        code = frame.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{frame.tb_lineno} {code.co_name}")
        frame = frame.tb_next
    return f" [{type(error).__name__} at {' < '.join(reversed(places[-6:]))}]"


PRIORITY = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3, logging.CRITICAL: 2}


class JournalHandler(logging.Handler):
    """Sends records to journald with its native protocol, the keys as TRIAGED_… fields."""

    def __init__(self) -> None:
        super().__init__()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.connect(str(JOURNAL))

    def emit(self, record: logging.LogRecord) -> None:
        """One datagram."""
        fields = {
            "MESSAGE": _line(record.getMessage() + _trace(record)),
            "PRIORITY": str(PRIORITY.get(record.levelno, 6)),
            "SYSLOG_IDENTIFIER": "triaged",
        }
        fields |= {f"TRIAGED_{name.upper()}": _line(str(value)) for name, value in _keys(record).items()}
        try:
            self._socket.send("".join(f"{name}={value}\n" for name, value in fields.items()).encode())
        except OSError:
            self.handleError(record)


def start(*, as_json: bool, verbose: bool) -> None:
    """Install the one handler. Foreign libraries are heard from warnings up: IMAPClient logs whole commands below."""
    handler: logging.Handler
    if os.environ.get("JOURNAL_STREAM") and JOURNAL.exists() and not as_json:
        handler = JournalHandler()
    else:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonFormatter() if as_json else TextFormatter())
    handler.addFilter(_Calm())
    # No format of ours shows thread or process: they are not looked up for every line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    LOGGER.setLevel(logging.DEBUG if verbose else logging.INFO)


def judged_by(*, models: int, error: str) -> None:
    """Which models of the desk's own labels judge mail now changed; `error`: why one that should does not."""
    event(logging.WARNING if error else logging.INFO, "models in use changed", count=models, error=error or None)


def judged_with(*, sentences: bool, error: str) -> None:
    """What mail is judged by from now on; `error`: why sentences are not used though they should be."""
    event(
        logging.WARNING if error else logging.INFO,
        "judged by words and sentences" if sentences else "judged by words",
        error=error or None,
    )


def learned(*, models: int, error: str) -> None:
    """Learning ended with so many new models."""
    event(logging.WARNING if error else logging.INFO, "learned from agents", count=models, error=error or None)


def foretold(*, teams: int, error: str) -> None:
    """Forecasts were learned for so many teams."""
    event(logging.WARNING if error else logging.INFO, "learned by when teams answer", count=teams, error=error or None)
