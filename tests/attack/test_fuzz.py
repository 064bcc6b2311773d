"""Thousands of mutated messages over the socket: no bug in the log, and nothing changes that the rules do not allow.

The mutations know the structure of what they mutate: valid commands of every kind whose fields, names, ids and packets are
changed. Afterwards the log is played again beside the server, by the rules alone: every op that was stored was sent by
somebody, answered with ok, and changed exactly what `decide` says that this command of this seat changes there.
"""

from __future__ import annotations

import json
import random
import re
import typing
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import websocket

from simulator.app.ports import Recorded, Verified
from simulator.app.streams import actor_key
from simulator.app.wire import EXERCISE_KINDS, Malformed, parse
from simulator.bootstrap import open_record
from simulator.core.decide import decide
from simulator.core.envelope import Actor, Envelope
from simulator.core.events.exercise import ExerciseEvent
from simulator.core.evolving.exercise import evolve
from simulator.core.ids import ExerciseId
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise
from simulator.store.codec import Codec
from simulator.web.settings import Settings
from tests.support.people import Cookies, Facilitator, Participant
from tests.support.server import ROOT, Server

from .commands import KINDS, example
from .stage import KEY
from .test_sockets import Wire

FEW, MANY = 600, 50_000
BATCH = 25
SEATS = ("city-hall", "county-health", "merchants", "vendors", "neighbors", "foundation")
ODD: tuple[Any, ...] = (
    "", " ", "0", "-1", "1e9", "9" * 40, "x" * 250, "x" * 7900, "\u202egnp.exe", "\ud800", "a\0b", "\r\nSet-Cookie: a=b", "<b onclick=x>",
    "{{7*7}}", "../../etc/passwd", "'; DROP TABLE events; --", "None", "true", "\u0130\u0131ſﬀ", "é" * 100, "👩‍🚀" * 30,
    0, -1, 1, 2**63, 2**70, 1.5, float("inf"), True, False, None, [], {}, ["a", "b"], ["a", 1], [[]], {"a": "b"}, [None], ["vendors"] * 40,
)  # fmt: skip
WITHOUT_LIMITS = """
import sys, warnings
sys.path.insert(0, {root!r})
warnings.filterwarnings("ignore", message=r"(?s).*[Ee]ventlet")
from simulator.realtime import green
green.patch()
from limits import parse
from simulator.web import limits
for name in limits.LIMITS:
    limits.LIMITS[name] = parse("100000000/minute")
from simulator.cli import main
main(["run"])
"""
"""A server that lets everybody try as often as they like: what the limits would refuse would be no test of the rules."""


class Sender:
    """Somebody with a page, whose socket is opened again when the server hangs up."""

    def __init__(self, fuzz: Fuzz, who: str, page: str, seat: str) -> None:
        self.fuzz, self.who, self.page, self.seat = fuzz, who, page, seat
        self.wire: Wire | None = None
        self.hung_up = 0

    def open(self) -> Wire:
        """The socket, joined."""
        if self.wire is None:
            self.wire = Wire(typing.cast(Any, self.fuzz), self.who)
            if not self.wire.is_let_in(self.page, self.fuzz.here, self.fuzz.wall):
                # a command made us leave the seat, or a facilitator's freed it: take it again
                self.wire.close()
                self.fuzz.take(self.seat)
                self.wire = Wire(typing.cast(Any, self.fuzz), self.who)
                assert self.wire.is_let_in(self.page, self.fuzz.here, self.fuzz.wall), (self.who, self.page)
        return self.wire

    def close(self) -> None:
        """Hang up."""
        if self.wire is not None:
            self.wire.close()
            self.wire = None

    def batch(self, packets: list[tuple[str, str | bytes]]) -> dict[str, Any]:
        """Send packets, each with the id under which it is answered; the answers that came.

        What is no packet has no id. It is sent when all answers are there, because it ends the connection, or tells the
        server that we left the room; then we come again.
        """
        wire, answers = self.open(), {}
        wanted = {name for name, _ in packets if name}
        torn = [packet for name, packet in packets if not name]
        try:
            for name, packet in packets:
                if name:
                    wire.send(packet)
            wire.socket.settimeout(10)
            while wanted - answers.keys():
                self.hear(wire, answers)
            wire.socket.settimeout(0.1)
            for packet in torn:
                wire.send(
                    packet,
                    websocket.ABNF.OPCODE_BINARY if isinstance(packet, bytes) else websocket.ABNF.OPCODE_TEXT,
                )
                while True:
                    self.hear(wire, answers)
        except websocket.WebSocketTimeoutException:
            if not torn:
                raise
        except (websocket.WebSocketException, OSError):
            self.hung_up += 1
            self.close()
        if torn:
            self.close()
        return answers

    @staticmethod
    def hear(wire: Wire, answers: dict[str, Any]) -> None:
        """Take one frame; ConnectionError where the server hangs up or sends us out of the room."""
        frame = wire.socket.recv()
        if frame in ("", b"") or str(frame).startswith("41"):
            raise ConnectionError
        found = re.match(r"43(\d+)(\[.*\])$", str(frame), re.DOTALL)
        if found:
            answers[found[1]] = json.loads(found[2])[0]
        elif frame == "2":
            wire.send("3")


