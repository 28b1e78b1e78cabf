"""One scorer for all tests here, and a message from a subject and a text."""

from datetime import UTC, datetime

from triaged.model.mail import Headers, Message
from triaged.model.thread import Score
from triaged.scorer.words import WordScorer

SCORER = WordScorer()
RECEIVED = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)


def message(subject: str, text: str, **fields: str) -> Message:
    """A mail; `fields` are header fields, their names with "_" for "-"."""
    return Message(
        inbox="support",
        received=RECEIVED,
        size=len(text),
        identity="",
        digest="",
        subject=subject,
        own_text=text,
        headers=Headers(tuple((name.replace("_", "-"), value) for name, value in fields.items())),
    )


def judged(subject: str, text: str = "", language: str = "en", **fields: str) -> Score:
    """How the built-in scorer judges it."""
    return SCORER.score(message(subject, text, **fields), language)


def answers(score: Score) -> set[str]:
    """What it heard."""
    return {reason.answer for reason in score.reasons}
