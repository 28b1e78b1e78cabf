"""What is it about, on day one: by the words with which a desk describes its own topics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bench.judgement.mails import message
from bench.judgement.row import Row
from tests.gold.read import LANGUAGES, gold, topics
from triaged.policy.shape import TopicEntry
from triaged.rules.topic import by_score
from triaged.scorer.topics import TopicWords


def rows(half: str = "locked") -> Iterator[Row]:
    mails = gold(half)
    nearest = named = right = 0
    for mail in mails:
        score = _judge(mail.desk).topic(message(mail.subject, mail.text))
        nearest += score.key == mail.labels.topic
        named += bool(by_score(score))
        right += by_score(score) == mail.labels.topic
    on = f"own gold, {half} half"
    yield Row(what="topic, day one, words only: right where named", on=on, value=right / named, shown="{:.1%}")
    yield Row(what="topic, day one, words only: named at all", on=on, value=named / len(mails), shown="{:.1%}")
    yield Row(
        what="topic, day one, words only: the nearest is right", on=on, value=nearest / len(mails), shown="{:.1%}"
    )


@cache
def _judge(desk: str) -> TopicWords:
    """A desk's topics as its rules.toml would describe them, in all languages."""
    told = {language: {topic.key: topic for topic in topics(desk, language)} for language in LANGUAGES}
    return TopicWords(
        {
            key: TopicEntry(
                key=key,
                name={language: told[language][key].name for language in LANGUAGES},
                means={language: told[language][key].means for language in LANGUAGES},
                examples=tuple(example for language in LANGUAGES for example in told[language][key].examples),
            )
            for key in told[LANGUAGES[0]]
        }
    )
