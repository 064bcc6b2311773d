"""Events that a facilitator throws in: the story is everybody's, the paragraph and the alternative are one seat's."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR, REMOTE, ROOM, SCREEN, Audience, seat_audience
from simulator.core.permissions import permissions
from simulator.core.rulebook import Aside, Inject, Shift, Supply
from simulator.core.views.parts import project
from tests.support.moves import examples
from tests.support.room import FACILITATOR as TRAINER
from tests.support.room import Room
from tests.support.rulebooks import small_book

SECRET = "The bridge is yours to mend."


def room_of(inject=None, **settings):
    book = replace(small_book(), injects=(inject,)) if inject else small_book()
    return Room(book, **settings)


def throw(room, inject="storm"):
    return room.act(TRAINER, do.ThrowInject(inject))


def test_a_thrown_event_is_news_and_changes_alternatives():
    room = room_of(help="points")
    was = room.state.alternative_of("city")
    event = throw(room).events[0]
    assert (event.before["city"], event.after["city"]) == (was, was - 5000)
    assert room.state.alternative_of("city") == was - 5000
    assert room.state.organization("city").alternative.value == was
    assert [s.title for s in room.view(ROOM)["news"].stories] == ["A storm"]
    found = room.view(seat_audience("city"))
    assert found["help"].alternative_points == (was - 5000) // 100
    (aside,) = found["mynews"]
    assert (aside.texts, aside.turn, aside.before - aside.after) == ((("", SECRET),), "worse", 5)
    (other,) = room.view(seat_audience("shop"))["mynews"]
    assert (other.texts, other.turn) == ((), "better")
    assert room.view(seat_audience("county"))["mynews"] == ()


def test_it_happens_once_and_only_if_there_is_such_an_event():
    room = room_of()
    row = room.view(FACILITATOR)["injects"].rows[0]
    assert (row.thrown, row.readers, len(row.worse), len(row.better)) == (0, 1, 1, 1)
    assert throw(room, "quake").refused == "target.unknown"
    assert throw(room).kinds == ["inject.thrown"]
    assert throw(room).refused == "inject.thrown"
    assert room.view(FACILITATOR)["injects"].rows[0].thrown == room.at - 1000


@pytest.mark.parametrize(
    ("help_", "turn", "points"), [("off", "", False), ("words", "worse", False), ("points", "worse", True)]
)
def test_a_seat_reads_the_change_in_the_mode_of_the_seminar(help_, turn, points):
    room = room_of(help=help_)
    throw(room)
    (aside,) = room.view(seat_audience("city"))["mynews"]
    assert (aside.turn, bool(aside.before)) == (turn, points)


def test_no_alternative_leaves_the_scale():
    shifts = (Shift("city", -500_000), Shift("shop", 500_000), Shift("nobody", 1000))
    room = room_of(
        Inject("storm", "A storm", "It rains.", "late", (Aside(("city", "shop"), "", SECRET),), shifts)
    )
    throw(room)
    assert room.state.alternatives == {"city": 0, "shop": 100_000}
    assert room.view(seat_audience("city"))["mynews"][0].texts == (("some", SECRET),)


def test_nobody_else_learns_of_the_paragraph_or_the_alternative():
    """Two rooms that differ in one seat's paragraph and change look alike to everybody else."""
    rooms = []
    for text, change in ((SECRET, -5000), ("You will be paid.", 9000)):
        rooms.append(
            room_of(
                Inject(
                    "storm",
                    "A storm",
                    "It rains.",
                    "late",
                    (Aside(("city",), "", text),),
                    (Shift("city", change),),
                )
            )
        )
        throw(rooms[-1])
    one, two = (r.state for r in rooms)
    others = [seat_audience(s) for s in one.seats if s != "city"]
    for audience in (ROOM, SCREEN, REMOTE, Audience("observer"), *others):
        assert project(one, audience) == project(two, audience)
        assert SECRET not in repr(project(one, audience))
    assert project(one, seat_audience("city")) != project(two, seat_audience("city"))


def test_the_front_page_is_on_the_wall_once_there_is_news():
    room = room_of()
    room.steer(steer.ShowScene("news"))
    assert room.view(SCREEN)["scene"].name != "news"
    assert not room.view(FACILITATOR)["control"].news
    throw(room)
    assert room.view(SCREEN)["scene"].name == "news"
    assert room.view(FACILITATOR)["control"].news


texts = st.text(max_size=30)
changes = st.integers(-60_000, 60_000).filter(bool)


@st.composite
def private_halves(draw):
    """An event twice: alike for everybody but the city, whose paragraphs, alternative and unpledged means differ."""
    others = tuple(
        Shift(s, draw(changes)) for s in draw(st.lists(st.sampled_from(["shop", "plant"]), unique=True))
    )
    supplies = tuple(
        Supply("cash", draw(st.integers(-90, 90).filter(bool)), *where)
        for where in draw(
            st.lists(st.sampled_from([(("shop",),), ((), "bus line")]), max_size=2, unique=True)
        )
    )
    reopens = tuple(draw(st.lists(st.sampled_from(["lead", "money"]), unique=True)))
    twins = []
    for _ in range(2):
        mine = draw(st.booleans())
        asides = (Aside(("city",), "", SECRET + draw(texts)),) if mine else ()
        shifts = (Shift("city", draw(changes)),) if draw(st.booleans()) else ()
        own = (
            (Supply("staff", draw(st.integers(-9, 9).filter(bool)), ("city",)),)
            if draw(st.booleans())
            else ()
        )
        twins.append(
            Inject(
                "storm",
                "A storm",
                "It rains.",
                "late",
                asides,
                (*others, *shifts),
                (*supplies, *own),
                reopens,
            )
        )
    return twins


@settings(max_examples=examples(30), deadline=None)
@given(private_halves(), st.data())
def test_what_an_event_is_to_one_seat_alone_changes_nothing_for_the_others(twins, data):
    pledges = data.draw(
        st.lists(st.tuples(st.sampled_from(["city", "shop", "walkers"]), st.integers(1, 99)), max_size=4)
    )
    adopts, signs, back = (data.draw(st.booleans()) for _ in range(3))
    seen = []
    for inject in twins:
        room = room_of(inject, help="points")
        people = room.seats("city", "shop", "walkers", "county")
        for seat, amount in pledges:
            room.act(room.delegate(seat), do.MakePledge(seat, "", "cash", amount, "bus line"))
        if adopts:
            room.facilitator.adopts(*people, lead="city", money="fund")
            if signs:
                room.facilitator.opens_signing()
                people[1].signs()
        kinds = throw(room).kinds
        if back:
            kinds += room.act(TRAINER, do.UndoAct(str(room.state.done[-1].version))).kinds
        others = [seat_audience(s) for s in room.state.seats if s != "city"]
        looks = [project(room.state, a) for a in (ROOM, SCREEN, REMOTE, Audience("observer"), *others)]
        assert SECRET not in repr(looks)
        counts = [room.state.public_version, *(room.state.version_for(s) for s in room.state.seats)]
        seen.append(
            (kinds, looks, counts, [permissions(room.state, room.delegate(s)) for s in ("shop", "walkers")])
        )
    assert seen[0] == seen[1]
