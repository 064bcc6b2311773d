"""What is shown is what is accepted: `permissions` and `decide` read the same moves."""

import typing

import pytest

from simulator.core.commands import exercise as do
from simulator.core.decide import MOVES
from simulator.core.permissions import may, permissions
from tests.support.room import FACILITATOR, SYSTEM, Room


def kinds(room, actor):
    return {p.kind for p in permissions(room.state, actor)}


def test_every_command_has_one_move():
    assert set(MOVES) == set(typing.get_args(do.ExerciseCommand))
    assert len({command.KIND for command in MOVES}) == len(MOVES)


def test_before_the_brief_is_read_there_is_little_to_do():
    room = Room()
    ana = room.seat("city", read=False)
    assert kinds(room, ana.actor) == {"brief.confirm", "message.send", "help.ask"}
    ana.reads()
    assert kinds(room, ana.actor) == {
        "brief.confirm",
        "message.send",
        "help.ask",
        "stance.set",
        "proposal.make",
        "pledge.make",
        "worksheet.mark",
        "fact.tell",
    }


def test_a_decision_a_proposal_a_pledge_and_a_signing_bring_their_moves():
    room = Room()
    ana, bo = room.seats("city", "shop")
    ana.proposes(lead="city")
    ana.pledges("cash")
    assert {"proposal.revise", "proposal.withdraw", "pledge.revise", "pledge.withdraw"} <= kinds(
        room, ana.actor
    )
    assert "proposal.make" not in kinds(room, ana.actor)
    assert "proposal.revise" not in kinds(room, bo.actor)
    room.facilitator.opens("p1", seen=1)
    assert "ballot.cast" in kinds(room, bo.actor)
    assert "proposal.revise" not in kinds(room, ana.actor)
    for player in (ana, bo):
        player.votes("yes")
    room.facilitator.closes()
    room.facilitator.opens_signing()
    always = {"brief.confirm", "message.send", "help.ask", "stance.set", "worksheet.mark", "fact.tell"}
    assert kinds(room, ana.actor) == {*always, "signature.give"}


def test_cards_are_offered_until_they_are_played():
    room = Room()
    ana = room.seat("city")
    offered = {p.target for p in permissions(room.state, ana.actor) if p.kind == "pledge.make"}
    assert offered == {"", "cash", "staff"}
    ana.pledges("cash")
    offered = {p.target for p in permissions(room.state, ana.actor) if p.kind == "pledge.make"}
    assert offered == {"", "staff"}


def test_the_facilitator_steers_and_the_system_follows():
    room = Room()
    room.seat("city")
    assert kinds(room, FACILITATOR) == {
        "decision.open",
        "sense.open",
        "inject.throw",
        "inject.plan",
        "floor.put",
        "proposal.make",
        "message.send",
        "line.send",
        "seat.look",
        "trial.run",
        "replay.show",
    }
    assert kinds(room, SYSTEM) == {"seminar.follow", "laptops.note_quiet"}
    assert kinds(Room(start=False), SYSTEM) == {"exercise.start", "seminar.follow", "laptops.note_quiet"}


def test_stances_are_offered_on_options_in_play_and_live_proposals_with_their_versions():
    room = Room()
    ana = room.seat("city")
    ana.proposes(lead="city")
    ana.revises("p1", lead="board")
    offered = {p.target: p.bounds.seen for p in permissions(room.state, ana.actor) if p.kind == "stance.set"}
    assert offered["p1"] == 2
    assert offered["lead.board"] == 1
    assert not any(target.startswith("extra") for target in offered)
    ana.withdraws("p1")
    assert "p1" not in {p.target for p in permissions(room.state, ana.actor)}


@pytest.mark.parametrize("cast", [4, 8])
def test_may_says_the_same_as_permissions(cast):
    room = Room(cast=cast)
    ana = room.seat("city")
    offered = {(p.kind, p.target) for p in permissions(room.state, ana.actor)}
    for kind, move in MOVES.items():
        for target in ("", "cash", "plenary", "lead.city", "nothing"):
            if (kind.KIND, target) in offered:
                assert may(room.state, ana.actor, kind, "city", target)
            elif target in move.targets(room.state, ana.actor):
                assert not may(room.state, ana.actor, kind, "city", target)
