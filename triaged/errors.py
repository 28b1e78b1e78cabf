"""Named errors: whose fault, and the exit status of the class.

    TriagedError
    ├── CommandRefused         1  a command that cannot be done now, or to this thread
    ├── UsageError            64  the command line
    ├── StoreDamaged          65  the database file is not what it was
    ├── ModelUnusable         65  a file of what was learned is damaged or not ours
    ├── FileUnreadable        66  a file that was named cannot be read
    ├── ServerUnreachable     69  no connection to a server (one-shot commands; `run` stays up)
    ├── StoreFailed           74  the disk refused (full, I/O error)
    ├── SecondDaemon          75  another daemon has the store
    ├── LoginRefused          77  a server refused the login (one-shot commands; `run` stays up)
    └── ConfigurationError    78  rules.toml, a template or the database schema

Every message is a sentence for a person: what is wrong, where, and what to do. Nothing secret in it.
"""


class TriagedError(Exception):
    """Base of all errors that are shown to a person. `status` is the exit status of a command it ends (sysexits)."""

    status = 70


class CommandRefused(TriagedError):
    """The command cannot be done; the message says why."""

    status = 1


class UsageError(TriagedError):
    """The command line cannot be understood."""

    status = 64


class StoreDamaged(TriagedError):
    """The database file is damaged; it was not changed."""

    status = 65


class ModelUnusable(TriagedError):
    """A file of what was learned is missing, damaged or not ours: judging goes on without it."""

    status = 65


class SentencesUnusable(TriagedError):
    """What `triaged[sentences]` brings cannot be used: judging goes on by words."""

    status = 65


class FileUnreadable(TriagedError):
    """A file that was named cannot be read."""

    status = 66


class ServerUnreachable(TriagedError):
    """No usable connection to a server: refused, timed out, closed, or answered nonsense. May pass by itself."""

    status = 69


class StoreFailed(TriagedError):
    """The disk or the database server refused (full, I/O error, gone). May pass by itself, except after fsync."""

    status = 74


class StaleState(TriagedError):
    """A letter, promise or entry is not in the state that the change expected: nothing was written. Read again."""


class SecondDaemon(TriagedError):
    """Another daemon holds the store."""

    status = 75


class LoginRefused(TriagedError):
    """The server refused the login. Tried again at most every five minutes (I12)."""

    status = 77


class ConfigurationError(TriagedError):
    """rules.toml, a template, or the database schema cannot be used."""

    status = 78


class Throttled(ServerUnreachable):
    """The server asks us to slow down (I14): back off at least 60 s, doubling."""


class FolderChanged(ServerUnreachable):
    """UIDVALIDITY changed or the folder vanished while in use (I1, I2): reselect and resynchronise."""
