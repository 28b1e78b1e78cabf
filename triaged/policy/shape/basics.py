"""What the values of the policy are made of: texts, patterns, names of secrets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Texts = Mapping[str, str]
SendMode = Literal["on", "hold", "drafts", "off"]


class Pattern(Protocol):
    """A compiled pattern of the linear-time engine: `search` says whether it occurs in a text."""

    @property
    def source(self) -> str:
        """As written in rules.toml."""

    def search(self, text: str) -> bool:
        """Whether the pattern occurs. Time grows linearly with the text, whatever the pattern."""


class Finder(Protocol):
    """A compiled pattern of the linear-time engine whose finds are wanted, not only whether there are any."""

    @property
    def source(self) -> str:
        """As written in rules.toml."""

    def finds(self, text: bytes) -> tuple[str, ...]:
        """What it fits in a text in UTF-8, each once, in order; a bounded number of finds is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Where a secret is: `scheme` credential, file, env or cmd; `name` the credential, path, variable or program."""

    scheme: Literal["credential", "file", "env", "cmd"]
    name: str
