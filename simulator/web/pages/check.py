"""The room check: two devices prove the evening before that they reach the server, and how."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request

from simulator.preflight import networks

from ..devices import is_here, kind_of
from ..qr import qr_markup
from ..security import LIMITED, policy
from ..services import Services

ALONE = ("127.0.0.1", "::1", "localhost")


def make_check_pages(services: Services) -> Blueprint:
    """A page for any device, and one for whoever prepares the room."""
    pages = Blueprint("check", __name__)
    devices = services.devices

    @pages.get("/check")
    @policy("public")
    def device() -> Response:
        """Opening it is half of the proof; the other half is what it finds out about live connections."""
        kind = kind_of(request.headers.get("User-Agent", ""))
        return services.render("pages/check.html", kind=kind, told=request.args.get("told") == "1")

    @pages.post("/check")
    @policy("public")
    def tell() -> Response:
        if services.limited("check"):
            abort(429, LIMITED)
        form = request.form
        near = is_here(request.remote_addr or "", request.host, [n.address for n in networks()])
        agent = request.headers.get("User-Agent", "")
        found = devices.reached(
            form.get("device", ""), agent, near, form.get("way", ""), form.get("took", "")
        )
        if found is None:
            return services.say_back("/check", "value.unknown")
        return services.back("/check?told=1")

    @pages.get("/steer/check")
    @policy("facilitator")
    def room() -> Response:
        services.facilitator()
        mine = [n for n in networks() if n.kind == "room"]
        alone = urlsplit(services.address).hostname in ALONE
        return services.render(
            "pages/roomcheck.html", alone=alone, address=services.address, qr=qr_markup(f"{services.address}/check"),
            devices=devices.lately(), tunnels=[n.name for n in networks() if n.kind == "tunnel"],
            others=[f"{request.scheme}://{n.address}:{request.host.partition(':')[2] or 80}" for n in mine],
        )  # fmt: skip

    return pages
