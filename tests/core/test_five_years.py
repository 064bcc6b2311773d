"""The five-year test: the same agreement and seed give the same numbers, more never hurts, nothing is told early."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.envelope import FACILITATOR as STEERING
from simulator.core.envelope import ROOM, SCREEN, seat_audience
from simulator.core.five_years import QUIET, as_tested, draw, run_trial, weigh
from simulator.core.rulebook import Rule, Share
from simulator.core.standing import exposure, led_share, needed_share, signed_share, strength_of
from simulator.core.state.resources import Pledge
from tests.support.dirt import Pages
from tests.support.room import SYSTEM, Room
from tests.support.rulebooks import RULES, small_book

SHOCKS = {s.id: s for s in small_book().shocks}


def settled_room(**options):
    """Everybody sits; a fund, the city leads, a majority decides; nothing is pledged, led or signed yet."""
    room = Room(**options)
    room.missed, pages = set(), Pages()
    room.watch = lambda before, event, after: room.missed.update(pages.missed(before, event, after))
    people = {p.seat: p for p in room.everybody()}
    voters = [p for p in people.values() if p.seat != "parents"]
    room.facilitator.adopts(*voters, rule="majority", money="fund", lead="city")
    return room, people, voters


def signed_room():
    """The same with cash from all, a lead, and signatures of most."""
    room, people, voters = settled_room()
    for p in voters:
        assert not p.pledges("cash").refused
    assert not people["city"].leads("survey").refused
    room.facilitator.opens_signing()
    for n, p in enumerate(voters):
        assert not p.signs(*(("sign",) if n < 5 else ("decline", "our council"))).refused
    room.facilitator.concludes()
    return room, people, voters


def run(room, **wish):
    """Ask for the test and do the work as the server does."""
    called = room.facilitator.records(do.RunTrial(**wish))
    assert not called.refused, called
    done = room.act(SYSTEM, do.RecordTrial(run_trial(as_tested(room.state), room.state.trial.call.seed)))
    assert done.kinds == ["trial.ran"]
    return room.state.trial.results[-1]


def test_the_same_agreement_with_the_same_seed_gives_the_same_numbers():
    room, _, _ = signed_room()
    assert run_trial(room.state, 7) == run_trial(room.state, 7)
    assert run_trial(room.state, 7) != run_trial(room.state, 8)


def test_an_agreement_without_any_clause_sinks_in_its_first_year():
    result = run_trial(Room().state, 3)
    assert result.strength == 0
    assert result.stood == (0,) * 5
    assert [y.state for y in result.story] == ["broke", *["over"] * 4]
    assert result.worth == ()


def test_it_stands_ever_less_often_and_every_end_has_a_shock():
    room, _, _ = signed_room()
    result = run_trial(room.state, 11)
    assert list(result.stood) == sorted(result.stood, reverse=True)
    assert sum(n for _, n in result.ended) == result.runs - result.stood[-1]
    assert {w.option for w in result.worth} == {"rule.majority", "money.fund", "lead.city"}


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 2**48), st.integers(0, 120), st.integers(1, 60),
    st.sampled_from([(), (1,), (2, 3)]), st.sampled_from(["bus line", "desk"]),
)  # fmt: skip
def test_more_pledges_never_make_anything_worse(seed, amount, more, years, line):
    room, _, _ = settled_room()
    kind = "cash" if line == "bus line" else "staff"

    def paid(sum_):
        pledge = Pledge("r1", "city", kind, sum_, line, "", "", years=years)
        return replace(room.state, pledges={"r1": pledge})

    less, better = paid(amount), paid(amount + more)
    for shock in room.book.shocks:
        for year in range(1, 6):
            assert exposure(better, shock, year).weak <= exposure(less, shock, year).weak
    a, b = weigh(less), weigh(better)
    assert b.strength.points >= a.strength.points
    assert all(
        y <= x for old, new in zip(a.damage, b.damage, strict=True) for x, y in zip(old, new, strict=True)
    )
    assert all(
        y >= x
        for x, y in zip(run_trial(less, seed, 60).stood, run_trial(better, seed, 60).stood, strict=True)
    )


def test_a_shock_meets_what_the_room_really_did():
    room, people, voters = settled_room()
    assert exposure(room.state, SHOCKS["cut"], 1).weak == 100
    assert exposure(room.state, SHOCKS["chair"], 1).weak == 100
    assert exposure(room.state, SHOCKS["lead"], 1).weak == 100
    people["shop"].pledges(kind="cash", amount=50, line="bus line", years="1")
    assert (exposure(room.state, SHOCKS["cut"], 1).weak, exposure(room.state, SHOCKS["cut"], 2).weak) == (
        50,
        100,
    )
    assert exposure(room.state, SHOCKS["fuel"], 1).weak == 100 - 41  # the same money buys a fifth less
    nowhere = replace(SHOCKS["cut"], line="a line that nobody asks for")
    assert exposure(room.state, nowhere, 1).weak == 50
    everything = replace(SHOCKS["cut"], line="")
    assert exposure(room.state, everything, 1).weak == 75  # half of the cash, no staff at all
    people["city"].leads("survey")
    assert led_share(room.state) == 33
    assert exposure(room.state, SHOCKS["chair"], 1).weak == 67
    tired = exposure(room.state, SHOCKS["lead"], 1)
    assert (tired.weak, tired.seat) == (100, "city")
    assert exposure(room.state, SHOCKS["block"], 1).weak == 50
    assert exposure(room.state, SHOCKS["court"], 1).weak == 100
    room.facilitator.opens_signing()
    for p in voters[:4]:
        p.signs()
    voters[4].signs("reserve", "our council")
    voters[5].signs("decline", "too dear")
    assert signed_share(room.state) == 64
    assert exposure(room.state, SHOCKS["court"], 1).weak == 36
    assert exposure(room.state, SHOCKS["polls"], 2).weak == 0
    assert exposure(room.state, replace(SHOCKS["polls"], sector="XX"), 2).weak == 50
    assert strength_of(room.state).settled == 100


def test_help_from_others_takes_weight_off_the_busiest():
    room, people, _ = settled_room()
    people["county"].pledges(kind="staff", amount=10, line="desk")
    people["city"].leads("survey")
    assert not people["county"].helps("survey", 2).refused
    assert exposure(room.state, SHOCKS["lead"], 1).weak == 0


def test_how_much_of_the_room_each_kind_of_rule_needs():
    assert {name: needed_share(rule, 8) for name, rule in RULES.items()} == {
        "unanimity": 100, "consensus": 87, "majority": 50, "double": 50, "weighted": 50, "steering": 66,
    }  # fmt: skip
    assert needed_share(Rule("share", "so"), 8) == 50
    assert needed_share(Rule("double", "so", share=Share(1, 2), caucus_share=Share(2, 3)), 8) == 66
    assert exposure(Room().state, SHOCKS["block"], 1).weak == 50  # the scenario's own rule
    room = Room()
    room.book = small_book()
    no_work = replace(room.state, rulebook=replace(room.book, plan=None))
    assert exposure(no_work, SHOCKS["chair"], 1).weak == 100
    assert led_share(no_work) == 100


def test_no_shock_happens_twice_and_a_year_may_be_quiet():
    one = (SHOCKS["cut"],)
    for drawn in draw(one, 5, 5, 30):
        assert sum(k != QUIET for k, _ in drawn) == 1
    room, _, _ = signed_room()
    calm = replace(room.state, rulebook=replace(room.book, shocks=one))
    result = run_trial(calm, 4)
    assert "quiet" in [y.state for y in result.story]
    empty = replace(Room().state, rulebook=replace(room.book, shocks=(replace(one[0], likely=(0,) * 5),)))
    assert run_trial(empty, 4).story[0].state == "broke"  # nothing happens, and nothing is there to stand
    assert run_trial(empty, 4).ended == ()


def test_nothing_of_a_year_is_shown_before_it_is_told():
    room, _, _ = signed_room()
    before = [room.view(a)["years"] for a in (ROOM, SCREEN, seat_audience("city"))]
    assert {v.stage for v in before} == {"none"}
    room.facilitator.records(do.RunTrial())
    called = room.view(ROOM), room.view(SCREEN), room.view(seat_audience("city"))
    versions = room.state.public_version, room.state.version_for("city")
    room.act(SYSTEM, do.RecordTrial(run_trial(room.state, 5)))
    assert (room.view(ROOM), room.view(SCREEN), room.view(seat_audience("city"))) == called
    assert (room.state.public_version, room.state.version_for("city")) == versions
    other = replace(room.state.trial.results[0], stood=(1,) * 5, story=room.state.trial.results[0].story[:3])
    for told in range(8):
        room.facilitator.records(do.TellYear(told))
        view = room.view(ROOM)["years"]
        assert len(view.years) == min(told, 5)
        assert (bool(view.curves), bool(view.worth)) == (told >= 6, told >= 7)
        if told < 4:  # another future, the same past: nobody could tell
            state = replace(room.state, trial=replace(room.state.trial, results=(other,)))
            assert project_years(state) == view
    assert room.view(SCREEN)["scene"].name == "years"
    assert not room.missed


def project_years(state):
    from simulator.core.views.five_years import five_years

    return five_years(state)


def test_the_room_changes_one_clause_under_its_own_rule_and_the_signed_text_stays():
    room, _, voters = signed_room()
    first = run(room)
    facilitator = room.facilitator
    assert facilitator.records(do.ChangeForTrial("lead.city")).refused == "target.unknown"
    assert facilitator.records(do.ChangeForTrial("extra.one")).refused == "target.unknown"
    facilitator.records(do.TellYear(6))
    asked = facilitator.records(do.ChangeForTrial("lead.board"))
    assert asked.kinds == ["decision.opened", "trial.change_asked"]
    assert room.view(STEERING)["trialdesk"].asking.option == "board"
    assert room.view(ROOM)["decision"].trial
    assert facilitator.records(do.RunTrial()).refused == "decision.another_open"
    facilitator.closes()  # nobody voted
    assert room.state.trial.change is None
    signed, text = room.state.signing, room.state.agreement
    facilitator.records(do.ChangeForTrial("lead.board"))
    for p in voters:
        p.votes("yes")
    assert facilitator.closes().kinds == ["decision.closed", "trial.changed"]
    assert (room.state.signing, room.state.agreement) == (signed, text)
    assert facilitator.records(do.ChangeForTrial("money.none")).refused == "trial.changed"
    second = run(room)
    assert (second.seed, second.options["lead"]) == (first.seed, "board")
    facilitator.records(do.TellYear(7))
    view = room.view(ROOM)["years"]
    assert [c.stood for c in view.curves] == [first.stood, second.stood]
    assert view.curves[1].change.option == "board"
    assert view.second
    assert room.view(STEERING)["trialdesk"].tests == 2
    run(room, fresh=True)
    assert (len(room.state.trial.results), room.state.trial.change, room.state.trial.told) == (1, None, 0)
    assert not room.missed


def test_what_the_test_refuses():
    room, _, _ = signed_room()
    facilitator = room.facilitator
    assert facilitator.records(do.TellYear(1)).refused == "trial.not_run"
    assert room.act(SYSTEM, do.RecordTrial(run_trial(room.state, 1, 5))).refused == "trial.not_run"
    facilitator.records(do.RunTrial())
    assert facilitator.records(do.RunTrial()).refused == "trial.running"
    assert facilitator.records(do.TellYear(1)).refused == "trial.running"
    room.act(SYSTEM, do.RecordTrial(run_trial(room.state, 1, 5)))
    assert facilitator.records(do.TellYear(8)).refused == "pledge.amount"
    assert facilitator.records(do.TellYear(0)).events == ()
    plain = Room(replace(small_book(), shocks=()))
    assert plain.facilitator.records(do.RunTrial()).refused == "trial.no_shocks"


@pytest.mark.parametrize(("kind", "scene"), [("story", "years"), ("debrief", "debrief")])
def test_a_step_made_for_it_shows_it_again(kind, scene):
    book = small_book()
    room = Room(replace(book, steps=(*book.steps, replace(book.steps[-1], id="after", kind=kind))))
    people = room.everybody()
    room.facilitator.adopts(*[p for p in people if p.seat != "parents"], money="fund")
    room.steer(steer.EnterStep("pause"))
    run(room)
    room.facilitator.records(do.RevealResults("count"))
    assert room.view(SCREEN)["scene"].name == "debrief"
    room.steer(steer.EnterStep("pause"))
    assert room.view(SCREEN)["scene"].name not in ("years", "debrief")
    room.steer(steer.EnterStep("after"))
    assert room.view(SCREEN)["scene"].name == scene
