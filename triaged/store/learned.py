"""What agents taught: corrections, the mails they were about, and the models made of them."""

from datetime import datetime

from sqlalchemy import Integer, bindparam, delete, false, or_, select, true, update

from triaged.errors import StaleState
from triaged.model.lesson import Correction, FirstWord, Judged, Lesson
from triaged.model.taught import KeptModel
from triaged.store import tables as t
from triaged.store.rows import clean
from triaged.store.run import Runner, Upsert, word
from triaged.store.times import micros, moment

MODELS_KEPT = 5
"""Models of a task that are kept: enough to go back to, few enough for a small disk."""

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
        t.thread.c.reference,
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


_last_word = (
    select(t.correction.c.value)
    .where(t.correction.c.thread_id == t.thread.c.id, t.correction.c.what == word("urgency"))
    .order_by(t.correction.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
OUTCOMES = (
    select(t.message.c.judged, _last_word)
    .select_from(_began)
    .where(t.message.c.judged != word(""), t.thread.c.kind == word("person"))
    .where(or_(t.thread.c.answered_at.is_not(None), _last_word.is_not(None)))
    .order_by(t.message.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
RANKS = (
    select(t.thread.c.score)
    .where(t.thread.c.inbox == bindparam("in_inbox"), t.thread.c.kind == word("person"))
    .order_by(t.thread.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)

_model = t.model.c
ADD_MODEL = Upsert(
    table=t.model, columns=("task", "made_at", "current", "card", "octets"), keys=("id",), returning=("id",)
)
MODELS = select(_model.id, _model.task, _model.made_at, _model.current, _model.card)
MODELS = MODELS.order_by(_model.task, _model.id.desc())
OCTETS = select(_model.octets).where(_model.id == bindparam("key"))
NONE_CURRENT = update(t.model).where(_model.task == bindparam("of"), _model.current).values(current=false())
USE = update(t.model).where(_model.id == bindparam("key"), _model.task == bindparam("of")).values(current=true())
DROP_MODEL = delete(t.model).where(_model.id == bindparam("key"))


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

    def outcomes(self, *, limit: int) -> tuple[bool, ...]:
        """Of the newest mails that were judged and that people dealt with, newest first: was the urgency left so?

        What a [[rule]] decided was not judged.
        """
        found = ((FirstWord.of_text(judged), value) for judged, value in self._run.all(OUTCOMES, most=limit))
        return tuple(
            value is None or value == first.urgency for first, value in found if Judged.URGENCY not in first.ruled
        )

    def lessons(self, *, limit: int = 5_000) -> tuple[Lesson, ...]:
        """The newest mails of persons that began a thread, oldest first, with what became of their judgement."""
        corrected: dict[int, dict[Judged, str]] = {}
        for thread_id, what, value in self._run.all(CORRECTIONS):
            corrected.setdefault(thread_id, {})[Judged(what)] = value
        return tuple(
            Lesson(
                reference=reference,
                inbox=inbox,
                subject=subject,
                text=text,
                language=language,
                received_at=moment(received_at),
                first=FirstWord.of_text(judged),
                corrected=corrected.get(thread_id, {}),
                handled=answered_at is not None,
            )
            for thread_id, reference, inbox, subject, text, language, received_at, judged, answered_at in reversed(
                self._run.all(LESSONS, most=limit)
            )
        )

    # ---- models

    def add_model(self, task: str, octets: bytes, *, card: str, at: datetime) -> int:
        """Keep a model, which judges from now on, and its number. Of each task the newest few are kept."""
        self._run.count(NONE_CURRENT, of=task)
        row = self._run.first(ADD_MODEL, task=task, made_at=micros(at), current=True, card=card, octets=octets)
        assert row is not None  # noqa: S101 - RETURNING of an insert
        for old in [kept for kept in self.models() if kept.task == task][MODELS_KEPT:]:
            self._run.count(DROP_MODEL, key=old.model_id)
        return int(row[0])

    def models(self) -> tuple[KeptModel, ...]:
        """Every model that is kept, by task, the newest first."""
        return tuple(
            KeptModel(model_id=number, task=task, made_at=moment(made_at), current=bool(current), card=card)
            for number, task, made_at, current, card in self._run.all(MODELS)
        )

    def model_octets(self, model_id: int) -> bytes | None:
        """A model as it was written; None when there is none of that number."""
        row = self._run.first(OCTETS, key=model_id)
        return None if row is None else bytes(row[0])

    def use_model(self, task: str, model_id: int | None) -> None:
        """This one judges from now on; None: none does. Raises StaleState when the task has none of that number."""
        self._run.count(NONE_CURRENT, of=task)
        if model_id is not None and self._run.count(USE, key=model_id, of=task) != 1:
            raise StaleState(f"there is no model number {model_id} for {task}")
