"""A server in memory for each test."""

import pytest

from tests.support.house import House


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)
