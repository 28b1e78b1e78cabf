"""Is triaged well? 0 fine, 1 somebody should look, 2 broken: in words and figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triaged.model.letter import LetterState
from triaged.model.stored import Figures
from triaged.report.json import Json
from triaged.report.shown import at

OLD_READY = timedelta(minutes=15)
MANY_LEFT_FOR = timedelta(days=1)
"""So long people are shown that many mails left a folder at once."""
UNREAD_AFTER = timedelta(minutes=5)
"""An inbox that was not read to the end for this long is behind: longer than the longest wait between two looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: `broken` when the job is not being done, else somebody should look.

    `alarming`: people are told by mail. What the queue shows anyway (overdue, held, paused) is not.
    """

    what: str
    broken: bool
    alarming: bool = True
    about: str = ""

    @property
    def key(self) -> str:
        """What it is known by while it lasts, though a server finds other words for it each time."""
        return self.about or self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopReport:
    """One loop as status shows it: seconds since its last sign of life, and its trouble."""

    name: str
    seconds: float
    trouble: str
    stalled: bool


def troubles(
    figures: Figures,
    loops: Sequence[LoopReport],
    *,
    inboxes: Sequence[str],
    quiet: Sequence[str],
    jump: timedelta | None,
    now: datetime,
) -> tuple[Fault, ...]:
    """Everything wrong, the broken first.

    `inboxes` are those of rules.toml, `quiet` those without mail for longer than they ever are.
    """
    found = (*_broken(figures, loops, jump, now), *_waiting(figures), *_of_inboxes(figures, now))
    told = {trouble.key for trouble in found}
    unread = (fault for fault in _unread(figures, inboxes, now) if fault.key not in told)
    silent = (Fault(what=f"{inbox} is quiet for longer than it ever is", broken=False) for inbox in quiet)
    return tuple(sorted((*found, *unread, *silent), key=lambda trouble: not trouble.broken))


def _broken(figures: Figures, loops: Sequence[LoopReport], jump: timedelta | None, now: datetime) -> Iterator[Fault]:
    """The job is not being done."""
    for loop in loops:
        if loop.trouble or loop.stalled:
            what = f"{loop.name}: {loop.trouble}" if loop.trouble else f"{loop.name} gives no sign of life"
            yield Fault(what=what, broken=True, about=loop.name)
    for breaker in figures.breakers:
        yield Fault(what=f"breaker open: {breaker.reason}", broken=True)
    if figures.oldest_ready is not None and now - figures.oldest_ready > OLD_READY and not figures.paused_since:
        yield Fault(what=f"letters wait since {at(figures.oldest_ready)}", broken=True, about="letters wait")
    if jump is not None:
        jumped = f"the clock jumped by {jump}: the old time is used until it is sure"
        yield Fault(what=jumped, broken=True, about="clock")


def _waiting(figures: Figures) -> Iterator[Fault]:
    """What waits for a person."""
    if figures.paused_since is not None:
        yield Fault(what=f"paused since {at(figures.paused_since)}", broken=False, alarming=False)
    counted = (
        (figures.overdue, "overdue"),
        (figures.letters.get(LetterState.FAILED, 0), "letters refused for good"),
        (figures.letters.get(LetterState.HELD, 0), "letters held"),
        (figures.letters.get(LetterState.DOUBT, 0), "letters in doubt"),
        (figures.undelivered, "notices that a channel did not take"),
    )
    for count, what in counted:
        if count:
            yield Fault(what=f"{count} {what}", broken=False, alarming=False)
    if figures.quarantined:
        yield Fault(what="mail is in quarantine: `triaged quarantine list` shows it", broken=False)


def _of_inboxes(figures: Figures, now: datetime) -> Iterator[Fault]:
    """What happened in an inbox that people should look at."""
    for state in figures.inboxes:
        if state.many_left_at is not None and now - state.many_left_at < MANY_LEFT_FOR:
            about = f"many left {state.inbox}"
            yield Fault(what=f"inbox {state.inbox}: {state.many_left}", broken=False, about=about)
    for state in figures.inboxes:
        if state.renewals_off:
            what = (
                f"inbox {state.inbox}: customers are not told by themselves that we are late: {state.renewals_off};"
                f" then `triaged renewal on {state.inbox}`"
            )
            yield Fault(what=what, broken=False, about=f"renewals off {state.inbox}")


def _unread(figures: Figures, inboxes: Sequence[str], now: datetime) -> Iterator[Fault]:
    """Inboxes that were never read, or not lately, whatever holds that up."""
    read = {state.inbox: state.caught_up_at for state in figures.inboxes}
    for inbox in inboxes:
        last = read.get(inbox)
        if last is None or now - last > UNREAD_AFTER:
            since = "was not read yet" if last is None else f"was not read to the end since {at(last)}"
            yield Fault(what=f"inbox {inbox} {since}", broken=False, alarming=False, about=f"inbox {inbox}")


def exit_status(found: Sequence[Fault]) -> int:
    """0 fine, 1 look, 2 broken."""
    if any(trouble.broken for trouble in found):
        return 2
    return 1 if found else 0


def status_json(
    figures: Figures,
    loops: Sequence[LoopReport],
    found: Sequence[Fault],
    *,
    inboxes: Sequence[str],
    policy: str,
    version: str,
    now: datetime,
    judged_by: str = "words",
) -> Json:
    """`triaged status --json`. `inboxes` are those of rules.toml; what was never read has no times.

    `judged_by`: what judges mail, beside what agents taught.
    """
    read = {state.inbox: (state.caught_up_at, state.last_mail_at) for state in figures.inboxes}
    seen = [(inbox, *read.get(inbox, (None, None))) for inbox in inboxes]
    return {
        "now": at(now),
        "version": version,
        "policy": policy,
        "judged_by": judged_by,
        "status": exit_status(found),
        "troubles": [{"what": trouble.what, "broken": trouble.broken} for trouble in found],
        "open": figures.open_threads,
        "overdue": figures.overdue,
        "next_due": at(figures.next_due),
        "quarantined": figures.quarantined,
        "letters": {state.value: count for state, count in figures.letters.items()},
        "paused_since": at(figures.paused_since),
        "inboxes": [
            {"inbox": inbox, "caught_up": at(caught_up), "last_mail": at(last_mail)}
            for inbox, caught_up, last_mail in seen
        ],
        "loops": [{"loop": loop.name, "seconds": round(loop.seconds, 1), "trouble": loop.trouble} for loop in loops],
    }
