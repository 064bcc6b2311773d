"""The log is written on the way; a server whose log cannot be written serves on."""

from __future__ import annotations

import subprocess
import sys

LOGS_INTO_A_CLOSED_PIPE = """
import os, structlog
from simulator.bootstrap import quiet_logs
quiet_logs()
reading, writing = os.pipe()
os.dup2(writing, 1)
structlog.get_logger().info("somebody reads")
line = os.read(reading, 1000).decode()
os.close(reading)
structlog.get_logger().error("nobody reads any more", exc_info=ValueError("odd"))
os.write(2, line.encode() + b"served on")
os._exit(0)
"""


def test_a_log_that_nobody_reads_any_more_fails_nothing():
    done = subprocess.run(
        [sys.executable, "-c", LOGS_INTO_A_CLOSED_PIPE],
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"event": "somebody reads"' in done.stderr
    assert done.stderr.endswith("served on")
