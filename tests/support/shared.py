"""Where the labelled mail is that nobody on this project wrote: ../shared beside the checkout, or TRIAGED_SHARED."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def shared_directory() -> Path | None:
    """The shared folder, or None where there is none."""
    folder = Path(os.environ.get("TRIAGED_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "mail" / "index.jsonl").exists() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One labelled mail. `label`: automatic_bounce, automatic_reply, list_or_bulk, human or malformed."""

    id: int
    label: str
    sub: str
    headers: str
    why: str
    path: Path

    def octets(self) -> bytes:
        """The mail as it lies there."""
        return self.path.read_bytes()


def labelled_mail(label: str | None = None) -> Iterator[Labelled]:
    """All labelled mails, or those of one label, in the order of the index."""
    folder = shared_directory()
    if folder is None:
        raise FileNotFoundError("no ../shared/mail (set TRIAGED_SHARED)")
    with (folder / "mail" / "index.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if label is None or row["label"] == label:
                yield Labelled(
                    id=row["id"],
                    label=row["label"],
                    sub=row["sub"],
                    headers=row["headers"],
                    why=row["why"],
                    path=folder / "mail" / row["file"],
                )
