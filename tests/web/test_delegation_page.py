"""The door of a delegation, its sheets, and going home, as forms without a script."""

import pytest

from simulator.app.ports import canonical_code
from simulator.core.decide import MOVES
from simulator.web.identity import PERSON
from simulator.web.words.desk import PLAIN
from tests.support.house import ORIGIN


def code_of(house):
    return canonical_code(house.entry.join_code)


def post(client, path, **form):
    return client.post(path, data=form, headers=ORIGIN)


def ask(house, exercise, name="Jo", seat="vendors"):
    """Somebody new asks to join; returns their browser."""
    client = house.app.test_client()
    answer = post(client, f"/s/{code_of(house)}/ask", name=name, room=exercise, seat=seat)
    assert answer.status_code == 303
    return client


def identity(house, client):
    return house.identities.read({PERSON: client.get_cookie(PERSON).value})


def phrase(house, exercise, seat="vendors"):
    seminar = house.simulator.seminar(house.simulator.exercise(exercise).seminar)
    return house.simulator.phrase(seminar, exercise, seat)


def resume(house, exercise, client=None, seat="vendors", **form):
    client = client or house.app.test_client()
    form = {"place": f"{exercise}/{seat}", "phrase": phrase(house, exercise, seat), **form}
    return client, post(client, f"/s/{code_of(house)}/resume", **form)


@pytest.fixture
def exercise(house):
    return house.open()


