"""What a database adapter promises beyond the contract: shared commits, honest failures, no trust in its cache."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, event, text

from simulator.app.ports import Appended, Broken, Conflict, NewEvent, OpReused, StoreFailed, Verified
from simulator.store.appending import Settled
from simulator.store.engine import make_engine
from simulator.store.events import SqlEventStore
from tests.contracts.event_store import event as an_event
from tests.contracts.event_store import put, together


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    found = request.getfixturevalue(f"{request.param}_engine")
    assert isinstance(found, Engine)
    return found


@pytest.fixture
def store(engine: Engine) -> Iterator[SqlEventStore]:
    found = SqlEventStore(engine)
    yield found
    found.close()


class Gate:
    """Holds the writer before its first transaction, so that a test decides what is in the second."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self, settle: Callable[[], Settled]) -> Settled:
        self.entered.set()
        assert self.opened.wait(10)
        return settle()


def one_batch(
    engine: Engine, jobs: dict[str, Callable[[SqlEventStore], Appended]]
) -> tuple[dict[str, Appended | Exception], SqlEventStore]:
    """Run the jobs, in their order, as one batch behind a first append to another stream; closes the store."""
    gate = Gate()
    store = SqlEventStore(engine, offload=gate)
    outcomes: dict[str, Appended | Exception] = {}

    def run(name: str, job: Callable[[SqlEventStore], Appended]) -> None:
        try:
            outcomes[name] = job(store)
        except Exception as error:
            outcomes[name] = error

    threads = [threading.Thread(target=run, args=("first", lambda one: put(one, "ex/first")))]
    threads[0].start()
    assert gate.entered.wait(10)
    for number, (name, job) in enumerate(jobs.items(), start=1):
        threads.append(threading.Thread(target=run, args=(name, job)))
        threads[-1].start()
        await_until(lambda wanted=number: store.waiting == wanted)
    gate.opened.set()
    for thread in threads:
        thread.join(30)
    store.close()
    assert outcomes.pop("first") == Appended(1, False)
    return outcomes, store


def await_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_a_conflict_and_a_reused_op_do_not_disturb_the_others_of_their_commit(
    engine: Engine, store: SqlEventStore
) -> None:
    put(store, "ex/a", op="old")
    outcomes, batch_store = one_batch(
        engine,
        {
            "good": lambda one: put(one, "ex/a", 1, op="good"),
            "late": lambda one: put(one, "ex/a", 1, op="late"),
            "next": lambda one: put(one, "ex/a", 2, [an_event(), an_event()], op="next"),
            "twice": lambda one: put(one, "ex/a", 2, [an_event(), an_event()], op="next"),
            "other body": lambda one: put(one, "ex/a", 4, op="next", digest="other"),
            "replay": lambda one: put(one, "ex/a", 0, op="old"),
            "elsewhere": lambda one: put(one, "ex/b", 0, op="good"),
        },
    )
    assert outcomes["good"] == Appended(2, replayed=False)
    late = outcomes["late"]
    assert isinstance(late, Conflict)
    assert (late.expected, late.actual) == (1, 2)
    assert outcomes["next"] == Appended(4, replayed=False)
    assert outcomes["twice"] == Appended(4, replayed=True)
    assert isinstance(outcomes["other body"], OpReused)
    assert outcomes["replay"] == Appended(1, replayed=True)
    assert outcomes["elsewhere"] == Appended(1, replayed=False)
    assert batch_store.commits == 2
    assert store.verify("ex/a") == Verified(4)
    assert store.head("ex/b") == 1


def test_appends_to_many_streams_share_one_commit(engine: Engine) -> None:
    jobs = {f"ex/{n}": lambda one, stream=f"ex/{n}": put(one, stream) for n in range(50)}
    outcomes, store = one_batch(engine, jobs)
    assert set(outcomes.values()) == {Appended(1, replayed=False)}
    assert store.commits == 2


def test_when_the_commit_fails_every_caller_of_the_batch_hears_it_and_nothing_is_stored(
    engine: Engine, store: SqlEventStore
) -> None:
    put(store, "ex/a")
    failing: list[str] = []

    def break_commit(_connection: object) -> None:
        failing.append("commit")
        if len(failing) == 2:  # the first is the append that holds the gate
            raise OSError("disk I/O error")

    event.listen(engine, "commit", break_commit)
    outcomes, _ = one_batch(
        engine,
        {
            "a": lambda one: put(one, "ex/a", 1, op="a"),
            "b": lambda one: put(one, "ex/b", 0, op="b"),
            "late": lambda one: put(one, "ex/a", 0, op="late"),
            "replay": lambda one: put(one, "ex/a", 0),
        },
    )
    event.remove(engine, "commit", break_commit)
    assert all(isinstance(outcome, StoreFailed) for outcome in outcomes.values())
    assert len({id(outcome) for outcome in outcomes.values()}) == 4
    assert (store.head("ex/a"), store.head("ex/b")) == (1, 0)
    assert put(store, "ex/a", 1, op="a") == Appended(2, replayed=False)
    assert store.verify("ex/a") == Verified(2)


