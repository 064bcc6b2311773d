"""Playing a room back: the page without a script, who may open it and how far, and bookmarks."""

import pytest

from simulator.app.replay import CHECKPOINT_EVERY
from simulator.core.evolving.exercise import evolve
from simulator.web.identity import WALL
from tests.support.house import FACILITATOR, ORIGIN, SEATS


@pytest.fixture
def exercise(house):
    return house.open(letters="after")


@pytest.fixture
def staff(house, exercise):
    return house.client(house.staff())


def vote(house, exercise, people):
    house.steer(exercise, "step.enter", step="deciding")
    house.act(people["vendors"], exercise, "proposal.make", **{"term:rule": "majority"}, rationale="quick")
    assert house.steer(exercise, "decision.open", proposal="p1", seen="1")["ok"]
    for seat in SEATS[:5]:
        assert house.act(people[seat], exercise, "ballot.cast", decision="d1", choice="yes")["ok"]


def debrief(house, exercise):
    step = next(s.id for s in house.simulator.exercise(exercise).rulebook.steps if s.kind == "debrief")
    assert house.steer(exercise, "step.enter", step=step)["ok"]


def test_a_bookmark_leads_back_to_the_room_as_it_was(house, exercise, staff):
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    vote(house, exercise, people)
    sent = {"word": "  They look\tat Merchants ", "op": "one-bookmark"}
    for _ in range(2):
        assert staff.post(f"/replay/{exercise}/bookmark", data=sent, headers=ORIGIN).status_code == 303
    at = house.simulator.exercise(exercise).public_version
    house.steer(exercise, "decision.close", decision="d1")
    page = staff.get(f"/replay/{exercise}").text
    assert page.count(f'<a href="/replay/{exercise}?at={at}" data-go="{at}">They look at Merchants</a>') == 1
    assert "Adopted: c" in page
    assert "Decision no. 1 passed: D1 c" in page
    then = staff.get(f"/replay/{exercise}?at={at}").text
    assert "Open: 5 of 6 have voted." in then
    assert "Adopted: c" not in then
    assert f'max="{house.simulator.exercise(exercise).public_version}" value="{at}"' in then
    assert '<div id="frame"' in staff.get(f"/replay/{exercise}?at={at}&part=1").text[:200]
    gone = {"remove": "one-bookmark", "at": str(at)}
    assert staff.post(f"/replay/{exercise}/bookmark", data=gone, headers=ORIGIN).status_code == 303
    assert "They look at Merchants" not in staff.get(f"/replay/{exercise}").text


@pytest.mark.parametrize(
    "query", ["at=0", "at=-3", "at=999999", "at=x", "at=²", "clause=nonsense", "at=1&clause=rule"]
)
def test_any_address_shows_some_moment(staff, exercise, query):
    answer = staff.get(f"/replay/{exercise}?{query}")
    assert answer.status_code == 200
    assert "Played back" in answer.text


def test_people_of_the_room_look_back_in_the_debrief_at_what_everybody_saw(house, exercise, staff):
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    vote(house, exercise, people)
    at = house.simulator.exercise(exercise).public_version
    house.steer(exercise, "decision.close", decision="d1")
    vendors = house.client(people["vendors"])
    assert vendors.get(f"/replay/{exercise}").status_code == 403
    early = {"level": "hands"}
    staff.post(f"/replay/{exercise}/level", data=early, headers=ORIGIN)
    assert "The replay is for the debrief" in staff.get(f"/replay/{exercise}").text
    staff.post(f"/replay/{exercise}/bookmark", data={"word": "Maria"}, headers=ORIGIN)
    debrief(house, exercise)
    assert "Play the room back" in vendors.get(f"/x/{exercise}").text
    staff.post(f"/replay/{exercise}/level", data=early, headers=ORIGIN)
    opened = staff.get(f"/replay/{exercise}?at={at}").text
    assert "Also closed hands, with names." in opened
    assert "Ballots as they came" in opened
    seen = vendors.get(f"/replay/{exercise}?at={at}").text
    assert "Ballots as they came" not in seen
    assert "Maria" not in seen
    assert "The replay was opened: closed hands, with names" in seen
    assert vendors.post(f"/replay/{exercise}/level", data=early, headers=ORIGIN).status_code == 403


