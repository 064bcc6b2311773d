"""A room as it was: how much of it a replay shows at each level, and who says the same as whom."""

from dataclasses import fields, replace

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import ROOM as EVERYBODY
from simulator.core.envelope import SCREEN
from simulator.core.events import exercise as ev
from simulator.core.evolving.exercise import evolve
from simulator.core.replaying import HANDS, LETTERS, PUBLIC, debrief_begun
from simulator.core.rulebook import Step
from simulator.core.state.exercise import Exercise
from simulator.core.views.coalition import coalition
from simulator.core.views.milestones import milestone
from simulator.core.views.replay import WallMoment, frame, wall_moment
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR
from tests.support.room import Room as AnyRoom
from tests.support.rulebooks import small_book


def a_room(**options):
    """A room whose running order ends with a debrief."""
    last = Step("talkback", "debrief", "Debrief", 10, "What happened?", "Talk.", "Say", "Watch")
    return AnyRoom(replace(small_book(), steps=(*small_book().steps, last)), **options)


def debriefed(room):
    step = next(s.id for s in room.book.steps if s.kind == "debrief")
    assert not room.steer(steer.EnterStep(step)).refused
    return room


def opens(room, level):
    return room.act(FACILITATOR, do.OpenReplay(level))


def film(room):
    """Every state of the room, and what was counted until the end."""
    state, states = Exercise("a", room.book), []
    for event in room.log:
        state = evolve(state, event)
        states.append(state)
    counted = {e.decision for e in room.log if isinstance(e, ev.DecisionClosed)}
    return states, counted | {e.check for e in room.log if isinstance(e, ev.SenseClosed)}


def mark_of(found, seat):
    return next(dot.mark for dot in found.seats if dot.seat == seat)


def marks(room, *players, target="rule.unanimity", value="yes"):
    for player in players:
        done = room.act(player.actor, do.SetStance(player.seat, target, value, 1))
        assert not done.refused, done


def test_the_facilitator_opens_it_in_the_debrief_and_everybody_may_know():
    room = a_room()
    assert not debrief_begun(room.state)
    assert opens(room, HANDS).refused == "replay.early"
    debriefed(room)
    assert room.view(EVERYBODY)["replay"].open
    before = room.state.public_version
    assert opens(room, HANDS).kinds == ["replay.opened"]
    assert (room.state.replay, room.state.public_version) == (HANDS, before + 1)
    assert opens(room, HANDS).events == ()
    assert opens(room, "everything").refused == "target.unknown"


def test_letters_are_shown_only_once_they_are_open_to_the_room():
    room = a_room(letters="after")
    ana, _ = room.seats("city", "shop")
    room.act(ana.actor, do.SendMessage("city", "private", "psst", ("shop",)))
    debriefed(room)
    assert opens(room, LETTERS).refused == "replay.sealed"
    sent = [e for e in room.log if isinstance(e, ev.MessageSent)]
    assert frame(room.state, room.state, LETTERS, (), "", sent).letters == ()
    room.act(FACILITATOR, do.OpenLetters())
    assert opens(room, LETTERS).kinds == ["replay.opened"]
    (letter,) = frame(room.state, room.state, LETTERS, (), "", sent).letters
    assert (letter.line.text, letter.to) == ("psst", (room.state.organization("shop").short,))
    assert frame(room.state, room.state, HANDS, (), "", sent).letters == ()


def test_a_hidden_check_shows_its_marks_with_hands_once_it_was_closed_and_never_where_it_was_called_off():
    room = a_room()
    ana, _ = room.seats("city", "shop")
    for closes in (True, False):
        asked = room.act(FACILITATOR, do.OpenSense("rule")).events
        check = next(e.check for e in asked if isinstance(e, ev.SenseOpened))
        marks(room, ana, value="no" if closes else "with")
        room.act(FACILITATOR, do.CloseSense(check) if closes else do.CancelSense(check))
    states, counted = film(room)
    first, second = [s for e, s in zip(room.log, states, strict=True) if isinstance(e, ev.StanceSet)]
    public, hands = (frame(room.state, first, level, counted, "rule") for level in (PUBLIC, HANDS))
    assert (mark_of(public, "city"), public.about.hidden) == ("unsaid", True)
    assert (mark_of(hands, "city"), hands.about.hidden) == ("no", False)
    for level in (PUBLIC, HANDS, LETTERS):
        found = frame(room.state, second, level, counted, "rule")
        assert (mark_of(found, "city"), found.about.hidden) == ("no", True)


