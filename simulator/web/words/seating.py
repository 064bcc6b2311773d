"""Words of the seating plan: why a seat is shared or has nobody, what the plan could not do, bad lines of a list."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment

from simulator.app.guestlist import BadRow
from simulator.core.planning import Place, Problem

from .counts import listed

BAD_ROWS = {
    "name_missing": "has no name. Write one and upload the list again.",
    "name_long": "has a name of more than 60 characters. Shorten it and upload the list again.",
    "name_twice": "names {value} a second time. If these are two people, write how they differ, and upload again.",
    "sector_unknown": "names the sector “{value}”, which this scenario does not have. The guest was taken without one.",
    "apart_unknown": "keeps somebody apart from “{value}”, who is not listed: the wish counts once that name is.",
    "too_many": "is the 251st guest or later. Split the list over two seminars.",
}
BAD_LISTS = {
    "empty": "The list is empty. Paste it into the box, or choose a file.",
    "too_large": "This is more than a list of guests. Save the sheet as CSV and choose that file.",
    "name_column": "No column is called “name”. Name one so, or leave the headings out and put names first.",
}
PRESENCE = {
    "rules": "played by rules",
    "proxy": "by proxy",
    "spoken_for": "spoken for by others",
    "none": "missing",
}


def bad_row_words(bad: BadRow) -> str:
    """What is wrong with a line of the list, and what to do."""
    if bad.code in BAD_LISTS:
        return BAD_LISTS[bad.code]
    return f"Line {bad.line} {BAD_ROWS[bad.code].format(value=bad.value)}"


def place_words(place: Place, empty: bool, proxy: str) -> str:
    """Why a seat is shared, or has nobody; nothing where one person holds it."""
    people = len(place.people)
    if place.how == "shared":
        why = "there are more people than seats" if place.why == "more_people" else "they are to sit together"
        return f"{people} people share it: {why}."
    if place.how == "proxy":
        return f"{proxy} speaks for it: its people vote for both."
    if place.how == "rules":
        return f"{'Stays empty' if empty else 'Played by rules'}: there are fewer people than seats."
    return ""


def problem_words(
    problem: Problem, names: Mapping[str, str], seats: Mapping[str, str], rooms: Mapping[str, str]
) -> str:
    """What the plan could not do, and what would help."""
    who = listed([names.get(k, "somebody") for k in problem.people])
    where = listed([seats.get(s, s) for s in problem.seats])
    match problem.code:
        case "unseated":
            return f"No chair is left for {who}. Let more people share a seat, or open a seminar with more rooms."
        case "apart_seat":
            return (
                f"{who} are to be kept apart, and share {where}: no other chair was left. Move one of them."
            )
        case "apart_caucus":
            return f"{who} are to be kept apart, and meet in one caucus ({where}). Move one of them, or leave it so."
        case "apart_together":
            return f"The list binds {who} together and also keeps them apart. The plan keeps them apart."
        case "group_split":
            return (
                f"{who} are to sit together, and one seat does not hold them all. They sit at more than one."
            )
        case "proxy_absent":
            seat, proxy = (seats.get(s, s) for s in problem.seats)
            return f"{proxy} is to speak for {seat}, and has nobody either. Move somebody there, or name another seat."
        case "sector_wish":
            do = "does" if len(problem.people) == 1 else "do"
            return (
                f"{who} {do} not play the sector that you chose: seats that the talks cannot do without, and rooms of "
                "equal size, come first. Move somebody, or leave it so."
            )
        case "critical_empty":
            return f"{rooms.get(problem.room, '')}: nobody is left for {where}, and the talks need that. Move somebody."
        case "rooms_uneven":
            least, most = problem.facts
            fewest = "1 person" if least == 1 else f"{least} people"
            return f"One room has {fewest} and another {most}. Move somebody, or make the plan again."
        case _:
            return f"{rooms.get(problem.room, '')}: nobody speaks for {where}. Choose a larger cast."


def suits_words(people: int, rooms: int, cast: int) -> str:
    """How many rooms of which size suit so many people."""
    of = f"one room of {cast} seats" if rooms == 1 else f"{rooms} rooms of {cast} seats each"
    whom = "one person" if people == 1 else f"{people} people"
    return f"For {whom} we would open {of}."


def register(environment: Environment) -> None:
    """Give them to the templates."""
    environment.globals |= {"bad_row_words": bad_row_words, "sector_presence": lambda p: PRESENCE.get(p, "")}
