"""What is written, how promises are kept, limits and health, as pairs of TOML."""

from datetime import timedelta
from typing import Any

from triaged.hours import WorkSpan
from triaged.policy.quantities import show_clock, show_rate, show_size, show_time
from triaged.policy.shape import (
    AcknowledgePolicy,
    ClosePolicy,
    Health,
    Ladder,
    LettersPolicy,
    Limits,
    RenewalPolicy,
    Rung,
)


def ladder_pairs(ladder: Ladder) -> dict[str, Any]:
    """[ladder]"""
    return {
        "shows": ladder.shows,
        "gather": show_clock(ladder.gather),
        "repeat": _work_time(ladder.repeat),
        "answer": ladder.answer,
    }


def rung_pairs(rung: Rung) -> dict[str, Any]:
    """[[ladder.rung]]"""
    return {"at": rung.at, "tell": rung.tell} | ({"by": rung.by} if rung.by else {})


def renewal_pairs(renewal: RenewalPolicy) -> dict[str, Any]:
    """[renewal]"""
    return {
        "send": renewal.send,
        "ask_at": renewal.ask_at,
        "before": _work_time(renewal.before),
        "most": renewal.most,
        "needs": renewal.needs,
    }


def close_pairs(close: ClosePolicy) -> dict[str, Any]:
    """[close]"""
    return {
        "after": str(close.after) if close.after is not None else "never",
        "left_inbox": close.left_inbox,
        "to_trash": close.to_trash,
        "to_junk": close.to_junk,
    }


def _work_time(time: timedelta) -> str:
    return str(WorkSpan(time=time))


def letters_pairs(letters: LettersPolicy) -> dict[str, Any]:
    """[letters]"""
    return {
        "send": letters.send,
        "templates": letters.templates,
        "reference": letters.reference or False,
        "greet_name": letters.greet_name,
        "zone": letters.zone,
        "doubt_wait": show_clock(letters.doubt_wait),
        "person": letters.person,
        "write_from": show_time(letters.write_from),
        "write_till": show_time(letters.write_till),
    }


def acknowledge_pairs(acknowledge: AcknowledgePolicy) -> dict[str, Any]:
    """[acknowledge]"""
    return {
        "new": acknowledge.new,
        "again": acknowledge.again,
        "wait": show_clock(acknowledge.wait),
        "same_customer": acknowledge.same_customer,
        "late": show_clock(acknowledge.late),
        "late_above": acknowledge.late_above,
        "max_recipients": acknowledge.max_recipients,
        "unsure_language": acknowledge.unsure_language,
    }


def limits_pairs(limits: Limits) -> dict[str, Any]:
    """[limits]"""
    return {
        "sender": show_rate(limits.sender_unproven, "day"),
        "sender_proven": show_rate(limits.sender_proven, "day"),
        "domain": show_rate(limits.domain, "hour"),
        "domain_exempt": sorted(limits.domain_exempt),
        "inbox": show_rate(limits.inbox, "hour"),
        "inbox_always": show_rate(limits.inbox_always, "hour"),
        "mail": show_size(limits.mail),
    }


def health_pairs(health: Health) -> dict[str, Any]:
    """[health]"""
    host, port = health.metrics or ("", 0)
    metrics = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return {
        "tell": [f"mail:{hearer}" if "@" in hearer else hearer for hearer in health.tell],
        "silent": show_clock(health.silent) if health.silent is not None else "auto",
        "ping": health.ping,
        "metrics": metrics if host else "",
    }
