"""Tables on the pages as they are opened, and posted to, without a script; talk in one room."""

from simulator.web.words.tables import eyes_words, sheet_note, sheet_words, speaker_kind
from tests.support.house import ORIGIN, SEATS


def post(client, address, **fields):
    return client.post(address, data=fields, headers=ORIGIN)


def seated_in_groups(house, **choices):
    """A seminar of six in the step in which they sit in threes: exercise and identities by seat."""
    here = house.open(**choices)
    people = {seat: house.sit(here, seat) for seat in SEATS}
    assert house.steer(here, "step.enter", step="resources")["ok"]
    return here, people


def test_a_table_writes_hands_in_and_reports_by_plain_forms(house):
    here, people = seated_in_groups(house)
    group = house.simulator.exercise(here).group_of("vendors")
    other = next(s for s in group.members if s != group.scribe)
    client, reader = house.client(people[group.scribe]), house.client(people[other])
    act = f"/x/{here}/act"
    fields = {"kind": "table.write", "seen": "0", "rationale": "<b>fair</b>"}
    option = house.simulator.exercise(here).rulebook.clause_of["money"].options[0].id
    fields["term:money"] = option
    assert post(client, act, **fields).status_code == 303
    text = reader.get(f"/x/{here}").get_data(as_text=True)
    assert "&lt;b&gt;fair&lt;/b&gt;" in text
    assert "I write now" in text
    assert post(client, act, kind="table.hand_in", seen="0").status_code == 303
    assert post(client, act, kind="table.report", live="A fund.", hinder="").status_code == 303
    desk = house.client(house.staff()).get(f"/steer/{here}").get_data(as_text=True)
    assert "1 of 2 tables have handed in, 1 of 2 reported." in desk
    assert f"Table {group.place} proposes" in reader.get(f"/x/{here}").get_data(as_text=True)
    refused = post(reader, act, kind="table.report", live="Mine.")
    assert refused.status_code == 303
    assert "writes for your table now" in reader.get(f"/x/{here}").get_data(as_text=True)


def test_in_one_room_the_page_writes_to_the_facilitator_only(house):
    here, people = seated_in_groups(house, talk="room")
    text = house.client(people["vendors"]).get(f"/x/{here}").get_data(as_text=True)
    assert "To the facilitator only" in text
    assert "one organization, in private" not in text
    steering = house.client(house.staff()).get(f"/steer/{here}").get_data(as_text=True)
    assert "Send to all" not in steering
    assert "To one seat" in steering
    ack = house.act(people["vendors"], here, "message.send", channel="plenary", text="hello")
    assert (ack["ok"], ack["code"]) == (False, "talk.in_room")
    assert "go over and say it" in ack["message"]
    assert house.act(people["vendors"], here, "message.send", channel="facilitator", text="help")["ok"]


def test_far_away_the_page_writes_to_everybody(house):
    here, people = seated_in_groups(house, talk="remote")
    text = house.client(people["vendors"]).get(f"/x/{here}").get_data(as_text=True)
    assert "one organization, in private" in text
    assert "Send to all" in house.client(house.staff()).get(f"/steer/{here}").get_data(as_text=True)


def test_signs_are_printed_for_each_table_and_for_the_door(house):
    here = house.open()
    empty = house.client(house.staff()).get(f"/steer/{here}/tables").get_data(as_text=True)
    assert "Nobody has a seat yet" in empty
    here, _people = seated_in_groups(house)
    text = house.client(house.staff()).get(f"/steer/{here}/tables").get_data(as_text=True)
    assert text.count('class="sign-sheet"') == 2
    assert "Where do I sit?" in text
    assert text.count("<b>Table 1</b>") == 3
    assert house.client(house.staff()).get(f"/steer/{here}/tables?step=no-such").status_code == 200


def test_eyes_up_is_on_the_page_as_it_is_opened(house):
    here, people = seated_in_groups(house)
    assert house.steer(here, "eyes.set", up="1", text="")["ok"]
    text = house.client(people["vendors"]).get(f"/x/{here}").get_data(as_text=True)
    assert "data-up" in text
    assert "look at who is speaking" in text


def test_words():
    assert {sheet_words(s) for s in ("empty", "draft", "handed", "changed")} >= {"handed in", "being written"}
    assert all(sheet_note(s).endswith(".") for s in ("empty", "draft", "handed", "changed"))
    assert (speaker_kind("point"), speaker_kind("one")) == ("point of order", "")
    assert eyes_words("look") == "Eyes up: look"
