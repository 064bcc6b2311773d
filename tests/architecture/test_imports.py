"""Who may import whom. The layers themselves are stated in pyproject.toml under [tool.importlinter]."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.architecture.tree import ROOT, own, text

# Modules of the standard library that reach outside the program, look at a clock, or toss a coin.
IMPURE = {
    "asyncio", "concurrent", "ctypes", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib",
    "random", "secrets", "select", "selectors", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess",
    "sys", "tempfile", "threading", "time", "urllib", "uuid", "weakref",
}  # fmt: skip
FRAMEWORKS = {
    "flask", "flask_socketio", "socketio", "engineio", "sqlalchemy", "alembic", "eventlet", "greenlet",
    "jinja2", "werkzeug", "redis", "psycopg2",
}  # fmt: skip
KNOWS_EVENTLET = {Path("run.py"), Path("simulator/realtime/green.py")}
# Packages that hold the product and its services: they must run, and be tested, without any framework.
FRAMEWORK_FREE = ("core", "analysis", "library", "scenario", "bots", "app")


def imported(path: Path) -> set[str]:
    """The dotted names a file imports from other packages, anywhere in it, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def tops(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("simulator", include_external_packages=True, cache_dir=None)


def test_the_layers_point_inwards():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_core_imports_only_the_standard_library(graph):
    strangers = {
        f"{module} imports {found}"
        for module in graph.modules
        if module == "simulator.core" or module.startswith("simulator.core.")
        for found in graph.find_modules_directly_imported_by(module)
        if found.partition(".")[0] not in sys.stdlib_module_names and not found.startswith("simulator.core")
    }
    assert not strangers


def test_the_core_reaches_for_no_clock_no_chance_and_no_outside_world():
    broken = {str(path): sorted(tops(path) & IMPURE) for path in own("simulator/core", ".py")}
    assert not {path: names for path, names in broken.items() if names}


def test_the_core_never_asks_what_time_it_is_and_opens_nothing():
    asking = re.compile(r"(^|\.)(datetime|date)\.(now|utcnow|today)$")
    reaching = {"open", "print", "input", "eval", "exec", "__import__"}
    calls = [
        (f"{path}:{node.lineno}", ast.unparse(node.func))
        for path in own("simulator/core", ".py")
        for node in ast.walk(ast.parse(text(path)))
        if isinstance(node, ast.Call)
    ]
    assert not [f"{where} {name}()" for where, name in calls if name in reaching or asking.search(name)]


def test_the_product_and_its_services_know_no_framework():
    broken = [
        f"{path}: {', '.join(sorted(tops(path) & FRAMEWORKS))}"
        for package in FRAMEWORK_FREE
        for path in own(f"simulator/{package}", ".py")
        if tops(path) & FRAMEWORKS
    ]
    assert not broken


def test_eventlet_is_known_only_to_the_start_script_and_to_green():
    everywhere = [*own("simulator", ".py"), *own("bench", ".py"), *own("deploy", ".py"), Path("run.py")]
    knowing = {path for path in everywhere if (ROOT / path).is_file() and "eventlet" in tops(path)}
    assert knowing <= KNOWS_EVENTLET
