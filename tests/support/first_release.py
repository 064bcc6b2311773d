"""Plays half a seminar on the server of an older release and writes its database as text: tests/golden/releases.

Run with that release's own code and its own tests.support, which is why nothing newer is imported here:

    git worktree add --detach /tmp/first 6cc11a6     # the first release that landed
    cp -r static/vendor /tmp/first/static/           # browser files are fetched, never committed
    cd /tmp/first && PYTHONPATH=. .venv/bin/python .../tests/support/first_release.py first.sql.gz

(this very file, by its whole path, with a virtual environment of either release). The seminar is half-way: an adopted
clause, a vote that is open, pledges, messages, marks, a seat that somebody left, a second room, and a clock that runs.
"""

import contextlib
import gzip
import re
import sqlite3
import sys
import tempfile
from pathlib import Path

from tests.support.people import Facilitator, Linked, Participant
from tests.support.server import Server

KEY = "the key of the first release, for tests"
SEATS = ("city-hall", "county-health", "merchants", "vendors", "neighbors")


def ok(linked: Linked, kind: str, **fields: str) -> dict:
    """It is done, or the script ends."""
    ack = linked.act(kind, **fields)
    assert ack["ok"], (kind, fields, ack)
    return ack


def play(server: Server) -> None:
    """Half a seminar, with something of each kind that the first release knew."""
    facilitator = Facilitator(server)
    room = facilitator.new_seminar(rooms=2)
    second = f"{room.rpartition('-')[0]}-2"
    people = {seat: Participant(server, f"Person of {seat}") for seat in SEATS}
    lines = {seat: person.sit(room, seat) for seat, person in people.items()}
    other = Participant(server, "Nel of the other room").sit(second, "vendors")
    steering = facilitator.link(room)
    ok(steering, "step.enter", step="deciding")
    ok(lines["vendors"], "stance.set", target="rule.majority", value="yes", seen="1", reason="We can count.")
    ok(
        lines["merchants"],
        "stance.set",
        target="rule.majority",
        value="no",
        seen="1",
        reason="Not in a hurry.",
    )
    ok(
        lines["merchants"],
        "proposal.make",
        **{"term:money": "thirds", "term:seats": "equal"},
        rationale="Both.",
    )
    ok(
        lines["merchants"],
        "proposal.revise",
        **{"term:money": "thirds"},
        proposal="p1",
        seen="1",
        rationale="One.",
    )
    ok(lines["vendors"], "message.send", channel="plenary", text="Who brings the lanterns?")
    ok(lines["vendors"], "message.send", channel="private", to="merchants", text="We would pay for yours.")
    ok(steering, "decision.open", **{"term:rule": "majority"})
    for seat, line in lines.items():
        ok(line, "ballot.cast", decision="d1", choice="aside" if seat == "neighbors" else "yes", reason="")
    ok(steering, "decision.close", decision="d1")
    ok(steering, "step.enter", step="resources")
    cards = re.findall(r'name="card" value="([^"]+)"', "".join(lines["merchants"].parts.values()))
    ok(lines["merchants"], "pledge.make", card=cards[0], note="The frontage.")
    ok(other, "stance.set", target="seats.equal", value="with", seen="1", reason="Here too.")
    ok(lines["neighbors"], "stance.set", target="money.thirds", value="no", seen="1", reason="Too dear.")
    ok(steering, "notice.set", text="Ten minutes.")
    ok(steering, "clock.extend", minutes="5")
    ok(steering, "decision.open", **{"term:money": "thirds"})
    ok(lines["vendors"], "ballot.cast", decision="d2", choice="no", reason="Not a third.")
    ok(lines["merchants"], "ballot.cast", decision="d2", choice="yes", reason="")
    people["vendors"].jar.submit(f"/x/{room}/note", text="Ask the merchants for twenty.")
    for line in (*lines.values(), other, steering):
        line.close()


def main(target: str) -> None:
    """Play and dump."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path.cwd()
        server = Server(Path(folder), program=here / "run.py", KEY=KEY, DEMO="").start()
        try:
            play(server)
        finally:
            server.kill()  # no farewell: the database is as it is found after a crash
        with contextlib.closing(sqlite3.connect(Path(folder) / "simulator.db")) as database:
            # snapshots are a cache that another release never reads
            database.execute("DELETE FROM snapshots")
            database.commit()
            text = "\n".join(database.iterdump())
    with gzip.GzipFile(target, "wb", mtime=0) as packed:
        packed.write(text.encode())
    sys.stdout.write(f"{target}: {Path(target).stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1])
