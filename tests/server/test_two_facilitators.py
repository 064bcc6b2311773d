"""Two facilitators press against each other on a real server: one order, and nobody is told a lie."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.app.ports import Recorded, Verified
from simulator.store.engine import make_engine
from simulator.store.opening import open_sql
from tests.support.people import Facilitator, Linked, Participant
from tests.support.server import Server

HIDDEN = r'(?:<input type="hidden" name="\w+" value="[^"]*">)?<input type="hidden" name="seen" value="(\d+)"'
SEEN = r'name="kind" value="{kind}">' + HIDDEN
DONE = {"clock.pause": "paused", "clock.resume": "resumed", "clock.extend": "extended", "step.enter": "step"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shelf: Path) -> Iterator[Server]:
    """The server as people run it."""
    running = Server(tmp_path_factory.mktemp("data"), SCENARIOS=shelf).start()
    yield running
    running.stop()
    assert running.tracebacks() == []


class Log:
    """Both logs as they are on disk, read beside the running server."""

    def __init__(self, server: Server, exercise: str) -> None:
        self.engine = make_engine(f"sqlite:///{server.data}/simulator.db")
        self.stores = open_sql(self.engine)
        self.streams = (f"seminar:{exercise.rpartition('-')[0]}", f"exercise:{exercise}")

    def of_op(self, op: str) -> list[Recorded]:
        """The events of one press; the rooms follow with ops of their own."""
        return [r for stream in self.streams for r in self.stores.events.read(stream) if r.op == op]

    def newest(self, *kinds: str) -> int:
        """The version of the seminar's last event of these kinds, 0 where there is none."""
        return max(
            (r.version for r in self.stores.events.read(self.streams[0]) if r.kind in kinds), default=0
        )

    def close(self) -> None:
        """Let go of the file."""
        for stream in self.streams:
            assert isinstance(self.stores.events.verify(stream), Verified)
        self.stores.events.close()
        self.engine.dispose()


