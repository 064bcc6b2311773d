"""Parts as markup: one template per part and look, one element with a stable id each.

A part whose place is inside another part names a *slot* as its parent: an empty element with `data-keep` that the
outer part leaves alone when it changes. So a row that all share can hold a control that is mine, and a proposal holds
its answers, each a part of its own and each with a place for answers in turn.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment, TemplateNotFound
from markupsafe import Markup, escape

from simulator.app.rendered import Rendered
from simulator.core.ids import NO_SEAT, ExerciseId, SeatId
from simulator.core.state.exercise import Exercise
from simulator.core.views.both import BothTexts
from simulator.core.views.parts import split_key
from simulator.core.views.proposals import Deal, ProposalCard
from simulator.core.views.seat import MyStance

SLOTTED: frozenset[str] = frozenset({"stance", "mytask", "mydeal", "myconsent"})
"""Parts of mine that fill a slot in a part of everybody's."""
LIST_PARENTS: Mapping[str, str] = {
    "proposal": "proposal-list",
    "deal": "proposal-list",
    "kept": "proposal-list",
    "offer": "offer-list",
    "promise": "promise-list",
    "pledge": "pledge-list",
    "message": "talk-list",
    "letter": "talk-list",
}
"""Parts that may appear later than the page: the element that they are appended to."""

SAME_MARKS: Final = 2048
"""Marks whose form is kept, without what somebody wrote: some 3 KiB each."""
REASON, MOVES = "\ue000", "\ue001"
"""The places for the two things that somebody wrote beside a mark."""
PLACES: Final = re.compile(f"([{REASON}{MOVES}])")


def part_id(key: str) -> str:
    """The DOM id of a part: "option/rule.unanimity" is "option-rule-unanimity"."""
    return key.replace("/", "-").replace(".", "-")


def slot_id(key: str) -> str:
    """The DOM id of the slot that a private part fills inside a public one."""
    return f"slot-{part_id(key)}"


def answers_id(proposal: str) -> str:
    """The DOM id of the place inside a proposal for those that answer it."""
    return f"answers-{part_id(proposal)}"


def _place(key: str, view: object) -> str:
    """The DOM id of the element that holds the part, where it may appear later than the page."""
    name = split_key(key)[0]
    if name in SLOTTED:
        return slot_id(key)
    card = view.card if isinstance(view, Deal) else view
    if isinstance(card, ProposalCard) and card.full and card.full.parent and card.full.parent.here:
        return answers_id(card.full.parent.id)
    return LIST_PARENTS.get(name, "")


_EMPTY: Final = re.compile(r'id="((?:slot|answers)-[^"]*)" data-keep></div>')
"""A place for other parts, as the templates write it. What people wrote is escaped and holds no quotation mark."""


class PartRenderer:
    """Renders parts for the publisher and for whole pages."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._known: dict[tuple[str, str], bool] = {}
        self._addresses: dict[str, Addresses] = {}
        self._forms = lru_cache(SAME_MARKS)(self._form)

    def has_look(self, look: str, key: str) -> bool:
        """Whether this page draws the part in a way of its own."""
        name = split_key(key)[0]
        if (look, name) not in self._known:
            try:
                self._environment.get_template(f"live/{look}/{name}.html")
                self._known[look, name] = True
            except TemplateNotFound:
                self._known[look, name] = False
        return self._known[look, name]

    def render(self, look: str, key: str, view: object, exercise: Exercise) -> Rendered:
        """One part. ``v`` is its view; ``x`` holds addresses, never state."""
        parent = _place(key, view)
        if isinstance(view, MyStance):
            html = self._mark(look, key, view, exercise.id)
        else:
            html = self._draw(look, key, view, exercise.id)
        # a part that moved is another one, also where its markup is the same
        etag = hashlib.blake2b(f"{parent} {html}".encode(), digest_size=6).hexdigest()
        return Rendered(part_id(key), etag, parent, html)

    def _mark(self, look: str, key: str, view: MyStance, exercise: ExerciseId) -> str:
        """A mark: all seats' look alike but for the words, so the form is drawn once, with places for them."""
        blank = view._replace(reason=view.reason and REASON, moves=view.moves and MOVES)
        words = {REASON: escape(view.reason), MOVES: escape(view.moves)}
        return "".join([words.get(piece, piece) for piece in self._forms(look, key, blank, exercise)])

    def _form(self, look: str, key: str, blank: MyStance, exercise: ExerciseId) -> list[str]:
        """A mark in pieces, the places each by itself: what somebody wrote is never looked through for places."""
        return PLACES.split(self._draw(look, key, blank, exercise))

    def _draw(self, look: str, key: str, view: object, exercise: ExerciseId) -> str:
        name, argument = split_key(key)
        template = self._environment.get_template(f"live/{look}/{name}.html")
        addresses = self._addresses.get(exercise)
        if addresses is None:
            addresses = self._addresses[exercise] = Addresses(exercise)
        return template.render(v=view, id=part_id(key), arg=argument, x=addresses).strip()

    def both(self, exercise: ExerciseId, texts: BothTexts) -> Markup:
        """What was answered and what is there now, for whoever answered a text that had changed."""
        template = self._environment.get_template("pages/seat/both.html")
        html = template.render(v=texts, x=Addresses(exercise)).strip()
        return Markup(html)  # noqa: S704 - made by our own template, which escapes


