"""Whatever stands in the files, the checker answers with problems or a rulebook, never with an exception."""

import json

from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.load import check_source
from simulator.scenario.source import read_contents
from tests.scenario.folders import TINY

CONTENTS = {f.relative_to(TINY).as_posix(): f.read_bytes() for f in sorted(TINY.rglob("*")) if f.is_file()}
SNIPPETS = [
    "",
    "~",
    "[]",
    "{}",
    "- ",
    ": ",
    '"',
    "*x",
    "&x ",
    "1e999",
    "-1",
    "true",
    "\t",
    "|",
    "\n",
    "    ",
    "\x00",
    "é",
    "<<: ",
    "rule.",
]


@st.composite
def spoilt_files(draw):
    """A file of the tiny scenario with a few cuts and insertions."""
    file = draw(st.sampled_from(sorted(CONTENTS)))
    text = CONTENTS[file].decode()
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 5, 12, 40, 400])))
        text = text[:start] + draw(st.sampled_from(SNIPPETS)) + text[end:]
    return file, text.encode()


@given(st.lists(spoilt_files(), min_size=1, max_size=3))
def test_spoilt_files_never_raise(spoilt):
    checked = check_source(read_contents("tiny-scenario", {**CONTENTS, **dict(spoilt)}))
    assert bool(checked.problems) == (checked.rulebook is None)
    for problem in checked.findings():
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.wrong


WORDS = st.sampled_from(["id", "steps", "terms", "clauses"])
VALUES = (
    st.none() | st.booleans() | st.integers(-5, 200) | st.sampled_from(["a", "++", "rule.unanimity", "1/2"])
)
DATA = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner), max_leaves=8
)


@given(st.sampled_from(sorted(CONTENTS)), DATA)
def test_any_data_in_any_file_never_raises(file, data):
    text = json.dumps({"schema_version": 1, **(data if isinstance(data, dict) else {"articles": data})})
    check_source(read_contents("tiny-scenario", {**CONTENTS, file: text.encode()}))


@given(st.sets(st.sampled_from(sorted(CONTENTS))))
def test_any_missing_files_never_raise(missing):
    checked = check_source(
        read_contents("tiny-scenario", {f: c for f, c in CONTENTS.items() if f not in missing})
    )
    needed = {"scenario.yaml", "background.md", "sectors.yaml", "agreement.yaml", "agenda.yaml"}
    named = {p.file for p in checked.problems}
    assert missing & needed <= named
