"""What the debrief says of all possible agreements, at the edges."""

import pytest

from simulator.core.views.left import Best, DebriefDesk
from simulator.web.words.left import BUTTONS, SAY, best_words, reveal_next, reveal_say


@pytest.mark.parametrize(
    ("share", "packages", "said"),
    [
        (-1, 0, "too many possible agreements"),
        (-1, 36, "No possible agreement would have won this room more"),
        (0, 36, "this agreement reaches none of it."),
        (55, 36, "this agreement reaches 55 percent of that."),
    ],
)
def test_nothing_is_called_a_share_that_is_none(share, packages, said):
    assert said in best_words(Best(share=share, packages=packages, pleasing_all=2, changes=()))


@pytest.mark.parametrize(
    ("shown", "can", "hangs", "comes"),
    [
        ((), ("count", "heard"), "", "count"),
        (("count",), ("parties", "heard"), "count", "parties"),
        (("count", "parties"), ("names",), "parties", "names"),
        (("count", "parties"), ("names", "best"), "parties", "best"),
        (("count", "parties", "names"), ("best",), "names", "best"),
        (("count", "parties", "best"), ("names",), "best", "names"),
        (("count", "parties", "names", "best", "heard"), (), "heard", ""),
    ],
)
def test_the_desk_says_what_to_say_about_the_picture_that_hangs(shown, can, hangs, comes):
    desk = DebriefDesk(shown, can, counting=False, settled=True, held="")
    assert reveal_say(desk) == SAY[hangs]
    assert reveal_next(desk).partition("”")[0] == (f"“{BUTTONS[comes]}" if comes else "")
