"""How far a transaction came decides what may be said of it: the library's exceptions do not tell (S1 to S4)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.outbox.letters import fresh, letter
from tests.servers import FaultProxy, Sink, free_port
from tests.servers.toxics import (
    Blackhole,
    Drip,
    Latency,
    LimitData,
    LoseReply,
    MergeSegments,
    ReplaceReply,
    ResetPeer,
    RewriteMessageId,
    Slicer,
    Toxic,
)
from triaged.model.letter import Attempt, Delivered, InDoubt, Phase, Refused, TryLater
from triaged.outbox.smtp import SmtpCourier

Courier = Callable[..., SmtpCourier]
Proxy = Callable[..., FaultProxy]


@pytest.fixture(params=[False, True], ids=["one by one", "pipelining"])
def own_sink(request: pytest.FixtureRequest, own_sink: Callable[..., Sink]) -> Callable[..., Sink]:
    """Relays of both kinds: a command ahead of the last reply changes nothing of what an attempt means."""
    return partial(own_sink, pipelining=request.param)


def later(phase: Phase, code: int, *, shared: bool = False) -> tuple[object, ...]:
    return TryLater, phase, code, shared


def told(attempt: Attempt) -> tuple[object, ...]:
    """An outcome without its words."""
    match attempt:
        case TryLater():
            return TryLater, attempt.phase, attempt.code, attempt.shared
        case Refused():
            return Refused, attempt.phase, attempt.code
        case InDoubt():
            return InDoubt, attempt.phase, attempt.journal_ok
        case Delivered():
            return Delivered, attempt.journal_ok


CUT = {
    "at the greeting": (LoseReply(to="greeting"), later(Phase.CONNECT, 0, shared=True), 0),
    "at EHLO": (LoseReply(to="EHLO"), later(Phase.CONNECT, 0, shared=True), 0),
    "at MAIL": (LoseReply(to="MAIL"), later(Phase.MAIL, 0), 0),
    "at RCPT": (LoseReply(to="RCPT"), later(Phase.RCPT, 0), 0),
    "at DATA": (LoseReply(to="DATA"), later(Phase.DATA, 0), 0),
    "after the final dot": (LoseReply(to="."), (InDoubt, Phase.PAYLOAD, False), 1),
}


@pytest.mark.parametrize(("toxic", "expected", "kept"), CUT.values(), ids=CUT)
@pytest.mark.parametrize("hang", [False, True], ids=["cut", "silence"])
async def test_a_lost_reply_is_a_doubt_only_after_the_payload(
    courier_to: Courier, own_sink: Any, fault_proxy: Proxy, *, toxic: LoseReply, expected: Any, kept: int, hang: bool
) -> None:
    """Until the payload was written nothing can have been accepted; after it nobody can know (S1, S2, S3)."""
    sink: Sink = own_sink()
    proxy = fault_proxy(sink.port)
    proxy.add(LoseReply(to=toxic.to, hang=hang))
    courier = courier_to(proxy.port, command_timeout=0.5, dot_timeout=0.5)

    outcome = await courier.send(letter())

    assert told(outcome) == expected
    assert len(sink.mails) == kept


REPLIES = {
    "421 at the greeting": ("greeting", b"421 busy\r\n", later(Phase.CONNECT, 421, shared=True)),
    "554 at the greeting": ("greeting", b"554 go away\r\n", later(Phase.CONNECT, 554, shared=True)),
    "421 at MAIL": ("MAIL", b"421 4.3.0 busy\r\n", later(Phase.MAIL, 421, shared=True)),
    "454 at MAIL": ("MAIL", b"454 4.7.0 too many\r\n", later(Phase.MAIL, 454, shared=True)),
    "530 at MAIL": ("MAIL", b"530 5.7.0 log in first\r\n", later(Phase.MAIL, 530, shared=True)),
    "552 at MAIL": ("MAIL", b"552 5.3.4 too large\r\n", (Refused, Phase.MAIL, 552)),
    "421 at RCPT": ("RCPT", b"421 4.3.0 busy\r\n", later(Phase.RCPT, 421, shared=True)),
    "450 at RCPT": ("RCPT", b"450 4.2.0 later\r\n", later(Phase.RCPT, 450)),
    "451 at DATA": ("DATA", b"451 4.3.0 later\r\n", later(Phase.DATA, 451)),
    "554 at DATA": ("DATA", b"554 5.5.1 no valid recipients\r\n", (Refused, Phase.DATA, 554)),
    "421 after the dot": (".", b"421 4.3.0 busy\r\n", later(Phase.PAYLOAD, 421, shared=True)),
    "451 after the dot": (".", b"451 4.3.0 later\r\n", later(Phase.PAYLOAD, 451)),
    "452 after the dot": (".", b"452 4.3.1 full\r\n", later(Phase.PAYLOAD, 452, shared=True)),
    "554 after the dot": (".", b"554 5.7.1 spam\r\n", (Refused, Phase.PAYLOAD, 554)),
    "252 after the dot": (".", b"252 2.0.0 in other words\r\n", (Delivered, False)),
    "354 after the dot": (".", b"354 go on\r\n", (InDoubt, Phase.PAYLOAD, False)),
    "nonsense at RCPT": ("RCPT", b"what?\r\n", later(Phase.RCPT, 0)),
    "nonsense after the dot": (".", b"what?\r\n", (InDoubt, Phase.PAYLOAD, False)),
    "too much at RCPT": ("RCPT", b"450-" + b"x" * 200_000 + b"\r\n", later(Phase.RCPT, 0)),
    "controls in the answer": ("RCPT", b"550 5.1.1 \x1b[31m\x00red\r\n", (Refused, Phase.RCPT, 550)),
}


@pytest.mark.parametrize(("to", "reply", "expected"), REPLIES.values(), ids=REPLIES)
async def test_each_reply_means_one_thing(
    courier_to: Courier, own_sink: Any, fault_proxy: Proxy, *, to: str, reply: bytes, expected: Any
) -> None:
    """Who is meant by a no, the letter or we, and how final it is; the next letter goes its way (S4 to S7)."""
    sink: Sink = own_sink()
    proxy = fault_proxy(sink.port)
    proxy.add(ReplaceReply(to=to, reply=reply, times=1))
    courier = courier_to(proxy.port, command_timeout=2, dot_timeout=2)

    outcome = await courier.send(letter())

    assert told(outcome) == expected
    assert outcome.answer.isprintable()
    following = letter()
    assert isinstance(await courier.send(following), Delivered)
    assert sink.to(following.recipient)[0].octets == following.octets


LINES = {
    "latency": Latency(seconds=0.01, jitter=0.01),
    "one octet a segment": Slicer(size=1),
    "ragged segments": Slicer(size=7, ragged=True),
    "merged segments": MergeSegments(seconds=0.02),
    "a dripping server": Drip(pause=0.001, directions=("down",)),
    "another Message-ID on the way": RewriteMessageId(),
}


@pytest.mark.parametrize("toxic", LINES.values(), ids=LINES)
async def test_a_slow_or_odd_line_changes_no_outcome(
    courier_to: Courier, own_sink: Any, fault_proxy: Proxy, toxic: Toxic
) -> None:
    """Segments, latency and relays that rewrite (S10) are everyday."""
    sink: Sink = own_sink()
    proxy = fault_proxy(sink.port)
    proxy.add(toxic)
    sent = letter(journal=fresh("journal"))

    assert told(await courier_to(proxy.port).send(sent)) == (Delivered, True)
    assert len(sink.to(sent.recipient)) == 1


@pytest.mark.parametrize("octets", range(0, 260, 13))
@pytest.mark.parametrize("direction", ["up", "down"])
async def test_a_cut_anywhere_is_never_taken_for_a_delivery_or_a_refusal(
    courier_to: Courier, own_sink: Any, fault_proxy: Proxy, octets: int, direction: str
) -> None:
    """Wherever the line breaks: surely not accepted when it is said so, and in doubt whenever the sink has it."""
    sink: Sink = own_sink()
    proxy = fault_proxy(sink.port)
    proxy.add(LimitData(octets=octets, directions=(direction,)))
    courier = courier_to(proxy.port, command_timeout=2, dot_timeout=2)

    outcome = await courier.send(letter())

    assert isinstance(outcome, TryLater | InDoubt | Delivered)
    if isinstance(outcome, TryLater):
        assert sink.mails == []
    if isinstance(outcome, Delivered):
        assert len(sink.mails) == 1


@pytest.mark.parametrize("after", [0, 40, 80, 120])
async def test_a_reset_is_a_lost_connection(courier_to: Courier, own_sink: Any, fault_proxy: Proxy, after: int) -> None:
    """RST instead of FIN: the same outcomes."""
    sink: Sink = own_sink()
    proxy = fault_proxy(sink.port)
    proxy.add(ResetPeer(after=after))

    outcome = await courier_to(proxy.port, command_timeout=2, dot_timeout=2).send(letter())

    assert isinstance(outcome, TryLater | InDoubt)
    assert sink.mails == [] or isinstance(outcome, InDoubt)


async def test_a_doubt_says_whether_a_copy_would_show_it(
    courier_to: Courier, own_sink: Any, fault_proxy: Proxy
) -> None:
    """Where the journal was refused, the absence of a copy proves nothing (S8)."""
    sink: Sink = own_sink()
    proxy = fault_proxy(sink.port)
    proxy.add(LoseReply(to="."))
    with_copy, without = letter(journal=fresh("journal")), letter(journal=fresh("journal"))
    sink.refuse("550 5.1.1 no", recipient=without.journal)
    courier = courier_to(proxy.port)

    assert told(await courier.send(with_copy)) == (InDoubt, Phase.PAYLOAD, True)
    assert told(await courier.send(without)) == (InDoubt, Phase.PAYLOAD, False)


async def test_nobody_listens(courier_to: Courier) -> None:
    """A relay that is away is about us, not about the letter."""
    assert told(await courier_to(free_port()).send(letter())) == later(Phase.CONNECT, 0, shared=True)


async def test_a_relay_that_swallows_everything_is_given_up(
    courier_to: Courier, own_sink: Any, fault_proxy: Proxy
) -> None:
    """A black hole ends with the time allowed for a reply."""
    proxy = fault_proxy(own_sink().port)
    proxy.add(Blackhole())

    outcome = await courier_to(proxy.port, command_timeout=0.3).send(letter())

    assert told(outcome) == later(Phase.CONNECT, 0, shared=True)


async def test_a_kept_connection_that_died_is_replaced_at_once(
    courier_to: Courier, own_sink: Any, fault_proxy: Proxy
) -> None:
    """A server that hung up on an idle connection costs a new connection, not a retry in five minutes."""
    sink: Sink = own_sink()
    proxy = fault_proxy(sink.port)
    courier = courier_to(proxy.port)
    assert told(await courier.send(letter())) == (Delivered, False)

    for fault in (proxy.cut, lambda: proxy.cut(reset=True)):
        await asyncio.to_thread(fault)
        assert told(await courier.send(letter())) == (Delivered, False)

    proxy.add(LoseReply(to="MAIL", times=1))
    assert told(await courier.send(letter())) == (Delivered, False)
    assert len(sink.mails) == 4


@pytest.mark.parametrize("to", ["MAIL", "RCPT", "DATA", "."])
async def test_a_cancelled_transaction_never_lends_its_reply_to_the_next(
    courier_to: Courier, own_sink: Any, fault_proxy: Proxy, to: str
) -> None:
    """A connection whose reply is still to come is dropped: a shifted 250 would be a false "sent"."""
    sink: Sink = own_sink()
    proxy = fault_proxy(sink.port)
    courier = courier_to(proxy.port, most=1)
    assert told(await courier.send(letter())) == (Delivered, False)
    proxy.add(LoseReply(to=to, hang=True, times=1))

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await courier.send(letter())
    proxy.clear()

    refused = letter()
    sink.refuse("550 5.1.1 nobody", recipient=refused.recipient)
    assert told(await courier.send(refused)) == (Refused, Phase.RCPT, 550)
    following = letter()
    assert told(await courier.send(following)) == (Delivered, False)
    assert sink.to(following.recipient)[0].octets == following.octets
    assert courier.connections_opened == 2


async def test_an_address_that_is_none_never_reaches_the_wire(courier_to: Courier, own_sink: Any) -> None:
    """Controls, blanks, brackets, letters beyond ASCII: the letter is refused and nothing was sent (T2, S11)."""
    sink: Sink = own_sink()
    courier = courier_to(sink.port)

    for recipient in ("kim@customer.test>\r\nRCPT TO:<eve@evil.test", "kïm@customer.test", "a b@customer.test", ""):
        assert told(await courier.send(letter(recipient=recipient))) == (Refused, Phase.MAIL, 553)
    assert sink.mails == []
    assert told(await courier.send(letter())) == (Delivered, False)
