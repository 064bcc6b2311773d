"""The YAML reader: plain data with places, bounded, and never an object."""

import time

import pytest

from simulator.scenario.yaml_tree import MAX_ALIASES, Place, read_tree


def faults(text):
    return [(f.place.line, f.place.column, f.wrong) for f in read_tree(text).faults]


def test_only_true_and_false_are_truth_values():
    tree = read_tree(
        "a: no\nb: on\nc: true\nd: 1.5\ne: -3\nf: 0x10\ng: 2024-01-01\nh: ~\ni: 1_000\nj: --\nk: 3/4"
    )
    assert tree.data == {
        "a": "no", "b": "on", "c": True, "d": 1.5, "e": -3, "f": "0x10", "g": "2024-01-01", "h": None, "i": "1_000",
        "j": "--", "k": "3/4",
    }  # fmt: skip


def test_keys_are_words_whatever_they_look_like():
    assert read_tree("1: a\nyes: b\nnull: c").data == {"1": "a", "yes": "b", "null": "c"}


def test_every_key_item_and_value_has_its_place():
    tree = read_tree("a:\n  - {b: 1}\n  - c: |\n      one\n      two\n")
    assert tree.key_place(("a", 0, "b")) == Place(2, 6)
    assert tree.value_place(("a", 0, "b")) == Place(2, 9)
    assert tree.key_place(("a", 1)) == Place(3, 5)
    assert tree.key_place(("a", 1, "missing")) == Place(3, 5)
    assert tree.text_place(("a", 1, "c"), 5).line == 5


def test_a_repeated_key_is_named_and_the_first_is_kept():
    tree = read_tree("a: 1\nb: {c: 1}\na: {d: 2}\n")
    assert [f.wrong for f in tree.faults] == ["`a` is written twice (first in line 1)"]
    assert tree.data == {"a": 1, "b": {"c": 1}}
    assert tree.key_place(("a",)) == Place(1, 1)


def test_aliases_repeat_a_value_a_few_times_only():
    assert read_tree("a: &x [1]\nb: *x\n").data == {"a": [1], "b": [1]}
    many = "a: &x 1\nb: [" + "*x, " * (MAX_ALIASES + 1) + "]\n"
    assert faults(many)[0][2] == "more than 20 aliases (`*name`) in one file"


def test_aliases_of_aliases_are_refused():
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert faults(text) == [(3, 8, "`*b` repeats a part that has aliases itself")]


def test_an_alias_to_itself_is_refused():
    assert faults("a: &a [*a]\n") == [(1, 8, "`*a` repeats something that is not marked `&a` before it")]


STAIRS = "a:\n" + "".join(f"{' ' * n}b:\n" for n in range(1, 300))


@pytest.mark.parametrize("text", ["[" * 50_000, "{a: " * 50_000, "- " * 50_000, STAIRS])
def test_deep_nesting_stops_at_once(text):
    began = time.perf_counter()
    assert [wrong for _, _, wrong in faults(text)] == ["nested deeper than 20 levels"]
    assert time.perf_counter() - began < 20


def test_a_tag_makes_no_object():
    tree = read_tree("a: !!python/object/apply:os.system [echo]\n")
    assert [f.wrong for f in tree.faults] == ["the tag `!!python/object/apply:os.system` is not read"]
    assert tree.data == {"a": ["echo"]}


def test_a_huge_number_stays_text():
    assert read_tree("a: " + "9" * 5000).data["a"] == "9" * 5000


@pytest.mark.parametrize(
    "text", ["a: [1", "a: {b", "? [a]\n: b", "a: b: c", "%YAML 9.9\n---\na: 1", "a: `x`", "- a\nb: c", "a: >x\n", "*"],
)  # fmt: skip
def test_what_is_not_yaml_has_one_fault_with_a_place_and_advice(text):
    tree = read_tree(text)
    assert len(tree.faults) == 1
    assert tree.data is None
    fault = tree.faults[0]
    assert fault.place.line >= 1
    assert fault.wrong
    assert fault.right
