"""BODYSTRUCTURE (RFC 9051 7.5.2) as an outline: which parts a large mail has, and where its text stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from urllib.parse import unquote

from triaged.inbox.answers import Malformed, Value
from triaged.model.mail import PartOutline

PARTS = 500
"""Parts that are outlined at most: more than any limit on parts lets through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A part without parts of its own. `section` is what FETCH calls it ("1.2"); a nested mail counts as one leaf."""

    section: str
    content_type: str
    charset: str
    encoding: str
    size: int
    filename: str
    attached: bool

    @property
    def outline(self) -> PartOutline:
        """The leaf as the model names it."""
        return PartOutline(content_type=self.content_type, filename=self.filename, size=self.size)


def leaves(structure: Value) -> tuple[Leaf, ...]:
    """The leaves in reading order, the first `PARTS` of them. Raises Malformed."""
    found: list[Leaf] = []
    for leaf in _walk(structure):
        found.append(leaf)
        if len(found) == PARTS:
            break
    return tuple(found)


def text_leaf(found: tuple[Leaf, ...]) -> Leaf | None:
    """The leaf that holds the mail's text: the first text/plain that is no attachment, else such a text/html."""
    for wanted in ("text/plain", "text/html"):
        for leaf in found:
            if leaf.content_type == wanted and not leaf.attached:
                return leaf
    return None


def _walk(structure: Value, section: str = "") -> Iterator[Leaf]:
    if not isinstance(structure, list) or not structure:
        raise Malformed("a BODYSTRUCTURE that is no list")
    if not isinstance(structure[0], list):
        yield _leaf(structure, section or "1")
        return
    for place, child in enumerate(structure, start=1):
        if not isinstance(child, list):
            return
        yield from _walk(child, f"{section}.{place}" if section else str(place))


def _leaf(structure: list[Value], section: str) -> Leaf:
    if len(structure) < 7:
        raise Malformed("a part with too few fields")
    parameters = _parameters(structure[2])
    disposition, more = _disposition(structure[7:])
    size = structure[6]
    return Leaf(
        section=section,
        content_type=f"{_word(structure[0])}/{_word(structure[1])}",
        charset=parameters.get("charset", "").lower(),
        encoding=_word(structure[5]),
        size=int(size) if isinstance(size, bytes) and size.isdigit() and len(size) <= 12 else 0,
        filename=_name(more, "filename") or _name(parameters, "name"),
        attached=disposition == "attachment",
    )


def _word(value: Value) -> str:
    return value.decode("ascii", "replace").lower() if isinstance(value, bytes) else ""


def _parameters(value: Value) -> dict[str, str]:
    if not isinstance(value, list):
        return {}
    texts = [item.decode("utf-8", "replace") if isinstance(item, bytes) else "" for item in value]
    return {name.lower(): text for name, text in zip(texts[::2], texts[1::2], strict=False)}


def _disposition(extension: list[Value]) -> tuple[str, dict[str, str]]:
    """Where the disposition stands depends on the type of the part; it is told by its look."""
    for field in extension:
        if isinstance(field, list) and len(field) == 2 and _word(field[0]) in {"attachment", "inline"}:
            return _word(field[0]), _parameters(field[1])
    return "", {}


def _name(parameters: dict[str, str], key: str) -> str:
    """A file name: plain, as encoded words (RFC 2047, against its own rules but common), or as RFC 2231 has it."""
    if key in parameters:
        try:
            return str(make_header(decode_header(parameters[key]))) or parameters[key]
        except (MessageError, ValueError, LookupError):
            return parameters[key]
    pieces = sorted(name for name in parameters if name.startswith(f"{key}*"))
    joined = "".join(parameters[name] for name in pieces)
    charset, quote, rest = joined.partition("'")
    if quote:
        try:
            return unquote(rest.partition("'")[2], charset or "utf-8", "replace")
        except LookupError:
            return unquote(rest.partition("'")[2])
    return joined
