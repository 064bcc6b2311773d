"""The measurements run: tiny counts, no times."""

import asyncio
import math

from bench.client import frame
from bench.fanout import Plan, measure
from bench.growth import measure as measure_growth
from bench.load import percentile
from bench.processes import ROOT
from bench.workload import NUMBER, busiest_step, fields_of, numbered, stances, without_numbers
from simulator.scenario.load import load_folder


def test_a_room_of_six_is_measured_against_the_reference():
    lines: list[str] = []
    # six people may do 240 things a minute each, and the server answers hundreds a second: short measurements
    plan = Plan(1, 6, 0.2, 1, rates=(10.0,), under_way=(2,), scenario="first-table")
    asyncio.run(measure(plan, lines.append))
    text = "\n".join(lines)
    assert "RATIO saturated, 1 action under way" in text
    assert "RATIO saturated, peak of each" in text
    assert "messages to the plenary" in text
    assert "lost 0  refused 0" in text
    assert "nan" not in text


def test_no_seat_replaces_a_reason_before_all_others_had_their_turn():
    book = load_folder(ROOT / "scenarios" / "first-table")
    deeds = stances(book, busiest_step(book), 6, 1)
    first = [next(deeds)[0] for _ in range(5)]
    assert len({(d.seat, d.fields["target"]) for d in first}) == len(first)


def test_an_action_is_recognised_by_its_number_and_a_recorded_frame_by_none():
    book = load_folder(ROOT / "scenarios" / "first-table")
    deed, place = next(stances(book, busiest_step(book), 6, 1))
    text = fields_of(deed, place, 41)[place]
    assert NUMBER.findall(text.encode()) == [b"41"]
    assert NUMBER.findall(without_numbers(numbered("x", 41)).encode()) == []


def test_frames_of_every_length_say_how_long_they_are():
    for size, head in ((5, 2), (200, 4), (70_000, 10)):
        assert len(frame(b"x" * size)) == head + 4 + size


def test_a_share_of_nothing_is_no_number():
    assert math.isnan(percentile([], 0.5))
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0


def test_a_room_that_grows_is_measured_at_each_step():
    lines: list[str] = []
    whole = {"proposals": 8, "messages": 8, "stances": 8}
    found = asyncio.run(
        measure_growth(
            Plan(1, 6, 0.2, 1, scenario="first-table"), lines.append, steps=(0, 100), whole=whole, times=2, browsed=()
        )
    )  # fmt: skip
    text = "\n".join(lines)
    assert "seat: the page, server" in text
    assert "opening it from a snapshot" in text
    assert "nan" not in text
    assert [set(step.pages) for step in found] == [{"seat", "facilitator", "wall"}] * 2
    assert found[1].opened.events > found[0].opened.events
    assert found[1].pages["seat"].bytes > found[0].pages["seat"].bytes
    assert min(cost.reach["seat"] for cost in found[1].acts.values()) > 0
