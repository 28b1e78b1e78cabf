"""A person's own hours: nobody works when their team is closed, and everybody as they say when it is open."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from triaged.hours import Closure, build_calendar, is_open
from triaged.policy.own_hours import own_hours

WINDOWS = st.sampled_from(["08:00-14:00", "06:00-09:00 10:00-12:00", "13:00-20:00", "00:00-24:00", "11:00-11:30"])
DAYS = st.sampled_from(["Mon-Fri", "Mon", "Wed,Thu", "Mon-Sun", "Sat-Sun"])
FIRST = datetime(2026, 12, 14, tzinfo=UTC).date()
MOMENTS = st.integers(0, 21 * 24 * 4 - 1).map(
    lambda quarters: datetime(2026, 12, 14, tzinfo=UTC) + timedelta(minutes=15 * quarters)
)


@given(
    st.builds("{} {}".format, DAYS, WINDOWS),
    st.dictionaries(st.integers(0, 9), WINDOWS, max_size=4),
    st.sampled_from(["none", "DE-HH"]),
    st.lists(MOMENTS, min_size=20, max_size=20),
)
@settings(deadline=None)
def test_own_hours_are_their_own_within_the_teams_days(
    written: str, short: dict[int, str], holidays: str, moments: list[datetime]
) -> None:
    """They work when their own week says so, but not on the team's holidays and closed days, nor beyond a short day."""
    special = {FIRST + timedelta(days=day): hours for day, hours in short.items()}
    team = build_calendar(
        name="team",
        zone="UTC",
        open=["Mon-Sun 00:00-24:00"],
        holidays=holidays,
        short=special,
        closed=[Closure(first=FIRST + timedelta(days=14), last=FIRST + timedelta(days=15), why={})],
    )
    week = build_calendar(name="week", zone="UTC", open=[written])
    own = own_hours("cem", [written], team)
    for moment in moments:
        assert is_open(own, moment) == (is_open(week, moment) and is_open(team, moment))
