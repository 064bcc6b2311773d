"""Whose seminar it is: a logo and a line of credits, kept outside the log.

A facilitator uploads a logo before there is a seminar, so it lies on a sheet of theirs first, under its own hash.
A seminar has a copy of its own: whatever happens to the upload, its wall and its paper stay as they were.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from simulator.core.ids import PersonId, SeminarId, seminar_stream

from .guests import change_sheet, read_sheet
from .images import Image, Kind, read_image
from .ports import Notes

LONGEST_CREDITS: Final = 120


@dataclass(frozen=True, slots=True)
class Branding:
    """``logo`` is the hash of the picture; empty: none."""

    credits: str = ""
    logo: str = ""


def shelf_of(facilitator: PersonId) -> str:
    """Where what belongs to a facilitator is kept, of no seminar."""
    return f"facilitator:{facilitator}"


def name_of(image: Image) -> str:
    """What a picture is called: the same bytes have the same name, and nobody guesses it."""
    return hashlib.sha256(image.data).hexdigest()[:32]


def _kept(text: str) -> Image | None:
    if not text:
        return None
    held = json.loads(text)
    return Image(held["kind"], base64.b64decode(held["data"]), held["width"], held["height"])


def _written(image: Image) -> str:
    kind: Kind = image.kind
    data = base64.b64encode(image.data).decode("ascii")
    return json.dumps({"kind": kind, "data": data, "width": image.width, "height": image.height})


class Brandings:
    """Logos and credits, of facilitators who are about to open a seminar and of seminars."""

    SHEET, LOGO = "branding", "logo"

    def __init__(self, notes: Notes, clock: Callable[[], int]) -> None:
        self._notes, self._clock = notes, clock

    # --- on the shelf of a facilitator -----------------------------------------------------------------

    def upload(self, facilitator: PersonId, data: bytes) -> str:
        """Keep a picture for a seminar to come; returns its name. Raises `BadImage`."""
        image = read_image(data)
        name = name_of(image)
        sheet = f"{self.LOGO}-{name}"
        self._notes.write(shelf_of(facilitator), "", _written(image), at=self._clock(), sheet=sheet)
        return name

    def uploaded(self, facilitator: PersonId, name: str) -> Image | None:
        """A picture of a facilitator's; None where there is none of this name."""
        kept = self._notes.find(shelf_of(facilitator), "", sheet=f"{self.LOGO}-{name}")
        return _kept(kept.text) if kept else None

    def tidy(self, facilitator: PersonId, used: set[str]) -> None:
        """Forget the pictures that are not ``used``: no sheet of it keeps its text."""
        for note in self._notes.of_seat(shelf_of(facilitator), ""):
            prefix, _, name = note.sheet.partition("-")
            if prefix == self.LOGO and name not in used and note.text:
                self._notes.write(shelf_of(facilitator), "", "", at=self._clock(), sheet=note.sheet)

    # --- of a seminar ----------------------------------------------------------------------------------

    def of(self, seminar: SeminarId) -> Branding:
        """What a seminar shows of whose it is."""
        held: Any = read_sheet(self._notes, seminar, self.SHEET)
        return Branding(**held) if held else Branding()

    def logo(self, seminar: SeminarId, name: str) -> Image | None:
        """The logo of a seminar, for whoever knows its name."""
        kept = self._notes.find(seminar_stream(seminar), "", sheet=self.LOGO)
        image = _kept(kept.text) if kept else None
        return image if image and name_of(image) == name else None

    def keep(self, seminar: SeminarId, credits: str, logo: Image | None) -> Branding:
        """Give a seminar its logo and its line."""
        branding = Branding(credits, name_of(logo) if logo else "")
        stream, now = seminar_stream(seminar), self._clock()
        if logo:
            self._notes.write(stream, "", _written(logo), at=now, sheet=self.LOGO)
        change_sheet(self._notes, seminar, self.SHEET, now, lambda _held: asdict(branding))
        return branding

    def copy(self, seminar: SeminarId, to: SeminarId) -> None:
        """The same logo and line for another seminar."""
        branding = self.of(seminar)
        if branding != Branding():
            self.keep(to, branding.credits, self.logo(seminar, branding.logo))
