"""What is it about, on day one: by the words with which a desk describes its own topics, and by what they mean.

`python -m bench.judgement.topic [building]`: the half on which curves were fitted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache

from bench.judgement.mails import message
from bench.judgement.row import Row
from bench.judgement.sets import NOT_INSTALLED
from tests.gold.read import LANGUAGES, GoldMail, gold, topics
from triaged.learn.about import TopicMeaning
from triaged.learn.features import text_of
from triaged.learn.sentences import sentences
from triaged.model.judgement import TopicScore
from triaged.policy.shape import TopicEntry
from triaged.rules.topic import by_score
from triaged.scorer.topics import TopicWords

WHAT = "topic, day one"


def rows(half: str = "locked") -> Iterator[Row]:
    """By words, and with sentences where they are installed."""
    mails = gold(half)
    heard = [message(mail.subject, mail.text) for mail in mails]
    on = f"own gold, {half} half"
    by_words = [_words(mail.desk).topic(each) for mail, each in zip(mails, heard, strict=True)]
    yield from _figures(f"{WHAT}, words only", on, mails, by_words)
    encoder = sentences()
    if encoder is None:
        yield Row(what=f"{WHAT}, with sentences", on=on, value=None, note=NOT_INSTALLED)
        return
    read = [text_of(each.subject, each.own_text) for each in heard]
    vectors = encoder.vectors(read)
    both = [
        _meaning(mail.desk).topic(words, vector) for mail, words, vector in zip(mails, by_words, vectors, strict=True)
    ]
    yield from _figures(f"{WHAT}, with sentences", on, mails, both)


def _figures(what: str, on: str, mails: Sequence[GoldMail], scores: Sequence[TopicScore]) -> Iterator[Row]:
    pairs = [(score, mail.labels.topic) for score, mail in zip(scores, mails, strict=True)]
    named = sum(bool(by_score(score)) for score, _ in pairs)
    right = sum(by_score(score) == topic for score, topic in pairs)
    nearest = sum(score.key == topic for score, topic in pairs)
    yield Row(what=f"{what}: right where named", on=on, value=right / named, shown="{:.1%}")
    yield Row(what=f"{what}: named at all", on=on, value=named / len(mails), shown="{:.1%}")
    yield Row(what=f"{what}: the nearest is right", on=on, value=nearest / len(mails), shown="{:.1%}")


@cache
def _words(desk: str) -> TopicWords:
    return TopicWords(_topics(desk))


@cache
def _meaning(desk: str) -> TopicMeaning:
    encoder = sentences()
    assert encoder is not None
    return TopicMeaning(encoder, _topics(desk))


def _topics(desk: str) -> dict[str, TopicEntry]:
    """A desk's topics as its rules.toml would describe them, in all languages."""
    told = {language: {topic.key: topic for topic in topics(desk, language)} for language in LANGUAGES}
    return {
        key: TopicEntry(
            key=key,
            name={language: told[language][key].name for language in LANGUAGES},
            means={language: told[language][key].means for language in LANGUAGES},
            examples=tuple(example for language in LANGUAGES for example in told[language][key].examples),
        )
        for key in told[LANGUAGES[0]]
    }


if __name__ == "__main__":
    for row in rows(sys.argv[1] if len(sys.argv) > 1 else "building"):
        print(*row.cells())
