"""Resume phrases and join codes: short secrets that people read aloud and type.

A phrase is two words and two digits ("amber-otter-47"), derived from the server's key, the seat and a
generation number: nothing has to be stored, and a new generation makes every older phrase invalid.
With about 250 words each that is 6.1 million phrases; `docs/security.md` computes what a limit of tries makes of it.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from importlib.resources import files

from simulator.core.ids import ExerciseId, SeatId

CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
CODE_DIGITS = "23456789"

ADJECTIVES, NOUNS = (
    part.split() for part in files(__package__).joinpath("words.txt").read_text().split("\n\n")
)


def make_join_code() -> str:
    """Four letters and two digits that are hard to misread and spell no word: "BTRK-47"."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(4))
    return letters + "-" + "".join(secrets.choice(CODE_DIGITS) for _ in range(2))


def resume_phrase(key: bytes, exercise: ExerciseId, seat: SeatId, generation: int) -> str:
    """The phrase that brings a person back to this seat on any laptop."""
    digest = hmac.new(key, f"resume|{exercise}|{seat}|{generation}".encode(), sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    number, digits = divmod(number, 100)
    number, noun = divmod(number, len(NOUNS))
    return f"{ADJECTIVES[number % len(ADJECTIVES)]}-{NOUNS[noun]}-{digits:02d}"


def canonical_phrase(text: str) -> str:
    """A phrase as it is compared: lower case, one hyphen wherever people put blanks, hyphens or nothing odd."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
