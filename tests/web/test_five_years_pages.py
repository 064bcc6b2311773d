"""The five-year test and the debrief as pages tell them, by plain forms; and the work that is done beside the room."""

from dataclasses import replace

import pytest

from simulator.analysis import left as analysis
from simulator.analysis.tables import TooManyPackages
from simulator.app.exports.disclosure import withheld
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import ROOM
from simulator.core.events.exercise import LeftCounted, ResultsCounted
from simulator.core.five_years import run_trial
from simulator.core.results import results_of
from simulator.core.scoring import value
from simulator.core.views.parts import project_part
from simulator.web.identity import WALL
from simulator.web.words import five_years as words
from simulator.web.words import left as left_words
from tests.support.house import House
from tests.support.scenarios import scenario

PACKAGE = {
    "rule": "consensus-one-block", "seats": "equal", "money": "thirds", "contributions": "chalkboard",
    "manager": "hired-manager", "opening": "pilot-six",
}  # fmt: skip


@pytest.fixture
def room(tmp_path):
    """Three people; a package that is signed by two of them and declined by one."""
    house = House(tmp_path)
    exercise = house.open(talk="room")
    people = {s: house.sit(exercise, s) for s in ("vendors", "merchants", "city-hall")}
    steer(house, exercise, "step.enter", step="running")
    steer(house, exercise, "decision.open", **{f"term:{c}": o for c, o in PACKAGE.items()})
    yes(house, exercise, people)
    steer(house, exercise, "signing.open")
    seen = house.simulator.exercise(exercise).signing.text_hash
    for seat, how in (("vendors", "sign"), ("merchants", "sign"), ("city-hall", "decline")):
        assert house.act(people[seat], exercise, "signature.give", how=how, seen=seen, note="no")["ok"]
    steer(house, exercise, "signing.conclude")
    return house, exercise, people


def steer(house, exercise, kind, **fields):
    done = house.steer(exercise, kind, **fields)
    assert done["ok"], done


def yes(house, exercise, people):
    decision = house.simulator.exercise(exercise).open_decision.id
    for identity in people.values():
        assert house.act(identity, exercise, "ballot.cast", decision=decision, choice="yes")["ok"]
    steer(house, exercise, "decision.close", decision=decision)


def page(house, who, address):
    return house.client(who).get(address).get_data(as_text=True)


def test_the_facilitator_tells_five_years_by_plain_forms_and_the_room_changes_one_clause(room):
    house, exercise, people = room
    desk, wall = f"/steer/{exercise}", f"/wall/{house.identities.link(WALL, exercise)}"
    seat = f"/x/{exercise}"
    assert "Run the five years" in page(house, house.staff(), desk)
    steer(house, exercise, "trial.run")
    assert house.running.works.do_all() == 1
    assert house.running.works.do_all() == 0
    assert "You have signed. Now live with it." in page(house, None, wall)
    story = house.simulator.exercise(exercise).trial.results[0].story
    titles = {s.id: s.title for s in scenario("first-table").shocks}
    hidden = titles[story[1].shock]
    for told in range(1, 8):
        for who, address in ((None, wall), (people["vendors"], seat)):
            assert told > 1 or hidden not in page(house, who, address)
        assert words.next_telling(view(house, exercise)) in page(house, house.staff(), desk)
        steer(house, exercise, "trial.tell", amount=str(told))
    assert hidden in page(house, people["vendors"], seat)
    assert "With each clause, against leaving it open" in page(house, None, wall)
    assert "Put it to the room" in page(house, house.staff(), desk)
    steer(house, exercise, "trial.change", option="manager.two-keys")
    assert "run the five years again with this?" in page(house, None, wall)
    assert "For the five-year test." in page(house, people["vendors"], seat)
    yes(house, exercise, people)
    state = house.simulator.exercise(exercise)
    assert (state.package["manager"], state.signing.status) == ("hired-manager", "concluded")
    assert "Run again with this clause" in page(house, house.staff(), desk)
    steer(house, exercise, "trial.run")
    house.running.works.do_all()
    steer(house, exercise, "trial.tell", amount="6")
    assert "Before the change:" in page(house, None, wall)
    assert "for the five-year test: yes" in page(house, people["vendors"], f"/x/{exercise}/agreement")
    # another start on the same log comes to the same pages
    again = House(house.running.settings.data, stores=house.stores)
    again.simulator.drive_all()
    assert again.simulator.exercise(exercise).trial == house.simulator.exercise(exercise).trial


def test_what_is_told_behind_a_scene_hung_by_hand_is_said_beside_its_button(room):
    house, exercise, _ = room
    desk, phone = f"/steer/{exercise}", f"/steer/{exercise}/remote"
    told = "“Signatures” hangs on the wall by hand and stays there"
    steer(house, exercise, "trial.run")
    house.running.works.do_all()
    steer(house, exercise, "scene.show", scene="signatures")
    for kind, field, held in (("trial.tell", {"amount": "1"}, 2), ("debrief.reveal", {"what": "count"}, 2)):
        assert "the wall keeps what you hung there" in house.steer(exercise, kind, **field)["said"]
        assert page(house, house.staff(), desk).count(told) == held
    assert "until you let it follow the step and show “What was left”" in page(house, house.staff(), phone)
    steer(house, exercise, "scene.show", scene="years")
    assert "said" not in house.steer(exercise, "trial.tell", amount="2")
    steer(house, exercise, "scene.show", scene="")
    assert "hangs on the wall by hand" not in page(house, house.staff(), desk)


