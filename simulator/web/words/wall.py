"""Words of the wall, read by people who sit twelve meters away: short, and the number first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import Environment

from simulator.core.budget import Line
from simulator.core.tally import Outcome
from simulator.core.views.clauses import OptionRow
from simulator.core.views.outcome import SigningBoard
from simulator.core.views.room import Floor

from .amounts import amount_words
from .balance import gap_words
from .room import count_words
from .signing import signature_state, unled_words

_MARKS = ("yes", "with", "aside", "no", "said", "unsaid")
_STANCES = ("yes", "with", "no", "unsaid")
_KEYS = {"option": _STANCES, "proposal": _STANCES, "clause": ("said", "unsaid"), "nothing": ()}


def wall_tally(outcome: Outcome) -> dict[str, int]:
    """The bar of a count: its line stands where the last count that was made wanted it, 0 where none wants a number."""
    yes = next((c for c in outcome.counts[-1].checks if c.code == "yes"), None)
    total = outcome.yes + outcome.aside + outcome.no + outcome.silent
    return {
        "yes": outcome.yes, "no": outcome.no, "aside": outcome.aside, "waiting": outcome.silent, "total": total,
        "needed": yes.need if yes else 0,
    }  # fmt: skip


def wall_line(line: Line) -> str:
    """A budget line against its need."""
    if line.needed and line.short:
        return gap_words(line, "short")
    if line.needed and line.even:
        return f"covered: {amount_words(line.kind, line.worst.pledged)}"
    if line.needed:
        return f"covered{' in every year' if all(year.needed for year in line.years) else ''}"
    years = () if line.even else tuple(n for n, y in enumerate(line.years, start=1) if y == line.worst)
    return f"{amount_words(line.kind, line.worst.pledged, years)} pledged"


def wall_floor_counts(floor: Floor) -> list[tuple[str, str, int]]:
    """The key under the room: mark, word, how many. A decision shows only the marks that occur."""
    counts = dict(floor.marks)
    silent = "did not vote" if floor.over else "not yet"
    names = _KEYS[floor.kind] if floor.kind in _KEYS else [m for m in _MARKS if counts.get(m)]
    return [(name, silent if name == "unsaid" else count_words(name), counts.get(name, 0)) for name in names]


def wall_signing(board: SigningBoard) -> str:
    """How far the signing is, in one sentence."""
    more = f", {'but' if board.signed >= board.needed else 'and'} {unled_words(board)}" if board.unled else ""
    if board.status == "concluded":
        return f"{board.signed} of {board.of} signed; {board.needed} were needed{more}"
    if board.status == "open":
        return f"{board.signed} of {board.of} have signed; {board.needed} are needed{more}"
    return "Signing has not begun"


def wall_gone(board: SigningBoard) -> str:
    """Who cannot sign, beside the count: "3 have nobody here to sign for them"; empty where all can."""
    if not board.gone:
        return ""
    words = "has nobody here to sign for it" if board.gone == 1 else "have nobody here to sign for them"
    return f"{board.gone} {words}"


def wall_codes(seats: Iterable[Mapping[str, object]]) -> list[tuple[str, int]]:
    """The caucuses that vote, in the order of the columns: code and hue."""
    found = {str(s["code"]): int(str(s["index"])) for s in seats if s["votes"]}
    return sorted(found.items(), key=lambda pair: pair[1])


def wall_sectors(seats: Iterable[Mapping[str, object]]) -> list[tuple[str, int, str]]:
    """The caucuses of the room in the order of the half-circle: code, hue and name, for the legend of the picture."""
    found = {str(s["code"]): (int(str(s["index"])), str(s["caucus"])) for s in seats}
    return [(code, hue, name) for code, (hue, name) in sorted(found.items(), key=lambda pair: pair[1])]


def wall_option_sum(row: OptionRow) -> list[tuple[str, str, int]]:
    """The three numbers beside an option: mark, word, how many."""
    return [("yes", "yes", row.totals.yes), ("with", "with changes", row.totals.with_changes),
            ("no", "no", row.totals.no)]  # fmt: skip


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        wall_tally=wall_tally, wall_line=wall_line, wall_floor_counts=wall_floor_counts, wall_signing=wall_signing,
        wall_signed=signature_state,
        wall_gone=wall_gone, wall_codes=wall_codes, wall_sectors=wall_sectors, wall_option_sum=wall_option_sum,
    )  # fmt: skip
