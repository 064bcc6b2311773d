"""Checks of the texts themselves: no markup, no secret told in public, no brief copied from another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.scenario.documents import Report, show_path
from simulator.scenario.draft import Draft
from simulator.scenario.problems import Problem
from simulator.scenario.texts import Passage, Run, Runs

_TAG = re.compile(r"<[A-Za-z/!?]")


def check_markup(draft: Draft, report: Report) -> None:
    """HTML is refused everywhere. Template braces are plain text to us and need no check."""
    for passage in _all_passages(draft):
        found = _TAG.search(passage.text)
        if found:
            sample = passage.text[found.start() : found.start() + 20].split("\n")[0]
            _add(
                report,
                passage,
                found.start(),
                f"`{sample}` looks like HTML, which is never shown",
                "write Markdown; put a space after a `<` that means less than",
            )


def check_secrets(draft: Draft, report: Report) -> None:
    """Nothing confidential stands word for word in a text that everybody reads."""
    public = Runs()
    for passage in _public_passages(draft):
        public.learn(passage)
    for passage in _secret_passages(draft):
        for run in public.find(passage):
            _add_run(
                report,
                run,
                "this confidential text stands word for word in public",
                "say it differently in one of the two",
            )


def check_briefs_differ(draft: Draft, report: Report) -> None:
    """Two briefs share no run of eight words: whoever reads both must not see the mould."""
    briefs = Runs()
    for passage in _secret_passages(draft):
        if passage.loc[-1] != "brief":
            continue
        for run in briefs.find(passage):
            _add_run(
                report, run, "another brief has the same words", "write it in this organization's own words"
            )
        briefs.learn(passage)


def _all_passages(draft: Draft) -> Iterator[Passage]:
    yield Passage("background.md", (), draft.source.texts.get("background.md", ""))
    for document in draft.documents.values():
        for loc, text in document.tree.texts():
            yield Passage(document.file, loc, text, document)


def _public_passages(draft: Draft) -> Iterator[Passage]:
    for passage in _all_passages(draft):
        if passage.file != "expected.yaml" and passage.loc[:1] != ("confidential",):
            yield passage


def _secret_passages(draft: Draft) -> Iterator[Passage]:
    """Briefs and facts, from the plain data: a slip elsewhere in the file does not hide a leak."""
    for file in draft.source.organizations():
        document = draft.documents[file]
        for loc, text in document.tree.texts(("confidential",)):
            if loc[1:2] in (("brief",), ("facts",)):
                yield Passage(file, loc, text, document)


def _add_run(report: Report, run: Run, wrong: str, right: str) -> None:
    place = run.earlier.place(run.earlier_offset)
    _add(
        report,
        run.passage,
        run.offset,
        f"{wrong} ({run.earlier.file}:{place.line}:{place.column}): “{run.words}”",
        right,
    )


def _add(report: Report, passage: Passage, offset: int, wrong: str, right: str) -> None:
    place = passage.place(offset)
    path = show_path(passage.document.tree, passage.loc) if passage.document else ""
    report.problems.append(Problem(passage.file, place.line, place.column, path, wrong, right))
