"""Mailboxes and how to reach them: [inbox.*] and [account.*]. Both stand in the main file only."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from triaged.policy.tables.base import Table
from triaged.policy.tables.kinds import (
    Envelope,
    Flag,
    Forwarder,
    Grant,
    Journal,
    Language,
    Line,
    Look,
    Mail,
    MaybeLine,
    Mode,
    Paragraph,
    PerMinute,
    SecretRef,
    Several,
    Texts,
    Web,
    one_of,
)


class Inbox(Table):
    """One support mailbox."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"address": "nobody@spare.invalid"})

    address: Mail = Field(description="Its address; plus-tags are ignored.")
    also: list[Mail] = Field([], description="Further addresses that deliver here.")
    account: Line | None = Field(None, description="How to log in. Default: the only account.")
    watch: Several[Line] = Field(["INBOX"], description="Every folder in which customers' mail may land.")
    sent: Several[Line] = Field(
        ["auto"], description='Where answers are filed: "auto" is the \\Sent folder; name any further one.'
    )
    look_every: Look = Field(
        "20s",
        description="How often every folder is looked at, beside the server's own notice; at most 60 s.",
        validate_default=True,
    )
    sender: Texts | None = Field(
        None, description="The name letters come from, in every language. Default: the company's."
    )
    team: Line | None = Field(None, description="Who answers. Default: the only team.")
    own_lists: list[Line] = Field([], description="List-Ids of our own lists that deliver here.")
    trusted_forwarders: list[Forwarder] = Field([], description="Whose forwarding is not held against a sender.")
    forms: list[Mail] = Field([], description="From addresses of web forms whose customer is in Reply-To.")
    blind_copies: Flag = Field(False, description="Acknowledge also mail that names none of our addresses.")
    send: Mode | None = Field(None, description="The letters' mode for this inbox. Default: `letters.send`.")
    imprint: dict[Language, Paragraph] | None = Field(None, description="Instead of the company's.")


class Login(Table):
    """How an account logs in: `password`, or `oauth` with what it needs."""

    later: ClassVar[frozenset[str]] = frozenset({"expires"})

    password: SecretRef | None = Field(None, description="Password or app password.")
    oauth: Grant | None = Field(None, description='"client": an app of ours · "refresh": a refresh token.')
    tenant: MaybeLine = Field("", description="Microsoft 365: the tenant's domain or id.")
    id: MaybeLine = Field("", description="The app's client id.")
    secret: SecretRef | None = Field(None, description="The app's secret.")
    refresh_token: SecretRef | None = Field(None, description='For `oauth = "refresh"`.')
    token_url: Web = Field("", description="Token server. Default: the provider's.")
    scope: MaybeLine = Field("", description="What is asked for. Default: the provider's for IMAP and SMTP.")


class Account(Table):
    """A login on a mail server. What is not given comes from the profile that `kind` names."""

    spare: ClassVar[Mapping[str, object]] = MappingProxyType({"user": "?", "login": {"password": "env:SPARE"}})

    kind: Annotated[Literal["imap", "gmail", "microsoft365"], one_of("imap", "gmail", "microsoft365")] = Field(
        "imap", description="Profile: servers, token server, own Sent copy, pace."
    )
    user: Line = Field(description="Login name.")
    login: Login = Field(description="`{ password = … }` or `{ oauth = … }`.")
    imap: MaybeLine = Field(
        "",
        description='"imaps://host" (TLS), "imap://host" (STARTTLS required); "imap+plain://127.0.0.1" on loopback.',
    )
    smtp: MaybeLine = Field(
        "",
        description='"smtps://host" (TLS), "smtp://host" (STARTTLS required); "smtp+plain://127.0.0.1" on loopback.',
    )
    ca: MaybeLine = Field(
        "", description="PEM file of the authority both servers are checked against. Default: the system's."
    )
    mailbox: MaybeLine = Field("", description="Shared mailbox to open with this login. Default: the user's own.")
    files_sent: Flag | None = Field(
        None, description="The provider files what we send in Sent. Default: true for gmail and microsoft365."
    )
    journal: Journal = Field(
        "",
        description="Where a copy of each letter goes as evidence. Default: the inbox; nowhere with files_sent.",
    )
    bounces: Envelope = Field(
        "", description='Envelope sender: default the inbox\'s address; a bounce inbox; "<>" by choice.'
    )
    pace: PerMinute | None = Field(
        None, description='Letters the provider takes. Default: "30 a minute" for microsoft365, else no limit.'
    )
