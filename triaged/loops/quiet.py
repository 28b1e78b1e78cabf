"""Is an inbox quiet for longer than it ever is at this hour? Then mail may not reach it any more."""

from datetime import datetime, timedelta

from triaged.model.tx import Tx
from triaged.policy.shape import Policy


def quiet_inboxes(tx: Tx, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Inboxes without mail for longer than health.silent, or than they ever were around this hour of the week."""
    return tuple(key for key in policy.inboxes if _is_quiet(tx, key, policy.health.silent, now))


def _is_quiet(tx: Tx, inbox: str, allowed: timedelta | None, now: datetime) -> bool:
    last = tx.begin_inbox(inbox, now).last_mail_at
    limit = allowed if allowed is not None else tx.usual_quiet(inbox, now)
    return last is not None and limit is not None and now - last > limit