@pytest.mark.parametrize("counted_at_last", [True, False])
def test_ballots_are_shown_as_they_came_only_where_they_were_counted(counted_at_last):
    room = a_room()
    people = room.seats("city", "shop", "walkers")
    opened = room.act(FACILITATOR, do.OpenDecision({"rule": "unanimity"}))
    decision = opened.events[0].decision
    for player in people:
        room.act(player.actor, do.CastBallot(player.seat, decision, "yes", ""))
    room.act(FACILITATOR, do.CloseDecision(decision) if counted_at_last else do.CancelDecision(decision))
    states, counted = film(room)
    then = [s for e, s in zip(room.log, states, strict=True) if isinstance(e, ev.BallotCast)][-1]
    public, hands = (frame(room.state, then, level, counted) for level in (PUBLIC, HANDS))
    assert public.hands == ()
    assert mark_of(public, "city") == "said"
    assert public.about.kind == "decision"
    assert len(hands.hands) == (3 if counted_at_last else 0)
    assert mark_of(hands, "city") == ("yes" if counted_at_last else "said")
    assert frame(room.state, states[-1], HANDS, counted).hands == ()


def test_every_state_of_a_history_makes_a_frame_and_the_milestones_are_of_public_events():
    room = a_room()
    ana, bo, cy = room.seats("city", "shop", "walkers")
    marks(room, ana, bo)
    marks(room, cy, value="no")
    room.act(ana.actor, do.MakeProposal("city", {"rule": "unanimity"}, "quick"))
    room.act(FACILITATOR, do.PutOnFloor("p1"))
    assert frame(room.state, room.state, PUBLIC, ()).about.kind == "proposal"
    room.act(FACILITATOR, do.PutOnFloor("rule.unanimity"))
    assert frame(room.state, room.state, PUBLIC, ()).about.kind == "option"
    room.act(FACILITATOR, do.PutOnFloor("rule"))
    opened = room.act(FACILITATOR, do.OpenDecision({"rule": "unanimity"}))
    for player in (ana, bo, cy):
        room.act(player.actor, do.CastBallot(player.seat, opened.events[0].decision, "yes", ""))
    room.act(FACILITATOR, do.CloseDecision(opened.events[0].decision))
    room.steer(steer.Announce("Rain is coming"))
    room.steer(steer.Announce(""))
    states, counted = film(room)
    for then in states:
        found = frame(room.state, then, PUBLIC, counted)
        assert len(found.clauses) == len(then.clauses)
        assert frame(room.state, then, PUBLIC, counted, "lead").about.kind in ("option", "nothing")
    settled = next(c for c in found.clauses if c.id == "rule")
    assert settled.settled
    stones = [milestone(s, e) for e, s in zip(room.log, states, strict=True)]
    kinds = [m.kind for m in stones if m]
    assert [k for k in kinds if k != "step"] == ["proposal", "opened", "passed", "told"]


def test_a_count_that_was_taken_back_is_told_as_such():
    room = a_room()
    ana, bo, _cy = room.seats("city", "shop", "walkers")
    room.facilitator.adopts(ana, bo, rule="unanimity")
    room.facilitator.records(do.UndoAct(str(room.state.done[-1].version)))
    room.act(FACILITATOR, do.CloseDecision("d1"))
    states, _ = film(room)
    stones = [milestone(s, e) for e, s in zip(room.log, states, strict=True)]
    assert [m.kind for m in stones if m and m.kind != "step"] == ["opened", "passed", "undone", "passed"]


def test_the_frame_before_the_first_event_is_empty_and_whole():
    room = a_room()
    found = frame(room.state, Exercise("a", room.book), PUBLIC, ())
    assert (found.about.kind, found.seats, found.clauses) == ("nothing", (), ())


def test_who_answers_alike_stands_together_and_who_does_not_stands_alone():
    room = a_room()
    ana, bo, cy = room.seats("city", "shop", "walkers")
    refs = [r for c in room.state.clauses for r in room.book.refs(c)][:4]
    for place, ref in enumerate(refs):
        marks(room, ana, target=ref, value="yes")
        marks(room, bo, target=ref, value="yes" if place else "no")
        marks(room, cy, target=ref, value="no")
    found = coalition(room.state)
    assert [[name for name, _ in g] for g in found.groups] == [
        [room.state.organization(s).short for s in ("city", "shop")]
    ]
    assert [name for name, _ in found.alone] == [room.state.organization("walkers").short]
    assert not found.closed


