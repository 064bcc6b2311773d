"""A seminar that is put away takes no forms: one gate before all of them, but for what is done afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, jsonify, request

from simulator.core.ids import ExerciseId, SeminarId
from simulator.core.refusals import RefusalCode

from .services import Services

F = TypeVar("F", bound=Callable[..., Any])
AFTERWARDS = "simulator_afterwards"


def afterwards(view: F) -> F:
    """Declare that a form is taken after a seminar is put away too."""
    setattr(view, AFTERWARDS, True)
    return view


def close_archived(app: Flask, services: Services) -> None:
    """Refuse the forms of seminars that are put away, with the sentence that says so."""

    def seminar_of(arguments: dict[str, Any]) -> SeminarId | None:
        room, code = arguments.get("exercise"), arguments.get("code")
        if room is not None and services.simulator.knows_exercise(room):
            return services.simulator.exercise(ExerciseId(room)).seminar
        entry = services.entry(code) if code is not None else None
        return SeminarId(entry.seminar_id) if entry else None

    @app.before_request
    def refuse() -> Response | tuple[Response, int] | None:
        if request.method != "POST" or getattr(
            app.view_functions.get(request.endpoint or ""), AFTERWARDS, False
        ):
            return None
        seminar = seminar_of(request.view_args or {})
        if seminar is None or not services.simulator.archived(seminar):
            return None
        if request.accept_mimetypes.best == "application/json":
            return jsonify(services.desk.refuse(RefusalCode.ARCHIVED)), 409
        # the page that the form stands on: its address without what the form does
        return services.say_back("/".join(request.path.split("/")[:3]), RefusalCode.ARCHIVED)
