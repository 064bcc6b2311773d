"""The facilitator's page of seats by plain forms: list, plan, move, release, latecomers; the lobby of those listed."""

import io
import re

from simulator.app.ports import canonical_code
from simulator.core.commands.seminar import ClaimSeat, NameProxy
from simulator.core.envelope import Actor
from simulator.core.ids import SeminarId
from simulator.web.identity import PERSON
from tests.support.house import ORIGIN, SEATS, House

SECTORS = ("Local governments", "Business", "")
LIST = "name;organization;sector;remote;keep together with;keep apart from\n" + "\n".join(
    f"Guest {n};Home {n // 3};{SECTORS[n % 3]};{'yes' if n == 5 else ''};{'Guest 2' if n == 1 else ''};"
    f"{'Guest 4' if n == 3 else ''}"
    for n in range(1, 10)
)


class Desk:
    """A facilitator at the page of seats."""

    def __init__(self, house, **choices):
        self.house, self.here = house, house.open(**choices)
        self.client = house.client(house.staff())
        self.code = canonical_code(house.entry.join_code)
        self.seminar = SeminarId(house.entry.seminar_id)

    def post(self, what, **fields):
        answer = self.client.post(f"/steer/{self.here}/seats/{what}", data=fields, headers=ORIGIN)
        assert answer.status_code == 303
        return answer

    def page(self, query=""):
        answer = self.client.get(f"/steer/{self.here}/seats{query}")
        assert answer.status_code == 200
        return answer.text

    def invite(self, text=LIST):
        self.post("guests", text=text)
        return self.guests()

    def guests(self):
        return {g.name: g.id for g in self.house.services.guests.of(self.seminar).guests}

    def plan(self, **wishes):
        self.post("plan", **{"sector": "any", "homes": "split", "most": "6", **wishes})
        return self.draft()

    def draft(self):
        return self.house.services.seating.draft(self.seminar)

    def place(self, who):
        return self.house.simulator.seminar(self.seminar).place.get(who.person)


class Visitor:
    """Somebody with a browser who typed a name."""

    def __init__(self, desk, name):
        self.desk, self.client = desk, desk.house.app.test_client()
        self.address = f"/s/{desk.code}"
        self.client.post(f"{self.address}/enter", data={"name": name}, headers=ORIGIN)
        self.person = desk.house.identities.read({PERSON: self.client.get_cookie(PERSON).value}).person

    def says(self, guest):
        return self.client.post(f"{self.address}/me", data={"guest": guest}, headers=ORIGIN)

    def lobby(self):
        return self.client.get(self.address).text

    def waiting(self):
        return self.client.get(f"{self.address}/waiting?plan=1").json["go"]


def test_the_number_of_people_chooses_rooms_and_seats(house):
    client = house.client(house.staff())
    form = {"scenario": "first-table", "cast": "4", "rooms": "1", "people": "17"}
    answer = client.post("/steer/new", data=form, headers=ORIGIN)
    here = answer.headers["Location"].rpartition("/")[2]
    seminar = house.simulator.seminar(house.simulator.exercise(here).seminar)
    assert [(r.name, r.cast) for r in seminar.rooms.values()] == [("Room A", 6), ("Room B", 6)]


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_list_is_taken_planned_moved_and_released(house):
    desk = Desk(house)
    assert "Nobody is on the list" in desk.page()
    assert "The plan will be here" in desk.page()
    ids = desk.invite()
    page = desk.page()
    assert "Home 3" in page
    assert "For 9 people we would open" not in page
    early = Visitor(desk, "guest 7")
    assert "That is me:" in early.lobby()
    assert early.says(ids["Guest 7"]).headers["Location"] == early.address
    assert early.waiting() == ""
    draft = desk.plan()
    assert len(draft.chairs) == 9
    assert draft.chairs[ids["Guest 1"]] == draft.chairs[ids["Guest 2"]]
    assert draft.chairs[ids["Guest 3"]] != draft.chairs[ids["Guest 4"]]
    assert "Only you see this plan" in desk.page()
    assert desk.place(early) is None
    # one move, and it stays in another plan
    there = next(s for s in SEATS if s != draft.chairs[ids["Guest 7"]][1])
    assert f'<option value="{ids["Guest 7"]}" selected>' in desk.page(f"?move={ids['Guest 7']}")
    desk.post("move", who=ids["Guest 7"], to=f"{desk.here}/{there}")
    assert desk.draft().chairs[ids["Guest 7"]][1] == there
    assert desk.plan().chairs[ids["Guest 7"]][1] == there
    assert early.waiting() == ""
    desk.post("release")
    assert desk.place(early) == (desk.here, there)
    assert early.waiting() == f"/x/{desk.here}"
    assert "Released." in desk.page()
    log = house.stores.events.head(f"seminar:{desk.seminar}")
    desk.post("release")
    assert house.stores.events.head(f"seminar:{desk.seminar}") == log
    # who is on the list and comes later sits down at once
    late = Visitor(desk, "Guest 1")
    assert late.says(ids["Guest 1"]).headers["Location"] == f"/x/{desk.here}"
    assert desk.place(late) == desk.draft().chairs[ids["Guest 1"]]
    assert "sits here" in desk.page()


