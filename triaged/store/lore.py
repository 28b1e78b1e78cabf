"""What a forecast learns from, what it is asked with, and what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Integer, and_, bindparam, func, or_, select, text

from triaged.model.lore import FirstMail, Later
from triaged.model.thread import Urgency
from triaged.store import tables as t
from triaged.store.run import Runner, word
from triaged.store.times import micros, moment
from triaged.store.watch import MOST_AHEAD

_thread, _ledger, _promise = t.thread.c, t.ledger.c, t.promise.c
_most: BindParameter[int] = bindparam("most", type_=Integer)
_OPEN = (_thread.turn == word("ours"), _thread.closed_at.is_(None))
_PERSON = _thread.kind == word("person")
_ALONE = _thread.incident_id.is_(None)
"""One text answers all of an incident."""

_answers = (
    select(_ledger.thread_id, func.min(_ledger.at).label("first"))
    .where(_ledger.event == word("answered"), _ledger.at >= bindparam("since"))
    .group_by(_ledger.thread_id)
    .subquery()
)
_came = (
    select(func.min(t.message.c.received_at))
    .where(t.message.c.thread_id == _thread.id, t.message.c.direction == word("customer"))
    .scalar_subquery()
)
FIRST_MAILS = (
    select(func.coalesce(_came, _thread.opened_at), _answers.c.first, _thread.urgency)
    .select_from(t.thread.outerjoin(_answers, _answers.c.thread_id == _thread.id))
    .where(_thread.opened_at >= bindparam("since"), _thread.team == bindparam("in_team"))
    .where(_PERSON, _ALONE, _thread.merged_id.is_(None))
    .where(or_(_answers.c.first.is_not(None), and_(*_OPEN, _thread.answered_at.is_(None))))
    .order_by(_thread.opened_at.desc(), _thread.id.desc())
    .limit(_most)
)
_waiting = (
    select(_thread.id)
    .where(*_OPEN, _PERSON, _ALONE, _thread.answered_at.is_(None))
    .where(_thread.team == bindparam("in_team"), _thread.urgency_rank <= bindparam("rank"))
    .limit(_most)
)
AHEAD = select(func.count()).select_from(_waiting.subquery())
_last = select(func.max(_promise.id)).scalar_subquery()
LATER = (
    select(_thread.team, _promise.row, _thread.urgency, _promise.told)
    .select_from(t.promise.join(t.thread, _thread.id == _promise.thread_id))
    .where(_promise.id > _last - _most, _promise.made_at >= bindparam("since"))
    .where(_promise.basis == word("forecast"), _promise.number == text("0"))
    .order_by(_promise.id)
)


class LoreQueries:
    """Part of Transaction: see triaged.model.tx.LoreTx for what each method promises."""

    _run: Runner

    def first_mails(self, team: str, since: datetime, *, limit: int = 10_000) -> tuple[FirstMail, ...]:
        """The newest so many mails that began a conversation of the team since then, oldest first."""
        rows = self._run.all(FIRST_MAILS, in_team=team, since=micros(since), most=limit)
        return tuple(_first_mail(*row) for row in reversed(rows))

    def first_ahead(self, team: str, rank: int) -> int:
        """How many conversations of the team, of at least this urgency (by rank), wait for a first answer."""
        return int(self._run.one(AHEAD, in_team=team, rank=rank, most=MOST_AHEAD)[0])

    def told_later(self, since: datetime, *, limit: int = 2_000) -> tuple[Later, ...]:
        """Of the newest so many promises and targets those since then that a forecast made later than their row."""
        rows = self._run.all(LATER, since=micros(since), most=limit)
        return tuple(
            Later(team=team, row=row, urgency=Urgency(word), told=bool(told)) for team, row, word, told in rows
        )


def _first_mail(came: Any, answered: Any, urgency: str) -> FirstMail:
    """An answer that bears an earlier time than the mail (its program's clock) came with it."""
    return FirstMail(
        arrived_at=moment(came),
        answered_at=None if answered is None else moment(max(came, answered)),
        urgency=Urgency(urgency).rank,
    )
