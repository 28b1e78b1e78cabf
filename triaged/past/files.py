"""Past mail in files: an mbox, a Maildir, or a folder of .eml files. Opened for reading only."""

import mmap
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from triaged.errors import FileUnreadable
from triaged.mail import date_header, headers
from triaged.mail.limits import ParseLimits
from triaged.model.mail import Headline, RawMessage
from triaged.past.source import Arrival

HEADER = 102_400
"""Octets in which the header block is looked for."""
MOST = 4 * 1024 * 1024
"""Octets of one mail that are read: its text stands at the beginning."""
AHEAD = timedelta(days=1)
"""A mail from further ahead than this says nothing about when it arrived."""
_BREAK = re.compile(rb"\n(?=From [^\r\n]*[0-9]:[0-9]{2}(?::[0-9]{2})? [^\r\n]*[0-9]{4}[^\r\n]*\r?\n)")
"""Before a line "From " with a clock time and a year: a sentence that begins so is no new mail."""
_END_OF_HEADER = re.compile(rb"\n\r?\n")
_FIRST_LINE = re.compile(rb"From [^\r\n]*\r?\n")


class Piece(NamedTuple):
    """A mail's octets in a file."""

    path: Path
    start: int
    size: int


@dataclass(slots=True, kw_only=True)
class MailFile:
    """The mails of a file or a directory.

    A mail arrived when its topmost Received line says, else its Date; where neither says it, the mail is left out.
    """

    path: Path
    inbox: str
    now: datetime
    name: str = ""
    together: int = 1
    undated: int = field(default=0, init=False)
    _pieces: list[Piece] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.name = self.name or str(self.path)

    async def arrivals(self, since: datetime | None) -> Sequence[Arrival]:
        """Every mail that says when it arrived. Raises FileUnreadable."""
        self._pieces, found = [], []
        for place, piece in enumerate(_pieces(self.path)):
            self._pieces.append(piece)
            at = arrived(_read(piece, HEADER))
            if at is None or at > self.now + AHEAD:
                self.undated += 1
            elif since is None or at >= since:
                found.append(Arrival(at, place))
        return found

    async def mails(self, arrivals: Sequence[Arrival]) -> Mapping[int, RawMessage]:
        """These mails by place."""
        return {arrival.place: self._raw(arrival) for arrival in arrivals}

    async def headlines(self, arrivals: Sequence[Arrival]) -> Mapping[int, Headline]:
        """Their header blocks by place."""
        return {arrival.place: self._headline(arrival) for arrival in arrivals}

    def _raw(self, arrival: Arrival) -> RawMessage:
        piece = self._pieces[arrival.place]
        return RawMessage(
            inbox=self.inbox,
            folder=self.name,
            uidvalidity=1,
            uid=arrival.place + 1,
            received=arrival.at,
            size=piece.size,
            octets=_read(piece, MOST),
        )

    def _headline(self, arrival: Arrival) -> Headline:
        piece = self._pieces[arrival.place]
        octets = _read(piece, HEADER)
        end = _END_OF_HEADER.search(octets)
        return Headline(
            folder=self.name,
            uidvalidity=1,
            uid=arrival.place + 1,
            size=piece.size,
            received=arrival.at,
            flags=frozenset(),
            mark="",
            fields=octets[: end.end()] if end else octets,
        )


def arrived(octets: bytes) -> datetime | None:
    """When the mail reached the last server that wrote it down, else when it was written (aware UTC)."""
    block = headers.read(octets, ParseLimits())
    received, _ = date_header.read(block.get("received").rpartition(";")[2])
    written, _ = date_header.read(block.get("date"))
    return received or written


def _pieces(path: Path) -> Iterator[Piece]:
    with _refusals(path):
        if path.is_dir():
            yield from (Piece(file, 0, file.stat().st_size) for file in _mails_in(path))
        else:
            yield from _mbox(path)


def _mails_in(directory: Path) -> list[Path]:
    """The files of a Maildir's cur and new, or the .eml files of a directory."""
    if (directory / "cur").is_dir() and (directory / "new").is_dir():
        found = [file for part in ("cur", "new") for file in (directory / part).iterdir() if file.is_file()]
    else:
        found = [file for file in directory.glob("*.eml") if file.is_file()]
        if not found:
            raise FileUnreadable(f"{directory}: neither a Maildir (cur, new) nor a folder with .eml files")
    return sorted(found)


def _mbox(path: Path) -> Iterator[Piece]:
    """The mails of an mbox: each begins with a line "From " with the time of its delivery (RFC 4155)."""
    size = path.stat().st_size
    if size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as octets:
        if octets[:5] != b"From ":
            raise FileUnreadable(f'{path}: not an mbox file (its first line does not begin with "From ")')
        begins = [0, *(found.end() for found in _BREAK.finditer(octets, 1))]
        for start, end in zip(begins, [*begins[1:], size], strict=True):
            line = _FIRST_LINE.match(octets, start)
            first = line.end() if line else start
            yield Piece(path, first, end - first)


def _read(piece: Piece, most: int) -> bytes:
    with _refusals(piece.path), piece.path.open("rb") as file:
        file.seek(piece.start)
        return file.read(min(piece.size, most))


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Errors of the disk, in words."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileUnreadable(f"{path}: there is no such file") from error
    except OSError as error:
        raise FileUnreadable(f"{path}: cannot be read ({error.strerror})") from error
