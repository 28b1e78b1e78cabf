"""What a mail is looked up by, and all that the store said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from triaged.model.forecast import Forecast
from triaged.model.people import Absence
from triaged.model.stored import Incident
from triaged.model.thread import Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The keys one mail is looked up by.

    `ids` in the order in which threading tries them; `tokens` are references found in the subject; `bounced` are ids
    and marks out of a delivery report; `customer` is the address we would answer. `claims`: the mail says that it is
    urgent, so that earlier claims are looked up.
    """

    inbox: str
    identity: str
    digest: str
    message_id: str | None
    ids: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    bounced: tuple[str, ...] = ()
    customer: str = ""
    claims: bool = False
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A thread found by one Message-ID. `automatic`: that id belongs to an automatic letter of ours (N28)."""

    message_id: str
    thread: Thread
    automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All the store said about one mail, in one read.

    `twin`: a stored mail with the same identity: its thread id, its inbox, its text digest (T9). `elsewhere`: the same
    Message-ID was stored by another inbox (T8): (inbox, acknowledged). `recent`: threads of this customer in this inbox
    in the last 14 days, newest first. `letters_to` counts acknowledgements to this address in 24 h,
    `letters_to_domain` unproven ones to its domain in 1 h. `blocked`: a letter of ours to it bounced (60 days).
    `repeated`: the threads, of those in `by_id`, `by_token` and `recent`, that hold a mail with the same text.
    `merged`: for these threads the base subjects of what was merged into them. `claims`: of this customer's mails of
    the last 90 days that claimed to be urgent and that people dealt with, the newest first, whether they were.
    """

    twin_thread: int | None = None
    twin_digest: str = ""
    elsewhere: str = ""
    elsewhere_acknowledged: bool = False
    by_id: tuple[Joined, ...] = ()
    by_token: tuple[Thread, ...] = ()
    bounced_letter: int | None = None
    bounced_thread: int | None = None
    recent: tuple[Thread, ...] = ()
    letters_to: int = 0
    letters_to_domain: int = 0
    ever_written_to: bool = False
    blocked: bool = False
    repeated: frozenset[int] = frozenset()
    merged: tuple[tuple[int, str], ...] = ()
    claims: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The state of an inbox as a whole, read once a batch.

    `baseline`: mail that arrived before it was there at the first start (N30). `lost_cursor`: the cursor was lost, its
    UIDVALIDITY changed or a backup was restored: older mail needs proof that we did not answer it already.
    `hour`: acknowledgements to unproven or first-time senders in the last hour; `busiest_hour` of the last 7 days.
    `work`: for each team how many open threads of each urgency rank or a higher one wait for us. `paces`: mails that
    one person of a team on duty answers in an hour, as measured. `forecasts`: what each team's answers taught, where
    promises are based on it; `first`: as `work`, of mails that wait for a first answer. `loads`: open threads of each
    person; `last_assigned`: who of each team got a thread last.
    """

    baseline: datetime
    hour: int = 0
    busiest_hour: int = 0
    breaker_open: bool = False
    late_in_batch: int = 0
    lost_cursor: bool = False
    already_marked: frozenset[str] = field(default_factory=frozenset)
    absences: tuple[Absence, ...] = ()
    work: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)
    paces: Mapping[str, float] = field(default_factory=dict)
    forecasts: Mapping[str, Forecast] = field(default_factory=dict)
    first: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    last_assigned: Mapping[str, str] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
