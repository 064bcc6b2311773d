"""The small ports' promises, kept by each adapter."""

from __future__ import annotations

import pytest

from simulator.app.ports import Stores
from tests.contracts.accounts import AccountsContract


class TestMemory(AccountsContract):
    @pytest.fixture
    def stores(self, memory_stores: Stores) -> Stores:
        return memory_stores


class TestSqlite(AccountsContract):
    @pytest.fixture
    def stores(self, sqlite_stores: Stores) -> Stores:
        return sqlite_stores


@pytest.mark.postgres
class TestPostgres(AccountsContract):
    @pytest.fixture
    def stores(self, postgres_stores: Stores) -> Stores:
        return postgres_stores
