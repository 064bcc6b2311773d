"""A database that an earlier release wrote opens, is brought up to date, and the seminar in it plays on.

tests/golden/releases holds such databases as text (SQL, packed), each named after the commit whose code wrote it:
122c8db is the first commit whose server serves a seminar that plays, 6cc11a6 the first release that landed. They were
made with that commit's own code by tests/support/first_release.py, which says how, and the server was ended by kill
-9. Never make them anew with newer code: what they prove is that older logs load.
"""

from __future__ import annotations

import contextlib
import gzip
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.app.ports import Verified
from simulator.app.service import Simulator
from simulator.bootstrap import open_record
from simulator.core.ids import ExerciseId, SeatId
from simulator.web.settings import Settings
from tests.support.people import Cookies, Facilitator, Linked, Participant
from tests.support.server import ROOT, Server

RELEASES = sorted((ROOT / "tests/golden/releases").glob("*.sql.gz"))
KEY = "the key of the first release, for tests"
MOST_BYTES = 300_000


def unpack(release: Path, data: Path) -> Path:
    """The database of a release, in a data folder as that release left it."""
    file = data / "simulator.db"
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.executescript(gzip.decompress(release.read_bytes()).decode())
    return file


def read(data: Path) -> tuple[Simulator, dict[str, int]]:
    """What this code makes of the folder, and how long each stream is; every chain holds."""
    simulator, _after = open_record(Settings(data=data, key=KEY, scenarios=ROOT / "scenarios"))
    events = simulator.stores.events
    verdicts = {stream: events.verify(stream) for stream in events.streams()}
    assert all(isinstance(verdict, Verified) for verdict in verdicts.values()), verdicts
    return simulator, {stream: events.head(stream) for stream in events.streams()}


def come_back(server: Server, simulator: Simulator, room: str, seat: str) -> Linked:
    """Somebody on a new laptop, with the phrase that the older release printed."""
    seminar = simulator.seminar(simulator.exercise(ExerciseId(room)).seminar)
    jar = Cookies(server)
    phrase = simulator.phrase(seminar, ExerciseId(room), SeatId(seat))
    answer = jar.submit(f"/s/{server.code}/resume", place=f"{room}/{seat}", phrase=phrase)
    assert answer.headers["Location"] == f"/x/{room}", answer.headers["Location"]
    return Linked(server, jar, room, "seat").connect()


@pytest.fixture(params=RELEASES, ids=lambda release: release.name.partition(".")[0])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder as an earlier release left it."""
    assert request.param.stat().st_size < MOST_BYTES
    unpack(request.param, tmp_path)
    return tmp_path


@pytest.fixture
def server(old: Path, shelf: Path) -> Iterator[Server]:
    """Today's server on that folder."""
    running = Server(old, KEY=KEY, DEMO="", SCENARIOS=shelf)
    yield running
    running.stop()
    assert running.tracebacks() == []


def test_there_are_databases_of_the_first_commit_that_plays_and_of_the_first_release() -> None:
    assert {release.name for release in RELEASES} >= {"122c8db.sql.gz", "6cc11a6.sql.gz"}


def test_todays_code_reads_what_an_earlier_release_stored(old: Path) -> None:
    simulator, heads = read(old)
    assert len([s for s in heads if s.startswith("seminar:")]) == 1
    first, second = (
        simulator.exercise(ExerciseId(s.partition(":")[2])) for s in sorted(heads) if s[0] == "e"
    )
    assert first.agreement["rule"].option == "majority"
    assert {seat.id: seat.person != "" for seat in first.seats.values()} == {
        seat: seat != "foundation" for seat in first.seats
    }
    assert first.stances["money.thirds"]["neighbors"].reason == "Too dear."
    assert first.stances["rule.majority"]["merchants"].value == "no"
    assert first.proposals["p1"].version == 2
    assert first.proposals["p1"].terms == {"money": "thirds"}
    vote = first.open_decision
    assert vote is not None
    assert {seat: ballot.choice for seat, ballot in vote.ballots.items()} == {
        "vendors": "no",
        "merchants": "yes",
    }
    assert [pledge.note for pledge in first.pledges.values()] == ["The frontage."]
    assert [m.text for talk in first.messages.values() for m in talk] == [
        "Who brings the lanterns?",
        "We would pay for yours.",
    ]
    assert (first.step, first.notice) == ("resources", "Ten minutes.")
    assert second.stances["seats.equal"]["vendors"].reason == "Here too."
    assert [n.text for n in simulator.stores.notes.of_seat(first.id, "vendors")] == [
        "Ask the merchants for twenty."
    ]


