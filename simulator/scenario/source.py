"""The bytes of a scenario: a folder read within limits, never following a way out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from simulator.scenario.problems import Problem, suggest

MAX_FILE = 256 * 1024
MAX_SCENARIO = 4 * 1024 * 1024
MAX_FILES = 500

REQUIRED = ("scenario.yaml", "background.md", "sectors.yaml", "agreement.yaml", "agenda.yaml")
OPTIONAL = (
    "glossary.yaml",
    "activities.yaml",
    "injects.yaml",
    "toolkit.yaml",
    "plan.yaml",
    "stress.yaml",
    "expected.yaml",
)
ORGANIZATIONS = "organizations"

# Everything YAML forbids, and the marks that turn the direction of writing: they make a text look like another.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(slots=True)
class Source:
    """The texts of a scenario by file name (POSIX, relative), and what kept others from being read."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def organizations(self) -> tuple[str, ...]:
        """The files of the organizations, by name."""
        return tuple(sorted(f for f in self.texts if f.startswith(f"{ORGANIZATIONS}/")))


def read_folder(folder: Path) -> Source:
    """Read a scenario's folder. Whatever cannot be read is a problem, not an exception."""
    source = Source(folder.resolve().name)
    if not folder.is_dir():
        wrong = "this is a file" if folder.exists() else "there is no such folder"
        source.problems.append(Problem("", 1, 1, "", wrong, "name the folder that holds scenario.yaml"))
        return source
    contents: dict[str, bytes] = {}
    total = 0
    for path in _walk(folder, source):
        file = path.relative_to(folder).as_posix()
        if len(contents) >= MAX_FILES:
            _add(
                source, "", f"there are more than {MAX_FILES} files", "keep only the scenario in this folder"
            )
            break
        try:
            size = path.stat().st_size
            total += size
            if size > MAX_FILE:
                _refuse_size(source, file, size)
            elif total > MAX_SCENARIO:
                _add(
                    source,
                    "",
                    f"the files are larger than {MAX_SCENARIO // 1024} KB together",
                    "shorten or split the scenario",
                )
                break
            else:
                contents[file] = path.read_bytes()
        except OSError as error:
            source.unread.add(file)
            _add(source, file, f"the file cannot be read ({error.strerror})", "look at its permissions")
    _take(source, contents)
    return source


def read_contents(name: str, contents: Mapping[str, bytes]) -> Source:
    """The same for files that are already in memory, such as an uploaded archive."""
    source = Source(name)
    if len(contents) > MAX_FILES or sum(map(len, contents.values())) > MAX_SCENARIO:
        _add(
            source, "", f"more than {MAX_FILES} files or {MAX_SCENARIO // 1024} KB", "keep only the scenario"
        )
        return source
    for file, data in contents.items():
        if len(data) > MAX_FILE:
            _refuse_size(source, file, len(data))
    _take(source, {f: d for f, d in contents.items() if f not in source.unread})
    return source


def _walk(folder: Path, source: Source) -> list[Path]:
    """Every regular file below the folder, in a stable order; hidden ones and links that lead outside are left."""
    root = folder.resolve()
    found: list[Path] = []
    waiting = [folder]
    while waiting and len(found) <= MAX_FILES:
        for path in sorted(waiting.pop().iterdir()):
            if path.name.startswith((".", "~")) or path.name.endswith("~"):
                continue
            file = path.relative_to(folder).as_posix()
            if path.is_symlink():
                target = path.resolve()
                if not target.is_relative_to(root):
                    source.unread.add(file)
                    _add(
                        source,
                        file,
                        "this link leads out of the scenario's folder",
                        "put the file itself here",
                    )
                    continue
                if not target.exists():
                    source.unread.add(file)
                    _add(source, file, "this link leads nowhere", "put the file itself here")
                    continue
                if target.is_dir():
                    source.unread.add(file)
                    _add(source, file, "a folder may not be a link", "put the files themselves here")
                    continue
            if path.is_dir():
                waiting.append(path)
            elif path.is_file():
                found.append(path)
    return sorted(found)


def _take(source: Source, contents: Mapping[str, bytes]) -> None:
    """Decode the files the format knows; name the ones that look as if they should have been read."""
    for file, data in contents.items():
        if not _is_known(file):
            _name_stranger(source, file)
            continue
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
            source.unread.add(file)
            source.problems.append(
                Problem(
                    file,
                    line,
                    column,
                    "",
                    f"the byte 0x{data[error.start]:02x} is not UTF-8",
                    "save the file as UTF-8",
                )
            )
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        odd = _CONTROL.search(text)
        if odd:
            line = text[: odd.start()].count("\n") + 1
            column = odd.start() - text.rfind("\n", 0, odd.start())
            source.unread.add(file)
            source.problems.append(
                Problem(
                    file,
                    line,
                    column,
                    "",
                    f"an invisible control character (U+{ord(odd.group()):04X})",
                    "take it out",
                )
            )
            continue
        source.texts[file] = text
    for file in REQUIRED:
        if file not in source.texts and file not in source.unread:
            _add(
                source,
                file,
                "the file is missing",
                "every scenario needs it; docs/scenario-format.md shows its keys",
            )
    if not source.organizations() and not any(f.startswith(ORGANIZATIONS) for f in source.unread):
        _add(
            source,
            ORGANIZATIONS,
            "there are no organizations",
            f"write one file per organization in {ORGANIZATIONS}/",
        )


def _is_known(file: str) -> bool:
    path = PurePosixPath(file)
    if file in REQUIRED or file in OPTIONAL:
        return True
    return len(path.parts) == 2 and path.parts[0] == ORGANIZATIONS and path.suffix == ".yaml"


def _name_stranger(source: Source, file: str) -> None:
    path = PurePosixPath(file)
    if path.suffix not in (".yaml", ".yml"):
        return  # pictures, licences and notes to oneself may lie beside the scenario
    known = (
        [path.with_suffix(".yaml").as_posix()]
        if path.parts[0] == ORGANIZATIONS and len(path.parts) == 2
        else []
    )
    _add(
        source,
        file,
        "this file is not read",
        suggest(
            file,
            known or [*REQUIRED, *OPTIONAL],
            otherwise=(
                f"organizations stand in {ORGANIZATIONS}/*.yaml; the other files are "
                + ", ".join([*REQUIRED, *OPTIONAL])
            ),
        ),
    )


def _refuse_size(source: Source, file: str, size: int) -> None:
    source.unread.add(file)
    _add(source, file, f"the file has {size // 1024} KB", f"a file may have {MAX_FILE // 1024} KB")


def _add(source: Source, file: str, wrong: str, right: str) -> None:
    source.problems.append(Problem(file, 1, 1, "", wrong, right))
