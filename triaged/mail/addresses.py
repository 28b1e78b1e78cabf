"""Address lists: text to mailboxes, in one pass (RFC 5322 3.4, 4.4; 6531, 6854).

Reading is lenient where nobody can be mistaken (`Doe, John <j@x>`, a group, a source route) and strict where two
programs could read two different people: a mailbox that is not exactly one addr-spec says why in `problem`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import idna

from triaged.mail.headers import decoded
from triaged.mail.limits import ParseLimits
from triaged.mail.text import one_line
from triaged.model.mail import Address

_ATEXT = r"A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-"
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LOCAL = re.compile(rf'(?:[{_ATEXT}\u00a1-\ud7ff\ue000-\U0010ffff]+|"(?:[^"\\]|\\[^\n])*")')
_PLAIN_QUOTED = re.compile(r'"([A-Za-z0-9!#$%&\'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&\'*+/=?^_`{|}~-]+)*)"')
_ANSWERABLE = re.compile(rf'(?:[{_ATEXT}]{{1,64}}|"[{_ATEXT}]{{1,62}}")@(?:{_LABEL})(?:\.{_LABEL})*')
_SIMPLE = re.compile(rf'(?:"([^"\\<>@=]*)"|([^"\\<>@=,:;()]*+))[ ]?<([{_ATEXT}]{{1,64}})@([A-Za-z0-9.-]{{1,189}})>')
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.?+)*+"?|[(),:;<>]|[^"(),:;<>\s]++|\s++', re.DOTALL)
_IN_COMMENT = re.compile(r"[()]|[^()\\]++|\\.?+", re.DOTALL)
_ESCAPE_OR_QUOTE = re.compile(r"\\(.)|\"", re.DOTALL)
_NAME_LENGTH = 200
_MOST_PIECES = 1_000

NO_DOMAIN = "has no domain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One mailbox as read. `problem` ("" when there is none) ends the sentence "The address ..."."""

    address: Address
    problem: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailboxes:
    """An address list as read: `broken` counts pieces without any usable addr-spec, `groups` the groups in it."""

    found: tuple[Mailbox, ...] = ()
    broken: int = 0
    groups: int = 0
    cut: bool = False

    def sound(self) -> tuple[Address, ...]:
        """The mailboxes that can be read in one way only."""
        return tuple(mailbox.address for mailbox in self.found if not mailbox.problem)


NOBODY = Mailboxes()


@dataclass(slots=True)
class _Piece:
    """What stood between two commas."""

    words: list[str] = field(default_factory=list)
    angle: str | None = None
    after: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    broken: bool = False
    group: bool = False


def answerable(address: str) -> bool:
    """Whether a letter may be sent to it: strict ASCII (IDN domains as A-labels), no blanks, at most 254 characters."""
    return len(address) <= 254 and _ANSWERABLE.fullmatch(address) is not None


def read(values: Sequence[str], limits: ParseLimits) -> Mailboxes:
    """The mailboxes of all these header values, in order, at most `limits.addresses`."""
    if not values:
        return NOBODY
    found: list[Mailbox] = []
    broken = groups = 0
    for value in values:
        simple = _simple(value) if len(found) < limits.addresses else None
        if simple is not None:
            found.append(simple)
            continue
        for piece in _joined(_pieces(value)):
            if piece is None:
                groups += 1
                continue
            if len(found) >= limits.addresses or broken >= limits.addresses:
                return Mailboxes(found=tuple(found), broken=broken, groups=groups, cut=True)
            mailbox = _mailbox(piece)
            if mailbox is None:
                broken += 1
            else:
                found.append(mailbox)
    return Mailboxes(found=tuple(found), broken=broken, groups=groups)


def _simple(value: str) -> Mailbox | None:
    """The mailbox of a value in the usual shape, `Name <a@b>`: what the general way would make of it, too."""
    usual = _SIMPLE.fullmatch(value)
    if usual is None:
        return None
    quoted, bare, local, domain = usual.groups()
    host = domain.removesuffix(".")
    if "=?" in local or _DOMAIN.fullmatch(host) is None:
        return None
    return Mailbox(address=Address(address=f"{local}@{host.lower()}", name=(quoted or bare or "").strip()))


def _pieces(value: str) -> Iterator[_Piece | None]:
    """The list cut at its commas; None for every group that begins."""
    last_semicolon = value.rfind(";")
    piece = _Piece()
    inside = False
    at = count = 0
    while (token := _TOKEN.match(value, at)) is not None and count < _MOST_PIECES:
        at, text = token.end(), token[0]
        if text == "(":
            at = _comment(value, at, piece)
        elif text == "<":
            inside, piece = _opened(inside, piece)
        elif text == ">":
            piece.broken = piece.broken or not inside
            inside = False
        elif inside and (text == ":" or (text == "," and (piece.angle or "").startswith("@"))):
            piece.angle = (piece.angle or "") + text
        elif text in ",;":
            piece.broken = piece.broken or inside
            yield piece
            count += 1
            inside, piece = False, _Piece(group=piece.group and text == ",")
        elif text == ":" and at <= last_semicolon and piece.angle is None:
            yield None
            piece = _Piece(group=True)
        elif inside:
            piece.angle = (piece.angle or "") + text
        else:
            _add(piece, text)
    piece.broken = piece.broken or inside
    yield piece


