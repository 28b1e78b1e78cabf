"""One process a store: a lock that the kernel takes back when the process dies, with its number inside."""

import fcntl
import os
from pathlib import Path
from typing import Self

from triaged.errors import SecondDaemon


class FileLock:
    """A held lock on `<store>.lock`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, store: Path) -> Self:
        """Take the store's lock, at once. Raises SecondDaemon naming who has it."""
        path = Path(f"{store}.lock")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            who = f"process {holder}" if holder else "another process"
            raise SecondDaemon(
                f"the store {store} is in use by {who}: one triaged a store; stop that one first"
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Give it up. The file stays: removing it would let two processes hold two locks."""
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
