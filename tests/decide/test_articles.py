"""A letter names help articles once in a conversation, and never where it burns."""

import pytest

from triaged.decide.articles import shown
from triaged.model.article import Offer
from triaged.model.decision import Place
from triaged.model.thread import Tone, Triage, Urgency

FOUND = (Offer(title="A", url="https://h.example/a"),)
NEW = Place(thread_id=None)


@pytest.mark.parametrize(
    ("where", "urgency", "incident", "upset", "named"),
    [
        (NEW, Urgency.NORMAL, False, False, True),
        (NEW, Urgency.HIGH, False, False, True),
        (NEW, Urgency.CRITICAL, False, False, False),
        (NEW, Urgency.NORMAL, True, False, False),
        (NEW, Urgency.NORMAL, False, True, False),
        (Place(thread_id=7), Urgency.NORMAL, False, False, False),
        (Place(thread_id=None, linked=7), Urgency.NORMAL, False, False, False),
    ],
)
def test_the_first_letter_to_who_is_calm_names_them(
    where: Place, urgency: Urgency, incident: bool, upset: bool, named: bool
) -> None:
    """Not in a conversation that exists, not to critical mail, not beside an incident, not to the upset."""
    tone = Tone.UPSET if upset else Tone.NEUTRAL
    triage = Triage(urgency=urgency, rank=0.4, language="en", language_sure=True, team="service", tone=tone)
    assert shown(FOUND, where=where, triage=triage, incident=incident) == (FOUND if named else ())