def test_what_is_whispered_changes_no_public_frame():
    rooms = a_room(depth="full", letters="after"), a_room(depth="full", letters="after")
    for n, room in enumerate(rooms):
        ana, bo, _ = room.seats("city", "shop", "walkers")
        at = room.at
        marks(room, ana)
        for turn in range(2 * n):
            room.act(ana.actor, do.SendMessage("city", "private", f"whisper {turn}", ("shop",)))
            room.act(bo.actor, do.TableProposal("shop", {"rule": "unanimity"}, "named", ("city",)))
            room.act(ana.actor, do.MarkWorksheet("city", "rule.double", "must" if turn else "give"))
            # a room that whispers is not slower for it: instants are the server's
        room.at = at + 60_000
        marks(room, bo, value="no")

    def shown(room):
        states, counted = film(room)
        ends = {state.public_version: state for state in states}
        return [(n, frame(room.state, s, PUBLIC, counted, c)) for n, s in ends.items() for c in ("", "rule")]

    assert len(rooms[0].log) < len(rooms[1].log)
    assert shown(rooms[0]) == shown(rooms[1])


def shows(room, moment, clause=""):
    return room.act(FACILITATOR, do.ShowMoment(moment, clause))


def test_a_moment_is_on_the_wall_until_it_is_taken_off():
    room = a_room()
    room.seat("city")
    assert room.view(SCREEN)["moment"].moment == 0
    before = room.state.public_version
    assert shows(room, 2, "rule").kinds == ["replay.shown"]
    assert room.state.public_version == before + 1
    assert (room.view(SCREEN)["moment"].moment, room.view(SCREEN)["moment"].clause) == (2, "rule")
    assert room.view(SCREEN)["scene"].name == "moment"
    assert shows(room, 2, "rule").events == ()
    assert shows(room, 0, "rule").kinds == ["replay.shown"]
    assert room.view(SCREEN)["moment"].moment == 0
    assert room.view(SCREEN)["scene"].name != "moment"
    assert shows(room, 0).events == ()


def test_only_moments_that_were_and_clauses_in_play_are_shown():
    room = a_room()
    ana = room.seat("city")
    assert shows(room, room.state.public_version + 1).refused == "pledge.amount"
    assert shows(room, -1).refused == "pledge.amount"
    assert shows(room, 1, "nothing").refused == "value.unknown"
    assert room.act(ana.actor, do.ShowMoment(1)).refused == "actor.not_allowed"


@pytest.mark.parametrize(
    "turn",
    [
        lambda room: room.act(FACILITATOR, do.OpenDecision({"rule": "unanimity"})),
        lambda room: room.act(FACILITATOR, do.OpenSense("rule")),
        lambda room: room.act(FACILITATOR, do.PutOnFloor("rule")),
        lambda room: room.act(FACILITATOR, do.RunTrial()),
        lambda room: room.steer(steer.ShowScene("room")),
        lambda room: room.steer(steer.EnterStep("talkback")),
    ],
)
def test_the_wall_looks_back_until_the_room_turns_to_something_else(turn):
    room = a_room()
    room.seats("city", "shop", "walkers")
    missed, pages = set(), Pages()
    room.watch = lambda before, event, after: missed.update(pages.missed(before, event, after))
    shows(room, 2)
    assert not turn(room).refused
    assert room.state.moment is None
    assert room.view(SCREEN)["scene"].name != "moment"
    assert not missed


def test_what_only_says_something_leaves_the_moment_on_the_wall():
    room = a_room()
    room.seat("city")
    shows(room, 2)
    room.steer(steer.Announce("Look up."))
    assert room.view(SCREEN)["scene"].name == "moment"
    room.steer(steer.EyesUp(True))
    assert room.view(SCREEN)["scene"].name == "eyes"


@pytest.mark.parametrize("counted_at_last", [True, False])
def test_a_moment_on_the_wall_has_no_hands_and_no_hidden_marks_whatever_was_opened(counted_at_last):
    room = a_room()
    people = room.seats("city", "shop", "walkers")
    decision = room.act(FACILITATOR, do.OpenDecision({"rule": "unanimity"})).events[0].decision
    for player in people:
        room.act(player.actor, do.CastBallot(player.seat, decision, "yes", ""))
    room.act(FACILITATOR, do.CloseDecision(decision) if counted_at_last else do.CancelDecision(decision))
    debriefed(room)
    opens(room, HANDS)
    states, counted = film(room)
    then = [s for e, s in zip(room.log, states, strict=True) if isinstance(e, ev.BallotCast)][-1]
    assert frame(room.state, then, HANDS, counted).hands or not counted_at_last
    found = wall_moment(then)
    assert {dot.mark for dot in found.seats if dot.seat in ("city", "shop", "walkers")} == {"said"}
    assert found.clauses == frame(room.state, then, PUBLIC, ()).clauses
    assert not {f.name for f in fields(WallMoment)} & {"hands", "letters", "level"}
