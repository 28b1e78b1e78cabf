"""What mail is about: [topic.*], [fact.*], [incident.*], [articles] and [burst]."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from triaged.policy.tables.base import Table
from triaged.policy.tables.judging import Told, WhenTable
from triaged.policy.tables.kinds import (
    Clock,
    FactPattern,
    Flag,
    Interval,
    Language,
    Line,
    MaybeLine,
    PageAddress,
    Paragraph,
    Several,
    Texts,
    whole,
)


class TopicTable(Table):
    """What a mail can be about."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"name": {}})

    name: Texts = Field(description="In every language.")
    means: Texts = Field({}, description="What belongs to it, in a sentence: mail is judged by these words.")
    examples: Annotated[list[Line], Field(max_length=50)] = Field(
        [], description="What customers write about it, in any language: mail is judged by these words too."
    )
    folders: Annotated[list[Line], Field(max_length=50)] = Field(
        [],
        description="Folders into which people file such mail, named as the server names them:"
        " `triaged train history` learns from them.",
    )
    team: Line | None = Field(None, description="Who answers such mail, where no rule says so.")
    needs: Several[Line] | None = Field(None, description="Facts without which such mail is hard to answer.")


class FactTable(Table):
    """Something an agent must know to answer: looked for in every mail, asked for where the topic needs it."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"ask": {}})

    find: Several[FactPattern] | None = Field(
        None,
        description="How it is found; of a regular expression with groups, the first that fits something. Needed, but"
        ' for `[fact.attachment]`: "see attached", and nothing is.',
    )
    ask: Texts = Field(description="What it is called when customers are asked for it, at most 10 words.")
    waits: Flag = Field(False, description="Nothing can be answered without it; the letter says so.")


class SuggestTable(Table):
    """When somebody hears that it may be this incident."""

    mails: Annotated[int, whole(2, 10_000)] = Field(description="How many mails that fit `like` …")
    within: Interval = Field(description="… must come within this time.")
    tell: Several[Told] = Field(["lead"], description="Who hears.")


class IncidentTable(Table):
    """An incident prepared in every language; a person opens it."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"name": {}, "say": {}, "like": {}, "news": "1h"})

    name: Texts = Field(description="What happened, in every language.")
    like: WhenTable = Field(description="Whose mail it concerns.")
    news: Interval = Field(description="The shared promise: news from a person about this often, in working hours.")
    suggest: SuggestTable | None = Field(None, description="So many mails like it: somebody hears that it may be one.")
    say: dict[Language, Paragraph] = Field(description="What customers are told, in every language.")


class ArticlesTable(Table):
    """Help articles that an acknowledgement may name. Without this table there are none."""

    later: ClassVar[frozenset[str]] = frozenset({"sure"})

    folder: MaybeLine = Field("", description="Folder with Markdown files, also in a folder for each language.")
    sitemap: MaybeLine = Field("", description="Sitemap file whose entries have titles.")
    url: PageAddress = Field("", description="Address of an article in `folder` that names none itself.")
    most: Annotated[int, whole(1, 2)] = Field(2, description="In one letter.")


class BurstTable(Table):
    """When people hear that many customers write about one thing."""

    alarm: Flag = Field(True, description="Whether anybody hears.")
    threads: Annotated[int, whole(3, 1_000)] = Field(
        5, description="So many customers at least; improbable it must be too."
    )
    within: Clock = Field("2h", description='Their mails came within this time, "10m" to "24h".', validate_default=True)
    tell: Several[Told] = Field(["lead"], description="Who hears.")
