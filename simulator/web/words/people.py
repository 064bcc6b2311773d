"""Words about people whom facilitators keep in mind, move, take out and put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from jinja2 import Environment

from simulator.core.flagging import BY_HAND
from simulator.core.state.seminar import Moved, Seminar
from simulator.core.views.undo import OutLine

from .counts import listed

FLAGS: Final[dict[str, tuple[str, str, str]]] = {
    "more_time": ("more time", "Needs more time", "clock"),
    "remote": ("remote", "Remote", "screen"),
    "here": ("your word", "Here, I see them", "person"),
    "away": ("your word", "Away, I know it", "person"),
}
"""By flag: beside the seat, on its button, and its icon."""


def flag_marks(flags: Sequence[str]) -> list[tuple[str, str]]:
    """What stands beside a seat: its icon and its word. "here" and "away" stand where presence does."""
    return [(FLAGS[f][2], FLAGS[f][0]) for f in flags if f not in BY_HAND]


def flag_buttons(flags: Sequence[str]) -> list[dict[str, object]]:
    """The four switches of a seat."""
    return [{"flag": f, "label": FLAGS[f][1], "icon": FLAGS[f][2], "up": f in flags} for f in FLAGS]


def by_hand(flags: Sequence[str]) -> bool:
    """Whether presence is the facilitator's word."""
    return any(f in BY_HAND for f in flags)


def awaited_words(names: Sequence[str]) -> str:
    """Whom the vote waits for: "City Hall and Vendors need more time and have not voted"."""
    one = len(names) == 1
    return f"{listed(names)} {'needs' if one else 'need'} more time and {'has' if one else 'have'} not voted"


def awaited_consent(names: Sequence[str]) -> str:
    """Whom an item of the consent list waits for."""
    one = len(names) == 1
    return f"When its time is up this waits: {listed(names)} {'needs' if one else 'need'} more time"


def out_words(line: OutLine, name_of: Callable[[str], str]) -> str:
    """One line of what happened: "Ana Ruiz taken out of the seminar (City Hall)"."""
    seat = f" ({line.seat})" if line.seat else ""
    return f"{name_of(line.person) or 'Somebody'} taken out of the seminar{seat}"


def why_moved(moved: Moved, seminar: Seminar) -> str:
    """Why somebody's page is another one now."""
    room = seminar.rooms.get(moved.room)
    if room is None or seminar.rulebook is None:
        return "The facilitator has given you this seat."
    was = seminar.rulebook.organization_of[moved.seat].name
    where = f"{was}, {room.name}" if len(seminar.rooms) > 1 else was
    if moved.how == "swapped":
        return f"The facilitator has had you and somebody else change places. Until now you were {where}."
    return f"The facilitator has moved you to this seat. Until now you were {where}."


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        flag_marks=flag_marks, flag_buttons=flag_buttons, by_hand=by_hand, awaited_words=awaited_words,
        awaited_consent=awaited_consent, out_words=out_words,
    )  # fmt: skip
