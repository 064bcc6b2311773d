"""The server as it is, but it takes a laptop for gone after two seconds without a sign, not forty."""

from __future__ import annotations

import sys
import warnings
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    warnings.filterwarnings("ignore", message=r"(?s).*[Ee]ventlet")
    from simulator.realtime import green

    green.patch()
    from simulator import bootstrap
    from simulator.cli import main

    real = bootstrap.SocketIO
    bootstrap.SocketIO = lambda **settings: partial(real, **settings)(ping_interval=1, ping_timeout=1)
    main(["run", *sys.argv[1:]])
