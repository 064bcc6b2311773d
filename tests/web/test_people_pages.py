"""Flags on the desk, moving people, taking somebody out and back in: as forms without a script."""

import re

import pytest

from simulator.app.ports import canonical_code
from simulator.core.commands import seminar as steer
from simulator.core.envelope import Actor
from simulator.core.ids import SeminarId
from simulator.web.identity import PERSON
from tests.support.house import ORIGIN


@pytest.fixture
def exercise(house):
    return house.open(rooms=2)


@pytest.fixture
def host(house):
    return house.client(house.staff())


def code(house):
    return canonical_code(house.entry.join_code)


def seminar(house):
    return house.simulator.seminar(SeminarId(house.entry.seminar_id))


def place(house, who):
    return seminar(house).place.get(who.person)


def said(client, address):
    return re.sub(r"<[^>]+>", " ", client.get(address).text)


def post(client, address, **form):
    answer = client.post(address, data=form, headers=ORIGIN)
    assert answer.status_code == 303
    return answer.headers["Location"]


def row(host, exercise, seat):
    page = host.get(f"/steer/{exercise}").text
    return page.split(f'id="person-{seat}"')[1].split("</tr>")[0]


def test_a_flag_is_shown_to_the_facilitator_by_word_and_icon_and_to_nobody_else(house, host, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    before = house.client(ana).get(f"/x/{exercise}").text
    form = {"kind": "seat.flag", "room": exercise, "seat": "vendors", "flag": "more_time", "up": "1"}
    post(host, f"/steer/{exercise}/act", **form)
    found = row(host, exercise, "vendors")
    assert "icon--clock" in found
    assert "more time</span>" in found
    assert 'aria-pressed="true"' in found
    post(host, f"/steer/{exercise}/act", **form | {"flag": "away"})
    assert 'data-presence="away"' in row(host, exercise, "vendors")
    assert "your word" in row(host, exercise, "vendors")
    assert house.client(ana).get(f"/x/{exercise}").text == before
    post(host, f"/steer/{exercise}/act", **form | {"flag": "away", "up": "0"})
    assert 'data-presence="here"' in row(host, exercise, "vendors")
    # a seat sends no flags, not even its own
    assert not house.act(ana, exercise, "seat.flag", room=exercise, flag="remote", up="1")["ok"]


def test_the_desk_says_who_is_awaited_and_closes_anyway(house, host, exercise):
    for seat in ("vendors", "merchants"):
        house.sit(exercise, seat)
    house.steer(exercise, "seat.flag", room=exercise, seat="vendors", flag="more_time", up="1")
    house.steer(exercise, "decision.open", **{"term:rule": "majority"})
    page = said(host, f"/steer/{exercise}")
    assert "needs more time and has not voted" in page
    assert "Close it anyway" in page
    ack = house.steer(exercise, "decision.close", decision="d1")
    assert ack["code"] == "decision.awaited"
    assert "More time was promised to" in ack["message"]
    assert house.steer(exercise, "decision.close", "op-close-anyway", decision="d1", anyway="1")["ok"]


def test_several_who_are_awaited_are_named_together(house, host, exercise):
    for seat in ("vendors", "merchants"):
        house.sit(exercise, seat)
        house.steer(
            exercise, "seat.flag", f"op-flag-{seat}", room=exercise, seat=seat, flag="more_time", up="1"
        )
    house.steer(exercise, "step.enter", step="deciding")
    house.steer(exercise, "decision.open", **{"term:rule": "majority"})
    house.steer(exercise, "consent.list", **{"term:program": "fees"}, amount="5")
    page = said(host, f"/steer/{exercise}")
    assert "need more time and have not voted" in page


def test_somebody_is_moved_to_another_room_and_finds_out_why(house, host, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    other = next(r for r in seminar(house).rooms if r != exercise)
    page = f"/steer/{exercise}/people/{ana.person}"
    text = host.get(page).text
    assert "Another seat for Ana" in text
    assert "Nobody else has a seat yet." in text
    was = re.search(r'name="was" value="([^"]+)"', text)[1]
    assert was == f"{exercise}/vendors"
    assert post(host, page, do="move", was=was, to=f"{other}/merchants") == f"/steer/{exercise}#sheet-people"
    assert "Their pages say why." in said(host, f"/steer/{exercise}")
    assert place(house, ana) == (other, "merchants")
    client = house.client(ana)
    # the old address leads to the new seat
    assert client.get(f"/x/{exercise}").headers["Location"] == f"/x/{other}"
    assert "The facilitator has moved you to this seat." in client.get(f"/x/{other}").text
    assert "Room A" in client.get(f"/x/{other}").text.split('id="moved"')[1].split("</section>")[0]
    post(client, f"/x/{other}/act", kind="move.read")
    assert 'id="moved"' not in client.get(f"/x/{other}").text
    # looked at before the move: refused with a sentence, and nothing is changed
    post(host, page, do="move", was=was, to=f"{exercise}/neighbors")
    assert "They sit somewhere else by now." in said(host, page)
    assert place(house, ana) == (other, "merchants")


def test_who_had_no_seat_is_told_as_well(house, host, exercise):
    client = house.app.test_client()
    client.post(f"/s/{code(house)}/enter", data={"name": "Ivo"}, headers=ORIGIN)
    ivo = house.identities.read({PERSON: client.get_cookie(PERSON).value})
    page = f"/steer/{exercise}/people/{ivo.person}"
    assert "Has no seat yet." in host.get(page).text
    assert "Change places" not in host.get(page).text
    post(host, page, do="move", was="", to=f"{exercise}/vendors")
    assert "The facilitator has given you this seat." in client.get(f"/x/{exercise}").text


def test_two_change_places_by_one_form(house, host, exercise):
    ana, bo = house.sit(exercise, "vendors", name="Ana"), house.sit(exercise, "merchants", name="Bo")
    page = f"/steer/{exercise}/people/{ana.person}"
    form = {"do": "swap", "was": f"{exercise}/vendors", "with": f"{bo.person}@{exercise}/merchants"}
    assert f'value="{form["with"]}"' in host.get(page).text
    post(host, page, **form)
    assert place(house, ana) == (exercise, "merchants")
    assert place(house, bo) == (exercise, "vendors")
    for who in (ana, bo):
        assert "change places" in house.client(who).get(f"/x/{exercise}").text
    # the same once more, from a page that is old: nobody sits back
    post(host, page, **form)
    assert place(house, ana) == (exercise, "merchants")


def test_what_does_not_fit_is_said(house, host, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    page = f"/steer/{exercise}/people/{ana.person}"
    for form, sentence in (
        ({"do": "move", "was": f"{exercise}/vendors", "to": ""}, "There is no such room"),
        ({"do": "move", "was": f"{exercise}/vendors", "to": f"{exercise}/moon"}, "There is no such seat"),
        ({"do": "swap", "was": f"{exercise}/vendors", "with": ""}, "Nobody sits there"),
    ):
        post(host, page, **form)
        assert sentence in said(host, page)
    assert host.get(f"/steer/{exercise}/people/nobody").status_code == 404
    assert host.post(f"/steer/{exercise}/people/nobody", data={}, headers=ORIGIN).status_code == 404


def test_a_delegation_of_six_is_full(house, host, exercise):
    house.sit(exercise, "vendors", name="Ana")
    for n in range(5):
        house.another_at(exercise, "vendors", f"Friend {n}")
    bo = house.sit(exercise, "merchants", name="Bo")
    text = host.get(f"/steer/{exercise}/people/{bo.person}").text
    option = re.search(rf'<option value="{exercise}/vendors"[^>]*>[^<]+', text)[0]
    assert "disabled" in option
    assert "(full)" in option


def test_who_is_taken_out_reads_a_friendly_sentence_and_joins_again(house, host, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    client, lobby = house.client(ana), f"/s/{code(house)}"
    assert house.steer(exercise, "person.remove", person=ana.person)["ok"]
    assert client.get(f"/x/{exercise}").headers["Location"] == lobby
    text = said(client, lobby)
    assert "Thank you for being here, Ana" in text
    assert "You are welcome to come back." in text
    assert house.entry.shown_code in text
    assert client.get(f"{lobby}/waiting?out=1").json == {"go": ""}
    # a page that waits in the lobby goes to that page
    assert client.get(f"{lobby}/waiting?plan=1").json == {"go": lobby}
    desk = said(host, f"/steer/{exercise}")
    assert "Ana taken out of the seminar" in desk
    assert post(client, f"{lobby}/enter", name="Ana") == lobby
    assert "Thank you for being here" not in client.get(lobby).text
    assert ana.person in seminar(house).people


@pytest.mark.parametrize("way", ["claim", "ask", "resume"])
def test_whichever_door_they_take_they_come_in_again(house, exercise, way):
    ana = house.sit(exercise, "vendors", name="Ana")
    house.sit(exercise, "merchants", name="Bo")
    house.steer(exercise, "person.remove", person=ana.person)
    state = seminar(house)
    phrase = house.simulator.phrase(state, exercise, "vendors")
    form = {
        "claim": {"room": exercise, "seat": "vendors"},
        "ask": {"room": exercise, "seat": "merchants"},
        "resume": {"place": f"{exercise}/vendors", "phrase": phrase},
    }[way]
    post(house.client(ana), f"/s/{code(house)}/{way}", **form)
    assert ana.person in seminar(house).people
    assert (place(house, ana) is None) == (way == "ask")


def test_an_undo_puts_them_back_and_says_so_and_not_where_somebody_sits(house, host, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    house.steer(exercise, "person.remove", person=ana.person)
    page = host.get(f"/steer/{exercise}").text.split('id="happened"')[1]
    act = re.search(r'name="act" value="(\d+)"', page)[1]
    form = {"kind": "person.put_back", "person": ana.person, "act": act}
    post(host, f"/steer/{exercise}/act", **form)
    assert place(house, ana) == (exercise, "vendors")
    assert house.client(ana).get(f"/s/{code(house)}/waiting?out=1").json == {"go": f"/x/{exercise}"}
    assert "taken back" in host.get(f"/steer/{exercise}").text.split('id="happened"')[1]
    house.steer(exercise, "person.remove", "op-remove-again", person=ana.person)
    house.sit(exercise, "vendors", name="Ivo")
    act = seminar(house).removed[ana.person].act
    post(host, f"/steer/{exercise}/act", **form | {"act": str(act)})
    assert "Somebody else sits there now." in said(host, f"/steer/{exercise}")


def test_a_seminar_that_is_put_away_says_so_to_them_as_to_everybody(house, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    house.steer(exercise, "person.remove", person=ana.person)
    house.simulator.archive(SeminarId(house.entry.seminar_id), away=True)
    assert "This seminar is over" in house.client(ana).get(f"/s/{code(house)}").text


def test_somebody_without_a_seat_is_taken_out_too(house, host, exercise):
    client = house.app.test_client()
    client.post(f"/s/{code(house)}/enter", data={"name": "Ivo"}, headers=ORIGIN)
    ivo = house.identities.read({PERSON: client.get_cookie(PERSON).value})
    house.steer(exercise, "person.remove", person=ivo.person)
    text = said(client, f"/s/{code(house)}")
    assert "has taken you out of the seminar." in text
    assert "freed your seat" not in text


def test_the_guest_list_flags_the_seat_however_somebody_comes_to_it(house, host, exercise):
    text = "name,remote,more time\nAna,yes,\nBo,,x\nCy,,\n"
    host.post(f"/steer/{exercise}/seats/guests", data={"text": text}, headers=ORIGIN)
    guests = {g.name: g.id for g in house.services.guests.of(SeminarId(house.entry.seminar_id)).guests}
    ana = house.sit(exercise, "vendors", name="Ana")
    # who sits already and then says who they are
    post(house.client(ana), f"/s/{code(house)}/me", guest=guests["Ana"])
    assert seminar(house).rooms[exercise].flags == {"vendors": ("remote",)}
    # who says it first, and sits down then
    client = house.app.test_client()
    client.post(f"/s/{code(house)}/enter", data={"name": "Bo"}, headers=ORIGIN)
    post(client, f"/s/{code(house)}/me", guest=guests["Bo"])
    post(client, f"/s/{code(house)}/claim", room=exercise, seat="merchants")
    assert seminar(house).rooms[exercise].flags["merchants"] == ("more_time",)
    # what a facilitator clears stays cleared
    house.steer(exercise, "seat.flag", room=exercise, seat="vendors", flag="remote", up="0")
    house.services.seating.carry_out(SeminarId(house.entry.seminar_id))
    assert "vendors" not in seminar(house).rooms[exercise].flags
    cy = house.sit(exercise, "neighbors", name="Cy")
    post(house.client(cy), f"/s/{code(house)}/me", guest=guests["Cy"])
    assert "neighbors" not in seminar(house).rooms[exercise].flags


def test_whom_a_facilitator_moved_stays_there_in_every_later_plan(house, host, exercise):
    ana, bo = house.sit(exercise, "vendors", name="Ana"), house.sit(exercise, "merchants", name="Bo")
    seats = f"/steer/{exercise}/seats"
    post(host, f"{seats}/plan", sector="any", homes="split", most="6")
    # before a release the draft follows
    house.steer(exercise, "person.move", person=ana.person, room=exercise, seat="neighbors")
    assert (
        house.services.seating.draft(SeminarId(house.entry.seminar_id)).chairs[ana.person][1] == "neighbors"
    )
    post(host, f"{seats}/release")
    house.steer(exercise, "person.move", "op-move-bo", person=bo.person, room=exercise, seat="foundation")
    post(host, f"{seats}/release")
    assert place(house, ana) == (exercise, "neighbors")
    assert place(house, bo) == (exercise, "foundation")


def test_a_flag_of_somebody_who_got_up_meanwhile_is_let_go(house, exercise, monkeypatch):
    text = "name,remote\nAna,yes\n"
    host = house.client(house.staff())
    host.post(f"/steer/{exercise}/seats/guests", data={"text": text}, headers=ORIGIN)
    guest = house.services.guests.of(SeminarId(house.entry.seminar_id)).guests[0].id
    ana = house.sit(exercise, "vendors", name="Ana")
    where = house.simulator.place_of(SeminarId(house.entry.seminar_id), ana.person)
    house.simulator.steer(
        where.seminar, steer.FreeSeat(ana.person), Actor("facilitator", "f-first"), "op-free"
    )
    monkeypatch.setattr(house.simulator, "place_of", lambda *_: where)
    house.services.guests.match(where.seminar, guest, ana.person)
    house.services.seating._listed.flag(where.seminar, ana.person, "op-late")
    assert seminar(house).rooms[exercise].flags == {}


def test_who_stands_in_the_lobby_goes_to_the_seat_that_they_are_given(house, host, exercise):
    client = house.app.test_client()
    client.post(f"/s/{code(house)}/enter", data={"name": "Ivo"}, headers=ORIGIN)
    ivo = house.identities.read({PERSON: client.get_cookie(PERSON).value})
    lobby = client.get(f"/s/{code(house)}").text
    waits = re.search(r'data-waiting="([^"]+)"', lobby)[1]
    assert client.get(waits).get_json() == {"go": ""}
    post(host, f"/steer/{exercise}/people/{ivo.person}", do="move", was="", to=f"{exercise}/vendors")
    assert client.get(waits).get_json() == {"go": f"/x/{exercise}"}


def test_whose_seat_was_freed_reads_that_and_no_reproach(house, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    client = house.client(ana)
    assert house.steer(exercise, "seat.free", person=ana.person)["ok"]
    assert client.get(f"/x/{exercise}").headers["Location"] == f"/s/{code(house)}"
    page = client.get(f"/s/{code(house)}").text
    assert "You have no seat now: the facilitator freed it." in page
    assert "alert--info" in page


def test_who_is_not_let_in_is_told_so(house, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    client = house.app.test_client()
    ask = {"name": "Bo", "room": exercise, "seat": "vendors"}
    client.post(f"/s/{code(house)}/ask", data=ask, headers=ORIGIN)
    bo = house.identities.read({PERSON: client.get_cookie(PERSON).value})
    waits = f"/s/{code(house)}/waiting"
    assert client.get(waits).get_json() == {"go": ""}
    assert house.act(ana, exercise, "delegation.turn_away", person=bo.person, seat="vendors")["ok"]
    assert client.get(waits).get_json() == {"go": f"/s/{code(house)}"}
    assert "Nobody let you in this time." in client.get(f"/s/{code(house)}").text


def test_a_browser_that_went_to_another_seminar_is_told_the_way_back(house, exercise):
    here, other = code(house), house.open()
    ana = house.sit(other, "vendors", name="Ana")
    answer = house.client(ana).get(f"/x/{exercise}")
    assert answer.headers["Location"] == f"/s/{here}#resume"


def test_a_mistyped_phrase_is_typed_again_where_it_was(house, exercise):
    client = house.app.test_client()
    wrong = {"place": f"{exercise}/vendors", "phrase": "amber-otter-00"}
    back = post(client, f"/s/{code(house)}/resume", **wrong)
    assert back.endswith("#resume")
    assert f'value="{exercise}/vendors" selected' in client.get(back).text
    assert "otter" not in back
