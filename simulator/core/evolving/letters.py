"""Whether private letters are open."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..events import exercise as ev
from .table import Evolvers

EVOLVERS: Final[Evolvers] = {ev.LettersOpened: lambda state, _e: replace(state, letters_open=True)}