def view(house, exercise):
    return project_part(house.simulator.exercise(exercise), STEERING, "trialdesk")


def test_the_debrief_by_plain_forms(room):
    house, exercise, people = room
    wall, seat = f"/wall/{house.identities.link(WALL, exercise)}", f"/x/{exercise}"
    assert "How you did; only you see this" not in page(house, people["vendors"], seat)
    steer(house, exercise, "debrief.reveal", what="count")
    assert "How you did; only you see this" in page(house, people["vendors"], seat)
    assert "How you did" not in page(house, None, wall)
    assert house.running.works.do_all() == 1
    assert '<circle class="dots__dot' not in page(house, None, wall)
    for what in ("parties", "names", "best"):
        steer(house, exercise, "debrief.reveal", what=what)
    shown = page(house, None, wall)
    assert "What was possible" in shown
    assert house.running.works.do_all() == 0


def test_what_was_possible_is_counted_as_scores_are(room, monkeypatch):
    house, exercise, _ = room
    state = house.simulator.exercise(exercise)
    left, seats = analysis.left_on_table(state), [r.seat for r in results_of(state)]

    def total(package):
        return sum(value(state.rulebook, s, package, state.clauses) for s in seats)

    assert (left.now, left.best) == (total(state.package), total(left.best_options))
    assert left.best >= left.now
    assert left.packages == 5**6
    for change in left.changes:
        then = {**state.package, change.clause: change.better}
        pairs = [(value(state.rulebook, s, then), value(state.rulebook, s, state.package)) for s in seats]
        assert change.gainers == sum(a > b for a, b in pairs) > change.losers == sum(a < b for a, b in pairs)

    assert left.alternative == sum(state.alternative_of(s) for s in seats)
    assert left.pleasing_all > 0
    # nobody is better off than with the best alternative there is, and it is the room's own that counts
    better = replace(state, alternatives=dict.fromkeys(seats, 100000))
    assert analysis.left_on_table(better).alternative == 100_000 * len(seats)
    assert analysis.left_on_table(better).pleasing_all == 0

    def too_many(*_args):
        raise TooManyPackages("too many")

    monkeypatch.setattr(analysis, "tabulate", too_many)
    assert analysis.left_on_table(state).packages == 0


def test_every_year_has_its_words(room):
    house, exercise, _ = room
    state = house.simulator.exercise(exercise)
    state = replace(state, trial=replace(state.trial, results=(run_trial(state, 5),), told=1))
    card = project_part(state, ROOM, "years").years[0]
    said = {
        "budget": "Of what the work needs in this year, 60 percent was pledged.",
        "cost": "At the new prices 60 percent of what the work needs was pledged.",
        "convener": "60 percent of the work had a lead of its own.",
        "leader": "40 percent of the work that is led hung on City Hall alone.",
        "rule": "Under our rule, 40 in a hundred must say yes before anything is done.",
        "ruling": "The signatures behind the text came to 60 in a hundred.",
        "election": "In the sector that voted, signatures came to 60 in a hundred.",
        "": "",
    }
    for hits, sentence in said.items():
        assert words.met_words(replace(card, hits=hits, weak=40, line="", party="City Hall")) == sentence
    assert words.met_words(replace(card, hits="convener", weak=100)) == "None of the work had a lead."
    assert words.met_words(replace(card, hits="leader", party="")) == "Nobody led any of the work."
    quiet, over = (replace(card, state=s, title="", story="") for s in ("quiet", "over"))
    assert words.year_title(quiet) == "Nothing out of the ordinary"
    assert words.year_title(over) == "The partnership is a memory"
    assert "drawer" in words.year_story(over)
    assert "nobody writes about it" in words.year_story(quiet)
    assert [words.worth_words(n) for n in (0, 1, 14, -3)] == [
        "made no difference", "carried it 1 month longer", "carried it 14 months longer", "cost it 3 months",
    ]  # fmt: skip
    desk = project_part(state, STEERING, "trialdesk")
    sunk = replace(desk, years=tuple(replace(y, state="over") for y in desk.years))
    assert "no agreement any more" in words.trial_say(sunk)
    assert "All 3 parties" in left_words.left_count(
        replace(project_part(state, ROOM, "left"), pleased=3, of=3)
    )


def test_an_export_holds_no_result_that_the_room_was_not_shown(room):
    house, exercise, _ = room
    steer(house, exercise, "debrief.reveal", what="count")
    house.running.works.do_all()

    def told():
        state = house.simulator.exercise(exercise)
        counted, left = ResultsCounted(state.debrief.results), LeftCounted(state.debrief.left)
        return tuple(not withheld(state, event) for event in (counted, left))

    assert told() == (False, False)
    for what in ("parties", "best", "names"):
        steer(house, exercise, "debrief.reveal", what=what)
    assert told() == (True, True)
