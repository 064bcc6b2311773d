"""What an event changed on the pages, found by comparing whole projections."""

from simulator.core.envelope import (
    FACILITATOR,
    OBSERVER,
    OVERVIEW,
    REMOTE,
    ROOM,
    SCREEN,
    reporter_audience,
    seat_audience,
)
from simulator.core.views.dirty import dirty_parts
from simulator.core.views.parts import OWN_PARTS, keys_of, project_part

REPORTERS = ("guest-1", "guest-2")
"""Guests who play the press, as tests know them."""


def own_parts(state, audience):
    """The parts made for this audience alone."""
    return {
        key: project_part(state, audience, key)
        for key in keys_of(state, OWN_PARTS[audience.kind], audience.seat)
    }


def audiences(state):
    """Everybody who has a page. Pages of a seat are made only for the people who sit there."""
    return (
        ROOM,
        SCREEN,
        FACILITATOR,
        REMOTE,
        OVERVIEW,
        OBSERVER,
        *(reporter_audience(r) for r in REPORTERS),
        *(seat_audience(s.id) for s in state.seats.values() if s.person),
    )


class Pages:
    """The pages as they were after the last event, to be compared with those after the next one."""

    def __init__(self):
        self._state, self._parts = None, {}

    def missed(self, before, event, after):
        """Parts that ``event`` changed or took away and that `dirty_parts` does not name."""
        old = self._parts if self._state is before else {}
        self._state, self._parts = after, {a: own_parts(after, a) for a in audiences(after)}
        named, missed = {(d.audience, d.key) for d in dirty_parts(after, event)}, set()
        for audience, new in self._parts.items():
            was = old.get(audience) or own_parts(before, audience)
            changed = {key for key, part in new.items() if key not in was or was[key] != part}
            changed |= was.keys() - new.keys()
            missed |= {(audience.kind, audience.seat, key) for key in changed if (audience, key) not in named}
        return missed


def watched(room):
    """The room, in which a part that an event changed and `dirty_parts` does not name fails the test."""
    pages = Pages()

    def check(before, event, after):
        missed = pages.missed(before, event, after)
        assert not missed, f"{event.KIND}: {sorted(missed)}"

    room.watch = check
    return room
