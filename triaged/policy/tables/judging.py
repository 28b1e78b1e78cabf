"""What is promised and how mail is judged: [promise] [[promise.row]] [[rule]] [trust] [ladder] [[ladder.rung]]."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from triaged.policy.problems import NOT_YET, Wrong
from triaged.policy.tables.base import Table
from triaged.policy.tables.kinds import (
    AddressPattern,
    Clock,
    FilePattern,
    Flag,
    Form,
    HeaderPattern,
    KindWord,
    Language,
    Line,
    OwnMail,
    Several,
    Size,
    Span,
    UrgencyRule,
    UrgencyWord,
    WordsPattern,
    one_of,
)


class WhenKeys(Table):
    """The keys of a condition: all must fit, of a list one is enough."""

    later: ClassVar[frozenset[str]] = frozenset({"topic", "tone"})

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


class WhenTable(WhenKeys):
    """A condition. An empty one fits every mail."""

    not_: WhenKeys | None = Field(
        None, alias="not", description="`not.KEY` turns a key round: none of these keys may fit."
    )


class RuleTable(Table):
    """For each thing a rule can speak of, the first rule that fits and speaks of it decides."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"when": {}})

    later: ClassVar[frozenset[str]] = frozenset({"topic", "tell"})

    name: Line | None = Field(None, description='Shown wherever the rule decided something. Default: "rule N".')
    when: WhenTable = Field(description="The condition.")
    urgency: UrgencyRule | None = Field(None, description="Sets or raises the urgency.")
    kind: KindWord | None = Field(None, description="Who wrote.")
    team: Line | None = Field(None, description="Who answers.")
    customer: Annotated[Literal["reply-to"] | None, one_of("reply-to", later=("line:…",))] = Field(
        None, description="The customer is in Reply-To (contact forms)."
    )
    trusted: Flag = Field(False, description="The sender needs no further proof; for our own machines.")
    acknowledge: Annotated[Literal["always", "never"] | None, one_of("always", "never", later=("after …",))] = Field(
        None, description="Whether a letter is written."
    )


class PromiseTable(Table):
    """What we promise."""

    basis: Annotated[Literal["fixed"], one_of("fixed", later=("queue", "forecast"))] = Field(
        "fixed", description="The row's working time."
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

    later: ClassVar[frozenset[str]] = frozenset({"next", "update", "solve"})

    name: Line | None = Field(None, description='Shown in the trail. Default: "row N".')
    when: WhenTable | None = Field(None, description="The condition. Default: every mail.")
    calendar: Line | None = Field(None, description="Calendar that counts. Default: the team's.")
    reply: Span = Field(description="A person replies within this working time.")


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


def _at(value: object) -> int:
    if value == 100 and not isinstance(value, bool):
        return 100
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100:
        raise Wrong(f"a rung at {value} {NOT_YET}", expected="100")
    raise Wrong("this is not a share of the promised time", expected="100")


def _tell(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise Wrong("this is nobody", expected='"lead", "manager" or a person')
    if value in {"owner", "team"}:
        raise Wrong(f'"{value}" {NOT_YET}', expected='"lead", "manager" or a person')
    return value


class LadderTable(Table):
    """How people hear of broken promises."""

    later: ClassVar[frozenset[str]] = frozenset({"answer", "repeat"})

    shows: Annotated[Literal["link", "subject"], one_of("link", "subject", later=("text",))] = Field(
        "subject", description="What a notice carries outside the mailbox."
    )
    gather: Clock = Field("5m", description="One notice a person, however many threads.", validate_default=True)


class RungTable(Table):
    """One step of the ladder. Default: one at 100 that tells the lead."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"at": 100, "tell": "lead"})

    later: ClassVar[frozenset[str]] = frozenset({"by"})

    at: Annotated[int, Form(_at, "100")] = Field(description="Percent of the promised working time.")
    tell: Several[Annotated[str, Form(_tell, '"lead", "manager" or person')]] = Field(description="Who hears.")
