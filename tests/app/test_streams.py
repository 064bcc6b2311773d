"""Streams: any writer, in order, once."""

import threading
import time
from dataclasses import dataclass

import pytest

from simulator.app import streams
from simulator.app.ports import Append, Conflict, NewEvent, OpReused, StoreFailed
from simulator.app.streams import TRIES, Handled, Streams
from simulator.core.commands.exercise import SendMessage, SetStance
from simulator.core.envelope import Actor, Envelope
from simulator.core.ids import exercise_stream
from simulator.core.refusals import RefusalCode, Refused
from simulator.store.memory import MemoryEventStore
from tests.support.house import House


@dataclass(frozen=True)
class Add:
    by: int


class Numbers:
    """Events are numbers; the state is their sum."""

    def encode(self, event):
        return NewEvent("added", {"by": event})

    def decode(self, kind, payload):
        return payload["by"]


class Racing(MemoryEventStore):
    """Somebody else writes just before the next ``races`` appends."""

    races = 0

    def append(self, stream, expected, events, **op):
        if self.races and op["actor"] != "rival":
            self.races -= 1
            rival = {**op, "actor": "rival", "op": f"rival-{self.races}", "digest": "d"}
            super().append(stream, self.head(stream), [NewEvent("added", {"by": 100})], **rival)
        return super().append(stream, expected, events, **op)


def make(store, told=None, tell=None):
    def decide(state, command, envelope):
        if command.by < 0:
            raise Refused(RefusalCode.BAD_VALUE)
        return (command.by,) if command.by else ()

    def remember(stream, state, events):
        if told is not None:
            told.append((state, events))

    return Streams(
        store, Numbers(), fresh=lambda *_: 0, decide=decide, evolve=lambda s, e: s + e, tell=tell or remember
    )


def envelope(op="op", person="a"):
    return Envelope(Actor("delegate", person, "seat"), 1, op)


def test_a_lost_race_is_decided_again_on_what_the_other_wrote():
    store, told = Racing(), []
    store.races = 3
    handled = make(store, told).handle("s", Add(1), envelope())
    assert (handled.state, handled.version, handled.events) == (301, 4, (1,))
    assert [events for _, events in told] == [(100,), (100,), (100,), (1,)]


def test_after_many_lost_races_the_conflict_is_told():
    store = Racing()
    store.races = TRIES
    with pytest.raises(Conflict):
        make(store).handle("s", Add(1), envelope())
    assert store.head("s") == TRIES


def test_a_repeated_op_changes_nothing_and_says_so():
    told = []
    streams = make(MemoryEventStore(), told)
    streams.handle("s", Add(1), envelope())
    again = streams.handle("s", Add(1), envelope())
    assert (again.replayed, again.state, again.version, again.events) == (True, 1, 1, ())
    assert len(told) == 1


def test_a_repeated_op_with_another_body_is_refused():
    streams = make(MemoryEventStore())
    streams.handle("s", Add(1), envelope())
    with pytest.raises(OpReused):
        streams.handle("s", Add(2), envelope())


def test_a_refusal_and_a_wish_without_effect_store_nothing():
    store = MemoryEventStore()
    streams = make(store)
    with pytest.raises(Refused):
        streams.handle("s", Add(-1), envelope())
    assert streams.handle("s", Add(0), envelope()).version == 0
    assert store.head("s") == 0


def test_what_another_process_wrote_is_taken_in_and_told_in_order():
    store, told = MemoryEventStore(), []
    here, there = make(store, told), make(store)
    here.handle("s", Add(1), envelope("one"))
    there.handle("s", Add(10), envelope("two", "b"))
    there.handle("s", Add(20), envelope("three", "b"))
    assert here.state("s") == 31
    assert told == [(1, (1,)), (31, (10, 20))]


class Cut(MemoryEventStore):
    """The database is cut while a log is read."""

    whole = True

    def read(self, stream, *args):
        for number, recorded in enumerate(super().read(stream, *args)):
            if number == 2 and not self.whole:
                raise StoreFailed("cut")
            yield recorded


