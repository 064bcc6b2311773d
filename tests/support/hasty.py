"""The server as it is, but a minute of an offer lasts a second, and one on the consent list two."""

import runpy
from pathlib import Path

from simulator.core.deciding import consents, offers

if __name__ == "__main__":
    offers.MINUTE, consents.MINUTE = 1000, 2000
    runpy.run_path(str(Path(__file__).parents[2] / "run.py"), run_name="__main__")
