"""What happened, in words, and why something can no longer be taken back."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.undo import Happened

ACTS: dict[str, str] = {
    "ballot.cast": "Ballot of {seat} recorded on {about}",
    "stance.set": "Mark of {seat} recorded on {about}",
    "pledge.made": "Pledge of {seat} recorded",
    "pledge.revised": "Pledge of {seat} changed",
    "pledge.withdrawn": "Pledge of {seat} taken back",
    "signature.given": "Signature of {seat} recorded",
    "decision.opened": "Decision opened: {about}",
    "decision.cancelled": "Decision called off: {about}",
    "decision.closed": "Decision counted: {about}{outcome}",
    "committee.named": "Steering committee named",
    "inject.thrown": "Event thrown in: {about}",
    "order": "Minutes of the running order changed",
    "left_out": "Step left out: {about}",
    "put_in": "Step put back: {about}",
}  # fmt: skip
BUILT: dict[str, str] = {
    "counted": "The votes of this decision have been counted since, or it was called off",
    "signed": "The text has {count} since",
    "frozen": "The text has been frozen for signing since",
    "decided": "Another decision was opened since",
    "tasks": "{count} that it brought to the work plan are spoken for",
    "staff": "Staff of this pledge is at work in the plan",
    "review": "The room is looking at its rule again",
    "chosen": "Caucuses have chosen delegates under this rule",
    "lent": "{count} under this rule",
    "consent": "The consent list has moved on since",
    "again": "The same thing has been changed again since",
    "voted": "{count} have voted in it",
    "proposal": "The proposal has been changed since",
    "concluded": "The signing was ended since",
    "reopened": "The text has been reopened since",
    "text": "The text has been changed since, so that its signatures do not fit it any more",
    "order": "The running order has been changed again since",
    "asked": "A sense check is open now",
}
_COUNTED: dict[str, tuple[str, str]] = {
    "signed": ("signature", "signatures"), "tasks": ("task", "tasks"), "lent": ("vote is lent", "votes are lent"),
    "voted": ("organization", "organizations"),
}  # fmt: skip


def built_words(built: str, count: int) -> str:
    """What was built on an act: "The text has 3 signatures since"."""
    one, many = _COUNTED.get(built, ("", ""))
    words = BUILT.get(built, BUILT["again"]).format(count=f"{count} {one if count == 1 else many}")
    return (
        words
        if count != 1
        else words.replace(" are spoken for", " is spoken for").replace(" have voted", " has voted")
    )


def happened_words(act: Happened) -> str:
    """One line: "Ballot of City Hall recorded on C4 b"."""
    outcome = "" if act.undone else ", passed" if act.passed else ", failed"
    about = act.about or "reopening the text"
    return ACTS[act.kind].format(seat=act.seat, about=about, outcome=outcome)


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(happened_words=happened_words)
