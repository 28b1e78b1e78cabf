"""HTML and SVG as values: the only place where text becomes markup, so the only place where it is escaped."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

VOID = frozenset({"meta"})
"""Elements without an end tag."""
_UNSEEN = {code: None for code in range(32) if chr(code) not in "\n\t"} | {127: None}


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is markup already: made by `tag` only, and by `style` from words of our own."""

    text: str


Child = Markup | str
Value = str | int | float


def tag(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """An element. Strings among `children`, and every value, are escaped; control characters are dropped.

    Attributes are written as Python can: `class_` is class, `aria_label` is aria-label, `viewBox` stays.
    """
    said = "".join(f' {_attribute(key)}="{safe(_number(value))}"' for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{joined(children).text}</{name}>")


def joined(children: Iterable[Child]) -> Markup:
    """One after the other."""
    return Markup("".join(child.text if isinstance(child, Markup) else safe(child) for child in children))


def safe(text: str) -> str:
    """Text as markup shows it."""
    return escape(text.translate(_UNSEEN).encode("utf-8", "replace").decode("utf-8"))


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _number(value: Value) -> str:
    """Numbers of pictures need no more than a hundredth of a unit."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