def test_what_was_read_before_the_database_was_cut_is_told_all_the_same():
    store, told = Cut(), []
    here = make(store, told)
    assert here.state("s") == 0
    elsewhere = make(store)
    for number in range(1, 6):
        elsewhere.handle("s", Add(number), envelope(f"op-{number}"))
    store.whole = False
    with pytest.raises(StoreFailed):
        here.state("s")
    store.whole = True
    assert here.state("s") == 15
    assert [events for _, events in told] == [(1, 2), (3, 4, 5)]


def test_what_came_while_a_log_was_read_anew_is_told_too():
    store, told = MemoryEventStore(), []
    here, elsewhere = make(store, told), make(store)
    here.handle("s", Add(1), envelope("op-1"))
    load = here._load

    def slowly(stream):
        # a process that stores something between our look at the log and our reading all of it
        elsewhere.handle("s", Add(20), envelope("op-20"))
        return load(stream)

    here._load = slowly
    elsewhere.handle("s", Add(300), envelope("op-300"))
    assert here.reread("s") == here.state("s") == 321
    assert [events for _, events in told] == [(1,), (300,), (20,)]


def test_an_op_that_another_process_stored_is_a_replay_here():
    store = MemoryEventStore()
    here, there = make(store), make(store)
    here.state("s")
    there.handle("s", Add(5), envelope())
    again = here.handle("s", Add(5), envelope())
    assert again.replayed
    assert again.state == 5


class Gated(Racing):
    """The first append waits until ``crowd`` commands are under way; the others then come together."""

    def __init__(self, crowd):
        super().__init__()
        self.crowd, self.streams, self.together, self.fails, self.rivals = crowd, None, [], None, 0

    def append(self, stream, expected, events, **op):
        while self.crowd and self.streams.under_way(stream) < self.crowd:
            time.sleep(0.001)
        self.crowd = 0
        return super().append(stream, expected, events, **op)

    def append_all(self, appends):
        if len(appends) == 1:
            return super().append_all(appends)
        self.together.append([a.op for a in appends])
        if self.fails:
            raise self.fails
        if self.rivals:
            self.rivals -= 1
            rival = Append("s", self.head("s"), (NewEvent("added", {"by": 100}),), "rival", "rival", "d", 1)
            super().append_all([rival])
        return super().append_all(appends)


def crowd(store, streams, *wishes):
    """Everybody acts while the first is being stored: what each of them hears, in the order given."""
    store.streams, heard = streams, {}

    def act(number, by, op):
        try:
            heard[number] = streams.handle("s", Add(by), envelope(op))
        except Exception as error:
            heard[number] = error

    threads = []
    for number, (by, op) in enumerate(wishes):
        threads.append(threading.Thread(target=act, args=(number, by, op)))
        threads[-1].start()
        while number not in heard and streams.under_way("s") <= number:
            time.sleep(0.001)
    for thread in threads:
        thread.join(10)
    return [heard[n] for n in range(len(wishes))]


def test_who_comes_while_another_is_stored_is_stored_with_those_who_wait():
    told = []
    store = Gated(4)
    streams = make(store, told)
    heard = crowd(store, streams, (1, "a"), (2, "b"), (3, "c"), (4, "d"))
    assert store.together == [["b", "c", "d"]]
    assert [(h.state, h.version, h.replayed) for h in heard] == [
        (1, 1, False), (3, 2, False), (6, 3, False), (10, 4, False),
    ]  # fmt: skip
    assert told == [(1, (1,)), (3, (2,)), (6, (3,)), (10, (4,))]
    assert [r.payload["by"] for r in store.read("s")] == [1, 2, 3, 4]


def test_among_those_who_wait_everybody_gets_their_own_answer():
    store = Gated(5)
    streams = make(store)
    heard = crowd(store, streams, (1, "a"), (2, "b"), (-1, "refused"), (2, "b"), (0, "idle"))
    assert [type(h) for h in heard] == [Handled, Handled, Refused, Handled, Handled]
    assert sorted([heard[1].replayed, heard[3].replayed]) == [False, True], "one op, sent twice, counts once"
    assert streams.state("s") == 3
    assert [r.payload["by"] for r in store.read("s")] == [1, 2]


