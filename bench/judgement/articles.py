"""Is the help article that a letter names the one that settles the mail, on the gold set?

The desks' own articles, read as an owner's are; language, urgency and tone as triaged judges them by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bench.judgement.facts import message_of
from bench.judgement.row import Row
from tests.gold.read import LANGUAGES, GoldMail, gold
from tests.gold.read import articles as texts_of
from triaged.model.article import Article
from triaged.model.thread import Tone
from triaged.policy.articles import Place, from_markdown
from triaged.rules.articles import Shelf, articles, shelf
from triaged.rules.language import language
from triaged.scorer.tone import ToneWords
from triaged.scorer.words import WordScorer


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What the letter about one mail would name: the slugs of its articles, and the one that was labelled ("" none)."""

    mail: GoldMail
    slugs: tuple[str, ...]
    meant: str


def offered(half: str) -> Iterator[Offered]:
    """Every mail of the half with what it would be offered."""
    urgency, tone = WordScorer(), ToneWords()
    for mail in gold(half):
        message = message_of(mail)
        spoken, sure, _ = language(message.own_text or message.subject, LANGUAGES)
        upset = tone.tone(message, spoken).tone is Tone.UPSET
        score = urgency.score(message, spoken)
        found, _ = articles(message, on=shelf_of(mail.desk), language=spoken if sure and not upset else "", score=score)
        slugs = tuple(article.url.rpartition("/")[2] for article in found)
        yield Offered(mail=mail, slugs=slugs, meant=mail.labels.article)


@cache
def shelf_of(desk: str) -> Shelf:
    """The articles of a desk in every language."""
    return shelf(
        article
        for code in LANGUAGES
        for slug, text in texts_of(desk, code).items()
        if isinstance(article := _article(desk, code, slug, text), Article)
    )


def _article(desk: str, code: str, slug: str, text: str) -> object:
    place = Place(file=f"{desk}/{code}/{slug}.md", path=slug, language=code)
    return from_markdown(text, place=place, url="", languages=LANGUAGES)


def rows(half: str = "locked") -> Iterator[Row]:
    """How often the named article is the right one, and how many of those that have one get it."""
    seen = list(offered(half))
    named = [one for one in seen if one.slugs]
    right = sum(one.meant in one.slugs for one in named)
    meant = sum(bool(one.meant) for one in seen)
    on = f"own gold, {half} half"
    note = f"{right} of {len(named)} offered, in {len(seen)} mails of which {meant} have an article"
    value = right / len(named) if named else None
    yield Row(what="help article named is the right one", on=on, value=value, least=0.8, shown="{:.0%}", note=note)
    share = right / max(1, meant)
    yield Row(
        what="help article named where one is right", on=on, value=share, shown="{:.0%}", note="a miss costs nothing"
    )
