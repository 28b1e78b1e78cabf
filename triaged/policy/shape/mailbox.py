"""Where mail is read and written, and where people are told beside it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from triaged.policy.shape.basics import Secret, SendMode, Texts


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
