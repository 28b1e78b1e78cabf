"""How promises are kept: [ladder] [[ladder.rung]] [channel.*] [renewal] [close] [digest] [report]."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from triaged.policy.problems import Wrong
from triaged.policy.tables.base import Table
from triaged.policy.tables.kinds import (
    Clock,
    Flag,
    Line,
    MaybeLine,
    SecretRef,
    Several,
    SpanOrNever,
    TimeOfDay,
    WorkTime,
    one_of,
    text_form,
    whole,
)

_TOLD = '"owner", "team", "lead", "manager" or a person'


def _told(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise Wrong("this is nobody", expected=_TOLD)
    return text


class LadderTable(Table):
    """How people hear of promises that are about to break."""

    shows: Annotated[Literal["link", "subject", "text"], one_of("link", "subject", "text")] = Field(
        "subject", description="What a notice carries outside the mailbox."
    )
    gather: Clock = Field("5m", description="One notice a person, however many threads.", validate_default=True)
    repeat: WorkTime = Field(
        "1h", description="Time between notices after the last rung, until somebody acts.", validate_default=True
    )
    answer: Flag = Field(True, description="Notices can be answered: mine, done, called, hold, thu 12.")


class RungTable(Table):
    """One step of the ladder. Default: 50 tells the owner, 80 the lead, 100 the manager."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"at": 100, "tell": "lead"})

    at: Annotated[int, whole(0, 100)] = Field(
        description="Percent of the promised working time. 0: at once; 100: when it breaks."
    )
    tell: Several[Annotated[str, text_form(_told, _TOLD.replace("a person", "person"))]] = Field(
        description="Who hears. Nobody owns it yet: the team on duty."
    )
    by: Several[Line] | None = Field(None, description='"mail" or channels. Default: as each person wishes.')


class ChannelTable(Table):
    """A way beside mail in which people are told."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"kind": "webhook", "url": "env:SPARE"})

    kind: Annotated[Literal["webhook", "slack", "teams", "matrix"], one_of("webhook", "slack", "teams", "matrix")] = (
        Field(description="What listens there.")
    )
    url: SecretRef = Field(description="Its address. It is a secret: who knows it can post there.")
    sign: SecretRef | None = Field(None, description="For `webhook`: signs what is posted.")
    room: MaybeLine = Field("", description="For `matrix`: the room's id.")
    token: SecretRef | None = Field(None, description="For `matrix`: the access token.")
    private: Flag = Field(False, description="Its host may have a private address.")


class RenewalTable(Table):
    """How a customer hears, before the time, that a promise will not be kept."""

    send: Annotated[Literal["ask", "auto", "off"], one_of("ask", "auto", "off")] = Field(
        "ask", description='"ask": owner and lead can stop it · "auto": nobody is asked.'
    )
    ask_at: Annotated[int, whole(1, 99)] = Field(
        80, description="Percent of the promised working time at which they hear what the letter will say."
    )
    before: WorkTime = Field("30m", description="The letter goes this long before the time.", validate_default=True)
    most: Annotated[int, whole(1, 2)] = Field(2, description="In a row; the second one is the lead's.")
    needs: Annotated[Literal["answers seen", "nothing"], one_of("answers seen", "nothing")] = Field(
        "answers seen", description="Off in an inbox until enough people's answers were seen there."
    )


class CloseTable(Table):
    """When threads close by themselves, and what it means that a mail left its folder."""

    after: SpanOrNever = Field(
        "7 days", description="Silence after our answer; anything else reopens.", validate_default=True
    )
    left_inbox: Annotated[Literal["nothing", "done"], one_of("nothing", "done")] = Field(
        "nothing", description="A person moved the mail to another folder."
    )
    to_trash: Annotated[Literal["ask", "done"], one_of("ask", "done")] = Field(
        "ask", description="A person deleted the mail."
    )
    to_junk: Annotated[Literal["spam", "nothing"], one_of("spam", "nothing")] = Field(
        "spam", description="A person moved the mail to the junk folder."
    )


class DigestTable(Table):
    """Each person's day in one mail. Without this table there is none."""

    at: TimeOfDay = Field("08:00", description="When it goes, in the zone of the person.", validate_default=True)


class ReportTable(Table):
    """What reports may show."""

    later: ClassVar[frozenset[str]] = frozenset({"when", "to"})

    by_person: Flag = Field(False, description="Figures by name.")
