"""What a desk's own mail teaches: each lesson becomes an example of what was asked of it, with how much it counts.

A correction, and a confirmation, count in full. Mail of before triaged was there that people filed by topic counts half
for its topic, and for nothing else: how it was judged nobody saw; what they answered and left outside says a little for
none of the topics. What a person answered without a correction counts a little, and only where it was judged: what a
[[rule]] decided says nothing about the words of the mail. What nobody dealt with yet teaches nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from triaged.learn.dayone import log_odds
from triaged.learn.features import text_of
from triaged.learn.labels import CORRECTED, FILED, HANDLED, Example, Task, Vector
from triaged.learn.meaning import Meaning
from triaged.model.judgement import Judgement
from triaged.model.lesson import NO_TOPIC, Judged, Lesson
from triaged.model.mail import Headers, Message
from triaged.model.ports import Judge
from triaged.rules.topic import by_score


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A lesson as day one sees its mail: `judgement` with sentences where they are, `by_words` without them."""

    lesson: Lesson
    judgement: Judgement
    by_words: Judgement
    vector: Vector | None


def seen(lessons: Iterable[Lesson], judge: Judge, meaning: Meaning | None = None) -> tuple[Seen, ...]:
    """The lessons that teach anything. `judge` is day one's by words: learning begins at what it thinks."""
    return tuple(_see(lesson, judge, meaning) for lesson in lessons if _teaches(lesson))


def _teaches(lesson: Lesson) -> bool:
    return bool(lesson.corrected or lesson.filed) or lesson.handled


def _see(lesson: Lesson, judge: Judge, meaning: Meaning | None) -> Seen:
    message = _message(lesson)
    by_words = judge.judge(message, lesson.language)
    if meaning is None:
        return Seen(lesson=lesson, judgement=by_words, by_words=by_words, vector=None)
    vector = meaning.vector(message)
    return Seen(lesson=lesson, judgement=meaning.added(by_words, vector), by_words=by_words, vector=vector)


def examples_of(mails: Sequence[Seen], task: Task) -> tuple[Example, ...]:
    """The examples for urgency, tone or topic."""
    return tuple(_examples(mails, task, Judged(task.name)))


def _examples(mails: Sequence[Seen], task: Task, what: Judged) -> Iterator[Example]:
    for mail in mails:
        lesson = mail.lesson
        label, weight = _label(lesson, what)
        if label not in task.classes:
            continue
        yield Example(
            text=text_of(lesson.subject, lesson.text),
            label=label,
            at=lesson.received_at,
            weight=weight,
            prior=prior_of(mail.judgement, what),
            vector=mail.vector,
            by_words=prior_of(mail.by_words, what),
            day_one=(by_score(mail.judgement.topic) or NO_TOPIC) if what is Judged.TOPIC else "",
        )


def _label(lesson: Lesson, what: Judged) -> tuple[str, float]:
    """What the mail was, "" where it teaches nothing, and how much that counts."""
    if what in lesson.corrected:
        return lesson.corrected[what], CORRECTED
    if lesson.filed and what is Judged.TOPIC:
        return lesson.filed, HANDLED if lesson.filed == NO_TOPIC else FILED
    if not lesson.handled or what in lesson.first.ruled:
        return "", 0.0
    # What is known beside the words taught nothing about them: the mail alone was rightly taken for less, or for more.
    urgency = lesson.first.sounded or lesson.first.urgency
    said = {Judged.URGENCY: urgency, Judged.TOPIC: lesson.first.topic, Judged.TONE: lesson.first.tone}
    return said[what], HANDLED


def prior_of(judgement: Judgement, what: Judged) -> tuple[float, ...]:
    """What day one thinks: the log odds of the rank, growing with the class; of topics it has no opinion here."""
    if what is Judged.TOPIC:
        return ()
    return (log_odds(judgement.urgency.rank if what is Judged.URGENCY else judgement.tone.rank),)


def _message(lesson: Lesson) -> Message:
    """The mail as far as it is judged by its words."""
    return Message(
        inbox=lesson.inbox,
        received=lesson.received_at,
        size=len(lesson.text),
        identity="",
        digest="",
        subject=lesson.subject,
        text=lesson.text,
        own_text=lesson.text,
        headers=Headers(()),
    )
