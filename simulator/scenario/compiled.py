"""Compiled scenarios kept on disk, so that a server that starts again does not check what it checked before.

A cache and no more: it can be deleted at any time, and what is damaged, foreign or of another version of the
checks is compiled anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import structlog

from simulator import core, scenario
from simulator.core.rulebook import Rulebook
from simulator.scenario.rulebook_json import hash_text, rulebook_from_json, rulebook_to_json

log = structlog.get_logger(__name__)


@cache
def version_of_the_checks() -> str:
    """A hash of the code that checks and compiles: another version may find problems where this one found none."""
    told = sha256()
    for package in (core, scenario):
        root = Path(str(package.__file__)).parent
        for file in sorted(root.rglob("*.py")):
            told.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return told.hexdigest()


class Compiled:
    """One file for each scenario in ``folder``, which is made when it is needed: what it was made of and a checksum in
    the first line, then the rulebook."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, scenario: str, content: str) -> Rulebook | None:
        """The rulebook made of texts with this fingerprint, or None where it is not there or not as it was written."""
        try:
            told, _, text = self._file(scenario).read_text(encoding="utf-8").partition("\n")
            return rulebook_from_json(text) if told == _first_line(content, text) else None
        except (OSError, ValueError):  # of UnicodeDecodeError and pydantic too
            return None

    def write(self, scenario: str, content: str, rulebook: Rulebook) -> None:
        """Keep a rulebook in place of an older one. A full or read-only disk costs time at the next start and is no
        reason to fail now."""
        text, file = rulebook_to_json(rulebook), self._file(scenario)
        half = file.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            half.write_text(f"{_first_line(content, text)}\n{text}", encoding="utf-8")
            half.replace(file)
        except OSError as fault:
            log.warning("scenario.not_kept", scenario=scenario, reason=fault.strerror)
            with suppress(OSError):
                half.unlink(missing_ok=True)

    def _file(self, scenario: str) -> Path:
        return self._folder / f"{scenario}.rulebook"


def _first_line(content: str, text: str) -> str:
    return f"{version_of_the_checks()} {content} {hash_text(text)}"
