"""The policy: everything rules.toml says, frozen, complete (every default filled in).

Texts for people are mappings from language to text. Clock times are `timedelta`, working time is `WorkSpan`.
Secrets are references (`Secret`), never values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol

from triaged.hours import Calendar, WorkSpan
from triaged.model.thread import Kind, Urgency
from triaged.policy.ours import Ours, gathered

Texts = Mapping[str, str]
SendMode = Literal["on", "hold", "drafts", "off"]


class Pattern(Protocol):
    """A compiled pattern of the linear-time engine: `search` says whether it occurs in a text."""

    @property
    def source(self) -> str:
        """As written in rules.toml."""

    def search(self, text: str) -> bool:
        """Whether the pattern occurs. Time grows linearly with the text, whatever the pattern."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Where a secret is: `scheme` credential, file, env or cmd; `name` the credential, path, variable or program."""

    scheme: Literal["credential", "file", "env", "cmd"]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who we are. `languages`: the first one is used when a mail's language is not clear."""

    name: str
    domains: frozenset[str]
    languages: tuple[str, ...]
    formal: bool
    phone: str
    emergency: str
    imprint: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A colleague. `mail[0]` gets the notices; answers sent from any of `mail` count as answers.

    `user` is their login name on this machine: the control socket knows agents by it. `tell` are channel keys and
    "mail", first choice first. `hours` are their own, None where they work the hours of their team.
    """

    key: str
    name: str
    role: Texts
    mail: tuple[str, ...]
    user: str
    tell: tuple[str, ...] = ("mail",)
    hours: Calendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Who is on call: one of `people` at a time while `calendar` (a key) is open, in turn.

    They change every week at `changes`: (weekday 0 = Monday, clock time) in the calendar's zone.
    """

    calendar: str
    people: tuple[str, ...]
    changes: tuple[int, timedelta]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People who share work. `lead` and `manager` are person keys; `manager` may be "" (then the lead).

    `assign`: who gets a new thread. `pace`: mails that one person on duty answers in an hour, None = not known.
    """

    key: str
    name: Texts
    lead: str
    manager: str
    people: tuple[str, ...]
    calendar: str
    assign: Literal["in turn", "least busy", "nobody"] = "nobody"
    pace: float | None = None
    on_call: OnCall | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntry:
    """What mail can be about. `team` None: it says nothing about who answers."""

    key: str
    name: Texts
    team: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEntry:
    r"""One support mailbox. `addresses` (lower case, without plus-tags) begin with the main one.

    `sent` may contain "auto" (the folder with the \\Sent attribute). `forms` are web forms' From addresses whose
    customer is in Reply-To; `own_lists` List-Ids (lower case) that deliver here; `trusted_forwarders` domains or
    addresses whose forwarding breaks authentication and is not held against the sender. `blind_copies`: acknowledge
    also mail that names none of our addresses (N26). `send` is the letters' mode for this inbox. `look_every`: how
    often its folders are searched besides IDLE, at most 60 s.
    """

    key: str
    addresses: tuple[str, ...]
    account: str
    watch: tuple[str, ...]
    sent: tuple[str, ...]
    look_every: timedelta = timedelta(seconds=20)
    sender: Texts
    team: str
    own_lists: frozenset[str]
    trusted_forwarders: frozenset[str]
    forms: frozenset[str]
    blind_copies: bool
    send: SendMode
    imprint: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """XOAUTH2. `grant`: "client" (credentials) or "refresh" (refresh token). The profile fills in `token_url`."""

    grant: Literal["client", "refresh"]
    token_url: str
    client_id: str
    secret: Secret | None
    refresh_token: Secret | None
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to connect. `security`: TLS at once, STARTTLS required, or plain (on loopback). `ca`: a PEM file or ""."""

    host: str
    port: int
    security: Literal["tls", "starttls", "plain"]
    ca: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEntry:
    """How to log in. `mailbox` is the shared mailbox to open ("" = the user's own).

    `files_sent`: the provider files its own Sent copy (then no journal copy). `journal`: the address that receives the
    journal copy, "" = the inbox's own address, "off" = none. `envelope`: "" = the inbox's address, "<>" by choice, or
    a bounce inbox's address. `pace`: letters a minute the provider takes, 0 = no limit.
    """

    key: str
    kind: Literal["imap", "gmail", "microsoft365"]
    imap: Server
    smtp: Server
    user: str
    mailbox: str
    password: Secret | None
    oauth: OAuth | None
    files_sent: bool
    journal: str
    envelope: str
    pace: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A condition: all that are given must fit, of a list one is enough. Of the keys of `not_` none may fit."""

    inbox: frozenset[str] = frozenset()
    from_: tuple[Pattern, ...] = ()
    to: tuple[Pattern, ...] = ()
    subject: tuple[Pattern, ...] = ()
    text: tuple[Pattern, ...] = ()
    header: tuple[tuple[str, Pattern], ...] = ()
    attachment: tuple[Pattern, ...] = ()
    larger_than: int = 0
    customer: frozenset[str] = frozenset()
    language: frozenset[str] = frozenset()
    urgency: frozenset[Urgency] = frozenset()
    team: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    not_: "When | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencySetting:
    """`urgency = "high"` or `urgency = "at least high"`."""

    urgency: Urgency
    at_least: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One [[rule]]. What is None is not spoken of; for each attribute the first fitting rule that speaks of it wins.

    `tell`: "lead", "manager" or persons who hear of the mail at once. `acknowledge_after`: the letter waits so long
    while we are open, so that a person can write first; it belongs to `acknowledge = "after …"`.
    """

    name: str
    when: When
    urgency: UrgencySetting | None = None
    kind: Kind | None = None
    team: str | None = None
    customer: Literal["reply-to"] | None = None
    trusted: bool = False
    acknowledge: Literal["always", "never", "after"] | None = None
    acknowledge_after: timedelta | None = None
    topic: str | None = None
    tell: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """One [[promise.row]]: the first that fits gives the working time. `calendar` "" = the team's.

    `reply` counts for the first mail, `next` for every later one after an answer (None: as `reply`). `update`: news at
    least so often until it is solved; `solve`: solved within it. Both are targets: customers are never told them.
    """

    name: str
    when: When
    reply: WorkSpan
    next: WorkSpan | None = None
    update: WorkSpan | None = None
    solve: WorkSpan | None = None
    calendar: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePolicy:
    """What is promised. `at_most` is counted in working time.

    `basis` "fixed": the row's time. "queue": not before the work ahead can be done by the people on duty, where a
    team's people and pace are known; else as "fixed".
    """

    basis: Literal["fixed", "queue"]
    round_to: timedelta
    after_opening: timedelta
    at_least: timedelta
    at_most: WorkSpan
    rows: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose word counts.

    `results_of`: authserv-ids believed (N22, N23). `own_mail`: the header that proves a colleague's mail.
    """

    results_of: frozenset[str]
    own_mail: tuple[str, Pattern] | None
    unproven: Literal["acknowledge", "hold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Who hears of a promise at `at` percent of its working time (0: at once, 100: when it breaks).

    `tell`: "owner", "team", "lead", "manager" or persons. `by`: channel keys and "mail", () = as each person wishes.
    """

    at: int
    tell: tuple[str, ...]
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How people hear of promises that are about to break. `rungs` in the order of `at`.

    `shows`: what a notice carries outside the mailbox. `gather`: how long threads are gathered into one notice.
    `repeat`: working time between notices after the last rung, until somebody acts. `answer`: notices can be answered.
    """

    shows: Literal["link", "subject", "text"]
    gather: timedelta
    rungs: tuple[Rung, ...]
    repeat: timedelta
    answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalPolicy:
    """How a customer hears that a promise will not be kept.

    `send` "ask": owner and lead are asked at `ask_at` percent and can stop it; "auto": nobody is asked. The letter goes
    `before` (working time) the promise passes. At most `most` in a row. `needs` "answers seen": off in an inbox until
    enough people's answers were seen there.
    """

    send: Literal["ask", "auto", "off"]
    ask_at: int
    before: timedelta
    most: int
    needs: Literal["answers seen", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePolicy:
    """When threads close by themselves, and what it means that a customer's mail left its folder.

    `after`: working time of silence after our answer, None = never.
    """

    after: WorkSpan | None
    left_inbox: Literal["nothing", "done"]
    to_trash: Literal["ask", "done"]
    to_junk: Literal["spam", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way beside mail in which people are told. `url` is a secret as a whole: who knows it can post.

    `sign` signs generic webhooks; `room` and `token` are Matrix's. `private`: its host may have a private address.
    """

    key: str
    kind: Literal["webhook", "slack", "teams", "matrix"]
    url: Secret
    sign: Secret | None = None
    room: str = ""
    token: Secret | None = None
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggest:
    """So many mails that fit a prepared incident within so long: `tell` hears that it may be one."""

    mails: int
    within: timedelta
    tell: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedIncident:
    """An incident prepared in every language. `like`: whose mail it concerns. `news`: clock time between news."""

    key: str
    name: Texts
    say: Texts
    like: When
    news: timedelta
    suggest: Suggest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersPolicy:
    """What we write. `reference` is the prefix printed before a reference ("NL"), None = no reference in the subject.

    `templates` "" = only those that come with the program.

    `doubt_wait`: how long evidence is looked for before a letter in doubt is sent once more. `person`: how letters name
    people. `write_from`, `write_till`: clock times since midnight between which renewals and incident notices go out,
    in the zone of the promise's calendar.
    """

    send: SendMode
    templates: str
    reference: str | None
    greet_name: Literal["always", "proven", "never"]
    zone: Literal["when needed", "always"]
    doubt_wait: timedelta
    person: Literal["full name", "first name", "team"]
    write_from: timedelta
    write_till: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgePolicy:
    """When we acknowledge.

    `unsure_language`: a mail whose language is not clear gets the company's first language, or the first two.
    `late`: mail up to this old still is, after an outage; above `late_above` of them a person releases them.
    `again`: also the customer's next mail after an answer of ours. `wait`: two mails within it are one.
    `same_customer` "one promise": a second thread about the same thing within a day gets the first one's time.
    """

    new: bool
    again: bool
    wait: timedelta
    same_customer: Literal["one promise", "each"]
    late: timedelta
    late_above: int
    max_recipients: int
    unsure_language: Literal["first", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of automatic letters and of mail. What does not pass is held and shown. Sizes in octets."""

    sender_unproven: int
    sender_proven: int
    domain: int
    domain_exempt: frozenset[str]
    inbox: int
    inbox_always: int
    mail: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Of triaged itself. `tell`: person keys or addresses. `silent` None = learned. `ping` and `metrics` may be ""."""

    tell: tuple[str, ...]
    silent: timedelta | None
    ping: str
    metrics: tuple[str, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePolicy:
    """Where state is kept: a URL (`sqlite:` path or `postgresql:`), the control socket's path ("" = beside it)."""

    url: str
    socket: str
    secret: Secret | None


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
    customers: Mapping[str, tuple[Pattern, ...]]
    promise: PromisePolicy
    rules: tuple[Rule, ...]
    trust: Trust
    topics: Mapping[str, TopicEntry]
    incidents: Mapping[str, PreparedIncident]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in a rules file: where it stands (from 1), what is wrong, what was expected, a hint."""

    file: str
    line: int
    column: int
    what: str
    expected: str = ""
    hint: str = ""
