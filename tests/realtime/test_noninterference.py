"""Secrecy on the wire: what others receive does not depend on what only one seat may know.

Two houses live through the same negotiation. They differ in what is B's alone: its sheet in the rulebook, its private
letters (in text and in number) and its notes. Whatever leaves the server for anybody who is not their reader must be
the same, byte by byte: frames, acknowledgements with their version numbers and facts, and whole pages.

The hash of the rulebook is the same stand-in in both houses: it pins the scenario, secrets included, and is part of
the hash that signatures are bound to.
"""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.app.desk import Identity
from simulator.app.rendered import Rendered
from simulator.app.service import SYSTEM
from simulator.app.wire import TERM
from simulator.core.commands.exercise import LapseOffer
from simulator.core.envelope import (
    FACILITATOR,
    OBSERVER,
    REMOTE,
    ROOM,
    SCREEN,
    Actor,
    reporter_audience,
    seat_audience,
)
from simulator.core.permissions import permissions
from simulator.core.replaying import debrief_begun
from simulator.core.rulebook import Alternative, Card, Interest
from simulator.core.views.parts import project_part
from simulator.realtime.protocol import channel
from simulator.web.identity import CARD, WALL
from simulator.web.parts import part_id
from tests.support.house import ORIGIN, SEATS, House, repeatable, watch_link
from tests.support.moves import any_command, command_for, out_of_bounds
from tests.support.scenarios import scenario

SHEETS = ("Zephyrine", "Quixotic")
LETTERS = ("Marzipan", "Bergamot")
NOTES = ("Heliotrope", "Vermilion")
SENSES = ("Oxidizing", "Pumpernickel")
UNHEARD = ("Tamarindish", "Gooseberries")
STORIES = ("Tamarinding", "Zinfandeling")
GUEST = "g-guest"
BARGAINS = ("Saffronless", "Juniperish")
STEPS = 24
ELEVEN_MINUTES = 660_000
OF_THE_SHEET = ("worksheet.mark", "fact.tell")
"""Moves about what stands in the brief: B's are not the same in the two houses."""


def with_secrets(book, seat, word):
    """The rulebook with another sheet for one seat: every confidential field differs, nothing public does."""
    me, odd = book.organization_of[seat], word == SHEETS[0]
    shift = 7 if odd else -5
    card = Card(*(f"{word} {f.name}" for f in fields(Card)))
    changed = replace(
        me, card=card, brief=f"Our brief says **{word}**.", facts=(word,) * (2 if odd else 3),
        relations=tuple(replace(r, trusts=r.trusts is odd, why=word) for r in me.relations[: 1 if odd else 3]),
        interests=tuple(Interest(i.option, i.sign if odd else -i.sign, word) for i in me.interests[: 2 if odd else 9]),
        pledge_cards=tuple(replace(c, cost=c.cost + 100 * shift) for c in me.pledge_cards),
        alternative=Alternative(me.alternative.value + 1000 * shift, f"Without them: {word}."),
        resources={kind: amount + shift for kind, amount in me.resources.items()},
        weights=dict(zip(me.weights, reversed(me.weights.values()), strict=True)) if odd else me.weights,
        scores={ref: min(100, max(0, score + shift)) for ref, score in me.scores.items()}, hosted=word,
    )  # fmt: skip
    organizations = tuple(changed if o.id == seat else o for o in book.organizations)
    interactions = tuple(
        replace(i, delta={s: d + (100 * shift if s == seat else 0) for s, d in i.delta.items()})
        for i in book.interactions
    )
    return replace(book, organizations=organizations, interactions=interactions)


def wire(command):
    """A command as the fields of a form."""
    found = {}
    for field in fields(command):
        value = getattr(command, field.name)
        if field.name == "terms":
            found |= {f"{TERM}{clause}": option for clause, option in value.items()}
        elif isinstance(value, tuple):
            found[field.name] = list(value)
        else:
            found[field.name] = ("1" if value else "") if isinstance(value, bool) else str(value)
    return found


