"""Signatures in words, and the fingerprint of a text as people compare it."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment

from simulator.core.views.outcome import SignatureCell, SigningBoard

SIGNATURE_STATES: Final = {"sign": "signed", "reserve": "reserved", "decline": "declined", "none": "waiting"}


def fingerprint(text_hash: str) -> str:
    """The first twelve digits of a hash in groups of four: "3f9a c210 77de"."""
    short = text_hash[:12]
    return " ".join(short[i : i + 4] for i in range(0, len(short), 4))


def unled_words(board: SigningBoard) -> str:
    """Which leads are missing in the frozen text: "2 critical tasks have no lead"; empty where none is."""
    if not board.unled:
        return ""
    return "a critical task has no lead" if board.unled == 1 else f"{board.unled} critical tasks have no lead"


def signing_words(board: SigningBoard) -> str:
    """How far the signing is: "14 of 46 have signed; 31 are needed"."""
    if board.status == "closed":
        return "The text is still open. When the facilitator freezes it, everybody is asked to sign."
    text = f"{board.signed} of {board.of} have signed; {board.needed} are needed."
    if board.status == "concluded":
        if board.in_force:
            return f"{text} The agreement is in force."
        enough = board.signed >= board.needed
        why = f"Enough have signed, but {unled_words(board)}" if enough else "That is not enough"
        return f"{text} {why}: it is not in force."
    if board.unled:
        return f"{text} But {unled_words(board)}: before it can enter into force the text has to be reopened."
    return text


def signing_detail(board: SigningBoard) -> str:
    """Reservations, refusals and who is still to come; empty while nothing is asked."""
    if board.status == "closed":
        voided = board.voided
        return f"{voided} earlier signatures fell when the text was opened again." if voided else ""
    parts = [f"{board.reserved} with a reservation", f"{board.declined} declined", f"{board.waiting} to come"]
    return ", ".join(parts) + "."


def signature_item(cell: SignatureCell) -> dict[str, object]:
    """A signature as the macros of signing and document want it. It names an organization, never a person."""
    role = "" if cell.votes else "advises, without a vote"
    return {
        "id": cell.seat, "number": cell.number, "name": cell.name, "code": str(cell.number), "index": cell.hue,
        "role": role, "state": SIGNATURE_STATES[cell.kind], "reservation": cell.note,
    }  # fmt: skip


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        fingerprint=fingerprint, signing_words=signing_words, signing_detail=signing_detail,
        signature_item=signature_item,
    )  # fmt: skip
