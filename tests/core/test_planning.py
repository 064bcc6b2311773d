"""Who sits where: every head-count, every wish, nobody forgotten, nothing broken in silence."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.planning import Guest, RoomWanted, Wishes, best_cast, best_rooms, plan_seats
from tests.support.rulebooks import small_book
from tests.support.scenarios import scenario

BOOKS = ("alder-basin", "first-table")
MANY = range(5, 251)


def crowd(book, number, **changes):
    """People of whom most name a sector and a home, some need company, and two label pairs want to share a seat."""
    codes = [s.code for s in book.sectors]
    return [
        Guest(
            f"p{i}",
            home="" if i % 4 == 3 else f"home {i // 3}",
            sector="" if i % 5 == 4 else codes[(i * i) % len(codes)],
            remote=i % 9 == 0,
            more_time=i % 11 == 0,
            together={1: "ab", 7: "ab", 3: "cd", 11: "cd"}.get(i, ""),
            **changes,
        )
        for i in range(number)
    ]


def sound(book, guests, wishes, plan):
    """What holds of every plan in which there are chairs enough."""
    playing = [g.key for g in guests if not g.observer]
    assert set(plan.chairs) == set(playing)
    assert not plan.unseated
    seated = [k for r in plan.rooms for p in r.places for k in p.people]
    assert sorted(seated) == sorted(playing)
    sizes = [r.people for r in plan.rooms]
    assert max(sizes) - min(sizes) <= 1
    told = {frozenset(p.people) for p in plan.problems if p.code in ("apart_seat", "apart_caucus")}
    for room in plan.rooms:
        cast = book.cast(room.cast)
        assert [p.seat for p in room.places] == list(cast.seats)
        assert set(room.sectors) == {s.code for s in book.sectors}
        assert "none" not in room.sectors.values()
        for place in room.places:
            assert len(place.people) <= wishes.most
            for pair in combinations(place.people, 2):
                assert not apart(wishes, pair) or frozenset(pair) in told
        empty = [p for p in room.places if p.critical and not p.people]
        lonely = sum(not p.people for p in room.places)
        if empty:  # only where there are fewer groups than critical seats
            assert all(p.critical or not p.people for p in room.places)
        assert lonely or not empty


def apart(wishes, pair):
    return any(set(pair) == set(kept) for kept in wishes.apart)


@pytest.mark.parametrize("name", BOOKS)
def test_every_head_count_finds_a_chair(name):
    book = scenario(name)
    for number in MANY:
        wishes = Wishes(
            sector=("any", "own", "other")[number % 3], apart=(("p0", "p4"), ("p1", "p2"), ("p5", "p6"))
        )
        guests = crowd(book, number)
        plan = plan_seats(book, guests, wishes)
        sound(book, guests, wishes, plan)
        assert not [p for p in plan.problems if p.code.startswith("apart")]
        assert number % 40 or plan == plan_seats(book, guests, wishes)


@pytest.mark.parametrize("name", BOOKS)
def test_one_person_a_seat_where_that_is_asked(name):
    book = scenario(name)
    for number in (5, 17, 48, 49, 97, 200):
        wishes, guests = Wishes(most=1), crowd(book, number)
        plan = plan_seats(book, guests, wishes)
        sound(book, guests, wishes, plan)
        assert {p.code for p in plan.problems} <= {"group_split", "critical_empty"}


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_people_and_any_wishes(data):
    book = scenario(data.draw(st.sampled_from(BOOKS)))
    codes = [s.code for s in book.sectors]
    guests = [
        Guest(
            f"p{i}", *data.draw(st.tuples(
                st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["", *codes]), st.booleans(), st.booleans(),
                st.sampled_from([False, False, False, True]), st.sampled_from(["", "", "", "x", "y"]),
            )),
        )
        for i in range(data.draw(st.integers(5, 40)))
    ]  # fmt: skip
    if all(g.observer for g in guests):
        guests[0] = replace(guests[0], observer=False)
    keys = st.sampled_from([g.key for g in guests])
    wishes = Wishes(
        data.draw(st.sampled_from(["any", "own", "other"])), data.draw(st.sampled_from(["split", "together"])),
        tuple(data.draw(st.lists(st.tuples(keys, keys), max_size=4))), data.draw(st.integers(1, 6)),
        count=data.draw(st.sampled_from([0, 0, 1])), empty=data.draw(st.sampled_from(["rules", "proxy"])),
        seed=data.draw(st.sampled_from(["", "z"])),
    )  # fmt: skip
    plan = plan_seats(book, guests, wishes)
    if not plan.unseated:
        sound(book, guests, wishes, plan)
    assert sorted(k for r in plan.rooms for k in r.observers) == sorted(g.key for g in guests if g.observer)
    # somebody who comes late gets a chair, and nobody moves
    late = Guest("late", sector=codes[0])
    chairs = {k: (c.room, c.seat) for k, c in plan.chairs.items()}
    rooms = tuple(RoomWanted(r.id, r.cast) for r in plan.rooms)
    after = plan_seats(book, [*guests, late], replace(wishes, rooms=rooms), chairs)
    assert {k: (c.room, c.seat) for k, c in after.chairs.items() if k != "late"} == chairs
    room_left = sum(wishes.most - len(p.people) for r in plan.rooms for p in r.places)
    assert ("late" in after.chairs) == (room_left > 0)
    if not plan.unseated and room_left:
        sizes = [r.people for r in after.rooms]
        full = [r for r in after.rooms if all(len(p.people) == wishes.most for p in r.places)]
        assert max(sizes) - min(sizes) <= 1 or full


def test_casts_grow_with_the_people():
    book = scenario("alder-basin")
    sizes = {n: best_cast(book, n, 6).size for n in (1, 5, 7, 9, 10, 19, 20, 33, 39, 40, 200, 999)}
    assert sizes == {
        1: 6, 5: 6, 7: 6, 9: 6, 10: 12, 19: 12, 20: 24, 33: 24, 39: 24, 40: 48, 200: 48, 999: 48,
    }  # fmt: skip


def test_rooms_for_people_of_whom_nothing_is_known():
    book = scenario("first-table")
    assert [r.cast for r in best_rooms(book, 33, 12)] == [6, 6, 6]
    assert len(best_rooms(book, 500, 12)) == 12


def rooms_of(plan):
    return [(r.cast, r.people) for r in plan.rooms]


def test_rooms_open_when_two_at_a_seat_are_not_enough():
    book = scenario("alder-basin")
    for number, rooms in {33: [(24, 33)], 96: [(48, 96)], 97: [(48, 49), (48, 48)]}.items():
        assert rooms_of(plan_seats(book, crowd(book, number), Wishes())) == rooms
    three = plan_seats(book, crowd(book, 33), Wishes(count=3))
    assert rooms_of(three) == [(12, 11)] * 3


def test_a_cast_of_the_first_people_holds_the_critical_seats_and_says_who_is_missing():
    book = scenario("alder-basin")
    plan = plan_seats(book, crowd(book, 5), Wishes())
    (room,) = plan.rooms
    assert room.people == 5
    assert [p.how for p in room.places].count("rules") == room.ruled == 1
    (problem,) = plan.problems
    assert (problem.code, len(problem.seats)) == ("critical_empty", 1)
    assert room.sectors["SF"] == "spoken_for"
    named = plan_seats(book, crowd(book, 20), Wishes(critical=("taxpayers",)))
    assert [p.seat for p in named.rooms[0].places if p.critical] == ["taxpayers"]
    assert not named.problems


def test_a_seat_without_people_may_be_spoken_for_by_whom_the_scenario_names():
    book = scenario("alder-basin")
    plan = plan_seats(book, [Guest(f"p{i}") for i in range(10)], Wishes(empty="proxy"))
    by_proxy = {p.seat: p.proxy for p in plan.rooms[0].places if p.how == "proxy"}
    assert len(by_proxy) == 2
    held = {p.seat for p in plan.rooms[0].places if p.people}
    assert set(by_proxy.values()) <= held
    nobody = plan_seats(book, [], Wishes(rooms=(RoomWanted("r", 6),), empty="proxy"))
    assert {p.how for p in nobody.rooms[0].places} == {"rules"}
    assert plan_seats(book, [], Wishes()).rooms == ()


def test_a_sector_may_be_present_by_rules_or_by_proxy_only():
    book = scenario("alder-basin")
    rooms = (RoomWanted("r", 24),)
    ways = {
        empty: set(
            plan_seats(book, crowd(book, 6), Wishes(rooms=rooms, empty=empty)).rooms[0].sectors.values()
        )
        for empty in ("rules", "proxy")
    }
    assert ways == {"rules": {"people", "rules"}, "proxy": {"people", "proxy"}}
    small = small_book()
    lost = replace(small, casts=(replace(small.casts[0], seats=small.casts[0].seats[:1], hosts={}),))
    plan = plan_seats(lost, [Guest("a")], Wishes())
    assert "sector_missing" in {p.code for p in plan.problems}


def test_wishes_for_a_sector_are_met_where_seats_allow():
    book = scenario("alder-basin")
    codes = [s.code for s in book.sectors]
    guests = [Guest(f"p{i}", sector=codes[i % 8]) for i in range(24)]
    sector = {o.id: o.sector for o in book.organizations}
    for wish in ("own", "other"):
        plan = plan_seats(book, guests, Wishes(sector=wish))
        same = sum(sector[plan.chairs[g.key].seat] == g.sector for g in guests)
        assert same == 0 if wish == "other" else same >= 18
        assert {c.why for c in plan.chairs.values()} <= {"own_sector", "other_sector"}
        missed = [k for p in plan.problems if p.code == "sector_wish" for k in p.people]
        assert sorted(missed) == sorted(
            g.key for g in guests if (sector[plan.chairs[g.key].seat] == g.sector) != (wish == "own")
        ), "who does not play what was asked for is named"


def test_colleagues_share_a_seat_or_are_spread():
    book = scenario("alder-basin")
    guests = [Guest(f"p{i}", home=f"Home {i // 3}") for i in range(36)]
    together = plan_seats(book, guests, Wishes(homes="together"))
    for i in range(12):
        assert len({together.chairs[f"p{i * 3 + j}"].seat for j in range(3)}) == 1
    assert {c.why for c in together.chairs.values()} == {"together"}
    few = plan_seats(
        book, [replace(g, home="") if g.key > "p1" else g for g in guests[:5]], Wishes(homes="together")
    )
    assert {p.why for p in few.rooms[0].places} == {"one_each", "together", "fewer_people"}
    spread = plan_seats(book, guests, Wishes(count=3))
    for i in range(12):
        assert len({spread.chairs[f"p{i * 3 + j}"].room for j in range(3)}) == 3


def test_a_late_colleague_goes_to_the_seat_of_the_others():
    book = scenario("first-table")
    guests = [Guest(f"p{i}", together="us" if i == 2 else "") for i in range(6)]
    plan = plan_seats(book, guests, Wishes())
    chairs = {k: (c.room, c.seat) for k, c in plan.chairs.items()}
    rooms = (RoomWanted("1", 6), RoomWanted("no such cast", 5))
    after = plan_seats(
        book, [*guests, Guest("late", together="US")], Wishes(rooms=rooms), chairs | {"gone": ("1", "x")}
    )
    assert after.chairs["late"].seat == chairs["p2"][1]
    assert (after.chairs["late"].why, after.chairs["p2"].why) == ("together", "sat")


def test_a_pair_that_is_bound_and_kept_apart_is_apart_and_it_is_said():
    book = scenario("first-table")
    guests = [Guest("a", together="x"), Guest("b", together="x"), *(Guest(f"p{i}") for i in range(6))]
    plan = plan_seats(book, guests, Wishes(apart=(("a", "b"), ("a", "a"), ("a", "nobody"))))
    assert plan.chairs["a"].seat != plan.chairs["b"].seat
    assert [p.people for p in plan.problems if p.code == "apart_together"] == [("a", "b")]


def test_a_pair_that_cannot_be_kept_apart_is_named():
    book = small_book()
    one = replace(book, casts=(replace(book.casts[0], size=1, seats=book.casts[0].seats[:1], hosts={}),))
    plan = plan_seats(one, [Guest("a"), Guest("b")], Wishes(apart=(("a", "b"), ("b", "a")), count=1))
    assert [p.people for p in plan.problems if p.code == "apart_seat"] == [("a", "b")]
    city = book.organization_of["city"]
    others = [o.id for o in book.organizations if o.sector == city.sector and o.id != "city"]
    two = replace(book, casts=(replace(book.casts[0], size=2, seats=("city", others[0]), hosts={}),))
    plan = plan_seats(two, [Guest("a"), Guest("b")], Wishes(apart=(("a", "b"),)))
    assert [p.code for p in plan.problems if p.people] == ["apart_caucus"]


def test_too_many_for_the_rooms_are_named_and_groups_that_do_not_fit_are_split():
    book = scenario("first-table")
    rooms = (RoomWanted("r", 4),)
    plan = plan_seats(book, [Guest(f"p{i}", together="all") for i in range(10)], Wishes(rooms=rooms, most=2))
    assert len(plan.unseated) == 2
    assert {p.code for p in plan.problems} >= {"unseated", "group_split"}
    trios = [Guest(f"p{i}", together=f"g{i // 3}") for i in range(12)]
    plan = plan_seats(book, trios, Wishes(rooms=rooms, most=3))
    assert [len(p.people) for p in plan.rooms[0].places] == [3] * 4
    pairs = [Guest(f"p{i}", together=f"g{i // 2}") for i in range(12)]
    plan = plan_seats(book, pairs, Wishes(rooms=rooms, most=3))
    assert [len(p.people) for p in plan.rooms[0].places] == [3] * 4
    assert "group_split" in {p.code for p in plan.problems}
    odd = plan_seats(book, trios, Wishes(rooms=(RoomWanted("r", 4), RoomWanted("s", 4)), most=2))
    assert not odd.unseated
    assert "group_split" in {p.code for p in odd.problems}
    assert odd.room("s").people == 6
    assert odd.room("t") is None


def test_rooms_that_somebody_made_uneven_are_named():
    book = scenario("first-table")
    rooms = (RoomWanted("r", 6), RoomWanted("s", 6))
    seats = book.cast(6).seats
    guests = [Guest(f"p{i}") for i in range(5)]
    plan = plan_seats(
        book, guests, Wishes(rooms=rooms), {g.key: ("r", s) for g, s in zip(guests, seats, strict=False)}
    )
    assert [p.facts for p in plan.problems if p.code == "rooms_uneven"] == [(0, 5)]


def test_who_needs_company_is_not_alone_where_seats_are_shared():
    book = scenario("alder-basin")
    guests = [Guest(f"p{i}", remote=i < 2, more_time=2 <= i < 5) for i in range(33)]
    plan = plan_seats(book, guests, Wishes())
    people = {k: p.people for p in plan.rooms[0].places for k in p.people}
    assert all(len(people[f"p{i}"]) == 2 for i in range(5))
    alone = plan_seats(book, guests[:12], Wishes())
    critical = {k for p in alone.rooms[0].places if p.critical for k in p.people}
    assert not critical & {f"p{i}" for i in range(5)}


def test_who_speaks_for_a_seat_can_be_named_and_unnamed_for_single_seats():
    book = small_book()
    guests = [Guest(f"p{i}") for i in range(6)]
    default = plan_seats(book, guests, Wishes(rooms=(RoomWanted("r", 8),)))
    (one, other) = (p.seat for p in default.rooms[0].places if not p.people)
    held = next(p.seat for p in default.rooms[0].places if p.people)
    named = plan_seats(
        book, guests, Wishes(rooms=(RoomWanted("r", 8),), speakers=(("r", one, held), ("x", other, held)))
    )
    ways = {p.seat: (p.how, p.proxy) for p in named.rooms[0].places if not p.people}
    assert ways == {one: ("proxy", held), other: ("rules", "")}
    nobody = plan_seats(
        book, guests, Wishes(rooms=(RoomWanted("r", 8),), empty="proxy", speakers=(("r", one, ""),))
    )
    ways = {p.seat: p.how for p in nobody.rooms[0].places if not p.people}
    assert ways == {one: "rules", other: "proxy"}


def test_a_speaker_who_has_nobody_either_is_told():
    book = small_book()
    guests = [Guest(f"p{i}") for i in range(6)]
    wishes = Wishes(rooms=(RoomWanted("r", 8),))
    places = plan_seats(book, guests, wishes).rooms[0].places
    (one, other), held = [p.seat for p in places if not p.people], [p.seat for p in places if p.people]
    wishes = replace(wishes, speakers=(("r", one, other), ("r", held[0], other), ("r", "moon", one)))
    plan = plan_seats(book, guests, wishes)
    found = [p for p in plan.problems if p.code == "proxy_absent"]
    assert [(p.room, p.seats) for p in found] == [("r", (one, other))]
    assert {p.how for p in plan.rooms[0].places if not p.people} == {"rules"}