class World:
    """One of the two houses: six people in six seats, every page open."""

    def __init__(self, tmp_path, seat_b, index, depth):
        self.index, self.seat_b = index, seat_b
        with repeatable():
            self.house = House(tmp_path, hash_of=lambda _book: "f" * 64)
            book = with_secrets(scenario("first-table"), seat_b, SHEETS[index])
            self.room = self.house.open(book, depth=depth)
            self.people = {seat: self.house.sit(self.room, seat) for seat in SEATS}
            # links for guests, and a guest of each kind, who are the same in both houses
            self.watch, self.press = (
                watch_link(self.house, self.room, kind) for kind in ("observer", "press")
            )
        assert self.house.steer(self.room, "step.enter", step="deciding")["ok"]
        guests = (OBSERVER, reporter_audience(GUEST), reporter_audience("g-other"))
        self.house.watch(self.room, FACILITATOR, SCREEN, REMOTE, *guests, *(seat_audience(s) for s in SEATS))
        self.house.sender.sent.clear()
        self.secret_reader = None

    @property
    def state(self):
        return self.house.simulator.exercise(self.room)

    def frames(self):
        """What was sent since the last call, by channel."""
        sent, self.house.sender.sent = self.house.sender.sent, []
        assert all(to.startswith(f"{self.room}|") for to, _, _ in sent), "a frame without an audience"
        seen = ((to, event, self._without_letters(to, data)) for to, event, data in sent)
        return [(to, json.dumps([event, data])) for to, event, data in seen if data != {"v": 0, "p": []}]

    def _without_letters(self, to, data):
        """A phone says that there are letters to the facilitator, whose phone it is: how many is no secret from it."""
        if to != channel(self.room, REMOTE):
            return data
        parts = [part for part in data["p"] if part[0] != "urgent"]
        return data | {"p": parts} if parts else {"v": 0, "p": []}


