"""Which help articles answer it?

Few mails are answered by an article, and a link that does not help is worse than none. So a mail must ask for what can
be read (asks.py) and say nothing of damage or hurry, and an article must hold most of what it speaks of, far more than
the next (shelf.py). The score is the share times the root of the margin; where it is taken to be right 4 times of 5 was
chosen on tests/gold/building. docs/articles.md tells what that comes to.
"""

from math import sqrt

from triaged.model.article import Article
from triaged.model.finding import Finding
from triaged.model.mail import Message
from triaged.model.thread import Score
from triaged.rules.articles.asks import why_not
from triaged.rules.articles.shelf import Match, Shelf, shelf
from triaged.rules.articles.stems import words

__all__ = ["MOST", "NO_SHELF", "Shelf", "articles", "shelf"]

QUESTION = "Which help article answers it?"
READ = 4_000
"""Characters of the customer's own text that are read."""
MOST = 2
"""Articles in one letter."""
CALM = 0.4
"""The place in the queue (`Score.rank`) below which a mail says nothing of damage or hurry."""
SURE = 0.055
"""The score from which an article is offered."""
NO_SHELF = shelf(())
"""That of a house without articles."""
AHEAD = 0.4
"""The margin from which the articles before it are the ones that are meant."""


def articles(
    message: Message, *, on: Shelf, language: str, score: Score, most: int = MOST
) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """The articles that answer the mail, at most `most`; and why, or why none. Total, and linear in the mail's length.

    Where the house has no article in `language` nothing is asked and nothing found.
    """
    if not on.has(language) or most < 1:
        return (), ()
    subject, text = message.subject[:READ], message.own_text[:READ]
    said = words(f"{subject}\n{text}")
    reason = "it tells of damage or hurry" if score.rank >= CALM else why_not(subject, text, said, language)
    if reason:
        return (), (Finding(question=QUESTION, answer=f"none: {reason}"),)
    best = on.matches(said, language, most=most)
    found = _meant(best)
    if not found:
        shown = f"the nearest, {best[0].article.title}, by {_points(best[0]):.3f}" if best else ""
        return (), (Finding(question=QUESTION, answer="none: no article holds what it speaks of", evidence=shown),)
    return tuple(match.article for match in found), tuple(
        Finding(question=QUESTION, answer=match.article.title, evidence=f"{_points(match):.3f}, sure from {SURE}")
        for match in found
    )


def _meant(best: tuple[Match, ...]) -> tuple[Match, ...]:
    """The first articles up to the first one that is far before the next, where that one is good enough as well."""
    for place, match in enumerate(best):
        if match.margin >= AHEAD:
            return best[: place + 1] if _points(match) >= SURE else ()
    return ()


def _points(match: Match) -> float:
    return match.share * sqrt(match.margin)
