"""The demo's mailbox, as a mail program sees it."""

from __future__ import annotations

import asyncio

import pytest
from imapclient import IMAPClient

from triaged.demo.mailbox import HOST, mailbox


@pytest.mark.parametrize("password", ["plain", "-begins-like-an-option", "--help", "a=b"])
async def test_any_password_opens_it(password: str) -> None:
    """The demo draws its passwords at random, and one of 64 begins with a hyphen."""

    def folders(port: int) -> set[str]:
        with IMAPClient(HOST, port=port, ssl=False) as client:
            client.login("desk", password)
            return {name for _, _, name in client.list_folders()}

    async with mailbox("desk", password) as box:
        assert await asyncio.to_thread(folders, box.port) == {"INBOX", "Sent"}
