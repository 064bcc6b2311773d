"""What the pages of the time after a seminar share: its services, and the export made outside the event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.app.evaluation import CALL, Evaluation, is_closing, one_line
from simulator.app.exports.files import export_zip
from simulator.app.exports.record import read_record
from simulator.app.guests import Guests, change_sheet, read_sheet
from simulator.app.ports import SeminarEntry
from simulator.app.retention import Retention
from simulator.app.service import Simulator
from simulator.core.commands.seminar import Announce
from simulator.core.envelope import Actor
from simulator.core.ids import PersonId, SeminarId

CERTIFICATE = "certificate"
LONGEST_LINE = 120


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the facilitator writes on every certificate: who issues it, where, and who signs."""

    issuer: str = ""
    place: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Everything that the pages afterwards need beside the usual services."""

    simulator: Simulator
    evaluation: Evaluation
    retention: Retention
    in_thread: Callable[..., Any]
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)
    called: set[SeminarId] = field(default_factory=set)

    def export(self, entry: SeminarEntry, *, pseudonyms: bool) -> bytes:
        """The files of a seminar as one ZIP. What is read is read here; what takes long is done in a real thread."""
        with self.one_at_a_time:
            record = read_record(self.simulator, self.evaluation, entry)
            made: bytes = self.in_thread(export_zip, record, self.simulator.exercise_codec, pseudonyms)
        return made

    def call(self, seminar: SeminarId, facilitator: PersonId, op: str, *, answer: bool) -> None:
        """Say on everybody's page that the form waits, or take that sentence away where it still stands."""
        if answer or self.simulator.seminar(seminar).notice == CALL:
            text = CALL if answer else ""
            self.simulator.steer(seminar, Announce(text), Actor("facilitator", facilitator), op)

    def call_at_close(self) -> None:
        """Once in each seminar whose closing step has opened the form: say so, unless something else is announced."""
        for entry in self.simulator.stores.seminars.entries():
            seminar = self.simulator.seminar(SeminarId(entry.seminar_id))
            if seminar.id in self.called or seminar.notice or not is_closing(seminar):
                continue
            if self.evaluation.form(seminar.id).status == "":
                # the same operation after a restart: somebody who took the sentence away is not told again
                self.simulator.steer(
                    seminar.id, Announce(CALL), Actor("facilitator"), f"form-call-{seminar.id}"
                )
                self.called.add(seminar.id)

    def letterhead(self, seminar: SeminarId) -> Letterhead:
        """What is written on certificates."""
        held = read_sheet(self.simulator.stores.notes, seminar, CERTIFICATE)
        return Letterhead(**held) if held else Letterhead()

    def write_letterhead(self, seminar: SeminarId, issuer: str, place: str, signer: str) -> None:
        """Write other lines."""
        kept = {
            name: one_line(text, LONGEST_LINE)
            for name, text in (("issuer", issuer), ("place", place), ("signer", signer))
        }
        change_sheet(
            self.simulator.stores.notes, seminar, CERTIFICATE, self.simulator.clock(), lambda _held: kept
        )


def make_afterwards(simulator: Simulator, guests: Guests, in_thread: Callable[..., Any]) -> Afterwards:
    """Put them together."""
    evaluation = Evaluation(simulator.stores.notes, simulator.clock)
    return Afterwards(simulator, evaluation, Retention(simulator, guests, evaluation, in_thread), in_thread)
