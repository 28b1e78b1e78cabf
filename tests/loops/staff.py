"""A desk with a team: Anna leads, Ben and Cem answer in turn, Greta manages. Who asks is known by login name."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from tests.loops.house import MONDAY, scribe
from tests.policy.texts import load_text
from triaged.loops.commands import COMMANDS, Request
from triaged.policy.shape import Policy
from triaged.store import SqlStore

RULES = """\
company.name = "Nordlicht GmbH"
company.languages = ["en", "de"]
calendar.office = {{ zone = "Europe/Berlin", open = ["Mon-Fri 08:00-17:00"], holidays = "none" }}
inbox.support = {{ address = "support@nordlicht.example", account = "main", team = "service" }}
[person]
anna = {{ name = "Anna Petersen", mail = ["anna@nordlicht.example"], user = "anna" }}
ben = {{ name = "Ben Oduya", mail = ["ben@nordlicht.example"], user = "ben" }}
cem = {{ name = "Cem Kaya", mail = ["cem@nordlicht.example"], user = "cem" }}
greta = {{ name = "Greta Lund", mail = ["greta@nordlicht.example"], user = "greta" }}
[team.service]
name = {{ en = "service", de = "Service" }}
lead = "anna"
manager = "greta"
people = ["ben", "cem"]
calendar = "office"
assign = "{assign}"
[team.billing]
name = {{ en = "billing", de = "Rechnung" }}
lead = "anna"
people = ["cem"]
calendar = "office"
[topic.billing]
name = {{ en = "billing", de = "Rechnung" }}
team = "billing"
[account.main]
kind = "imap"
imap = "imap://127.0.0.1:143"
smtp = "smtp://127.0.0.1:25"
user = "support@nordlicht.example"
login = {{ password = "file:/nowhere" }}
[trust]
results_of = ["mx.nordlicht.example"]
[[promise.row]]
name = "critical"
when = {{ urgency = "critical" }}
reply = "1h"
[[promise.row]]
reply = "4h"
"""


def desk(more: str = "", *, assign: str = "nobody") -> Policy:
    """The desk's rules.toml, and `more` behind it."""
    return load_text(RULES.format(assign=assign) + more)


def run(
    store: SqlStore,
    command: str,
    *,
    who: str = "anna",
    now: datetime = MONDAY,
    rules: Policy | None = None,
    **more: Any,
) -> dict[str, Any]:
    """One command as the socket carries it out."""
    rules = rules or desk()
    request = Request(who=who, now=now, policy=rules, scribe=scribe(rules, store), arguments=more)
    answer = store.transact_now(lambda tx: COMMANDS[command](tx, request))
    json.dumps(answer)
    return answer