def test_after_a_failed_commit_the_same_store_goes_on(engine: Engine, store: SqlEventStore) -> None:
    put(store, "ex/a")

    def break_commit(_connection: object) -> None:
        raise OSError("disk I/O error")

    event.listen(engine, "commit", break_commit)
    with pytest.raises(StoreFailed):
        put(store, "ex/a", 1, op="op-2")
    event.remove(engine, "commit", break_commit)
    assert put(store, "ex/a", 1, op="op-2") == Appended(2, replayed=False)
    assert store.verify("ex/a") == Verified(2)


def test_a_store_that_is_behind_another_process_notices(engine: Engine, store: SqlEventStore) -> None:
    other = SqlEventStore(engine)
    put(store, "ex/a", 0, op="1")
    put(other, "ex/a", 1, op="2")
    put(other, "ex/b", 0, op="2")
    with pytest.raises(Conflict) as caught:
        put(store, "ex/a", 1, op="3")
    assert caught.value.actual == 2
    assert put(other, "ex/a", 2, op="4") == Appended(3, False)
    assert put(store, "ex/a", 3, op="5") == Appended(4, False)
    assert put(store, "ex/b", 0, op="2") == Appended(1, replayed=True)
    with pytest.raises(Conflict):
        put(other, "ex/a", 3, [], op="idle")
    assert store.verify("ex/a") == Verified(4)
    other.close()


def test_what_another_process_took_fails_only_its_own_request_of_a_batch(
    engine: Engine, store: SqlEventStore
) -> None:
    gate = Gate()
    behind = SqlEventStore(engine, offload=gate)
    gate.opened.set()
    put(behind, "ex/a", 0, op="1")
    gate.opened.clear()
    gate.entered.clear()
    outcomes: dict[str, Appended | Exception] = {}

    def run(name: str, stream: str, expected: int) -> Callable[[], None]:
        def job() -> None:
            try:
                outcomes[name] = put(behind, stream, expected, op=name)
            except Conflict as error:
                outcomes[name] = error

        return job

    threads = [threading.Thread(target=run("hold", "ex/hold", 0))]
    threads[0].start()
    assert gate.entered.wait(10)
    for number, job in enumerate(
        [run("stale", "ex/a", 1), run("fine", "ex/b", 0), run("ahead", "ex/a", 2)], 1
    ):
        threads.append(threading.Thread(target=job))
        threads[-1].start()
        await_until(lambda wanted=number: behind.waiting == wanted)
    put(store, "ex/a", 1, op="taken")
    gate.opened.set()
    for thread in threads:
        thread.join(30)
    behind.close()
    stale = outcomes["stale"]
    assert isinstance(stale, Conflict)
    assert stale.actual == 2
    assert outcomes["fine"] == Appended(1, False)
    assert outcomes["ahead"] == Appended(3, False)
    assert store.verify("ex/a") == Verified(3)


