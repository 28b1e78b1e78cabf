"""Who wrote, the text: what automatic mail says about itself where no header says it (N33).

Only a statement of the mail about itself counts, at the start of a line of its own text: people quote such lines, and
write about automatic replies. Words like "out of office" or "could not be delivered" say nothing here (N19).
"""

import re

from triaged.rules.kind import words
from triaged.rules.kind.asked import Asked
from triaged.rules.kind.texts import AUTOMATIC, CHALLENGE

LONGEST_TEXT = 6_000
FORWARD = re.compile(r"^(?:fwd?|wg|tr|rv|i|enc)\s?:", re.IGNORECASE)


def says_automatic(asked: Asked) -> str:
    """N33. The mail says of itself, on a line of its own, that it is automatic."""
    if not asked.telling_text or FORWARD.match(asked.subject):
        return ""
    found = AUTOMATIC.search(asked.own_telling_text[:LONGEST_TEXT])
    return f"it says so: {' '.join(found.group().split())[:50]}" if found else ""


def challenge(asked: Asked) -> str:
    """N33. A challenge-response service asks for proof before it delivers; an answer confirms a stranger's mail."""
    if not asked.telling_text or FORWARD.match(asked.subject):
        return ""
    found = CHALLENGE.search(asked.telling_text[:LONGEST_TEXT])
    return f"asks to confirm a mail: {' '.join(found.group().split())[:50]}" if found else ""


def complaint(asked: Asked) -> str:
    """N5, older than RFC 5965: a provider's complaint about spam, the mail complained about attached to it."""
    if not words.COMPLAINT_SUBJECT.match(asked.telling_subject):
        return ""
    types = {kind.lower() for kind in asked.message.part_types}
    return "a provider's complaint about a mail" if "message/rfc822" in types else ""
