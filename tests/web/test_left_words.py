"""What the debrief says of all possible agreements, at the edges."""

import pytest

from simulator.core.views.left import Best
from simulator.web.words.left import best_words


@pytest.mark.parametrize(
    ("share", "packages", "said"),
    [
        (-1, 0, "too many possible agreements"),
        (-1, 36, "No possible agreement would have won this room more"),
        (0, 36, "this one wins nothing."),
        (55, 36, "this one wins 55 percent."),
    ],
)
def test_nothing_is_called_a_share_that_is_none(share, packages, said):
    assert said in best_words(Best(share=share, packages=packages, pleasing_all=2, changes=()))
