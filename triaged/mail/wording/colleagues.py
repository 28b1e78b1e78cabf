"""Letters to colleagues in words: notices, digests, answers to commands, and what is wrong with triaged itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from triaged.mail import letter_values as values
from triaged.mail.moments import Moment
from triaged.mail.plain import one_line
from triaged.mail.reference import printed
from triaged.mail.safe_words import SafeLine, safe_confirmation, safe_digest, safe_health, safe_notice
from triaged.mail.wording.customers import spoken
from triaged.mail.wording.engine import Engine, TemplateFailed, Worded
from triaged.model.letter import Trouble
from triaged.model.notice import Confirmation, DigestLetter, DueLine, NoticeLetter
from triaged.policy.shape import Policy


def notice(engine: Engine, letter: NoticeLetter, policy: Policy, written_at: datetime) -> Worded:
    """The one combined notice. Its safe words still tell which thread is due when, and what goes out by itself."""
    reader = _reader(letter, policy, written_at, team=letter.team)
    told = values.notice_values(letter, reader, values.replies_of(letter, policy))
    try:
        return engine.subjected(reader.language, "notice", told)
    except TemplateFailed as failed:
        return Worded(*safe_notice(_asked(letter, reader), _dated((*letter.broken, *letter.due), reader)), str(failed))


def digest(engine: Engine, letter: DigestLetter, policy: Policy, written_at: datetime) -> Worded:
    """A person's morning."""
    reader = _reader(letter, policy, written_at, team=letter.team)
    told = values.digest_values(letter, reader)
    try:
        return engine.subjected(reader.language, "digest", told)
    except TemplateFailed as failed:
        return Worded(*safe_digest(_dated((*letter.broken, *letter.own, *letter.unowned), reader)), str(failed))


def confirmation(engine: Engine, answer: Confirmation, policy: Policy, written_at: datetime) -> Worded:
    """What became of a mail with commands."""
    reader = _reader(answer, policy, written_at)
    told = values.confirmation_values(answer, reader)
    try:
        return engine.subjected(reader.language, "confirmation", told)
    except TemplateFailed as failed:
        done = [f"{one.what.value} {one.reference}".strip() for one in answer.done]
        refused = [f"{one.what.value} {one.reference}: {one_line(one.reason, 300)}" for one in answer.refused]
        unknown = answer.not_understood.hint if answer.not_understood else ""
        return Worded(*safe_confirmation(done, refused, unknown), str(failed))


def health(
    engine: Engine, troubles: Sequence[Trouble], policy: Policy, *, zone: str, language: str, written_at: datetime
) -> Worded:
    """The notice that something is wrong with triaged itself."""
    language = spoken(language, policy)
    company = values.company_of(policy)
    told: Mapping[str, object] = values.health_values(
        troubles, company, zone=zone, language=language, written_at=written_at
    )
    try:
        return engine.subjected(language, "health", told)
    except TemplateFailed as failed:
        return Worded(*safe_health(tuple(trouble.what for trouble in troubles)), str(failed))


def _reader(
    letter: NoticeLetter | DigestLetter | Confirmation, policy: Policy, written_at: datetime, *, team: str = ""
) -> values.Reader:
    language = spoken(letter.language, policy)
    return values.Reader(
        language=language,
        zone=letter.zone,
        written_at=written_at,
        prefix=policy.letters.reference,
        shows=policy.ladder.shows,
        company=values.company_of(policy),
        team=values.team_of(policy, team, language),
        missing=letter.missing if isinstance(letter, NoticeLetter) else {},
    )


def _asked(letter: NoticeLetter, reader: values.Reader) -> tuple[SafeLine, ...]:
    return tuple((printed(ask.thread.reference, reader.prefix), _english(ask.goes_at, reader)) for ask in letter.asks)


def _dated(lines: Iterable[DueLine], reader: values.Reader) -> tuple[SafeLine, ...]:
    return tuple((printed(line.thread.reference, reader.prefix), _english(line.due, reader)) for line in lines)


def _english(when: datetime, reader: values.Reader) -> Moment:
    """Safe words are English, as all messages of the program."""
    return Moment(at=when, zone=reader.zone, language="en", written_at=reader.written_at)