def test_those_who_wait_are_decided_again_when_another_process_was_first():
    told = []
    store = Gated(3)
    store.rivals = 1
    streams = make(store, told)
    heard = crowd(store, streams, (1, "a"), (2, "b"), (3, "c"))
    assert [type(h) for h in heard] == [Handled] * 3
    assert streams.state("s") == sum(r.payload["by"] for r in store.read("s")) == 106
    assert [t for _, events in told for t in events] == [r.payload["by"] for r in store.read("s")]


def test_a_disk_that_fails_is_told_to_everybody_who_waits_and_the_next_goes_on():
    store = Gated(3)
    store.fails = StoreFailed("the disk is full")
    streams = make(store)
    heard = crowd(store, streams, (1, "a"), (2, "b"), (3, "c"))
    assert [type(h) for h in heard] == [Handled, StoreFailed, StoreFailed]
    assert streams.handle("s", Add(5), envelope("later")).state == 6


def test_a_listener_that_fails_fails_for_the_command_it_was_told_of_alone():
    def tell(stream, state, events):
        if events == (2,):
            raise ZeroDivisionError

    store = Gated(3)
    streams = make(store, tell=tell)
    heard = crowd(store, streams, (1, "a"), (2, "b"), (3, "c"))
    assert [type(h) for h in heard] == [Handled, ZeroDivisionError, Handled]
    assert streams.state("s") == 6


def test_what_is_being_stored_is_counted_until_it_is_settled():
    class Looking(MemoryEventStore):
        def append(self, stream, *args, **op):
            seen.append(streams.under_way(stream))
            return super().append(stream, *args, **op)

    streams, seen = make(Looking()), []
    assert streams.under_way("s") == 0
    streams.handle("s", Add(1), envelope())
    with pytest.raises(Refused):
        streams.handle("s", Add(-1), envelope("other"))
    assert (seen, streams.under_way("s")) == ([1], 0)


def test_erased_events_are_passed_over_but_counted():
    store = MemoryEventStore()
    streams = make(store)
    for n in (1, 2, 4):
        streams.handle("s", Add(n), envelope(f"op{n}"))
    store.erase_payload("s", 2)
    fresh = make(store)
    assert fresh.state("s") == 5
    assert fresh.handle("s", Add(8), envelope("op8")).version == 4
    assert [version for version, _ in fresh.events("s")] == [1, 3, 4]


# --- snapshots of a negotiation ----------------------------------------------------------------------------


def negotiate(house, rounds):
    """A room with talk, marks, proposals, ballots and pledges in its log."""
    exercise = house.open()
    city, vendors = house.sit(exercise, "city-hall"), house.sit(exercise, "vendors")
    house.steer(exercise, "step.enter", step="running")
    for n in range(rounds):
        value = ("yes", "with", "no")[n % 3]
        ref = f"money.{('stall-fees', 'loan', 'thirds')[n % 3]}"
        assert house.act(city, exercise, "stance.set", target=ref, value=value, seen="1", reason=f"{n}")["ok"]
        assert house.act(vendors, exercise, "message.send", channel="private", to="city-hall", text=f"{n}")[
            "ok"
        ]
    assert house.act(city, exercise, "proposal.make", **{"term:money": "loan", "only_if": "rule.majority"})[
        "ok"
    ]
    assert house.act(vendors, exercise, "pledge.make", card="crew")["ok"]
    assert house.steer(exercise, "decision.open", **{"term:rule": "majority"})["ok"]
    assert house.act(city, exercise, "ballot.cast", decision="d1", choice="aside")["ok"]
    return exercise


@pytest.fixture
def often(monkeypatch):
    """Snapshots so often that a test comes to one."""
    monkeypatch.setattr(streams, "SNAPSHOT_EVERY", 400)


