"""Words about the press."""

from __future__ import annotations

from jinja2 import Environment

STATUS = {
    "waiting": "waits for the facilitator",
    "published": "on the front page",
    "declined": "not printed",
}


def story_status(status: str) -> str:
    """What became of a story."""
    return STATUS.get(status, status)


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(story_status=story_status)
