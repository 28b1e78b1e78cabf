"""Is an inbox quiet for longer than it ever is at this hour? Then mail may not reach it any more."""

from datetime import datetime, timedelta

from triaged.model.stored import Figures, InboxState
from triaged.model.tx import Tx
from triaged.policy.shape import Policy


def quiet_inboxes(tx: Tx, figures: Figures, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Inboxes without mail for longer than health.silent, or than they ever were around this hour of the week."""
    known = (state for state in figures.inboxes if state.inbox in policy.inboxes)
    return tuple(state.inbox for state in known if _is_quiet(tx, state, policy.health.silent, now))


def _is_quiet(tx: Tx, state: InboxState, allowed: timedelta | None, now: datetime) -> bool:
    limit = allowed if allowed is not None else tx.usual_quiet(state.inbox, now)
    return state.last_mail_at is not None and limit is not None and now - state.last_mail_at > limit
