"""The event store's promises, kept by each adapter."""

from __future__ import annotations

import pytest

from simulator.app.ports import EventStore, Stores
from tests.contracts.event_store import EventStoreContract


class TestMemory(EventStoreContract):
    @pytest.fixture
    def store(self, memory_stores: Stores) -> EventStore:
        return memory_stores.events


class TestSqlite(EventStoreContract):
    @pytest.fixture
    def store(self, sqlite_stores: Stores) -> EventStore:
        return sqlite_stores.events


@pytest.mark.postgres
class TestPostgres(EventStoreContract):
    @pytest.fixture
    def store(self, postgres_stores: Stores) -> EventStore:
        return postgres_stores.events
