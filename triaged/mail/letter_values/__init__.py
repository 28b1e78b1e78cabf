"""The values a template may use, and which block of a letter shows when. Frozen; nothing else reaches a template."""

from triaged.mail.letter_values.confirmation import confirmation_values
from triaged.mail.letter_values.customers import acknowledgement_values, incident_values, renewal_values
from triaged.mail.letter_values.desk import Desk, Named, Value, company_of, desk_of, promised_moment, team_of
from triaged.mail.letter_values.digest import digest_values
from triaged.mail.letter_values.health import health_values
from triaged.mail.letter_values.names import NAMES
from triaged.mail.letter_values.notice import Replies, notice_values, replies_of, threads_of
from triaged.mail.letter_values.threads import Reader

__all__ = [
    "NAMES",
    "Desk",
    "Named",
    "Reader",
    "Replies",
    "Value",
    "acknowledgement_values",
    "company_of",
    "confirmation_values",
    "desk_of",
    "digest_values",
    "health_values",
    "incident_values",
    "notice_values",
    "promised_moment",
    "renewal_values",
    "replies_of",
    "team_of",
    "threads_of",
]
