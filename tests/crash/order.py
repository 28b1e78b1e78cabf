"""Power loss: is a letter's `sending` on the disk before its MAIL FROM is on the wire?

The daemon runs under strace, with all that it writes into its store. The store's files are then built again from what
was flushed (fdatasync, fsync) before each MAIL FROM: what a machine would find whose power failed in that moment.
SQLite opens it and says which letters are `sending`. That is the one place where triaged's own records are read.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.crash.house import Lane

CALLS = "pwrite64,fdatasync,fsync,ftruncate,unlink,sendto"
_ENTERED = re.compile(r"^(\d+) +(\w+)\((\d+)<([^>]*)>(.*)")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>")
_PWRITE = re.compile(r'^, "((?:\\x[0-9a-f]{2})*)", \d+, (\d+)')
_SENT = re.compile(r'^, "((?:\\x[0-9a-f]{2})*)"')
_TRUNCATED = re.compile(r"^, (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Letters sent, those of them whose intent was not on the disk, and those if nothing had ever been flushed."""

    sent: int
    early: int
    early_without_flush: int


def observe(lane: Lane, *, mails: int) -> Order:
    """Trace a daemon that sends so many letters."""
    lane.begin()
    lane.write(mails)
    begun = {"triaged.db": (lane.folder / "triaged.db").read_bytes()}
    trace = lane.folder / "order"
    options = ("-f", "-y", "-xx", "-s", "70000", "-o", str(trace), "-e", f"trace={CALLS}")
    daemon = lane.start(strace=options)
    if not lane.wait_quiet(daemon, seconds=120):
        raise RuntimeError(f"the letters did not leave:\n{lane.log()[-2000:]}")
    daemon.end()
    return replay(trace.read_text("utf-8", "replace"), begun)


def replay(trace: str, begun: dict[str, bytes]) -> Order:
    """Go through a trace, and look at the store as it would be at each MAIL FROM."""
    disk, unflushed = Disk(begun, flushing=True), Disk(begun, flushing=False)
    asked: dict[str, tuple[set[str], set[str]]] = {}
    sent = early = without = 0
    for name, where, rest in _events(trace):
        if name != "sendto":
            disk.saw(name, where, rest)
            unflushed.saw(name, where, rest)
            continue
        lines = _octets(_SENT, rest)
        if lines.upper().startswith(b"MAIL FROM:"):
            asked[where] = (disk.sending(), unflushed.sending())
        found = re.search(rb"^RCPT TO:<([^>]*@lane[^>]*)>", lines, re.IGNORECASE | re.MULTILINE)
        if found and where in asked:
            durable, lazy = asked.pop(where)
            customer = found[1].decode()
            sent += 1
            early += customer not in durable
            without += customer not in lazy
    return Order(sent=sent, early=early, early_without_flush=without)


def _events(trace: str) -> Iterator[tuple[str, str, str]]:
    """Call, file or connection, arguments. A flush counts from its end, everything else from its beginning."""
    flushing: dict[str, str] = {}
    for line in trace.splitlines():
        entered = _ENTERED.match(line)
        if entered:
            thread, name, number, path, rest = entered.groups()
            if name in ("fdatasync", "fsync") and "<unfinished" in rest:
                flushing[thread] = path
            else:
                yield name, f"{number}<{path}>" if name == "sendto" else path, rest
            continue
        resumed = _RESUMED.match(line)
        if resumed and resumed[1] in flushing:
            yield resumed[2], flushing.pop(resumed[1]), ""


def _octets(pattern: re.Pattern[str], rest: str) -> bytes:
    found = pattern.match(rest)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""


class Disk:
    """The store's files as they are on the disk: a write is there once its file was flushed."""

    def __init__(self, begun: dict[str, bytes], *, flushing: bool) -> None:
        self._flushing = flushing
        self._durable = {name: bytearray(octets) for name, octets in begun.items()}
        self._waiting: dict[str, list[tuple[int, bytes | None]]] = defaultdict(list)

    def saw(self, call: str, path: str, rest: str) -> None:
        """A call on a file."""
        name = Path(_plain(path)).name
        if call == "pwrite64":
            found = _PWRITE.match(rest)
            if found is None:
                raise ValueError(f"a write that cannot be read: {rest[:80]}")
            self._waiting[name].append((int(found[2]), _octets(_PWRITE, rest)))
        elif call == "ftruncate":
            found = _TRUNCATED.match(rest)
            self._waiting[name].append((int(found[1]) if found else 0, None))
        elif call in ("fdatasync", "fsync") and self._flushing:
            self._flush(name)

    def _flush(self, name: str) -> None:
        file = self._durable.setdefault(name, bytearray())
        for offset, octets in self._waiting.pop(name, []):
            if octets is None:
                del file[offset:]
            else:
                file.extend(bytes(max(0, offset - len(file))))
                file[offset : offset + len(octets)] = octets

    def sending(self) -> set[str]:
        """To whom a letter is `sending`, as SQLite reads these files."""
        with tempfile.TemporaryDirectory() as folder:
            for name, octets in self._durable.items():
                if name.startswith("triaged.db"):
                    (Path(folder) / name).write_bytes(octets)
            with closing(sqlite3.connect(Path(folder) / "triaged.db")) as store:
                rows = store.execute("SELECT recipient FROM letter WHERE state = 'sending'").fetchall()
        return {str(row[0]) for row in rows}


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path
