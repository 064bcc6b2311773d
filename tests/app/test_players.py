"""Parties played by rules, within the application."""

import random

import pytest

from simulator.app.players import WISHES_A_BEAT, Players
from tests.support.house import SEATS, House, repeatable

DECISIONS = {
    "rule": "majority", "seats": "equal", "money": "thirds", "contributions": "rate-card", "manager": "two-keys",
    "opening": "pilot-six",
}  # fmt: skip


def events(house, exercise):
    return [event for _, event in house.simulator.exercise_events(exercise)]


def play(house, players, most=400):
    """Beat until nobody wishes anything."""
    for _ in range(most):
        if not players.play():
            return
    pytest.fail("the parties never came to rest")


def make(tmp_path, bots, seed=1, **room):
    house = House(tmp_path)
    exercise = house.open(bots=bots, **room)
    house.steer(exercise, "step.enter", step="resources")
    return house, exercise, Players(house.simulator, random.Random(seed).randrange)


def test_parties_that_fill_in_never_vote_or_pledge_and_their_signatures_do_not_count(tmp_path):
    house, exercise, players = make(tmp_path, "fill")
    people = {seat: house.sit(exercise, seat) for seat in ("city-hall", "vendors", "merchants")}
    play(house, players)
    for clause, option in DECISIONS.items():
        assert house.steer(exercise, "decision.open", **{f"term:{clause}": option})["ok"]
        play(house, players)
        decision = house.simulator.exercise(exercise).open_decision
        for who in people.values():
            assert house.act(who, exercise, "ballot.cast", decision=decision.id, choice="yes")["ok"]
        assert house.steer(exercise, "decision.close", decision=decision.id)["ok"]
    assert house.steer(exercise, "signing.open")["ok"]
    play(house, players)
    by_bots = {e.KIND for e in events(house, exercise) if getattr(e, "bot", False)}
    assert by_bots == {"stance.set", "signature.given"}
    assert house.steer(exercise, "signing.conclude")["ok"]
    assert events(house, exercise)[-1].signed == 0
    assert set(house.simulator.exercise(exercise).agreement) == set(DECISIONS)
    assert set(house.simulator.exercise(exercise).decisions["d1"].electorate.members) == set(people)


def test_no_party_plays_where_the_facilitator_wants_none(tmp_path):
    _, exercise, players = make(tmp_path, "none")
    assert players.play() == 0
    assert players.play_room(exercise) == 0


def test_parties_rest_while_the_room_is_paused_and_before_it_begins(tmp_path):
    house = House(tmp_path)
    exercise = house.open(bots="demo")
    players = Players(house.simulator, lambda _n: 0)
    assert players.play() == 0
    house.steer(exercise, "step.enter", step="deciding")
    assert players.play() > 0
    house.steer(exercise, "clock.pause")
    assert players.play() == 0


def test_a_beat_is_a_few_wishes_in_each_room(tmp_path):
    house, exercise, players = make(tmp_path, "demo", rooms=2)
    before = house.simulator.exercise(exercise).version
    assert players.play() <= 2 * WISHES_A_BEAT
    assert house.simulator.exercise(exercise).version - before <= WISHES_A_BEAT


def test_a_seat_that_a_person_takes_is_played_no_longer(tmp_path):
    house, exercise, players = make(tmp_path, "demo")
    players.play()
    taken = {seat: house.sit(exercise, seat) for seat in SEATS[:5]}
    mark = house.simulator.exercise(exercise).version
    play(house, players)
    later = [e for v, e in house.simulator.exercise_events(exercise, mark) if getattr(e, "bot", False)]
    assert later
    assert {e.seat for e in later} == {SEATS[5]}
    assert len(taken) == 5


def demonstrate(tmp_path, seed):
    """First Table played by nobody but rules, from the first mark to the last signature."""
    with repeatable():
        house, exercise, players = make(tmp_path, "demo", seed)
        for clause, option in DECISIONS.items():
            house.clock.at += 60_000
            play(house, players)
            assert house.steer(exercise, "decision.open", **{f"term:{clause}": option})["ok"]
            play(house, players)
            decision = house.simulator.exercise(exercise).open_decision
            assert set(decision.ballots) == set(SEATS)
            assert house.steer(exercise, "decision.close", decision=decision.id)["ok"]
        play(house, players)
        assert house.steer(exercise, "signing.open")["ok"]
        play(house, players)
        assert house.steer(exercise, "signing.conclude")["ok"]
        return house, exercise


def test_a_demonstration_runs_to_the_signatures_by_itself(tmp_path):
    house, exercise = demonstrate(tmp_path, 1)
    state = house.simulator.exercise(exercise)
    assert set(state.signing.signatures) == set(SEATS)
    assert state.signing.status == "concluded"
    assert len(state.agreement) >= 3
    assert state.pledges
    assert all(
        e.bot for e in events(house, exercise) if e.KIND in ("ballot.cast", "signature.given", "stance.set")
    )


def test_the_same_draws_give_the_same_demonstration(tmp_path):
    runs = [demonstrate(tmp_path, 3) for _ in range(2)]
    first, second = ([repr(e) for e in events(*run)] for run in runs)
    assert first == second


def test_two_processes_that_see_the_same_act_once(tmp_path):
    house, exercise, players = make(tmp_path, "demo")
    other = House(tmp_path, stores=house.stores)
    twin = Players(other.simulator, random.Random(1).randrange)
    state = house.simulator.exercise(exercise)
    assert other.simulator.exercise(exercise) == state
    before = state.version
    assert players._one(state) == 1
    twin._one(state)  # what it saw is over: the op of that version is stored
    assert house.simulator.exercise(exercise).version == before + 1


def decided(tmp_path, bots, **decisions):
    """First Table with these clauses adopted by six people, of whom the last three leave their seats to the rules."""
    house, exercise, players = make(tmp_path, bots)
    people = {seat: house.sit(exercise, seat) for seat in SEATS}
    for clause, option in decisions.items():
        house.steer(exercise, "decision.open", **{f"term:{clause}": option})
        decision = house.simulator.exercise(exercise).open_decision
        for who in people.values():
            assert house.act(who, exercise, "ballot.cast", decision=decision.id, choice="yes")["ok"]
        assert house.steer(exercise, "decision.close", decision=decision.id)["ok"]
    for seat in SEATS[3:]:
        house.steer(exercise, "seat.free", person=people[seat].person)
    return house, exercise, players


@pytest.mark.parametrize("bots", ["fill", "demo"])
def test_a_party_that_is_asked_to_lead_answers(tmp_path, bots):
    house, exercise, players = decided(tmp_path, bots, manager="hired-manager", opening="pilot-six")
    assert house.steer(exercise, "task.ask", task="friday-phone", of="neighbors")["ok"]
    play(house, players)
    answers = [e for e in events(house, exercise) if e.KIND in ("task.led", "task.refused") and e.bot]
    assert answers
    assert not house.simulator.exercise(exercise).work.asked


def test_in_a_demonstration_critical_tasks_find_a_lead_where_somebody_can_afford_it(tmp_path):
    house, exercise, players = decided(
        tmp_path, "demo", manager="two-keys", opening="pilot-six", money="thirds", contributions="chalkboard"
    )
    play(house, players)
    led = [e for e in events(house, exercise) if e.KIND == "task.led"]
    assert {e.task for e in led} <= {"two-locks", "street-closing"}
    assert led
    assert all(e.bot for e in led)
