"""What a mail itself says: the answered mail and the signature cut off. For judging only; the full text is always kept.

One pass over the lines with anchored tests, so the time grows with the length and nothing else. (The library for this,
mail-parser-reply, takes seconds for some texts of 8 KB, and milliseconds for every mail.)
"""

import re

from triaged.mail.quote_words import (
    BEGINS,
    CLOSING,
    DISCLAIMER,
    FORWARDED,
    FROM,
    OTHER_FIELDS,
    SENT_FROM,
    SEPARATOR,
    SIGNATURE_BEGINS,
    WROTE,
)

_LEAST_SHARE = 0.1
_SIGNATURE_LINES = 12
_SIGNATURE_WINDOW = 60
_MOST_ATTRIBUTION = 300

_DIGIT = re.compile(r"\d")
_RULE = re.compile(r"[_-]{30,}")
_QUOTED = re.compile(r"[ \t]{0,3}(?:[A-Za-z]{0,3}>|\|[ \t])")
# Whether it is worth looking line by line: most mails introduce and mark no other.
_MAY_QUOTE = re.compile(
    rf"\n[ \t*]*+(?:[a-z]{{0,3}}>|\|[ \t]|[-_*=]{{2}}|begin f|(?:{'|'.join(sorted(FROM))})[ \t*\u00a0]*+:)"
)
_MAY_INTRODUCE = re.compile(r":[ \t*]*+\n")
_POSTSCRIPT = re.compile(r"p\.?\s?s\b", re.IGNORECASE)


def own_text(said: str, whole: str) -> str:
    """What `said` adds to the conversation; `whole` where that would be nothing, or less than a tenth of it.

    `said` may already lack what HTML marked as the answered mail.
    """
    lines = said.split("\n")
    framed = f"\n{said.lower()}\n"
    if _MAY_QUOTE.search(framed) or _MAY_INTRODUCE.search(framed) or "：" in framed:
        lines = _without_quotes(lines)
    own = "\n".join(_without_signature(lines)).strip()
    return own if own and len(own) >= _LEAST_SHARE * len(whole.strip()) else whole


def _without_quotes(lines: list[str]) -> list[str]:
    own: list[str] = []
    said = False
    at, number = 0, len(lines)
    colons = {at for at, line in enumerate(lines) if line.rstrip(" \t*").endswith((":", "："))}
    while at < number:
        line = lines[at]
        if _is_quoted(line):
            at += 1
            continue
        if _forwards(line):
            return own + lines[at:]
        after = _quote_begins(lines, at, colons)
        if after == 0:
            own.append(line)
            said = said or bool(line.strip())
            at += 1
        elif not said or _marked(lines, after):
            at = after
        else:
            break
    return own


def _forwards(line: str) -> bool:
    """Whether a forwarded mail begins: it is what its sender wants to be read."""
    return line[:2] in {"--", "__", "==", "Be"} and len(line) < 120 and FORWARDED.match(line) is not None


def _is_quoted(line: str) -> bool:
    return (">" in line[:7] or line[:1] == "|") and _QUOTED.match(line) is not None


def _quote_begins(lines: list[str], at: int, colons: set[int]) -> int:
    """The line after the words that introduce an answered mail, 0 where none are. `colons`: lines that end with one."""
    line = lines[at].strip(" \t*")
    if not line:
        return 0
    if line[0] in "-_*=" and len(line) < 120:
        if SEPARATOR.fullmatch(line) is not None:
            return _after_fields(lines, at + 1) or at + 1
        if _RULE.fullmatch(line) is not None:
            return _after_fields(lines, at + 1)
    if at in colons:
        return at + 1 if _is_attribution(lines, at, at) else 0
    colon = line.find(":", 0, 24)
    if colon > 0 and line[:colon].strip(" *\u00a0").lower() in FROM:
        return _after_fields(lines, at)
    if at + 1 in colons or at + 2 in colons:
        return _wrapped_attribution(lines, at, line, colons)
    return 0


def _wrapped_attribution(lines: list[str], at: int, line: str, colons: set[int]) -> int:
    """`On ... wrote:` over two or three lines."""
    if BEGINS.match(line) is None or _DIGIT.search(line) is None:
        return 0
    last = at + 1 if at + 1 in colons else at + 2
    return last + 1 if _is_attribution(lines, at, last) else 0


def _is_attribution(lines: list[str], first: int, last: int) -> bool:
    words = " ".join(line.strip(" \t*") for line in lines[first : last + 1])
    if len(words) > _MOST_ATTRIBUTION:
        return False
    if WROTE.search(words) is None:
        return words.endswith(">:") and _DIGIT.search(words) is not None and _marked(lines, last + 1)
    dated = _DIGIT.search(words) is not None and BEGINS.match(words) is not None
    return dated or _marked(lines, last + 1)


def _marked(lines: list[str], at: int) -> bool:
    """Whether the next line that is not empty is marked as quoted."""
    following = next((line for line in lines[at : at + 4] if line.strip()), "")
    return _is_quoted(following)


def _after_fields(lines: list[str], at: int) -> int:
    """The line after a block `From: … Sent: … To: … Subject: …`, 0 where there is none."""
    known = 0
    last = 0
    begun = False
    for number in range(at, min(at + 12, len(lines))):
        name = lines[number].strip(" \t*\u00a0").partition(":")[0].strip(" *\u00a0").lower()
        if not lines[number].strip():
            if begun and known >= 3:
                break
            continue
        if name in FROM:
            begun, last = True, number
            known += 1
        elif name.split(" ")[0] in OTHER_FIELDS and ":" in lines[number]:
            known += 1
            last = number
        elif not begun:
            return 0
    return last + 1 if begun and known >= 3 else 0


def _without_signature(lines: list[str]) -> list[str]:
    likely = [at for at, line in enumerate(lines) if line.lstrip(" \t*#_")[:3].lower() in SIGNATURE_BEGINS]
    if likely:
        first = next(at for at, line in enumerate(lines) if line.strip())
        for at in likely:
            if at > first and _signature_begins(lines, at):
                return lines[:at]
    return lines


def _signature_begins(lines: list[str], at: int) -> bool:
    line = lines[at]
    if line.startswith("--"):
        return line.rstrip() == "--"
    word = line.strip()
    if len(word) <= 60 and CLOSING.fullmatch(word) is not None:
        return _nothing_follows(lines, at)
    if len(word) <= 90 and SENT_FROM.match(word) is not None:
        return True
    return len(word) >= 10 and DISCLAIMER.match(word) is not None


def _nothing_follows(lines: list[str], at: int) -> bool:
    """After the closing words come only a few short lines, and no postscript."""
    rest = filter(None, map(str.strip, lines[at + 1 : at + _SIGNATURE_WINDOW]))
    for number, line in enumerate(rest):
        if DISCLAIMER.match(line) is not None or line == "--":
            return True
        if number >= _SIGNATURE_LINES or len(line) > 80 or _POSTSCRIPT.match(line) is not None:
            return False
    return True