def test_who_asks_waits_in_the_lobby_until_somebody_opens(house, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    jo = ask(house, exercise)
    lobby = f"/s/{code_of(house)}"
    assert "You asked to join" in jo.get(lobby).text
    assert jo.get(f"{lobby}/waiting").json == {"go": ""}
    page = house.client(ana).get(f"/x/{exercise}").text
    assert "Jo</strong> would like to join you" in page
    person = identity(house, jo).person
    ack = house.act(ana, exercise, "delegation.admit", person=person)
    assert ack["ok"], ack
    assert jo.get(f"{lobby}/waiting").json == {"go": f"/x/{exercise}"}
    assert "Ana and Jo" in jo.get(f"/x/{exercise}").text
    assert "Ana and Jo" in house.client(house.staff()).get(f"/steer/{exercise}").text


def test_who_asks_may_think_better_of_it_and_is_sent_back_when_turned_away(house, exercise):
    ana = house.sit(exercise, "vendors")
    jo, lobby = ask(house, exercise), f"/s/{code_of(house)}"
    assert post(jo, f"{lobby}/unask").status_code == 303
    assert post(jo, f"{lobby}/unask").status_code == 303
    assert "You asked to join" not in jo.get(lobby).text
    post(jo, f"{lobby}/ask", room=exercise, seat="vendors")
    form = {"kind": "delegation.turn_away", "person": identity(house, jo).person}
    assert post(house.client(ana), f"/x/{exercise}/act", **form).status_code == 303
    assert jo.get(f"{lobby}/waiting").json == {"go": lobby}


def test_asking_needs_a_name_and_a_seat_that_is_there(house, exercise):
    house.sit(exercise, "vendors")
    nameless = house.app.test_client()
    post(nameless, f"/s/{code_of(house)}/ask", room=exercise, seat="vendors")
    assert "Write the one that the facilitator knows you by" in nameless.get(f"/s/{code_of(house)}").text
    lost = ask(house, exercise, seat="moon")
    assert "There is no such seat" in lost.get(f"/s/{code_of(house)}").text


@pytest.mark.parametrize("kind", ["seat.claim", "seat.free", "step.enter", "delegation.ask", "swap.offer"])
def test_a_seat_sends_no_other_command_of_the_seminar(house, exercise, kind):
    ana = house.sit(exercise, "vendors")
    assert house.act(ana, exercise, kind, person=ana.person)["code"] == "actor.not_allowed"


def test_nobody_leaves_or_swaps_for_somebody_else(house, exercise):
    ana, bo = house.sit(exercise, "vendors"), house.sit(exercise, "merchants")
    assert house.act(bo, exercise, "swap.ask", person=ana.person)["ok"]
    assert set(house.simulator.exercise(exercise).swaps) == {bo.person}
    assert house.act(bo, exercise, "seat.leave", person=ana.person)["ok"]
    assert house.simulator.exercise(exercise).seats["vendors"].person == ana.person
    jo = identity(house, ask(house, exercise))
    admit = {"person": jo.person, "room": exercise, "seat": "vendors"}
    cyd = house.sit(exercise, "foundation")
    assert house.act(cyd, exercise, "delegation.admit", **admit)["code"] == "delegation.unasked"


def test_the_phrase_lets_another_name_in_and_brings_the_same_name_back(house, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    jo, answer = resume(house, exercise, name="Jo")
    assert answer.headers["Location"] == f"/x/{exercise}"
    seat = house.simulator.exercise(exercise).seats["vendors"]
    assert seat.people == (ana.person, identity(house, jo).person)
    for name, person in (("ana", ana.person), ("JO", seat.people[1])):
        again, answer = resume(house, exercise, name=name)
        assert identity(house, again).person == person
        assert answer.headers["Location"] == f"/x/{exercise}"
    stranger, answer = resume(house, exercise)
    assert "Write your name too" in stranger.get(answer.headers["Location"]).text
    own, _ = resume(house, exercise, house.client(ana))
    assert identity(house, own).person == ana.person
    # somebody who said their name at the door comes back by it
    door = house.app.test_client()
    post(door, f"/s/{code_of(house)}/enter", name="Jo")
    resume(house, exercise, door)
    assert identity(house, door).person == seat.people[1]


def test_the_phrase_opens_no_seat_of_six(house, exercise):
    house.sit(exercise, "vendors")
    for n in range(5):
        resume(house, exercise, name=f"Jo {n}")
    late, answer = resume(house, exercise, name="Late")
    assert answer.headers["Location"] == f"/s/{code_of(house)}"
    lobby = late.get(answer.headers["Location"]).text
    assert "There are 6 people at this seat" in lobby
    assert "taken, and full" in lobby


# --- sheets


def keep(client, exercise, text, seen=0, sheet="walkaway", script=True):
    headers = {**ORIGIN, **({"Accept": "application/json"} if script else {})}
    form = {"sheet": sheet, "text": text, "seen": str(seen)}
    return client.post(f"/x/{exercise}/sheet", data=form, headers=headers)


def test_a_sheet_is_the_delegations_and_the_others_are_told(house, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    other = house.client(house.sit(exercise, "merchants"))
    jo, _ = resume(house, exercise, name="Jo")
    assert keep(house.client(ana), exercise, "two moves a year").json == {"ok": True, "version": 1}
    told = [(to, data) for to, event, data in house.sender.sent if event == "sheet"]
    assert told == [
        (house.channel(exercise, "vendors"),
         {"sheet": "walkaway", "text": "two moves a year", "version": 1, "who": "Ana"})
    ]  # fmt: skip
    assert "two moves a year" in jo.get(f"/x/{exercise}").text
    assert jo.get(f"/x/{exercise}/sheets").json["walkaway"] == {"text": "two moves a year", "version": 1}
    assert "two moves" not in other.get(f"/x/{exercise}").text + other.get(f"/x/{exercise}/sheets").text
    assert "two moves" not in house.client(house.staff()).get(f"/steer/{exercise}").text


def test_two_texts_at_once_are_shown_or_kept_both(house, exercise):
    ana = house.client(house.sit(exercise, "vendors"))
    jo, _ = resume(house, exercise, name="Jo")
    keep(ana, exercise, "hers")
    late = keep(jo, exercise, "mine")
    assert (late.status_code, late.json["code"], late.json["text"], late.json["version"]) == (
        200,
        "sheet.changed",
        "hers",
        1,
    )
    assert keep(jo, exercise, "mine", seen=1).json["version"] == 2
    assert keep(ana, exercise, "again hers", script=False).status_code == 303
    assert jo.get(f"/x/{exercise}/sheets").json["walkaway"]["text"] == "mine\n\nagain hers"
    assert "Read both texts there" in ana.get(f"/x/{exercise}").text
    assert keep(ana, exercise, "clean", seen=3, script=False).headers["Location"].endswith("#panel-worksheet")


def test_odd_sheets_are_refused(house, exercise):
    ana = house.client(house.sit(exercise, "vendors"))
    assert keep(ana, exercise, "x", sheet="diary").status_code == 400
    assert keep(ana, exercise, "x" * 600, seen="many").json["ok"]
    assert len(ana.get(f"/x/{exercise}/sheets").json["walkaway"]["text"]) == 500
    nobody = house.app.test_client()
    assert keep(nobody, exercise, "x").status_code == 403
    assert nobody.get(f"/x/{exercise}/sheets").status_code == 403
    for path in ("/x/no-such/sheets", "/x/no-such/leave", "/x/no-such/left"):
        assert ana.get(path).status_code == 404
    assert keep(ana, "no-such", "x").status_code == 404


def test_the_next_people_at_a_seat_begin_with_empty_sheets(house, exercise):
    ana = house.sit(exercise, "vendors")
    keep(house.client(ana), exercise, "our secret")
    assert house.steer(exercise, "seat.free", person=ana.person)["ok"]
    assert (
        "our secret" not in house.client(house.sit(exercise, "vendors", name="Bo")).get(f"/x/{exercise}").text
    )


# --- going home


def test_going_home_says_what_happens_and_keeps_two_answers_for_oneself(house, exercise):
    ana, bo = house.sit(exercise, "vendors"), house.sit(exercise, "merchants", name="Bo")
    client = house.client(ana)
    before = client.get(f"/x/{exercise}/leave").text
    assert "the seat stays empty until" in before
    refused = post(client, f"/x/{exercise}/leave", proxy="foundation")
    assert "Nobody sits there" in client.get(refused.headers["Location"]).text
    gone = post(client, f"/x/{exercise}/leave", proxy="merchants")
    assert gone.headers["Location"] == f"/x/{exercise}/left"
    assert "speaks for it from now on" in client.get(f"/x/{exercise}/left").text
    assert "You speak for" in house.client(bo).get(f"/x/{exercise}/leave").text
    kept = post(client, f"/x/{exercise}/left", learned="a lot", tomorrow="listen")
    assert "Kept." in client.get(kept.headers["Location"]).text
    notes = {n.sheet: (n.text, n.person_id) for n in house.stores.notes.of_seat(exercise, "vendors")}
    assert notes == {"learned": ("a lot", ana.person), "tomorrow": ("listen", ana.person)}
    assert client.get(f"/x/{exercise}/agreement").status_code == 200
    assert client.get(f"/x/{exercise}").headers["Location"] == f"/x/{exercise}/left"
    assert post(client, f"/x/{exercise}/leave").headers["Location"] == "/"
    house.stores.notes.erase_person(ana.person)
    assert "a lot" not in client.get(f"/x/{exercise}/left").text


def test_only_who_went_home_has_a_page_for_it(house, exercise):
    ana = house.client(house.sit(exercise, "vendors"))
    other = house.open()
    for client in (ana, house.app.test_client()):
        assert client.get(f"/x/{exercise}/left").headers["Location"] == f"/x/{exercise}"
        assert post(client, f"/x/{exercise}/left", learned="x").headers["Location"] == f"/x/{exercise}"
    assert ana.get(f"/x/{other}/left").headers["Location"] == f"/x/{other}"
    assert house.stores.notes.of_seat(exercise, "vendors") == ()


def test_one_of_several_leaves_and_the_others_stay(house, exercise):
    ana = house.sit(exercise, "vendors", name="Ana")
    jo, _ = resume(house, exercise, name="Jo")
    assert "Ana goes on at this seat." in jo.get(f"/x/{exercise}/leave").text
    post(jo, f"/x/{exercise}/leave", everybody="0")
    assert "go on at this seat" in jo.get(f"/x/{exercise}/left").text
    assert house.simulator.exercise(exercise).seats["vendors"].people == (ana.person,)


def test_all_of_a_seat_leave_only_where_somebody_says_that_the_others_know(house, exercise):
    house.sit(exercise, "vendors", name="Ana")
    jo, _ = resume(house, exercise, name="Jo")
    asked = post(jo, f"/x/{exercise}/leave", everybody="1")
    assert asked.headers["Location"] == f"/x/{exercise}/leave?all=1"
    page = jo.get(asked.headers["Location"]).text
    assert "Others sit at this seat." in page
    assert 'name="everybody" value="1" checked' in page
    assert len(house.simulator.exercise(exercise).seats["vendors"].people) == 2
    post(jo, f"/x/{exercise}/leave", everybody="1", sure="1")
    assert house.simulator.exercise(exercise).seats["vendors"].people == ()
    gone = post(jo, f"/x/{exercise}/left", learned=" ", tomorrow="").headers["Location"]
    assert "so nothing is kept" in jo.get(gone).text
    gone = post(jo, f"/x/{exercise}/left", learned="A lot.").headers["Location"]
    assert "Kept." in jo.get(gone).text


def test_every_act_of_a_seat_has_words_of_its_own():
    said = {k for k, move in {m.command.KIND: m for m in MOVES.values()}.items() if "delegate" in move.roles}
    known = {*PLAIN, "stance.set", "ballot.cast", "signature.give", "worksheet.mark", "message.send"}
    assert said == known