class Fuzz:
    """A room of six on a server, and a generator of messages."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server, self.chance = server, random.Random(seed)
        host = Facilitator(server)
        self.here = host.new_seminar(depth="full", talk="remote")
        self.jars: dict[str, Cookies] = {"host": host.jar, "nobody": Cookies(server)}
        self.code = server.code.replace("-", "")
        for seat in SEATS:
            self.take(seat)
        wall = re.search(r"/wall/([\w.-]+)", host.jar.open(f"/steer/{self.here}").text)
        assert wall
        self.wall = wall[1]
        self.senders = [Sender(self, seat, "seat", seat) for seat in SEATS]
        self.host = Sender(self, "host", "steer", "")
        self.senders += [self.host, Sender(self, "host", "remote", ""), Sender(self, "nobody", "wall", "")]
        self.sent: dict[str, list[tuple[Sender, str, Any]]] = {}
        self.outcome: Counter[str] = Counter()
        self.acknowledged: set[str] = set()
        self.lost: set[str] = set()
        self.ops, self.names = ["op-of-nobody"], ["p1", "d1", "f1", "r1", "c1", "s1", "resources-1"]
        for seat in SEATS:
            one = self.sender(seat)
            self.deliver(one, [("1", self.packet("1", "brief.confirm", {}, f"brief-{seat}", one))])

    def take(self, seat: str) -> None:
        """Somebody new takes a seat."""
        jar = self.jars[seat] = Participant(self.server, seat).jar
        answer = jar.submit(f"/s/{self.code}/claim", name=seat, room=self.here, seat=seat)
        assert answer.headers["Location"] == f"/x/{self.here}", answer.headers["Location"]

    def sender(self, who: str) -> Sender:
        """Whoever has this name."""
        return next(s for s in self.senders if s.who == who)

    def packet(self, number: str, kind: str, fields: Any, op: Any, sender: Sender) -> str:
        """An ``act``, remembered under its op."""
        if isinstance(op, str):
            self.sent.setdefault(op, []).append((sender, kind, fields))
        body = json.dumps({"op": op, "kind": kind, "fields": fields})
        return f'42{number}["act",{body}]'

    def learn(self) -> None:
        """Ids of what there is now, so that commands find something to act on."""
        record = open_record(Settings(data=self.server.data, key=KEY))[0]
        state = record.exercise(ExerciseId(self.here))
        self.names = [
            "p1",
            "d1",
            *state.proposals,
            *state.decisions,
            *state.offers,
            *state.pledges,
            *state.consents.items,
        ]
        self.names += (
            [g.id for g in state.groups]
            + [s.id for s in state.steps]
            + list(state.clauses)
            + [state.signing.text_hash]
        )
        record.stores.events.close()

    def message(self, number: int, sender: Sender, last: bool) -> tuple[str, str | bytes]:
        """One mutated message and the id of its answer, empty where it is none that can be answered."""
        chance, ack = self.chance, str(number)
        kind = (
            chance.choice(sorted(KINDS))
            if chance.random() < 0.95
            else chance.choice(["", "no.such", "x" * 70, "exercise.start"])
        )
        fields: Any = dict(example(kind)) if kind in KINDS else {"seat": "vendors"}
        op: Any = (
            f"fuzz-{number:07d}"
            if chance.random() < 0.93
            else chance.choice([*self.ops[-40:], "short", "x" * 65, 5, None, ["a"], "a\tb-c-d-e"])
        )
        for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
            self.mutate(fields)
        if isinstance(op, str):
            self.ops.append(op)
        if chance.random() < 0.02:
            fields = chance.choice([None, [], "x", 5, {"f" + str(n): "x" for n in range(100)}])
        packet: str | bytes = self.packet(ack, kind, fields, op, sender)
        lot = chance.random()
        if lot < 0.03:
            return (
                ack,
                f'42{ack}["hello",{json.dumps({"etags": chance.choice([*ODD, {"a": 1}, {"clauses": "x"}])})}]',
            )
        if last and lot < 0.15:
            # it ends the connection
            self.sent.pop(op, None) if isinstance(op, str) else None
            return "", self.broken(str(packet))
        return ack, packet

    def mutate(self, fields: dict[str, Any]) -> None:
        """Change one thing about the fields of a command."""
        chance = self.chance
        name = chance.choice(
            [*fields, "extra", "term:", "term:rule", "wording:rule", "length:x", "rooms", "seat"]
        )
        match chance.randrange(6):
            case 0:
                fields.pop(name, None)
            case 1 | 2:
                fields[name] = chance.choice(self.names)
            case 3:
                fields[name] = chance.choice(SEATS)
            case 4:
                fields[name] = chance.choice(
                    ["1", "2", "0", "yes", "no", "with", "all", "named", "sign", "deciding"]
                )
            case _:
                fields[name] = chance.choice(ODD)

    def broken(self, packet: str) -> str | bytes:
        """A packet that is none: cut, with other characters in it, or of another kind."""
        chance = self.chance
        match chance.randrange(5):
            case 0:
                return packet[: chance.randrange(len(packet))]
            case 1:
                place = chance.randrange(2, len(packet))
                return packet[:place] + chance.choice('[]{}",:\\\x01é0') + packet[place + 1 :]
            case 2:
                return "4" + chance.choice("013456789") + packet[2:]
            case 3:
                return packet.encode()
            case _:
                return "[" * chance.choice([10, 1000, 20_000])

    def run(self, how_many: int) -> None:
        """Send so many messages, and note what was answered."""
        number = 1000
        steps = ["resources", "running", "deciding", "running", "resources", "debrief", "running"]
        while number < 1000 + how_many:
            if (number // BATCH) % 16 == 0:
                self.learn()
                for seat in SEATS:
                    one = self.sender(seat)
                    self.deliver(
                        one, [("1", self.packet("1", "brief.confirm", {}, f"brief-{seat}-{number}", one))]
                    )
                body = {"step": self.chance.choice(steps)}
                self.deliver(
                    self.host, [("1", self.packet("1", "step.enter", body, f"step-{number}", self.host))]
                )
            sender = self.chance.choice(self.senders)
            packets = [self.message(number + n, sender, last=n == BATCH - 1) for n in range(BATCH)]
            self.deliver(sender, packets)
            number += BATCH

    def deliver(self, sender: Sender, packets: list[tuple[str, str | bytes]]) -> None:
        """Send, and note what was answered."""
        answers = sender.batch(packets)
        for name, packet in packets:
            self.note(name, packet, answers.get(name))

    def note(self, name: str, packet: str | bytes, answer: Any) -> None:
        """What came of a message."""
        op = re.search(r'"op": "([^"]+)"', packet) if isinstance(packet, str) else None
        if answer is None:
            self.outcome["no answer"] += 1
            if op:
                self.lost.add(op[1])
            return
        assert set(answer) <= {
            "ok",
            "version",
            "said",
            "frames",
            "now",
            "code",
            "message",
            "facts",
            "both",
        }, answer
        self.outcome["ok" if answer["ok"] else answer["code"]] += 1
        assert answer.get("code") != "bug", (packet, answer)
        if answer["ok"] and op:
            self.acknowledged.add(op[1])

    def close(self) -> None:
        """Hang up all."""
        for sender in self.senders:
            sender.close()


def allowed(fuzz: Fuzz) -> tuple[int, list[str]]:
    """Play the log again by the rules: how many ops of ours are in it, and what is wrong with it."""
    record = open_record(Settings(data=fuzz.server.data, key=KEY))[0]
    stream, codec = f"exercise:{fuzz.here}", Codec(typing.get_args(ExerciseEvent))
    assert isinstance(record.stores.events.verify(stream), Verified)
    log = list(record.stores.events.read(stream))
    whole = record.exercise(ExerciseId(fuzz.here))
    state = Exercise(whole.id, whole.rulebook)
    wrong, ours = [], 0
    for (op, actor), group in groupby(log, key=lambda r: (r.op, r.actor)):
        recorded = list(group)
        events = tuple(codec.decode(r.kind, r.payload) for r in recorded)
        if op in fuzz.sent:
            ours += 1
            if op not in fuzz.acknowledged | fuzz.lost:
                wrong.append(f"{op} is stored, and nobody was told so")
            wrong += as_decided(fuzz, state, recorded, events, actor)
        for event in events:
            state = evolve(state, event)
    if state.version != whole.version or state.public_version != whole.public_version:
        wrong.append("the log and the state differ")
    record.stores.events.close()
    return ours, wrong


def as_decided(
    fuzz: Fuzz, state: Exercise, recorded: list[Recorded], events: tuple[Any, ...], actor: str
) -> list[str]:
    """Whether one of those who sent this op would have caused exactly these events."""
    first, tried = recorded[0], []
    for sender, kind, fields in fuzz.sent[first.op]:
        if kind not in EXERCISE_KINDS or not isinstance(fields, dict):
            continue
        place = state.seats.get(sender.seat) if sender.seat else None
        who = (
            Actor("delegate", place.person, place.id)
            if place and sender.seat
            else Actor("facilitator", typing.cast(Any, actor))
        )
        if sender.seat and (place is None or actor_key(Envelope(who, 0, "")) != actor):
            # somebody of the delegation who sat there then: the seat is what counts
            who = Actor("delegate", typing.cast(Any, actor), typing.cast(Any, sender.seat))
        for given in (fields, {**fields, "seen": "0"}):
            try:
                command = parse(kind, given, seat=typing.cast(Any, sender.seat) or None)
                if decide(state, command, Envelope(who, first.at, first.op)) == events:
                    return []
            except (Refused, Malformed) as refused:
                tried.append(f"{sender.who}: {kind} {refused!r}"[:200])
    completed = any(
        kind in ("stance.set", "meeting.give") or "rooms" in str(f) for _, kind, f in fuzz.sent[first.op]
    )
    # the desk completes these for a facilitator: the version that the room sees, the key of a link, the room itself
    if completed and first.actor == actor and all(s.seat == "" for s, *_ in fuzz.sent[first.op]):
        return []
    return [f"{first.op} of {actor}: {[r.kind for r in recorded]}, {tried}"]


@pytest.fixture
def server(tmp_path: Path, shelf: Path) -> Iterator[Server]:
    """A server without limits, of this test's own."""
    program = tmp_path / "without_limits.py"
    program.write_text(WITHOUT_LIMITS.format(root=str(ROOT)))
    running = Server(
        tmp_path / "data", program=program, KEY=KEY, DEMO="", SCENARIOS=shelf, AWAY_AFTER=3600, BOT_PACE=3600
    ).start()
    yield running
    running.stop()


def fuzz(server: Server, how_many: int, seed: int) -> None:
    """Send, then judge."""
    fuzzed = Fuzz(server, seed)
    try:
        fuzzed.run(how_many)
    finally:
        fuzzed.close()
        print(fuzzed.outcome)
    assert server.tracebacks() == [], "".join(server.lines)[-4000:]
    ours, wrong = allowed(fuzzed)
    assert wrong == [], wrong[:5]
    # and it was no empty exercise: most was answered (but where somebody left their seat in the middle), much was refused for many reasons, and much was done
    assert fuzzed.outcome["no answer"] <= how_many * 0.15, fuzzed.outcome
    assert ours >= how_many * 0.02, (ours, fuzzed.outcome)
    assert fuzzed.outcome["ok"] >= how_many * 0.05, fuzzed.outcome
    assert len(fuzzed.outcome) >= 20, fuzzed.outcome
    assert sum(sender.hung_up for sender in fuzzed.senders) > 0


@pytest.mark.timeout(300)
def test_six_hundred_mutated_messages_break_nothing(server: Server) -> None:
    fuzz(server, FEW, seed=20_261_127)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_fifty_thousand_mutated_messages_break_nothing(server: Server) -> None:
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")
    fuzz(server, MANY, seed=seed)
