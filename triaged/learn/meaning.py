"""What the meaning of a mail adds to what its words say: to urgency and topic, where `triaged[sentences]` is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from triaged.errors import SentencesUnusable
from triaged.learn.about import TopicMeaning
from triaged.learn.features import text_of
from triaged.learn.labels import Vector
from triaged.learn.nearness import Nearness
from triaged.learn.sentences import Sentences, sentences
from triaged.model.judgement import Judgement
from triaged.model.mail import Message
from triaged.model.ports import Judge
from triaged.model.thread import Score, Urgency
from triaged.policy.shape import Policy, TopicEntry
from triaged.scorer.judge import WordJudge
from triaged.scorer.weigh import plus


class Meaning:
    """What one desk describes. Making it takes some milliseconds for each description; any thread may ask it."""

    def __init__(
        self,
        sentences: Sentences,
        topics: Mapping[str, TopicEntry],
        *,
        urgent: Sequence[str] = (),
        patient: Sequence[str] = (),
    ) -> None:
        self._sentences = sentences
        self._nearness = Nearness(sentences, urgent=urgent, patient=patient)
        self._topics = TopicMeaning(sentences, topics)

    def vector(self, message: Message) -> Vector:
        """(512,) what subject and own text mean, without words that only claim to be urgent. Total."""
        return self._sentences.vector(text_of(message.subject, message.own_text))

    def added(self, judgement: Judgement, vector: Vector) -> Judgement:
        """The judgement by words, with what the mail means. Tone and request are heard by words alone.

        Meaning orders, but makes no mail low that does not say so: of those that only read like it half are not.
        """
        near = self._nearness.of(vector)
        return replace(
            judgement,
            urgency=_said_low(judgement.urgency, plus(judgement.urgency, near.points, near.finding())),
            topic=self._topics.topic(judgement.topic, vector),
        )


def _said_low(by_words: Score, both: Score) -> Score:
    """The judgement by both, normal where only meaning would make it low; its rank stays."""
    if both.unclaimed is not None and by_words.unclaimed is not None:
        both = replace(both, unclaimed=_said_low(by_words.unclaimed, both.unclaimed))
    if both.urgency is Urgency.LOW and by_words.urgency is not Urgency.LOW:
        return replace(both, urgency=Urgency.NORMAL)
    return both


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningJudge:
    """Implements `Judge`: by words, and by what is meant."""

    words: Judge
    meaning: Meaning

    def judge(self, message: Message, language: str) -> Judgement:
        """All judgements of one mail. Total."""
        return self.meaning.added(self.words.judge(message, language), self.meaning.vector(message))


def meaning_of(policy: Policy) -> Meaning | None:
    """What a policy describes; None where rules.toml, or what is installed, says that words judge alone.

    Raises SentencesUnusable where the extra is damaged, and where rules.toml asks for it and it is not there.
    """
    judge = policy.judge
    if judge.sentences == "never":
        return None
    used = sentences()
    if used is not None:
        return Meaning(used, policy.topics, urgent=judge.urgent_like, patient=judge.patient_like)
    if judge.sentences == "always":
        raise SentencesUnusable("triaged[sentences] is not installed")
    return None


def day_one(policy: Policy) -> Judge:
    """Who judges a policy's mail before anything was learned, outside the daemon: as the daemon would.

    Raises SentencesUnusable as `meaning_of` does.
    """
    words, meaning = WordJudge(policy.topics), meaning_of(policy)
    return words if meaning is None else MeaningJudge(words=words, meaning=meaning)
