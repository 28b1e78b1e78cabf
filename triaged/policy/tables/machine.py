"""What we write and the machine itself: [letters] [acknowledge] [limits] [health] [store]."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from triaged.policy.tables.base import Table
from triaged.policy.tables.kinds import (
    Clock,
    Count,
    DayEnd,
    Domain,
    Flag,
    Hearer,
    HostPort,
    MaybeLine,
    Mode,
    PerDay,
    PerHour,
    Prefix,
    SecretRef,
    Several,
    Silent,
    Size,
    StoreUrl,
    TimeOfDay,
    Web,
    one_of,
)


class LettersTable(Table):
    """What we write."""

    send: Mode = Field("on", description='"hold": a person releases each · "drafts": left in Drafts.')
    templates: MaybeLine = Field(
        "", description="Folder with the templates you changed; the others come with the program."
    )
    reference: Prefix = Field(
        True,
        description="What stands before a reference in the subject. true: taken from the company's name; false: none.",
    )
    greet_name: Annotated[Literal["always", "proven", "never"], one_of("always", "proven", "never")] = Field(
        "proven", description="Whose name a letter uses."
    )
    zone: Annotated[Literal["when needed", "always"], one_of("when needed", "always")] = Field(
        "when needed", description="Where a time names its zone."
    )
    doubt_wait: Clock = Field(
        "2m",
        description="How long evidence of a letter in doubt is looked for before it is sent again.",
        validate_default=True,
    )
    person: Annotated[Literal["full name", "first name", "team"], one_of("full name", "first name", "team")] = Field(
        "full name", description="How letters name our people to customers."
    )
    write_from: TimeOfDay = Field(
        "06:00", description="Renewals and incident notices go out from this time on …", validate_default=True
    )
    write_till: DayEnd = Field(
        "21:00", description="… and till this one, in the zone of the promise's calendar.", validate_default=True
    )


class AcknowledgeTable(Table):
    """When we acknowledge."""

    new: Flag = Field(True, description="The first mail of a thread.")
    again: Flag = Field(True, description="Also the customer's next mail after an answer of ours, once an answer.")
    wait: Clock = Field("60s", description="Two mails within this time are one.", validate_default=True)
    same_customer: Annotated[Literal["one promise", "each"], one_of("one promise", "each")] = Field(
        "one promise", description="A second thread about the same thing within a day gets the first one's time."
    )
    late: Clock = Field("5 days", description="Mail up to this old, after an outage.", validate_default=True)
    late_above: Count = Field(20, description="More late ones than this are held until a person releases them.")
    max_recipients: Count = Field(20, description="Mail to more visible recipients is not acknowledged.")
    unsure_language: Annotated[Literal["first", "both"], one_of("first", "both")] = Field(
        "both", description="A mail whose language is not clear: the company's first language, or the first two."
    )


class LimitsTable(Table):
    """Of automatic letters and of mail. What does not pass is held and shown, not thrown away."""

    sender: PerDay = Field("3 a day", description="To one address that is not proven.", validate_default=True)
    sender_proven: PerDay = Field("20 a day", description="To one address that is proven.", validate_default=True)
    domain: PerHour = Field("30 an hour", description="To one domain, senders not proven.", validate_default=True)
    domain_exempt: list[Domain] | None = Field(
        None, description="Domains without that limit. Default: well-known mail providers."
    )
    inbox: PerHour = Field(
        "200 an hour",
        description="To senders not proven or new; above it and 5 times the busiest hour of 7 days letters are held.",
        validate_default=True,
    )
    inbox_always: PerHour = Field(
        "2000 an hour", description="Above it letters are held in any case.", validate_default=True
    )
    mail: Size = Field("25 MB", description="Larger mail is shown to people, not read.", validate_default=True)


class HealthTable(Table):
    """Of triaged itself."""

    tell: Several[Hearer] | None = Field(None, description="Who hears of trouble. Default: the lead of every team.")
    silent: Silent = Field(
        "auto", description='No mail for this long is strange. "auto": learned.', validate_default=True
    )
    ping: Web = Field("", description="Called every minute while all is well.")
    metrics: HostPort = Field("", description="Where Prometheus may ask.", validate_default=True)


class StoreTable(Table):
    """Where state is kept."""

    later: ClassVar[frozenset[str]] = frozenset({"backup"})

    url: StoreUrl | None = Field(None, description="Default: SQLite in the state directory.")
    socket: MaybeLine = Field(
        "", description="The control socket. Default: beside the database, or in the runtime directory."
    )
    secret: SecretRef | None = Field(None, description="The database's password.")
