"""kill -9 in the middle of a vote: what was acknowledged is there, what was not counts once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path

import pytest
import socketio

from simulator.app.ports import Recorded, Verified
from simulator.store.engine import make_engine
from simulator.store.opening import open_sql
from tests.support.house import SEATS
from tests.support.people import Facilitator, Linked, Participant
from tests.support.server import Server

ACKNOWLEDGED_BEFORE_THE_CRASH = 40
CHOICES = ("yes", "aside", "no")
LOST = (socketio.exceptions.TimeoutError, socketio.exceptions.SocketIOError, OSError)


class Voter:
    """Somebody who changes their mind as fast as the server answers, until it does not."""

    def __init__(self, seat: str, linked: Linked) -> None:
        self.seat, self.linked = seat, linked
        self.sent: list[tuple[str, str]] = []
        self.acknowledged: set[str] = set()

    def ballot(self, op: str, choice: str, wait: float = 20) -> dict[str, object]:
        """Send one ballot; its reason is its op, so that every ballot is another body."""
        return self.linked.act("ballot.cast", op, wait, decision="d1", choice=choice, reason=f"because {op}")

    def vote(self, enough: threading.Event, count: list[str]) -> None:
        """Vote until no answer comes."""
        for n in range(10_000):
            op, choice = f"ballot-{self.seat}-{n:04d}", CHOICES[n % 3]
            self.sent.append((op, choice))
            try:
                ack = self.ballot(op, choice, wait=3)
            except LOST:
                return
            assert ack["ok"], ack
            self.acknowledged.add(op)
            count.append(op)
            if len(count) >= ACKNOWLEDGED_BEFORE_THE_CRASH:
                enough.set()


def ballots(server: Server, exercise: str) -> list[Recorded]:
    """The ballots in the log as they are on disk, after its chain was verified."""
    engine = make_engine(f"sqlite:///{server.data}/simulator.db")
    stores = open_sql(engine)
    try:
        assert isinstance(stores.events.verify(f"exercise:{exercise}"), Verified)
        return [r for r in stores.events.read(f"exercise:{exercise}") if r.kind == "ballot.cast"]
    finally:
        stores.events.close()
        engine.dispose()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shelf: Path) -> Iterator[Server]:
    """The server as people run it; each start listens on the same port with the same data."""
    running = Server(tmp_path_factory.mktemp("data"), SCENARIOS=shelf).start()
    yield running
    running.stop()
    assert running.tracebacks() == []


def test_no_acknowledged_ballot_is_lost_and_none_counts_twice(
    server: Server, facilitator: Facilitator
) -> None:
    exercise = facilitator.new_seminar()
    voters = [Voter(seat, Participant(server, f"Voter {seat}").sit(exercise, seat)) for seat in SEATS]
    steering = facilitator.link(exercise)
    assert steering.act("step.enter", step="deciding")["ok"]
    assert steering.act("decision.open", **{"term:rule": "majority"})["ok"]
    enough, count, began = threading.Event(), [], time.monotonic()
    with ThreadPoolExecutor(len(voters)) as pool:
        running = [pool.submit(voter.vote, enough, count) for voter in voters]
        while not enough.wait(0.2) and not wait(running, 0, FIRST_EXCEPTION).done:
            assert time.monotonic() - began < 60
        server.kill()
        for future in running:
            future.result(30)
        assert enough.is_set()
    for voter in voters:
        voter.linked.close()
    steering.close()

    stored = {(r.actor, r.op) for r in ballots(server, exercise)}
    acknowledged = {op for voter in voters for op in voter.acknowledged}
    assert len(acknowledged) >= ACKNOWLEDGED_BEFORE_THE_CRASH
    assert acknowledged <= {op for _, op in stored}

    server.start()
    for voter in voters:
        voter.linked.connect()
        missed = [(part, etag) for frame in voter.linked.missed for part, etag, *_ in frame["p"]]
        # a page that comes back gets what it missed and no more
        assert [part for part, etag in missed if voter.linked.said.get(part) == etag] == []
        assert len(missed) < len(voter.linked.parts) / 2
        fresh = Linked(server, voter.linked.jar, exercise, "seat").connect()
        assert fresh.parts == voter.linked.parts
        fresh.close()

    # the outbox sends everything again, answered or not, twice
    for voter in voters:
        for _ in range(2):
            for op, choice in voter.sent:
                assert voter.ballot(op, choice)["ok"]
    log = ballots(server, exercise)
    assert Counter(r.op for r in log) == Counter(op for voter in voters for op, _ in voter.sent)
    last = {r.payload["seat"]: (r.op, r.payload["choice"]) for r in log}
    assert last == {voter.seat: voter.sent[-1] for voter in voters}

    again = Facilitator(server)
    steering = again.link(exercise)
    assert steering.act("decision.close", decision="d1")["ok"]
    expected = Counter(voter.sent[-1][1] for voter in voters)
    engine = make_engine(f"sqlite:///{server.data}/simulator.db")
    stores = open_sql(engine)
    closed = [r for r in stores.events.read(f"exercise:{exercise}") if r.kind == "decision.closed"]
    stores.events.close()
    engine.dispose()
    outcome = closed[-1].payload["outcome"]
    assert {c: outcome[c] for c in CHOICES} == {c: expected.get(c, 0) for c in CHOICES}
    for voter in voters:
        voter.linked.close()
    steering.close()


def test_a_restart_gives_people_their_seats_and_the_clock_its_time(
    server: Server, facilitator: Facilitator
) -> None:
    exercise = facilitator.new_seminar()
    vendor = Participant(server, "Vera")
    linked = vendor.sit(exercise, "vendors")
    steering = facilitator.link(exercise)
    assert steering.act("step.enter", step="deciding")["ok"]
    assert linked.act(
        "stance.set", target="rule.majority", value="yes", seen="1", reason="we can live with it"
    )["ok"]
    linked.close()
    steering.close()
    server.kill()
    began = time.monotonic()
    server.start()
    assert time.monotonic() - began < 30
    page = vendor.jar.open(f"/x/{exercise}").text
    assert "we can live with it" in page
    linked.connect()
    assert linked.act("stance.set", target="rule.majority", value="no", seen="1", reason="not any more")["ok"]
    linked.close()
