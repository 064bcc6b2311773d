"""The story so far: what a latecomer reads, and nothing that belongs to others."""

from simulator.core.agenda import LATE_AFTER, is_late
from simulator.core.commands import exercise as do
from simulator.core.views.story import MOTIONS_SHOWN, so_far
from tests.support.room import FACILITATOR, Room


def told(room, seat="county"):
    return so_far(room.state, seat)


def test_before_anything_happened_there_is_little_to_tell():
    story = told(Room())
    assert (story.short, story.decision, story.motions, story.news, story.press) == (
        "county",
        None,
        (),
        (),
        (),
    )
    assert (story.ours.marks, story.ours.votes, story.ours.pledges, story.ours.leads) == ((), (), (), ())
    assert (story.ours.signature, story.agreed.settled, story.bar.kind) == ("none", (), "brief")


def test_it_sums_up_what_everybody_can_read_and_what_our_organization_said():
    room = Room(bots="none")
    ana, bo, cy = room.seats("city", "shop", "county")
    room.facilitator.enters("plenum")
    ana.proposes(money="fund")
    room.facilitator.enters("talk")
    cy.marks("lead.city", "with", "Not alone.")
    room.facilitator.opens(lead="city")
    for player in (ana, bo, cy):
        player.votes("yes")
    room.facilitator.closes()
    cy.pledges("cash")
    room.facilitator.records(do.MakeProposal("", {"rule": "double"}))
    room.act(FACILITATOR, do.ThrowInject("storm"))
    room.facilitator.puts("money")
    story = told(room)
    assert [t.letter for t in story.agreed.settled] == [room.state.rulebook.clause_of["lead"].letter("city")]
    assert [(m.term.code, m.value, m.reason) for m in story.ours.marks] == [
        (room.state.rulebook.clause_of["lead"].code, "with", "Not alone.")
    ]
    assert [(v.number, v.choice, v.status) for v in story.ours.votes] == [(1, "yes", "passed")]
    assert len(story.ours.pledges) == 1
    assert story.floor.kind == "clause"
    assert [m.author for m in story.motions] == ["", "city"]
    assert [s.title for s in story.news] == ["A storm"]
    assert story.groups.rows
    assert story.bar.place == room.state.group_of("county").place
    assert story.decision is None
    # the others' votes and marks are theirs
    assert [v.number for v in told(room, "plant").ours.votes] == []


def test_an_open_decision_is_what_the_room_is_at_and_a_cancelled_one_never_was():
    room = Room(bots="none")
    ana, bo = room.seats("city", "county")
    room.facilitator.enters("plenum")
    room.facilitator.opens(lead="city")
    bo.votes("no")
    ana.votes("yes")
    story = told(room)
    assert (story.decision.number, story.decision.cast) == (1, 2)
    assert [(v.choice, v.status) for v in story.ours.votes] == [("no", "open")]
    assert all(c.yes == c.no == 0 for c in story.decision.caucuses)
    room.act(FACILITATOR, do.CancelDecision("d1"))
    assert (told(room).decision, told(room).ours.votes) == (None, ())


def test_the_newest_proposals_of_everybody_are_told_and_none_that_some_keep_to_themselves():
    room = Room(depth="full", bots="none")
    ana, _, _ = room.seats("city", "shop", "county")
    room.facilitator.enters("plenum")
    for _ in range(MOTIONS_SHOWN + 1):
        room.act(ana.actor, do.TableProposal("city", {"lead": "city"}, "all"))
    room.act(ana.actor, do.TableProposal("city", {"lead": "board"}, "named", ("shop",)))
    for seat in ("county", "shop", "city"):
        assert len(told(room, seat).motions) == MOTIONS_SHOWN
        assert {t.option for m in told(room, seat).motions for t in m.terms} == {"city"}
    assert told(room, "city").motions[0].ours
    assert not told(room).motions[0].ours


def test_a_signature_and_led_tasks_are_told():
    room = Room(bots="none")
    ana, bo = room.seats("city", "county")
    room.facilitator.enters("plenum")
    room.facilitator.opens(lead="city")
    for player in (ana, bo):
        player.votes("yes")
    room.facilitator.closes()
    room.facilitator.opens_signing()
    room.act(bo.actor, do.GiveSignature("county", "sign", room.state.signing.text_hash))
    assert told(room).ours.signature == "sign"


def test_late_is_who_comes_after_the_first_step_or_well_into_it():
    steps = Room().state.steps
    assert not is_late(steps, steps[0].id, LATE_AFTER)
    assert is_late(steps, steps[0].id, LATE_AFTER + 1)
    assert is_late(steps, steps[1].id, 0)
