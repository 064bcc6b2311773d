"""One policy per route, headers on every answer, and forms only from our own pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request

Policy = Literal["public", "participant", "facilitator", "token"]
"""public: anybody. participant: the view itself checks the seat. facilitator: the view checks the seminar.
token: the address carries a signed token that the view checks."""

F = TypeVar("F", bound=Callable[..., Any])
POLICY_ATTRIBUTE = "simulator_policy"

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'{sockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
BIGGEST_FORM = 256 * 1024
FOREIGN: Final = "origin.foreign"
"""The code of a form that another site sent."""
LIMITED: Final = "limit.reached"
"""The code of a request that came too fast."""
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?")


def policy(name: Policy) -> Callable[[F], F]:
    """Declare who may ask for a route. A route without a policy is refused."""

    def mark(view: F) -> F:
        setattr(view, POLICY_ATTRIBUTE, name)
        return view

    return mark


def policy_of(app: Flask, endpoint: str | None) -> str | None:
    """The policy that an endpoint declares."""
    if endpoint == "static":
        return "public"
    return getattr(app.view_functions.get(endpoint or ""), POLICY_ATTRIBUTE, None)


def is_same_origin(asked: Request) -> bool:
    """Whether a form was sent by one of our own pages.

    On plain http to an address of the local network there is no Sec-Fetch-Site, but browsers send Origin with every
    POST; a request without either comes from no browser and carries no cookie that a browser was tricked into sending.
    """
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = asked.headers.get("Origin")
    if origin is None:
        return True
    return origin != "null" and urlsplit(origin).netloc == asked.host


def _sockets(host: str) -> str:
    """Our own socket address for browsers that do not count it as 'self'; nothing that is not a plain host name."""
    return f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""


def secure(app: Flask) -> None:
    """Refuse routes without a policy and foreign forms; set the headers."""
    app.config["MAX_CONTENT_LENGTH"] = BIGGEST_FORM

    @app.before_request
    def check() -> None:
        if request.endpoint is not None and policy_of(app, request.endpoint) is None:
            abort(403)
        if request.method not in ("GET", "HEAD", "OPTIONS") and not is_same_origin(request):
            abort(403, FOREIGN)

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value.replace("{sockets}", _sockets(request.host)))
        if request.is_secure:
            # on plain http browsers ignore it and complain on every page
            response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response
