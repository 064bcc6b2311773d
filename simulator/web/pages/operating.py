"""What a watchdog, a proxy and Prometheus ask."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, abort, jsonify, make_response, request

from simulator.web.security import policy
from simulator.web.services import Services


def make_operating_pages(services: Services) -> Blueprint:
    """`/health`: it runs. `/ready`: people may be sent to it. `/metrics`: for who has the token of the settings."""
    pages = Blueprint("operating", __name__)

    @pages.get("/health")
    @policy("public")
    def health() -> Response:
        return jsonify({"ok": True, "now": services.simulator.clock()})

    @pages.get("/ready")
    @policy("public")
    def ready() -> Response:
        fine = services.condition.ready()
        response = jsonify({"ok": fine})
        response.status_code = 200 if fine else 503
        return response

    @pages.get("/metrics")
    @policy("token")
    def metrics() -> Response:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not services.metrics_token or not hmac.compare_digest(
            given.encode(), services.metrics_token.encode()
        ):
            abort(404)
        response = make_response(services.meter.shown())
        response.mimetype = "text/plain"
        return response

    return pages
