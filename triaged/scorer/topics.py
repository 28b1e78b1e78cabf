"""What is it about? By the words with which the desk itself describes its topics, without any training. Pure.

Each topic is the set of the letters of its words, five at a time within a word ("refund" and "refunded" share most of
them, and so do the parts of German compounds), weighted by how few other topics have them. A mail is as near to a topic
as the cosine of the two says; the distance to the second nearest is what the confidence comes from (docs/topics.md).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from triaged.model.finding import Finding
from triaged.model.judgement import TopicScore
from triaged.model.mail import Message
from triaged.model.small_talk import SMALL_TALK
from triaged.policy.shape import TopicEntry

QUESTION = "What is it about?"
LETTERS = 5
"""How many letters at a time. Four say less of what is meant; with six, inflected words are missed."""
LOOKED_AT = 800
"""Characters of the customer's own text: what a mail is about stands at its beginning."""
SUBJECT = 4
"""How often each word of the subject counts."""
NAME = 3
"""How often each word of a topic's name counts."""
AT_ZERO, PER_DISTANCE = -0.75, 43.0
"""The confidence as a logistic curve of the distance, fitted on the building half of the gold set."""
SHOWN = 3

_WORD = re.compile(r"[a-zß-ÿœ]{3,}")
_Index = Mapping[str, tuple[tuple[int, float], ...]]


class TopicWords:
    """Knows the desk's topics. Holds nothing of any mail."""

    def __init__(self, topics: Mapping[str, TopicEntry]) -> None:
        described = {key: _pieces_of(entry) for key, entry in topics.items() if entry.described}
        self._keys = tuple(described)
        self._index = _index(described.values())

    def topic(self, message: Message) -> TopicScore:
        """The nearest topic and how sure that is; `key` "" where the desk describes fewer than two, or nothing fits."""
        if len(self._keys) < 2:
            return TopicScore(key="", confidence=0.0)
        near, telling = self._near(message)
        nearness = dict(zip(self._keys, near, strict=True))
        order = sorted(range(len(near)), key=near.__getitem__, reverse=True)
        best, distance = order[0], near[order[0]] - near[order[1]]
        if near[best] == 0:
            return TopicScore(key="", confidence=0.0, near=nearness)
        words = ", ".join(sorted(telling[best], key=telling[best].__getitem__, reverse=True)[:SHOWN])
        found = Finding(question=QUESTION, answer=self._keys[best], evidence=f"its words: {words}")
        return TopicScore(
            key=self._keys[best],
            confidence=1 / (1 + math.exp(-(AT_ZERO + PER_DISTANCE * distance))),
            reasons=(found,),
            near=nearness,
        )

    def _near(self, message: Message) -> tuple[list[float], list[dict[str, float]]]:
        """The cosine with each topic, and the mail's words that make it."""
        near, telling = [0.0] * len(self._keys), [dict[str, float]() for _ in self._keys]
        length = 0.0
        for word, often in _counted(message).items():
            pieces = tuple(_pieces(word))
            weight = (1 + math.log(often)) / math.sqrt(len(pieces))
            length += weight * weight * len(pieces)
            for piece in pieces:
                for topic, strength in self._index.get(piece, ()):
                    near[topic] += weight * strength
                    telling[topic][word] = telling[topic].get(word, 0.0) + weight * strength
        scale = math.sqrt(length) or 1.0
        return [one / scale for one in near], telling


def _counted(message: Message) -> Counter[str]:
    """The telling words of subject and own text, with how often they count."""
    counted = Counter(_words(message.own_text[:LOOKED_AT]))
    for word in _words(message.subject[:LOOKED_AT]):
        counted[word] += SUBJECT
    return counted


def _words(text: str) -> Iterator[str]:
    return (word for word in _WORD.findall(text.lower()) if word not in SMALL_TALK)


def _pieces(word: str) -> Iterator[str]:
    """Of "refund" these: " refu", "refun", "efund", "fund "."""
    padded = f" {word} "
    return (padded[at : at + LETTERS] for at in range(max(1, len(padded) - LETTERS + 1)))


def _pieces_of(entry: TopicEntry) -> Counter[str]:
    """All pieces of a topic's name, description and examples, in every language they are written in."""
    counted = Counter[str]()
    for texts, often in ((entry.name.values(), NAME), (entry.means.values(), 1), (entry.examples, 1)):
        for text in texts:
            for word in _words(text):
                for piece in _pieces(word):
                    counted[piece] += often
    return counted


def _index(topics: Iterable[Counter[str]]) -> _Index:
    """Piece → the topics that have it, with its weight in each; every topic's weights have length one."""
    described = tuple(topics)
    among = Counter(piece for pieces in described for piece in pieces)
    index: dict[str, list[tuple[int, float]]] = {}
    for number, pieces in enumerate(described):
        weights = {
            piece: (1 + math.log(often)) * math.log((len(described) + 0.5) / among[piece])
            for piece, often in pieces.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for piece, weight in weights.items():
            index.setdefault(piece, []).append((number, weight / length))
    return {piece: tuple(found) for piece, found in index.items()}
