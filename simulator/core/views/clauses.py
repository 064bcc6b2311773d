"""The agreement's clauses and options as everybody sees them, and what is settled of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..binding import is_closed, sitting
from ..deciding.decisions import electorate, first_committee
from ..ids import ClauseId, OptionId, OptionRef, split_ref
from ..rulebook import Need
from ..state.exercise import Exercise
from ..tally import Profile, profile
from .bind_lines import BindLine, bind_lines
from .marks import Caucus, Totals, caucuses, open_sense, totals


@dataclass(frozen=True, slots=True)
class ClauseHead:
    """A clause above its options."""

    id: ClauseId
    code: str
    title: str
    question: str
    status: str  # open, floor, adopted
    version: int
    adopted_letter: str
    adopted_title: str
    decision: str
    sense: str  # none, shown, hidden: the sense check that is open on it


class OptionRow(NamedTuple):
    """An option, how the caucuses stand on it, what it would bind the room to, and for a decision rule who could vote
    and who could block. No ``caucuses`` where the agreement keeps to the room's count."""

    ref: OptionRef
    code: str
    letter: str
    title: str
    says: str
    text: str
    needs: tuple[Need, ...]
    caucuses: tuple[Caucus, ...]
    totals: Totals
    rule: Profile | None
    adopted: bool
    binds: tuple[BindLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One clause of a package, in words."""

    clause: ClauseId
    code: str
    clause_title: str
    option: OptionId
    letter: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Adoptions:
    """The agreement so far: settled clauses with their options, open ones without."""

    settled: tuple[Term, ...]
    open: tuple[tuple[str, str], ...]


def clause_numbers(state: Exercise) -> dict[ClauseId, str]:
    """The numbers under which the clauses in play stand in the agreement: "4.2" is the second of article 4."""
    numbers: dict[ClauseId, str] = {}
    for article in state.rulebook.articles:
        shown = [clause for clause in article.clauses if clause in state.clauses]
        numbers.update((clause, f"{article.number}.{place}") for place, clause in enumerate(shown, start=1))
    return numbers


def term(state: Exercise, clause: ClauseId, option: OptionId) -> Term:
    """A clause and one of its options in the words of the scenario."""
    found = state.rulebook.clause_of[clause]
    chosen = found.option(option)
    return Term(
        clause, found.code, found.title, option, found.letter(option),
        chosen.title if chosen else "", chosen.says if chosen else "",
    )  # fmt: skip


def clause_head(state: Exercise, clause: str) -> ClauseHead:
    """A clause above its options."""
    found = state.rulebook.clause_of[ClauseId(clause)]
    adopted = state.agreement.get(found.id)
    on_floor = split_ref(state.floor)[0] == found.id
    option = found.option(adopted.option) if adopted else None
    status = "floor" if on_floor else "adopted" if adopted else "open"
    return ClauseHead(
        found.id, found.code, found.title, found.question, status, state.clause_versions.get(found.id, 1),
        found.letter(adopted.option) if adopted else "", option.title if option else "",
        adopted.decision if adopted else "", open_sense(state, found.id),
    )  # fmt: skip


def option_row(state: Exercise, ref: str) -> OptionRow:
    """An option with the caucuses' marks."""
    clause, option = split_ref(ref)
    found = state.rulebook.clause_of[clause]
    chosen = next(o for o in found.options if o.id == option)
    rows = caucuses(state, ref)
    rule = (
        profile(chosen.rule, electorate(state, first_committee(state, chosen.rule))) if chosen.rule else None
    )
    adopted = state.agreement.get(clause)
    return OptionRow(
        OptionRef(ref), found.code, found.letter(option), chosen.title, chosen.says, chosen.text, chosen.needs,
        () if is_closed(state) else rows, totals(rows), rule, bool(adopted and adopted.option == option),
        bind_lines(state, sitting(state, chosen.binds)) if chosen.binds else (),
    )  # fmt: skip


def adoptions(state: Exercise) -> Adoptions:
    """What is settled and what is open."""
    settled = tuple(term(state, c, state.agreement[c].option) for c in state.clauses if c in state.agreement)
    still = tuple((state.rulebook.clause_of[c].code, state.rulebook.clause_of[c].title) for c in state.clauses
                  if c not in state.agreement)  # fmt: skip
    return Adoptions(settled, still)
