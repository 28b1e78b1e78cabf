"""Mail of the time before triaged was there, as far as it teaches something: when it came and when it was answered."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMail:
    """A mail of a person that began a conversation before triaged was there. It names nobody and holds no text.

    `key` is the mail's identity (triaged/mail/identity.py). `answered_at`: a person's first answer, None where none is
    known; answers were looked for until `seen_until`. `urgency` and `topic` ("": unknown) are as they would have been
    judged when it came, `topic` that of the folder where people filed the mail.
    """

    key: str
    inbox: str
    arrived_at: datetime
    answered_at: datetime | None
    seen_until: datetime
    urgency: str
    topic: str
