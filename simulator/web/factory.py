"""Puts the web application together: routes, policies, errors, static files."""

from __future__ import annotations

import secrets

import structlog
from flask import Flask, Response, jsonify, make_response, request
from werkzeug.exceptions import HTTPException

from simulator.app.ports import StoreFailed

from .archived import close_archived
from .pages.after import make_after_pages
from .pages.agenda import make_agenda_pages
from .pages.agreement import make_agreement_pages
from .pages.bargaining import make_bargaining_pages
from .pages.branching import make_branching_pages
from .pages.check import make_check_pages
from .pages.door import make_door_pages
from .pages.evaluation import make_evaluation_pages
from .pages.join import make_join_pages
from .pages.kit import make_kit_pages
from .pages.leaving import make_leaving_pages
from .pages.letters import make_letter_pages
from .pages.login import make_login_pages
from .pages.looking import make_looking_pages
from .pages.observers import make_observer_pages
from .pages.opening import make_opening_pages
from .pages.operating import make_operating_pages
from .pages.overview import make_overview_pages
from .pages.paper import make_paper_pages
from .pages.people import make_people_pages
from .pages.play import make_play_pages
from .pages.privacy import make_privacy_pages
from .pages.remote import make_remote_pages
from .pages.replay import make_replay_pages
from .pages.seats import make_seat_pages
from .pages.sheets import make_sheet_pages
from .pages.shelf import make_shelf_pages
from .pages.steer import make_steering_pages
from .pages.story import make_story_pages
from .pages.together import make_together_pages
from .pages.watch import make_watch_pages
from .rendering import STATIC
from .security import FOREIGN, LIMITED, secure
from .services import Services

log = structlog.get_logger()
CODED = {FOREIGN: "This form came from somewhere else", LIMITED: "That was too fast"}
"""Errors with a code of ours as their description, which has its own sentence: their titles."""
FOREVER = 365 * 24 * 3600

TITLES = {
    403: ("This page is for a facilitator of this seminar",
          "Open the facilitator link that the server printed when it started, come in with your password at "
          "/steer/login, or join with the code on the wall."),
    404: ("There is no such page", "Check the address, or join with the code on the wall."),
    405: ("This address takes forms only", "Go back and use the button on the page."),
    413: ("That was too much at once", "Shorten the text and send it again."),
}  # fmt: skip


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _errors(app: Flask, services: Services) -> None:
    def show(status: int, title: str, text: str, code: str) -> Response:
        if _wants_json():
            response = jsonify({"ok": False, "code": code, "message": f"{title}. {text}", "facts": {}})
        else:
            response = make_response(
                services.render("pages/error.html", title=title, text=text, status=status)
            )
        response.status_code = status
        return response

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        code = error.description or ""
        if code in CODED:
            return show(status, CODED[code], services.words(code, {}), code)
        title, text = TITLES.get(status, ("This did not work", "Go back and try again."))
        return show(status, title, text, f"http.{status}")

    @app.errorhandler(StoreFailed)
    def out_of_reach(_error: StoreFailed) -> Response:
        title = "The server cannot reach its record just now"
        text = "Wait a moment, then load the page again. Nothing that was confirmed is lost."
        return show(503, title, text, "store.failed")

    @app.errorhandler(Exception)
    def bug(error: Exception) -> Response:
        reference = secrets.token_hex(4)
        # the rule, not the path: addresses of walls and role cards carry tokens
        asked = "".join(c for c in request.headers.get("X-Request-Id", "") if c.isalnum())[:40]
        log.error("bug", reference=reference, route=str(request.url_rule), request=asked, exc_info=error)
        text = services.words("bug", {"reference": reference})
        return show(500, "Something went wrong on our side", text, "bug")


def create_app(services: Services) -> Flask:
    """The Flask application. Raises `AssetsMissing` through bootstrap before it comes to this."""
    app = Flask("simulator", static_folder=str(STATIC), static_url_path="/static")
    secure(app)
    close_archived(app, services)
    for make in (
        make_join_pages, make_door_pages, make_play_pages, make_sheet_pages, make_leaving_pages, make_bargaining_pages,
        make_agreement_pages, make_letter_pages, make_shelf_pages, make_opening_pages,
        make_steering_pages, make_remote_pages,
        make_seat_pages, make_kit_pages, make_paper_pages, make_check_pages, make_after_pages, make_evaluation_pages,
        make_privacy_pages, make_together_pages, make_looking_pages, make_overview_pages, make_agenda_pages,
        make_replay_pages, make_operating_pages, make_login_pages, make_branching_pages, make_people_pages,
        make_observer_pages, make_watch_pages, make_story_pages,
    ):  # fmt: skip
        app.register_blueprint(make(services))

    @app.after_request
    def keep_assets(response: Response) -> Response:
        # an address with a hash never changes its content
        if request.endpoint == "static" and request.args.get("v"):
            response.headers["Cache-Control"] = f"public, max-age={FOREVER}, immutable"
        return response

    _errors(app, services)
    return app
