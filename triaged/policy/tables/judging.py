"""What is promised and how mail is judged: [promise] [[promise.row]] [[rule]] [trust], and conditions."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from triaged.policy.problems import Wrong, meant, shortened
from triaged.policy.quantities import parse_clock
from triaged.policy.tables.base import Table
from triaged.policy.tables.kinds import (
    AddressPattern,
    Clock,
    FilePattern,
    Flag,
    HeaderPattern,
    KindWord,
    Language,
    Level,
    Line,
    OwnMail,
    Several,
    Size,
    Span,
    ToneWord,
    UrgencyRule,
    UrgencyWord,
    WordsPattern,
    one_of,
    text_form,
    whole,
)


class WhenKeys(Table):
    """The keys of a condition: all must fit, of a list one is enough."""

    inbox: Several[Line] | None = Field(None, description="Inboxes.")
    from_: Several[AddressPattern] | None = Field(None, alias="from", description="The sender's address.")
    to: Several[AddressPattern] | None = Field(None, description="An address the mail was for.")
    subject: Several[WordsPattern] | None = Field(None, description="Words in the subject.")
    text: Several[WordsPattern] | None = Field(None, description="Words in the subject or the text.")
    header: Several[HeaderPattern] | None = Field(
        None, description='A header with a value; "Name: *" asks for its presence.'
    )
    attachment: Several[FilePattern] | None = Field(None, description="An attachment's file name or type.")
    larger_than: Size | None = Field(None, description="The whole mail is larger.")
    customer: Several[Line] | None = Field(None, description="Groups of customers.")
    language: Several[Language] | None = Field(None, description="Languages of the mail.")
    urgency: Several[UrgencyWord] | None = Field(
        None, description="In rules: as judged without rules. In promise rows: as decided."
    )
    team: Several[Line] | None = Field(None, description="In rules: the inbox's team. In promise rows: the thread's.")
    topic: Several[Line] | None = Field(
        None, description="In promise rows and incidents: as decided. In rules: as judged without rules."
    )
    tone: Several[ToneWord] | None = Field(None, description="How the writer sounds, as judged.")


class WhenTable(WhenKeys):
    """A condition. An empty one fits every mail."""

    not_: WhenKeys | None = Field(
        None, alias="not", description="`not.KEY` turns a key round: none of these keys may fit."
    )


class Acknowledged(NamedTuple):
    """What a rule says of the letter: "always", "never", or "after" so long."""

    word: Literal["always", "never", "after"]
    wait: timedelta | None = None


_LONGEST_WAIT = timedelta(days=1)
_ACKNOWLEDGE = '"always", "never" or "after 10m"'


def _acknowledge(text: str) -> Acknowledged:
    known: Mapping[str, Acknowledged] = {"always": Acknowledged("always"), "never": Acknowledged("never")}
    if text in known:
        return known[text]
    word, _, length = text.partition(" ")
    if word != "after":
        hint = meant(text, ("always", "never"))
        raise Wrong(f'"{shortened(text)}" cannot stand here', expected=_ACKNOWLEDGE, hint=hint)
    wait = parse_clock(length)
    if not timedelta(0) < wait <= _LONGEST_WAIT:
        raise Wrong(f'"{shortened(text)}" is too short or too long', expected='"after 1m" to "after 1 day"')
    return Acknowledged("after", wait)


def _hearer(text: str) -> str:
    if text in {"owner", "team"}:
        raise Wrong(f'"{text}" cannot stand here', expected='"lead", "manager" or a person')
    if not text.strip() or not text.isprintable():
        raise Wrong("this is nobody", expected='"lead", "manager" or a person')
    return text


Told = Annotated[str, text_form(_hearer, '"lead", "manager" or person')]


class RuleTable(Table):
    """For each thing a rule can speak of, the first rule that fits and speaks of it decides."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"when": {}})

    name: Line | None = Field(None, description='Shown wherever the rule decided something. Default: "rule N".')
    when: WhenTable = Field(description="The condition.")
    urgency: UrgencyRule | None = Field(None, description="Sets or raises the urgency.")
    kind: KindWord | None = Field(None, description="Who wrote.")
    team: Line | None = Field(None, description="Who answers.")
    customer: Annotated[Literal["reply-to"] | None, one_of("reply-to", later=("line:…",))] = Field(
        None, description="The customer is in Reply-To (contact forms)."
    )
    trusted: Flag = Field(False, description="The sender needs no further proof; for our own machines.")
    acknowledge: Annotated[Acknowledged, text_form(_acknowledge, _ACKNOWLEDGE)] | None = Field(
        None, description='Whether a letter is written. "after 10m": while we are open, a person can write first.'
    )
    topic: Line | None = Field(None, description="What the mail is about.")
    articles: Flag | None = Field(None, description="false: the letter names no help article.")
    tell: Several[Told] | None = Field(None, description="Who hears of the mail at once.")


