"""What a log taught is a value of its own, and says of a new mail what the replay says."""

import pickle

import numpy as np
import pytest

from tests.learn.forecast.desk import as_known_at, small_log, until
from triaged.learn.forecast.abstain import Why
from triaged.learn.forecast.clock import WorkClock
from triaged.learn.forecast.replay import learned, replay

ALWAYS = WorkClock.always()


@pytest.mark.parametrize("mails", [301, 901], ids=["by the work ahead", "by the model"])
def test_a_new_mail_gets_the_time_the_replay_gave_it(mails: int) -> None:
    """Though its log does not know any later answer."""
    past = small_log(9, 1000, gap=0.5)
    now = as_known_at(until(past, mails), float(past.arrived[mails - 1]))
    reading = learned(now, ALWAYS, 0.9)
    assert (reading.model is not None) is (mails > 500)
    assert reading.next_mails(now, ALWAYS, 1) == (replay(past, ALWAYS, 0.9).due[mails - 1],)


def test_it_travels_from_one_process_to_another() -> None:
    """Plain arrays: the same after a pickle."""
    past = small_log(9, 901, gap=0.5)
    reading = learned(past, ALWAYS, 0.9)
    again = pickle.loads(pickle.dumps(reading))
    assert again.next_mails(past, ALWAYS, 3) == reading.next_mails(past, ALWAYS, 3)
    assert len(pickle.dumps(reading)) < 100_000


def test_several_new_mails_are_asked_for_at_once() -> None:
    """Each is part of the work ahead of the next."""
    past = small_log(10, 400, gap=0.5)
    reading = learned(until(past, 391), ALWAYS, 0.9)
    found = np.array(reading.next_mails(past, ALWAYS, 10), dtype=float)
    assert np.isfinite(found).all()
    assert (found > past.arrived[-10:]).all()


def test_a_log_that_must_not_be_believed_says_nothing() -> None:
    """With the reason."""
    past = small_log(11, 50)
    reading = learned(past, ALWAYS, 0.9)
    assert reading.why is Why.FEW
    assert reading.next_mails(past, ALWAYS, 2) == (None, None)