def test_a_latecomer_whom_nobody_expected_gets_a_free_chair_in_one_tap(house):
    desk = Desk(house)
    desk.invite()
    desk.plan()
    desk.post("release")
    before = desk.draft().chairs
    late = Visitor(desk, "Zed")
    assert "Your name is not on the list" in late.lobby()
    page = text_of(desk.page())
    assert re.search(r"Zed → \w", page)
    desk.post("new", who=late.person)
    place = desk.place(late)
    assert place == desk.draft().chairs[late.person]
    assert {k: w for k, w in desk.draft().chairs.items() if k != late.person} == before
    assert late.waiting() == f"/x/{desk.here}"
    # who bears the name of a guest is not given a second chair with all the others
    twin, new = Visitor(desk, "guest 7"), Visitor(desk, "Yara")
    assert "is on the list: one tap on “That is me”" in text_of(desk.page())
    desk.post("new")
    assert desk.place(twin) is None
    assert desk.place(new)
    desk.post("new", who=twin.person)
    assert desk.place(twin), "somebody else of that name is seated by hand"
    # before anything is released, the same tap only changes the plan
    other = Desk(house)
    other.plan()
    waits = Visitor(other, "Ana")
    assert "The facilitator is seating everybody" in waits.lobby()
    other.post("new")
    assert other.place(waits) is None
    assert waits.person in other.draft().chairs


def test_people_change_places_when_the_plan_says_so(house):
    desk = Desk(house)
    ana, bo = Visitor(desk, "Ana"), Visitor(desk, "Bo")
    desk.plan()
    desk.post("release")
    first, second = desk.place(ana), desk.place(bo)
    assert first != second
    desk.post("move", who=ana.person, to="/".join(second))
    desk.post("move", who=bo.person, to="/".join(first))
    page = desk.page()
    assert "You changed the plan since you released it" in page
    assert "sits at" in page
    assert (desk.place(ana), desk.place(bo)) == (first, second)
    desk.post("release")
    assert (desk.place(ana), desk.place(bo)) == (second, first)
    # who took another seat since is shown where they sit, and goes back when the plan is released again
    free = next(s for s in SEATS if (desk.here, s) not in (first, second))
    house.simulator.steer(
        desk.seminar,
        ClaimSeat(ana.person, desk.here, free),
        Actor("delegate", ana.person),
        "by-myself",
    )
    assert "of those who are here do not sit on their chair" in text_of(desk.page())
    desk.post("release")
    assert desk.place(ana) == second


def test_a_name_is_taken_once_and_can_be_given_back(house):
    desk = Desk(house)
    ids = desk.invite()
    one, two = Visitor(desk, "Guest 1"), Visitor(desk, "Guest 1")
    assert "You are on the list" not in one.lobby()
    one.says(ids["Guest 1"])
    assert "You are on the list" in one.lobby()
    assert "Guest 1, Home" not in two.lobby()
    two.says(ids["Guest 1"])
    assert "Somebody is here under that name" in two.lobby()
    one.says("")
    assert "You are on the list" not in one.lobby()
    two.says(ids["Guest 1"])
    assert "You are on the list" in two.lobby()
    desk.post("forget", free=ids["Guest 1"])
    assert "You are on the list" not in two.lobby()
    two.says("no-such")
    assert "no longer on the list" in two.lobby()
    stranger = house.app.test_client()
    assert (
        stranger.post(f"/s/{desk.code}/me", data={"guest": ids["Guest 2"]}, headers=ORIGIN).status_code == 303
    )
    assert "Guest 2" not in stranger.get(f"/s/{desk.code}").text
    assert "Guest" not in stranger.get(f"/s/{desk.code}").text


