"""What goes wrong: servers that are away, broken lines, lost answers, crashes, clocks set wrong, lost indexes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulate.desk.relay import Answer
from triaged.errors import ServerUnreachable
from triaged.model.letter import Letter, LetterKind

if TYPE_CHECKING:
    from tests.simulate.desk.world import World

EVERY_DAYS = {"relay away": 20.0, "mailbox away": 25.0, "clock wrong": 30.0, "renumbered": 150.0, "restart": 14.0}
A_CRASH = 0.003
"""How likely the process is killed somewhere in a pass."""
A_BREAK = 0.01
"""How likely the connection to the mailbox breaks somewhere in a pass."""


class Faults:
    """The faults of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.relay_away = False
        self._mailbox_away = False
        self._breaks_in: int | None = None
        self._grey: dict[str, int] = {}
        world.mailbox.trouble = self._mailbox_trouble

    def begin(self) -> None:
        """From now on things go wrong."""
        for name in EVERY_DAYS:
            self._plan(name)

    def _plan(self, name: str) -> None:
        world = self._world
        world.after(lambda: self._happens(name), days=world.chance.expovariate(1 / EVERY_DAYS[name]))

    def _happens(self, name: str) -> None:
        world, chance = self._world, self._world.chance
        world.tell(f"fault: {name}")
        match name:
            case "relay away":
                self.relay_away = True
                world.after(self._relay_back, hours=chance.choice([0.1, 0.5, 2, 6]))
            case "mailbox away":
                self._mailbox_away = True
                world.after(self._mailbox_back, hours=chance.choice([0.1, 0.5, 2, 6]))
            case "clock wrong":
                world.time.skew = timedelta(hours=chance.choice([-48, -1, 1, 26]))
                world.after(self._clock_right, minutes=chance.uniform(1, 12))
                world.soon()
            case "renumbered":
                world.mailbox.renumber("INBOX")
                world.soon(20.0)
            case "restart":
                if world.daemon.running and not world.time.skew:
                    self._stop()
        self._plan(name)

    def _relay_back(self) -> None:
        self.relay_away = False
        self._world.tell("the relay is back")

    def _mailbox_back(self) -> None:
        self._mailbox_away = False
        self._world.tell("the mailbox is back")

    def _clock_right(self) -> None:
        self._world.time.skew = timedelta()
        self._world.soon()

    # ---- in a pass

    def before_pass(self) -> None:
        """Sometimes this pass does not come to its end."""
        chance = self._world.chance
        self._breaks_in = chance.randrange(25) if chance.random() < A_BREAK else None
        if chance.random() < A_CRASH and not self._world.time.skew:
            self._world.daemon.fuse.left = chance.randrange(40)

    def crashed(self) -> None:
        """The process was killed: systemd starts it again, now and then a person has to."""
        self._stop()

    def _stop(self) -> None:
        world = self._world
        world.daemon.kill()
        world.tell("the daemon is killed")
        world.after(self._start, seconds=world.chance.choice([5, 5, 5, 60, 3_600, 20_000]))

    def _start(self) -> None:
        world = self._world
        if world.time.skew:
            world.after(self._start, minutes=5)
            return
        world.tell("the daemon starts")
        world.daemon.start()
        world.soon()

    def _mailbox_trouble(self, step: str) -> None:
        self._world.daemon.fuse.burn()
        if self._mailbox_away:
            raise ServerUnreachable(f"the mailbox: {step}: no connection.")
        if self._breaks_in is not None:
            self._breaks_in -= 1
            if self._breaks_in < 0:
                self._breaks_in = None
                raise ServerUnreachable(f"the mailbox: {step}: the line broke.")

    def relay(self, letter: Letter) -> Answer:
        """How this attempt ends."""
        world, chance = self._world, self._world.chance
        world.daemon.fuse.burn()
        if self.relay_away:
            return Answer.AWAY
        if letter.kind is not LetterKind.NOTICE:
            about = world.customers.by_address.get(letter.recipient)
            if about is not None and about.dead:
                return Answer.NOBODY
            if self._is_grey(letter):
                return Answer.GREY
        luck = chance.random()
        if luck < 0.97:
            return Answer.TAKEN
        return chance.choice([Answer.LOST_BEFORE, Answer.LOST_AFTER, Answer.FULL, Answer.TAKEN_NO_JOURNAL])

    def _is_grey(self, letter: Letter) -> bool:
        """Every tenth domain refuses a sender it does not know for the first five minutes."""
        if hash_of(letter.recipient) % 10:
            return False
        first = self._grey.setdefault(letter.recipient, int(self._world.time.passed()))
        return self._world.time.passed() - first < 300


def hash_of(address: str) -> int:
    """The same number for the same domain in every process."""
    return sum(address.rpartition("@")[2].encode())
