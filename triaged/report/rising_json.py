"""The topics that rose, as JSON: the part `more_than_usual` of `triaged report --json`."""

from triaged.report.json import Json
from triaged.report.rising import Rise, Risen, in_words
from triaged.report.shown import at


def risen_json(risen: Risen) -> Json:
    """`usual` has one decimal place; `chance` is a share, `words` says it."""
    return {
        "since": at(risen.since),
        "until": at(risen.until),
        "looked_at": risen.looked_at,
        "topics": [_rise(rise) for rise in risen.rises],
        "too_young": list(risen.too_young),
    }


def _rise(rise: Rise) -> Json:
    return {
        "inbox": rise.inbox,
        "topic": rise.topic,
        "count": rise.count,
        "before": rise.before,
        "usual": round(rise.usual, 1),
        "chance": rise.chance,
        "words": in_words(rise.chance),
    }
