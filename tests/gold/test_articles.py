"""What is offered on the half for building is right at least four times of five, and something is offered."""

from bench.judgement.articles import offered, rows, shelf_of
from tests.gold.read import DESKS, LANGUAGES, articles


def test_on_the_half_for_building_the_offered_article_is_the_right_one() -> None:
    """docs/articles.md gives these figures; the other half is measured by bench.judgement alone."""
    named = [one for one in offered("building") if one.slugs]
    assert len(named) >= 2
    assert sum(one.meant in one.slugs for one in named) >= 0.8 * len(named)
    first, *_ = rows("building")
    assert first.value == sum(one.meant in one.slugs for one in named) / len(named)


def test_the_articles_of_every_desk_are_read_as_an_owners_are() -> None:
    """Title in the first line, address in the second; none is lost."""
    for desk in DESKS:
        assert len(shelf_of(desk)) == sum(len(articles(desk, language)) for language in LANGUAGES)
