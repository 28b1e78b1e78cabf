"""Whom does a mail greet, and who signs it?

Neither says anything. Both are recognised by their form (a greeting word, then names; closing words, then a few short
lines). A line that tells anything is never taken for one.
"""

import re
from collections.abc import Iterable

from triaged.rules.further_mail.phrases import Grammar, expressions
from triaged.rules.further_mail.wording import ASKED, BREAK, NAME, folded, spellings, words
from triaged.rules.further_mail.words import GREETED, GREETINGS, TELLING, TITLES

_SENT_FROM = re.compile(
    r"\W{0,3}(?:sent (?:from|via|with) (?:my|mail|outlook|yahoo|proton|the|samsung|android)"
    r"|get outlook for|von meine[mr] .{1,40} gesendet|gesendet (?:von|mit|aus) (?:meine|der|mail|outlook|gmx|web|yahoo)"
    r"|diese nachricht wurde von meinem .{1,60} gesendet|outlook für (?:ios|android)"
    r"|envoyé (?:de(?:puis)? mon|à partir)"
    r"|télécharger outlook|enviado (?:desde mi|desde (?:outlook|yahoo)|con)|obtener outlook)\b.{0,60}",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\W{0,4}(?:confidentiality notice|disclaimer"
    r"|(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication)\b.{0,80}"
    r"\b(?:confidential|intended|privileged)|diese e-?mail (?:enthält|kann) vertrauliche"
    r"|ce (?:message|courriel|mail)\b.{0,60}\bconfidentiel|este (?:mensaje|correo)\b.{0,60}\bconfidencial)",
    re.IGNORECASE,
)
_NAMED = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]{0,29}"
_POSTSCRIPT = re.compile(r"\W{0,3}(?:p\.?\s?){1,2}s\b|\W{0,3}n\.?b\b", re.IGNORECASE)
_PARTICLES = frozenset(("von", "van", "der", "den", "de", "del", "la", "le", "du", "zu", "und", "and", "et", "y", "of"))
_AT_MOST = 12
"""Lines of a signature."""
_WIDTH = 80
_CLOSING = """
    kind/best/warm/kindest/warmest/many regards/wishes, best, regards, all the best, sincerely,
    yours sincerely/truly/faithfully, mit? freundlichen/besten/herzlichen/lieben/vielen/freundlichem grüßen/gruß,
    freundliche/beste/herzliche/liebe/viele/schöne grüße, grüße, gruß, lg, vg, mfg, bg, bien? cordialement,
    bien à vous/toi, cdlt, cdt, sincères/meilleures salutations, salutations distinguées, un? saludo, saludos,
    un cordial saludo, saludos cordiales, cordiales saludos, atentamente
"""


def _alternatives(written: str) -> str:
    each = sorted(set(written.replace("_", r"\s").split()), key=len, reverse=True)
    return "|".join(each)


_GREETING = re.compile(
    rf"(?i:{_alternatives(GREETINGS)})"
    rf"(?:[ ](?:(?i:(?:{_alternatives(f'{GREETED} {TITLES}')})(?!\w)\.?)|{_NAMED})){{1,5}}[ ]?(?=[,!.:;\n–-]|$)"
)
_TITLED = re.compile(rf"\b(?i:{_alternatives(TITLES)})\.?[ ]{_NAMED}(?:[ ]{_NAMED})?")
_LAST_NAMES = re.compile(rf"[ ,!.]{{1,3}}{_NAMED}(?:[ ]{_NAMED}){{0,3}}[ .!]*$")
_CLOSES = Grammar(lambda: expressions(_CLOSING, {}))
_TELLING = frozenset(spelled for word in TELLING.split() for spelled in spellings(word.replace("_", " ")))


def known_names(names: Iterable[str]) -> frozenset[str]:
    """The words of these names, folded. Shorter ones ("No") are left out: they may be words."""
    found = (folded(word) for name in names for word in re.findall(r"[^\W\d_]{3,}", name[:200]))
    return frozenset(found) - _TELLING


def unsigned(text: str, names: frozenset[str]) -> str:
    """The text without its greeting, the signature at its end, and what mail programs add below."""
    lines = text.strip().split("\n")
    lines = lines[: next((at for at, line in enumerate(lines) if _DISCLAIMER.match(line.strip())), len(lines))]
    lines = [line for line in lines if not _SENT_FROM.fullmatch(line.strip())]
    lines = _without_signature(lines, names)
    return _TITLED.sub(BREAK, _without_greeting("\n".join(lines).strip()))


def _without_greeting(text: str) -> str:
    found = _GREETING.match(text)
    if found is None or _tells(found.group()):
        return text
    return text[found.end() :]


def _without_signature(lines: list[str], names: frozenset[str]) -> list[str]:
    """It begins with closing words, "--" or the sender's name, and below stand only lines that tell nothing."""
    for at, line in enumerate(lines):
        if _begins(line, names):
            below = [other for other in lines[at + 1 :] if other.strip()]
            if len(below) <= _AT_MOST and all(map(_is_signature, below)):
                return lines[:at]
    return lines


def _begins(line: str, names: frozenset[str]) -> bool:
    if line.rstrip() == "--":
        return True
    said = words(line, names)
    if len(line) > _WIDTH or not line.strip() or _tells(line):
        return False
    if not set(said.split()) - {BREAK, NAME}:
        return NAME in said.split()
    return _CLOSES.makes(said) or _CLOSES.makes(words(_LAST_NAMES.sub("", line.strip())))


def _is_signature(line: str) -> bool:
    """A short line of names, addresses and numbers: at most one word in lower case, and none that tells anything."""
    line = line.strip()
    if len(line) > _WIDTH or ASKED in words(line).split() or _POSTSCRIPT.match(line) or _tells(line):
        return False
    plain = [word for word in line.split() if word.isalpha() and word.lower() not in _PARTICLES]
    return sum(word.islower() for word in plain) <= 1


def _tells(line: str) -> bool:
    """Whether a word stands there that no greeting and no signature holds."""
    return not _TELLING.isdisjoint(words(line).split())
