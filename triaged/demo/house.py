"""One run of the demo, from an empty temporary folder to nothing left of it."""

import asyncio
import logging
import tempfile
from pathlib import Path

from triaged.demo.desk import desk
from triaged.demo.screen import TerminalScreen, queue_view, summary
from triaged.demo.story import Story

HELLO = "A support desk in Hamburg, support@nordlicht.example, with triaged running beside it. Mail begins to arrive."
NEXT = """\
Each acknowledgement names the time that the queue shows; whatever got none has its reason (docs/silence.md).
All of it was real: rules.toml, IMAP, SMTP and the daemon. It is over now, and nothing of it is left.

Next:
  triaged demo --show-rules        the rules.toml of this desk
  make install                     then the five minutes in README.md, with an inbox of your own
  triaged judge some-mail.eml      what would be decided for a mail of yours, and why"""


def play(seconds: float) -> bool:
    """Show the demo for about `seconds`. False when it was ended before its end (Ctrl-C, SIGTERM)."""
    with tempfile.TemporaryDirectory(prefix="triaged-demo-") as name:
        folder = Path(name)
        logging.basicConfig(filename=folder / "daemon.log", level=logging.WARNING, force=True)
        try:
            return asyncio.run(_play(folder, seconds))
        finally:
            logging.shutdown()


async def _play(folder: Path, seconds: float) -> bool:
    screen = TerminalScreen()
    screen.say(f"{HELLO}\n")
    async with desk(folder) as running:
        story = Story(desk=running, screen=screen, seconds=seconds)
        with screen:
            playing = asyncio.create_task(story.play(), name="story")
            await asyncio.wait({playing, running.daemon}, return_when=asyncio.FIRST_COMPLETED)
        if not playing.done():
            playing.cancel()
            running.daemon.result()
            screen.say("Stopped. Nothing of it is left.")
            return False
        last = playing.result()
    screen.say()
    screen.console.print(summary(story.told))
    screen.say()
    screen.console.print(*queue_view(last), sep="\n")
    screen.say(f"\n{NEXT}")
    return True
