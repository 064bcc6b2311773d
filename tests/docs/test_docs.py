"""The documentation says what the program does: what people may set, type or write is named, and no link is dead."""

import re
import typing
from pathlib import Path

import click
import pytest

from simulator.analysis.balance import examine
from simulator.analysis.expectation import figures
from simulator.cli import main
from simulator.core.rulebook import Base, Grouping, Panel, ResourceKind, RuleKind, StepKind
from simulator.scenario.kinds import KINDS
from simulator.scenario.load import load_folder
from simulator.scenario.source import OPTIONAL, REQUIRED
from simulator.web.settings import ROOT, Settings
from tests.support import protocol_doc

PAGES = [
    *sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "scenarios").glob("*.md")),
]  # fmt: skip
FENCE = re.compile(r"```.*?```", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TYPED = re.compile(r"`([^`\n]+)`|^((?:make|\.venv/bin/simulator) .*)$", re.MULTILINE)
READERS = ("Participants", "Facilitators", "Scenario authors", "Operators", "Developers")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as hosts of repositories make them."""
    heads = re.findall(r"^#+ (.*)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_inside_the_project_leads_somewhere(page):
    dead = []
    for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        found = page if not name else (page.parent / name).resolve()
        if not found.exists() or (anchor and anchor not in anchors(found)):
            dead.append(target)
    assert not dead


def test_the_tables_made_from_the_code_are_fresh():
    assert protocol_doc.stale() == [], "run: python -m tests.support.protocol_doc --write"


@pytest.mark.parametrize("name", protocol_doc.TABLES)
def test_every_table_has_its_place_on_a_page(name):
    assert any(f"<!-- made: {name} -->" in page.read_text("utf-8") for page in PAGES)


def test_the_tables_name_every_setting_and_every_command():
    operating, protocol = read("docs/operating.md"), read("docs/protocol.md")
    assert not [name for name in Settings.model_fields if f"`SIMULATOR_{name.upper()}`" not in operating]
    assert not [name for name, _ in protocol_doc.every_command() if f"`simulator {name}" not in operating]
    assert not [kind for kind in protocol_doc.EXERCISE_KINDS if f"| `{kind}` |" not in protocol]
    assert not [kind for kind in protocol_doc.SEMINAR_KINDS if f"| `{kind}` |" not in protocol]


def test_every_command_that_a_page_tells_people_to_type_exists():
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    wrong = []
    for page in PAGES:
        for typed in TYPED.findall(page.read_text("utf-8")):
            for make in re.findall(r"(?:^|\s)make(?: -k)? ([a-z]+)\b", "".join(typed).partition("#")[0]):
                wrong += [] if make in targets else [f"{page.name}: make {make}"]
            for command in re.findall(r"(?:^|/)simulator ([a-z]+)\b", "".join(typed)):
                wrong += [] if command in main.commands else [f"{page.name}: simulator {command}"]
    assert not wrong


def test_the_readme_opens_with_the_two_commands():
    opening = read("README.md").split("```")[1]
    assert [line.split("#")[0].split() for line in opening.strip().splitlines()] == [
        ["make", "run"],
        ["make", "test"],
    ]


def words_of(page: str) -> set[str]:
    return set(re.findall(r"[a-z_]+", page))


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_the_scenario_format_is_documented(kind):
    page, seen, missing = words_of(read("docs/scenario-format.md")), set(), []
    waiting = [KINDS[kind]]
    while waiting:
        model = waiting.pop()
        for name, field in model.model_fields.items():
            if field.alias is None and name not in page:
                missing.append(f"{model.__name__}.{name}")
            for inner in parts_in(field.annotation):
                if inner not in seen:
                    seen.add(inner)
                    waiting.append(inner)
    assert not missing


def parts_in(annotation) -> list:
    """The models that an annotation holds."""
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return [annotation]
    return [model for inner in typing.get_args(annotation) for model in parts_in(inner)]


@pytest.mark.parametrize("words", [StepKind, Panel, Grouping, RuleKind, Base, ResourceKind], ids=str)
def test_every_word_that_a_scenario_may_choose_is_documented(words):
    assert not set(typing.get_args(words)) - words_of(read("docs/scenario-format.md"))


def test_every_file_of_a_scenario_is_documented():
    page = read("docs/scenario-format.md")
    assert not [name for name in (*REQUIRED, *OPTIONAL) if name not in page]


def test_every_figure_that_a_scenario_may_expect_is_documented():
    book, page = load_folder(ROOT / "scenarios/first-table"), read("docs/scenario-format.md")
    assert not [key for key in figures(examine(book)) if f"`{key}`" not in page]


def spoken_by_the_program() -> str:
    """Everything that may stand on a page, from templates and from the words made in Python."""
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "simulator/web").rglob("*.py")]
    return "\n".join(path.read_text("utf-8") for path in sources)


@pytest.mark.parametrize("name", ["docs/facilitator.md", "docs/participant.md"])
def test_what_the_guides_quote_stands_on_a_button_or_a_page(name):
    spoken = spoken_by_the_program()
    quoted = {label.removesuffix("…").rstrip() for label in re.findall(r"“([^”]+)”", read(name))}
    assert not sorted(label for label in quoted - {"quotation marks"} if label not in spoken)


def test_every_option_of_the_command_line_is_spoken_of():
    operating = read("docs/operating.md")
    options = [
        p.opts[0] for _, c in protocol_doc.every_command() for p in c.params if isinstance(p, click.Option)
    ]
    assert not [option for option in options if option not in operating]


def test_the_changelog_speaks_to_everybody_it_concerns():
    page = read("CHANGELOG.md")
    assert all(f"### {who}" in page for who in READERS)
    version = re.search(r'^version = "(.*)"$', read("pyproject.toml"), re.MULTILINE)
    assert f"## {version[1]}" in page
