"""HTML to plain text, as a reader would see it: the tree by selectolax, the walk our own, without recursion.

Scripts, styles and hidden elements are left out; blocks, list items and table rows become lines. Elements in which mail
programs put the mail that is answered are left out of the second text.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from triaged.mail.limits import ParseLimits

# Building the tree of deeply nested elements takes quadratic time, so their number is bounded.
_MOST_TAGS = 6_000
_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?:(?!-->).)*+(?:-->)?", re.DOTALL)
_BLANKS = re.compile(r"[ \t\n\r\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_UNSEEN_NAMES = "head script style title template noscript svg math object iframe select textarea audio video map"
_BLOCK_NAMES = (
    "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section table tbody td tfoot th thead tr ul"
)
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"])
_QUOTE_CLASSES = frozenset(("gmail_quote", "gmail_quote_container", "gmail_attr", "moz-cite-prefix", "yahoo_quoted"))
_QUOTE_CLASSES |= {"protonmail_quote", "tutanota_quote", "zmail_extra", "ms-outlook-mobile-reference-message"}
# From these on, all that follows is the answered mail (Outlook).
_QUOTE_STARTS = frozenset(
    ("divrplyfwdmsg", "appendonsend", "x_divrplyfwdmsg", "mail-editor-reference-message-container")
)
_TAG = re.compile("<")


@dataclass(slots=True)
class _Page:
    """Lines as they are put together. `quoted` marks what belongs to an answered mail."""

    limit: int
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    size: int = 0
    open_lines: int = 2
    spaced: bool = True

    def text(self, words: str, quoted: bool) -> None:
        """Words, with their blanks made one: none at the start of a line, none after another."""
        words = _BLANKS.sub(" ", words)
        if self.spaced:
            words = words.lstrip(" ")
        if words:
            self.keep(words, quoted)
            self.spaced = words.endswith(" ")

    def keep(self, words: str, quoted: bool) -> None:
        """Words exactly as they are."""
        self.pieces.append((words, quoted))
        self.size += len(words)
        self.open_lines = 0
        self.spaced = words.endswith("\n")

    def new_line(self, quoted: bool, lines: int = 1) -> None:
        """At least this many line ends before what comes next."""
        if self.open_lines < lines:
            self.pieces.append(("\n" * (lines - self.open_lines), quoted))
            self.size += lines - self.open_lines
            self.open_lines = lines
            self.spaced = True

    def whole(self) -> str:
        return "".join(words for words, _ in self.pieces).strip()[: self.limit]

    def own(self) -> str:
        return "".join(words for words, quoted in self.pieces if not quoted).strip()[: self.limit]


def texts(source: str, limits: ParseLimits) -> tuple[str, str]:
    """All the text that is seen in this HTML, and that without the answered mail; each at most `limits.text` long."""
    tree = LexborHTMLParser(_bounded(source, limits))
    page = _Page(limit=limits.text)
    body = tree.body
    if body is not None:
        _walk(body, page)
    return page.whole(), page.own()


def _bounded(source: str, limits: ParseLimits) -> str:
    """From <body> on, as many characters and elements as are looked at; comments (Outlook's conditions) cut."""
    body = _BODY.search(source)
    source = source[body.start() if body else 0 :]
    if "<!--" in source:
        source = _COMMENT.sub("", source)
    source = source[: limits.text]
    if source.count("<") > _MOST_TAGS:
        for number, tag in enumerate(_TAG.finditer(source)):
            if number == _MOST_TAGS:
                return source[: tag.start()]
    return source.replace("\x00", "")


def _walk(body: LexborNode, page: _Page) -> None:
    """In reading order, by the links between the nodes. Depths (0 = none) say where a quote or a <pre> began."""
    depth, quote, kept, rest_quoted = 1, 0, 0, False
    node = body.first_child
    while node is not None and page.size < 2 * page.limit:
        tag = node.tag or ""
        inner: LexborNode | None = None
        if tag == "-text":
            (page.keep if kept else page.text)(node.text_content or "", quote > 0 or rest_quoted)
        elif not tag.startswith("-"):
            attributes = node.attributes
            if not _unseen(tag, attributes):
                rest_quoted = rest_quoted or (attributes.get("id") or "").lower() in _QUOTE_STARTS
                inner = node.first_child
                if inner is not None:
                    quote = quote or (depth if _is_quote(tag, attributes) else 0)
                    kept = kept or (depth if tag == "pre" else 0)
                _enter(tag, page, quote > 0 or rest_quoted)
        if inner is not None:
            node, depth = inner, depth + 1
            continue
        while (following := node.next) is None:
            above, depth = node.parent, depth - 1
            if above is None or depth == 0:
                return
            node = above
            _leave(node.tag or "", page, quote > 0 or rest_quoted)
            quote = quote if quote < depth else 0
            kept = kept if kept < depth else 0
        node = following


def _enter(tag: str, page: _Page, quoted: bool) -> None:
    if tag == "br":
        page.new_line(quoted, 1) if not page.pieces or not page.pieces[-1][0].endswith("\n") else page.new_line(
            quoted, 2
        )
    elif tag in _BLOCKS:
        if tag in {"td", "th"}:
            page.text(" ", quoted)
        else:
            page.new_line(quoted, 2 if tag in _APART else 1)
        if tag == "li":
            page.keep("- ", quoted)
            page.spaced = True


def _leave(tag: str, page: _Page, quoted: bool) -> None:
    if tag in _BLOCKS and tag not in {"td", "th"}:
        page.new_line(quoted, 2 if tag in _APART else 1)


def _unseen(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag in _UNSEEN:
        return True
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN.search(style[:2000]) is not None)


def _is_quote(tag: str, attributes: dict[str, str | None]) -> bool:
    if not attributes:
        return False
    if tag == "blockquote" and (attributes.get("type") or "").lower() == "cite":
        return True
    classes = attributes.get("class")
    return classes is not None and not _QUOTE_CLASSES.isdisjoint(classes[:500].lower().split())
