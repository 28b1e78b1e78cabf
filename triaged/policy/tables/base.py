"""What all tables have in common."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table as it is written: unknown keys are mistakes. `later`: keys of the product that do not work yet.

    `spare`: what stands for a required key that was wrong, so that the rest of the table can still be checked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)
    later: ClassVar[frozenset[str]] = frozenset()
    spare: ClassVar[Mapping[str, object]] = MappingProxyType({})
