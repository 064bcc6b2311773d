"""Events of today and of every earlier version read back as they were meant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, Literal, NewType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.app.ports import NewEvent
from simulator.store.canonical import canonical_json
from simulator.store.codec import Codec, PayloadInvalid, UnknownEvent, plain

SeatId = NewType("SeatId", str)


class Answer(Enum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Line:
    budget: str
    amount: int


@dataclass(frozen=True, slots=True)
class Pledged:
    KIND: ClassVar[str] = "pledge.made"
    seat: SeatId
    lines: tuple[Line, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    KIND: ClassVar[str] = "ballot.counted"
    answers: Mapping[SeatId, Answer]
    weights: Mapping[int, int]
    present: frozenset[str]
    outcome: Literal["adopted", "failed"]
    pairs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """Third version: `to` became a list, then `why` was added."""

    KIND: ClassVar[str] = "group.moved"
    VERSION: ClassVar[int] = 3
    to: tuple[str, ...]
    why: str = field(default="")


Event = Pledged | Counted | Moved


def _to_list(payload: dict[str, Any]) -> dict[str, Any]:
    return {**payload, "to": [payload["to"]]}


def _with_why(payload: dict[str, Any]) -> dict[str, Any]:
    return {**payload, "why": "unknown"}


CODEC: Codec[Any] = Codec(
    (Pledged, Counted, Moved),
    {("group.moved", 1): _to_list, ("group.moved", 2): _with_why},
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
EVENTS = st.one_of(
    st.builds(
        Pledged,
        seat=TEXT.map(SeatId),
        lines=st.lists(st.builds(Line, budget=TEXT, amount=st.integers()), max_size=3).map(tuple),
        note=st.none() | TEXT,
    ),
    st.builds(
        Counted,
        answers=st.dictionaries(TEXT.map(SeatId), st.sampled_from(Answer), max_size=3),
        weights=st.dictionaries(st.integers(), st.integers(), max_size=3),
        present=st.frozensets(TEXT, max_size=3),
        outcome=st.sampled_from(["adopted", "failed"]),
        pairs=st.lists(st.tuples(TEXT, st.integers()), max_size=2).map(tuple),
    ),
    st.builds(Moved, to=st.lists(TEXT, max_size=3).map(tuple), why=TEXT),
)


@given(EVENTS)
def test_an_event_comes_back_equal_after_a_trip_through_json(event: Event) -> None:
    new = CODEC.encode(event)
    assert CODEC.decode(new.kind, json.loads(canonical_json(dict(new.payload)))) == event


def test_an_event_is_stored_under_its_short_name_with_plain_values() -> None:
    event = Counted({SeatId("s"): Answer.YES}, {2: 1}, frozenset({"b", "a"}), "adopted", (("x", 1),))
    assert CODEC.encode(event) == NewEvent(
        "ballot.counted",
        {
            "answers": {"s": "yes"},
            "weights": {"2": 1},
            "present": ["a", "b"],
            "outcome": "adopted",
            "pairs": [["x", 1]],
        },
    )


def test_the_version_is_written_from_the_second_on() -> None:
    assert CODEC.encode(Moved(("t7",))).payload == {"to": ["t7"], "why": "", "v": 3}
    assert "v" not in CODEC.encode(Pledged(SeatId("s"), ())).payload


def test_every_earlier_version_is_raised_to_todays() -> None:
    assert CODEC.decode("group.moved", {"to": "t7"}) == Moved(("t7",), "unknown")
    assert CODEC.decode("group.moved", {"to": ["t7"], "v": 2}) == Moved(("t7",), "unknown")
    assert CODEC.decode("group.moved", {"to": ["t7"], "why": "late", "v": 3}) == Moved(("t7",), "late")


@pytest.mark.parametrize("version", [4, 0, "x"])
def test_a_version_this_code_does_not_know_is_named(version: object) -> None:
    with pytest.raises(UnknownEvent, match=r"group\.moved.*newest this code knows"):
        CODEC.decode("group.moved", {"to": [], "v": version})


def test_an_unknown_kind_is_named() -> None:
    assert CODEC.kinds == ("ballot.counted", "group.moved", "pledge.made")
    with pytest.raises(UnknownEvent, match=r"moon\.landed") as caught:
        CODEC.decode("moon.landed", {})
    assert caught.value.kind == "moon.landed"


@pytest.mark.parametrize(
    ("payload", "told"),
    [
        ({"seat": "s"}, "lines"),
        ({"seat": "s", "lines": [{"budget": "b"}]}, r"lines\.0\.amount"),
        ({"seat": "s", "lines": [], "extra": 1}, "unknown fields"),
        ({"seat": 5, "lines": []}, "seat"),
    ],
)
def test_a_payload_that_does_not_fit_is_refused_with_its_field(payload: dict[str, object], told: str) -> None:
    with pytest.raises(PayloadInvalid, match=told):
        CODEC.decode("pledge.made", payload)


def test_an_event_type_that_was_not_registered_is_refused() -> None:
    with pytest.raises(UnknownEvent, match=r"pledge\.made"):
        Codec((Moved,), {("group.moved", 1): _to_list, ("group.moved", 2): _with_why}).encode(
            Pledged(SeatId("s"), ())  # type: ignore[arg-type]
        )


def test_a_value_that_is_no_json_is_refused_with_its_kind() -> None:
    with pytest.raises(PayloadInvalid, match=r"pledge\.made.*object is not JSON"):
        CODEC.encode(Pledged(SeatId("s"), (), note=object()))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="key is bool"):
        plain({True: 1})


def test_mistakes_in_the_set_of_types_are_found_when_the_codec_is_made() -> None:
    @dataclass(frozen=True)
    class Nameless:
        x: int

    @dataclass(frozen=True)
    class Twin:
        KIND: ClassVar[str] = "pledge.made"

    @dataclass(frozen=True)
    class Versioned:
        KIND: ClassVar[str] = "x"
        v: int

    class Plain:
        KIND = "plain"

    for types, told in (
        ((Nameless,), "has no KIND"),
        ((Pledged, Twin), "two event types"),
        ((Versioned,), "field name 'v'"),
        ((Plain,), "not a data class"),
        ((Moved,), "no upcaster"),
    ):
        with pytest.raises(TypeError, match=told):
            Codec[Any](types)  # type: ignore[arg-type]
