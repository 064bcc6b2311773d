"""The server as `run.py` starts it, but a minute on the consent list lasts two seconds."""

import os
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
if os.environ.get("SIMULATOR_ASYNC_MODE", "eventlet") == "eventlet":
    warnings.filterwarnings("ignore", message=r"(?s).*[Ee]ventlet")
    from simulator.realtime import green

    green.patch()

from simulator.cli import main
from simulator.core.deciding import consents

consents.MINUTE = 2_000

if __name__ == "__main__":
    main(["run"])
