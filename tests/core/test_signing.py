"""Signatures are bound to the text, and any change of the text is a change of its hash."""

from simulator.core.agreement_text import agreement_hash
from simulator.core.commands import exercise as do
from tests.support.room import Room


def signed_room():
    room = Room()
    ana, bo, cy = room.seats("city", "shop", "walkers")
    room.facilitator.adopts(ana, bo, cy, lead="city")
    return room, ana, bo, cy


def test_every_change_of_the_agreement_changes_its_hash():
    room, ana, bo, cy = signed_room()
    seen = {agreement_hash(room.state)}

    def changed():
        now = agreement_hash(room.state)
        assert now not in seen
        assert len(now) == 64
        seen.add(now)

    room.facilitator.adopts(ana, bo, cy, lead="board")
    changed()
    room.facilitator.adopts(ana, bo, cy, money="none")
    changed()
    ana.pledges(kind="cash", amount=5, line="desk")
    changed()
    ana.revises_pledge("r1", 6)
    changed()
    ana.revises_pledge("r1", 6, seen=2, note="from May")
    changed()
    bo.pledges(kind="cash", amount=6, line="desk")
    changed()


def test_talk_stances_and_proposals_do_not_touch_the_text():
    room, ana, _bo, _cy = signed_room()
    before = agreement_hash(room.state)
    ana.marks("lead.city", "yes", seen=2)
    ana.proposes(money="fund")
    ana.says("hello")
    assert agreement_hash(room.state) == before


def test_the_order_of_decisions_does_not_matter_to_the_text():
    hashes = set()
    for order in (("lead", "money"), ("money", "lead")):
        room = Room()
        ana = room.seat("city")
        for clause in order:
            room.facilitator.adopts(ana, **{clause: {"lead": "city", "money": "none"}[clause]})
        hashes.add(agreement_hash(room.state))
    assert len(hashes) == 1


def test_the_agreement_enters_into_force_with_enough_signatures():
    room, ana, bo, cy = signed_room()
    room.facilitator.opens_signing()
    assert room.state.signing.needed == 2
    ana.signs()
    bo.signs("reserve", "our board has to agree")
    cy.signs("decline", "nothing for us")
    concluded = room.facilitator.concludes()
    assert (concluded.events[0].signed, concluded.events[0].in_force) == (2, True)
    assert room.state.signing.in_force


def test_one_signature_too_few_keeps_it_out_of_force():
    room, ana, bo, _cy = signed_room()
    room.facilitator.opens_signing()
    ana.signs()
    bo.signs("decline", "no")
    room.facilitator.concludes()
    assert (room.state.signing.status, room.state.signing.in_force) == ("concluded", False)


def test_a_signature_of_somebody_who_came_late_is_kept_and_does_not_count():
    room, ana, _bo, _cy = signed_room()
    room.facilitator.opens_signing()
    late = room.seat("bank")
    ana.signs()
    late.signs()
    assert room.facilitator.concludes().events[0].signed == 1


def test_the_same_signature_twice_is_one_and_may_be_changed():
    room, ana, _bo, _cy = signed_room()
    room.facilitator.opens_signing()
    first = ana.signs("reserve", " later ")
    assert ana.signs("reserve", "later").events == ()
    changed = ana.signs("sign", "no note here")
    assert (first.events[0].before, changed.events[0].before, changed.events[0].note) == (None, "reserve", "")


def test_reopening_the_text_undoes_every_signature():
    room, ana, bo, _cy = signed_room()
    room.facilitator.opens_signing()
    old = room.state.signing.text_hash
    ana.signs()
    bo.signs()
    room.facilitator.reopens()
    assert (room.state.signing.signatures, room.state.signing.voided) == ({}, 2)
    bo.pledges("cash")
    room.facilitator.opens_signing()
    assert room.state.signing.text_hash != old
    assert bo.signs(seen=old).refused == "target.stale"
    assert room.state.signing.voided == 2


def test_a_facilitator_records_for_a_seat_and_it_shows():
    room, _ana, _bo, _cy = signed_room()
    room.facilitator.opens_signing()
    given = room.facilitator.records(do.GiveSignature("bank", "sign", room.state.signing.text_hash))
    assert given.events[0].recorded
    assert room.state.signing.signatures["bank"].recorded
