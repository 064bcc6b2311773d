"""Two processes on PostgreSQL and Redis behind nginx: one server to whoever uses it, also while one of them is gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import socketio

from simulator.app.ports import Verified
from simulator.store.engine import make_engine
from simulator.store.opening import open_sql
from tests.support.databases import PROGRAMS, Postgres, redis
from tests.support.house import SEATS
from tests.support.people import Facilitator, Linked, Participant
from tests.support.several import TOKEN, Several, leave

pytestmark = [pytest.mark.postgres, pytest.mark.redis, pytest.mark.nginx]
GONE = (socketio.exceptions.SocketIOError, OSError, requests.RequestException)


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory, shelf: Path) -> Iterator[Several]:
    """Two processes; a bug in either's log fails the test that ends the module."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    database = Postgres()
    try:
        database.start()
        with redis() as notes:
            folder = tmp_path_factory.mktemp("several")
            running = Several(folder, database.url, notes, SCENARIOS=shelf, DEMO="")
            running.database = database
            running.start()
            yield running
            running.stop()
    finally:
        database.remove()
    assert running.tracebacks() == [], "".join(running.lines())


@pytest.fixture
def facilitator(houses: Several) -> Facilitator:
    return Facilitator(houses)


def connections(houses: Several) -> list[float]:
    """How many seats' sockets each process has, as it tells Prometheus."""
    found = []
    for process in houses.processes:
        text = requests.get(
            f"{process.address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=5
        ).text
        lines = [line for line in text.splitlines() if line.startswith('simulator_connections{page="seat"}')]
        found.append(float(lines[0].rpartition(" ")[2]) if lines else 0.0)
    return found


class Voter(threading.Thread):
    """Votes without pause, connects again when its process is gone, and sends again what was not answered."""

    def __init__(self, houses: Several, linked: Linked, seat: str) -> None:
        super().__init__(daemon=True)
        self.houses, self.linked, self.seat = houses, linked, seat
        self.over = threading.Event()
        self.acknowledged: list[str] = []
        self.refused: list[dict] = []

    def run(self) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            self._until_answered(f"op-{self.seat}-{number:05d}", ("yes", "no")[number % 2])
            time.sleep(0.3)  # a person may do 240 things a minute

    def _until_answered(self, op: str, value: str) -> None:
        while True:
            try:
                ack = self.linked.act(
                    "stance.set", op, 3, target="rule.majority", value=value, seen="1", reason=f"because {op}"
                )
            except GONE:
                if not self._back():
                    return
                continue
            if ack["ok"]:
                self.acknowledged.append(op)
            else:
                self.refused.append(ack)
            return

    def _back(self) -> bool:
        for _ in range(100):
            try:
                self.linked.close()
                self.linked.connect()
            except GONE:
                time.sleep(0.1)
            else:
                return True
        return False


def at_the_table(houses: Several, facilitator: Facilitator) -> tuple[str, list[Linked]]:
    """A room in which six people may say what they could live with."""
    exercise = facilitator.new_seminar()
    desk = facilitator.link(exercise)
    people = [Participant(houses, f"Voter {seat}").sit(exercise, seat) for seat in SEATS]
    ack = desk.act("step.enter", step="deciding")
    assert ack["ok"], ack
    desk.close()
    return exercise, people


def stored(houses: Several, exercise: str) -> list[str]:
    """The ops in the log of the room, after its chain was verified."""
    engine = make_engine(houses.processes[0].settings["DATABASE"])
    stores = open_sql(engine)
    try:
        assert isinstance(stores.events.verify(f"exercise:{exercise}"), Verified)
        return [r.op for r in stores.events.read(f"exercise:{exercise}") if r.op.startswith("op-")]
    finally:
        stores.events.close()
        engine.dispose()


def vote_while(houses: Several, exercise: str, people: list[Linked], happens) -> list[Voter]:
    """People vote while something happens; afterwards nothing that was acknowledged is missing or there twice."""
    voters = [Voter(houses, linked, seat) for linked, seat in zip(people, SEATS, strict=True)]
    for voter in voters:
        voter.start()
    try:
        happens()
    finally:
        for voter in voters:
            voter.over.set()
        for voter in voters:
            voter.join(20)
    assert [v.refused for v in voters] == [[]] * len(voters)
    log = stored(houses, exercise)
    assert len(log) == len(set(log)), "an op counts once"
    for voter in voters:
        assert len(voter.acknowledged) > 5
        assert set(voter.acknowledged) <= set(log)
        mine = [op for op in log if op.startswith(f"op-{voter.seat}-")]
        assert mine == sorted(mine), "in the order in which they were sent"
    return voters


