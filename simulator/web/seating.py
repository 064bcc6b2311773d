"""The seating plan as its page shows it: plain values, with names put in."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.app.guests import Invited
from simulator.app.seating import Shown
from simulator.core.planning import Place, RoomPlan
from simulator.core.rulebook import Rulebook

from .organizations import public_facts
from .words.seating import place_words, problem_words


class SeatingView:
    """What the page asks of a plan. ``names`` of people who are on no list come from the store of people."""

    def __init__(self, shown: Shown, book: Rulebook, people: Mapping[str, str]) -> None:
        self._shown, self._book = shown, book
        self._guests: Mapping[str, Invited] = shown.book.by_id
        self._names = {**people, **{g.id: g.name for g in shown.book.guests}}
        self._seats: dict[str, str] = {
            **{str(o.id): o.short for o in book.organizations},
            **{str(s.code): s.name for s in book.sectors},
        }
        self._rooms = {str(r.id): r.name for r in shown.seminar.rooms.values()}

    def name(self, key: str) -> str:
        """Somebody's name."""
        return self._names.get(key, "?")

    def where(self, room: str, seat: str) -> str:
        """A seat in words: with its room where there are several."""
        name = self._seats.get(seat, seat)
        return name if len(self._rooms) == 1 else f"{name}, {self._rooms.get(room, room)}"

    def problems(self) -> list[str]:
        """What the plan could not do."""
        return [problem_words(p, self._names, self._seats, self._rooms) for p in self._shown.plan.problems]

    def _person(self, key: str, room: str, seat: str) -> dict[str, object]:
        guest = self._guests.get(key)
        sits = self._shown.sits(key)
        return {
            "key": key, "name": self.name(key), "home": guest.home if guest else "",
            "remote": bool(guest and guest.remote), "more_time": bool(guest and guest.more_time),
            "here": key in self._shown.person_of, "seated": sits == (room, seat),
            "elsewhere": self.where(*sits) if sits and sits != (room, seat) else "", "new": key in self._shown.new,
        }  # fmt: skip

    def _place(self, room: RoomPlan, place: Place) -> dict[str, object]:
        empty = self._shown.seminar.settings.bots == "none"
        return {
            **public_facts(self._book, place.seat),
            "value": f"{room.id}/{place.seat}", "how": place.how, "critical": place.critical,
            "why": place_words(place, empty, self._seats.get(place.proxy, "")),
            "proxy": place.proxy, "chosen": self._shown.draft.proxies.get(f"{room.id}/{place.seat}"),
            "hosted": [self._seats[s] for s in place.speaks_for],
            "people": [self._person(k, room.id, place.seat) for k in place.people],
        }  # fmt: skip

    def rooms(self) -> list[dict[str, object]]:
        """Every room by caucus."""
        found = []
        for room in self._shown.plan.rooms:
            caucuses = []
            for sector in self._book.sectors:
                places = [self._place(room, p) for p in room.places if p.sector == sector.code]
                caucuses.append({
                    "code": sector.code, "name": sector.name, "index": sector.hue, "places": places,
                    "presence": room.sectors[sector.code],
                })  # fmt: skip
            found.append({
                "id": room.id, "name": self._rooms[room.id], "people": room.people,
                "held": [(p.seat, self._seats[p.seat]) for p in room.places if p.people], "seats": len(room.places),
                "ruled": room.ruled, "caucuses": caucuses, "observers": [self.name(k) for k in room.observers],
            })  # fmt: skip
        return found

    def new(self) -> list[dict[str, object]]:
        """Who has no chair yet, with the one that is proposed; ``alike``: they seem to be on the list."""
        chairs, alike = self._shown.plan.chairs, self._shown.alike
        return [
            {
                "key": k,
                "name": self.name(k),
                "chair": self.where(chairs[k].room, chairs[k].seat),
                "alike": k in alike,
            }
            for k in self._shown.new
        ]

    def everybody(self) -> list[tuple[str, str]]:
        """(key, name and home) of all who need a chair, by name."""
        keys = (*self._shown.plan.chairs, *self._shown.plan.unseated)
        homes = {k: f" ({g.home})" for k, g in self._guests.items() if g.home}
        return sorted(
            ((k, self.name(k) + homes.get(k, "")) for k in keys), key=lambda pair: pair[1].casefold()
        )

    def guests(self) -> list[dict[str, object]]:
        """The list, by name, with who is here."""
        return [
            {"id": g.id, "name": g.name, "home": g.home, "sector": g.sector, "here": bool(g.person),
             "marks": [w for w, on in (("far away", g.remote), ("more time", g.more_time), ("observer", g.observer))
                       if on] + ([g.notes] if g.notes else [])}
            for g in sorted(self._shown.book.guests, key=lambda g: g.name.casefold())
        ]  # fmt: skip
