"""Writing a proposal and comparing two: pages of one seat in full depth, which need no script."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from simulator.core.deciding.bargaining import WORDING_TOTAL
from simulator.core.ids import ProposalId, SeatId
from simulator.core.refusals import RefusalCode, Refused
from simulator.core.state.exercise import Exercise
from simulator.core.state.proposals import Proposal
from simulator.core.views.drafting import TEXT_SO_FAR, comparison, could_read, seen_proposal
from simulator.core.views.seating import short

from ..drafting import Written, begin, command_fields, read_form, side_by_side
from ..parts import Addresses
from ..security import policy
from ..services import Services
from ..words.bargaining import piece_codes, piece_words


def make_bargaining_pages(services: Services) -> Blueprint:
    """The page on which a proposal is written, and the one that compares."""
    pages = Blueprint("bargaining", __name__)
    simulator, desk = services.simulator, services.desk

    def place(exercise: str) -> tuple[Exercise, SeatId] | Response:
        """The room and the seat of who asks, or where they are sent instead."""
        state = services.room(exercise)
        found = desk.seat_of(services.identity(), state.id)
        if found is None:
            return services.say_back("/", "seat.none")
        if state.depth != "full":
            return services.say_back(f"/x/{state.id}", RefusalCode.NOT_IN_DEPTH)
        if not state.seats[found.seat].read:
            return services.say_back(f"/x/{state.id}", RefusalCode.BRIEF_UNREAD)
        return state, found.seat

    def about(state: Exercise, seat: SeatId, key: str) -> Proposal | None:
        return seen_proposal(state, seat, key) if key else None

    def show(state: Exercise, seat: SeatId, written: Written, **more: Any) -> Response:
        edit, answer = (
            state.proposals.get(ProposalId(written.edit)),
            state.proposals.get(ProposalId(written.answer)),
        )
        readers = could_read(state, seat, ProposalId(written.answer)) if not written.edit else ()
        return services.render(
            "pages/draft.html", x=Addresses(state.id), written=written, beside=state.id,
            keep=f"{state.id}:{services.identity().person}:{seat}:{written.edit}:{written.answer}:{written.base}",
            draft=written.draft, clauses=[state.rulebook.clause_of[c] for c in state.clauses],
            readers=readers, answers=short(state, answer.author) if answer else "",
            hidden_answer=bool(answer and answer.audience),
            author=short(state, edit.author) if edit else "", room=state.room, scenario=state.rulebook.title,
            **{"clashes": (), "taken": (), "problem": "", **more},
        )  # fmt: skip

    @pages.get("/x/<exercise>/proposal")
    @policy("participant")
    def draft(exercise: str) -> Response:
        found = place(exercise)
        if isinstance(found, Response):
            return found
        state, seat = found
        try:
            edit, answer = (about(state, seat, request.args.get(n, "")) for n in ("edit", "answer"))
        except Refused as refused:
            return services.say_back(f"/x/{state.id}", refused.code)
        if edit and not edit.may_edit(seat):
            return services.say_back(f"/x/{state.id}", RefusalCode.PROPOSAL_NOT_YOURS)
        return show(state, seat, begin(edit, answer, seat))

    @pages.post("/x/<exercise>/proposal")
    @policy("participant")
    def put(exercise: str) -> Response:
        found = place(exercise)
        if isinstance(found, Response):
            return found
        state, seat = found
        identity = services.identity()
        try:
            proposal = about(state, seat, request.form.get("edit") or request.form.get("answer", ""))
        except Refused as refused:
            proposal = None
            written = read_form(state, request.form, None)
            return show(state, seat, written, problem=services.words(refused.code, refused.facts))
        written = read_form(state, request.form, proposal)
        if services.limited("act", identity.person):
            return show(state, seat, written, problem=services.words("limit.reached", {}))
        length = sum(len(text) for text in written.draft.wording.values())
        if length > WORDING_TOTAL:  # the wire would refuse it too, but cannot say why
            told = services.words(RefusalCode.TEXT_TOO_LONG, {"most": WORDING_TOTAL, "length": length})
            return show(state, seat, written, problem=told)
        kind, fields = command_fields(written)
        ack = desk.act_in_seat(identity, state.id, services.op(), kind, fields)
        state = simulator.exercise(state.id)
        if ack["ok"]:
            answer = services.back(f"/x/{state.id}#panel-proposals")
            now = state.proposals.get(ProposalId(written.edit))
            if now and now.editor == seat and now.merged and now.version > written.base + 1:
                codes = piece_codes(now.merged, [state.rulebook.clause_of[c] for c in state.clauses])
                text = f"Saved. Somebody else wrote at the same time; this of theirs is kept too: {piece_words(codes)}."
                services.identities.leave_flash(request, answer, "ok", text)
            return answer
        if ack["code"] == RefusalCode.PROPOSAL_CLASH:
            now = state.proposals[ProposalId(written.edit)]
            newest, clashes, merged = side_by_side(state, written, now)
            return show(
                state, seat, newest, clashes=clashes, taken=merged.taken, problem=ack["message"],
                editor=short(state, now.editor) or short(state, now.author),
            )  # fmt: skip
        return show(state, seat, written, problem=ack["message"])

    @pages.get("/x/<exercise>/compare")
    @policy("participant")
    def compare(exercise: str) -> Response:
        found = place(exercise)
        if isinstance(found, Response):
            return found
        state, seat = found
        left, right = request.args.get("a") or TEXT_SO_FAR, request.args.get("b") or TEXT_SO_FAR
        try:
            compared = comparison(state, seat, left, right)
        except Refused as refused:
            return services.say_back(f"/x/{state.id}", refused.code)
        return services.render(
            "pages/compare.html", x=Addresses(state.id), compared=compared, room=state.room,
            scenario=state.rulebook.title, clauses=[state.rulebook.clause_of[c] for c in state.clauses],
            beside=state.id,
        )  # fmt: skip

    return pages
