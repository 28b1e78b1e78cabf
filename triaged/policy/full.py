"""The whole policy as TOML: every key with the value that holds. Reading it again gives the same policy."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from triaged.hours import WEEKDAYS, Calendar, Window
from triaged.policy.quantities import show_clock, show_rate, show_size, show_time_of_day
from triaged.policy.references import show_secret, show_server
from triaged.policy.shape import AccountEntry, InboxEntry, OAuth, Policy, PromiseRow, Rule, UrgencySetting, When

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DAY_MINUTES = 24 * 60


def full(policy: Policy) -> str:
    """Every table and key of `policy` as TOML. Secrets stay references."""
    lines = ["version = 1", "include = []"]
    for header, pairs in _tables(policy):
        lines += ["", header, *(f"{_key(key)} = {_value(value)}" for key, value in pairs.items())]
    return "\n".join(lines) + "\n"


def _tables(policy: Policy) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every table in the order of rules.toml: its header and its pairs."""
    yield "[company]", _company(policy)
    yield from _named("calendar", {key: _calendar(calendar) for key, calendar in policy.calendars.items()})
    people = policy.people.items()
    yield from _named("person", {key: {"name": p.name, "role": p.role, "mail": p.mail} for key, p in people})
    yield from _named("team", {key: _team(policy, key) for key in policy.teams})
    yield from _named("inbox", {key: _inbox(inbox) for key, inbox in policy.inboxes.items()})
    yield from _named("account", {key: _account(account) for key, account in policy.accounts.items()})
    customers = policy.customers.items()
    yield from _named("customer", {key: {"who": [pattern.source for pattern in who]} for key, who in customers})
    yield "[promise]", _promise(policy)
    yield from (("[[promise.row]]", _row(row)) for row in policy.promise.rows)
    yield from (("[[rule]]", _rule(rule)) for rule in policy.rules)
    yield "[trust]", _trust(policy)
    ladder = policy.ladder
    yield "[ladder]", {"shows": ladder.shows, "gather": show_clock(ladder.gather)}
    yield from (("[[ladder.rung]]", {"at": rung.at, "tell": rung.tell}) for rung in ladder.rungs)
    yield "[letters]", _letters(policy)
    yield "[acknowledge]", _acknowledge(policy)
    yield "[limits]", _limits(policy)
    yield "[health]", _health(policy)
    store = policy.store
    yield "[store]", {"url": store.url, "socket": store.socket} | _secrets(secret=store.secret)


