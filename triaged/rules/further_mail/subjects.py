"""What does a mail's subject say that the thread's does not?"""

import re

from triaged.model.thread import Thread

_LONGEST = 500
_PREFIX = re.compile(
    r"\s*(?:re|aw|antw|antwort|sv|ref|rif|rép|res|r)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?[:：]", re.IGNORECASE
)
_LAST_PREFIX = re.compile(r"(?<!\w)(?:re|aw)\s?:\s*$", re.IGNORECASE)
_TAG = re.compile(r"\[(?:ext|extern|externe?|external|externo)\]", re.IGNORECASE)


def added_subject(subject: str, thread: Thread) -> str:
    """The words a customer put into the subject, without the thread's own. A new subject is said as a whole."""
    rest = _on_one_line(subject[:_LONGEST])
    if thread.reference:
        rest = re.sub(rf"\[[^\[\]]{{0,12}}{re.escape(thread.reference)}\]", " ", rest, flags=re.IGNORECASE)
    rest = _without_prefixes(_TAG.sub(" ", rest))
    for known in map(_on_one_line, (thread.subject, thread.base_subject)):
        at = rest.casefold().find(known.casefold()) if known else -1
        if at >= 0 and len(rest.casefold()) == len(rest):
            rest = f"{_LAST_PREFIX.sub('', rest[:at])} . {rest[at + len(known) :]}"
            break
    return _without_prefixes(rest)


def _without_prefixes(subject: str) -> str:
    while (found := _PREFIX.match(subject)) is not None:
        subject = subject[found.end() :]
    return subject


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