def test_letters_need_to_be_open_before_the_replay_shows_them(house, exercise, staff):
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    house.act(
        people["vendors"], exercise, "message.send", channel="private", to=["merchants"], text="a canary"
    )
    debrief(house, exercise)
    staff.post(f"/replay/{exercise}/level", data={"level": "letters"}, headers=ORIGIN)
    page = staff.get(f"/replay/{exercise}").text
    assert "The private letters are closed" in page
    assert "a canary" not in page
    house.steer(exercise, "letters.open")
    staff.post(f"/replay/{exercise}/level", data={"level": "letters"}, headers=ORIGIN)
    assert "a canary" in staff.get(f"/replay/{exercise}").text


def test_the_phone_sets_bookmarks_and_opens_no_replay(house, exercise):
    phone = house.app.test_client()
    phone.get(f"/remote/{house.identities.phone_link(exercise, FACILITATOR)}")
    assert "Bookmark this moment" in phone.get(f"/steer/{exercise}/remote").text
    answer = phone.post(f"/replay/{exercise}/bookmark", data={"from": "phone", "word": "now"}, headers=ORIGIN)
    assert answer.headers["Location"] == f"/steer/{exercise}/remote"
    state = house.simulator.exercise(exercise)
    (made,) = house.services.bookmarks.of(state)
    assert (made.word, made.moment) == ("now", state.public_version)
    assert phone.get(f"/replay/{exercise}").status_code == 403
    json = {**ORIGIN, "Accept": "application/json"}
    assert phone.post(f"/replay/{exercise}/bookmark", data={"word": ""}, headers=json).json == {"ok": True}


def test_the_state_at_a_moment_is_that_of_the_whole_log_and_a_longer_log_goes_on(house, exercise):
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    house.steer(exercise, "step.enter", step="deciding")

    def talk(times):
        for n in range(times):
            value = ("yes", "no")[n % 2]
            house.act(
                people["vendors"], exercise, "stance.set", target="rule.majority", value=value, seen="1"
            )
            house.act(people["merchants"], exercise, "message.send", channel="facilitator", text=f"{n}")

    talk(CHECKPOINT_EVERY)
    replays = house.services.replays
    film = replays.film(exercise)
    wanted, state = {}, house.simulator.beginning(exercise)
    for _, _, event in house.simulator.history(exercise):
        state = evolve(state, event)
        wanted[state.public_version] = state
    assert len(film.moments) == state.public_version
    for moment in (*range(1, len(film.moments) + 1, 7), 3, len(film.moments)):
        assert replays.state_at(exercise, film, moment) == wanted[moment]
    talk(3)
    again = replays.film(exercise)
    assert again is film
    assert again.state == house.simulator.exercise(exercise)


def test_a_seminar_that_was_put_away_still_plays(house, exercise, staff):
    house.stores.seminars.archive(house.entry.seminar_id, house.clock())
    assert f"/replay/{exercise}" in staff.get("/steer/").text
    assert staff.get(f"/replay/{exercise}").status_code == 200


def wall_of(house, exercise):
    return f"/wall/{house.identities.link(WALL, exercise)}"


