"""The Date header."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from triaged.mail import date_header


@pytest.mark.parametrize(
    ("value", "moment", "offset"),
    [
        ("Tue, 3 Nov 2026 10:29:58 +0100", (2026, 11, 3, 9, 29, 58), 60),
        ("3 Nov 2026 10:29 +0100 (CET)", (2026, 11, 3, 9, 29, 0), 60),
        ("Tue, 03 Nov 2026 10:29:58 GMT", (2026, 11, 3, 10, 29, 58), 0),
        ("Tue, 3 Nov 2026 10:29:58 -0000", (2026, 11, 3, 10, 29, 58), 0),
        ("Tue, 3 Nov 2026 10:29:58 EST", (2026, 11, 3, 15, 29, 58), -300),
        ("Tue, 3 Nov 2026 10:29:58 GMT+0200", (2026, 11, 3, 8, 29, 58), 120),
        ("Tue, 3 Nov 2026 10:29:58 +0545", (2026, 11, 3, 4, 44, 58), 345),
        ("Tue, 3 Nov 2026 10:29:58 +01:00", (2026, 11, 3, 9, 29, 58), 60),
        ("Tue, 3 Nov 2026 10:29:58 XYZ", (2026, 11, 3, 10, 29, 58), None),
        ("Tue, 3 Nov 2026 10:29:58", (2026, 11, 3, 10, 29, 58), None),
        ("Tue, 3 November 2026 10:29:58 +0000", (2026, 11, 3, 10, 29, 58), 0),
        ("3-Nov-2026 10:29:58 +0000", (2026, 11, 3, 10, 29, 58), 0),
        ("Tue Nov  3 10:29:58 2026", (2026, 11, 3, 10, 29, 58), None),
        ("Tue Nov  3 10:29:58 CET 2026", (2026, 11, 3, 9, 29, 58), 60),
        ("2026-11-03T10:29:58.123+01:00", (2026, 11, 3, 9, 29, 58), 60),
        ("2026-11-03 10:29:58Z", (2026, 11, 3, 10, 29, 58), 0),
        ("Tue, 3 Nov 26 10:29:58 +0000", (2026, 11, 3, 10, 29, 58), 0),
        ("Tue, 3 Nov 99 10:29:58 +0000", (1999, 11, 3, 10, 29, 58), 0),
        ("Tue, 31 Dec 2026 23:59:60 +0000", (2026, 12, 31, 23, 59, 59), 0),
        (
            "Thu,      13        Feb          1969      23:32               -0330 (Newfoundland Time)",
            (1969, 2, 14, 3, 2, 0),
            -210,
        ),
    ],
)
def test_dates(value: str, moment: tuple[int, int, int, int, int, int], offset: int | None) -> None:
    """A date as mail programs write it gives the moment in UTC and the offset in minutes (RFC 5322 3.3, 4.3)."""
    assert date_header.read(value) == (datetime(*moment, tzinfo=UTC), offset)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "Tue, 32 Nov 2026 10:00:00 +0000",
        "Tue, 30 Feb 2026 10:00:00 +0000",
        "Tue, 3 Nov 2026 25:00:00 +0000",
        "Tue, 3 Nov 2026 10:60:00 +0000",
        "Tue, 3 Nov 2026 10:00:00 +9900",
        "Tue, 3 Xyz 2026 10:00:00 +0000",
        "Tue, 3 Nov 0000 10:00:00 +0000",
        "Tue, 3 Nov 9999 23:00:00 -1200",
        "2026-13-01T00:00:00Z",
        "٣ Nov 2026 10:00:00 +0000",
        "3 Nov 2026",
        "1" * 10_000,
        "\x00",
    ],
)
def test_nonsense(value: str) -> None:
    """What is no date gives no moment and no offset."""
    assert date_header.read(value) == (None, None)
