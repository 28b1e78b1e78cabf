"""Templates into words: loaded and judged once, rendered in microseconds, never the reason that no promise is told."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from triaged.errors import ConfigurationError
from triaged.mail.letter_cases import promising_cases, subjected_cases
from triaged.mail.moments import LANGUAGES
from triaged.mail.wording import colleagues, customers
from triaged.mail.wording.engine import LIMIT, Engine, TemplateFailed, Worded
from triaged.model.letter import Acknowledgement, IncidentLetter, Renewal, Trouble
from triaged.model.notice import Confirmation, DigestLetter, NoticeLetter
from triaged.policy.shape import Policy

__all__ = ["LIMIT", "TemplateFailed", "Worded", "Wording"]


class Wording:
    """Every letter's words. Immutable after construction; safe to share between threads.

    A letter whose template fails is worded in safe built-in text that tells the same time (P13): `Worded.problem`.
    """

    def __init__(
        self, shipped: Mapping[str, str], changed: Mapping[str, str] | None = None, *, folder: str = "templates"
    ) -> None:
        """Compile `shipped` (triaged.mail.shipped) with the owner's `changed` files in place of those of the same name.

        Both map names ("de/acknowledgement.txt") to source text; `folder` is what error messages call the owner's.
        Raises ConfigurationError, naming file and line, for the first template that cannot be used.
        """
        self._engine = Engine(shipped, changed or {}, folder)

    def render_acknowledgement(self, facts: Acknowledgement, policy: Policy, written_at: datetime) -> Worded:
        """The acknowledgement, in `facts.language` and, if asked, `facts.also_language` below it."""
        return customers.acknowledgement(self._engine, facts, policy, written_at)

    def render_renewal(self, facts: Renewal, policy: Policy, written_at: datetime) -> Worded:
        """The apology with a new time, in `facts.language`."""
        return customers.renewal(self._engine, facts, policy, written_at)

    def render_incident(self, facts: IncidentLetter, policy: Policy, written_at: datetime) -> Worded:
        """An incident told, updated or over, in the letter's language."""
        return customers.incident(self._engine, facts, policy, written_at)

    def render_notice(self, letter: NoticeLetter, policy: Policy, written_at: datetime) -> Worded:
        """The one combined notice to one person. Shows of customers what `ladder.shows` allows."""
        return colleagues.notice(self._engine, letter, policy, written_at)

    def render_digest(self, letter: DigestLetter, policy: Policy, written_at: datetime) -> Worded:
        """One person's morning digest. Shows of customers what `ladder.shows` allows."""
        return colleagues.digest(self._engine, letter, policy, written_at)

    def render_confirmation(self, answer: Confirmation, policy: Policy, written_at: datetime) -> Worded:
        """The answer to a mail with commands."""
        return colleagues.confirmation(self._engine, answer, policy, written_at)

    def render_health(
        self, troubles: Sequence[Trouble], policy: Policy, *, zone: str, language: str, written_at: datetime
    ) -> Worded:
        """The notice that something is wrong with triaged itself."""
        return colleagues.health(self._engine, troubles, policy, zone=zone, language=language, written_at=written_at)

    def render_values(self, language: str, kind: str, told: Mapping[str, object]) -> str:
        """One template with exactly these values. Raises TemplateFailed; for checks and tests."""
        return self._engine.text(language, kind, told)

    def check(self) -> int:
        """Render every combination of blocks in every language once; returns how many letters that were.

        Raises ConfigurationError for the first one that fails, is empty, is longer than LIMIT, or tells no promise.
        """
        try:
            return sum(self._checked(language) for language in LANGUAGES)
        except TemplateFailed as failed:
            raise ConfigurationError(str(failed)) from failed

    def shown(self, language: str, kind: str) -> str:
        """What a person calls the file behind a template."""
        return self._engine.shown(language, kind)

    def _checked(self, language: str) -> int:
        number = 0
        for case in promising_cases(language):
            self._engine.promising(language, case.kind, case.told, case.promised)
            number += 1
        for kind, told in subjected_cases(language):
            self._engine.subjected(language, kind, told)
            number += 1
        return number