def test_the_facilitator_puts_a_moment_on_the_wall_and_takes_it_off(house, exercise, staff):
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    vote(house, exercise, people)
    at = house.simulator.exercise(exercise).public_version
    house.steer(exercise, "decision.close", decision="d1")
    wall = wall_of(house, exercise)
    screen = house.app.test_client()
    assert "Played back" not in screen.get(f"{wall}/moment").text
    page = staff.get(f"/replay/{exercise}?at={at}").text
    assert "Show this moment on the wall" in page
    assert "Take it off the wall" not in page
    sent = {"at": str(at), "clause": "rule"}
    answer = staff.post(f"/replay/{exercise}/show", data=sent, headers=ORIGIN)
    assert answer.headers["Location"] == f"/replay/{exercise}?at={at}&clause=rule"
    assert 'data-scene="moment"' in screen.get(wall).text
    shown = screen.get(f"{wall}/moment").text
    assert "Played back" in shown
    assert "5 of 6 have voted" in shown
    assert "Adopted" not in shown
    again = staff.get(f"/replay/{exercise}?at={at}&clause=rule").text
    assert "On the wall now." in again
    assert "The wall shows a moment played back" in staff.get(f"/steer/{exercise}").text
    # another moment cannot be asked for by whoever has the address of the wall
    assert screen.get(f"{wall}/moment?at=1&clause=money").text == shown
    staff.post(f"/replay/{exercise}/show", data={**sent, "off": "1"}, headers=ORIGIN)
    assert house.simulator.exercise(exercise).moment is None
    assert "Played back" not in screen.get(f"{wall}/moment").text
    assert screen.get("/wall/nobody/moment").status_code == 404


def test_what_is_told_to_all_now_stands_on_the_wall_once(house, exercise, staff):
    house.steer(exercise, "notice.set", text="Coffee is in the hall.")
    at = house.simulator.exercise(exercise).public_version
    staff.post(f"/replay/{exercise}/show", data={"at": str(at)}, headers=ORIGIN)
    screen, wall = house.app.test_client(), wall_of(house, exercise)
    assert "Coffee is in the hall." in screen.get(wall).text
    assert "Coffee is in the hall." not in screen.get(f"{wall}/moment").text
    house.steer(exercise, "notice.set", text="")
    assert "Told to all: Coffee is in the hall." in screen.get(f"{wall}/moment").text


@pytest.mark.parametrize("sent", [{"at": "x"}, {"at": "9999999"}, {"at": "1", "clause": "nothing"}, {}])
def test_what_is_no_moment_is_refused_in_a_sentence(house, exercise, staff, sent):
    answer = staff.post(f"/replay/{exercise}/show", data=sent, headers=ORIGIN, follow_redirects=True)
    assert answer.status_code == 200
    assert house.simulator.exercise(exercise).moment is None
    assert 'class="flash' in answer.text


def test_the_wall_shows_no_more_than_everybody_saw_even_where_the_replay_is_opened(house, exercise, staff):
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    house.act(
        people["vendors"], exercise, "message.send", channel="private", to=["merchants"], text="a canary"
    )
    vote(house, exercise, people)
    at = house.simulator.exercise(exercise).public_version
    house.steer(exercise, "decision.close", decision="d1")
    debrief(house, exercise)
    house.steer(exercise, "letters.open")
    screen, wall = house.app.test_client(), wall_of(house, exercise)
    seen = []
    for level in ("public", "hands", "letters"):
        staff.post(f"/replay/{exercise}/level", data={"level": level}, headers=ORIGIN)
        staff.post(f"/replay/{exercise}/show", data={"at": str(at)}, headers=ORIGIN)
        assert house.simulator.exercise(exercise).replay == level
        seen.append(screen.get(f"{wall}/moment").text)
    assert len(set(seen)) == 1
    assert "a canary" not in seen[0]
    assert "Ballots as they came" not in seen[0]


def test_a_decision_passes_in_the_moment_in_which_what_it_adopts_is_settled(house, exercise, staff):
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    vote(house, exercise, people)
    house.steer(exercise, "decision.close", decision="d1")
    film = house.services.replays.film(exercise)
    passed = [n for n, m in enumerate(film.moments, 1) if m.milestone and m.milestone.kind == "passed"]
    assert len(passed) == 1
    assert house.services.replays.state_at(exercise, film, passed[0]).package == {"rule": "majority"}
    assert house.services.replays.state_at(exercise, film, passed[0] - 1).package == {}
