"""Mail of the time before triaged was there, read once to learn from it."""

from collections.abc import Iterable

from sqlalchemy import Integer, bindparam, delete, exists, func, select

from triaged.model.history import PastMail
from triaged.store import tables as t
from triaged.store.rows import clean
from triaged.store.run import Runner, Upsert
from triaged.store.times import micros, moment

_history, _message = t.history.c, t.message.c
_COLUMNS = tuple(column.name for column in _history)

ADD = Upsert(
    table=t.history,
    columns=_COLUMNS,
    keys=("key",),
    update=("seen_until", "urgency", "topic"),
    more=lambda new: {"answered_at": func.coalesce(new.answered_at, _history.answered_at)},
)
_CAME_AS_MAIL = exists().where(_message.inbox == _history.inbox, _message.identity == _history.key)
NEWEST = select(*_history).where(~_CAME_AS_MAIL)
NEWEST = NEWEST.order_by(_history.arrived_at.desc(), _history.key).limit(bindparam("most", type_=Integer))
FORGET = delete(t.history)


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

    def forget_history(self) -> None:
        """Keep nothing of it."""
        self._run.count(FORGET)


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
