"""Who is away, how much everybody has, and what incidents are open."""

import json
from datetime import datetime, timedelta

from sqlalchemy import Integer, bindparam, delete, func, select, true, update

from triaged.errors import StaleState
from triaged.model.people import Absence
from triaged.model.stored import Incident
from triaged.model.thread import Thread
from triaged.store import tables as t
from triaged.store.rows import PROMISE, clean, promise_of, proposal_of, proposal_text, thread_of, threads_where
from triaged.store.run import Row, Runner, Upsert, word
from triaged.store.times import micros, moment

_MICROSECOND = timedelta(microseconds=1)

ADD_ABSENCE = Upsert(
    table=t.absence, columns=("person", "since", "until", "recorded_by", "begun"), keys=("id",), returning=("id",)
)
_OF_PERSON = t.absence.c.person == bindparam("who")
TO_COME = delete(t.absence).where(_OF_PERSON, t.absence.c.since > bindparam("now"))
END_ABSENCES = update(t.absence).where(
    _OF_PERSON, t.absence.c.since <= bindparam("now"), t.absence.c.until > bindparam("now")
)
END_ABSENCES = END_ABSENCES.values(until=bindparam("now"))
ABSENCES = select(*(t.absence.c[n] for n in ("person", "since", "until", "recorded_by", "begun", "id")))
ABSENCES = ABSENCES.where(t.absence.c.until > bindparam("now")).order_by(t.absence.c.since, t.absence.c.id)
BEGIN_ABSENCE = update(t.absence).where(t.absence.c.id == bindparam("key")).values(begun=true())

_thread = t.thread.c
_THEIRS_TO_DO = (_thread.owner != word(""), _thread.turn == word("ours"), _thread.closed_at.is_(None))
LOADS = select(_thread.owner, func.count()).where(*_THEIRS_TO_DO).group_by(_thread.owner)
OWNED = threads_where(_thread.owner == bindparam("who"), *_THEIRS_TO_DO).order_by(_thread.due_at, _thread.id)
OF_INCIDENT = threads_where(_thread.incident_id == bindparam("of")).order_by(_thread.id)

INCIDENT_NAMES = tuple(c.name for c in t.incident.c)
ADD_INCIDENT = Upsert(
    table=t.incident, columns=tuple(n for n in INCIDENT_NAMES if n != "id"), keys=("id",), returning=("id",)
)
_CHANGES = ("says", "news_every", "proposal", "rounds", "look_at", "rungs", "asked_at", "closed_at", "team")
UPDATE_INCIDENT = update(t.incident).where(t.incident.c.id == bindparam("key"))
UPDATE_INCIDENT = UPDATE_INCIDENT.values({t.incident.c[n]: bindparam(n) for n in _CHANGES})
_shared = t.promise.alias("shared")
_with_promise = t.incident.outerjoin(
    _shared, (_shared.c.incident_id == t.incident.c.id) & (_shared.c.outcome == word("open"))
)
INCIDENTS = select(
    *(t.incident.c[n] for n in INCIDENT_NAMES), *(_shared.c[c.name].label(f"shared_{c.name}") for c in PROMISE)
).select_from(_with_promise)
INCIDENT = INCIDENTS.where(t.incident.c.id == bindparam("key"))
OPEN_INCIDENTS = INCIDENTS.where(t.incident.c.closed_at.is_(None)).order_by(t.incident.c.id)
INCIDENTS_TO_LOOK_AT = INCIDENTS.where(t.incident.c.look_at.is_not(None), t.incident.c.look_at <= bindparam("now"))
INCIDENTS_TO_LOOK_AT = INCIDENTS_TO_LOOK_AT.order_by(t.incident.c.look_at, t.incident.c.id)
ALIKE = threads_where(
    _thread.inbox == bindparam("in_inbox"),
    _thread.kind == word("person"),
    _thread.closed_at.is_(None),
    _thread.last_mail_at >= bindparam("since"),
)
ALIKE = ALIKE.order_by(_thread.last_mail_at.desc(), _thread.id.desc()).limit(bindparam("most", type_=Integer))


