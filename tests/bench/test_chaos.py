"""Servers are killed under people on a bad network: nothing is lost or doubled, and whoever would lose it is found."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bench.chaos.check import Log, Logged, Told, judge
from bench.chaos.laptop import Act
from bench.chaos.network import Line, Weather
from bench.chaos.page import Page, Part, differences, read_frame
from bench.chaos.run import Outcome, Plan, run
from bench.chaos.servers import Cluster, bugs_in, one_process
from bench.chaos.several import several_processes
from bench.chaos.strain import Strain
from tests.support.server import ROOT

SMALL = Plan(
    16.0, 7, 2, 6, scenario="first-table", gap=2.0, kills=(5.0, 8.0), least_kills=2, black_outs=(12.0, 1.0, 4.0),
    sleeps=(20.0, 1.0, 3.0),
)  # fmt: skip


def quietly(_line: str) -> None:
    """What is said on the way is for people."""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The small scenario alone: each start of a server compiles what there is."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "first-table").symlink_to(ROOT / "scenarios" / "first-table")
    return folder


def lived_through(plan: Plan, cluster: Cluster) -> Outcome:
    with ThreadPoolExecutor(1) as thread:
        # in a thread of its own: where browser tests ran before in this process, its loop is still there
        return thread.submit(asyncio.run, run(plan, cluster, quietly)).result()


@pytest.mark.timeout(400)
def test_twelve_people_on_a_bad_network_lose_nothing_to_a_server_that_is_killed(
    tmp_path: Path, shelf: Path
) -> None:
    outcome = lived_through(SMALL, one_process(tmp_path / "data", SCENARIOS=str(shelf)))
    assert outcome.verdict.sound, "\n".join(outcome.verdict.lines())
    counts = outcome.counts
    assert counts["servers killed"] >= 2
    assert counts["acknowledged"] >= 40
    assert counts["reconnects"] >= 12
    assert counts["black-outs"] >= 5
    assert counts["laptops asleep"] >= 3
    assert counts["sent more than once before an answer"] >= 1
    assert counts["sent again after it"] >= 1
    assert outcome.seen


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_a_page_that_takes_things_for_stored_is_found(tmp_path: Path, shelf: Path) -> None:
    plan = Plan(5.0, 7, 1, 6, scenario="first-table", gap=0.8, kills=(90.0, 90.0), makes_up=0.3)
    outcome = lived_through(plan, one_process(tmp_path / "data", SCENARIOS=str(shelf)))
    assert outcome.verdict.found["acknowledged and lost"]


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_a_server_that_acknowledges_before_it_stores_is_found(tmp_path: Path, shelf: Path) -> None:
    plan = Plan(
        11.0,
        7,
        1,
        6,
        scenario="first-table",
        gap=0.8,
        kills=(5.0, 6.0),
        least_kills=1,
        settle=30.0,
        weather=Weather(0.02, 0.01, 0.0),
    )
    eager = (sys.executable, str(ROOT / "tests" / "support" / "eager.py"))
    outcome = lived_through(plan, one_process(tmp_path / "data", eager, SCENARIOS=str(shelf)))
    assert outcome.counts["servers killed"] >= 1
    assert outcome.verdict.found["acknowledged and lost"]


# a minute of two processors: `make chaos ARGS=--several` in small
@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.nginx
@pytest.mark.timeout(600)
def test_two_processes_that_are_killed_in_turn_lose_nothing_either(tmp_path: Path, shelf: Path) -> None:
    plan = replace(SMALL, seconds=12.0, rooms=1, gap=1.2, kills=(4.0, 6.0))
    cluster = several_processes(tmp_path / "data", SCENARIOS=str(shelf))
    outcome = lived_through(plan, cluster)
    assert outcome.verdict.sound, "\n".join(outcome.verdict.lines())
    assert outcome.counts["servers killed"] >= 2
    assert outcome.counts["acknowledged"] >= 20
    assert outcome.counts["reconnects"] >= 4
    assert outcome.seen
    assert set(outcome.strain.shares) == {"laptops and network", "server 1", "server 2"}
    assert not any(member.lives for member in cluster.members)


# --- the checks, on stories that are made up ----------------------------------------------------------------


def did(number: int, *, ok: bool = True, version: int = 0, token: str = "") -> Act:
    """The message number so-and-so of one laptop, answered."""
    act = Act(number, f"op-{number}", "message.send", {}, token or f"t.{number}", float(number))
    act.answered = float(number) + 0.5
    act.answer = {"ok": True, "version": version or number} if ok else {"ok": False, "code": "room.paused"}
    return act


def said(number: int, version: int = 0, *, op: str = "", kind: str = "message.sent") -> Logged:
    return Logged("exercise:a", version or number, kind, op or f"op-{number}", f'{{"text":"@t.{number}@"}}')


def log_of(*events: Logged) -> Log:
    return Log(events, frozenset(e.op for e in events))


STORIES: dict[str, tuple[list[Told], Log, str]] = {
    "lost": ([Told("x", [did(1), did(2)])], log_of(said(1)), "acknowledged and lost"),
    "no answer": (
        [Told("x", [Act(1, "op-1", "message.send", {}, "", 0.0)])], log_of(said(1)), "without an answer"
    ),
    "refused": ([Told("x", [did(1, ok=False)])], log_of(said(1)), "refused and stored all the same"),
    "twice under one op": ([Told("x", [did(1)])], log_of(said(1), said(1, 5)), "stored twice"),
    "twice under two": ([Told("x", [did(1)])], log_of(said(1), said(1, 2, op="other")), "stored twice"),
    "torn apart": (
        [Told("x", [did(1)])], log_of(said(1), said(1, 4, kind="seat.marked")), "stored twice"
    ),
    "later first": ([Told("x", [did(1), did(2)])], log_of(said(1, 2), said(2, 1)), "out of order"),
    "answers back": ([Told("x", [did(1, version=9), did(2)])], log_of(said(1), said(2)), "out of order"),
    "page back": ([Told("x", [did(1)], wrong=["went back"])], log_of(said(1)), "out of order"),
    "second answer": (
        [Told("x", [did(1)], [(did(1), {"ok": False, "code": "target.stale"})])], log_of(said(1)),
        "answered otherwise the second time",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_each_thing_that_must_not_be_is_found_by_its_name(name: str) -> None:
    told, log, kind = STORIES[name]
    verdict = judge(told, log)
    assert not verdict.sound
    assert [k for k, items in verdict.found.items() if items] == [kind]
    assert any(kind in line for line in verdict.lines())


def test_a_story_in_which_all_is_well_is_sound() -> None:
    told = [
        Told(
            "x",
            [did(1), did(2, ok=False), did(3)],
            [(did(1), {"ok": True}), (did(3), {"ok": False, "code": "limit.reached"})],
        )
    ]
    assert judge(told, log_of(said(1), said(3))).sound


def frame(version: int, *parts: tuple[str, str], own: bool = False) -> object:
    return read_frame({"v": version, "p": [[i, html, "", html] for i, html in parts]}, own)


def test_a_page_takes_the_newer_part_whatever_comes_first() -> None:
    page = Page()
    page.greeted(frame(5, ("head", "five")), frame(5, ("bar", "five"), own=True))
    page.heard(frame(4, ("head", "four")))
    assert (page.parts["head"].etag, page.ignored, page.wrong) == ("five", 1, [])
    page.heard(frame(6, ("head", "")))
    assert page.etags() == {"bar": "five"}


@pytest.mark.parametrize(
    ("happens", "wrong"),
    [
        (lambda p: (p.heard(frame(7, ("head", "a"))), p.heard(frame(6, ("head", "b")))), "6 came after 7"),
        (lambda p: (p.heard(frame(7, ("head", "a"))), p.connected(), p.greeted(frame(6), frame(0))), "from 7 to 6"),
    ],
)  # fmt: skip
def test_a_version_that_goes_back_is_noted(happens: Callable[[Page], object], wrong: str) -> None:
    page = Page()
    happens(page)
    assert any(wrong in w for w in page.wrong)


def test_each_channel_counts_for_itself() -> None:
    page = Page()
    page.heard(frame(7, ("bar", "a"), own=True))
    page.heard(frame(6, ("head", "a")))
    page.connected()
    page.greeted(frame(6), frame(7, own=True))
    assert page.wrong == []


def test_pages_that_differ_are_told_apart() -> None:
    one, other = Page(), Page()
    one.parts = {
        "a": Part("a", "1", 1, True, ""),
        "b": Part("b", "1", 1, True, ""),
        "c": Part("c", "1", 1, True, ""),
    }
    other.parts = {
        "b": Part("b", "2", 1, True, ""),
        "c": Part("c", "1", 2, True, ""),
        "d": Part("d", "1", 1, True, ""),
    }
    assert [d.split()[0] for d in differences(one, other)] == ["a", "b", "c", "d"]
    assert differences(one, one) == []


def test_the_same_seed_makes_people_do_the_same() -> None:
    from bench.chaos.moves import of_a_facilitator, of_a_seat
    from simulator.scenario.load import load_folder

    book = load_folder(ROOT / "scenarios" / "first-table")
    seats = book.cast(6).seats
    for make in (
        lambda s: of_a_seat(book, seats, seats[0], s, 9.0),
        lambda s: of_a_facilitator(book, s, 9.0),
    ):
        first, again, other = make("1"), make("1"), make("2")
        wishes = [next(first) for _ in range(60)]
        assert wishes == [next(again) for _ in range(60)]
        assert wishes != [next(other) for _ in range(60)]


def test_a_bug_in_a_log_is_told_with_what_happened() -> None:
    lines = [
        "Stop with Ctrl-C.",
        "Traceback (most recent call last):",
        '  File "a.py", line 1, in <module>',
        "    begin()",
        "ValueError: no such room",
        '{"event": "beat failed", "level": "error"}',
        '{"event": "here", "level": "info"}',
    ]
    assert bugs_in(lines) == [
        "Traceback (most recent call last): … ValueError: no such room",
        '{"event": "beat failed", "level": "error"}',
    ]
    assert bugs_in(lines[:2]) == [lines[1]]


def test_who_looks_on_says_how_busy_each_process_is() -> None:
    async def look() -> Strain:
        strain = Strain(lambda: [("server 1", os.getpid()), ("server 2", 0)])
        watching = asyncio.create_task(strain.watch())
        await asyncio.sleep(0.05)
        end = time.monotonic() + 0.6
        while time.monotonic() < end:
            pass
        await asyncio.sleep(0.3)
        watching.cancel()
        return strain

    with ThreadPoolExecutor(1) as thread:
        strain = thread.submit(asyncio.run, look()).result()
    assert max(strain.late) > 0.2
    assert strain.shares["server 1"] > 0
    assert strain.shares["server 2"] == 0.0


def test_the_network_is_as_slow_as_it_says() -> None:
    line, weather = Line(Random(1)), Weather()
    delays = sorted(line.arrival(weather, 0.0, 100) for _ in range(4000))
    assert delays[0] >= 0.12
    assert 0.19 <= delays[2000] <= 0.21
    # two in a hundred are sent again, a round trip later
    assert 0.01 <= sum(d > 0.4 for d in delays) / len(delays) <= 0.03
