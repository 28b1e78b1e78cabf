"""What a person sees, and a log does not, while past mail is read."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from triaged.rehearse.replay import Progress


def bar() -> Bar | nullcontext[None]:
    """A bar that moves on a terminal; nothing where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    return Progress(console=console, transient=True) if console.is_terminal else nullcontext()


def moving(shown: Bar | None) -> Progress:
    """Moves the bar, where there is one."""
    task = None if shown is None else shown.add_task("", total=None)

    def progress(done: int, total: int, at: datetime) -> None:
        if shown is not None and task is not None:
            shown.update(task, completed=done, total=total, description=f"{at:%a %d %b %Y}")

    return progress


@contextmanager
def unlogged() -> Iterator[None]:
    """What a daemon would log of past mail is no news."""
    logger = logging.getLogger("triaged")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
