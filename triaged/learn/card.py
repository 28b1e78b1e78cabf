"""What is known of a model: from which data, when, with which programs, how good it was. Nothing of any mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The card of a model.

    `labels` counts the examples by label, `weak` how many of them no agent gave. `until` is the time
    of the newest example. `figures` were measured on examples that neither this model nor the one before had seen
    ("held out", "new", "before", …); they are empty where nothing was held out.
    """

    task: str
    made: datetime
    until: datetime
    labels: Mapping[str, int]
    weak: int = 0
    sentences: bool = False
    figures: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the artefact's header and `--json`."""
        return {
            "task": self.task,
            "made": self.made.isoformat(),
            "until": self.until.isoformat(),
            "labels": dict(self.labels),
            "weak": self.weak,
            "sentences": self.sentences,
            "figures": dict(self.figures),
            "versions": dict(self.versions),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Card":
        """The card as it was. Raises KeyError, TypeError or ValueError where it is none."""
        return cls(
            task=str(row["task"]),
            made=datetime.fromisoformat(row["made"]),
            until=datetime.fromisoformat(row["until"]),
            labels={str(label): int(number) for label, number in row["labels"].items()},
            weak=int(row["weak"]),
            sentences=bool(row["sentences"]),
            figures={str(name): float(value) for name, value in row["figures"].items()},
            versions={str(name): str(value) for name, value in row["versions"].items()},
        )

    def lines(self) -> tuple[str, ...]:
        """For a person."""
        labels = ", ".join(f"{number} {label}" for label, number in self.labels.items())
        return (
            f"{self.task}, made {self.made:%Y-%m-%d %H:%M %Z}",
            f"learned from {sum(self.labels.values())} mails until {self.until:%Y-%m-%d}: {labels}",
            f"{self.weak} of them were handled without a correction, or filed by topic, and count less",
            f"sentences: {'used' if self.sentences else 'not used'}",
            *(f"{name}: {value:.3f}" for name, value in self.figures.items()),
            ", ".join(f"{name} {value}" for name, value in self.versions.items()),
        )
