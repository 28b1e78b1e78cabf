"""Mail as values: what was fetched, and what the parser made of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A mailbox folder: `name` decoded, `use` its special use in lower case ("sent", "junk") or ""."""

    name: str
    use: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """What SELECT or EXAMINE said."""

    name: str
    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The cheap first look at a mail, fetched before anything else of it.

    `mark` is the value of our signed header ("" when absent). `fields` is the small header block that answers are
    seen by (Message-ID, In-Reply-To, References, From, To, Cc, Date, Subject, Auto-Submitted), as octets.
    """

    folder: str
    uidvalidity: int
    uid: int
    size: int
    received: datetime
    flags: frozenset[str]
    mark: str
    fields: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPart:
    """One body part fetched by itself (mail too large to fetch whole), still transfer-encoded."""

    content_type: str
    charset: str
    encoding: str
    octets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOutline:
    """What BODYSTRUCTURE says of a part that was not fetched. `size` in octets as encoded."""

    content_type: str
    filename: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMessage:
    """One mail as it lies on the server.

    `octets` is the whole mail, or only its header block when `whole` is false; then `text` is the first text part (cut
    at the fetch limit) and `outline` lists every leaf part. `received` is INTERNALDATE, aware UTC.
    `size` is RFC822.SIZE.
    """

    inbox: str
    folder: str
    uidvalidity: int
    uid: int
    received: datetime
    size: int
    octets: bytes
    flags: frozenset[str] = frozenset()
    whole: bool = True
    text: FetchedPart | None = None
    outline: tuple[PartOutline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A mailbox: display `name` (may be empty) and addr-spec `address`, its domain in lower case."""

    address: str
    name: str = ""

    @property
    def local(self) -> str:
        """The part before the last @; the whole where there is no domain."""
        return self.address.rpartition("@")[0] if "@" in self.address else self.address

    @property
    def domain(self) -> str:
        """The part after the last @, lower case; "" where there is no domain."""
        return self.address.rpartition("@")[2].lower() if "@" in self.address else ""

    @property
    def key(self) -> str:
        """The address for comparing: lower case (local parts differ by case nowhere that matters to a desk)."""
        return self.address.lower()


@dataclass(frozen=True, slots=True)
class Headers:
    """The header block in order: (name in lower case, unfolded value decoded without RFC 2047)."""

    fields: tuple[tuple[str, str], ...] = ()
    _by_name: dict[str, list[str]] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[str]] = {}
        for name, value in self.fields:
            by_name.setdefault(name, []).append(value)
        object.__setattr__(self, "_by_name", by_name)

    def get(self, name: str) -> str | None:
        """The first (topmost) value of `name`, or None."""
        values = self._by_name.get(name.lower())
        return values[0] if values else None

    def all(self, name: str) -> Iterator[str]:
        """Every value of `name`, topmost first."""
        return iter(self._by_name.get(name.lower(), ()))

    @property
    def names(self) -> Collection[str]:
        """The names that stand in the block, each once, in order of their first appearance."""
        return self._by_name.keys()

    def first_of(self, names: Collection[str]) -> str:
        """The first of `names` (in lower case) that stands in the block, "" when none does."""
        if self._by_name.keys().isdisjoint(names):
            return ""
        return next(name for name in names if name in self._by_name)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A part that is not the mail's text. `size` in octets as sent, 0 when unknown."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """What a delivery report says of a mail that came back (RFC 3464; also reports without multipart/report).

    `ids` are Message-IDs found in the returned header block, `marks` the values of our own signed header found there,
    `recipients` the failed addresses, `status` the enhanced status ("5.1.1") or "".
    """

    ids: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: str = ""

    @property
    def final(self) -> bool:
        """Whether the report says that delivery failed for good (5.x.x, or a failure without a status)."""
        return not self.status.startswith(("2", "4"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail, parsed, frozen.

    `identity` is sha256 over inbox, Message-ID, From, Date and Subject (independent of UID). `return_path` is None when
    the header is absent, "" for the null path. `from_problem` says why `from_` cannot be used ("" when it can: N25).
    `addressed` holds every address this mail says it was for (To, Cc, Bcc, Resent-*, Delivered-To, X-Original-To,
    Envelope-To, X-Forwarded-To), lower case. `text` is all its text, `own_text` what this mail adds (quotes and
    signature cut; for judging only). `offset` is the UTC offset of the Date header in minutes, None when absent.
    `cut` names the limits of reading that this mail met ("header block", "parts", "text", ...).
    """

    inbox: str
    received: datetime
    size: int
    identity: str
    digest: str
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    offset: int | None = None
    subject: str = ""
    from_: tuple[Address, ...] = ()
    from_problem: str = ""
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    addressed: tuple[str, ...] = ()
    return_path: str | None = None
    headers: Headers = field(default_factory=Headers)
    content_type: str = "text/plain"
    report_type: str = ""
    part_types: tuple[str, ...] = ()
    calendar_method: str = ""
    attachments: tuple[Attachment, ...] = ()
    text: str = ""
    own_text: str = ""
    html_only: bool = False
    bounce: Bounce | None = None
    flags: frozenset[str] = frozenset()
    cut: tuple[str, ...] = ()

    @property
    def author(self) -> Address | None:
        """The one From mailbox, or None where From cannot be used (N25)."""
        return self.from_[0] if self.from_ and not self.from_problem else None

    @property
    def by_program(self) -> str:
        """What its header block says of a program that wrote it (RFC 3834 5), "" where it says nothing."""
        for value in self.headers.all("auto-submitted"):
            said = value.partition(";")[0].partition("(")[0].strip().lower()
            if said and said != "no":
                return f"Auto-Submitted: {said[:40]}"
        if self.content_type == "multipart/report":
            return "multipart/report"
        return self.headers.first_of(("x-autoreply", "x-autorespond"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A mail that passed no parser: kept, shown to people, never answered. `reason` is one plain sentence."""

    inbox: str
    received: datetime
    size: int
    identity: str
    reason: str
