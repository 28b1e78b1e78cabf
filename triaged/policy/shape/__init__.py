"""The policy: everything rules.toml says, frozen, complete (every default filled in).

Texts for people are mappings from language to text. Clock times are `timedelta`, working time is `WorkSpan`.
Secrets are references (`Secret`), never values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from triaged.hours import Calendar
from triaged.policy.ours import Ours, gathered
from triaged.policy.shape.basics import Finder, Pattern, Secret, SendMode, Texts
from triaged.policy.shape.judging import (
    ATTACHMENT,
    ArticlesPolicy,
    BurstPolicy,
    FactEntry,
    JudgePolicy,
    PreparedIncident,
    PromisePolicy,
    PromiseRow,
    Rule,
    Suggest,
    TopicEntry,
    Trust,
    UrgencySetting,
    When,
)
from triaged.policy.shape.keeping import AcknowledgePolicy, ClosePolicy, Ladder, LettersPolicy, RenewalPolicy, Rung
from triaged.policy.shape.machine import Health, Limits, StorePolicy
from triaged.policy.shape.mailbox import AccountEntry, Channel, InboxEntry, OAuth, Server
from triaged.policy.shape.who import Company, CustomerGroup, OnCall, PersonEntry, Team

__all__ = [
    "ATTACHMENT",
    "AccountEntry",
    "AcknowledgePolicy",
    "ArticlesPolicy",
    "BurstPolicy",
    "Channel",
    "ClosePolicy",
    "Company",
    "CustomerGroup",
    "FactEntry",
    "Finder",
    "Health",
    "InboxEntry",
    "JudgePolicy",
    "Ladder",
    "LettersPolicy",
    "Limits",
    "OAuth",
    "OnCall",
    "Pattern",
    "PersonEntry",
    "Policy",
    "PreparedIncident",
    "Problem",
    "PromisePolicy",
    "PromiseRow",
    "RenewalPolicy",
    "Rule",
    "Rung",
    "Secret",
    "SendMode",
    "Server",
    "StorePolicy",
    "Suggest",
    "Team",
    "Texts",
    "TopicEntry",
    "Trust",
    "UrgencySetting",
    "When",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The whole of rules.toml. `ours` is worked out of the rest.

    `digest`: the clock time at which people get their morning digest, None = never. `by_person`: reports may show
    figures by person. `fingerprint` is the digest of the files.
    """

    company: Company
    calendars: Mapping[str, Calendar]
    people: Mapping[str, PersonEntry]
    teams: Mapping[str, Team]
    inboxes: Mapping[str, InboxEntry]
    accounts: Mapping[str, AccountEntry]
    customers: Mapping[str, CustomerGroup]
    promise: PromisePolicy
    judge: JudgePolicy
    rules: tuple[Rule, ...]
    trust: Trust
    topics: Mapping[str, TopicEntry]
    facts: Mapping[str, FactEntry]
    incidents: Mapping[str, PreparedIncident]
    articles: ArticlesPolicy | None
    burst: BurstPolicy
    ladder: Ladder
    renewal: RenewalPolicy
    close: ClosePolicy
    channels: Mapping[str, Channel]
    digest: timedelta | None
    by_person: bool
    letters: LettersPolicy
    acknowledge: AcknowledgePolicy
    limits: Limits
    health: Health
    store: StorePolicy
    source: str = ""
    fingerprint: str = ""
    files: tuple[str, ...] = field(default_factory=tuple)
    ours: Ours = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ours = gathered(
            company=self.company,
            people=self.people.values(),
            inboxes=self.inboxes.values(),
            accounts=self.accounts.values(),
        )
        object.__setattr__(self, "ours", ours)

    def calendar(self, name: str) -> Calendar:
        """The calendar by which something was promised; the first one where rules.toml does not know it any more."""
        return self.calendars.get(name) or next(iter(self.calendars.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in a rules file: where it stands (from 1), what is wrong, what was expected, a hint."""

    file: str
    line: int
    column: int
    what: str
    expected: str = ""
    hint: str = ""
