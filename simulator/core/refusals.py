"""Wishes that the rules do not allow. A refusal is a code and facts; its sentence lives in the shell."""

from __future__ import annotations

from enum import StrEnum


class RefusalCode(StrEnum):
    """Every reason for which the core says no."""

    NOT_YOURS = "actor.not_yours"
    NOT_ALLOWED = "actor.not_allowed"
    PAUSED = "room.paused"
    BRIEF_UNREAD = "brief.unread"
    UNKNOWN_TARGET = "target.unknown"
    STALE = "target.stale"
    TEXT_TOO_LONG = "text.too_long"
    TEXT_EMPTY = "text.empty"
    BAD_VALUE = "value.unknown"
    REASON_MISSING = "reason.missing"
    NOT_IN_PLAY = "clause.not_in_play"
    TERMS_EMPTY = "terms.empty"
    TABLE_NONE = "table.none"
    PEN_NOT_YOURS = "table.pen_not_yours"
    TALK_IN_ROOM = "talk.in_room"
    SPEAKER_NOT_NEXT = "speaker.not_next"
    SPEAKER_NONE = "speaker.none"
    PROPOSAL_CLOSED = "proposal.closed"
    PROPOSAL_NOT_YOURS = "proposal.not_yours"
    PROPOSAL_LIVE = "proposal.one_live"
    PROPOSAL_MANY = "proposal.too_many"
    PROPOSAL_CLASH = "proposal.clash"
    PROPOSAL_READERS = "proposal.no_readers"
    READERS_UNCLEAR = "proposal.readers_unclear"
    NOT_WIDER = "proposal.not_wider"
    ANSWER_WIDER = "proposal.answer_wider"
    SPONSOR_OUTSIDE = "sponsor.outside"
    OFFER_EMPTY = "offer.empty"
    OFFER_MANY = "offer.too_many"
    OFFER_CLOSED = "offer.closed"
    OFFER_YOURS = "offer.yours"
    OFFER_THEIRS = "offer.theirs"
    NOT_IN_DEPTH = "depth.basic"
    DECISION_OPEN = "decision.another_open"
    DECISION_CLOSED = "decision.closed"
    NO_ELECTORATE = "decision.nobody_votes"
    NO_VOTE = "ballot.no_vote"
    COMMITTEE_SIZE = "committee.size"
    AMOUNT = "pledge.amount"
    PLEDGE_TWICE = "pledge.card_used"
    PLEDGE_CLOSED = "pledge.closed"
    TASK_LED = "task.led"
    TASK_UNSUITED = "task.unsuited"
    TASK_NOT_YOURS = "task.not_yours"
    TASK_NO_STAFF = "task.no_staff"
    SIGNING_OPEN = "signing.open"
    SIGNING_CLOSED = "signing.closed"
    NEEDS_DECISION = "signing.needs_decision"
    NOTHING_TO_SIGN = "signing.nothing_agreed"
    SEAT_TAKEN = "seat.taken"
    SEAT_UNKNOWN = "seat.unknown"
    SEAT_NONE = "seat.none"
    DELEGATION_FULL = "delegation.full"
    DELEGATION_UNASKED = "delegation.unasked"
    DELEGATION_ACTED = "delegation.acted"
    PROXY_ABSENT = "proxy.absent"
    SWAP_NONE = "swap.none"
    PERSON_UNKNOWN = "person.unknown"
    ROOM_UNKNOWN = "room.unknown"
    ALREADY_OPEN = "seminar.already_open"
    STEP_UNKNOWN = "step.unknown"
    STEP_LAST = "step.last"
    CLOCK_RUNNING = "clock.running"
    CLOCK_PAUSED = "clock.paused"
    CLOCK_NONE = "clock.none"


class Refused(Exception):
    """A wish that the rules do not allow, answered to its sender in a sentence that names the next step."""

    def __init__(self, code: RefusalCode, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
