"""Where the project's own files are, for the tests that read them as text."""

import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Made by tools, never committed: where git is not there to say so, these are left out by name.
_MADE = {
    ".git", ".venv", ".cache", "node_modules", "__pycache__", ".pytest_cache", ".hypothesis", ".mypy_cache",
    ".ruff_cache", "htmlcov", "var", "instance", "vendor", "vendor.new",
}  # fmt: skip


@cache
def own_files() -> tuple[Path, ...]:
    """Every file that git tracks or would track, relative to ROOT; without git, all but what tools make."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and (ROOT / ".git").exists():
        names = (Path(name) for name in listed.stdout.decode().split("\0") if name)
        return tuple(sorted(name for name in names if (ROOT / name).is_file()))
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in _MADE and not name.endswith(".egg-info")]
        found += [(Path(folder) / name).relative_to(ROOT) for name in files]
    return tuple(sorted(found))


def own(top: str, *suffixes: str) -> list[Path]:
    """The project's own files below `top` whose name ends in one of `suffixes`, relative to ROOT."""
    return [path for path in own_files() if path.is_relative_to(top) and path.suffix in suffixes]


def text(path: Path) -> str:
    return (ROOT / path).read_text("utf-8")
