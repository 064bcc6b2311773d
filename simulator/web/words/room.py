"""The room as a picture: where a seat is drawn, what its color means, and what the middle says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from jinja2 import Environment

from simulator.core.views.room import Dot, Floor

from ..charts import half_circle, half_circle_wedges

Place = tuple[float, float, float]
MARK_WORDS = {
    "object": "objects, without a vote",
    "yes": "yes", "with": "with changes", "no": "no", "aside": "stands aside", "said": "has answered",
    "unsaid": "not said",
}  # fmt: skip

_COUNTED = {"aside": "aside", "said": "answered"}


@lru_cache(maxsize=64)
def _layout(seats: int) -> tuple[Place, ...]:
    return tuple(half_circle(seats))


def dot_geometry(seats: int, index: int) -> Place:
    """(x, y, radius) of a seat in a view box of 1000 x 570."""
    return _layout(seats)[index]


def dot_place(dot: Dot) -> Place:
    """(x, y, radius) of a seat's dot."""
    return dot_geometry(dot.place[1], dot.place[0])


def room_wedges(organizations: Iterable[Mapping[str, object]]) -> list[tuple[str, float, float, str, int]]:
    """(code, label x, label y, path, hue) of each caucus; organizations have code, index (hue) and number.

    They are taken in the order of the half-circle (`core.views.seating`): by hue, caucus beside caucus.
    """
    found = sorted((int(str(o["index"])), str(o["code"])) for o in organizations)
    hues = {code: hue for hue, code in found}
    codes = [code for _, code in found]
    wedges = half_circle_wedges(_layout(len(codes)), codes)
    return [(code, x, y, path, hues[code]) for code, x, y, path in wedges]


def my_place(organizations: Iterable[Mapping[str, object]], seat: str) -> Place | None:
    """(x, y, radius) of one seat, for the ring that says "you"; None for a seat that is not in the room."""
    order = sorted(
        (int(str(o["index"])), str(o["code"]), int(str(o["number"])), str(o["id"])) for o in organizations
    )
    index = next((i for i, row in enumerate(order) if row[3] == seat), None)
    return None if index is None else dot_geometry(len(order), index)


def voting_caucuses(organizations: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """The caucuses that have a vote, as the heads of the columns of bars want them."""
    found = {str(o["code"]): o for o in organizations if o["votes"]}
    rows = sorted(found.values(), key=lambda o: int(str(o["index"])))
    return [{"code": o["code"], "index": o["index"], "name": o["caucus"]} for o in rows]


def mark_words(mark: str) -> str:
    """A seat's mark in words."""
    return MARK_WORDS.get(mark, mark)


def count_words(mark: str) -> str:
    """What so many seats did, behind their number."""
    return {"said": "answered", "object": "object, without a vote", "aside": "stand aside"}.get(
        mark, mark_words(mark)
    )


def dot_presence(dot: Dot) -> str:
    """Presence as the macros name it: here, offline, bot or empty."""
    return {"bot": "bot", "empty": "empty"}.get(dot.held, "here" if dot.present else "offline")


def dot_words(dot: Dot) -> str:
    """A seat read aloud: number, name, caucus, mark, and who is not there."""
    state = {"bot": ", played by rules", "empty": ", nobody sits here", "offline": ", not here now"}
    advises = "" if dot.votes else ", advises without a vote"
    return f"{dot.number} {dot.name} ({dot.sector}): {mark_words(dot.mark)}{advises}{state.get(dot_presence(dot), '')}"


def floor_title(floor: Floor) -> str:
    """What the colors are about."""
    if floor.kind == "option":
        return f"{floor.code} {floor.letter}: {floor.title}"
    if floor.kind == "clause":
        return f"{floor.code}: {floor.title}"
    return {"decision": "The decision", "proposal": "The proposal"}.get(floor.kind, "Nothing yet")


def floor_words(floor: Floor) -> str:
    """The counts in the middle of the room: "34 yes, 6 with changes"."""
    if floor.kind == "nothing":
        return "When the facilitator puts a clause before the room, each seat shows how it stands."
    counts = dict(floor.marks)
    found = [f"{counts[m]} {_COUNTED.get(m, MARK_WORDS[m])}" for m in MARK_WORDS if counts.get(m)]
    return ", ".join(found)


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        dot_place=dot_place, room_wedges=room_wedges, mark_words=mark_words, count_words=count_words,
        dot_presence=dot_presence, dot_words=dot_words, floor_title=floor_title, floor_words=floor_words,
        my_place=my_place, voting_caucuses=voting_caucuses,
    )  # fmt: skip
