"""Limits of automatic letters (N32): over a limit a letter is held, and the breaker opens once."""

import pytest

from tests.rules.mails import DESK, policy
from triaged.model.known import Desk, Known
from triaged.model.mail import Address
from triaged.model.thread import Proof
from triaged.rules.limits import Allowance, breaker_limit, limits

LIMITS = policy().limits
PETRA = Address(address="petra@kunde.example")


def asked(
    known: Known | None = None, *, proof: Proof = Proof.UNKNOWN, customer: Address = PETRA, **desk: object
) -> Allowance:
    """The allowance alone."""
    at = Desk(**{"baseline": DESK.baseline, **desk})  # type: ignore[arg-type]
    return limits(known=known or Known(), desk=at, proof=proof, customer=customer, limits=LIMITS)[0]


def test_the_first_letter_may_go() -> None:
    """Nothing is held where nothing was sent."""
    assert asked() == Allowance()


@pytest.mark.parametrize(("proof", "most"), [(Proof.UNKNOWN, 3), (Proof.PROVEN, 20)])
def test_an_address_gets_so_many_a_day(proof: Proof, most: int) -> None:
    """3 in 24 h when unproven, 20 when proven; the next one is held."""
    assert not asked(Known(letters_to=most - 1), proof=proof).hold
    assert asked(Known(letters_to=most), proof=proof).hold


def test_a_domain_gets_so_many_unproven_ones_an_hour() -> None:
    """30 an hour; proven mail and mail providers are not counted by domain."""
    full = Known(letters_to_domain=30)
    assert asked(full).hold
    assert not asked(Known(letters_to_domain=29)).hold
    assert not asked(full, proof=Proof.PROVEN).hold
    assert not asked(full, customer=Address(address="petra@gmail.com")).hold


@pytest.mark.parametrize(
    ("busiest", "expected"), [(0, 200), (40, 200), (41, 205), (399, 1995), (400, 2000), (5000, 2000)]
)
def test_the_breaker_opens_at_five_times_the_busiest_hour(busiest: int, expected: int) -> None:
    """max(200, 5 x the busiest hour of 7 days), at 2,000 in any case."""
    assert breaker_limit(Desk(baseline=DESK.baseline, busiest_hour=busiest), LIMITS) == expected


def test_strangers_open_the_breaker_and_it_stays_open_for_everybody() -> None:
    """The letter that is over the limit is held and opens it; a proven, known customer does not open it."""
    assert asked(hour=199) == Allowance()
    opens = asked(hour=200)
    assert opens.open_breaker
    assert opens.hold
    assert asked(Known(ever_written_to=True), proof=Proof.PROVEN, hour=200) == Allowance()
    assert asked(Known(), proof=Proof.PROVEN, hour=200).open_breaker
    open_already = asked(Known(ever_written_to=True), proof=Proof.PROVEN, breaker_open=True)
    assert open_already.hold
    assert not open_already.open_breaker
