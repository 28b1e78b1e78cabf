"""How mail is judged, what it is about, what is promised."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from triaged.hours import WorkSpan
from triaged.model.thread import Kind, Tone, Urgency
from triaged.policy.shape.basics import Finder, Pattern, Texts

ATTACHMENT = "attachment"
"""The fact that needs no pattern: the attachment that a mail speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntry:
    """What mail can be about. `team` None: it says nothing about who answers. `needs`: facts, by key.

    `folders`: where people file such mail. `means` and `examples` describe it: mail is judged by them. Without both
    only rules and people name the topic.
    """

    key: str
    name: Texts
    team: str | None = None
    needs: tuple[str, ...] = ()
    means: Texts = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    @property
    def described(self) -> bool:
        """Whether mail can be judged to be about it."""
        return bool(self.means or self.examples)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry:
    """Something an agent must know to answer: an order number, a photo.

    `find` is looked for in texts, `files` among attachments; neither: the attachment that a mail speaks of. `ask` names
    it to customers. `waits`: without it nothing can be answered.
    """

    key: str
    ask: Texts
    find: tuple[Finder, ...] = ()
    files: tuple[Pattern, ...] = ()
    waits: bool = False

    @property
    def spoken_of(self) -> bool:
        """Whether it is the attachment that a mail speaks of: no topic has to need it."""
        return self.key == ATTACHMENT and not self.find and not self.files


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgePolicy:
    """What is judged. `tone`: whether people's mood is. `look_first`: so many of 100 mails may be judged high.

    `critical_needs`: what makes a mail critical beside people. `sentences`: whether meaning is judged beside words,
    "auto" where `triaged[sentences]` is installed; `urgent_like` and `patient_like` are the desk's own descriptions of
    what cannot wait and what can.
    """

    tone: bool
    look_first: int
    critical_needs: Literal["a rule", "200 outcomes"]
    sentences: Literal["auto", "always", "never"] = "auto"
    urgent_like: tuple[str, ...] = ()
    patient_like: tuple[str, ...] = ()


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
    tone: frozenset[Tone] = frozenset()
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
    while we are open, so that a person can write first; it belongs to `acknowledge = "after …"`. `articles` False: the
    letter names no help article.
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
    articles: bool | None = None
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
    team's people and pace are known; else as "fixed". "forecast": not before the share `forecast_level` of comparable
    mails is answered, as the team's own answers tell, and not before "queue" either.
    """

    basis: Literal["fixed", "queue", "forecast"]
    round_to: timedelta
    after_opening: timedelta
    at_least: timedelta
    at_most: WorkSpan
    rows: tuple[PromiseRow, ...]
    forecast_level: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose word counts.

    `results_of`: authserv-ids believed (N22, N23). `own_mail`: the header that proves a colleague's mail.
    """

    results_of: frozenset[str]
    own_mail: tuple[str, Pattern] | None
    unproven: Literal["acknowledge", "hold"]


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
class ArticlesPolicy:
    """Where the help articles are: a `folder` of Markdown, a `sitemap` file, or both; "" where there is none.

    `url` is the address of an article of the folder that names none itself, with {path}. `most`: in one letter.
    """

    folder: str
    sitemap: str
    url: str
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstPolicy:
    """`tell` hears, where `alarm`, that at least `threads` customers wrote about one thing `within` so long."""

    alarm: bool
    threads: int
    within: timedelta
    tell: tuple[str, ...]
