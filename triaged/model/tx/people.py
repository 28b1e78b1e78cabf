"""The seam to the store for who is away, how much everybody has, and incidents."""

from datetime import datetime
from typing import Protocol

from triaged.model.people import Absence
from triaged.model.stored import Incident
from triaged.model.thread import Thread


class PeopleTx(Protocol):
    """Who is away, how much everybody has, and what incidents are open."""

    def add_absence(self, absence: Absence) -> None:
        """Somebody is away."""

    def absence_begun(self, absence_id: int) -> None:
        """What they had was handed over. Raises StaleState when there is no such absence."""

    def end_absences(self, person: str, now: datetime) -> int:
        """They are back: what runs ends now; where nothing runs, what is to come is dropped. How many that were."""

    def absences(self, now: datetime) -> tuple[Absence, ...]:
        """Absences that are not over, earliest first."""

    def loads(self) -> dict[str, int]:
        """How many open threads, ours to answer, each person has."""

    def owned(self, person: str) -> tuple[Thread, ...]:
        """The open threads of a person that are ours to answer, nearest time first."""

    def add_incident(self, incident: Incident) -> int:
        """Open an incident; its promise is opened by `open_shared_promise`."""

    def update_incident(self, incident: Incident) -> None:
        """Write what may change of an incident. Raises StaleState when there is none."""

    def incident(self, incident_id: int) -> Incident | None:
        """One incident, with its open promise."""

    def open_incidents(self) -> tuple[Incident, ...]:
        """Incidents that are not closed, oldest first."""

    def incidents_to_look_at(self, now: datetime) -> tuple[Incident, ...]:
        """Incidents whose `look_at` has come."""

    def threads_of_incident(self, incident_id: int) -> tuple[Thread, ...]:
        """The threads attached to it."""

    def recent_threads(self, inbox: str, since: datetime, *, limit: int = 10_000) -> tuple[Thread, ...]:
        """Open threads of the inbox with mail since then, the newest so many, oldest first."""
