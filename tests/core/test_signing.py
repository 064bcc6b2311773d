"""Signatures are bound to the text, and any change of the text is a change of its hash."""

from dataclasses import replace

from simulator.core.agreement_text import agreement_hash, document_hash
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR as FACILITATOR_PAGE
from simulator.core.envelope import ROOM, SCREEN, Actor, seat_audience
from simulator.core.views.again import Again, ClauseChange, PledgeChange
from tests.core.test_dirty import Watched
from tests.support.room import Room


def signed_room(room=None):
    room = room or Room()
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


def test_who_went_home_is_not_waited_for_and_nobody_signs_in_its_place():
    room, ana, _bo, _cy = signed_room(Watched())
    room.steer(steer.LeaveSeat("person-walkers", "city"), person("person-walkers"))
    room.facilitator.opens_signing()
    board, cells = room.view(ROOM)["signing"], cells_of(room)
    assert (board.of, board.waiting, board.gone) == (2, 2, 1)
    assert cells["walkers"] == ("home", "city")
    assert {seat for seat, (gone, _) in cells.items() if gone} == {"walkers"}
    # who leaves while the others sign is waited for no longer; a signature that was given stands
    ana.signs()
    room.steer(steer.LeaveSeat("person-shop", "city"), person("person-shop"))
    room.steer(steer.LeaveSeat("person-city"), person("person-city"))
    board, cells = room.view(ROOM)["signing"], cells_of(room)
    assert (board.signed, board.waiting, board.gone) == (1, 0, 2)
    assert (cells["city"], cells["shop"], cells["walkers"]) == (("", ""), ("home", ""), ("home", ""))
    # somebody comes back
    room.seat("shop")
    assert (room.view(ROOM)["signing"].waiting, cells_of(room)["shop"]) == (1, ("", ""))
    room.facilitator.concludes()


def test_a_free_seat_is_no_empty_line_and_who_takes_it_may_sign():
    room = Watched(bots="none")
    ana = room.seat("city")
    room.facilitator.adopts(ana, lead="city")
    assert {gone for gone, _ in cells_of(room).values()} == {""}
    room.steer(steer.NameProxy(room.state.id, "shop", "city"))
    room.facilitator.opens_signing()
    cells = cells_of(room)
    assert (cells["city"], cells["shop"], cells["walkers"]) == (("", ""), ("away", "city"), ("free", ""))
    assert (room.view(ROOM)["signing"].waiting, room.view(ROOM)["signing"].gone) == (1, 1)
    assert room.seat("walkers").signs().kinds == ["signature.given"]
    assert cells_of(room)["walkers"] == ("", "")


def person(name):
    return Actor("delegate", name)


def cells_of(room):
    view = room.view(ROOM)
    found = (view[f"signature/{seat}"] for seat in room.state.seats)
    return {cell.seat: (cell.gone, cell.voice) for cell in found}


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
    room.facilitator.reopens(ana, bo)
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


def reopened_room(*, changes):
    """Three have signed, the room reopens the text, ``changes(room, ana, bo, cy)``, and the signing is open again."""
    room, ana, bo, cy = signed_room()
    bo.pledges(kind="staff", amount=5, line="desk")
    room.facilitator.opens_signing()
    ana.signs()
    bo.signs("reserve", "our board has to agree")
    cy.signs("decline", "nothing for us")
    room.facilitator.reopens(ana, bo)
    changes(room, ana, bo, cy)
    room.facilitator.opens_signing()
    return room, ana, bo, cy


def again(room, seat):
    return room.view(seat_audience(seat))["mysignature"].again


def test_whose_part_did_not_change_may_give_the_same_answer_again():
    room, _ana, bo, _cy = reopened_room(changes=lambda room, ana, bo, cy: ana.pledges("cash"))
    assert again(room, "shop") == Again("reserve", "our board has to agree", True, (), ())
    assert again(room, "walkers") == Again("decline", "nothing for us", True, (), ())
    assert again(room, "bank") is None
    told = room.view(FACILITATOR_PAGE)["desk"]
    assert (told.asked, told.unchanged) == (2, 1)
    old = room.state.signing.fallen["shop"].signature
    assert old.text_hash != room.state.signing.text_hash
    bo.signs("reserve", "our board has to agree")
    assert room.state.signing.signatures["shop"].text_hash == room.state.signing.text_hash
    assert room.state.signing.signatures["shop"].part_hash == old.part_hash
    assert again(room, "shop") is None
    assert room.view(FACILITATOR_PAGE)["desk"].asked == 1


def test_whose_part_changed_is_told_which_clause_and_how():
    def changes(room, ana, bo, cy):
        room.facilitator.adopts(ana, bo, cy, money="fund")
        room.facilitator.adopts(ana, bo, cy, lead="board")

    room, *_ = reopened_room(changes=changes)
    told = again(room, "city")
    assert told.unchanged is False
    assert told.clauses == (
        ClauseChange("1.2", "Money", "", "a", "A fund"), ClauseChange("1.3", "Lead", "a", "b", "Board"),
    )  # fmt: skip
    assert room.view(FACILITATOR_PAGE)["desk"].unchanged == 0


