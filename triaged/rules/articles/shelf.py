"""Which help articles answer it: the shelf, and which article on it holds what a mail speaks of.

Every stem of a mail weighs by how much it tells: little where customers of every trade use it. An article gets the
weight of those stems that it has, each the more the fewer articles have it. The *share* is that, of the weight of all
stems of the mail: a long mail, or one about what no article knows, has a small share whatever single words it has in
common. The *margin* is how far the best article is before the next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from types import MappingProxyType

from triaged.model.article import Article
from triaged.rules.articles.stems import stems, words
from triaged.rules.articles.words import singles

ALL, SEVERAL, NEARLY_EVERY = 1.0, 0.5, 0.15
"""What a stem tells: one of few trades, of several, of nearly every one."""
LEAST = 12.0
"""What the stems of a mail weigh together at least: three words are not enough to know what is meant."""
NOWHERE = 0.5
"""In how many articles a stem is taken to be at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An article beside a mail. `share` and `margin` from 0 to 1."""

    article: Article
    share: float
    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The articles of one language. `holds`: for each stem the numbers of the articles that have it."""

    language: str
    articles: tuple[Article, ...]
    holds: Mapping[str, tuple[int, ...]]

    def weigh(self, asked: frozenset[str]) -> dict[int, float]:
        """For each article that has any of the stems: what those weigh that it has."""
        whole = log(1 + len(self.articles) / NOWHERE)
        points = dict[int, float]()
        for one in asked:
            found = self.holds.get(one, ())
            if found:
                rare = log(1 + len(self.articles) / len(found)) / whole
                weight = tells(one, self.language) * rare * rare
                for number in found:
                    points[number] = points.get(number, 0.0) + weight
        return points


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All articles, ready to be looked through."""

    rows: Mapping[str, _Row] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(row.articles) for row in self.rows.values())

    def has(self, language: str) -> bool:
        """Whether there is any article in this language."""
        return language in self.rows

    def matches(self, said: list[str], language: str, *, most: int) -> tuple[Match, ...]:
        """The articles in `language` that hold most of what `said` says, the best first, at most `most`."""
        row = self.rows.get(language)
        if row is None:
            return ()
        asked = stems(said, language)
        whole = max(LEAST, sum(tells(one, language) for one in asked))
        best = sorted(row.weigh(asked).items(), key=lambda found: (-found[1], found[0]))[: most + 1]
        points = [weight for _, weight in best] + [0.0]
        return tuple(
            Match(article=row.articles[number], share=weight / whole, margin=1 - points[place + 1] / weight)
            for place, (number, weight) in enumerate(best[:most])
        )


def tells(one: str, language: str) -> float:
    """How much a stem tells of what a mail is about."""
    if one in singles("OFTEN", language):
        return NEARLY_EVERY
    return SEVERAL if one in singles("SOME", language) else ALL


def shelf(articles: Iterable[Article]) -> Shelf:
    """The shelf of these articles."""
    by_language = dict[str, list[Article]]()
    for article in articles:
        by_language.setdefault(article.language, []).append(article)
    rows = {language: _row(language, tuple(those)) for language, those in by_language.items()}
    return Shelf(rows=MappingProxyType(rows))


def _row(language: str, articles: tuple[Article, ...]) -> _Row:
    holds = dict[str, list[int]]()
    for number, article in enumerate(articles):
        for one in stems(words(f"{article.title}\n{article.text}"), language):
            holds.setdefault(one, []).append(number)
    return _Row(
        language=language,
        articles=articles,
        holds=MappingProxyType({one: tuple(numbers) for one, numbers in holds.items()}),
    )
