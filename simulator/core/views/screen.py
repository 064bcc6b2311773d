"""Parts of the projector: one idea per scene, built from what everybody may see."""

from __future__ import annotations

from dataclasses import dataclass

from ..clockwork import Clock
from ..ids import ClauseId, DecisionId, split_ref
from ..state.exercise import Exercise
from .press import front_page
from .room import clauses_now

STEP_SCENES: dict[str, str] = {
    "arrive": "lobby", "activity": "slides", "toolkit": "clock", "brief": "clock", "caucus": "clock", "round": "clause",
    "break": "clock", "package": "agreement", "sign": "signatures", "story": "agreement", "debrief": "agreement",
    "peers": "clock", "close": "agreement", "slack": "clock",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """Which scene is on the wall, and what every scene shows: room, step, question, clock, notice."""

    name: str
    chosen: bool
    scenario: str
    room: str
    step: str
    question: str
    do: str
    clock: Clock
    notice: str
    clause: ClauseId
    eyes: str


@dataclass(frozen=True, slots=True)
class SectorFill:
    """How many seats of a sector have their people."""

    code: str
    name: str
    hue: int
    held: int
    read: int
    of: int


@dataclass(frozen=True, slots=True)
class Lobby:
    """The sectors filling up."""

    sectors: tuple[SectorFill, ...]
    held: int
    read: int
    of: int


def floor_clause(state: Exercise) -> ClauseId:
    """The clause that the wall shows: the one on the floor, or of what is decided, or the step's first."""
    clause = split_ref(state.floor)[0]
    if clause in state.clauses:
        return clause
    about = state.decisions.get(state.floor) or state.on_table(state.floor)  # type: ignore[call-overload]
    if about and about.terms:
        return ClauseId(next(iter(about.terms)))
    return (clauses_now(state) or state.clauses)[0]


def _told(state: Exercise) -> str:
    """The five-year test, or what the debrief shows: from the act that put it there until the next step, and again in
    the steps that are made for it."""
    kind = state.current_step.kind if state.current_step else ""
    if kind == "debrief" and state.debrief.shown and not state.stage:
        return "debrief"
    return "years" if kind == "story" and state.trial.begun and not state.stage else state.stage


def held(state: Exercise, name: str) -> str:
    """The scene that was hung by hand and hides ``name``; empty where none does."""
    return state.scene if state.scene != name else ""


def behind(state: Exercise) -> str:
    """What is told behind a scene that was hung by hand: the five-year test or the debrief; empty where nothing is."""
    told = _told(state)
    return told if told and held(state, told) else ""


def step_scene(state: Exercise) -> str:
    """The scene that the step suggests when nothing else is on."""
    step = state.current_step
    return STEP_SCENES.get(step.kind, "clock") if step and state.clock != Clock() else "lobby"


def scene(state: Exercise) -> Scene:
    """What is on the wall: "Eyes up", a moment played back, what the facilitator chose, a decision, who speaks, the
    signing, the consent list, or what the step suggests."""
    step = state.current_step
    name = "eyes" if state.eyes_up else "moment" if state.moment else state.scene
    if name == "news" and not (state.thrown or front_page(state)):
        name = ""  # no paper was printed yet
    if not name and state.open_decision:
        # somebody may go on speaking while the room votes: the laptops show the turn too
        name = "decision"
    if not name and state.speaking.speaker:
        name = "speakers"
    if not name and (state.senses.open or state.senses.stage):
        # asked, and then the answer, until the room turns to something else
        name = "sense"
    name = name or _told(state)
    if not name and state.signing.status != "closed":
        name = "signatures"
    if not name and state.consents.listed:
        name = "consents"
    last = state.decisions.get(DecisionId(state.floor))
    if not name and last and last.status != "cancelled":
        # the result stays on the wall until the room turns to something else
        name = "decision"
    if not name:
        name = step_scene(state)
    return Scene(
        name, bool(state.scene), state.rulebook.title, state.room, step.title if step else "",
        step.question if step else "", step.do if step else "", state.clock, state.notice, floor_clause(state),
        state.eyes_text,
    )  # fmt: skip


def lobby(state: Exercise) -> Lobby:
    """The sectors filling up."""
    fills = []
    for sector in state.rulebook.sectors:
        seats = [s for s in state.seats.values() if s.sector == sector.code]
        held = [s for s in seats if s.person]
        if seats:
            read = sum(s.read for s in held)
            fills.append(SectorFill(sector.code, sector.name, sector.hue, len(held), read, len(seats)))
    return Lobby(
        tuple(fills), sum(f.held for f in fills), sum(f.read for f in fills), sum(f.of for f in fills)
    )
