"""Which letters name the telephone: docs/letters.md, the acknowledgement."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.letters.house import WRITTEN, facts, policy
from triaged.mail.letter_values import acknowledgement_values
from triaged.mail.letter_values.desk import Named, desk_of
from triaged.model.fact import AskedFact
from triaged.model.letter import Telephone

ANSWERED = Telephone(until=WRITTEN + timedelta(hours=2))
WANTS = (AskedFact(name="photo", ask={"en": "a photo"}),)


@pytest.mark.parametrize(
    ("changes", "emergency", "named"),
    [
        ({"upset": True}, "+49 99", True),
        ({"critical": True}, "", True),
        ({"critical": True}, "+49 99", False),
        ({"critical": True, "upset": True}, "+49 99", False),
        ({}, "", False),
        ({"upset": True, "terse": True}, "", False),
        ({"upset": True, "incident": "It is known."}, "", False),
        ({"upset": True, "wants": WANTS}, "", False),
        ({"upset": True, "late_since": WRITTEN - timedelta(hours=9)}, "", False),
        ({"upset": True, "telephone": None}, "", False),
        ({"upset": True, "telephone": Telephone(until=WRITTEN)}, "", False),
        ({"upset": True, "telephone": Telephone(until=None)}, "", True),
    ],
)
def test_the_telephone_stands_where_somebody_answers_and_nothing_else_does(
    changes: dict[str, Any], emergency: str, named: bool
) -> None:
    """To the upset, and about critical mail where there is no emergency number; not to the unproven, not when late."""
    desk = replace(desk_of(policy(), "support", "en"), company=Named("Firm", "+49 40"), emergency=emergency)
    letter = replace(facts(), **{"telephone": ANSWERED, **changes})
    assert bool(acknowledgement_values(letter, desk, "en", WRITTEN)["phone"]) is named
    silent = replace(desk, company=Named("Firm", ""))
    assert acknowledgement_values(letter, silent, "en", WRITTEN)["phone"] is None
