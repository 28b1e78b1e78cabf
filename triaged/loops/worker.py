"""What learns runs in a process of its own: mail is not kept waiting, and memory is given back."""

import asyncio
import os
import sys
from datetime import timedelta

INHERITED = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TZ")
"""What a worker is told of the daemon's environment: secrets may stand in the rest."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
LONGEST = timedelta(minutes=10)
"""A worker that takes longer is ended."""


async def worked(module: str, given: str) -> tuple[str, str]:
    """What the worker wrote, and why it ended early, "" where it did not."""
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # no module of whatever folder this runs in
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in INHERITED if name in os.environ} | ONE_THREAD,
    )
    try:
        said, wrong = await asyncio.wait_for(worker.communicate(given.encode()), LONGEST.total_seconds())
    except TimeoutError:
        return "", f"it took longer than {LONGEST.total_seconds() / 60:.0f} minutes"
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()
    if worker.returncode == 0:
        return said.decode(), ""
    lines = wrong.decode(errors="replace").strip().splitlines()
    return said.decode(), (lines[-1] if lines else f"it ended with {worker.returncode}")[:300]
