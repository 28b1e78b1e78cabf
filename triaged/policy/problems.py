"""Every mistake in the rules files, collected and told at once."""

from collections.abc import Iterable
from difflib import get_close_matches

from triaged.errors import ConfigurationError
from triaged.policy.shape import Problem

NOT_YET = "does not work in this version yet"
"""Said of words of the product that a later version knows."""


class Wrong(ValueError):
    """One value cannot be used. Whoever knows where it stands makes a Problem of it."""

    def __init__(self, what: str, *, expected: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected
        self.hint = hint


class PolicyProblems(ConfigurationError):
    """The rules files cannot be used. `problems` holds every mistake, sorted by file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.column, p.what)))
        super().__init__("\n".join(told(problem) for problem in self.problems))


def told(problem: Problem) -> str:
    """One problem in one line: file:line:column: what is wrong; what was expected; a hint."""
    parts = [problem.what]
    if problem.expected:
        parts.append(f"expected {problem.expected}")
    if problem.hint:
        parts.append(problem.hint)
    return f"{problem.file}:{problem.line}:{problem.column}: {'; '.join(parts)}"


def meant(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to `word`, "" when nothing is near."""
    by_lower = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f'did you mean "{by_lower[near[0]]}"?' if near else ""


def listed(names: Iterable[str]) -> str:
    """`"a", "b" or "c"`."""
    quoted = [f'"{name}"' for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)


def shortened(value: str, limit: int = 40) -> str:
    """A value as it may be repeated in a message: on one line, printable, not too long."""
    plain = "".join(char if char.isprintable() else "?" for char in value)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
