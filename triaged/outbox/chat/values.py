"""What the parts of this room hand each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from triaged.model.chat import ChatMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A channel with its secrets read: only its `room` may be shown. `sign` and `token` are "" where it has none."""

    url: str = field(repr=False)
    sign: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One request. Address and headers hold secrets."""

    method: Literal["POST", "PUT"] = "POST"
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server said. `body` ends after 64 KiB; `whole` is False where it broke off or was not awaited."""

    status: int
    retry_after: str = ""
    body: bytes = b""
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How one kind of channel is spoken to.

    `outgoing` builds the request of an attempt made now (raises ConfigurationError). `arrived`: whether the answer says
    that the message was taken. `code`: the server's own word for what is wrong, "" where it has none; never free text,
    which could repeat the address.
    """

    name: str
    outgoing: Callable[[ChatMessage, Access, datetime], Outgoing]
    arrived: Callable[[Answer], bool]
    code: Callable[[Answer], str]