class Addresses:
    """Where the forms of an exercise go."""

    def __init__(self, exercise: str) -> None:
        self.id = exercise
        self.act = f"/x/{exercise}/act"
        self.steer = f"/steer/{exercise}/act"
        self.agenda = f"/steer/{exercise}/agenda"
        self.agreement = f"/x/{exercise}/agreement"
        self.letters = f"/x/{exercise}/letters"
        self.evaluation = f"/x/{exercise}/evaluation"
        self.seat = f"/x/{exercise}"
        self.draft = f"/x/{exercise}/proposal"
        self.compare = f"/x/{exercise}/compare"
        self.proposals = f"/x/{exercise}/proposals"
        self.messages = f"/x/{exercise}/messages"
        self.story = f"/x/{exercise}/story"

    def back_to(self, at: str) -> Addresses:
        """The same, with forms that lead back to the page of older proposals that begins at this one."""
        found = Addresses(self.id)
        found.act = f"{self.act}?{urlencode({'at': at})}"
        found.steer = f"{self.steer}?{urlencode({'at': at})}"
        return found

    @property
    def phone(self) -> Addresses:
        """The same for the phone of a facilitator, whose forms have an address of their own."""
        addresses = Addresses(self.id)
        addresses.steer = f"/steer/{self.id}/remote"
        return addresses


class PageParts:
    """The parts of one page by key, for templates: ``parts["head"]``, ``parts.all("proposal")``.

    What is made once for everybody cannot say which of it is mine; the page of a ``seat`` says so of its messages.
    """

    def __init__(self, rendered: Mapping[str, Rendered], seat: SeatId = NO_SEAT) -> None:
        self._rendered, self._seat = rendered, seat
        self._inside: dict[str, list[str]] = {}
        for part in rendered.values():
            self._inside.setdefault(part.parent, []).append(part.html)
        self._threads = {
            answers_id(split_key(k)[1]) for k in rendered if split_key(k)[0] in ("proposal", "deal")
        }

    def _filled(self, html: str) -> str:
        def fill(place: re.Match[str]) -> str:
            inner = "".join(self._filled(part) for part in self._inside.get(place[1], ()))
            return f'id="{place[1]}" data-keep>{inner}</div>'

        return _EMPTY.sub(fill, html)

    def __getitem__(self, key: str) -> Markup:
        return Markup(self._filled(self._rendered[key].html))  # noqa: S704 - made by our own templates, which escape

    def __contains__(self, key: str) -> bool:
        return key in self._rendered

    def all(self, *names: str) -> Markup:
        """All parts of these names, in page order; those that have their place in another one are in it."""
        found = [
            self[key] for key, part in self._rendered.items()
            if split_key(key)[0] in names and part.parent not in self._threads
        ]  # fmt: skip
        return Markup("\n").join(found)

    def in_order(self, *names: str) -> Markup:
        """All parts of these names in the order of their arguments, mine marked as static/js/seat.js marks them."""
        found = sorted((k for k in self._rendered if split_key(k)[0] in names), key=lambda k: split_key(k)[1])
        html = "".join(self._rendered[key].html for key in found)
        if self._seat:
            sent = f'" data-sender="{self._seat}"'
            html = html.replace(f'class="message{sent}', f'class="message message--mine{sent}')
        return Markup(html)  # noqa: S704 - made by our own templates, which escape

    def etags(self) -> dict[str, str]:
        """Etag by part id, with which the page says hello."""
        return {r.id: r.etag for r in self._rendered.values()}