def _opened(inside: bool, piece: _Piece) -> tuple[bool, _Piece]:
    if inside or piece.angle is not None:
        piece.broken = True
        return inside, piece
    piece.angle = ""
    return True, piece


def _add(piece: _Piece, text: str) -> None:
    words = piece.words if piece.angle is None else piece.after
    words.append(" " if text.isspace() else text)
    if text == ")":
        piece.broken = True


def _comment(value: str, at: int, piece: _Piece) -> int:
    """Reads a comment that has just been opened; nested ones by counting, never by recursion."""
    depth, start = 1, at
    while depth and (token := _IN_COMMENT.match(value, at)) is not None:
        at = token.end()
        depth += {"(": 1, ")": -1}.get(token[0], 0)
    piece.broken = piece.broken or depth > 0
    piece.comments.append(value[start : at - 1])
    if piece.angle is None:
        piece.words.append(" ")
    elif not piece.after:
        piece.after.append(" ")
    return at


def _joined(pieces: Iterator[_Piece | None]) -> Iterator[_Piece | None]:
    """`Doe, John <j@x>` is one mailbox: a piece without any address belongs to the name that follows it."""
    held: _Piece | None = None
    for piece in pieces:
        if piece is None or _empty(piece):
            if piece is None:
                yield piece
            continue
        if held is not None:
            if piece.angle is not None and not held.broken and held.group == piece.group:
                piece.words = [*held.words, ", ", *piece.words]
            else:
                yield held
            held = None
        if piece.angle is None and "@" not in "".join(piece.words):
            held = piece
        else:
            yield piece
    if held is not None:
        yield held


def _empty(piece: _Piece) -> bool:
    return piece.angle is None and not piece.broken and not "".join(piece.words).strip()


def _mailbox(piece: _Piece) -> Mailbox | None:
    phrase = "".join(piece.words).strip()
    spec = phrase if piece.angle is None else piece.angle.strip()
    if spec.startswith("@") and ":" in spec:
        spec = spec.partition(":")[2]
    sound = _spec(spec)
    if sound is None:
        local = _LOCAL.fullmatch(spec)
        if local is None or "@" in spec or piece.broken or "=?" in spec:
            return None
        return Mailbox(address=Address(address=spec[:64], name=""), problem=NO_DOMAIN, group=piece.group)
    name = _name(phrase if piece.angle is not None else " ".join(piece.comments[:1]))
    return Mailbox(address=Address(address=sound, name=name), problem=_problem(piece, sound, phrase), group=piece.group)


def _problem(piece: _Piece, spec: str, phrase: str) -> str:
    """Why this mailbox could be read as somebody else (T3)."""
    around = [*piece.comments, "".join(piece.after)]
    if piece.angle is not None and not (phrase.startswith('"') and phrase.endswith('"')):
        around.append(phrase)
    if piece.broken:
        return "has brackets or quotes that do not match"
    if any("@" in text and text.strip(" <>\"'").lower() != spec.lower() for text in around):
        return "stands beside another address"
    return "" if answerable(spec) else "is one that not every server can deliver to"


def _spec(text: str) -> str | None:
    """An addr-spec with its domain in lower case and as A-labels, None for anything else."""
    local, at, domain = text.rpartition("@")
    if not at or len(text) > 320 or _LOCAL.fullmatch(local) is None or "=?" in local:
        return None
    quoted = _PLAIN_QUOTED.fullmatch(local)
    if quoted is not None:
        local = quoted[1]
    if domain.startswith("[") and domain.endswith("]") and domain.isascii() and " " not in domain:
        return f"{local}@{domain.lower()}"
    host = _host(domain.removesuffix("."))
    return None if host is None else one_line(f"{local}@{host}", 320)


def _host(domain: str) -> str | None:
    if not domain.isascii():
        try:
            domain = idna.encode(domain[:254], uts46=True).decode("ascii")
        except UnicodeError:
            return None
    return domain.lower() if len(domain) <= 253 and _DOMAIN.fullmatch(domain) else None


def _name(phrase: str) -> str:
    if '"' in phrase or "\\" in phrase:
        phrase = _ESCAPE_OR_QUOTE.sub(lambda found: found[1] or "", phrase)
    return " ".join(decoded(phrase, _NAME_LENGTH).split())


def author_problem(read_: Mailboxes, *, present: bool, sender: Address | None) -> str:
    """Why From names nobody whom we may answer, in one plain sentence, "" when it does (N25)."""
    if not present:
        return "There is no From header."
    if not read_.found:
        return "From names only a group, nobody in person." if read_.groups else "From holds no readable address."
    if all(mailbox.group for mailbox in read_.found):
        return "From names only a group, nobody in person."
    for mailbox in read_.found:
        if mailbox.problem:
            return f"The From address {mailbox.problem}."
    if read_.broken:
        return "From holds more than one readable address."
    if len({mailbox.address.key for mailbox in read_.found}) > 1 and sender is None:
        return "From names several mailboxes and no Sender says who wrote."
    return ""