class JudgeTable(Table):
    """What is judged."""

    critical_needs: Annotated[Literal["a rule", "200 outcomes"], one_of("a rule", "200 outcomes")] = Field(
        "a rule",
        description='"200 outcomes": once people left 4 of 5 of 200 judged mails as they were, the judgement may say'
        " critical too.",
    )
    look_first: Annotated[int, whole(1, 50)] = Field(
        10, description="Of 100 mails so many may be judged high, once 200 of the inbox were seen."
    )
    tone: Flag = Field(
        True, description="Whether people's mood is judged: it decides our wording, and is a hint to agents."
    )
    sentences: Annotated[Literal["auto", "always", "never"], one_of("auto", "always", "never")] = Field(
        "auto",
        description='Whether it is judged what a mail means, beside its words. "auto": where `triaged[sentences]` is'
        ' installed. "always": without it `triaged status` says "degraded".',
    )
    urgent_like: Annotated[list[Line], Field(max_length=50)] = Field(
        [], description="What cannot wait at this desk, as customers write it, in any language: for `sentences`."
    )
    patient_like: Annotated[list[Line], Field(max_length=50)] = Field(
        [], description="What can wait at this desk, as customers write it, in any language: for `sentences`."
    )


class PromiseTable(Table):
    """What we promise."""

    basis: Annotated[Literal["fixed", "queue", "forecast"], one_of("fixed", "queue", "forecast")] = Field(
        "queue",
        description='"fixed": the row\'s working time. "queue": not before the people on duty can be done with the work'
        ' ahead, where a team\'s pace is known. "forecast": nor before so many comparable mails are answered, as the'
        " team's own answers tell.",
    )
    forecast_level: Level = Field(
        0.95, description='With basis "forecast": the share of comparable mails that are answered by the time told.'
    )
    round_to: Clock = Field(
        "30m", description="Times are rounded up to this, inside working hours.", validate_default=True
    )
    after_opening: Clock = Field(
        "60m", description="Never promise a time nearer than this to opening.", validate_default=True
    )
    at_least: Clock = Field(
        "30m", description="Nor nearer than this to the moment the letter leaves.", validate_default=True
    )
    at_most: Span = Field("3 days", description="Beyond it nothing is promised.", validate_default=True)


class RowTable(Table):
    """The first row that fits gives the working time."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"reply": "1m"})

    name: Line | None = Field(None, description='Shown in the trail. Default: "row N".')
    when: WhenTable | None = Field(None, description="The condition. Default: every mail.")
    calendar: Line | None = Field(None, description="Calendar that counts. Default: the team's.")
    reply: Span = Field(description="A person replies within this working time.")
    next: Span | None = Field(None, description="The same for every later mail after an answer. Default: as `reply`.")
    update: Span | None = Field(None, description="News at least so often until it is solved; customers are not told.")
    solve: Span | None = Field(None, description="Solved within this working time; customers are not told.")


class TrustTable(Table):
    """Whose word counts."""

    results_of: list[Line] = Field(
        [],
        description="Servers whose Authentication-Results we believe (main file only). Without any, nobody is proven.",
    )
    own_mail: OwnMail | None = Field(None, description="How a colleague's real mail is known.")
    unproven: Annotated[Literal["acknowledge", "hold"], one_of("acknowledge", "hold")] = Field(
        "acknowledge", description="Letters to senders neither proven nor disproven."
    )
