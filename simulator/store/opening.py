"""Opens everything that is kept, behind its ports: in a database, or in memory."""

from __future__ import annotations

from sqlalchemy import Engine

from simulator.app.ports import Stores
from simulator.store.accounts import SqlHeartbeat, SqlNotes, SqlPeople, SqlRulebooks
from simulator.store.events import Offload, SqlEventStore, run_inline
from simulator.store.logins import MemoryLogins, SqlLogins
from simulator.store.memory import MemoryEventStore
from simulator.store.memory_accounts import (
    MemoryFacilitators,
    MemoryHeartbeat,
    MemoryNotes,
    MemoryPeople,
    MemoryRulebooks,
    MemorySeminarIndex,
)
from simulator.store.seminars import SqlFacilitators, SqlSeminarIndex


def open_sql(engine: Engine, *, offload: Offload = run_inline) -> Stores:
    """All stores on one engine whose schema is current; close with `stores.events.close()`, then the engine."""
    return Stores(
        events=SqlEventStore(engine, offload=offload),
        people=SqlPeople(engine),
        notes=SqlNotes(engine),
        rulebooks=SqlRulebooks(engine),
        heartbeat=SqlHeartbeat(engine),
        facilitators=SqlFacilitators(engine),
        logins=SqlLogins(engine),
        seminars=SqlSeminarIndex(engine),
    )


def open_memory() -> Stores:
    """All stores empty and in memory."""
    facilitators = MemoryFacilitators()
    return Stores(
        events=MemoryEventStore(),
        people=MemoryPeople(),
        notes=MemoryNotes(),
        rulebooks=MemoryRulebooks(),
        heartbeat=MemoryHeartbeat(),
        facilitators=facilitators,
        logins=MemoryLogins(facilitators),
        seminars=MemorySeminarIndex(),
    )
