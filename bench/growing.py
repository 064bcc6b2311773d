"""A room that fills up: proposals, messages and marks as 48 people leave them behind in a long day."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from simulator.core.rulebook import Rulebook

from .client import Socket
from .crowd import Room, quiet
from .joining import Browser, House
from .processes import Server
from .workload import MESSAGE, REASON

WHOLE = {"proposals": 200, "messages": 2000, "stances": 3000}
"""What a long day of a full house leaves behind."""
PRIVATE = 4
"""One proposal in so many is only for some, and one in as many answers another."""
UNDER_WAY = 6
CHANNELS = ("plenary", "caucus", "group", "private", "private", "plenary", "facilitator", "private")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one act costs: ms of the server's processor for all pages together, bytes that reach a page of each kind."""

    server_ms: float
    reach: dict[str, float]


@dataclass(slots=True)
class Watcher:
    """A page of one kind: its plain requests and its socket."""

    name: str
    browser: Browser
    address: str
    socket: Socket
    heard: int = 0


class Growing:
    """The room, and what has been put into it so far."""

    def __init__(self, server: Server, house: House, book: Rulebook, room: Room) -> None:
        self.server, self.house, self.book, self.room = server, house, book, room
        self.watchers: list[Watcher] = []
        self.whole = dict(WHOLE)
        self.random = Random(11)
        self.seats = [p.seat for p in house.rooms[0]]
        self.options = [ref for clause in book.default_clauses for ref in book.refs(clause)]
        self.made = dict.fromkeys(WHOLE, 0)
        self.live: dict[int, list[str]] = {n: [] for n in range(len(self.seats))}
        self.tabled: list[str] = []
        self.refused: list[str] = []
        self.decisions = 0

    # --- what is put in ----------------------------------------------------------------------------------

    async def act(self, seat: int, kind: str, fields: dict[str, Any], op: str = "") -> dict[str, Any]:
        """One act of a seat, acknowledged."""
        data = {"op": op or secrets.token_hex(12), "kind": kind, "fields": fields}
        ack = await self.room.sockets[seat].ask("act", data)
        if not ack.get("ok"):
            self.refused.append(str(ack.get("code")))
        return dict(ack)

    def _terms(self) -> dict[str, str]:
        clauses = self.random.sample(list(self.book.default_clauses), min(3, len(self.book.default_clauses)))
        return {f"term:{c}": self.random.choice(self.book.clause_of[c].options).id for c in clauses}

    async def propose(self, *, private: bool) -> None:
        """One proposal; whoever has five takes the oldest back first."""
        seat = self.made["proposals"] % len(self.seats)
        if len(self.live[seat]) >= 5:
            await self.act(seat, "proposal.withdraw", {"proposal": self.live[seat].pop(0)})
        fields: dict[str, Any] = {"rationale": REASON, **self._terms()}
        if private:
            fields |= {
                "audience": "named",
                "to": [self.seats[(seat + 1 + n) % len(self.seats)] for n in range(3)],
            }
        else:
            fields["audience"] = "all"
            if self.tabled and self.made["proposals"] % PRIVATE == 1:
                fields["parent"] = self.random.choice(self.tabled[-10:])
        op = secrets.token_hex(12)
        # as the core names proposals in full depth
        digest = hashlib.sha256(f"{self.room.name}|{self.seats[seat]}|{op}".encode()).hexdigest()
        ack = await self.act(seat, "proposal.table", fields, op)
        if ack.get("ok"):
            self.live[seat].append(f"p{digest[:10]}")
            if not private:
                self.tabled.append(f"p{digest[:10]}")
        self.made["proposals"] += 1

    async def message(self) -> None:
        """One message: to everybody, to the caucus, to a table, to some, to those who steer, in turns."""
        number = self.made["messages"]
        seat, channel = self.random.randrange(len(self.seats)), CHANNELS[number % len(CHANNELS)]
        fields: dict[str, Any] = {"channel": channel, "text": MESSAGE}
        if channel == "private":
            # a few others each, as people do: nobody writes to everybody in turn
            fields["to"] = [self.seats[(seat + 1 + self.random.randrange(4)) % len(self.seats)]]
        await self.act(seat, "message.send", fields)
        self.made["messages"] += 1

    async def mark(self, number: int | None = None) -> None:
        """One mark on an option, with a reason where it is not yes; everything is marked before any mark is changed."""
        at = self.made["stances"] if number is None else number
        seat, turn = at % len(self.seats), at // len(self.seats)
        ref = self.options[turn % len(self.options)]
        value = ("yes", "with", "no", "mostly")[
            (at + turn // len(self.options) + self.random.randrange(3)) % 4
        ]
        reason = REASON if value in ("with", "no") else ""
        await self.act(seat, "stance.set", {"target": ref, "value": value, "seen": "1", "reason": reason})
        self.made["stances"] += 1

    async def mark_proposal(self) -> None:
        """One mark on a proposal that everybody sees."""
        seat = self.random.randrange(len(self.seats))
        target = self.random.choice(self.tabled[-5:])
        fields = {"target": target, "value": self.random.choice(("yes", "no")), "seen": "1", "reason": ""}
        await self.act(seat, "stance.set", fields)

    async def grow(self, percent: float) -> None:
        """Put in what is missing up to this share of the whole, several acts at a time."""
        todo: list[Callable[[], Awaitable[None]]] = []
        for name, whole in self.whole.items():
            for n in range(self.made[name], round(whole * percent / 100)):
                if name == "proposals":
                    todo.append(lambda n=n: self.propose(private=n % PRIVATE == 0))  # type: ignore[misc]
                else:
                    todo.append(self.message if name == "messages" else self.mark)
        proposals = [t for t in todo if t not in (self.message, self.mark)]
        others = [t for t in todo if t in (self.message, self.mark)]
        self.random.shuffle(others)
        for made in proposals:
            await made()
        for start in range(0, len(others), UNDER_WAY):
            await asyncio.gather(*(one() for one in others[start : start + UNDER_WAY]))
        await quiet([self.room])

    # --- what it costs -----------------------------------------------------------------------------------

    # --- what is done at each step -----------------------------------------------------------------------

    async def steer(self, **fields: str) -> None:
        """One act of the facilitator, by a plain form."""
        fields["op"] = secrets.token_hex(12)
        address = f"/steer/{self.room.name}/act"
        await asyncio.to_thread(self.house.steering.ask, "POST", address, fields)

    async def decide(self) -> None:
        """Open a decision on one option."""
        clause = self.book.default_clauses[0]
        await self.steer(
            **{"kind": "decision.open", f"term:{clause}": self.book.clause_of[clause].options[0].id}
        )
        self.decisions += 1

    async def cancel(self) -> None:
        """Take it back."""
        await self.steer(kind="decision.cancel", decision=f"d{self.decisions}")

    async def ballot(self) -> None:
        """One ballot, or a changed one."""
        seat = self.random.randrange(len(self.seats))
        fields = {
            "decision": f"d{self.decisions}",
            "choice": self.random.choice(("yes", "aside")),
            "reason": "",
        }
        await self.act(seat, "ballot.cast", fields)

    async def cost(self, act: Callable[[], Awaitable[Any]], times: int, still: float = 0.3) -> Cost:
        """The mean of ``times`` acts, one after the other; it is over when nothing came for ``still`` seconds."""
        await quiet([self.room], 0.3)
        for watcher in self.watchers:
            watcher.heard = 0
        used = self.server.usage().cpu
        for _ in range(times):
            await act()
            await asyncio.sleep(0.02)
        await quiet([self.room], still)
        spent = 1000 * (self.server.usage().cpu - used) / times
        return Cost(spent, {w.name: w.heard / times for w in self.watchers})
