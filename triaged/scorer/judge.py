"""All that words alone say about a mail, in one walk over it: urgency, tone, whether something is asked, the topic."""

from collections.abc import Mapping
from types import MappingProxyType

from triaged.model.judgement import Judgement
from triaged.model.mail import Message
from triaged.policy.shape import TopicEntry
from triaged.scorer.hear import ears
from triaged.scorer.request import RequestWords
from triaged.scorer.tone import ToneWords
from triaged.scorer.topics import TopicWords
from triaged.scorer.words import WordScorer

NO_TOPICS: Mapping[str, TopicEntry] = MappingProxyType({})


class WordJudge:
    """Implements `Judge` without any training. A mail is heard once; `topics` are the desk's own."""

    def __init__(self, topics: Mapping[str, TopicEntry] = NO_TOPICS) -> None:
        self._ears = ears()
        self._urgency, self._tone, self._request = WordScorer(), ToneWords(), RequestWords()
        self._topics = TopicWords(topics)

    def judge(self, message: Message, language: str) -> Judgement:
        """All judgements of one mail. Total, and linear in its length."""
        heard = self._ears.hear(message)
        return Judgement(
            urgency=self._urgency.of(heard, language),
            tone=self._tone.of(heard, language),
            request=self._request.of(heard, language),
            topic=self._topics.topic(message),
        )
