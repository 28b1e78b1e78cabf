"""A promise row's calendar is served: a team works then, or somebody of one is on call."""

import pytest

from tests.policy.texts import problems_of

DESK = """\
company.name = "Nordlicht GmbH"
company.languages = "en"
[calendar.office]
zone = "Europe/Berlin"
open = "Mon-Fri 08:00-17:00"
[calendar.night]
zone = "Europe/Berlin"
open = "Mon-Sun 06:00-22:00"
[person.anna]
name = "Anna Petersen"
mail = "anna@nordlicht.example"
[team.service]
calendar = "office"
[team.technik]
calendar = "office"
{on_call}
[team.watch]
calendar = "{watch}"
[inbox.support]
address = "support@nordlicht.example"
team = "service"
[account.main]
kind  = "gmail"
user  = "support@nordlicht.example"
login = {{ password = "env:PASSWORD" }}
[[promise.row]]
when = {{ {when} }}
reply = "1h"
calendar = "night"
"""
ON_CALL = 'on_call = { calendar = "night", people = "anna" }'
ON_CALL_BY_DAY = 'on_call = { calendar = "office", people = "anna" }'


@pytest.mark.parametrize(
    ("when", "on_call", "watch", "served"),
    [
        ("", "", "office", False),
        ("", ON_CALL_BY_DAY, "office", False),
        ("", ON_CALL, "office", True),
        ("", "", "night", True),
        ('urgency = "critical"', "", "office", False),
        ('urgency = "critical"', ON_CALL, "office", True),
        ('team = "technik"', ON_CALL, "office", True),
        ('team = "technik"', "", "night", False),
        ('team = "service"', ON_CALL, "night", False),
        ('team = ["service", "technik"]', ON_CALL, "office", True),
        ('team = "watch"', "", "night", True),
        ('not.team = "technik"', ON_CALL, "office", False),
        ('not.team = "technik"', ON_CALL, "night", True),
        ('not.team = ["service", "watch"]', ON_CALL, "office", True),
        ('not.subject = "x"', ON_CALL, "office", True),
    ],
)
def test_calendar_of_a_row_is_served(when: str, on_call: str, watch: str, served: bool) -> None:
    """A row's calendar is one in which a team that the row can apply to works, or somebody of it is on call."""
    text = DESK.format(when=when, on_call=on_call, watch=watch)
    problems = problems_of(text)
    if served:
        assert problems == ()
    else:
        (problem,) = problems
        assert "nobody serves" in problem.what
        assert text.split("\n")[problem.line - 1] == 'calendar = "night"'
        assert problem.column == len("calendar = ") + 1


def test_what_a_flaw_hides_is_not_told() -> None:
    """Where a team could not be read in full, nobody says that it does not serve a calendar."""
    text = DESK.format(when="", on_call='on_call = { calendar = "night", people = 1 }', watch="office")
    (problem,) = problems_of(text)
    assert "on_call" in problem.what
