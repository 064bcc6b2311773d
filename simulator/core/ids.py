"""Names of things: plain strings with a type, so that a clause id is never passed for a seat id."""

from __future__ import annotations

from typing import Final, NewType

StreamId = NewType("StreamId", str)  # "seminar:<id>" or "exercise:<id>"
SeminarId = NewType("SeminarId", str)
ExerciseId = NewType("ExerciseId", str)
PersonId = NewType("PersonId", str)  # opaque; the name lives outside the log and can be erased
SeatId = NewType("SeatId", str)  # the id of the organization that sits there
SectorCode = NewType("SectorCode", str)  # two capitals, also the caucus
ClauseId = NewType("ClauseId", str)
OptionId = NewType("OptionId", str)  # unique within its clause
OptionRef = NewType("OptionRef", str)  # "clause.option"
StepId = NewType("StepId", str)
ProposalId = NewType("ProposalId", str)
DecisionId = NewType("DecisionId", str)
OfferId = NewType("OfferId", str)
ConsentId = NewType("ConsentId", str)
PledgeId = NewType("PledgeId", str)
GroupId = NewType("GroupId", str)
TaskId = NewType("TaskId", str)  # unique within a plan

NO_SEAT: Final = SeatId("")
"""Everybody's, or a facilitator's own."""


def option_ref(clause: ClauseId | str, option: OptionId | str) -> OptionRef:
    """Join a clause and one of its options: ``option_ref("rule", "unanimity") == "rule.unanimity"``."""
    return OptionRef(f"{clause}.{option}")


def split_ref(ref: OptionRef | str) -> tuple[ClauseId, OptionId]:
    """Split ``"clause.option"``; a text without a dot gives an empty option."""
    clause, _, option = ref.partition(".")
    return ClauseId(clause), OptionId(option)


def seminar_stream(seminar: SeminarId | str) -> StreamId:
    """The log of a seminar: people, seats, agenda and its clock."""
    return StreamId(f"seminar:{seminar}")


def exercise_stream(exercise: ExerciseId | str) -> StreamId:
    """The log of one room's negotiation."""
    return StreamId(f"exercise:{exercise}")
