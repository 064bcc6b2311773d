"""The server as it is, but a minute of an offer lasts a second: for those who wait until its time is up."""

import runpy
from pathlib import Path

from simulator.core.deciding import offers

if __name__ == "__main__":
    offers.MINUTE = 1000
    runpy.run_path(str(Path(__file__).parents[2] / "run.py"), run_name="__main__")