def test_who_sat_down_before_saying_their_name_stays_there(house):
    desk = Desk(house)
    ids = desk.invite()
    desk.plan()
    desk.post("release")
    planned = desk.draft().chairs[ids["Guest 1"]][1]
    visitor = Visitor(desk, "Guest 1")
    taken = next(s for s in SEATS if s != planned)
    visitor.client.post(f"{visitor.address}/claim", data={"room": desk.here, "seat": taken}, headers=ORIGIN)
    visitor.says(ids["Guest 1"])
    house.services.seating.carry_out(desk.seminar)
    Visitor(desk, "Zed")
    desk.post("new")
    assert desk.place(visitor) == desk.draft().chairs[ids["Guest 1"]] == (desk.here, taken)


def test_names_leave_no_trace_in_the_log_and_can_be_erased(house):
    desk = Desk(house)
    ids = desk.invite("name,organization\nDana Quill,Elm Works\nBo Lee,City")
    visitor = Visitor(desk, "Dana")
    visitor.says(ids["Dana Quill"])
    desk.plan()
    desk.post("release")
    for stream in house.stores.events.streams():
        log = "".join(str(r.payload) for r in house.stores.events.read(stream, 0, 1000))
        assert "Quill" not in log
        assert "Elm" not in log
    desk.post("forget", guest=ids["Bo Lee"])
    assert list(desk.guests()) == ["Dana Quill"]
    desk.post("forget", all="1")
    assert desk.guests() == {}
    assert "Elm Works" not in desk.page()
    desk.post("forget")


def test_a_file_is_read_and_each_bad_line_is_named(house):
    desk = Desk(house)
    data = "Name;Organisation;Sector\nZoë;Mill;Bakery\n;City;\n".encode("cp1252")
    desk.post("guests", file=(io.BytesIO(data), "guests.csv"))
    page = text_of(desk.page())
    assert "Zoë" in page
    assert "Line 2 names the sector “Bakery”" in page
    assert "Line 3 has no name" in page
    desk.post("guests", text="  ")
    assert "The list is empty" in desk.page()
    assert list(desk.guests()) == ["Zoë"]
    desk.post("guests", text="name,organization,keep apart from\nZoë,Mill,Nobody Known\n")
    assert "Line 2 keeps somebody apart from “Nobody Known”, who is not listed" in text_of(desk.page())
    # the same guest again is brought up to date, and keeps the chair
    kept = desk.guests()["Zoë"]
    assert desk.invite("zoe;mill;Business") == {"zoe": kept}
    assert "The list is empty" not in desk.page()


def test_what_cannot_be_done_is_said(house):
    desk = Desk(house)
    desk.post("release")
    assert "There is no plan yet" in desk.page()
    ids = desk.invite()
    for wishes in ({"sector": "x"}, {"homes": "x"}, {"most": "7"}, {"most": "x"}):
        desk.plan(**wishes)
        assert 'role="alert"' in desk.page()
        assert not desk.draft().made
    desk.plan()
    for fields in (
        {"who": ids["Guest 1"], "to": "no/where"},
        {"who": "nobody", "to": f"{desk.here}/vendors"},
        {},
    ):
        before = desk.draft()
        desk.post("move", **fields)
        assert 'role="alert"' in desk.page()
        assert desk.draft() == before
    for n in range(1, 8):
        desk.post("move", who=ids[f"Guest {n}"], to=f"{desk.here}/vendors")
    assert "which is as many as fit" in desk.page()
    assert sum(w[1] == "vendors" for w in desk.draft().chairs.values()) == 6
    fresh = desk.plan(how="fresh")
    assert fresh.moved == ()
    assert fresh.seed == 1


def test_the_page_says_what_the_plan_could_not_do(house):
    desk = Desk(house, rooms=2)
    desk.invite("name,keep together with,keep apart from,observer\nAna,Bo,Bo,\nBo,,,\nCy,,,\nWatcher,,,yes")
    desk.plan(most="1")
    page = text_of(desk.page())
    assert "The list binds" in page
    assert "Room A: nobody is left for" in page
    assert "Only watching: Watcher" in page
    assert "For 3 people we would open one room of 4 seats" in page
    draft = desk.draft()
    room = f"{desk.seminar}-1"
    for guest in draft.chairs:
        desk.post("move", who=guest, to=f"{room}/vendors")
    page = text_of(desk.page())
    assert "are to be kept apart, and share" in page
    assert "One room has 0 people and another 3" in page


