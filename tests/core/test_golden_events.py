"""History is forever: every event ever written still reads, and means what it meant.

`SIMULATOR_REGEN=1` adds what is missing and then fails, so that the difference is read.
"""

import json
import os
import typing
from pathlib import Path

import pytest

from simulator.core.events.exercise import ExerciseEvent
from simulator.core.events.seminar import SeminarEvent
from simulator.store.codec import Codec
from tests.support.events import EXERCISE, SEMINAR

GOLDEN = Path(__file__).parents[1] / "golden" / "events"
STREAMS = {
    "exercise": (Codec(typing.get_args(ExerciseEvent)), EXERCISE),
    "seminar": (Codec(typing.get_args(SeminarEvent)), SEMINAR),
}
streams = pytest.mark.parametrize("stream", sorted(STREAMS))


def written(stream):
    return json.loads((GOLDEN / f"{stream}.json").read_text(encoding="utf-8"))


@streams
def test_what_is_written_today_is_what_was_written(stream):
    codec, examples = STREAMS[stream]
    lines = [{"kind": new.kind, "payload": dict(new.payload)} for new in map(codec.encode, examples)]
    if os.environ.get("SIMULATOR_REGEN") == "1":
        text = ",\n".join(json.dumps(line, ensure_ascii=False, sort_keys=True) for line in lines)
        (GOLDEN / f"{stream}.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
        pytest.fail(f"{stream}.json is rewritten: read the difference, and add an upcaster for what changed")
    assert lines == written(stream)


@streams
def test_every_event_ever_written_means_what_it_meant(stream):
    codec, examples = STREAMS[stream]
    assert tuple(codec.decode(line["kind"], line["payload"]) for line in written(stream)) == examples


@streams
def test_every_kind_of_event_has_a_golden_line(stream):
    codec, _ = STREAMS[stream]
    assert {line["kind"] for line in written(stream)} == set(codec.kinds)


def holds(now, then):
    """Whether everything that was written then is there now, with as much more as there may be."""
    if isinstance(then, dict):
        return all(key in now and holds(now[key], old) for key, old in then.items())
    if isinstance(then, list):
        return len(now) == len(then) and all(map(holds, now, then))
    return now == then


@pytest.mark.parametrize(
    "line", json.loads((GOLDEN / "older.json").read_text(encoding="utf-8")), ids=lambda line: line["kind"]
)
def test_an_event_from_before_a_field_was_added_still_reads(line):
    codec = next(codec for codec, _ in STREAMS.values() if line["kind"] in codec.kinds)
    event = codec.decode(line["kind"], line["payload"])
    written_now = dict(codec.encode(event).payload)
    assert holds(written_now, line["payload"])
    assert written_now != line["payload"]


def _without_lending(value):
    """The same payload as it was written before votes could be lent."""
    if isinstance(value, dict):
        return {k: _without_lending(v) for k, v in value.items() if k not in ("proxies", "by_proxy")}
    return [_without_lending(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", ["decision.opened", "decision.closed", "rule.changed"])
def test_a_decision_from_before_votes_could_be_lent_still_reads(kind):
    codec, examples = STREAMS["exercise"]
    example = next(e for e in examples if kind == e.KIND)
    old = _without_lending(dict(codec.encode(example).payload))
    assert old != dict(codec.encode(example).payload)
    assert codec.decode(kind, old) == example
