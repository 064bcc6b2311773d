"""The log may grow for a day without an action getting slower: no statement walks through the log."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import event

from simulator.app.ports import Conflict, NewEvent
from simulator.store.engine import make_engine
from simulator.store.events import SqlEventStore
from simulator.store.migrations import upgrade


def test_every_statement_of_an_action_goes_by_a_key(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/log.db")
    upgrade(engine)
    seen: dict[str, object] = {}

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            seen[statement] = parameters

    event.listen(engine, "before_cursor_execute", note)
    store = SqlEventStore(engine)
    for expected in (0, 0, 1, 1):
        try:
            store.append(
                "ex/a", expected, [NewEvent("a", {})], actor="p", op=f"op-{expected}", digest="d", at=1
            )
        except Conflict:
            pass
    store.append("ex/a", 2, [], actor="p", op="idle", digest="d", at=1)
    list(store.read("ex/a", after=1))
    list(store.read("ex/a", kind="a"))
    store.head("ex/a")
    store.find_op("ex/a", "p", "op-0")
    store.streams("ex/")
    store.load_snapshot("ex/a", "f")
    store.erase_payload("ex/a", 1)
    store.close()
    event.remove(engine, "before_cursor_execute", note)
    assert len(seen) >= 8
    with engine.connect() as connection:
        for statement, parameters in seen.items():
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            steps = [row[3] for row in plan]
            for step in steps:
                # One entry per stream is all that may be walked through.
                assert not step.startswith("SCAN") or "ix_events_first" in step, (statement, steps)
    engine.dispose()
