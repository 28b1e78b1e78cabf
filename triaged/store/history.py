"""Mail of the time before triaged was there, read once to learn from it."""

from collections.abc import Iterable

from sqlalchemy import Integer, bindparam, delete, exists, func, select

from triaged.model.history import FiledMail, PastMail
from triaged.store import tables as t
from triaged.store.rows import clean
from triaged.store.run import Runner, Upsert
from triaged.store.times import micros, moment

MOST_FILED = 5_000
"""Filed mails that are kept: as many as are learned from."""
_history, _filed, _message = t.history.c, t.filed.c, t.message.c
_COLUMNS = tuple(column.name for column in _history)

ADD = Upsert(
    table=t.history,
    columns=_COLUMNS,
    keys=("key",),
    update=("seen_until", "urgency", "topic"),
    more=lambda new: {"answered_at": func.coalesce(new.answered_at, _history.answered_at)},
)
NEWEST = select(*_history).where(~exists().where(_message.inbox == _history.inbox, _message.identity == _history.key))
NEWEST = NEWEST.order_by(_history.arrived_at.desc(), _history.key).limit(bindparam("most", type_=Integer))

ADD_FILED = Upsert(table=t.filed, columns=tuple(column.name for column in _filed), keys=("key",), update=("topic",))
FILED = select(*_filed).where(~exists().where(_message.inbox == _filed.inbox, _message.identity == _filed.key))
FILED = FILED.order_by(_filed.received_at.desc(), _filed.key).limit(bindparam("most", type_=Integer))
_FIRST_TOO_OLD = select(_filed.received_at).order_by(_filed.received_at.desc()).offset(MOST_FILED).limit(1)
DROP_OLD = delete(t.filed).where(_filed.received_at <= _FIRST_TOO_OLD.scalar_subquery())
FORGET = (delete(t.history), delete(t.filed))


class HistoryQueries:
    """Part of Transaction: see triaged.model.tx.HistoryTx for what each method promises."""

    _run: Runner

    def add_history(self, mails: Iterable[PastMail]) -> None:
        """Keep these. One that is kept already is judged anew; an answer once seen stays."""
        self._run.many(ADD, [_row(mail) for mail in mails])

    def history(self, *, limit: int = 10_000) -> tuple[PastMail, ...]:
        """The newest so many, oldest first, without those that came as mail since: the store knows their threads."""
        return tuple(
            PastMail(
                key=key,
                inbox=inbox,
                arrived_at=moment(arrived),
                answered_at=moment(answered),
                seen_until=moment(until),
                urgency=urgency,
                topic=topic,
            )
            for key, inbox, arrived, answered, until, urgency, topic in reversed(self._run.all(NEWEST, most=limit))
        )

    def add_filed(self, mails: Iterable[FiledMail]) -> None:
        """Keep these, of all the newest so many. One that is kept already takes the topic of the later look."""
        self._run.many(ADD_FILED, [_filed_row(mail) for mail in mails])
        self._run.count(DROP_OLD)

    def filed(self, *, limit: int = 5_000) -> tuple[FiledMail, ...]:
        """The newest so many, oldest first, without those that came as mail since."""
        return tuple(
            FiledMail(
                key=key,
                inbox=inbox,
                subject=subject,
                text=text,
                language=language,
                received_at=moment(received),
                topic=topic,
            )
            for key, inbox, subject, text, language, received, topic in reversed(self._run.all(FILED, most=limit))
        )

    def forget_history(self) -> None:
        """Keep nothing of it."""
        for every in FORGET:
            self._run.count(every)


def _row(mail: PastMail) -> dict[str, object]:
    return {
        "key": mail.key,
        "inbox": clean(mail.inbox),
        "arrived_at": micros(mail.arrived_at),
        "answered_at": micros(mail.answered_at),
        "seen_until": micros(mail.seen_until),
        "urgency": mail.urgency,
        "topic": clean(mail.topic),
    }


def _filed_row(mail: FiledMail) -> dict[str, object]:
    return {
        "key": mail.key,
        "inbox": clean(mail.inbox),
        "subject": clean(mail.subject),
        "text": clean(mail.text),
        "language": mail.language,
        "received_at": micros(mail.received_at),
        "topic": clean(mail.topic),
    }
