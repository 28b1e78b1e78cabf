"""Rehearses a month from files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.letters.house import wording
from tests.policy.texts import load_text
from tests.rehearse.month import NOW, RULES
from triaged.past.files import MailFile
from triaged.past.source import Past
from triaged.rehearse.replay import Rehearsed, rehearse

Rehearse = Callable[..., Awaitable[Rehearsed]]


@pytest.fixture
def rehearsed() -> Rehearse:
    """Rehearse these files under the month's rules, or others."""

    async def run(inbox: Path, sent: Path, *, rules: str = RULES, days: int = 30) -> Rehearsed:
        def file(path: Path) -> MailFile:
            return MailFile(path=path, inbox="support", now=NOW)

        past = Past(mails=[file(inbox)], sent=[file(sent)], days=days, now=NOW, ended=True)
        return await rehearse(
            past, policy=load_text(rules), inbox="support", wording=wording(), progress=lambda *_: None
        )

    return run
