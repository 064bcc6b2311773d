"""The measurements run: tiny counts, no times."""

import asyncio
import math
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bench import connections, joins, rejoining, several
from bench.client import frame
from bench.fanout import Plan, measure
from bench.growth import measure as measure_growth
from bench.load import Result, percentile, pooled
from bench.processes import ROOT, Server, processors
from bench.replay import measure as measure_replay
from bench.report import floor_line, rate_lines
from bench.workload import NUMBER, busiest_step, fields_of, numbered, stances, without_numbers
from simulator.scenario.load import load_folder

# six people may do 240 things a minute each, and the server answers hundreds a second: short measurements
TINY = Plan(1, 6, 0.2, 1, rates=(10.0,), under_way=(2,), scenario="first-table")
RESULT = Result(10, 0, 0, 2.0, 500.0, 500.0, 40.0, 50.0, 10.0, [1.0, 2.0, 30.0], [1.0, 1.0, 1.0])


def run(measurement):
    """In a thread of its own: where browser tests ran before in this process, its loop is still there."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, measurement).result()


def test_a_room_of_six_is_measured_against_the_reference():
    lines: list[str] = []
    run(measure(TINY, lines.append))
    text = "\n".join(lines)
    assert "FLOOR 1 under way in each room" in text
    assert "FLOOR 2 under way in each room" in text
    assert "FLOOR the peak of each" in text
    assert "P99 at 10/s minus the echo's" in text
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


@pytest.mark.soak
def test_a_room_that_grows_is_measured_at_each_step():
    lines: list[str] = []
    whole = {"proposals": 8, "messages": 8, "stances": 8}
    found = run(
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


@pytest.mark.soak
def test_a_room_that_is_played_back_is_measured():
    lines: list[str] = []
    whole = {"proposals": 2, "messages": 4, "stances": 12}
    found = run(
        measure_replay(
            Plan(1, 6, 0.2, 1, scenario="first-table"), lines.append, whole=whole, seeks=3, played=3
        )
    )  # fmt: skip
    assert "nan" not in "\n".join(lines)
    assert found.moments > 12
    assert all(timed.bytes > 5_000 for timed in found.kinds.values())
    assert [len(timed.waited) for timed in found.kinds.values()] == [1, 1, 3, 3, 3]


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_a_crowd_grows_in_one_server_and_each_size_is_measured():
    lines: list[str] = []
    small, large = run(connections.measure(TINY, lines.append, counts=(1, 2)))
    assert (small.connections, large.connections) == (6, 12)
    assert (small.closed, large.closed) == (0, 0)
    assert large.compared.peak["product"] > 0
    text = "\n".join(lines)
    assert text.count("FLOOR the peak of each") == 2
    assert "MEMORY of the whole process" in text
    assert "nan" not in text


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_everybody_comes_back_to_a_server_that_was_killed():
    lines: list[str] = []
    found = run(rejoining.measure(TINY, lines.append, ways=(rejoining.AT_ONCE,)))
    for side in ("product", "echo"):
        came = found[side][rejoining.AT_ONCE]
        assert (len(came.back), came.missing) == (6, 0)
        assert min(came.back) > 0
    assert any(line.startswith("  0 pages went back in time") for line in lines)
    assert "nan" not in "\n".join(lines)


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_a_dozen_people_join_by_the_code_in_the_same_instant():
    lines: list[str] = []
    found = run(joins.measure(TINY, lines.append, 12))
    for crowd in found.values():
        assert crowd.faults == []
        assert len(crowd.live) == 12
    assert found["product"].page_bytes > 10_000
    assert "nan" not in "\n".join(lines)


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_two_processes_are_a_point_of_the_curve():
    lines: list[str] = []
    found = run(several.measure(TINY, lines.append, counts=(2,)))
    assert [p.name for p in found] == [several.SQLITE, several.ECHO, "2 processes"]
    assert all(p.compared.peak[p.name] > 0 for p in found)
    assert {"nginx", "PostgreSQL", "server processes", "load"} == found[-1].busy.keys()
    assert "nan" not in "\n".join(lines)


def test_the_server_keeps_its_processor_after_the_load_was_given_another():
    def pinned() -> tuple[set[int], set[int]]:
        server, load = processors()
        os.sched_setaffinity(0, load)  # of this thread alone
        command = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
        with Server(command, {}, 0, "up") as process:
            return server, os.sched_getaffinity(process.pid)

    with ThreadPoolExecutor(1) as thread:
        wanted, found = thread.submit(pinned).result()
    assert found == wanted


def test_what_is_required_is_said_in_a_line():
    assert "0.90, required 1.0: MISSED" in floor_line("the peak", 900.0, 1000.0)
    assert "1.00, required 1.0: held" in floor_line("the peak", 1000.0, 1000.0)
    late = replace(RESULT, last_ms=[1.0, 2.0, 41.0])
    assert (
        "minus the echo's: 11.0 ms, allowed 10: MISSED"
        in rate_lines(20, {"product": late, "echo": RESULT})[-1]
    )
    assert (
        "minus the echo's: 0.0 ms, allowed 10: held"
        in rate_lines(20, {"product": RESULT, "echo": RESULT})[-1]
    )


def test_turns_are_read_as_one():
    both = pooled([RESULT, replace(RESULT, deliveries=300.0, lost=2, bytes_per_action_and_seat=20.0)])
    assert (both.actions, both.lost, both.deliveries, both.bytes_per_action_and_seat) == (20, 2, 400.0, 30.0)
    assert len(both.last_ms) == 6
