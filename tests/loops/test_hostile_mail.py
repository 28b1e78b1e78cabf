"""Whatever stands in a mail, it is taken in: no octet of it ends the daemon, on either database (C1, C6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from tests.loops.house import MONDAY, Hands, intake, mail, policy, take
from tests.store.stores import ENGINES
from triaged.store import SqlStore, open_store

LONG = "a" * 5000
ODD = {
    "NUL": "<a\0b@c.test>",
    "octets that are no text": "<\udcff\udcfe@x.test>",
    "a surrogate in UTF-8": "<\udced\udca0\udc80@x.test>",
    "too long for an index": f"<{LONG}@x.test>",
    "as long as a line": f"<{'a' * 980}@x.test>",
    "encoded NUL": "=?utf-8?q?=00?= <k=00@x.test>",
    "encoded surrogate": "=?utf-16?b?2AA=?= <k@x.test>",
    "UTF-7": "=?utf-7?q?+2AA-?= <k@x.test>",
    "broken": "<a@b",
    "nested": "<<a@b>>",
    "quoted": '"k\\"@x" <k@x.test>',
    "a group": "undisclosed: k@x.test, j@y.test;",
    "an address literal": "k@[IPv6:::1]",
    "empty": "",
}
UIDS = count(100)
FIELDS = ("Message-ID", "In-Reply-To", "References", "Reply-To", "Sender", "Return-Path", "Cc", "List-Id", "Date")


@pytest.fixture(scope="module", params=ENGINES)
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """A store on each database."""
    if request.param == "sqlite":
        opened = open_store(f"sqlite:{tmp_path_factory.mktemp('hostile') / 'triaged.db'}")
    else:
        opened = open_store(request.getfixturevalue("postgres").create_database())
    yield opened
    opened.close_now()


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_any_header_can_be_stored(desk: SqlStore, value: str) -> None:
    """The mail is in the store or in quarantine, and the next one is taken."""
    taking, day = intake(policy(), desk, Hands()), timedelta(days=1)
    for number, field in enumerate(FIELDS):
        raw = mail(number + 1, "Kim <kim@customer.test>", headers=f"{field}: @@\r\n", received=MONDAY - day)
        octets = raw.octets.replace(b"@@", value.encode("utf-8", "surrogateescape"))
        octets = (
            octets.replace(b"Message-ID: <%d@customer.test>\r\n" % raw.uid, b"") if field == "Message-ID" else octets
        )
        take(taking, desk, replace(raw, octets=octets))
    uid = next(UIDS)
    take(taking, desk, mail(uid, f"Jo <jo{uid}@customer.test>"))
    assert f"My order {uid}" in {thread.subject for thread in desk.transact_now(lambda tx: tx.queue(MONDAY))}