@pytest.mark.usefixtures("often")
def test_a_state_from_a_snapshot_equals_the_state_from_the_log(tmp_path):
    house = House(tmp_path)
    exercise = negotiate(house, 210)
    kept = house.stores.events.load_snapshot(
        exercise_stream(exercise), house.simulator._exercises._snapshots.fingerprint
    )
    assert kept is not None
    assert 400 <= kept.version < house.simulator.exercise(exercise).version
    again = House(tmp_path, stores=house.stores).simulator.exercise(exercise)
    assert again == house.simulator.exercise(exercise)
    house.stores.events.drop_snapshots()
    assert House(tmp_path, stores=house.stores).simulator.exercise(exercise) == again


def test_a_snapshot_holds_the_state_and_gives_it_back(tmp_path):
    house = House(tmp_path)
    exercise = negotiate(house, 5)
    codec, state = house.simulator._exercises._snapshots, house.simulator.exercise(exercise)
    fresh = house.simulator._fresh_exercise(
        exercise_stream(exercise), list(house.stores.events.read(exercise_stream(exercise), 0, 1))
    )
    assert codec.load(codec.dump(state), fresh) == state


@pytest.mark.parametrize(
    "harm",
    [
        lambda blob: blob[:-40], lambda blob: b"", lambda blob: blob.replace(b'"yes"', b'"no"', 1),
        lambda blob: bytes(16) + blob[16:],
    ],
)  # fmt: skip
def test_a_damaged_snapshot_is_passed_over_and_the_log_read(tmp_path, harm):
    house = House(tmp_path)
    exercise = negotiate(house, 5)
    stream, codec = exercise_stream(exercise), house.simulator._exercises._snapshots
    state = house.simulator.exercise(exercise)
    house.stores.events.save_snapshot(stream, state.version, codec.fingerprint, harm(codec.dump(state)))
    assert House(tmp_path, stores=house.stores).simulator.exercise(exercise) == state


@pytest.mark.usefixtures("often")
def test_where_the_disk_takes_no_snapshot_people_are_told_all_the_same(tmp_path):
    house = House(tmp_path)
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    told, tried = [], []

    def full(*_args):
        tried.append(1)
        raise OSError("database or disk is full")

    house.stores.events.save_snapshot = full
    house.simulator.listen(type("Ear", (), {
        "exercise_changed": lambda _self, _id, _state, events: told.extend(events),
        "seminar_changed": lambda *_: None,
    })())  # fmt: skip
    for n in range(400):
        assert house.act(city, exercise, "message.send", channel="plenary", text=f"{n}")["ok"]
    assert len(told) == 400
    assert tried == [1]


def test_a_snapshot_of_another_release_is_passed_over(tmp_path):
    house = House(tmp_path)
    exercise = negotiate(house, 5)
    stream = exercise_stream(exercise)
    house.stores.events.save_snapshot(stream, 3, "another release", b"what nobody can read")
    assert House(tmp_path, stores=house.stores).simulator.exercise(exercise) == house.simulator.exercise(
        exercise
    )


def test_two_houses_on_one_store_tell_each_other(tmp_path):
    one = House(tmp_path)
    exercise = one.open()
    two = House(tmp_path, stores=one.stores)
    two.simulator.exercise(exercise)
    heard = []
    two.simulator.listen(type("Ear", (), {
        "exercise_changed": lambda _self, _id, _state, events: heard.extend(e.KIND for e in events),
        "seminar_changed": lambda *_: None,
    })())  # fmt: skip
    city = one.sit(exercise, "city-hall")
    one.simulator.act(exercise, SetStance("city-hall", "rule.majority", "yes", 1),
                      Actor("delegate", city.person, "city-hall"), "op-one-1")  # fmt: skip
    two.simulator.act(exercise, SendMessage("city-hall", "plenary", "hi"),
                      Actor("delegate", city.person, "city-hall"), "op-two-1")  # fmt: skip
    assert heard == ["seminar.followed"] * 2 + ["brief.confirmed", "stance.set", "message.sent"]
    assert two.simulator.exercise(exercise) == one.simulator.exercise(exercise)
