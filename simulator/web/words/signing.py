"""Signatures in words, and the fingerprint of a text as people compare it."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment

from simulator.core.views.again import Again, ClauseChange, PledgeChange, WorkChange
from simulator.core.views.outcome import SignatureCell, SigningBoard

from .amounts import amount_words, kind_words

ANSWERS: Final = {
    "sign": "signed", "reserve": "signed with a reservation", "decline": "declined", "none": "not yet",
}  # fmt: skip
"""A party's answer in words, where no template says it."""
SIGNATURE_STATES: Final = {"sign": "signed", "reserve": "reserved", "decline": "declined", "none": "waiting"}
GONE: Final = {
    "home": "went home; does not sign", "away": "not here; does not sign", "free": "nobody sits here",
}  # fmt: skip
"""An empty line that nobody is here to fill."""


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


def signing_fell(board: SigningBoard) -> str:
    """How many signatures reopenings undid so far; empty where none."""
    if not board.voided:
        return ""
    return f"{board.voided} {'signature' if board.voided == 1 else 'signatures'} fell when the text was reopened."


def signing_detail(board: SigningBoard) -> str:
    """Reservations, refusals and how many have not answered; empty while nothing is asked."""
    if board.status == "closed":
        return signing_fell(board)
    silent = "did not answer" if board.status == "concluded" else "to come"
    parts = [
        f"{board.reserved} with a reservation",
        f"{board.declined} declined",
        f"{board.waiting} {silent}",
    ]
    more = [words for words in (gone_words(board), apart_words(board) if board.apart else "") if words]
    return " ".join([", ".join(parts) + ".", *more])


def gone_words(board: SigningBoard) -> str:
    """Who has nobody here to sign: "2 organizations went home ..."; empty where none."""
    if not board.gone:
        return ""
    who = "One organization has" if board.gone == 1 else f"{board.gone} organizations have"
    does = "does not sign" if board.gone == 1 else "do not sign"
    return f"{who} nobody here and {does}: a vote can be left with another, a signature cannot."


def apart_words(board: SigningBoard) -> str:
    """Who answered beside those who are counted: "22 seats played by rules stand apart and are not counted."."""
    if board.apart == 1:
        return "One seat played by rules stands apart and is not counted."
    return f"{board.apart} seats played by rules stand apart and are not counted."


def apart(cell: SignatureCell) -> bool:
    """Whether a party with a vote answered without being counted: rules play it."""
    return cell.votes and not cell.counted and cell.kind != "none"


def signature_state(cell: SignatureCell) -> str:
    """State of a line on the signature page, as the macros name it."""
    return cell.gone or SIGNATURE_STATES[cell.kind]


def signature_answer(cell: SignatureCell) -> str:
    """A party's answer in words, where no template says it."""
    return GONE.get(cell.gone) or ANSWERS[cell.kind]


def signature_item(cell: SignatureCell) -> dict[str, object]:
    """A signature as the macros of signing and document want it. It names an organization, never a person."""
    role = "" if cell.votes else "advises, without a vote"
    if apart(cell):
        role = "played by rules: not counted"
    if cell.gone and cell.voice:
        role = f"{cell.voice} votes for it, and cannot sign for it"
    return {
        "id": cell.seat, "number": cell.number, "name": cell.name, "code": str(cell.number), "index": cell.hue,
        "role": role, "state": signature_state(cell), "reservation": cell.note, "apart": apart(cell),
    }  # fmt: skip


def clause_change_words(change: ClauseChange) -> str:
    """A clause that reads otherwise: "4.2 Budget: b → c, now “One fund”"."""
    title = change.title.rstrip("?")
    now = f"{change.now}, now “{change.option}”" if change.now else "open again"
    return f"{change.number} {title}: {change.before or 'open'} → {now}"


def pledge_change_words(change: PledgeChange) -> str:
    """A pledge of one's own that is otherwise now: "Your pledge for the Desk: half a post → one post"."""
    what = f"{kind_words(change.kind)} for {change.line}"
    before = amount_words(change.kind, change.before, change.years_before)
    now = amount_words(change.kind, change.now, change.years)
    if not change.now:
        return f"Your pledge is gone: {before} ({what})"
    if not change.before:
        return f"You pledged since: {now} ({what})"
    if before == now:
        return f"Your pledge has other words now ({what}): {f'“{change.note}”' if change.note else 'none'}"
    return f"Your pledge ({what}): {before} → {now}"


def work_change_words(change: WorkChange) -> str:
    """What became of the party's share of a task: "You no longer lead Yearly count."."""
    if change.led != change.leads:
        return f"You {'now' if change.leads else 'no longer'} lead “{change.title}”."
    before, now = (amount_words("staff", n) if n else "none" for n in (change.before, change.now))
    return f"Your staff for “{change.title}”: {before} → {now}"


def changes_words(again: Again) -> list[str]:
    """Everything that changed in a party's part since it answered, a line each."""
    clauses = [clause_change_words(change) for change in again.clauses]
    pledges = [pledge_change_words(change) for change in again.pledges]
    return clauses + pledges + [work_change_words(change) for change in again.work]


def falling_words(count: int) -> str:
    """How many signatures a reopening undoes, before it does."""
    return f"{count} signature falls." if count == 1 else f"{count} signatures fall."


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        fingerprint=fingerprint, signing_words=signing_words, signing_detail=signing_detail,
        signature_item=signature_item, signing_fell=signing_fell, changes_words=changes_words,
        falling_words=falling_words, signed_apart=apart, apart_words=apart_words,
        signature_gone=GONE,
    )  # fmt: skip