def test_a_request_the_database_will_never_take_fails_alone(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER never BEFORE INSERT ON events WHEN new.kind = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    outcomes, store = one_batch(
        sqlite_engine,
        {
            "bad": lambda one: put(one, "ex/a", 0, [an_event(kind="bad")]),
            "good": lambda one: put(one, "ex/b", 0),
            "next": lambda one: put(one, "ex/b", 1, op="next"),
        },
    )
    bad = outcomes["bad"]
    assert isinstance(bad, StoreFailed)
    assert "IntegrityError" in str(bad)
    assert outcomes["good"] == Appended(1, False)
    assert outcomes["next"] == Appended(2, False)
    assert store.head("ex/a") == 0


@pytest.mark.postgres
def test_a_rival_that_comes_in_between_every_time_costs_nobody_else_anything(postgres_engine: Engine) -> None:
    """Between our look and our insert: only PostgreSQL lets two writers in at once."""
    rival = SqlEventStore(make_engine(postgres_engine.url.render_as_string(hide_password=False)))
    store = SqlEventStore(postgres_engine)
    wins = 0

    def come_in_between(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal wins
        if statement.startswith("INSERT INTO events") and wins < 3:
            wins += 1
            put(rival, "ex/a", wins - 1, op=f"rival-{wins}")

    event.listen(postgres_engine, "before_cursor_execute", come_in_between)
    for number in range(4):
        while True:
            try:
                put(store, "ex/a", store.head("ex/a"), op=f"op-{number}")
                break
            except Conflict:
                continue
    event.remove(postgres_engine, "before_cursor_execute", come_in_between)
    assert wins == 3
    assert store.verify("ex/a") == Verified(7)
    store.close()
    rival.close()
    rival._engine.dispose()


def test_two_stores_on_one_database_racing_with_the_same_ops_store_each_once(engine: Engine) -> None:
    stores = [SqlEventStore(engine), SqlEventStore(engine)]
    fresh: list[str] = []

    def send(store: SqlEventStore) -> Callable[[], None]:
        def run() -> None:
            for number in range(60):
                while True:
                    try:
                        done = put(store, "ex/a", store.head("ex/a"), op=f"op-{number}")
                    except Conflict:
                        continue
                    break
                if not done.replayed:
                    fresh.append(f"op-{number}")

        return run

    together(*map(send, stores))
    assert sorted(fresh) == sorted(f"op-{number}" for number in range(60))
    assert stores[0].verify("ex/a") == Verified(60)
    for store in stores:
        store.close()


def test_a_caller_does_not_wait_for_ever(engine: Engine) -> None:
    gate = Gate()
    store = SqlEventStore(engine, offload=gate, patience=0.05)
    with pytest.raises(StoreFailed, match="did not answer"):
        put(store, "ex/a")
    gate.opened.set()
    await_until(lambda: store.head("ex/a") == 1)
    assert put(store, "ex/a") == Appended(1, replayed=True)
    store.close()


def test_a_closed_store_stores_what_waits_and_then_refuses(engine: Engine, store: SqlEventStore) -> None:
    outcomes, closed = one_batch(engine, {"a": lambda one: put(one, "ex/a")})
    assert outcomes["a"] == Appended(1, False)
    with pytest.raises(StoreFailed, match="closed"):
        put(closed, "ex/a", 1, op="op-2")
    assert store.head("ex/a") == 1


@pytest.mark.parametrize(
    ("change", "at", "why"),
    [
        ("UPDATE events SET payload = '{\"n\":99}' WHERE version = 2", 2, "content of event 2"),
        ("UPDATE events SET payload = '{}', payload_hash = 'x' WHERE version = 2", 2, "content of event 2"),
        ("UPDATE events SET payload_hash = 'x', payload = NULL WHERE version = 2", 2, "event 2"),
        ("UPDATE events SET actor = 'eve' WHERE version = 3", 3, "event 3"),
        ("UPDATE events SET at = at + 1 WHERE version = 1", 1, "event 1"),
        ("UPDATE events SET kind = 'other' WHERE version = 1", 1, "event 1"),
        ("DELETE FROM events WHERE version = 2", 2, "event 2 is missing"),
        ("DELETE FROM events WHERE version = 3", 3, "ends at event 2, but event 3 was acknowledged"),
    ],
)
def test_tampering_with_the_log_is_found(
    engine: Engine, store: SqlEventStore, change: str, at: int, why: str
) -> None:
    for number in range(3):
        put(store, "ex/a", number, [an_event(number)], op=f"op-{number}")
    assert store.verify("ex/a") == Verified(3)
    with engine.begin() as connection:
        connection.execute(text(change.replace(":", "\\:")))
    verdict = store.verify("ex/a")
    assert isinstance(verdict, Broken)
    assert verdict.at == at
    assert why in verdict.why


def test_an_erased_payload_leaves_no_trace_in_the_files_of_sqlite(sqlite_engine: Engine) -> None:
    store = SqlEventStore(sqlite_engine)
    secret = "the-words-to-forget"
    put(store, "ex/a", 0, [an_event(), NewEvent("chat", {"text": secret})])
    store.close()
    folder = str(sqlite_engine.url.database)
    assert store.erase_payload("ex/a", 2)
    for suffix in ("", "-wal"):
        with open(folder + suffix, "rb") as file:
            assert secret.encode() not in file.read()


def test_a_full_disk_is_told_to_every_caller_and_the_store_recovers(sqlite_engine: Engine) -> None:
    limit = [0]

    def restrict(connection: object, *_: object) -> None:
        if limit[0]:
            connection.execute(f"PRAGMA max_page_count={limit[0]}")  # type: ignore[attr-defined]

    event.listen(sqlite_engine, "checkout", restrict)
    with sqlite_engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    store = SqlEventStore(sqlite_engine)
    limit[0] = pages + 1
    big = [NewEvent("big", {"text": "x" * 200_000})]
    with pytest.raises(StoreFailed, match="OperationalError"):
        put(store, "ex/a", 0, big)
    assert store.head("ex/a") == 0
    limit[0] = 1_000_000
    assert put(store, "ex/a", 0, big) == Appended(1, False)
    store.close()
