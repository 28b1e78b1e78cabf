"""The gold set as values: mails with the labels that were settled, and what each labeller said."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HALVES = ("building", "locked")
DESKS = ("shop", "saas", "bank", "telecom", "office", "software")
LANGUAGES = ("en", "de", "fr", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What is said of a mail (guide.md). `topic` "unknown" and `article` "" are answers."""

    urgency: str
    topic: str
    tone: str
    request: bool
    facts: Mapping[str, str]
    missing: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMail:
    """One mail with its settled labels, those of the two labellers, and the topic judged a third time, blindly.

    `why` is what the one who settled it wrote where the labellers differed, else "".
    """

    id: str
    language: str
    desk: str
    from_name: str
    from_: str
    subject: str
    text: str
    attachments: tuple[str, ...]
    labels: Labels
    first: Labels
    second: Labels
    topic_again: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortMail:
    """A mail of a few words whose language is known."""

    id: str
    language: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A desk's topic as the desk describes it in one language."""

    key: str
    name: str
    means: str
    examples: tuple[str, ...]
    needs: tuple[str, ...]


def gold(half: str) -> tuple[GoldMail, ...]:
    """All mails of "building" or "locked"."""
    rows = {name: list(_rows(FOLDER / half / f"{name}.jsonl")) for name in ("mails", "labels", "passes")}
    return tuple(
        GoldMail(
            id=mail["id"],
            language=mail["language"],
            desk=mail["desk"],
            from_name=mail["from_name"],
            from_=mail["from"],
            subject=mail["subject"],
            text=mail["text"],
            attachments=tuple(mail["attachments"]),
            labels=_labels(settled),
            first=_labels(passes["first"]),
            second=_labels(passes["second"]),
            topic_again=passes["topic_again"],
            why=passes.get("why", ""),
        )
        for mail, settled, passes in zip(rows["mails"], rows["labels"], rows["passes"], strict=True)
    )


def short_mails() -> tuple[ShortMail, ...]:
    """Fifty short mails in each language."""
    return tuple(ShortMail(**row) for row in _rows(FOLDER / "language.jsonl"))


@cache
def topics(desk: str, language: str) -> tuple[Topic, ...]:
    """What a desk's mail can be about."""
    needs = tomllib.loads((FOLDER / "desks.toml").read_text("utf-8"))[desk]["topic"]
    told = json.loads((FOLDER / "topics" / f"{desk}-{language}.json").read_text("utf-8"))
    return tuple(
        Topic(
            key=key,
            name=topic["name"],
            means=topic["means"],
            examples=tuple(topic["examples"]),
            needs=tuple(needs[key]["needs"]),
        )
        for key, topic in told.items()
    )


def articles(desk: str, language: str) -> Mapping[str, str]:
    """A desk's help articles: slug and text."""
    return {path.stem: path.read_text("utf-8") for path in sorted((FOLDER / "articles" / desk / language).glob("*.md"))}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _labels(row: Mapping[str, Any]) -> Labels:
    return Labels(
        urgency=row["urgency"],
        topic=row["topic"],
        tone=row["tone"],
        request=row["request"],
        facts=row["facts"],
        missing=tuple(row["missing"]),
        article=row["article"],
    )