class PeopleQueries:
    """Part of Transaction: see triaged.model.tx.PeopleTx for what each method promises."""

    _run: Runner

    # ---- absences and loads

    def add_absence(self, absence: Absence) -> None:
        """Somebody is away."""
        self._run.first(
            ADD_ABSENCE,
            person=absence.person,
            since=micros(absence.since),
            until=micros(absence.until),
            recorded_by=clean(absence.by),
            begun=absence.begun,
        )

    def absence_begun(self, absence_id: int) -> None:
        """What they had was handed over. Raises StaleState when there is no such absence."""
        if self._run.count(BEGIN_ABSENCE, key=absence_id) != 1:
            raise StaleState(f"there is no absence number {absence_id}")

    def end_absences(self, person: str, now: datetime) -> int:
        """They are back: what runs ends now; where nothing runs, what is to come is dropped. How many that were."""
        at = micros(now)
        return self._run.count(END_ABSENCES, who=person, now=at) or self._run.count(TO_COME, who=person, now=at)

    def absences(self, now: datetime) -> tuple[Absence, ...]:
        """Absences that are not over, earliest first."""
        return tuple(
            Absence(
                person=row[0],
                since=moment(row[1]),
                until=moment(row[2]),
                by=row[3],
                begun=bool(row[4]),
                absence_id=row[5],
            )
            for row in self._run.all(ABSENCES, now=micros(now))
        )

    def loads(self) -> dict[str, int]:
        """How many open threads, ours to answer, each person has."""
        return {row[0]: row[1] for row in self._run.all(LOADS)}

    def owned(self, person: str) -> tuple[Thread, ...]:
        """The open threads of a person that are ours to answer, nearest time first."""
        return tuple(thread_of(row) for row in self._run.all(OWNED, who=person))

    # ---- incidents

    def add_incident(self, incident: Incident) -> int:
        """Open an incident; its promise is opened by `open_shared_promise`."""
        return int(self._run.one(ADD_INCIDENT, **_values(incident))[0])

    def update_incident(self, incident: Incident) -> None:
        """Write what may change of an incident."""
        if self._run.count(UPDATE_INCIDENT, key=incident.incident_id, **_values(incident)) != 1:
            raise StaleState(f"there is no incident number {incident.incident_id}")

    def incident(self, incident_id: int) -> Incident | None:
        """One incident."""
        row = self._run.first(INCIDENT, key=incident_id)
        return _incident_of(row) if row else None

    def open_incidents(self) -> tuple[Incident, ...]:
        """Incidents that are not closed, oldest first."""
        return tuple(_incident_of(row) for row in self._run.all(OPEN_INCIDENTS))

    def incidents_to_look_at(self, now: datetime) -> tuple[Incident, ...]:
        """Incidents whose `look_at` has come."""
        return tuple(_incident_of(row) for row in self._run.all(INCIDENTS_TO_LOOK_AT, now=micros(now)))

    def threads_of_incident(self, incident_id: int) -> tuple[Thread, ...]:
        """The threads attached to it."""
        return tuple(thread_of(row) for row in self._run.all(OF_INCIDENT, of=incident_id))

    def recent_threads(self, inbox: str, since: datetime, *, limit: int = 10_000) -> tuple[Thread, ...]:
        """Open threads of the inbox with mail since then, the newest so many, oldest first."""
        rows = self._run.all(ALIKE, in_inbox=inbox, since=micros(since), most=limit)
        return tuple(thread_of(row) for row in reversed(rows))


def _values(incident: Incident) -> dict[str, object]:
    return {
        "name": clean(incident.name),
        "prepared": incident.prepared,
        "by_rule": incident.by_rule,
        "inbox": incident.inbox,
        "team": incident.team,
        "says": clean(json.dumps(dict(incident.says), ensure_ascii=False)),
        "since": micros(incident.since),
        "opened_by": incident.opened_by,
        "news_every": incident.news_every // _MICROSECOND,
        "proposal": proposal_text(incident.proposal),
        "rounds": incident.rounds,
        "look_at": micros(incident.look_at),
        "rungs": incident.rungs,
        "asked_at": micros(incident.asked_at),
        "closed_at": micros(incident.closed_at),
    }


def _incident_of(row: Row) -> Incident:
    values = dict(zip(INCIDENT_NAMES, row, strict=False))
    shared = row[len(INCIDENT_NAMES) :]
    return Incident(
        incident_id=values["id"],
        name=values["name"],
        prepared=values["prepared"],
        by_rule=values["by_rule"],
        inbox=values["inbox"],
        team=values["team"],
        says=json.loads(values["says"]),
        since=moment(values["since"]),
        opened_by=values["opened_by"],
        news_every=timedelta(microseconds=values["news_every"]),
        promise=promise_of(shared) if shared[0] is not None else None,
        proposal=proposal_of(values["proposal"]),
        rounds=values["rounds"],
        look_at=moment(values["look_at"]),
        rungs=values["rungs"],
        asked_at=moment(values["asked_at"]),
        closed_at=moment(values["closed_at"]),
    )
