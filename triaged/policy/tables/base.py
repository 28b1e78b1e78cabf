"""What all tables have in common."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table as it is written: unknown keys are mistakes. `later`: keys of the product that do not work yet."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)
    later: ClassVar[frozenset[str]] = frozenset()
