"""Strangers' words made safe to print in a letter: one line, no controls, no unearned links."""

import re

SUBJECT_LIMIT = 200
NAME_LIMIT = 60

_JOINERS = "\u200c\u200d"  # they shape Persian and emoji, and are not visible by themselves
_LINK = re.compile(r"://|www\.|@|[^\W_]\.[^\W\d_]{2,}", re.IGNORECASE)
_REPLY = re.compile(r"(?:(?:re|aw|antw|sv|vs|odp|rif|res|réf|回复)(?:\[\d{1,3}\])?\s?[:\uff1a]\s?)+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*")
_DOMAIN_IN_NAME = re.compile(r"[^\W_]\.[^\W_]{2,}")


def one_line(text: str, limit: int = SUBJECT_LIMIT) -> str:
    """`text` on one line: controls (C0, C1), line separators, direction marks and lone surrogates become spaces.

    Runs of white space shrink to one space; at most `limit` characters stay.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)
    return " ".join(text.split())[:limit].rstrip()


def without_links(text: str) -> str:
    """`text` without anything a mail program would turn into a link: what an unproven sender could advertise."""
    return " ".join(word for word in text.split() if not _LINK.search(word))


def reply_subject(original: str, *, tag: str = "", links: bool = True, empty: str = "") -> str:
    """The subject of our reply: `Re: Rechnung Oktober [NL-7K3F]`.

    One "Re:" whatever the original had (mail programs thread by it). `tag` is the printed
    reference or "". `links` false removes what could become a link. `empty` stands in for an empty subject.
    """
    subject = one_line(original)
    if tag:
        subject = subject.replace(f"[{tag}]", " ")
    if not links:
        subject = without_links(subject)
    prefix = _REPLY.match(subject)
    subject = one_line(subject[prefix.end() :] if prefix else subject) or empty
    return f"Re: {subject}" + (f" [{tag}]" if tag else "")


def greetable(name: str) -> str:
    """`name` if it looks like a person's (letters, at most 60, no address, no link), else "": then we greet without."""
    name = one_line(name, NAME_LIMIT + 1)
    if len(name) > NAME_LIMIT or not _NAME.fullmatch(name) or _DOMAIN_IN_NAME.search(name):
        return ""
    return name
