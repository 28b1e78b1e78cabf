"""One line of the table: what was measured, on what, what came out, what it must be and what we would like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower", "near"]
SIGNS = {"higher": "≥", "lower": "≤", "near": "±"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure.

    `value` None: it could not be measured here, and `note` says why. `least` None: it is reported, nothing is claimed.
    `better`: "higher" (value ≥ least), "lower" (value ≤ least) or "near" (value within `slack` of least).
    `shown` is how a number is written ("{:.3f}", "{:.2f} ms", "{:.1%}").
    """

    what: str
    on: str
    value: float | None
    least: float | None = None
    aim: float | None = None
    better: Better = "higher"
    slack: float = 0.0
    shown: str = "{:.3f}"
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the "at least" is reached; None where nothing is claimed. What was not measured is not reached."""
        return None if self.least is None else self._reaches(self.least)

    @property
    def verdict(self) -> str:
        """In a word: "MISSED", "reached", "aim" (the aim is reached too), "reported", "not measured"."""
        if self.met is None:
            return "reported" if self.value is not None else "not measured"
        if not self.met:
            return "MISSED"
        return "aim" if self.aim is not None and self._reaches(self.aim) else "reached"

    def cells(self) -> tuple[str, str, str, str, str, str, str]:
        """What the table shows: what, on, value, at least, aim, verdict, note."""
        value = "–" if self.value is None else self.shown.format(self.value)
        return self.what, self.on, value, self._goal(self.least), self._goal(self.aim), self.verdict, self.note

    def _goal(self, goal: float | None) -> str:
        if goal is None:
            return "–"
        sign = SIGNS[self.better]
        written = self.shown.format(goal)
        return f"{written} {sign} {self.shown.format(self.slack)}" if self.better == "near" else f"{sign} {written}"

    def _reaches(self, goal: float) -> bool:
        if self.value is None:
            return False
        if self.better == "near":
            return abs(self.value - goal) <= self.slack
        return self.value >= goal if self.better == "higher" else self.value <= goal


def yes(*, what: str, on: str, holds: bool, note: str = "") -> Row:
    """A line whose answer is yes or no, and must be yes."""
    return Row(what=what, on=on, value=float(holds), least=1.0, shown="{:.0f}", note=note or ("yes" if holds else "no"))


HEAD = ("what", "on", "measured", "at least", "aim", "", "note")


def markdown(rows: Sequence[Row]) -> str:
    """The table of docs/judgement.md."""
    lines = [HEAD, ("---",) * len(HEAD), *(row.cells() for row in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |\n" for line in lines)
