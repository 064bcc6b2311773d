"""``run.py`` without the limit of what a person may do in a minute: 48 seats of a bench act like 480 people, or more.

The limit is still looked up and counted at each action, as it costs time; it is only never reached.
"""

from __future__ import annotations

import sys
import warnings

warnings.filterwarnings("ignore", message=r"(?s).*[Ee]ventlet")
from simulator.realtime import green  # noqa: E402 - as in run.py

green.patch()

from limits import parse  # noqa: E402

from simulator.cli import main  # noqa: E402
from simulator.web.limits import LIMITS  # noqa: E402

if __name__ == "__main__":
    LIMITS["act"] = parse("1000000/minute")
    main(["run", *sys.argv[1:]])