class Twins:
    """Both houses in step, with everything that an outsider may compare compared after each step."""

    def __init__(self, tmp_path, seat_b, seat_c, depth="basic"):
        self.worlds = [World(tmp_path, seat_b, index, depth) for index in (0, 1)]
        self.seat_b, self.seat_c, self.count = seat_b, seat_c, 0
        self.others = [s for s in SEATS if s not in (seat_b, seat_c)]
        room = self.worlds[0].room
        hidden = (FACILITATOR, seat_audience(seat_b), seat_audience(seat_c), reporter_audience("g-other"))
        self.private = {channel(room, a) for a in hidden}
        self.heard = [[], []]

    @property
    def state(self):
        return self.worlds[0].state

    def op(self):
        self.count += 1
        for world in self.worlds:
            world.house.clock.at += 1000
        return f"twin-op-{self.count}"

    def seat(self, seat, kind, given):
        """The same command of a seat in both houses."""
        op = self.op()
        acks = [w.house.desk.act_in_seat(w.people[seat], w.room, op, kind, given) for w in self.worlds]
        if seat in self.others:
            self.same("ack", *acks)
        else:
            self.same("ack", *({k: v for k, v in ack.items() if k != "version"} for ack in acks))
        self.compare_frames()
        return acks[0]

    def steer(self, kind, given):
        """The same command of the facilitator in both houses. Her versions count letters, so they may differ; and so
        does what she takes back by its version: she presses the same line of her list."""
        op, first = self.op(), [str(d.version) for d in self.state.done]
        line = first.index(given["act"]) if kind == "act.undo" and given.get("act") in first else None
        acks = []
        for world in self.worlds:
            done = world.house.simulator.exercise(world.room).done
            own = given if line is None else given | {"act": str(done[line].version)}
            acks.append(world.house.desk.steer(world.house.staff(), world.room, op, kind, own))
        self.same("ack", *({k: v for k, v in ack.items() if k != "version"} for ack in acks))
        self.compare_frames()
        return acks[0]

    def letters(self, counts, to_facilitator):
        """B writes in private: another text and another number of letters in each house."""
        self.op()
        for world, count in zip(self.worlds, counts, strict=True):
            for n in range(count):
                given = {"channel": "facilitator", "text": f"{LETTERS[world.index]} {n}"}
                if not to_facilitator:
                    given |= {"channel": "private", "to": self.seat_c}
                op = f"letter-{self.count}-{n}"
                assert world.house.desk.act_in_seat(
                    world.people[self.seat_b], world.room, op, "message.send", given
                )["ok"]
        self.compare_frames()

    def bargains(self, counts):
        """B and C bargain between themselves: other words, and another number of proposals and offers in each house.
        Nothing of it stays open, so that both go on with the same choices."""
        self.op()
        for world, count in zip(self.worlds, counts, strict=True):
            word = BARGAINS[world.index]

            def act(seat, kind, number, world=world, **given):
                op = f"bargain-{self.count}-{number}-{kind}"
                return world.house.desk.act_in_seat(world.people[seat], world.room, op, kind, given)

            for n in range(count):
                terms = {f"{TERM}rule": "unanimity", "wording:rule": word}
                if act(self.seat_b, "proposal.table", n, audience="named", to=self.seat_c, rationale=word,
                       sponsors=self.seat_c, **terms)["ok"]:  # fmt: skip
                    made = list(world.state.proposals)[-1]
                    act(self.seat_c, "sponsor.answer", n, proposal=made, seen="1", consent="1")
                    act(self.seat_c, "proposal.edit", n, proposal=made, base="1", rationale=word * 2, **terms)
                    act(self.seat_b, "proposal.withdraw", n, proposal=made)
                if act(self.seat_b, "offer.make", n, to=self.seat_c, give=word, want=word)["ok"]:
                    act(self.seat_c, "offer.answer", n, offer=list(world.state.offers)[-1], agree="1")
                if act(
                    self.seat_b, "offer.make", f"{n}-timed", to=self.seat_c, give=word, want=word, until="5"
                )["ok"]:
                    timed = list(world.state.offers)[-1]
                    act(self.seat_b, "offer.extend", n, offer=timed, seen="0")
                    world.house.clock.at += ELEVEN_MINUTES
                    done = world.house.simulator.act(
                        world.room, LapseOffer(timed), SYSTEM, f"lapse-{self.count}-{n}"
                    )
                    assert [e.KIND for e in done.events] == ["offer.lapsed"]
                    world.house.clock.at -= ELEVEN_MINUTES
        self.compare_frames()

    def senses(self, counts, *, pages=False):
        """In a hidden sense check B marks other things, with other words and another number of times in each house. It
        is called off in both, so that both go on with the same marks."""
        if not self.steer("sense.open", {"target": "rule", "how": "hide"})["ok"]:
            return
        self.op()
        for world, count in zip(self.worlds, counts, strict=True):
            word = SENSES[world.index]
            for n in range(count):
                for option, value in (("majority", "no"), ("unanimity", "with"), ("majority", "yes")):
                    given = {
                        "target": f"rule.{option}",
                        "value": value,
                        "seen": "1",
                        "reason": word,
                        "moves": word,
                    }
                    given["seen"] = str(world.state.clause_versions["rule"])
                    op = f"sense-{self.count}-{n}-{option}-{value}"
                    world.house.desk.act_in_seat(
                        world.people[self.seat_b], world.room, op, "stance.set", given
                    )
                given = {"check": world.state.senses.open.id}
                world.house.desk.act_in_seat(
                    world.people[self.seat_b], world.room, f"same-{self.count}-{n}", "sense.same", given
                )
        self.compare_frames()
        if pages:
            self.compare_pages()
        seen = str(self.state.clause_versions["rule"])
        self.seat(self.others[0], "stance.set", {"target": "rule.majority", "value": "with", "seen": seen})
        assert self.steer("sense.cancel", {"check": self.state.senses.open.id})["ok"]

    def flags(self, names):
        """A facilitator flags B: another flag in each house, one event in both, because the phone counts the log."""
        self.op()
        for world, name in zip(self.worlds, names, strict=True):
            given = {"room": world.room, "seat": self.seat_b, "flag": name, "up": "1"}
            ack = world.house.desk.steer(
                world.house.staff(), world.room, f"seat-flag-{self.count}", "seat.flag", given
            )
            assert ack["ok"], ack
        self.compare_frames()

    def unheard(self, counts):
        """B says whether it was heard: another answer, other words, another number of times in each house."""
        self.op()
        for world, count in zip(self.worlds, counts, strict=True):
            for n in range(count):
                given = {
                    "round": world.state.heard.open.id, "heard": ("no", "yes", "partly")[(n + world.index) % 3],
                    "note": f"{UNHEARD[world.index]} {n}", "changed": [self.seat_c] if n % 2 else [self.others[0]],
                }  # fmt: skip
                ack = world.house.desk.act_in_seat(
                    world.people[self.seat_b], world.room, f"unheard-{self.count}-{n}", "heard.answer", given
                )
                assert ack["ok"], ack
        self.compare_frames()

    def notes(self):
        """B writes a note: another one in each house."""
        for world in self.worlds:
            client = world.house.client(world.people[self.seat_b])
            form = {"text": NOTES[world.index] * (1 + 3 * world.index)}
            assert client.post(f"/x/{world.room}/note", data=form, headers=ORIGIN).status_code == 303
        self.compare_frames()

    def desk(self, tell):
        """B marks its worksheet, writes on it with a friend, and may tell C a secret: each house in its own way."""
        self.op()
        for world in self.worlds:
            seat, person = self.seat_b, world.people[self.seat_b]
            option = world.state.organization(seat).interests[world.index].option
            mark = {"option": option, "mark": ("must", "give")[world.index]}
            given = [("worksheet.mark", mark)] * (1 + world.index)
            given += [("fact.tell", {"fact": "0", "whom": self.seat_c})] if tell else []
            for n, (kind, fields_of_it) in enumerate(given):
                world.house.desk.act_in_seat(person, world.room, f"desk-{self.count}-{n}", kind, fields_of_it)
            form = {"sheet": "shared", "text": NOTES[world.index], "seen": "0"}
            world.house.client(person).post(f"/x/{world.room}/sheet", data=form, headers=ORIGIN)
        self.compare_frames()

    def press(self, counts):
        """Another reporter hands in stories that are not printed: another number in each house, with other words."""
        self.op()
        for world, count in zip(self.worlds, counts, strict=True):
            for n in range(count):
                words, op = STORIES[world.index], f"story-{self.count}-{n}"
                assert world.house.desk.hand_in("g-other", world.room, op, words, words)["ok"]
                (story,) = (s.id for s in world.state.press.values() if s.status == "waiting")
                assert world.house.steer(world.room, "press.decline", f"no-{op}", story=story, words=words)[
                    "ok"
                ]
        self.compare_frames()

    def compare_frames(self):
        seen = []
        for index, world in enumerate(self.worlds):
            frames = world.frames()
            self.heard[index] += frames
            seen.append([frame for frame in frames if frame[0] not in self.private])
        self.same("frames", *seen)

    def pages(self, world):
        """Every page that somebody other than B, C and the facilitator can open."""
        house, room, found = world.house, world.room, {}
        guests = (OBSERVER, reporter_audience(GUEST))
        for audience in (ROOM, SCREEN, REMOTE, *guests, *(seat_audience(s) for s in self.others)):
            if audience is not ROOM:
                frames = house.publisher.resync(world.state, audience, {})
                if audience is REMOTE:
                    frames = [f | {"p": [part for part in f["p"] if part[0] != "urgent"]} for f in frames]
                found[f"parts of {audience}"] = json.dumps(frames)
        for seat in self.others:
            client = house.client(world.people[seat])
            for path in (
                f"/x/{room}",
                f"/x/{room}/story",
                f"/x/{room}/agreement",
                f"/s/{house.entry.join_code}",
            ):
                found[f"{path} of {seat}"] = client.get(path)
            for path in (f"/x/{room}/proposals", f"/x/{room}/messages"):
                # before the brief is read it leads back to the seat
                found[f"{path} of {seat}"] = client.get(path, follow_redirects=True)
        wall, nobody = house.identities.link(WALL, room), house.client()
        for path in ("/", f"/wall/{wall}", f"/x/{room}/agreement?t={wall}", f"/s/{house.entry.join_code}",
                     *(f"/c/{house.identities.link(CARD, room, s)}" for s in SEATS)):  # fmt: skip
            found[path] = nobody.get(path)
        paper = house.client(Identity(guest=GUEST, guest_of=world.state.seminar))
        with repeatable():  # the form of a story names an operation
            found["guests"] = nobody.get(f"/watch/{world.watch}/{room}")
            found["press"] = paper.get(f"/watch/{world.press}/{room}")
        for path, answer in found.items():
            if not isinstance(answer, str):
                assert answer.status_code == 200, path
                found[path] = answer.get_data(as_text=True)
        return found

    def compare_pages(self):
        pages = [self.pages(world) for world in self.worlds]
        for path in pages[0]:
            self.same(path, pages[0][path], pages[1][path])
        self.look_back()
        return pages

    def look_back(self):
        """Moments of the past come on the wall, and in the debrief on the pages of others: what B did in private
        neither counts nor shows, and the moment before it looks like the one after."""
        last = self.state.public_version
        for moment in sorted({1, last // 3, 2 * last // 3, last} - {0}):
            assert self.steer("replay.show", {"amount": str(moment), "clause": "rule"})["ok"]
            self.same(f"moment {moment} on the wall", *(
                self._shown(w.house.client(), f"/wall/{w.house.identities.link(WALL, w.room)}/moment")
                for w in self.worlds
            ))  # fmt: skip
            if debrief_begun(self.state):
                self.same(f"moment {moment} played back", *(
                    self._shown(w.house.client(w.people[self.others[0]]), f"/replay/{w.room}?at={moment}")
                    for w in self.worlds
                ))  # fmt: skip
        assert self.steer("replay.show", {"amount": "0"})["ok"]

    @staticmethod
    def _shown(client, path):
        answer = client.get(path)
        assert answer.status_code == 200, path
        return answer.get_data(as_text=True)

    @staticmethod
    def same(what, one, other):
        if one != other:
            one, other = (json.dumps(v) if not isinstance(v, str) else v for v in (one, other))
            at = next(
                (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)),
            )
            near = slice(max(0, at - 300), at + 200)
            pytest.fail(f"{what} tells a secret:\n--- {one[near]}\n+++ {other[near]}")


def any_step(data, twins):
    """One step of a negotiation that nobody planned, the same in both houses but for B's private doings."""
    draw, state = data.draw, twins.state
    kind = draw(
        st.sampled_from(
            ["seat"] * 7
            + ["facilitator"] * 4
            + [
                "wrong",
                "odd",
                "letters",
                "letters",
                "notes",
                "desk",
                "press",
                "bargains",
                "senses",
                "steer",
                "steer",
                "record",
                "move",
                "vote",
                "vote",
            ]
        )
    )
    if kind == "letters":
        counts = draw(st.sampled_from([(1, 2), (3, 0), (0, 1), (2, 2)]))
        twins.letters(counts, draw(st.booleans()))
    elif kind == "notes":
        twins.notes()
    elif kind == "desk":
        twins.desk(draw(st.booleans()))
    elif kind == "press":
        twins.press(draw(st.sampled_from([(1, 2), (2, 0), (0, 1)])))
    elif kind == "senses":
        twins.senses(draw(st.sampled_from([(1, 2), (2, 0), (0, 1)])))
    elif kind == "bargains":
        twins.bargains(draw(st.sampled_from([(1, 2), (2, 0), (0, 1)])))
    elif kind == "steer":
        what, given = draw(
            st.sampled_from(
                [
                    ("step.enter", {"step": "resources"}),
                    ("step.enter", {"step": "sign"}),
                    ("step.enter", {"step": "running"}),
                    ("step.enter", {}),
                    ("clock.pause", {}),
                    ("clock.resume", {}),
                    ("clock.resume", {}),
                    ("clock.extend", {"minutes": "5"}),
                    ("notice.set", {"text": "Five minutes."}),
                    ("scene.show", {"scene": "room"}),
                    ("scene.show", {"scene": "decision"}),
                    ("help.set", {"mode": "points"}),
                    ("help.set", {"mode": "off"}),
                    ("slide.show", {"slide": "0"}),
                ]
            )
        )
        twins.steer(what, given)
    elif kind == "move":
        seat = draw(st.sampled_from(SEATS))
        person = twins.worlds[0].people[seat].person
        twins.steer("seat.free", {"person": person})
        twins.seat(seat, "brief.confirm", {})
        twins.steer("seat.claim", {"person": person, "room": state.id, "seat": seat})
        for world in twins.worlds:
            # who takes a seat late is shown the story so far, once
            world.house.client(world.people[seat]).get(f"/x/{world.room}")
        twins.seat(seat, "brief.confirm", {})
    elif kind == "vote" and not state.open_decision:
        clause = draw(st.sampled_from(state.clauses))
        option = draw(st.sampled_from(state.rulebook.clause_of[clause].options)).id
        if twins.steer("decision.open", {f"{TERM}{clause}": option})["ok"]:
            for seat in SEATS:
                choice = draw(st.sampled_from(["yes", "yes", "yes", "no", "aside"]))
                twins.seat(
                    seat,
                    "ballot.cast",
                    {"decision": twins.state.open_decision.id, "choice": choice, "reason": "so"},
                )
            twins.steer("decision.close", {"decision": twins.state.open_decision.id})
    elif kind == "odd":
        command = any_command(draw, state)
        seat = draw(st.sampled_from(SEATS))
        if seat != twins.seat_b or command.KIND not in OF_THE_SHEET:
            twins.seat(seat, command.KIND, wire(command))
    else:
        seat = draw(st.sampled_from(SEATS))
        person = twins.worlds[0].people[seat].person
        actor = Actor("facilitator", "f-first") if kind == "facilitator" else Actor("delegate", person, seat)
        found = [
            p for p in permissions(state, actor) if actor.seat != twins.seat_b or p.kind not in OF_THE_SHEET
        ]
        if not found:
            return
        wanted = draw(st.sampled_from(sorted({p.kind for p in found})))
        chosen = draw(st.sampled_from([p for p in found if p.kind == wanted]))
        command = command_for(draw, state, wanted, actor.seat, chosen.target, chosen.bounds)
        if kind == "wrong":
            command = draw(st.sampled_from([*out_of_bounds(command, chosen.bounds), command]))
        if actor.role == "facilitator" or kind == "record":
            twins.steer(wanted, wire(command))
        else:
            twins.seat(seat, wanted, wire(command))


def check_canaries(twins, pages):
    """No word of B's in anything that others got; and each word where it belongs, so that the check can fail."""
    for world, heard, shown in zip(twins.worlds, twins.heard, pages, strict=True):
        secrets = [words[world.index] for words in (SHEETS, LETTERS, NOTES, BARGAINS, STORIES)]
        outside = "".join(html for to, html in heard if to not in twins.private) + "".join(shown.values())
        assert not [word for word in secrets if word in outside]
        steering = channel(world.room, FACILITATOR)
        house, room = world.house, world.room
        page = house.client(house.staff()).get(f"/steer/{room}").get_data(as_text=True)
        told = page + "".join(html for to, html in heard if to == steering)
        assert not [word for word in (secrets[0], *secrets[2:4]) if word in told], (
            "the facilitator reads B's sheet"
        )
        own = house.client(world.people[twins.seat_b]).get(f"/x/{room}").get_data(as_text=True)
        assert secrets[0] in own


@settings(max_examples=3)
@given(data=st.data())
def test_nobody_else_can_tell_what_only_one_seat_knows(tmp_path_factory, data):
    seat_b = data.draw(st.sampled_from(SEATS))
    seat_c = data.draw(st.sampled_from([s for s in SEATS if s != seat_b]))
    twins = Twins(
        tmp_path_factory.mktemp("twins"), seat_b, seat_c, data.draw(st.sampled_from(["basic", "full"]))
    )
    for _ in range(STEPS):
        any_step(data, twins)
    check_canaries(twins, twins.compare_pages())


def test_nobody_can_tell_which_seat_needs_more_time_also_while_a_decision_waits_for_it(tmp_path):
    twins = Twins(tmp_path, "vendors", "merchants")
    for names in (("more_time", "remote"), ("away", "here")):
        twins.flags(names)
        twins.compare_pages()
    assert twins.steer("decision.open", {f"{TERM}rule": "majority"})["ok"]
    for seat in SEATS:
        if seat != "vendors":
            twins.seat(seat, "ballot.cast", {"decision": "d1", "choice": "yes", "reason": "so"})
    twins.compare_pages()
    waits, closes = ({"decision": "d1"} | more for more in ({}, {"anyway": "1"}))
    first = twins.worlds[0].house
    refused = first.desk.steer(first.staff(), twins.worlds[0].room, "close-at-once", "decision.close", waits)
    assert refused["code"] == "decision.awaited"
    assert twins.steer("decision.close", closes)["ok"]
    twins.compare_pages()
    # the facilitator's pages are another matter, or this test could not fail
    pages = [w.house.client(w.house.staff()).get(f"/steer/{w.room}").text for w in twins.worlds]
    assert ["more time</span>" in page for page in pages] == [True, False]


def test_a_whole_negotiation_to_the_signatures_tells_nobody_a_secret(tmp_path):
    twins = Twins(tmp_path, "vendors", "merchants")
    twins.notes()
    twins.desk(True)
    twins.letters((1, 2), to_facilitator=True)
    twins.steer("help.set", {"mode": "points"})
    for clause, option in (
        ("rule", "lead-pair"),
        ("seats", "equal"),
        ("money", "thirds"),
        ("manager", "two-keys"),
    ):
        for seat in SEATS:
            twins.seat(
                seat,
                "stance.set",
                {"target": f"{clause}.{option}", "value": "yes", "seen": "1", "reason": "ours"},
            )
        twins.letters((2, 1), to_facilitator=False)
        assert twins.steer("decision.open", {f"{TERM}{clause}": option})["ok"]
        for seat in SEATS:
            twins.seat(seat, "ballot.cast", {"decision": twins.state.open_decision.id, "choice": "yes"})
        assert twins.steer("decision.close", {"decision": twins.state.open_decision.id})["ok"]
        twins.letters((0, 1), to_facilitator=True)
    for seat in SEATS:
        assert twins.seat(seat, "pledge.make", {"card": twins.state.organization(seat).pledge_cards[0].id})[
            "ok"
        ]
    twins.seat("vendors", "proposal.make", {f"{TERM}opening": "may-full", "rationale": "soon"})
    twins.steer("step.enter", {"step": "sign"})
    assert twins.steer("signing.open", {})["ok"]
    for seat in SEATS:
        assert twins.seat(seat, "signature.give", {"how": "sign", "seen": twins.state.signing.text_hash})[
            "ok"
        ]
    assert twins.steer("signing.conclude", {})["ok"]
    twins.letters((3, 1), to_facilitator=True)
    check_canaries(twins, twins.compare_pages())
    for words, reader in ((LETTERS, FACILITATOR), (LETTERS, seat_audience("merchants"))):
        where = channel(twins.worlds[0].room, reader)
        assert any(words[0] in html for to, html in twins.heard[0] if to == where), "its reader got no letter"


def test_two_who_bargain_leave_no_trace_for_anybody_else(tmp_path):
    twins = Twins(tmp_path, "vendors", "merchants", "full")
    twins.bargains((1, 3))
    for seat in SEATS:
        twins.seat(
            seat, "stance.set", {"target": "rule.majority", "value": "yes", "seen": "1", "reason": "ours"}
        )
        twins.seat(
            seat, "proposal.table", {f"{TERM}rule": "majority", "audience": "all", "rationale": "open"}
        )
    twins.bargains((2, 0))
    assert twins.steer("decision.open", {f"{TERM}rule": "majority"})["ok"]
    twins.bargains((0, 1))
    check_canaries(twins, twins.compare_pages())
    where = channel(twins.worlds[0].room, seat_audience("merchants"))
    assert any(BARGAINS[0] in html for to, html in twins.heard[0] if to == where), "its reader got nothing"


def test_what_is_marked_in_a_hidden_check_leaves_no_trace_for_anybody_else(tmp_path):
    twins = Twins(tmp_path, "vendors", "merchants")
    twins.senses((1, 0), pages=True)
    for seat in SEATS:
        twins.seat(
            seat, "stance.set", {"target": "rule.majority", "value": "yes", "seen": "1", "reason": "ours"}
        )
    twins.senses((0, 2), pages=True)
    assert twins.steer("sense.open", {"target": "rule", "how": "hide"})["ok"]
    assert twins.seat("neighbors", "sense.same", {"check": "s3"})["ok"]
    assert twins.steer("sense.close", {"check": "s3"})["ok"]
    check_canaries(twins, twins.compare_pages())
    own = channel(twins.worlds[1].room, seat_audience("vendors"))
    assert any(SENSES[1] in html for to, html in twins.heard[1] if to == own), "B saw its own marks"
    told = [html for to, html in twins.heard[1] if to != own]
    assert not [html for html in told if SENSES[1] in html]


def test_what_a_seat_says_of_being_heard_leaves_no_trace_for_anybody_else(tmp_path):
    twins = Twins(tmp_path, "vendors", "merchants")
    assert twins.steer("heard.ask", {})["ok"]
    twins.unheard((1, 3))
    twins.compare_pages()
    assert twins.seat("neighbors", "heard.answer", {"round": "h1", "heard": "yes"})["ok"]
    twins.unheard((2, 1))
    assert twins.steer("heard.close", {"round": "h1"})["ok"]
    twins.compare_pages()
    assert twins.steer("heard.ask", {})["ok"]
    twins.unheard((0, 2))
    assert twins.steer("step.enter", {"step": "resources"})["ok"]
    pages = twins.compare_pages()
    for world, heard, shown in zip(twins.worlds, twins.heard, pages, strict=True):
        own, steering = channel(world.room, seat_audience("vendors")), channel(world.room, FACILITATOR)
        for reader in (own, steering):
            assert any(UNHEARD[world.index] in html for to, html in heard if to == reader)
        outside = "".join(html for to, html in heard if to not in (own, steering)) + "".join(shown.values())
        assert UNHEARD[world.index] not in outside


def test_stories_that_were_not_printed_leave_no_trace_for_anybody_but_their_reporter(tmp_path):
    twins = Twins(tmp_path, "vendors", "merchants")
    twins.press((1, 3))
    for world in twins.worlds:
        assert world.house.desk.hand_in(GUEST, world.room, "one-for-all", "They meet", "In the rain.")["ok"]
    (story,) = (s.id for s in twins.state.press.values() if s.status == "waiting")
    assert twins.steer("press.publish", {"story": story})["ok"]
    twins.press((2, 0))
    pages = twins.compare_pages()
    check_canaries(twins, pages)
    for page in ("guests", "press", "parts of Audience(kind='screen', seat='')"):
        assert "In the rain." in pages[0][page]
    own = channel(twins.worlds[0].room, reporter_audience("g-other"))
    assert any(STORIES[0] in html for to, html in twins.heard[0] if to == own), "the reporter hears why"


def test_the_wall_the_phone_and_guests_are_really_compared(tmp_path):
    """Each of them hears what it should in a room that talks, so that the comparison is not of nothing with nothing."""
    twins = Twins(tmp_path, "vendors", "merchants")
    for seat in SEATS:
        twins.seat(
            seat, "stance.set", {"target": "rule.majority", "value": "yes", "seen": "1", "reason": "ours"}
        )
    assert twins.steer("decision.open", {f"{TERM}rule": "majority"})["ok"]
    assert twins.steer("step.enter", {"step": "resources"})["ok"]
    room = twins.worlds[0].room
    for audience in (SCREEN, REMOTE, OBSERVER):
        assert any(to == channel(room, audience) for to, _ in twins.heard[0]), audience


@pytest.mark.parametrize("audience", [SCREEN, REMOTE, OBSERVER, reporter_audience(GUEST)])
def test_the_comparison_sees_a_secret_in_the_payload_of(tmp_path, monkeypatch, audience):
    """A part that tells B's brief to the wall, the phone or a guest is found out."""
    twins = Twins(tmp_path, "vendors", "merchants")

    def leaks(state, viewer, key):
        if viewer == audience:
            return state.organization("vendors").brief
        return project_part(state, viewer, key)

    class Frank:
        def __init__(self, renderer):
            self.renderer = renderer

        def render(self, look, key, view, exercise):
            if isinstance(view, str):
                return Rendered(part_id(key), view, "", view)
            return self.renderer.render(look, key, view, exercise)

        def has_look(self, look, key):
            return self.renderer.has_look(look, key)

    monkeypatch.setattr("simulator.realtime.publisher.project_part", leaks)
    for world in twins.worlds:
        world.house.publisher._renderer = Frank(world.house.publisher._renderer)
    with pytest.raises(
        pytest.fail.Exception, match=f"parts of Audience.kind='{audience.kind}'.* tells a secret"
    ):
        twins.compare_pages()


def test_the_comparison_sees_a_leak_where_there_is_one(tmp_path):
    """The same machine, told that the receiver of a letter is an outsider, must object."""
    twins = Twins(tmp_path, "vendors", "merchants")
    twins.private.discard(channel(twins.worlds[0].room, seat_audience("merchants")))
    with pytest.raises(pytest.fail.Exception, match="tells a secret"):
        twins.letters((1, 2), to_facilitator=False)


def test_the_comparison_sees_a_version_that_counts_letters(tmp_path, monkeypatch):
    twins = Twins(tmp_path, "vendors", "merchants")
    monkeypatch.setattr("simulator.realtime.publisher.version_of", lambda state, _audience: state.version)
    twins.letters((1, 2), to_facilitator=True)
    with pytest.raises(pytest.fail.Exception, match="tells a secret"):
        twins.seat("neighbors", "stance.set", {"target": "rule.majority", "value": "yes", "seen": "1"})


def test_after_a_hidden_check_the_order_of_a_frame_tells_nothing_of_its_marks(tmp_path):
    twins = Twins(tmp_path, "neighbors", "merchants")
    twins.senses((0, 1))
    person = twins.worlds[0].people["merchants"].person
    assert twins.steer("seat.free", {"person": person})["ok"]
    assert twins.steer("seat.claim", {"person": person, "room": twins.state.id, "seat": "merchants"})["ok"]
