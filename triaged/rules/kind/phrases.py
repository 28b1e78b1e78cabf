"""Who wrote, finding phrases in a text: nearly every mail has none, and that must cost next to nothing.

Python's engine tries a long alternation at every letter: milliseconds for an ordinary mail. So the same expression,
made wider where RE2 speaks another dialect, is first asked of RE2, which reads a text once whatever the expression;
only where that finds something, the exact expression looks again.
"""

import re
from typing import Final

import re2

_BLANKS: Final = r"[\s\x0b\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x1c-\x1f]"
_COUNTED = re.compile(r"\{(\d+),\d{2,}\}")


class Phrases:
    """An expression that is looked for without regard to case; ^ is the start of any line."""

    __slots__ = ("_quick", "exact")

    def __init__(self, expression: str) -> None:
        self.exact: Final = re.compile(expression, re.IGNORECASE | re.MULTILINE)
        self._quick = AnyOf(self.exact)

    @property
    def pattern(self) -> str:
        """The expression."""
        return self.exact.pattern

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where the expression stands, or None."""
        return self.exact.search(text) if self._quick.may_occur(text) else None


class AnyOf:
    """Expressions that are looked for together, without regard to case, in one reading of the text."""

    __slots__ = ("_quick",)

    def __init__(self, *expressions: "Phrases | re.Pattern[str]") -> None:
        options = re2.Options()
        options.case_sensitive = False
        options.never_capture = True
        wide = "|".join(f"(?:{widened(expression.pattern)})" for expression in expressions)
        self._quick = re2.compile(f"(?m){wide}".encode(), options)

    def may_occur(self, text: str) -> bool:
        """Whether one of the expressions may stand in the text. Where this says no, none does."""
        # Python's engine takes the Turkish letters for an i, RE2 does not.
        plain = text.replace("İ", "i").replace("ı", "i")
        return self._quick.search(plain.encode("utf-8", "replace")) is not None


def phrases(patterns: tuple[str, ...]) -> Phrases:
    """One expression of many phrases; a blank in them stands for any white space: texts are wrapped anywhere."""
    return Phrases("|".join(patterns).replace(" ?", r"\s?").replace(" ", r"\s+"))


def widened(expression: str) -> str:
    r"""An RE2 expression that finds everything this one finds, and perhaps more.

    RE2 knows \s, \w, \d and \b for ASCII only: blanks are spelled out, letters and digits become those of any script,
    word boundaries are left out. Long counted repetitions become unlimited ones, which keeps its automaton small.
    """
    wide = (
        expression.replace(r"[^\w", "[^0-9A-Za-z_")
        .replace(r"\w", r"[\pL\pN\pM_]")
        .replace(r"\b", "")
        .replace(r"\d", r"\p{Nd}")
    )
    wide = _blanks_spelled_out(wide)
    return _COUNTED.sub(lambda found: "*" if found.group(1) == "0" else "+", wide)


def _blanks_spelled_out(expression: str) -> str:
    r"""\s as a class of its own, inside brackets without the brackets."""
    out, inside, index = [], False, 0
    while index < len(expression):
        char = expression[index]
        if expression.startswith(r"\s", index):
            out.append(_BLANKS[1:-1] if inside else _BLANKS)
            index += 2
            continue
        if char == "\\":
            out.append(expression[index : index + 2])
            index += 2
            continue
        inside = char == "[" or (inside and char != "]")
        out.append(char)
        index += 1
    return "".join(out)
