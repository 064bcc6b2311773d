"""What is kept about people, in plain words, for anybody to read."""

from __future__ import annotations

from flask import Blueprint, Response

from simulator.app.retention import USUAL_DAYS
from simulator.core.ids import SeminarId

from ..security import policy
from ..services import Services


def make_privacy_pages(services: Services) -> Blueprint:
    """One page, with the date of the reader's own seminar where there is one."""
    pages = Blueprint("privacy", __name__)

    @pages.get("/privacy")
    @policy("public")
    def privacy() -> Response:
        identity = services.identity()
        entry = services.stores.seminars.find(identity.seminar) if identity.seminar else None
        named = services.stores.people.find(identity.person) if entry and identity.person else None
        listed = bool(entry and services.guests.of(SeminarId(entry.seminar_id)).guests)
        return services.render(
            "pages/privacy.html", seminar=entry, kept=services.after.retention.kept(entry) if entry else None,
            days=USUAL_DAYS, name=named.display_name if named else "", listed=listed,
        )  # fmt: skip

    return pages