def test_a_room_s_sockets_meet_in_one_process(houses: Several, facilitator: Facilitator) -> None:
    before = connections(houses)
    _exercise, people = at_the_table(houses, facilitator)
    after = connections(houses)
    assert sorted(b - a for a, b in zip(before, after, strict=True)) == [0.0, 6.0]
    for linked in people:
        linked.close()


def test_pages_hear_of_what_the_other_process_stored(houses: Several, facilitator: Facilitator) -> None:
    _exercise, people = at_the_table(houses, facilitator)
    ana, bo = people[0], people[1]
    one, two = houses.processes
    try:
        for linked, process in ((ana, one), (bo, two)):
            # past nginx, each to another process: nothing may depend on who is where
            linked.close()
            linked.server = process
            linked.connect()
        ack = ana.act("stance.set", target="rule.majority", value="no", seen="1", reason="Not with my levy")
        assert ack["ok"], ack
        assert bo.hears("Not with my levy", 5)
    finally:
        for linked in people:
            linked.server = houses
            linked.close()


@pytest.mark.soak
def test_without_redis_pages_hear_within_moments(houses: Several, facilitator: Facilitator) -> None:
    """The log is what counts: each process looks at it, whether or not a note came."""
    _exercise, people = at_the_table(houses, facilitator)
    ana, bo = people[2], people[3]
    deaf = list(houses.processes)
    for process in deaf:
        leave(process)
    for process in deaf:
        process.settings = process.settings | {"REDIS": "redis://127.0.0.1:9/0"}  # nobody listens there
        process.start()
    try:
        for linked, process in ((ana, deaf[0]), (bo, deaf[1])):
            linked.close()
            linked.server = process
            linked.connect()
        ack = ana.act("stance.set", target="rule.majority", value="no", seen="1", reason="Nobody told you")
        assert ack["ok"], ack
        assert bo.hears("Nobody told you", 8)
    finally:
        for linked in people:
            linked.server = houses
            linked.close()
        notes = houses.notes
        for process in deaf:
            leave(process)
            process.settings = process.settings | {"REDIS": notes}
            process.start()


def test_a_process_that_is_killed_is_replaced_without_loss(houses: Several, facilitator: Facilitator) -> None:
    exercise, people = at_the_table(houses, facilitator)

    def kill_each() -> None:
        for process in houses.processes:
            time.sleep(1.5)
            process.kill()
            time.sleep(2)
            process.start()
            time.sleep(1.5)

    voters = vote_while(houses, exercise, people, kill_each)
    fresh = Participant(houses, "Somebody new").jar  # the front still serves
    assert fresh.open("/health").ok
    shown = [dict(v.linked.parts) for v in voters]
    assert all(shown), "everybody has a page"
    for voter in voters:
        voter.linked.close()


def test_a_rolling_upgrade_is_hardly_noticed(houses: Several, facilitator: Facilitator) -> None:
    exercise, people = at_the_table(houses, facilitator)
    codes: list[int] = []

    def upgrade() -> None:
        for process in houses.processes:
            time.sleep(1)
            codes.append(leave(process))
            process.start()
            time.sleep(2.5)  # nginx tries a process again after two seconds

    voters = vote_while(houses, exercise, people, upgrade)
    assert codes == [0, 0], "each went by itself"
    for voter in voters:
        voter.linked.close()


def test_a_database_that_goes_and_comes_back_loses_nothing(houses: Several, facilitator: Facilitator) -> None:
    exercise, people = at_the_table(houses, facilitator)
    page = people[0].jar
    assert page.open(f"/x/{exercise}").ok
    houses.database.stop()
    try:
        said = {
            "target": "rule.majority",
            "value": "no",
            "seen": "1",
            "reason": "While nothing could be stored",
        }
        ack = people[0].act("stance.set", "op-while-away", 30, **said)
        assert (ack["ok"], ack["code"]) == (False, "store.failed"), ack
        assert "Nothing is lost" in ack["message"]
        answer = page.open(f"/x/{exercise}")
        assert answer.status_code == 503
        assert "cannot reach its record" in answer.text
        assert {requests.get(f"{p.address}/ready", timeout=10).status_code for p in houses.processes} == {503}
    finally:
        houses.database.start()
    deadline = time.monotonic() + 30
    while not (again := people[0].act("stance.set", "op-while-away", 30, **said))["ok"]:
        assert time.monotonic() < deadline, again
        time.sleep(0.2)
    assert stored(houses, exercise) == ["op-while-away"]
    assert people[1].hears("While nothing could be stored")
    assert page.open(f"/x/{exercise}").ok
    for linked in people:
        linked.close()
    for process in houses.processes:
        # what eventlet and the driver print of connections that were cut under them is not what is asked here
        process.lines.clear()