class Pair:
    """Ana and the first facilitator, each with the control page open."""

    def __init__(self, server: Server, facilitator: Facilitator) -> None:
        self.server, self.facilitator = server, facilitator
        self.exercise = facilitator.new_seminar()
        page = facilitator.jar.submit(f"/steer/{self.exercise}/together", do="name", name="Ana").text
        key = re.search(r"/steer/enter\?key=([\w-]+)", page)
        assert key
        server.links["facilitator"] = f"{server.address}/steer/enter?key={key[1]}"
        self.names = ("Facilitator", "Ana")
        self.jars = (facilitator, Facilitator(server))
        self.pages = tuple(one.link(self.exercise) for one in self.jars)
        self.voter = Participant(server, "Voter").sit(self.exercise, "vendors")
        self.log = Log(server, self.exercise)
        assert self.pages[0].act("step.enter", step="deciding")["ok"]

    def pace(self) -> int:
        """What both pages show of the clock and the step."""
        return self.seen(r"(?:clock\.\w+|step\.enter)", self.log.newest("clock.changed", "step.entered"))

    def seen(self, kind: str, newest: int) -> int:
        """What both pages show of this, once they show the newest."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            shown = {page.parts["control"] for page in self.pages}
            found = re.search(SEEN.format(kind=kind), next(iter(shown)))
            if len(shown) == 1 and found and int(found[1]) == newest:
                return int(found[1])
            time.sleep(0.005)
        raise AssertionError("the two pages do not come to agree")

    def presses(self, number: int) -> tuple[tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]]:
        """What the two press: it cannot both be done."""
        pace = {"seen": self.pace()}
        shown = self.pages[0].parts["control"]
        running = "do-pause" in shown
        match number % 5:
            case 0:
                return ("clock.pause", pace), ("clock.resume", pace)
            case 1:
                return ("step.enter", {"step": "", **pace}), ("step.enter", {"step": "arrive", **pace})
            case 2:
                return ("clock.extend", {"minutes": "2", **pace}), (
                    "clock.pause" if running else "clock.resume",
                    pace,
                )
            case 3:
                opened = re.search(r'name="decision" value="(d\d+)"', self.pages[0].parts["deciding"])
                close = {"decision": opened[1] if opened else "d999"}
                return ("decision.open", {"term:rule": "majority"}), ("decision.close", close)
            case _:
                eyes = {"seen": self.seen(r"eyes\.set", self.log.newest("eyes.changed"))}
                shown = self.pages[0].parts["control"]
                other = {"up": "1", "text": f"Look, {number}.", **eyes}
                return ("eyes.set", {"up": "" if "do-eyes-down" in shown else "1", **eyes}), (
                    "eyes.set",
                    other,
                )

    def press(self, number: int) -> list[tuple[str, str, dict[str, Any]]]:
        """Both at once: op, kind and answer of each."""
        wishes, ready, answers = self.presses(number), threading.Barrier(2), [("", "", {})] * 2

        def one(who: int) -> None:
            kind, fields = wishes[who]
            op = f"pair-{number:05d}-{who}-{int(time.time())}"
            ready.wait(5)
            while (ack := self.pages[who].act(kind, op, **fields)).get("code") == "limit.reached":
                time.sleep(2)
            answers[who] = (op, kind, ack)

        threads = [threading.Thread(target=one, args=(who,)) for who in ((0, 1) if number % 2 else (1, 0))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return answers

    def fresh(self, who: int) -> Linked:
        """The page as somebody gets it who opens it now."""
        return self.jars[who].link(self.exercise)

    def close(self) -> None:
        """Hang up."""
        for page in (*self.pages, self.voter):
            page.close()


def check(pair: Pair, answers: list[tuple[str, str, dict[str, Any]]]) -> str:
    """Each answer agrees with the log; says what came of the pair."""
    found, log = [], pair.log
    for who, (op, kind, ack) in enumerate(answers):
        events, other = log.of_op(op), answers[1 - who]
        if ack["ok"] and not ack.get("said"):
            assert events, (kind, ack)
            assert ack["version"] >= (events[-1].version if events[-1].stream.startswith("exercise") else 1)
            found.append("done")
            continue
        assert not events, (kind, ack)
        if ack.get("code") == "steer.changed":
            # the fact that it names is true: the other did that, and is named
            assert ack["facts"]["who"] == pair.names[1 - who], ack
            assert log.of_op(other[0]), (ack, other)
            assert ack["facts"]["what"] == DONE.get(other[1], ack["facts"]["what"])
        found.append(ack.get("code") or "said")
    return " / ".join(sorted(found))


def press_against_each_other(server: Server, facilitator: Facilitator, count: int) -> dict[str, int]:
    """So many pairs; how often what came of them."""
    pair = Pair(server, facilitator)
    outcomes = dict[str, int]()
    for number in range(count):
        came = check(pair, pair.press(number))
        outcomes[came] = outcomes.get(came, 0) + 1
    pair.pace()
    time.sleep(0.5)
    for who in (0, 1):
        fresh = pair.fresh(who)
        assert fresh.parts == pair.pages[who].parts
        fresh.close()
    assert pair.pages[0].parts == pair.pages[1].parts
    pair.close()
    pair.log.close()
    return outcomes


def test_thirty_pairs_of_contradictory_presses(server: Server, facilitator: Facilitator) -> None:
    outcomes = press_against_each_other(server, facilitator, 30)
    assert sum(outcomes.values()) == 30
    assert any("steer.changed" in came for came in outcomes)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_five_hundred_pairs_of_contradictory_presses(server: Server, facilitator: Facilitator) -> None:
    outcomes = press_against_each_other(server, facilitator, 500)
    print("500 pairs:", *(f"{n} x {came}" for came, n in sorted(outcomes.items())), sep="\n  ")
