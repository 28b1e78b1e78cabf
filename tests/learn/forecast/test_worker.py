"""The process that learns a forecast: what it is given, what it gives back."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import numpy as np

from triaged.hours import build_calendar, open_hours
from triaged.learn.forecast.worker import learn
from triaged.model.forecast import of_text
from triaged.model.lore import FirstMail, Lore
from triaged.model.thread import Urgency

OFFICE = build_calendar(name="office", zone="Europe/Berlin", open=["Mon-Fri 09:00-17:00"])
MONDAY = datetime(2026, 8, 3, tzinfo=UTC)
NOW = MONDAY + timedelta(days=60)


def lore(mails: int, *, seed: int = 3) -> Lore:
    """Mails of two months, each answered after two working hours or so, the last ones not yet."""
    chance = np.random.default_rng(seed)
    came = sorted(MONDAY + timedelta(days=float(at)) for at in chance.uniform(0, 60, mails))
    ends = (at + timedelta(hours=float(wait)) for at, wait in zip(came, chance.exponential(2, mails), strict=True))
    return Lore(
        mails=tuple(
            FirstMail(arrived_at=at, answered_at=end if end <= NOW else None, urgency=int(rank))
            for at, end, rank in zip(came, ends, chance.integers(0, 4, mails), strict=True)
        ),
        hours=tuple(open_hours(OFFICE, MONDAY, NOW + timedelta(days=400))),
        calendar="office",
        level=0.95,
        now=NOW,
    )


def test_what_it_is_given_crosses_whole() -> None:
    """Every mail, every hour."""
    given = lore(50)
    assert Lore.of_json(given.as_json()) == given


def test_no_mail_or_few_mails_teach_why_nothing_is_said() -> None:
    """A desk of today, and one of a week."""
    assert learn(lore(0)).why == "no first mail is known yet"
    few = learn(lore(40))
    assert few.why == f"{few.answers} of 60 answers known"


def test_the_process_writes_the_forecast_it_learned() -> None:
    """The same that is learned here, as text."""
    given = lore(300)
    said = subprocess.run(
        [sys.executable, "-m", "triaged.learn.forecast.worker"],
        input=given.as_json(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = of_text(said)
    assert found == learn(given)
    wait = found.wait(Urgency.NORMAL, NOW + timedelta(days=4), 0)
    assert wait is not None
    assert timedelta(0) < wait < timedelta(hours=60)
    assert len(said) < 100_000
