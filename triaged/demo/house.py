"""One run of the demo, from an empty temporary folder to nothing left of it."""

import asyncio
import contextlib
import logging
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

from triaged.demo.desk import DemoFailed, Desk, desk
from triaged.demo.screen import TerminalScreen, queue_view, summary
from triaged.demo.story import Story

HELLO = """\
An invented company in Hamburg. Beside its inbox support@nordlicht.example runs
triaged, and mail begins to arrive. (Ctrl-C ends it.)
"""
NEXT = """
Each acknowledgement names the time that the queue shows. The rows in brackets
are those of docs/silence.md. rules.toml, IMAP, SMTP and the daemon were real;
nothing of it is left on this machine.

Next:
  triaged demo --show-rules     the rules.toml of this desk
  triaged judge some-mail.eml   what would be decided for a mail of yours
  triaged run                   with your own inbox: README.md, five minutes"""


def play(seconds: float) -> bool:
    """Show the demo for about `seconds`. False when it was stopped before its end (Ctrl-C). Raises DemoFailed."""
    with tempfile.TemporaryDirectory(prefix="triaged-demo-") as name:
        folder = Path(name)
        with _log_into(folder / "daemon.log"):
            try:
                return asyncio.run(_play(folder, seconds))
            except DemoFailed as error:
                last = (folder / "daemon.log").read_text("utf-8").splitlines()[-5:]
                raise DemoFailed("\n".join((f"{error}; its log ends with:", *last))) from error


async def _play(folder: Path, seconds: float) -> bool:
    screen = TerminalScreen()
    # Until the daemon listens to Ctrl-C itself; a cancelled set-up could swallow it.
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stopped.set)
    screen.say(HELLO)
    async with desk(folder) as running:
        if stopped.is_set():
            return False
        story = Story(desk=running, screen=screen, seconds=seconds)
        with screen:
            told_to_stop = await _until_either(running, story)
    if told_to_stop:
        screen.say("Stopped. Nothing of it is left on this machine.")
        return False
    screen.say()
    screen.show(*queue_view(story.last))
    screen.say()
    screen.show(summary(story.told))
    screen.say(NEXT)
    return True


async def _until_either(running: Desk, story: Story) -> bool:
    """Whether the daemon was told to stop before the story ended. Raises what either of them raised."""
    playing = asyncio.create_task(story.play(), name="story")
    try:
        await asyncio.wait({playing, running.daemon}, return_when=asyncio.FIRST_COMPLETED)
        if running.daemon.done():
            running.daemon.result()
            return True
        playing.result()
        return False
    finally:
        playing.cancel()
        await asyncio.wait({playing})


@contextlib.contextmanager
def _log_into(path: Path) -> Iterator[None]:
    """What is logged goes into a file, not among what is shown."""
    handler = logging.FileHandler(path, encoding="utf-8")
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
