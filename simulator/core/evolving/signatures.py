"""How the text freezes, collects signatures and thaws."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..events import exercise as ev
from ..state.exercise import Exercise
from ..state.signatures import Signature, Signing
from .table import Evolvers


def _opened(state: Exercise, event: ev.SigningOpened) -> Exercise:
    voided = state.signing.voided
    return replace(
        state, signing=Signing("open", event.text_hash, event.electorate, {}, event.needed, voided)
    )


def _signed(state: Exercise, event: ev.SignatureGiven) -> Exercise:
    signature = Signature(event.how, event.note, event.text_hash, event.recorded)
    signatures = {**state.signing.signatures, event.seat: signature}
    return replace(state, signing=replace(state.signing, signatures=signatures))


def _reopened(state: Exercise, event: ev.TextReopened) -> Exercise:
    return replace(state, signing=Signing(voided=state.signing.voided + event.voided))


def _concluded(state: Exercise, event: ev.SigningConcluded) -> Exercise:
    return replace(state, signing=replace(state.signing, status="concluded", in_force=event.in_force))


EVOLVERS: Final[Evolvers] = {
    ev.SigningOpened: _opened,
    ev.SignatureGiven: _signed,
    ev.TextReopened: _reopened,
    ev.SigningConcluded: _concluded,
}
