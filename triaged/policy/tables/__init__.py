"""The tables of rules.toml as they are written, one pydantic model a table."""

from collections.abc import Mapping

from triaged.policy.tables.base import Table
from triaged.policy.tables.judging import JudgeTable, PromiseTable, RowTable, RuleTable, TrustTable
from triaged.policy.tables.keeping import (
    ChannelTable,
    CloseTable,
    DigestTable,
    LadderTable,
    RenewalTable,
    ReportTable,
    RungTable,
)
from triaged.policy.tables.machine import AcknowledgeTable, HealthTable, LettersTable, LimitsTable, StoreTable
from triaged.policy.tables.mail import Account, Inbox
from triaged.policy.tables.subjects import ArticlesTable, BurstTable, FactTable, IncidentTable, TopicTable
from triaged.policy.tables.who import CalendarTable, Company, Customer, Person, Team

SINGLE: Mapping[str, type[Table]] = {
    "company": Company,
    "promise": PromiseTable,
    "judge": JudgeTable,
    "trust": TrustTable,
    "articles": ArticlesTable,
    "burst": BurstTable,
    "ladder": LadderTable,
    "renewal": RenewalTable,
    "close": CloseTable,
    "digest": DigestTable,
    "report": ReportTable,
    "letters": LettersTable,
    "acknowledge": AcknowledgeTable,
    "limits": LimitsTable,
    "health": HealthTable,
    "store": StoreTable,
}
"""[name]"""

NAMED: Mapping[str, type[Table]] = {
    "calendar": CalendarTable,
    "person": Person,
    "team": Team,
    "inbox": Inbox,
    "account": Account,
    "customer": Customer,
    "topic": TopicTable,
    "fact": FactTable,
    "incident": IncidentTable,
    "channel": ChannelTable,
}
"""[name.KEY]"""

ORDERED: Mapping[tuple[str, ...], type[Table]] = {
    ("promise", "row"): RowTable,
    ("rule",): RuleTable,
    ("ladder", "rung"): RungTable,
}
"""[[name]]: read from the top, the first that fits decides."""

ROOT_ONLY: tuple[tuple[str, ...], ...] = (
    ("version",),
    ("include",),
    ("inbox",),
    ("account",),
    ("trust", "results_of"),
    ("store",),
    ("limits",),
    ("health",),
    ("channel",),
    ("desk",),
    ("public",),
)
"""What may stand in the main file only, so that whoever edits an included file cannot redirect mail."""

KNOWN = ("version", "include", *SINGLE, *NAMED, "rule")

LATER = frozenset({"survey", "mirror", "desk", "public", "keep"})
"""Tables of the product that this version does not know yet."""
