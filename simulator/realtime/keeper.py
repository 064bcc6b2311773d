"""What is looked at now and then: dates at which names and texts go, and the closing step that opens the form."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from simulator.app.ports import StoreFailed

log = structlog.get_logger()
HOUR, MOMENT = 3600.0, 3.0
"""Seconds between two looks at dates, and at steps."""


def keep_dates(purge_due: Callable[[], int], sleep: Callable[[float], None]) -> None:
    """At the start and every hour: seminars whose date has come lose their names and texts."""

    def look() -> None:
        purged = purge_due()
        if purged:
            log.info("names and texts erased", seminars=purged)

    _again(look, sleep, HOUR)


def call_to_form(call: Callable[[], None], sleep: Callable[[float], None]) -> None:
    """Every few seconds: where the closing step has come, people are told of the form."""
    _again(call, sleep, MOMENT)


def _again(look: Callable[[], None], sleep: Callable[[float], None], pause: float) -> None:
    """Look until the process ends. A look that fails is logged; the next one tries again."""
    while True:
        try:
            look()
        except StoreFailed as failed:
            log.warning("look put off", why=str(failed))
        except Exception:
            log.exception("look failed")
        sleep(pause)