def test_the_seminar_of_an_earlier_release_plays_on_to_the_signatures(server: Server) -> None:
    simulator, before = read(server.data)
    room = min(s for s in before if s.startswith("exercise:")).partition(":")[2]
    server.links["join"] = f"/?code={simulator.stores.seminars.entries()[0].join_code}"
    code = server.links["join"]
    simulator.stores.events.close()
    server.start()
    server.links["join"] = code
    steering = Facilitator(server).link(room)
    seats = ("city-hall", "county-health", "merchants", "vendors", "neighbors")
    lines = {seat: come_back(server, simulator, room, seat) for seat in seats}
    written = simulator.stores.notes.of_seat(ExerciseId(room), SeatId("vendors"))
    # before the first release a note belonged to the seat, and whoever took the seat later would have read it
    theirs = all(note.person_id for note in written)
    assert ("Ask the merchants for twenty." in lines["vendors"].jar.open(f"/x/{room}").text) == theirs
    assert lines["merchants"].hears("We would pay for yours.")
    assert not lines["neighbors"].hears("We would pay for yours.", wait=0.2)

    # the vote that was open when the older server was killed
    for seat in ("city-hall", "county-health", "neighbors"):
        assert lines[seat].act("ballot.cast", decision="d2", choice="yes")["ok"]
    assert steering.act("decision.close", decision="d2")["ok"]
    # somebody new, and what the older release did not know yet
    newcomer = Participant(server, "Fay").sit(room, "foundation")
    assert steering.act("step.enter", step="running")["ok"]
    for kind, fields in (
        ("help.ask", {"about": "words", "text": "Where do we sign?"}),
        (
            "stance.set",
            {"target": "opening.pilot-six", "value": "with", "seen": "1", "moves": "You start small."},
        ),
        ("proposal.make", {"term:opening": "pilot-six", "rationale": "A trial first."}),
    ):
        ack = newcomer.act(kind, **fields)
        assert ack["ok"], ack
    for clause, option in (
        ("seats", "equal"),
        ("contributions", "deposit"),
        ("manager", "two-keys"),
        ("opening", "pilot-six"),
    ):
        ack = steering.act("decision.open", **{f"term:{clause}": option})
        assert ack["ok"], ack
        number = ack_of_open(server, room)
        for line in (*lines.values(), newcomer):
            assert line.act("ballot.cast", decision=number, choice="yes")["ok"]
        assert steering.act("decision.close", decision=number)["ok"]
    assert steering.act("signing.open")["ok"]
    state = read(server.data)[0].exercise(ExerciseId(room))
    for line in (*lines.values(), newcomer):
        ack = line.act("signature.give", how="sign", seen=state.signing.text_hash)
        assert ack["ok"], ack
    ack = steering.act("signing.conclude")
    assert ack["ok"], ack
    for line in (*lines.values(), newcomer, steering):
        line.close()
    server.stop()

    again, after = read(server.data)
    state = again.exercise(ExerciseId(room))
    assert {clause: adopted.option for clause, adopted in state.agreement.items()} == {
        "rule": "majority", "money": "thirds", "seats": "equal", "contributions": "deposit", "manager": "two-keys",
        "opening": "pilot-six",
    }  # fmt: skip
    assert (state.signing.status, state.signing.in_force) == ("concluded", True)
    assert all(after[stream] >= before[stream] for stream in before)
    assert after[f"exercise:{room}"] > before[f"exercise:{room}"] + 30


def ack_of_open(server: Server, room: str) -> str:
    """The number of the decision that is open, as the facilitator's page names it."""
    page = Facilitator(server).jar.open(f"/steer/{room}").text
    return re.findall(r'name="decision" value="(d\d+)"', page)[-1]
