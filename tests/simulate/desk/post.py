"""The way of letters: from the relay to customers, to colleagues, and back into the mailbox as copies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.simulate.desk import mails
from tests.simulate.desk.relay import MemoryRelay
from triaged.model.letter import Letter, LetterKind

if TYPE_CHECKING:
    from tests.simulate.desk.world import World

_REPLY_TO_ID = re.compile(rb"^In-Reply-To:\s*(<[^>\s]+>)", re.MULTILINE)
COPY_WITHIN = 60.0
"""Seconds. A journal copy never needs longer than the wait for it (letters.doubt_wait)."""


class Post:
    """Carries what the relay took over."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.relay = MemoryRelay(world.faults.relay, self._taken)

    def _taken(self, letter: Letter, address: str) -> None:
        world = self._world
        if address == mails.DESK:
            world.invariants.copy_taken(letter)
            world.after(lambda: self._copy(letter), seconds=world.chance.uniform(1, COPY_WITHIN))
            return
        if letter.kind is LetterKind.NOTICE:
            world.invariants.notice_taken(letter)
            world.after(lambda: world.staff.reads(letter), seconds=world.chance.uniform(5, 60))
            return
        found = _REPLY_TO_ID.search(letter.octets)
        conversation = world.customers.by_id.get(found[1].decode()) if found else None
        world.tell(f"letter {letter.letter_id} ({letter.kind}) is taken over", conversation)
        world.invariants.letter_taken(letter, conversation, found[1].decode() if found else "")
        if letter.kind is LetterKind.INCIDENT:
            world.trouble.told(letter)
        if conversation is not None:
            world.after(lambda: world.customers.gets(conversation, letter), seconds=world.chance.uniform(2, 90))

    def _copy(self, letter: Letter) -> None:
        self._world.mailbox.put(b"Return-Path: <" + mails.DESK.encode() + b">\r\n" + letter.octets)
        self._world.soon()
