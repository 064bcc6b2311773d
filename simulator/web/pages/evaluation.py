"""The evaluation form: the participants' page, and the facilitator's page of questions and results."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, abort, request

from simulator.app.evaluation import (
    ENOUGH,
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    MOST_OWN,
    AnsweredElsewhere,
    FormAnswered,
    FormClosed,
    FormEmpty,
)
from simulator.core.ids import ExerciseId, PersonId
from simulator.core.refusals import Refused

from ..identity import A_WEEK
from ..qr import qr_markup
from ..security import policy
from ..services import Services
from .door import Door

COOKIE = "ps_form"
"""The word under which this browser finds its own answer again, with a mark of whose browser it was: two people who
share a laptop have an answer each."""


def mark(person: str) -> str:
    """A short mark of a person, for the cookie alone."""
    return hashlib.sha256(f"form|{person}".encode()).hexdigest()[:12]


def make_evaluation_pages(services: Services) -> Blueprint:
    """Answer, change, open, close, count."""
    pages = Blueprint("evaluation", __name__)
    simulator, evaluation = services.simulator, services.after.evaluation
    door = Door(services)

    def word_of(person: PersonId) -> str:
        whose, _, word = request.cookies.get(COOKIE, "")[:80].partition(".")
        return word if whose == mark(person) else ""

    @pages.get("/s/<code>/evaluation")
    @policy("public")
    def form(code: str) -> Response:
        entry, seminar = door.known(code)
        person, asked = door.person_here(entry), evaluation.form(seminar.id)
        joined = person in seminar.people
        mine = evaluation.answer_of(seminar.id, word_of(person)) if joined else None
        place = seminar.place.get(person)
        return services.render(
            "pages/evaluation.html", seminar=entry, questions=asked.questions, joined=joined, mine=mine,
            is_open=asked.is_open(seminar) and not simulator.archived(seminar.id), longest=LONGEST_ANSWER,
            elsewhere=joined and mine is None and evaluation.has_answered(seminar.id, person),
            back=f"/x/{place[0]}" if place else f"/s/{entry.join_code}", beside=place[0] if place else "",
            thanks=request.args.get("kept") == "1",
        )  # fmt: skip

    @pages.post("/s/<code>/evaluation")
    @policy("public")
    def answer(code: str) -> Response:
        entry, seminar = door.known(code)
        address, person = f"/s/{entry.join_code}/evaluation", door.person_here(entry)
        if person not in seminar.people:
            return services.say_back(address, "form.who")
        if services.limited("act", person):
            return services.say_back(address, "limit.reached")
        try:
            word = evaluation.answer(seminar, person, word_of(person), request.form)
        except FormClosed:
            return services.say_back(address, "form.closed")
        except FormEmpty:
            return services.say_back(address, "form.empty")
        except AnsweredElsewhere:
            return services.say_back(address, "form.elsewhere")
        response = services.back(f"{address}?kept=1")
        response.set_cookie(
            COOKIE, f"{mark(person)}.{word}", max_age=A_WEEK, httponly=True, samesite="Lax",
            secure=request.is_secure, path="/",
        )  # fmt: skip
        return response

    @pages.get("/x/<exercise>/evaluation")
    @policy("participant")
    def at_hand(exercise: str) -> Response:
        """From the page of a seat, which knows its room and no code."""
        if not simulator.knows_exercise(exercise):
            abort(404)
        entry = services.entry_of(simulator.exercise(ExerciseId(exercise)))
        return services.back(f"/s/{entry.join_code}/evaluation")

    # --- the facilitator's -----------------------------------------------------------------------------

    @pages.get("/steer/<exercise>/after/evaluation")
    @policy("facilitator")
    def results(exercise: str) -> Response:
        state = services.steered(exercise)
        entry, asked = services.entry_of(state), evaluation.form(state.seminar)
        link = f"{services.address}/s/{entry.join_code}/evaluation"
        return services.render(
            "pages/after/evaluation.html", seminar=entry, room=state.room, here=f"/steer/{state.id}", form=asked,
            is_open=asked.is_open(simulator.seminar(state.seminar)), results=evaluation.results(state.seminar),
            enough=ENOUGH, most_own=MOST_OWN, longest=LONGEST_QUESTION, link=link, qr=qr_markup(link),
            away=simulator.archived(state.seminar),
        )  # fmt: skip

    @pages.post("/steer/<exercise>/after/evaluation")
    @policy("facilitator")
    def arrange(exercise: str) -> Response:
        state, form = services.steered(exercise), request.form
        address, seminar = f"/steer/{state.id}/after/evaluation", state.seminar
        try:
            match form.get("do", "").partition(":"):
                case "open", _, _:
                    evaluation.set_status(seminar, "open")
                    if form.get("tell"):
                        services.after.call(
                            seminar, services.identity().facilitator, services.op(), answer=True
                        )
                case "close", _, _:
                    evaluation.set_status(seminar, "closed")
                    services.after.call(seminar, services.identity().facilitator, services.op(), answer=False)
                case "arrange", _, _:
                    if evaluation.arrange(
                        seminar, set(form.getlist("on")), {k: v for k, v in form.items() if k != "do"}
                    ):
                        return services.say_back(f"{address}#questions", "form.emptied")
                case "add", _, _:
                    if not evaluation.add(seminar, form.get("kind", ""), form.get("text", "")):
                        return services.say_back(f"{address}#own", "form.no_question")
                case "drop", _, question:
                    evaluation.drop(seminar, question)
        except FormAnswered:
            return services.say_back(address, "form.answered")
        except Refused as refused:
            return services.say_back(address, refused.code, **refused.facts)
        return services.back(address)

    return pages
