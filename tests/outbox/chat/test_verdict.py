"""What each answer means, as a table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.outbox.chat.samples import CANARY, NOW
from triaged.model.chat import Posted, PostLater, PostRefused
from triaged.outbox.chat.sender import KINDS
from triaged.outbox.chat.values import Answer
from triaged.outbox.chat.verdict import LONGEST_WAIT, asked_wait, verdict

EVENT = b'{"event_id": "$a:firm.test"}'


@pytest.mark.parametrize(
    ("kind", "status", "body", "outcome"),
    [
        ("webhook", 200, b"", Posted),
        ("webhook", 202, b"queued", Posted),
        ("webhook", 204, b"", Posted),
        ("webhook", 410, b"", PostRefused),
        ("slack", 200, b"ok", Posted),
        ("slack", 200, b"ok\n", Posted),
        ("slack", 200, b"<html>Sign in</html>", PostRefused),
        ("slack", 202, b"ok", PostRefused),
        ("slack", 404, b"no_service", PostRefused),
        ("slack", 500, b"rollup_error", PostLater),
        ("teams", 202, b"", Posted),
        ("teams", 200, b"1", Posted),
        ("teams", 204, b"", PostRefused),
        ("teams", 401, b"", PostRefused),
        ("matrix", 200, EVENT, Posted),
        ("matrix", 200, b"{}", PostRefused),
        ("matrix", 200, b"[]", PostRefused),
        ("matrix", 200, b'{"event_id": 7}', PostRefused),
        ("matrix", 201, EVENT, PostRefused),
        ("matrix", 403, b'{"errcode": "M_FORBIDDEN"}', PostRefused),
        *((kind, 100 * n + m, b"", PostRefused) for kind in KINDS for n, m in ((3, 1), (3, 8), (4, 0), (4, 4))),
        *((kind, status, b"", PostLater) for kind in KINDS for status in (408, 425, 429, 500, 502, 503, 504, 599)),
    ],
)
def test_an_answer_and_its_outcome(kind: str, status: int, body: bytes, outcome: type) -> None:
    """Success is what the platform calls success; what passes by itself is for later; the rest needs a person."""
    assert isinstance(verdict(Answer(status=status, body=body), kind=KINDS[kind], now=NOW), outcome)


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("slack", b"channel_is_archived", "HTTP 410, channel_is_archived"),
        ("matrix", b'{"errcode": "M_UNKNOWN_TOKEN", "error": "x"}', "HTTP 410, M_UNKNOWN_TOKEN"),
        ("slack", f"no {CANARY}".encode(), "HTTP 410)"),
        ("matrix", f'{{"errcode": "M_{CANARY}"}}'.encode(), "HTTP 410)"),
        ("webhook", CANARY.encode(), "HTTP 410)"),
    ],
)
def test_a_refusal_quotes_codes_and_nothing_else(kind: str, body: bytes, said: str) -> None:
    """The platform's word helps a person; free text could repeat an address."""
    outcome = verdict(Answer(status=410, body=body), kind=KINDS[kind], now=NOW)
    assert isinstance(outcome, PostRefused)
    assert said in outcome.reason
    assert CANARY not in outcome.reason


@pytest.mark.parametrize(
    ("header", "body", "seconds"),
    [
        ("30", b"", 30),
        (" 30 ", b"", 30),
        ("0", b"", 0),
        ("86400", b"", 3600),
        ("9" * 5000, b"", 3600),
        ("Tue, 24 Nov 2026 13:02:00 GMT", b"", 120),
        ("Tue, 24 Nov 2026 12:00:00 GMT", b"", 0),
        ("Tue, 24 Nov 2026 13:02:00 -0000", b"", 120),
        ("soon", b"", None),
        ("-5", b"", None),
        ("1.5", b"", None),
        ("", b"", None),
        ("", b'{"retry_after_ms": 2500}', 2.5),
        ("30", b'{"retry_after_ms": 2500}', 30),
        ("", b'{"retry_after_ms": -1}', 0),
        ("", b'{"retry_after_ms": 1' + b"0" * 400 + b"}", 3600),
        ("", b'{"retry_after_ms": Infinity}', 3600),
        ("", b'{"retry_after_ms": NaN}', None),
        ("", b'{"retry_after_ms": true}', None),
        ("", b'{"retry_after_ms": "1"}', None),
        ("", b"[" * 60_000, None),
    ],
)
def test_the_wait_a_server_asks_for(header: str, body: bytes, seconds: float | None) -> None:
    """Seconds, a date, or Matrix's milliseconds; never more than an hour, never less than nothing."""
    wait = asked_wait(Answer(status=429, retry_after=header, body=body), NOW)
    assert wait == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=60) | st.from_regex(r"\w{3}, \d+ \w{3} \d+ \d+:\d+:\d+ [+-]?\d+"), st.binary(max_size=200))
def test_any_answer_has_an_outcome(header: str, body: bytes) -> None:
    """A hostile server cannot make the sender raise, or rest for longer than an hour."""
    for kind in KINDS.values():
        outcome = verdict(Answer(status=429, retry_after=header, body=body), kind=kind, now=NOW)
        assert isinstance(outcome, PostLater)
        assert outcome.wait is None or timedelta() <= outcome.wait <= LONGEST_WAIT
