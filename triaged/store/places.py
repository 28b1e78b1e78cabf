"""Where customers' mails lie in the mailbox."""

from datetime import datetime

from sqlalchemy import Integer, bindparam, select, update

from triaged.model.stored import Lying, StoredMessage, Whereabouts
from triaged.model.thread import Turn
from triaged.store import tables as t
from triaged.store.mail_rows import MESSAGE, message_of
from triaged.store.rows import clean
from triaged.store.run import Runner, word
from triaged.store.times import micros

_open = (
    select(t.thread.c.id, t.thread.c.turn)
    .where(
        t.thread.c.inbox == bindparam("in_inbox"),
        t.thread.c.closed_at.is_(None),
        t.thread.c.kind == word("person"),
    )
    .order_by(t.thread.c.last_mail_at.desc())
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
LYING = (
    select(t.message.c.thread_id, t.message.c.id, t.message.c.uid, t.message.c.message_id, _open.c.turn)
    .select_from(_open.join(t.message, t.message.c.thread_id == _open.c.id))
    .where(
        t.message.c.folder == bindparam("in_folder"),
        t.message.c.uidvalidity == bindparam("of"),
        t.message.c.lies == word(Whereabouts.WATCHED.value),
    )
    .order_by(t.message.c.uid)
)
KNOWN_MAIL = select(*MESSAGE).where(
    t.message.c.inbox == bindparam("in_inbox"),
    t.message.c.identity == bindparam("is_identity"),
    t.message.c.digest == bindparam("is_digest"),
)
NOTE_PLACE = (
    update(t.message)
    .where(t.message.c.id == bindparam("key"))
    .values(
        {c: bindparam(c.name) for c in (t.message.c.folder, t.message.c.uidvalidity, t.message.c.uid, t.message.c.lies)}
    )
)
MANY_LEFT = (
    update(t.inbox_state)
    .where(t.inbox_state.c.inbox == bindparam("in_inbox"))
    .values(many_left=bindparam("says"), many_left_at=bindparam("at"))
)


class PlaceQueries:
    """Part of Transaction: see triaged.model.tx.PlaceTx for what each method promises."""

    _run: Runner

    def lying(self, inbox: str, folder: str, uidvalidity: int, *, limit: int = 2000) -> tuple[Lying, ...]:
        """Customers' mails that were seen in the folder last, of the `limit` open threads with the newest mail."""
        rows = self._run.all(LYING, in_inbox=inbox, in_folder=folder, of=uidvalidity, most=limit)
        return tuple(
            Lying(thread_id=row[0], stored_id=row[1], uid=row[2], message_id=row[3], turn=Turn(row[4])) for row in rows
        )

    def stored_message(self, inbox: str, identity: str, digest: str) -> StoredMessage | None:
        """The mail that this inbox has with this identity and this text."""
        row = self._run.first(KNOWN_MAIL, in_inbox=inbox, is_identity=identity, is_digest=digest)
        return message_of(row) if row else None

    def note_place(
        self, stored_id: int, lies: Whereabouts, *, folder: str = "", uidvalidity: int = 0, uid: int = 0
    ) -> None:
        """A mail was seen at this place, or was looked for and lies so."""
        self._run.count(NOTE_PLACE, key=stored_id, folder=folder, uidvalidity=uidvalidity, uid=uid, lies=lies.value)

    def note_many_left(self, inbox: str, words: str, at: datetime) -> None:
        """Many mails left a folder of the inbox at once: people must hear it."""
        self._run.count(MANY_LEFT, in_inbox=inbox, says=clean(words), at=micros(at))
