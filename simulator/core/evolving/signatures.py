"""How the text freezes, collects signatures and thaws."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..agreement_text import part_hash
from ..events import exercise as ev
from ..state.exercise import Exercise
from ..state.signatures import Fallen, Reopened, Signature, Signing
from ..work_plan import share_of
from .table import Evolvers


def _opened(state: Exercise, event: ev.SigningOpened) -> Exercise:
    before = state.signing
    opened = Signing(
        "open",
        event.text_hash,
        event.electorate,
        needed=event.needed,
        voided=before.voided,
        fallen=before.fallen,
        reopened=before.reopened,
    )
    return replace(state, signing=opened)


def _signed(state: Exercise, event: ev.SignatureGiven) -> Exercise:
    # events from before parties had a part of their own: the text is frozen, so the part is the one that was signed
    part = event.part_hash or part_hash(state, event.seat)
    signature = Signature(event.how, event.note, event.text_hash, event.recorded, part)
    signatures = {**state.signing.signatures, event.seat: signature}
    return replace(state, signing=replace(state.signing, signatures=signatures))


def _reopened(state: Exercise, event: ev.TextReopened) -> Exercise:
    signing, options = state.signing, state.package
    wording = {c: a.wording for c, a in state.agreement.items() if a.wording}
    fallen = {
        seat: Fallen(
            signature,
            options,
            tuple(p for p in state.pledges.values() if p.seat == seat),
            share_of(state, seat),
            wording,
        )
        for seat, signature in signing.signatures.items()
    }
    text = Reopened(signing.text_hash, options, wording, state.pledges, state.work)
    return replace(
        state,
        signing=Signing(
            voided=signing.voided + event.voided,
            fallen={**signing.fallen, **fallen},
            reopened=(*signing.reopened, text),
        ),
    )


def _concluded(state: Exercise, event: ev.SigningConcluded) -> Exercise:
    return replace(state, signing=replace(state.signing, status="concluded", in_force=event.in_force))


EVOLVERS: Final[Evolvers] = {
    ev.SigningOpened: _opened,
    ev.SignatureGiven: _signed,
    ev.TextReopened: _reopened,
    ev.SigningConcluded: _concluded,
}
