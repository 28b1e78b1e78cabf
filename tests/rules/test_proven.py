"""May the judgement say critical by itself? After 200 outcomes of which 4 of 5 were right."""

import pytest

from triaged.rules.proven import NEEDED, proven


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([True] * (NEEDED - 1), False),
        ([True] * NEEDED, True),
        ([False] * 40 + [True] * 160, True),
        ([False] * 41 + [True] * 159, False),
        ([True] * NEEDED + [False] * 500, True),
        ([False] * NEEDED + [True] * 500, False),
        ([], False),
    ],
    ids=["one too few", "all right", "4 of 5", "one fewer", "wrong long ago", "wrong lately", "none"],
)
def test_four_of_five_of_the_newest_200_must_have_been_right(outcomes: list[bool], expected: bool) -> None:
    """The newest 200 count, and nothing before them."""
    assert proven(outcomes) is expected