def _named(kind: str, tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((f"[{kind}.{_key(key)}]", pairs) for key, pairs in tables.items())


def _company(policy: Policy) -> dict[str, Any]:
    company = policy.company
    return {
        "name": company.name,
        "domains": sorted(company.domains),
        "languages": company.languages,
        "address": {"de": "Sie" if company.formal else "du"},
        "phone": company.phone,
        "emergency": company.emergency,
        "imprint": company.imprint,
    }


def _calendar(calendar: Calendar) -> dict[str, Any]:
    short = {day.day.isoformat(): _windows(day.windows) for day in calendar.special if day.windows}
    closed: list[dict[str, Any]] = []
    for day in calendar.special:
        if day.windows:
            continue
        why = dict(day.why)
        if closed and closed[-1]["to"] + timedelta(days=1) == day.day and closed[-1]["why"] == why:
            closed[-1]["to"] = day.day
        else:
            closed.append({"from": day.day, "to": day.day, "why": why})
    return {
        "zone": calendar.zone,
        "open": list(_open(calendar)),
        "holidays": "-".join(part for part in (calendar.country, calendar.subdivision) if part) or "none",
        "not_holiday": sorted(calendar.not_holiday),
        "short": short,
        "closed": closed,
    }


def _open(calendar: Calendar) -> Iterator[str]:
    """Weekdays with the same windows stand together."""
    for windows in dict.fromkeys(windows for windows in calendar.week if windows):
        days = [day for day, other in zip(WEEKDAYS, calendar.week, strict=True) if other == windows]
        yield f"{','.join(days)} {_windows(windows)}"


def _windows(windows: Iterable[Window]) -> str:
    def end(window: Window) -> int:
        return window.end if window.end <= _DAY_MINUTES else window.end - _DAY_MINUTES

    return " ".join(f"{show_time_of_day(window.start)}-{show_time_of_day(end(window))}" for window in windows)


def _team(policy: Policy, key: str) -> dict[str, Any]:
    team = policy.teams[key]
    return {
        "name": team.name,
        "lead": team.lead,
        "manager": team.manager,
        "people": team.people,
        "calendar": team.calendar,
    }


def _inbox(inbox: InboxEntry) -> dict[str, Any]:
    return {
        "address": inbox.addresses[0],
        "also": inbox.addresses[1:],
        "account": inbox.account,
        "watch": inbox.watch,
        "sent": inbox.sent,
        "look_every": show_clock(inbox.look_every),
        "sender": inbox.sender,
        "team": inbox.team,
        "own_lists": sorted(inbox.own_lists),
        "trusted_forwarders": sorted(inbox.trusted_forwarders),
        "forms": sorted(inbox.forms),
        "blind_copies": inbox.blind_copies,
        "send": inbox.send,
        "imprint": inbox.imprint,
    }


def _account(account: AccountEntry) -> dict[str, Any]:
    return {
        "kind": account.kind,
        "imap": show_server(account.imap, "imap"),
        "smtp": show_server(account.smtp, "smtp"),
        "ca": account.imap.ca,
        "user": account.user,
        "mailbox": account.mailbox,
        "login": _oauth(account.oauth) if account.oauth else _secrets(password=account.password),
        "files_sent": account.files_sent,
        "journal": account.journal,
        "bounces": account.envelope,
        "pace": show_rate(account.pace, "minute"),
    }


def _oauth(oauth: OAuth) -> dict[str, Any]:
    pairs: dict[str, Any] = {"oauth": oauth.grant, "id": oauth.client_id}
    pairs |= _secrets(secret=oauth.secret, refresh_token=oauth.refresh_token)
    return pairs | {"token_url": oauth.token_url, "scope": oauth.scope}


def _secrets(**secrets: Any) -> dict[str, Any]:
    return {key: show_secret(secret) for key, secret in secrets.items() if secret is not None}


def _promise(policy: Policy) -> dict[str, Any]:
    promise = policy.promise
    return {
        "basis": promise.basis,
        "round_to": show_clock(promise.round_to),
        "after_opening": show_clock(promise.after_opening),
        "at_least": show_clock(promise.at_least),
        "at_most": str(promise.at_most),
    }


def _row(row: PromiseRow) -> dict[str, Any]:
    calendar = {"calendar": row.calendar} if row.calendar else {}
    return {"name": row.name, "when": _when(row.when)} | calendar | {"reply": str(row.reply)}


def _rule(rule: Rule) -> dict[str, Any]:
    urgency = rule.urgency and _urgency(rule.urgency)
    said: dict[str, Any] = {"urgency": urgency, "kind": rule.kind, "team": rule.team, "customer": rule.customer}
    said |= {"trusted": rule.trusted, "acknowledge": rule.acknowledge}
    return {"name": rule.name, "when": _when(rule.when)} | {k: value for k, value in said.items() if value is not None}


def _urgency(setting: UrgencySetting) -> str:
    return f"at least {setting.urgency}" if setting.at_least else str(setting.urgency)


def _when(when: When) -> dict[str, Any]:
    pairs: dict[str, Any] = {
        "inbox": sorted(when.inbox),
        "from": [pattern.source for pattern in when.from_],
        "to": [pattern.source for pattern in when.to],
        "subject": [pattern.source for pattern in when.subject],
        "text": [pattern.source for pattern in when.text],
        "header": [f"{name}: {pattern.source}" for name, pattern in when.header],
        "attachment": [pattern.source for pattern in when.attachment],
        "larger_than": show_size(when.larger_than) if when.larger_than else None,
        "customer": sorted(when.customer),
        "language": sorted(when.language),
        "urgency": sorted(when.urgency, key=lambda urgency: urgency.rank),
        "team": sorted(when.team),
        "not": _when(when.not_) if when.not_ else None,
    }
    return {key: value for key, value in pairs.items() if value}


def _trust(policy: Policy) -> dict[str, Any]:
    trust = policy.trust
    own = {"own_mail": f"header:{trust.own_mail[0]}={trust.own_mail[1].source}"} if trust.own_mail else {}
    return {"results_of": sorted(trust.results_of)} | own | {"unproven": trust.unproven}


def _letters(policy: Policy) -> dict[str, Any]:
    letters = policy.letters
    return {
        "send": letters.send,
        "templates": letters.templates,
        "reference": letters.reference or False,
        "greet_name": letters.greet_name,
        "zone": letters.zone,
        "doubt_wait": show_clock(letters.doubt_wait),
    }


def _acknowledge(policy: Policy) -> dict[str, Any]:
    acknowledge = policy.acknowledge
    return {
        "new": acknowledge.new,
        "late": show_clock(acknowledge.late),
        "late_above": acknowledge.late_above,
        "max_recipients": acknowledge.max_recipients,
        "unsure_language": acknowledge.unsure_language,
    }


def _limits(policy: Policy) -> dict[str, Any]:
    limits = policy.limits
    return {
        "sender": show_rate(limits.sender_unproven, "day"),
        "sender_proven": show_rate(limits.sender_proven, "day"),
        "domain": show_rate(limits.domain, "hour"),
        "domain_exempt": sorted(limits.domain_exempt),
        "inbox": show_rate(limits.inbox, "hour"),
        "inbox_always": show_rate(limits.inbox_always, "hour"),
        "mail": show_size(limits.mail),
    }


def _health(policy: Policy) -> dict[str, Any]:
    health = policy.health
    host, port = health.metrics or ("", 0)
    metrics = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return {
        "tell": [f"mail:{hearer}" if "@" in hearer else hearer for hearer in health.tell],
        "silent": show_clock(health.silent) if health.silent is not None else "auto",
        "ping": health.ping,
        "metrics": metrics if host else "",
    }


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: Any) -> str:
    """A TOML value. JSON's escapes are TOML's, but for DEL, which no text of ours contains."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    return f"[{', '.join(_value(item) for item in value)}]"
