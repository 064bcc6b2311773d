"""A facilitator's own name and password: on another laptop they do without the printed link."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, abort, request

from simulator.app.logins import CannotKeep, canonical
from simulator.web.security import LIMITED, policy
from simulator.web.services import Services

log = structlog.get_logger()
KEPT = "Kept. On any laptop, “/steer/login” after this server's address lets you in now."


def make_login_pages(services: Services) -> Blueprint:
    """`/steer/login` for whoever has a password, `/steer/password` to set one."""
    pages = Blueprint("login", __name__, url_prefix="/steer")

    def form(name: str = "", problem: str = "", status: int = 200) -> Response:
        response = services.render("pages/login.html", name=name, problem=problem)
        response.status_code = status
        return response

    @pages.get("/login")
    @policy("public")
    def ask() -> Response:
        return form()

    @pages.post("/login")
    @policy("public")
    def enter() -> Response:
        name = request.form.get("name", "")[:200]
        # by name too: many addresses must not guess at one person's password
        if services.limited("login") or services.limited("login-name", canonical(name)):
            abort(429, LIMITED)
        found = services.sign_in.enter(name, request.form.get("password", ""))
        if not found:
            log.warning("facilitator not let in", by="password", address=request.remote_addr)
            return form(name, services.words("login.wrong", {}), 403)
        response = services.back("/steer/")
        services.identities.remember_facilitator(request, response, found)
        log.info("facilitator came in", by="password", facilitator=found, address=request.remote_addr)
        return response

    @pages.post("/password")
    @policy("facilitator")
    def keep() -> Response:
        facilitator = services.facilitator()
        # whoever sits at an open laptop must not guess the password that is set
        if services.limited("login-name", facilitator):
            abort(429, LIMITED)
        given = {field: request.form.get(field, "") for field in ("name", "password", "before")}
        try:
            services.sign_in.keep(facilitator, given["name"], given["password"], given["before"])
        except CannotKeep as cannot:
            return services.say_back("/steer/", cannot.code, **cannot.facts)
        log.info("password kept", facilitator=facilitator, address=request.remote_addr)
        return services.answered("/steer/", {"ok": True, "said": KEPT})

    @pages.post("/logout")
    @policy("public")
    def leave() -> Response:
        response = services.back("/steer/login")
        services.identities.forget_facilitator(response)
        return response

    return pages
