"""Which lines of a mail belong to the mail it answers?

`own_text` gives the whole text where little would be left, as above a quoted letter with "Thanks!" over it. Here only
what is surely quoted is cut: what is doubtful stays, and then the mail is not understood.
"""

import re

_MARKED = re.compile(r"[ \t]{0,3}>")
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schrieben|a écrit|a ecrit|escribió|escribio|ha escrito)\b.{0,80}:\s*$", re.IGNORECASE
)
_BEGINS = re.compile(
    r"(?:on|am|le|el|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim)\b|\d", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"[-_]{2,}\s?(?:original message|ursprüngliche nachricht|originalnachricht|message d['’]origine"
    r"|message original|mensaje original)\s?[-_]{2,}",
    re.IGNORECASE,
)
_RULE = re.compile(r"_{20,}|-{20,}")
_FROM = re.compile(r"\*?(?:from|von|de)\s?:\*?\s*\S", re.IGNORECASE)
_FIELD = re.compile(
    r"\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado|fecha|para|asunto)\s?:",
    re.IGNORECASE,
)
_LONGEST_INTRODUCTION = 300
_INTRODUCED_IN = 3
"""Lines that "On … wrote:" may be wrapped over."""


def without_quotes(text: str) -> str:
    """The lines that are surely not quoted. The text itself where an answered mail stands above what is said."""
    lines = text.split("\n")
    begins = next((at for at in range(len(lines)) if _introduced(lines, at)), len(lines))
    own = _unmarked(lines[:begins])
    if begins == len(lines):
        return own
    if not own.strip():
        return text
    after = lines[_introduced(lines, begins) :]
    # Marked quotes end where the marks end; what follows is said again. Without marks all the rest is quoted.
    return f"{own}\n{_unmarked(after)}" if any(map(_MARKED.match, after)) else own


def _unmarked(lines: list[str]) -> str:
    return "\n".join(line for line in lines if not _MARKED.match(line))


def _introduced(lines: list[str], at: int) -> int:
    """The line after the words that introduce an answered mail, 0 where none begin at `at`."""
    line = lines[at].strip()
    if not line:
        return 0
    if _SEPARATOR.fullmatch(line):
        return at + 1
    if _RULE.fullmatch(line):
        following = next((number for number in range(at + 1, min(at + 4, len(lines))) if lines[number].strip()), at)
        return _fields(lines, following) if following > at else 0
    if fields := _fields(lines, at):
        return fields
    if not _BEGINS.match(line):
        return 0
    for last in range(at, min(at + _INTRODUCED_IN, len(lines))):
        if not lines[last].rstrip().endswith(":"):
            continue
        words = " ".join(each.strip() for each in lines[at : last + 1])
        if len(words) > _LONGEST_INTRODUCTION:
            return 0
        if _WROTE.search(words) and any(map(str.isdigit, words)):
            return last + 1
    return 0


def _fields(lines: list[str], at: int) -> int:
    """The line after a block "From: … Sent: … To: … Subject: …", 0 where none begins at `at`."""
    if not _FROM.match(lines[at].strip()):
        return 0
    named = [number for number in range(at + 1, min(at + 8, len(lines))) if _FIELD.match(lines[number].strip())]
    return named[-1] + 1 if len(named) >= 2 else 0