def test_a_release_that_a_crash_interrupted_goes_on(house, tmp_path):
    desk = Desk(house)
    ana = Visitor(desk, "Ana")
    desk.plan()
    seating = house.services.seating
    seating._let_in = lambda *_args: False  # the power fails before anybody sits
    desk.post("release")
    assert desk.place(ana) is None
    again = House(tmp_path, stores=house.stores, clock=house.clock)
    again.running.seating.carry_out(desk.seminar)
    assert again.simulator.seminar(desk.seminar).place[ana.person] == desk.draft().chairs[ana.person]


# --- seats without people


def proxies(desk):
    return dict(desk.house.simulator.seminar(desk.seminar).rooms[desk.here].proxies)


def test_another_organization_speaks_for_a_seat_without_people_once_it_is_released(house):
    desk = Desk(house)
    ids = desk.invite("name\nAna\nBo\nCy\nDee\n")
    desk.plan(empty="proxy")
    shown = house.services.seating.look(desk.seminar)
    assert len(shown.proxies) == 2
    assert "its people vote for both" in desk.page()
    assert proxies(desk) == {}
    (empty, other) = (where.partition("/")[2] for where in shown.proxies)
    speaker = desk.draft().chairs[ids["Ana"]][1]
    # one is named by hand, the other one is played by rules after all
    desk.post("proxy", seat=f"{desk.here}/{empty}", proxy=speaker)
    desk.post("proxy", seat=f"{desk.here}/{other}", proxy="")
    assert "Only you see this plan" in desk.page()
    desk.post("release")
    assert proxies(desk) == {empty: speaker}
    assert "Released." in desk.page()
    state = house.simulator.exercise(desk.here)
    assert (state.seats[empty].proxy, state.seats[empty].ruled, state.voice_of(empty)) == (speaker, False, "")
    assert "speaks for it, once somebody sits there" in desk.client.get(f"/steer/{desk.here}").text
    ana = Visitor(desk, "Ana")
    ana.says(ids["Ana"])
    assert house.simulator.exercise(desk.here).voice_of(empty) == speaker
    assert "speaks for it, once" not in desk.client.get(f"/steer/{desk.here}").text
    # the same release again says nothing, and a start of the server neither
    log = house.stores.events.head(f"seminar:{desk.seminar}")
    house.services.seating.carry_out(desk.seminar)
    assert house.stores.events.head(f"seminar:{desk.seminar}") == log
    # taken back: pending until the next release
    desk.post("proxy", seat=f"{desk.here}/{empty}", proxy="")
    assert "You changed the plan since you released it" in desk.page()
    assert proxies(desk) == {empty: speaker}
    desk.post("release")
    assert proxies(desk) == {}
    assert "Released." in desk.page()


def test_whoever_sits_down_at_such_a_seat_speaks_for_it(house):
    desk = Desk(house)
    desk.invite("name\nAna\nBo\nCy\nDee\nEli\n")
    desk.plan(empty="proxy")
    desk.post("release")
    ((empty, _),) = proxies(desk).items()
    Visitor(desk, "Zoe").client.post(
        f"/s/{desk.code}/claim", data={"room": desk.here, "seat": empty}, headers=ORIGIN
    )
    assert proxies(desk) == {}
    house.services.seating.carry_out(desk.seminar)
    assert proxies(desk) == {}


def test_whom_people_named_as_they_went_home_stays_until_the_facilitator_names_another(house):
    desk = Desk(house)
    desk.invite("name\nAna\nBo\nCy\n")
    desk.plan()
    taken = {seat for _, seat in desk.draft().chairs.values()}
    free = [s for s in SEATS if s not in taken]
    house.simulator.steer(
        desk.seminar, NameProxy(desk.here, free[0], free[1]), Actor("facilitator", "f"), "left"
    )
    page = desk.page()
    assert "and has nobody either. Move somebody there, or name another seat." in page
    speaker = min(taken)
    desk.post("proxy", seat=f"{desk.here}/{free[0]}", proxy=speaker)
    desk.post("release")
    assert proxies(desk) == {free[0]: speaker}


def test_what_no_plan_can_hold_is_refused(house):
    desk = Desk(house)
    desk.invite("name\nAna\nBo\n")
    desk.plan()
    for seat, proxy in (("moon", SEATS[0]), (SEATS[0], SEATS[0]), (SEATS[0], "moon")):
        desk.post("proxy", seat=f"{desk.here}/{seat}", proxy=proxy)
        assert "There is no such seat in this room" in desk.page()
    desk.post("proxy", seat="nowhere/x", proxy="")
    assert "There is no such seat in this room" in desk.page()
    desk.post("plan", sector="any", homes="split", most="6", empty="ghosts")
    assert "That choice does not exist" in desk.page()
    assert desk.draft().proxies == {}
