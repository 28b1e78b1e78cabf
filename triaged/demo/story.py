"""Plays the scenes, one after the other, and tells the screen what the daemon makes of each."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

from triaged.demo.desk import Desk, Row
from triaged.demo.postroom import Received
from triaged.demo.scenes import SCENES, Answer, Scene, answer, new_id, written
from triaged.report.shown import Json
from triaged.rules.acknowledge import QUESTION

CLOSING = 0.12
"""The part of the time that is left for looking at the queue at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one mail. `letter` is the acknowledgement; else `silence` says why there is none."""

    name: str
    subject: str
    reference: str = ""
    urgency: str = ""
    due: str | None = None
    letter: Received | None = None
    silence: Row | None = None


class Screen(Protocol):
    """Where the demo is watched."""

    def arrived(self, scene: Scene) -> None:
        """A mail is on its way to the desk."""

    def decided(self, told: Told) -> None:
        """The daemon has decided about it, and its letter, if any, has reached the customer."""

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
    _ids: dict[str, str] = field(default_factory=dict)
    _customers: dict[str, str] = field(default_factory=dict)
    _letters: dict[str, Received] = field(default_factory=dict)

    async def play(self) -> Json:
        """Everything from the first mail to the last look at the queue, which is returned."""
        await self.desk.until(self._is_watching, "its first look at the inbox")
        showing = asyncio.create_task(self._show_queue(), name="queue on the screen")
        try:
            await self._scenes()
        finally:
            showing.cancel()
        await self.desk.until(self._is_settled, "the copies of its letters")
        last = await self.desk.ask("queue")
        self.screen.queue(last)
        await asyncio.sleep(self.seconds * CLOSING)
        return last

    async def _scenes(self) -> None:
        loop = asyncio.get_running_loop()
        began, step = loop.time(), self.seconds * (1 - CLOSING) / len(SCENES)
        for number, scene in enumerate(SCENES, 1):
            await (self._answer(scene) if isinstance(scene, Answer) else self._mail(scene))
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
        self.screen.note(scene.about)
        await self.desk.post.post(self.desk.post.desk, customer, octets)
        await self.desk.post.mailbox.put(octets, folder="Sent", seen=True)
        reference = next(told.reference for told in self.told if told.subject == scene.subject)
        outcome = await self.desk.until(lambda: self._outcome(reference), "the answer in the Sent folder")
        self.screen.note(f"seen in the Sent folder: the promise of {reference} is {outcome}")

    async def _show_queue(self) -> None:
        while True:
            self.screen.queue(await self.desk.ask("queue"))
            await asyncio.sleep(1)

    async def _is_watching(self) -> bool:
        status = await self.desk.ask("status")
        inboxes = status.get("inboxes")
        return isinstance(inboxes, list) and bool(inboxes) and all(inbox["caught_up"] for inbox in inboxes)

    async def _is_settled(self) -> bool:
        """Whether the copy of every letter was seen, recognised, and filed with the sent mail."""
        return await self.desk.post.mailbox.count("Sent") > len(self._letters)

    async def _asking(self, reference: str) -> Row | None:
        rows = await self.desk.threads()
        return next((row for row in rows if row["id"] == reference and row["asks"]), None)

    async def _outcome(self, reference: str) -> str:
        told = await self.desk.ask("explain", id=reference)
        promises = told["promises"]
        outcomes = [promise["outcome"] for promise in promises] if isinstance(promises, list) else []
        return next((str(outcome) for outcome in outcomes if outcome != "open"), "")
