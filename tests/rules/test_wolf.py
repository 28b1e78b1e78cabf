"""Who says "urgent" in every mail is believed no more; what is described always counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scorer.judging import judged
from triaged.model.thread import Score, Urgency
from triaged.rules.wolf import believed, cries_wolf
from triaged.scorer.weigh import plus

FALSE, TRUE = False, True
CLAIM = ("Problem", "URGENT!! Please answer immediately, this is urgent. One of the keys does not work.")
HARM = ("URGENT", "Urgent! Our whole shop is down since this morning and nobody can pay. Urgent!")


@pytest.mark.parametrize(
    ("claims", "answer"),
    [
        ((), False),
        ((FALSE,), False),
        ((FALSE, FALSE), False),
        ((FALSE, FALSE, FALSE), True),
        ((FALSE, FALSE, FALSE, FALSE), True),
        ((TRUE, FALSE, FALSE, FALSE), True),
        ((TRUE, TRUE, FALSE, FALSE), False),
        ((TRUE, FALSE, TRUE, FALSE, FALSE, FALSE), False),
        ((FALSE, TRUE, FALSE, FALSE, TRUE, TRUE), True),
    ],
)
def test_three_of_the_newest_four_claims_decide(claims: tuple[bool, ...], answer: bool) -> None:
    """Three false ones of the newest four; older ones are forgotten, so that whoever was right is believed again."""
    assert cries_wolf(claims) is answer


def test_a_claim_that_does_not_count_raises_nothing() -> None:
    """The mail is judged by what it describes, and the trail says so; its own reasons stay."""
    score = judged(*CLAIM)
    assert score.urgency is Urgency.HIGH
    after = believed(score, (FALSE,) * 3)
    assert after.urgency is Urgency.NORMAL
    assert after.rank < score.rank
    assert after.reasons[:-1] == score.reasons
    assert after.reasons[-1].evidence == "3 of their last 3 claims were normal or low to people"


def test_whoever_was_right_before_is_believed() -> None:
    """Without enough false claims nothing changes."""
    score = judged(*CLAIM)
    assert believed(score, (FALSE, FALSE, TRUE, TRUE)) == score


def test_described_damage_counts_for_everybody() -> None:
    """A shop that is down is as urgent when the boy cries wolf."""
    score = judged(*HARM)
    after = believed(score, (FALSE,) * 4)
    assert after.urgency is score.urgency
    assert after.urgency is Urgency.CRITICAL


def test_a_mail_that_claims_nothing_is_left_alone() -> None:
    """Only claims are doubted: a quiet mail of the same sender is judged like anybody's."""
    quiet = judged("Problem", "One of the keys does not work.")
    assert quiet.unclaimed is None
    assert believed(quiet, (FALSE,) * 4) is quiet


def test_what_comes_from_elsewhere_counts_without_the_claims_too() -> None:
    """Points that meaning adds are no claim: both judgements get them."""
    score = judged(*CLAIM)
    more = plus(score, 1.0)
    assert score.unclaimed is not None
    assert more.unclaimed == plus(score.unclaimed, 1.0)


scores = st.builds(Score, urgency=st.sampled_from(Urgency), rank=st.floats(0, 1), confidence=st.just(0.5))


@given(scores, st.none() | scores, st.lists(st.booleans(), max_size=6))
def test_doubt_never_raises(score: Score, without: Score | None, claims: list[bool]) -> None:
    """Whatever a learned judgement makes of the mail without its claims: nobody gains by them, nobody by doubt."""
    after = believed(Score(urgency=score.urgency, rank=score.rank, confidence=0.5, unclaimed=without), claims)
    assert after.urgency.rank >= score.urgency.rank
    assert after.rank <= score.rank
