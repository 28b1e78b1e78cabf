"""Conversations put together and taken apart: mails, their ids, letters and trail change their thread."""

from collections.abc import Sequence

from sqlalchemy import BindParameter, Table, Update, bindparam, delete, or_, update

from triaged.model.stored import StoredMessage
from triaged.store import tables as t
from triaged.store.threads import ThreadQueries

_INTO: BindParameter[int] = bindparam("into")


def _all_of(table: Table) -> Update:
    return update(table).where(table.c.thread_id == bindparam("of")).values(thread_id=_INTO)


ALL_OF = tuple(_all_of(table) for table in (t.message, t.mail_id, t.letter, t.trail, t.notice))
UNTOLD = delete(t.notice).where(t.notice.c.thread_id == bindparam("of"), t.notice.c.told_at.is_(None))
MERGE = update(t.thread).where(or_(t.thread.c.id == bindparam("of"), t.thread.c.merged_id == bindparam("of")))
MERGE = MERGE.values(merged_id=_INTO)
MAIL = update(t.message).where(t.message.c.id == bindparam("key")).values(thread_id=_INTO)
TRAIL = update(t.trail).where(t.trail.c.thread_id == bindparam("of"), t.trail.c.stored_id == bindparam("key"))
TRAIL = TRAIL.values(thread_id=_INTO)
ID = update(t.mail_id).where(t.mail_id.c.message_id == bindparam("id_"), t.mail_id.c.inbox == bindparam("in_inbox"))
ID = ID.values(thread_id=_INTO)


class RearrangeQueries(ThreadQueries):
    """Part of Transaction: see triaged.model.tx.rearrange.RearrangeTx for what each method promises."""

    def join_thread(self, thread_id: int, into: int) -> None:
        """Everything of a thread is another's from now on."""
        self._write_trail()
        self._run.count(UNTOLD, of=thread_id)
        for statement in (*ALL_OF, MERGE):
            self._run.count(statement, of=thread_id, into=into)

    def move_mails(self, mails: Sequence[StoredMessage], into: int) -> None:
        """These mails are another thread's from now on."""
        self._write_trail()
        for mail in mails:
            self._run.count(MAIL, key=mail.stored_id, into=into)
            self._run.count(TRAIL, of=mail.thread_id, key=mail.stored_id, into=into)
            if mail.message_id is not None:
                self._run.count(ID, id_=mail.message_id, in_inbox=mail.inbox, into=into)
