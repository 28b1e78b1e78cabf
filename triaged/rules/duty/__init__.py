"""Who is on duty, who is on call, and how much can they do by when?"""

from triaged.rules.duty.pace import measured_pace
from triaged.rules.duty.presence import (
    at_work,
    hears_before,
    lead_now,
    leads_now,
    next_at_work,
    on_call,
    on_duty,
    present_before,
    reachable,
)
from triaged.rules.duty.roster import away, hours_of
from triaged.rules.duty.turns import assignee
from triaged.rules.duty.workload import capacity, workload

__all__ = [
    "assignee",
    "at_work",
    "away",
    "capacity",
    "hears_before",
    "hours_of",
    "lead_now",
    "leads_now",
    "measured_pace",
    "next_at_work",
    "on_call",
    "on_duty",
    "present_before",
    "reachable",
    "workload",
]