def test_whose_own_pledges_changed_is_told_which_and_how():
    def changes(room, ana, bo, cy):
        ana.pledges("cash")
        bo.revises_pledge("r1", 10)

    room, *_ = reopened_room(changes=changes)
    assert again(room, "city").pledges == (PledgeChange("cash", "bus line", 0, 50, ""),)
    assert again(room, "shop").pledges == (PledgeChange("staff", "desk", 5, 10, ""),)
    assert again(room, "walkers").unchanged


def test_a_pledge_with_other_words_and_one_that_is_gone_are_changes():
    room, *_ = reopened_room(changes=lambda room, ana, bo, cy: bo.revises_pledge("r1", 5, note="from May"))
    assert again(room, "shop").pledges == (PledgeChange("staff", "desk", 5, 5, "from May"),)
    room, *_ = reopened_room(changes=lambda room, ana, bo, cy: bo.withdraws_pledge("r1"))
    assert again(room, "shop").pledges == (PledgeChange("staff", "desk", 5, 0, ""),)


def test_what_was_changed_and_changed_back_is_no_change():
    def changes(room, ana, bo, cy):
        room.facilitator.adopts(ana, bo, cy, lead="board")
        room.facilitator.adopts(ana, bo, cy, lead="city")

    room, *_ = reopened_room(changes=changes)
    assert again(room, "city").unchanged


def test_who_was_not_asked_at_the_second_signing_is_compared_with_what_it_signed():
    room, ana, bo, cy = reopened_room(changes=lambda room, ana, bo, cy: None)
    ana.signs()
    room.facilitator.reopens(ana, bo)
    room.facilitator.adopts(ana, bo, cy, lead="board")
    room.facilitator.opens_signing()
    assert again(room, "shop").kind == "reserve"
    assert [c.now for c in again(room, "shop").clauses] == ["b"]
    assert room.state.signing.voided == 3


def test_a_signed_text_is_reopened_by_a_decision_only():
    room, ana, bo, cy = signed_room()
    room.facilitator.opens_signing()
    assert room.view(FACILITATOR_PAGE)["desk"].can_reopen
    ana.signs()
    refused = room.facilitator.reopens()
    assert (refused.refused, refused.facts) == ("signing.needs_decision", {"signatures": 1})
    assert room.facilitator.calls_reopening().events[0].terms == {}
    assert room.state.open_decision.reopens
    assert room.facilitator.concludes().refused == "decision.another_open"
    bo.signs()
    assert room.view(FACILITATOR_PAGE)["deciding"].falling == 2
    for player in (ana, bo, cy):
        player.votes("yes")
    closed = room.facilitator.closes()
    assert closed.kinds == ["decision.closed", "signing.reopened"]
    assert (closed.events[1].voided, room.state.signing.status) == (2, "closed")


def test_where_the_room_says_no_the_signatures_stand():
    room, ana, bo, cy = signed_room()
    room.facilitator.opens_signing()
    ana.signs()
    room.facilitator.calls_reopening()
    for player in (ana, bo, cy):
        player.votes("no", "we are done")
    assert room.facilitator.closes().kinds == ["decision.closed"]
    assert room.state.signing.signatures["city"].kind == "sign"
    assert room.facilitator.concludes().kinds == ["signing.concluded"]
    assert room.facilitator.reopens(ana, bo, cy).kinds == ["decision.closed", "signing.reopened"]
    assert room.facilitator.calls_reopening().refused == "signing.closed"


def test_a_refusal_and_a_signature_that_does_not_count_do_not_keep_the_text_closed():
    room, ana, _bo, _cy = signed_room()
    room.facilitator.opens_signing()
    ana.signs("decline", "no")
    room.seat("bank").signs()
    assert room.facilitator.reopens().events[0].voided == 0


def test_a_decision_on_reopening_has_no_clause_for_the_wall():
    room, ana, _bo, _cy = signed_room()
    room.facilitator.opens_signing()
    ana.signs()
    room.facilitator.calls_reopening()
    scene = room.view(SCREEN)["scene"]
    assert (scene.name, scene.clause) == ("decision", "rule")


def test_a_signature_from_before_parts_had_hashes_may_be_given_again():
    room, ana, bo, _cy = signed_room()
    room.facilitator.opens_signing()
    given = ana.signs().events[0]
    room.state = replace(room.state, signing=replace(room.state.signing, signatures={}))
    room.take((replace(given, part_hash=""),))
    room.facilitator.reopens(ana, bo)
    room.facilitator.opens_signing()
    assert again(room, "city").unchanged


def test_a_reservation_changes_the_document_and_not_the_text():
    room, ana, _bo, _cy = signed_room()
    draft = document_hash(room.state)
    room.facilitator.opens_signing()
    text, opened = agreement_hash(room.state), document_hash(room.state)
    ana.signs("reserve", "our board has to agree")
    assert agreement_hash(room.state) == text
    assert len({draft, opened, document_hash(room.state)}) == 3
