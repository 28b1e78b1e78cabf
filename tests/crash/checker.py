"""What did customers get? Judged from the mail that arrived and from the mailbox, never from triaged's own records.

`python -m tests.crash.checker FOLDER` reads what a run left there: `injected.json` (the mails that were delivered to
the desk), `accepted.json` and the mails it names (all that the customers' SMTP server took), and `mailbox.json` with
the folders as IMAP showed them. It imports nothing of triaged. Status 1 when anything is not as it must be.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from email import message_from_bytes
from pathlib import Path

ON_THE_WAY = (b"received", b"return-path", b"delivered-to", b"x-original-to")
"""Header fields that servers put before a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Injected:
    """A customer's mail that was delivered to the desk."""

    address: str
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A mail that the customers' server took."""

    recipients: tuple[str, ...]
    octets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A mail in a folder of the desk's mailbox."""

    folder: str
    flags: tuple[str, ...]
    octets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was found: `mails` and `letters` are sizes, every other figure has to be 0."""

    mails: int = 0
    letters: int = 0
    lost: int = 0
    doubled: int = 0
    promises: int = 0
    """Mails whose customer was told two different times."""
    octets: int = 0
    """Mails whose letters are not octet by octet the same."""
    wrong: int = 0
    """Letters to somebody else than who wrote, or in answer to no mail at all."""
    touched: int = 0
    """Customers' mails that are gone from the inbox, doubled in it, or marked read."""
    unfiled: int = 0
    """Letters without exactly one copy, marked read, among the sent mail; copies of letters that nobody got."""

    def __add__(self, other: Count) -> Count:
        return Count(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def promised_well(self) -> bool:
        """Nothing lost, doubled or promised twice, no letter astray."""
        return not (self.lost or self.doubled or self.promises or self.octets or self.wrong)

    @property
    def harmless(self) -> bool:
        """Nothing wrong but doubles that are octet by octet the same."""
        return replace(self, doubled=0).clean

    @property
    def clean(self) -> bool:
        """The same, and the mailbox is as it should be."""
        return self.promised_well and not (self.touched or self.unfiled)


def check(
    injected: Sequence[Injected],
    accepted: Iterable[Accepted],
    filed: Sequence[Filed],
    *,
    copies: bool,
    mailbox: bool = True,
) -> Count:
    """Compare what came in with what went out.

    `copies`: each letter must have its copy among the sent mail. `mailbox`: the customers' mail must lie untouched.
    """
    writers = {mail.message_id: mail.address for mail in injected}
    letters: dict[str, list[bytes]] = defaultdict(list)
    wrong = total = 0
    for mail in accepted:
        total += 1
        answered = answers(mail.octets)
        if answered not in writers or mail.recipients != (writers[answered],):
            wrong += 1
        else:
            letters[answered].append(as_written(mail.octets))
    return Count(
        mails=len(injected),
        letters=total,
        lost=sum(not letters[mail.message_id] for mail in injected),
        doubled=sum(len(copies_of) - 1 for copies_of in letters.values() if copies_of),
        promises=sum(len({promised(letter) for letter in each}) > 1 for each in letters.values()),
        octets=sum(len(set(each)) > 1 for each in letters.values()),
        wrong=wrong,
        touched=_touched(writers, filed) if mailbox else 0,
        unfiled=_unfiled(letters, filed) if copies else 0,
    )


def answers(octets: bytes) -> str:
    """The Message-ID that a mail answers."""
    return str(message_from_bytes(octets).get("In-Reply-To", "")).strip()


def promised(octets: bytes) -> str:
    """The time a letter tells: "Sunday, 22 November, 5:00"."""
    payload = message_from_bytes(octets).get_payload(decode=True)
    text = " ".join(payload.decode("utf-8", "replace").split()) if isinstance(payload, bytes) else ""
    found = re.search(r"\bby (\w+, [^.]*?)\.", text)
    return found.group(1) if found else text


def as_written(octets: bytes) -> bytes:
    """The mail without what servers put before it on its way."""
    lines = octets.replace(b"\r\n", b"\n").split(b"\n")
    start = 0
    while start < len(lines) and lines[start].partition(b":")[0].lower() in ON_THE_WAY:
        start += 1
        while start < len(lines) and lines[start][:1] in (b" ", b"\t"):
            start += 1
    return b"\n".join(lines[start:])


def _touched(writers: dict[str, str], filed: Sequence[Filed]) -> int:
    inbox = [(str(message_from_bytes(mail.octets)["Message-ID"]), mail) for mail in filed if mail.folder == "INBOX"]
    there = Counter(own for own, mail in inbox if "\\Seen" not in mail.flags)
    return sum(there[own] != 1 for own in writers) + sum(own not in writers for own, _ in inbox)


def _unfiled(letters: dict[str, list[bytes]], filed: Sequence[Filed]) -> int:
    sent = Counter(as_written(mail.octets) for mail in filed if mail.folder == "Sent" and "\\Seen" in mail.flags)
    left = sum(mail.folder == "Sent" and "\\Seen" not in mail.flags for mail in filed)
    given = Counter(letter for each in letters.values() for letter in each)
    return left + sum(abs(sent[letter] - given[letter]) for letter in sent.keys() | given.keys())


def main(folder: Path) -> int:
    """Check what a run left in `folder`, print the figures as JSON."""
    injected = [Injected(**mail) for mail in json.loads((folder / "injected.json").read_text())]
    accepted = [
        Accepted(recipients=tuple(mail["recipients"]), octets=(folder / mail["file"]).read_bytes())
        for mail in json.loads((folder / "accepted.json").read_text())
    ]
    mailbox = json.loads((folder / "mailbox.json").read_text())
    filed = [
        Filed(folder=mail["folder"], flags=tuple(mail["flags"]), octets=(folder / mail["file"]).read_bytes())
        for mail in mailbox["mails"]
    ]
    count = check(injected, accepted, filed, copies=mailbox["copies"])
    print(json.dumps({field.name: getattr(count, field.name) for field in fields(count)}))
    return 0 if count.clean else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
