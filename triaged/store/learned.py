"""What agents taught: corrections, and the mails they were about."""

from sqlalchemy import Integer, bindparam, select

from triaged.model.lesson import Correction, FirstWord, Judged, Lesson
from triaged.store import tables as t
from triaged.store.rows import clean
from triaged.store.run import Runner, Upsert, word
from triaged.store.times import micros, moment

ADD_CORRECTION = Upsert(
    table=t.correction,
    columns=("thread_id", "at", "what", "was", "value", "person"),
    keys=("id",),
    returning=("id",),
)
CORRECTIONS = select(t.correction.c.thread_id, t.correction.c.what, t.correction.c.value).order_by(t.correction.c.id)
_began = t.message.join(t.thread, t.thread.c.id == t.message.c.thread_id)
LESSONS = (
    select(
        t.message.c.thread_id,
        t.message.c.inbox,
        t.message.c.subject,
        t.message.c.text,
        t.thread.c.language,
        t.message.c.received_at,
        t.message.c.judged,
        t.thread.c.answered_at,
    )
    .select_from(_began)
    .where(t.message.c.judged != word(""), t.thread.c.kind == word("person"))
    .order_by(t.message.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)


RANKS = (
    select(t.thread.c.score)
    .where(t.thread.c.inbox == bindparam("in_inbox"), t.thread.c.kind == word("person"))
    .order_by(t.thread.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)


class LearnedQueries:
    """Part of Transaction: see triaged.model.tx.LearnedTx for what each method promises."""

    _run: Runner

    def add_correction(self, thread_id: int, correction: Correction) -> None:
        """An agent says that a judgement of the thread was wrong."""
        self._run.first(
            ADD_CORRECTION,
            thread_id=thread_id,
            at=micros(correction.at),
            what=correction.what.value,
            was=clean(correction.was),
            value=clean(correction.value),
            person=clean(correction.person),
        )

    def ranks(self, inbox: str, *, limit: int) -> tuple[float, ...]:
        """The ranks of the inbox's newest threads of persons, as they were judged."""
        return tuple(float(row[0]) for row in self._run.all(RANKS, in_inbox=inbox, most=limit))

    def lessons(self, *, limit: int = 20_000) -> tuple[Lesson, ...]:
        """The newest mails of persons that began a thread, oldest first, with what became of their judgement."""
        corrected: dict[int, dict[Judged, str]] = {}
        for thread_id, what, value in self._run.all(CORRECTIONS):
            corrected.setdefault(thread_id, {})[Judged(what)] = value
        return tuple(
            Lesson(
                inbox=inbox,
                subject=subject,
                text=text,
                language=language,
                received_at=moment(received_at),
                first=FirstWord.of_text(judged),
                corrected=corrected.get(thread_id, {}),
                handled=answered_at is not None,
            )
            for thread_id, inbox, subject, text, language, received_at, judged, answered_at in reversed(
                self._run.all(LESSONS, most=limit)
            )
        )
