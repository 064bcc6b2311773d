"""Two processes on PostgreSQL and Redis behind nginx, set up as `deploy/` does it: any of them may be killed.

Databases and front are those of the tests, on loopback and free ports; they go with the cluster. What is killed are
processes of the server: whoever runs PostgreSQL looks after PostgreSQL.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

from tests.support.databases import PROGRAMS, Postgres, redis
from tests.support.several import Front

from ..processes import ROOT, free_port
from .servers import Cluster, Member, Start


def several_processes(data: Path, count: int = 2, **settings: str) -> Cluster:
    """So many processes that share one record. Raises SystemExit where a program that they need is not installed."""
    if not PROGRAMS:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as made:
        # what was made before something fails goes again
        database = Postgres()
        made.callback(database.remove)
        database.start()
        notes = made.enter_context(redis())
        members = [_member(data, number, database.url, notes, settings) for number in range(1, count + 1)]
        front = Front(data / "nginx", [m.start_with.port for m in members])
        made.callback(front.stop)
        return Cluster(members, front.port, database.url, made.pop_all())


def _member(data: Path, number: int, database: str, notes: str, settings: dict[str, str]) -> Member:
    port = free_port()
    environment = {
        "SIMULATOR_HOST": "127.0.0.1", "SIMULATOR_PORT": str(port), "SIMULATOR_DATA": str(data), "SIMULATOR_DEMO": "",
        "SIMULATOR_SCENARIOS": str(ROOT / "scenarios"), "SIMULATOR_DATABASE": database, "SIMULATOR_REDIS": notes,
        "SIMULATOR_PROCESS": str(number), "SIMULATOR_PROXIES": "1", "SIMULATOR_KEY": "a key that all processes share",
        **{f"SIMULATOR_{k}": v for k, v in settings.items()},
    }  # fmt: skip
    return Member(Start([sys.executable, str(ROOT / "run.py")], environment, port), data / f"output-{number}")
