"""What colleagues must hear: gathered, carried by a letter or over a channel, and what did not arrive."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, func, select, update

from triaged.errors import StaleState
from triaged.model.stored import Notice, Post, PostState
from triaged.store import tables as t
from triaged.store.rows import clean
from triaged.store.run import Row, Runner, Upsert, word
from triaged.store.times import micros, moment

_notice = t.notice.c
MOST_FAILED = 100
_WAITS = _notice.told_at.is_(None)
_most: BindParameter[int] = bindparam("most", type_=Integer)

ADD_NOTICE = Upsert(
    table=t.notice,
    columns=("person", "about", "thread_id", "text", "critical", "ways", "at", "climbed"),
    keys=("person", "about", "thread_id"),
    keys_where=_WAITS,
    returning=("id",),
)


def _notices(*conditions: ColumnElement[bool]) -> Select[Any]:
    columns = ("id", "person", "about", "thread_id", "text", "critical", "ways", "at", "told_at")
    return select(*(_notice[name] for name in columns)).where(*conditions)


NOTICES = _notices(_WAITS).order_by(_notice.person, _notice.at, _notice.id)
OF_THREAD = _notices(_notice.thread_id == bindparam("of")).order_by(_notice.id)
OF_LETTER = _notices(_notice.letter_id == bindparam("of")).order_by(_notice.id)
OF_POST = _notices(_notice.post_id == bindparam("of")).order_by(_notice.id)
TOLD = update(t.notice).where(_notice.id == bindparam("key"), _WAITS)
TOLD = TOLD.values(told_at=bindparam("told"), letter_id=bindparam("letter"), post_id=bindparam("posted"))
RETURNED = (
    _notices(~_notice.climbed, t.letter.c.state == word("failed"), t.UNFINISHED)
    .select_from(t.letter.join(t.notice, _notice.letter_id == t.letter.c.id))
    .add_columns(word("mail").label("way"), t.letter.c.reason)
)
_FAILED_POSTS = select(t.post.c.id).where(t.post.c.state == word("failed"))
NOT_TAKEN = (
    _notices(~_notice.climbed, _notice.post_id.in_(_FAILED_POSTS), t.post.c.state == word("failed"))
    .select_from(t.post.join(t.notice, _notice.post_id == t.post.c.id))
    .add_columns(t.post.c.channel, t.post.c.reason)
)
"""Begun from what failed, which is little: the notices are found by the letter or the post that carried them."""
CLIMBED = update(t.notice).where(_notice.id == bindparam("key")).values(climbed=True)

ADD_POST = Upsert(
    table=t.post, columns=tuple(c.name for c in t.post.c if c.name != "id"), keys=("id",), returning=("id",)
)
POST_NAMES = tuple(c.name for c in t.post.c)
READY = select(*(t.post.c[n] for n in POST_NAMES))
READY = READY.where(t.post.c.state == word("ready"), t.post.c.next_attempt_at <= bindparam("now"))
READY = READY.order_by(t.post.c.next_attempt_at, t.post.c.id).limit(_most)
NEXT_POST = select(func.min(t.post.c.next_attempt_at)).where(t.post.c.state == word("ready"))
FAILED = select(*(t.post.c[n] for n in POST_NAMES))
FAILED = FAILED.where(t.post.c.state == word("failed"), t.post.c.created_at >= bindparam("since"))
FAILED = FAILED.order_by(t.post.c.created_at.desc(), t.post.c.id.desc()).limit(MOST_FAILED)
UPDATE_POST = update(t.post).where(t.post.c.id == bindparam("key"), t.post.c.state == word("ready"))
UPDATE_POST = UPDATE_POST.values(
    {t.post.c[n]: bindparam(n) for n in ("state", "attempts", "next_attempt_at", "reason")}
)


class NoticeQueries:
    """Part of Transaction: see triaged.model.tx.NoticeTx for what each method promises."""

    _run: Runner

    def add_notice(self, notice: Notice) -> bool:
        """Gather a notice; False when this person waits to hear the same about the same thread already."""
        row = self._run.first(
            ADD_NOTICE,
            person=notice.person,
            about=notice.about,
            thread_id=notice.thread_id or 0,
            text=clean(notice.text),
            critical=notice.critical,
            ways=" ".join(notice.ways),
            at=micros(notice.at),
            climbed=False,
        )
        return row is not None

    def notices(self) -> tuple[Notice, ...]:
        """Notices nobody was told yet, by person, oldest first."""
        return tuple(_notice_of(row) for row in self._run.all(NOTICES))

    def notices_of_thread(self, thread_id: int) -> tuple[Notice, ...]:
        """Every notice about the thread, oldest first."""
        return tuple(_notice_of(row) for row in self._run.all(OF_THREAD, of=thread_id))

    def notices_of_letter(self, letter_id: int) -> tuple[Notice, ...]:
        """What this letter told a colleague."""
        return tuple(_notice_of(row) for row in self._run.all(OF_LETTER, of=letter_id))

    def notices_of_post(self, post_id: int) -> tuple[Notice, ...]:
        """What this post told a colleague."""
        return tuple(_notice_of(row) for row in self._run.all(OF_POST, of=post_id))

    def notices_told(
        self, notice_ids: Sequence[int], at: datetime, *, letter: int | None = None, post: int | None = None
    ) -> None:
        """These went into a letter or a post. Raises StaleState when one was told already."""
        for notice_id in notice_ids:
            if self._run.count(TOLD, key=notice_id, told=micros(at), letter=letter, posted=post) != 1:
                raise StaleState(f"notice {notice_id} was told already")

    def undelivered_notices(self) -> tuple[Notice, ...]:
        """Notices whose letter or post was refused for good, and which nobody else heard in their place."""
        rows = sorted(self._run.all(RETURNED) + self._run.all(NOT_TAKEN), key=lambda row: int(row[0]))
        return tuple(replace(_notice_of(row), way=row[9], failed=row[10]) for row in rows)

    def notices_climbed(self, notice_ids: Sequence[int]) -> None:
        """Somebody else is told in place of who could not be reached."""
        for notice_id in notice_ids:
            self._run.count(CLIMBED, key=notice_id)

    def add_post(self, post: Post) -> int:
        """Put a notice on its way over a channel."""
        return int(self._run.one(ADD_POST, **_values(post))[0])

    def ready_posts(self, now: datetime, *, limit: int = 20) -> tuple[Post, ...]:
        """Posts whose next attempt is due, longest due first."""
        return tuple(_post_of(row) for row in self._run.all(READY, now=micros(now), most=limit))

    def next_post(self) -> datetime | None:
        """When the next post is due."""
        return moment(self._run.one(NEXT_POST)[0])

    def failed_posts(self, since: datetime) -> tuple[Post, ...]:
        """Posts since then that could not be delivered, newest first."""
        return tuple(_post_of(row) for row in self._run.all(FAILED, since=micros(since)))

    def update_post(self, post: Post) -> None:
        """Write what an attempt came to. Raises StaleState when the post is not ready."""
        if self._run.count(UPDATE_POST, key=post.post_id, **_values(post)) != 1:
            raise StaleState(f"post {post.post_id} is not ready")


def _notice_of(row: Row) -> Notice:
    return Notice(
        notice_id=row[0],
        person=row[1],
        about=row[2],
        thread_id=row[3] or None,
        text=row[4],
        critical=bool(row[5]),
        ways=tuple(row[6].split()),
        at=moment(row[7]),
        told_at=moment(row[8]),
    )


def _values(post: Post) -> dict[str, object]:
    return {
        "channel": post.channel,
        "person": post.person,
        "title": clean(post.title),
        "lines": clean(json.dumps(post.lines, ensure_ascii=False)),
        "state": post.state.value,
        "created_at": micros(post.created_at),
        "next_attempt_at": micros(post.next_attempt_at),
        "attempts": post.attempts,
        "reason": clean(post.reason),
    }


def _post_of(row: Row) -> Post:
    values = dict(zip(POST_NAMES, row, strict=True))
    return Post(
        post_id=values.pop("id"),
        lines=tuple(json.loads(values.pop("lines"))),
        state=PostState(values.pop("state")),
        created_at=moment(values.pop("created_at")),
        next_attempt_at=moment(values.pop("next_attempt_at")),
        **values,
    )
