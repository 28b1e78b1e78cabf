"""Plays the scenes, one after the other, and tells the screen what the daemon makes of each."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Protocol

from triaged.demo.desk import Desk, Judged, Row
from triaged.demo.postroom import Received
from triaged.demo.scenes import SCENES, Answer, Scene, answer, new_id, written
from triaged.report.json import Json
from triaged.rules import urgency
from triaged.rules.acknowledge import QUESTION

CLOSING = 0.12
"""The part of the time that is left for looking at the queue at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one mail. `letter` is the acknowledgement; else `silence` says why there is none.

    `because` is what made it urgent, `outcome` what became of the promise ("" while it is open).
    """

    name: str
    subject: str
    reference: str = ""
    urgency: str = ""
    because: str = ""
    due: str | None = None
    letter: Received | None = None
    silence: Row | None = None
    outcome: str = ""


class Screen(Protocol):
    """Where the demo is watched."""

    def arrived(self, scene: Scene) -> None:
        """A mail is on its way to the desk."""

    def decided(self, told: Told) -> None:
        """The daemon has decided about it, and its letter, if any, has reached the customer."""

    def answered(self, scene: Answer) -> None:
        """A person at the desk has answered a customer."""

    def note(self, text: str) -> None:
        """Something else happened."""

    def queue(self, answer: Json) -> None:
        """The queue as it is now."""


@dataclass(slots=True, kw_only=True)
class Story:
    """The story of one run. It lasts about `seconds`; 0 plays it as fast as the daemon goes."""

    desk: Desk
    screen: Screen
    seconds: float
    told: list[Told] = field(default_factory=list)
    last: Json = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    _customers: dict[str, str] = field(default_factory=dict)
    _letters: dict[str, Received] = field(default_factory=dict)

    async def play(self) -> None:
        """Everything from the first mail to the last look at the queue, which is kept as `last`."""
        await self.desk.until(self._is_watching, "its first look at the inbox")
        showing = asyncio.create_task(self._show_queue(), name="queue on the screen")
        try:
            await self._scenes()
        finally:
            showing.cancel()
        await self.desk.until(self._is_settled, "the copies of its letters")
        self.screen.note(f"the copies of all {len(self._letters)} letters were seen and filed with the sent mail")
        self.last = await self.desk.ask("queue")
        self.screen.queue(self.last)
        await asyncio.sleep(self.seconds * CLOSING)

    async def _scenes(self) -> None:
        loop = asyncio.get_running_loop()
        began, step = loop.time(), self.seconds * (1 - CLOSING) / len(SCENES)
        for number, scene in enumerate(SCENES, 1):
            await (self._answer(scene) if isinstance(scene, Answer) else self._mail(scene))
            self.screen.queue(await self.desk.ask("queue"))
            await asyncio.sleep(began + number * step - loop.time())

    async def _mail(self, scene: Scene) -> None:
        self.screen.arrived(scene)
        message_id = self._ids[scene.subject] = new_id(scene.address)
        self._customers[scene.subject] = scene.address
        before = len(self.desk.post.customers.get(scene.address, ()))
        octets = written(scene, message_id, self._letters.get(scene.answers))
        await self.desk.post.post(scene.address if scene.envelope is None else scene.envelope, scene.to, octets)
        judged = await self.desk.judged(scene.subject)
        decided = next((found for found in judged.findings if found["question"] == QUESTION), None)
        letter = None
        if decided is not None and decided["answer"] == "yes":
            letter = self._letters[scene.subject] = await self.desk.post.letter_to(scene.address, before)
        told = Told(
            name=scene.name,
            subject=scene.subject,
            reference=judged.thread["id"],
            urgency=judged.thread["urgency"],
            because=_because(judged),
            due=judged.thread["due"],
            letter=letter,
            silence=None if letter is not None else decided,
        )
        self.told.append(told)
        self.screen.decided(told)
        if scene.address == self.desk.post.gone:
            thread = await self.desk.until(lambda: self._asking(judged.thread["id"]), "the letter that came back")
            self.screen.note(f"the mail system returned it; the queue asks: {thread['asks']}")

    async def _answer(self, scene: Answer) -> None:
        customer = self._customers[scene.subject]
        octets = answer(scene, customer, self._ids[scene.subject])
        self.screen.answered(scene)
        await self.desk.post.post(self.desk.post.desk, customer, octets)
        await self.desk.post.mailbox.put(octets, folder="Sent", seen=True)
        place, told = next((n, told) for n, told in enumerate(self.told) if told.subject == scene.subject)
        outcome = await self.desk.until(lambda: self._outcome(told.reference), "the answer in the Sent folder")
        self.told[place] = replace(told, outcome=outcome)
        self.screen.note(f"seen in the Sent folder: the promise of {told.reference} is {outcome}")

    async def _show_queue(self) -> None:
        while True:
            self.screen.queue(await self.desk.ask("queue"))
            await asyncio.sleep(1)

    async def _is_watching(self) -> bool:
        status = await self.desk.ask("status")
        return bool(status["inboxes"]) and all(inbox["caught_up"] for inbox in status["inboxes"])

    async def _is_settled(self) -> bool:
        """Whether the copy of every letter was seen, recognised, and filed with the sent mail."""
        return await self.desk.post.mailbox.count("Sent") > len(self._letters)

    async def _asking(self, reference: str) -> Row | None:
        rows = await self.desk.threads()
        return next((row for row in rows if row["id"] == reference and row["asks"]), None)

    async def _outcome(self, reference: str) -> str:
        told = await self.desk.ask("explain", id=reference)
        outcomes = (str(promise["outcome"]) for promise in told["promises"])
        return next((outcome for outcome in outcomes if outcome != "open"), "")


def _because(judged: Judged) -> str:
    """The rule that made a mail urgent, else the words in it that weighed most."""
    found = [one for one in judged.findings if one["question"] == urgency.QUESTION]
    if found and found[-1]["row"]:
        return str(found[-1]["row"])
    return ", ".join(str(one["evidence"]) for one in found[:-1][:3])
