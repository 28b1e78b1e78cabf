"""Which of the desk's topics does a mail mean? By the descriptions, whatever the language of either.

A topic is the mean of what its name, its `means` and its examples mean. The cosine of a mail with it is added to that
of their words (scorer/topics.py): what is told in the desk's words and what is told in others are both heard.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from triaged.learn.labels import Vector
from triaged.learn.sentences import Sentences
from triaged.model.finding import Finding
from triaged.model.judgement import TopicScore
from triaged.policy.shape import TopicEntry

QUESTION = "What is it about?"
NAME, MEANS, EXAMPLES = 1.0, 2.0, 2.0
"""What each part of a description counts."""
MEANING = 0.4
"""What the cosine of meaning counts beside that of words."""
AT_ZERO, PER_DISTANCE = -0.6, 29.0
"""The confidence as a logistic curve of the distance to the second nearest, fitted on the building half of the gold
set."""


class TopicMeaning:
    """Knows what the desk's topics mean. Holds nothing of any mail."""

    def __init__(self, sentences: Sentences, topics: Mapping[str, TopicEntry]) -> None:
        described = {key: entry for key, entry in topics.items() if entry.described}
        self._keys = tuple(described)
        self._told = {key: _told(entry) for key, entry in described.items()}
        self._each = {key: sentences.vectors(told) for key, told in self._told.items()}
        self._middle = [_middle(entry, sentences) for entry in described.values()]

    def topic(self, by_words: TopicScore, vector: Vector) -> TopicScore:
        """The topic by words and meaning together. What the words say where fewer than two topics are described."""
        if len(self._keys) < 2:
            return by_words
        near = {
            key: by_words.near.get(key, 0.0) + MEANING * float(middle @ vector)
            for key, middle in zip(self._keys, self._middle, strict=True)
        }
        order = sorted(self._keys, key=near.__getitem__, reverse=True)
        best, distance = order[0], near[order[0]] - near[order[1]]
        like = self._told[best][int((self._each[best] @ vector).argmax())]
        words = by_words.reasons if by_words.key == best else ()
        return TopicScore(
            key=best,
            confidence=1 / (1 + math.exp(-(AT_ZERO + PER_DISTANCE * distance))),
            reasons=(*words, Finding(question=QUESTION, answer=best, evidence=f'reads like: "{like}"')),
            near=by_words.near,
        )


def _told(entry: TopicEntry) -> tuple[str, ...]:
    return (*entry.means.values(), *entry.examples)


def _middle(entry: TopicEntry, sentences: Sentences) -> Vector:
    """(512,) of length 1."""
    parts: tuple[tuple[float, Sequence[str]], ...] = (
        (NAME, tuple(entry.name.values())),
        (MEANS, tuple(entry.means.values())),
        (EXAMPLES, entry.examples),
    )
    found = [weight * _direction(sentences.vectors(texts).sum(axis=0)) for weight, texts in parts if texts]
    return _direction(np.sum(found, axis=0))


def _direction(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector)) or 1.0
    return np.asarray(vector / length, dtype=np.float32)
