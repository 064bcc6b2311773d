"""Starts the server. Green threads are set up before anything else is imported."""

import os
import sys
import warnings

if os.environ.get("SIMULATOR_ASYNC_MODE", "eventlet") == "eventlet":
    # deprecated upstream, chosen on purpose and fenced: see docs/architecture.md
    warnings.filterwarnings("ignore", message=r"(?s).*[Ee]ventlet")
    from simulator.realtime import green

    green.patch()

from simulator.cli import main

if __name__ == "__main__":
    main(["run", *sys.argv[1:]])
