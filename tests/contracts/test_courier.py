"""What every relay must see of a courier, whichever relay it is: a sink, and real Postfix."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.outbox.letters import fresh, letter, plain
from tests.servers import Sink
from triaged.model.letter import Delivered, Phase, Refused, TryLater
from triaged.outbox.smtp import SmtpCourier


@dataclass
class Way:
    """A courier to a relay, and the sink at which what the relay accepts arrives."""

    courier: SmtpCourier
    sink: Sink

    async def arrived(self, address: str, count: int = 1) -> bytes:
        mails = await asyncio.to_thread(self.sink.wait_for, address, count)
        return mails[-1].octets


@pytest.fixture(params=["sink", pytest.param("postfix", marks=pytest.mark.needs_postfix)])
async def way(request: pytest.FixtureRequest) -> AsyncIterator[Way]:
    """A relay without login on loopback."""
    sink = request.getfixturevalue("sink")
    port = sink.port if request.param == "sink" else request.getfixturevalue("postfix").ports.smtp
    courier = SmtpCourier(plain(port), None)
    yield Way(courier, sink)
    await courier.close()


HEAD = (
    b"From: Nordlicht <support@firm.test>\r\nTo: kim@customer.test\r\nDate: Tue, 10 Mar 2026 10:00:00 +0100\r\n"
    b"Message-ID: <x@firm.test>\r\nSubject: x\r\n\r\n"
)
BODIES = {
    "plain": b"Hello.\r\n",
    "a line that is a dot": b"Before\r\n.\r\nafter\r\n",
    "dots at the start of lines": b".\r\n..\r\n...three\r\n.one\r\n",
    "a line of 998 octets": b"x" * 998 + b"\r\n",
    "many lines": b"".join(b"line %d\r\n" % n for n in range(5000)),
    "nothing": b"",
    "From at the start of a line": b"From here to there\r\n>From\r\n",
    "spaces at the ends of lines": b"-- \r\n \r\n\t\r\n",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_letter_arrives_octet_by_octet(way: Way, body: bytes) -> None:
    """What was frozen is what the customer's server gets: a resend is identical (S1)."""
    sent = letter(octets=HEAD + body)

    outcome = await way.courier.send(sent)

    assert isinstance(outcome, Delivered)
    assert (await way.arrived(sent.recipient)).endswith(sent.octets)


async def test_both_recipients_get_the_same_letter(way: Way) -> None:
    """The journal copy is a second recipient of the same transaction."""
    sent = letter(journal=fresh("journal"), octets=HEAD + b"Hello.\r\n")

    outcome = await way.courier.send(sent)

    assert outcome == Delivered(answer=outcome.answer, journal_ok=True)
    assert (await way.arrived(sent.recipient)).endswith(sent.octets)
    assert (await way.arrived(sent.journal)).endswith(sent.octets)


async def test_an_empty_envelope_sender_stays_empty(way: Way) -> None:
    """MAIL FROM:<> where the account asks for it."""
    sent = letter(sender="")

    assert isinstance(await way.courier.send(sent), Delivered)
    await way.arrived(sent.recipient)
    assert way.sink.to(sent.recipient)[0].sender in {"", "<>"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("450 4.2.0 greylisted", TryLater(phase=Phase.RCPT, code=450, answer="", shared=False)),
        ("451 4.7.1 later", TryLater(phase=Phase.RCPT, code=451, answer="", shared=False)),
        ("452 4.3.1 full", TryLater(phase=Phase.RCPT, code=452, answer="", shared=True)),
        ("550 5.1.1 nobody", Refused(phase=Phase.RCPT, code=550, answer="")),
    ],
)
async def test_a_refused_customer_is_told_apart_and_nothing_is_sent(
    request: pytest.FixtureRequest, way: Way, answer: str, expected: TryLater | Refused
) -> None:
    """4xx is tried again, 5xx is final (S5, S6, S7); the journal is not even named (S8), and the next letter goes."""
    sent = letter(journal=fresh("journal"))
    if "postfix" in request.node.callspec.id:
        request.getfixturevalue("postfix").policy.at_recipient(answer, recipient=sent.recipient, times=None)
    else:
        way.sink.refuse(answer, recipient=sent.recipient, times=None)

    outcome = await way.courier.send(sent)

    assert isinstance(outcome, TryLater | Refused)
    assert (type(outcome), outcome.phase, outcome.code) == (type(expected), expected.phase, expected.code)
    assert not isinstance(expected, TryLater) or expected.shared is getattr(outcome, "shared", None)
    following = letter()
    assert isinstance(await way.courier.send(following), Delivered)
    await way.arrived(following.recipient)
    assert way.sink.to(sent.journal) == []
    assert way.sink.to(sent.recipient) == []


async def test_a_refused_journal_costs_only_the_evidence(request: pytest.FixtureRequest, way: Way) -> None:
    """The customer gets the letter although the copy is refused (S8)."""
    sent = letter(journal=fresh("journal"))
    if "postfix" in request.node.callspec.id:
        request.getfixturevalue("postfix").policy.at_recipient("550 5.1.1 no", recipient=sent.journal, times=None)
    else:
        way.sink.refuse("550 5.1.1 no", recipient=sent.journal, times=None)

    outcome = await way.courier.send(sent)

    assert outcome == Delivered(answer=outcome.answer, journal_ok=False)
    await way.arrived(sent.recipient)
    assert way.sink.to(sent.journal) == []


async def test_connections_are_kept(way: Way) -> None:
    """A hundred letters, one after the other, use one connection."""
    for _ in range(100):
        assert isinstance(await way.courier.send(letter()), Delivered)
    assert way.courier.connections_opened == 1


async def test_many_letters_at_once_use_few_connections(way: Way) -> None:
    """Never more transactions at a time than the account may have."""
    outcomes = await asyncio.gather(*(way.courier.send(letter()) for _ in range(40)))

    assert all(isinstance(outcome, Delivered) for outcome in outcomes)
    assert way.courier.connections_opened <= 4
