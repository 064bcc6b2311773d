"""A copy with a few fields changed is what `dataclasses.replace` makes, and the original stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from simulator.core.copying import changed
from tests.support.room import Room


@dataclass(frozen=True)
class Place:
    name: str
    seats: int = 0


@dataclass(frozen=True)
class Checked:
    name: str
    seats: int = 0

    def __post_init__(self) -> None:
        raise AssertionError("asked before this is made")


@dataclass(frozen=True, slots=True)
class Slotted:
    name: str
    seats: int = 0


def test_some_fields_change_and_the_original_does_not():
    old = Place("table 7", 6)
    assert changed(old, seats=8) == Place("table 7", 8)
    assert changed(old) == old
    assert old == Place("table 7", 6)


def test_a_field_that_there_is_not_is_named():
    with pytest.raises(TypeError, match="Place has no field 'chairs'"):
        changed(Place("table 7"), chairs=3)


@pytest.mark.parametrize("one", [Slotted("a"), object.__new__(Checked)], ids=["slotted", "checked"])
def test_classes_that_it_is_not_for_are_refused(one):
    with pytest.raises(TypeError, match=r"use dataclasses\.replace"):
        changed(one, name="b")


def test_the_state_of_a_room_is_copied_as_the_library_would():
    state = Room().state
    assert changed(state, version=99, notice="soon") == replace(state, version=99, notice="soon")
