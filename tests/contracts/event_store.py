"""What every event store promises. Subclasses supply `store`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest

from simulator.app.ports import (
    Append,
    Appended,
    Conflict,
    EventStore,
    NewEvent,
    OpRecord,
    OpReused,
    Snapshot,
    Verified,
)

AT = 1_800_000_000_000


def event(number: int = 1, kind: str = "stance.given") -> NewEvent:
    return NewEvent(
        kind, {"n": number, "text": "Straße – ✓\u0000", "list": [1, None, True, 0.5], "in": {"a": "b"}}
    )


def put(
    store: EventStore,
    stream: str = "ex/a",
    expected: int = 0,
    events: Sequence[NewEvent] | None = None,
    *,
    op: str = "op-1",
    actor: str = "ana",
    digest: str = "d",
    at: int = AT,
) -> Appended:
    given = [event()] if events is None else events
    return store.append(stream, expected, given, actor=actor, op=op, digest=digest, at=at)


def one(op: str, expected: int, count: int = 1, digest: str = "d") -> Append:
    """An op of ``count`` events on the usual stream."""
    return Append("ex/a", expected, tuple(event(n) for n in range(count)), "ana", op, digest, AT)


def together(*jobs: Callable[[], None]) -> None:
    """Run the jobs in threads that start at one moment; re-raise what any of them raised."""
    gate = threading.Barrier(len(jobs))
    errors: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        gate.wait(10)
        try:
            job()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    if errors:
        raise errors[0]


class EventStoreContract:
    """Run for each adapter by a subclass named `Test...` with a `store` fixture."""

    def test_an_unknown_stream_is_empty(self, store: EventStore) -> None:
        assert store.head("ex/none") == 0
        assert list(store.read("ex/none")) == []
        assert store.streams() == ()
        assert store.find_op("ex/none", "ana", "op") is None
        assert store.verify("ex/none") == Verified(0)

    def test_what_was_appended_reads_back_in_order_and_unchanged(self, store: EventStore) -> None:
        assert put(store, events=[event(1), event(2, "ballot.cast")]) == Appended(2, replayed=False)
        assert put(store, expected=2, events=[event(3)], op="op-2", actor="bo", at=AT + 5) == Appended(
            3, False
        )
        first, second, third = store.read("ex/a")
        assert [one.version for one in (first, second, third)] == [1, 2, 3]
        assert first.payload == event(1).payload
        assert (second.stream, second.kind, second.at, second.actor, second.op) == (
            "ex/a", "ballot.cast", AT, "ana", "op-1",
        )  # fmt: skip
        assert (third.actor, third.op, third.at, third.erased) == ("bo", "op-2", AT + 5, False)

    def test_a_range_is_read_after_one_version_and_up_to_another(self, store: EventStore) -> None:
        put(store, events=[event(n) for n in range(1, 11)])
        assert [one.version for one in store.read("ex/a", after=3, upto=6)] == [4, 5, 6]
        assert [one.version for one in store.read("ex/a", after=8)] == [9, 10]
        assert [one.version for one in store.read("ex/a", upto=2)] == [1, 2]
        assert [one.version for one in store.read("ex/a", upto=99, after=9)] == [10]
        assert list(store.read("ex/a", after=10)) == []
        assert list(store.read("ex/a", upto=0)) == []

    def test_one_kind_is_read_in_order_across_chunks(self, store: EventStore) -> None:
        put(store, events=[event(n, "ballot.cast" if n % 2 else "message.sent") for n in range(1, 1202)])
        found = [one.payload["n"] for one in store.read("ex/a", kind="message.sent")]
        assert found == list(range(2, 1202, 2))
        assert [one.version for one in store.read("ex/a", after=3, upto=8, kind="ballot.cast")] == [5, 7]
        assert list(store.read("ex/a", kind="never.was")) == []

    def test_a_long_stream_is_read_whole_across_chunks(self, store: EventStore) -> None:
        put(store, events=[event(n) for n in range(1, 1202)])
        assert [one.payload["n"] for one in store.read("ex/a")] == list(range(1, 1202))
        assert store.verify("ex/a") == Verified(1201)

    def test_a_reader_that_stops_half_way_holds_nothing_up(self, store: EventStore) -> None:
        put(store, events=[event(n) for n in range(1, 700)])
        reading = store.read("ex/a")
        next(reading)
        put(store, expected=699, op="op-2")
        assert sum(1 for _ in reading) >= 698
        assert store.head("ex/a") == 700

    def test_a_writer_that_has_not_seen_the_newest_version_gets_a_conflict(self, store: EventStore) -> None:
        put(store)
        with pytest.raises(Conflict) as caught:
            put(store, expected=0, events=[event(), event()], op="op-2")
        assert (caught.value.stream, caught.value.expected, caught.value.actual) == ("ex/a", 0, 1)
        assert store.head("ex/a") == 1
        assert store.find_op("ex/a", "ana", "op-2") is None

    def test_a_writer_from_the_future_gets_a_conflict(self, store: EventStore) -> None:
        with pytest.raises(Conflict):
            put(store, expected=5)
        assert store.head("ex/a") == 0

    def test_the_same_op_again_is_answered_from_memory_and_stores_nothing(self, store: EventStore) -> None:
        put(store, events=[event(1), event(2)])
        put(store, expected=2, op="op-2")
        assert put(store, expected=0, events=[event(1), event(2)]) == Appended(2, replayed=True)
        assert put(store, expected=3, events=[event(1), event(2)]) == Appended(2, replayed=True)
        assert store.head("ex/a") == 3

    def test_the_same_op_with_another_body_is_refused_before_the_version_is_looked_at(
        self, store: EventStore
    ) -> None:
        put(store)
        for expected in (0, 1):
            with pytest.raises(OpReused) as caught:
                put(store, expected=expected, digest="other")
            assert caught.value.op == "op-1"
        assert store.head("ex/a") == 1

    def test_an_op_id_belongs_to_its_stream_and_its_actor(self, store: EventStore) -> None:
        put(store)
        assert put(store, expected=1, actor="bo", digest="e") == Appended(2, replayed=False)
        assert put(store, stream="ex/b", digest="f") == Appended(1, replayed=False)
        assert store.find_op("ex/a", "bo", "op-1") == OpRecord(2, "e")
        assert store.find_op("ex/b", "ana", "op-1") == OpRecord(1, "f")

    def test_an_op_without_events_is_remembered_at_the_version_it_saw(self, store: EventStore) -> None:
        put(store)
        assert put(store, expected=1, events=[], op="idle") == Appended(1, replayed=False)
        assert put(store, expected=1, events=[], op="idle") == Appended(1, replayed=True)
        with pytest.raises(Conflict):
            put(store, expected=0, events=[], op="idle-2")
        assert store.head("ex/a") == 1

    @pytest.mark.parametrize(
        "payload",
        [{"x": float("nan")}, {"x": {1, 2}}, {"x": object()}, {"x": {1: 2}}, {"x": "\ud800"}, {"x": b"raw"}],
        ids=["nan", "set", "object", "key", "surrogate", "bytes"],
    )
    def test_a_payload_json_cannot_hold_stores_none_of_the_ops_events(
        self, store: EventStore, payload: dict[str, object]
    ) -> None:
        with pytest.raises(ValueError, match="not JSON"):
            put(store, events=[event(), NewEvent("bad", payload)])
        assert store.head("ex/a") == 0
        assert put(store) == Appended(1, replayed=False)

    @pytest.mark.parametrize("bad", ["", "a\x00b", "line\nbreak", "x" * 201])
    def test_a_malformed_id_is_refused(self, store: EventStore, bad: str) -> None:
        for wrong in ({"stream": bad}, {"actor": bad}, {"op": bad}, {"digest": bad}):
            with pytest.raises(ValueError, match="printable"):
                put(store, **wrong)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="kind"):
            put(store, events=[NewEvent(bad, {})])

    def test_streams_are_listed_by_prefix_with_case_and_wildcards_taken_literally(
        self, store: EventStore
    ) -> None:
        for name in ("ex/b", "ex/a", "EX/c", "ex%", "ex_", "seminar/é", "ex/a2"):
            put(store, stream=name)
        assert store.streams("ex/") == ("ex/a", "ex/a2", "ex/b")
        assert store.streams("ex%") == ("ex%",)
        assert store.streams("seminar/é") == ("seminar/é",)
        assert store.streams() == tuple(sorted(["ex/b", "ex/a", "EX/c", "ex%", "ex_", "seminar/é", "ex/a2"]))

    def test_an_op_without_events_makes_no_stream(self, store: EventStore) -> None:
        put(store, events=[])
        assert store.streams() == ()

    def test_ops_given_together_are_stored_each_on_top_of_the_one_before(self, store: EventStore) -> None:
        answers = store.append_all([one("op-1", 0), one("op-2", 1, 2), one("op-3", 3)])
        assert answers == [Appended(1, False), Appended(3, False), Appended(4, False)]
        assert [(r.version, r.op) for r in store.read("ex/a")] == [
            (1, "op-1"), (2, "op-2"), (3, "op-2"), (4, "op-3"),
        ]  # fmt: skip
        assert store.verify("ex/a") == Verified(4)

    def test_of_ops_given_together_each_is_answered_and_what_builds_on_a_lost_one_is_lost(
        self, store: EventStore
    ) -> None:
        put(store, op="op-0")
        answers = store.append_all(
            [one("op-1", 1), one("op-0", 2), one("op-0", 2, digest="other"), one("op-4", 7), one("op-5", 8)]
        )
        assert answers[:2] == [Appended(2, False), Appended(1, True)]
        assert [type(a) for a in answers[2:]] == [OpReused, Conflict, Conflict]
        assert store.head("ex/a") == 2

    def test_ops_given_together_are_all_looked_at_before_one_is_stored(self, store: EventStore) -> None:
        with pytest.raises(ValueError, match="printable"):
            store.append_all([one("op-1", 0), one("", 1)])
        assert store.head("ex/a") == 0

    # --- many at once ---

    def test_two_writers_on_one_stream_lose_and_double_nothing(self, store: EventStore) -> None:
        acknowledged: list[int] = []

        def write(actor: str) -> Callable[[], None]:
            def run() -> None:
                for number in range(200):
                    while True:
                        try:
                            done = put(store, expected=store.head("ex/a"), op=f"op-{number}", actor=actor)
                        except Conflict:
                            continue
                        break
                    assert not done.replayed
                    acknowledged.append(done.version)

            return run

        together(write("ana"), write("bo"))
        assert sorted(acknowledged) == list(range(1, 401))
        assert [one.version for one in store.read("ex/a")] == list(range(1, 401))
        assert {(one.actor, one.op) for one in store.read("ex/a")} == {
            (actor, f"op-{number}") for actor in ("ana", "bo") for number in range(200)
        }
        assert store.verify("ex/a") == Verified(400)

    def test_of_many_copies_of_one_op_sent_at_once_exactly_one_is_stored(self, store: EventStore) -> None:
        answers: list[Appended] = []
        together(*[lambda: answers.append(put(store)) for _ in range(8)])
        assert sorted(answers, key=lambda one: one.replayed) == [Appended(1, False)] + [Appended(1, True)] * 7
        assert store.head("ex/a") == 1

    def test_many_streams_are_written_at_once_each_in_its_order(self, store: EventStore) -> None:
        def write(stream: str) -> Callable[[], None]:
            def run() -> None:
                for number in range(40):
                    put(store, stream, number, [event(number)], op=f"op-{number}")

            return run

        names = [f"ex/{number}" for number in range(10)]
        together(*map(write, names))
        for name in names:
            assert [one.payload["n"] for one in store.read(name)] == list(range(40))
            assert store.verify(name) == Verified(40)

    # --- erasing ---

    def test_an_erased_payload_is_gone_and_the_chain_still_verifies(self, store: EventStore) -> None:
        put(store, events=[event(1), event(2), event(3)])
        assert store.erase_payload("ex/a", 2)
        first, second, third = store.read("ex/a")
        assert (second.payload, second.erased, second.kind, second.actor) == ({}, True, "stance.given", "ana")
        assert (first.erased, third.erased) == (False, False)
        assert store.verify("ex/a") == Verified(3)
        assert put(store, expected=3, op="op-2") == Appended(4, replayed=False)
        assert store.verify("ex/a") == Verified(4)

    def test_erasing_twice_or_what_is_not_there_does_nothing(self, store: EventStore) -> None:
        put(store)
        assert store.erase_payload("ex/a", 1)
        assert not store.erase_payload("ex/a", 1)
        assert not store.erase_payload("ex/a", 2)
        assert not store.erase_payload("ex/a", 0)
        assert not store.erase_payload("ex/none", 1)

    def test_many_payloads_are_erased_at_once_and_nothing_of_them_is_left_behind(
        self, store: EventStore
    ) -> None:
        put(store, events=[event(n) for n in range(1, 6)])
        assert store.erase_payloads("ex/a", [2, 4, 9]) == 2
        assert store.erase_payloads("ex/a", []) == 0
        store.scrub()
        assert [one.version for one in store.read("ex/a") if one.erased] == [2, 4]
        assert store.verify("ex/a") == Verified(5)

    def test_erasing_also_forgets_the_streams_snapshot_but_no_others(self, store: EventStore) -> None:
        for name in ("ex/a", "ex/b"):
            put(store, name)
            store.save_snapshot(name, 1, "f", b"may hold the words")
        store.erase_payload("ex/a", 1)
        assert store.load_snapshot("ex/a", "f") is None
        assert store.load_snapshot("ex/b", "f") is not None

    # --- snapshots ---

    def test_a_snapshot_comes_back_only_to_the_code_that_made_it(self, store: EventStore) -> None:
        put(store)
        store.save_snapshot("ex/a", 1, "code-1", b"\x00\xff state")
        assert store.load_snapshot("ex/a", "code-1") == Snapshot(1, b"\x00\xff state")
        assert store.load_snapshot("ex/a", "code-2") is None
        assert store.load_snapshot("ex/b", "code-1") is None

    def test_an_older_snapshot_does_not_replace_a_newer_one_of_the_same_code(self, store: EventStore) -> None:
        put(store, events=[event(), event(), event()])
        store.save_snapshot("ex/a", 2, "code-1", b"two")
        store.save_snapshot("ex/a", 1, "code-1", b"one")
        assert store.load_snapshot("ex/a", "code-1") == Snapshot(2, b"two")
        store.save_snapshot("ex/a", 3, "code-1", b"three")
        assert store.load_snapshot("ex/a", "code-1") == Snapshot(3, b"three")
        store.save_snapshot("ex/a", 1, "code-2", b"new code")
        assert store.load_snapshot("ex/a", "code-2") == Snapshot(1, b"new code")

    def test_a_snapshot_newer_than_the_log_is_ignored(self, store: EventStore) -> None:
        put(store)
        store.save_snapshot("ex/a", 2, "code-1", b"from a log that was restored")
        assert store.load_snapshot("ex/a", "code-1") is None

    def test_snapshots_are_disposable(self, store: EventStore) -> None:
        put(store)
        store.save_snapshot("ex/a", 1, "code-1", b"state")
        store.drop_snapshots()
        assert store.load_snapshot("ex/a", "code-1") is None
        assert store.head("ex/a") == 1

    def test_a_store_closes_twice_without_complaint(self, store: EventStore) -> None:
        put(store)
        store.close()
        store.close()
