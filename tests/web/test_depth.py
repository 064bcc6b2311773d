"""What each depth shows: every control of every page through a whole evening, as two lists that people read.

`SIMULATOR_REGEN=1` writes `tests/golden/controls/` anew and then fails, so that the difference is read: a control that
only full depth has must not turn up in the list of basic.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest
from lxml import html

from simulator.app.ports import canonical_code
from simulator.core.decide import MOVES
from simulator.core.envelope import Actor
from simulator.core.moves import gate
from simulator.core.refusals import RefusalCode, Refused
from simulator.web.identity import WALL
from tests.support.house import SEATS, House

GOLDEN = Path(__file__).parents[1] / "golden" / "controls"
DEPTHS = ("basic", "full")


class Evening:
    """First Table played by six people from the door to the debrief, with every page opened at every stage."""

    def __init__(self, tmp_path, depth):
        self.house, self.depth = House(tmp_path), depth
        self.exercise = self.house.open(depth=depth, talk="room")
        self.controls, self.texts = defaultdict(set), []
        self.wall = self.house.identities.link(WALL, self.exercise)
        self.people, book = {}, self.state().rulebook
        self.names = [n for o in book.organizations for n in (o.name, o.short)] + [
            t.title for t in book.steps
        ]
        self._play()

    def act(self, seat, kind, **fields):
        return self.house.act(self.people[seat], self.exercise, kind, **fields)["ok"]

    def steer(self, kind, **fields):
        done = self.house.steer(self.exercise, kind, **fields)
        assert done["ok"], (kind, done)

    def state(self):
        return self.house.simulator.exercise(self.exercise)

    def _play(self):
        self._look("door", self.house.app.test_client(), "/", f"/s/{self.house.entry.join_code}")
        self.people["vendors"] = self.house.sit(self.exercise, "vendors", read=False)
        self.look()
        self.people |= {s: self.house.sit(self.exercise, s) for s in SEATS if s != "vendors"}
        self.act("vendors", "brief.confirm")
        self.steer("step.enter", step="deciding")
        self._talk()
        self._bargain()
        self.look()
        self.act("vendors", "vote.lend", to="merchants", once="")
        self.steer("decision.open", **{"term:rule": "lead-pair"})
        self.act("vendors", "ballot.cast", decision="d1", choice="no", reason="too fast")
        self.look()
        self._settle("d1")
        # a small table now decides: its sectors name who sits there, and one of them is of two minds
        self.act("vendors", "committee.mark", delegate="merchants", up="1")
        self.act("merchants", "committee.mark", delegate="vendors", up="1")
        self.look()
        self.steer("step.enter", step="resources")
        self.act("vendors", "table.take_pen")
        self.look()
        self.act("vendors", "table.write", **{"term:money": self._option("money"), "seen": "1"})
        self.act("vendors", "pledge.make", card=self._card("vendors"))
        self.act("merchants", "worksheet.mark", option=f"money.{self._option('money')}", mark="must")
        self.steer("decision.open", **{"term:manager": "two-keys", "term:opening": "pilot-six"})
        self.look()
        self._settle("d2")
        self.look()
        self.steer("step.enter", step="sign")
        self.act("vendors", "task.lead", task="two-locks")
        self.steer("signing.open")
        self.look()
        seen = self.state().signing.text_hash
        self.act("vendors", "signature.give", how="reserve", note="our council", seen=seen)
        self.act("merchants", "signature.give", how="sign", seen=seen)
        self.look()
        self.steer("signing.conclude")
        self.steer("step.enter", step="debrief")
        self.look()

    def _option(self, clause):
        return self.state().rulebook.clause_of[clause].options[0].id

    def _card(self, seat):
        return self.state().rulebook.organization_of[seat].pledge_cards[0].id

    def _settle(self, decision):
        for seat in SEATS:
            self.act(seat, "ballot.cast", decision=decision, choice="yes")
        self.steer("decision.close", decision=decision)

    def _talk(self):
        self.act("vendors", "stance.set", target="rule.majority", value="no", seen="1", reason="too fast")
        self.act("merchants", "stance.set", target="rule.majority", value="with", seen="1", moves="a quorum")
        self.steer("sense.open", target="rule", how="hide")
        self.act("merchants", "sense.same", check="s1")
        self.look()
        self.steer("sense.close", check="s1")
        self.act("vendors", "speaker.ask", point="")
        self.act("merchants", "speaker.ask", point="1")
        self.steer("floor.put", target="rule.majority")

    def _bargain(self):
        """What only full depth has is tried in both: basic refuses it."""
        assert self.act("merchants", "proposal.make", **{"term:rule": "majority"}, rationale="quick")
        tried = [
            self.act("vendors", "proposal.table", **{"term:rule": "majority"}, audience="named", to="merchants",
                     sponsors="merchants"),
            self.act("vendors", "proposal.table", **{"term:rule": "majority"}, audience="same",
                     parent=next(iter(self.state().tabled))),
            self.act("vendors", "offer.make", to="merchants", give="carts", want="shade", until="10"),
        ]  # fmt: skip
        assert tried == [self.depth == "full"] * 3

    def look(self):
        """Open every page that somebody could have open now."""
        base = f"/x/{self.exercise}"
        for seat in ("vendors", "merchants"):
            if seat in self.people:
                client = self.house.client(self.people[seat])
                self._look("seat", client, base)
                self._look("agreement", client, f"{base}/agreement")
                self._look("leaving", client, f"{base}/leave")
                self._look("proposal", client, f"{base}/proposal")
                self._look("comparing", client, f"{base}/compare")
        staff = self.house.client(self.house.staff())
        self._look("steering", staff, f"/steer/{self.exercise}")
        self._look("tables", staff, f"/steer/{self.exercise}/tables")
        self._look("desk", staff, "/steer/")
        self._look("wall", self.house.app.test_client(), f"/wall/{self.wall}")

    def _look(self, page, client, *paths):
        for path in paths:
            answer = client.get(path)
            if answer.status_code != 200:
                continue
            body = html.fromstring(answer.get_data(as_text=True)).find("body")
            self.texts.append((page, " ".join(body.text_content().split())))
            for control in self._controls(body):
                self.controls[page].add(control)

    def _controls(self, body):
        for form in body.iter("form"):
            fields = {e.get("name") for e in form.iter("input", "select", "textarea") if e.get("name")}
            fields = {re.sub(r":.*", ":…", name) for name in fields} - {"kind", "lang"}
            kind = form.xpath('string(.//*[@name="kind"]/@value)') or self._path(form.get("action", ""))
            for button in form.iter("button"):
                if "try again" not in (label := self._label(button)):  # every form has that one
                    yield f"{kind} [{label}]"
            yield f"{kind} ({', '.join(sorted(fields))})"
        for link in body.iter("a"):
            if not link.get("href", "").startswith("#"):
                yield f"link {self._path(link.get('href', ''))}"
        for fold in body.iter("summary"):
            yield f"fold {self._label(fold)}"
        for button in body.xpath("//button[not(ancestor::form)]"):
            yield f"button [{self._label(button)}]"

    def _label(self, element):
        """The words on a control without what the scenario says: parties, steps, what comes after a colon."""
        said = _words(element) or element.get("aria-label", "")
        for name in self.names:
            said = said.replace(name, "…")
        return re.sub(r": .*|N?….*", "…", said)

    def _path(self, href):
        href = href.replace(self.exercise, "…").replace(canonical_code(self.house.entry.join_code), "…")
        return re.sub(
            r"/(wall|c|people)/[^/]+|[?#].*", lambda found: f"/{found[1]}/…" if found[1] else "", href
        )

    def written(self):
        lines = [
            f"{page}: {control}" for page, found in sorted(self.controls.items()) for control in sorted(found)
        ]
        return "".join(f"{line}\n" for line in lines)


def _words(element):
    """The words of an element, with numbers and marks of symbols left out."""
    said = " ".join(element.text_content().split())
    return re.sub(r"\d[\d,.:]*", "N", said)[:90]


@pytest.fixture(scope="module")
def evenings(tmp_path_factory):
    return {depth: Evening(tmp_path_factory.mktemp(depth), depth) for depth in DEPTHS}


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_control_of_this_depth_is_in_its_list(evenings, depth):
    found, golden = evenings[depth].written(), GOLDEN / f"{depth}.txt"
    if os.environ.get("SIMULATOR_REGEN") == "1":
        golden.write_text(found, encoding="utf-8")
        pytest.fail(f"{golden.name} is rewritten: read the difference")
    assert found == golden.read_text(encoding="utf-8")


def _asked_for_full(evening, kind, move):
    """Whether this move is refused for its depth: asked for every seat and every target that there is now."""
    state = evening.state()
    for seat in state.seats if move.for_seat else [""]:
        for role in move.roles & {"delegate", "facilitator"}:
            actor = Actor(role, state.seats[seat].person if seat else "", seat)
            for target in (*move.targets(state, actor), "nothing"):
                try:
                    gate(move, state, actor, seat, target)
                except Refused as no:
                    if no.code == RefusalCode.NOT_IN_DEPTH:
                        return True
    return False


def test_no_page_of_basic_offers_what_basic_refuses(evenings):
    """The rules say what belongs to full depth: none of it has a control in basic, and each has one in full."""
    full_only = {m.command.KIND for c, m in MOVES.items() if _asked_for_full(evenings["basic"], c, m)}
    assert {"proposal.table", "offer.make", "vote.lend", "sponsor.ask"} <= full_only
    offered = {line.partition(": ")[2].split(" ")[0] for line in evenings["basic"].written().splitlines()}
    assert not full_only & offered
    asked = {line.partition(": ")[2].split(" ")[0] for line in evenings["full"].written().splitlines()}
    # written on a page of its own, whose form posts to that page
    assert full_only - asked == {"proposal.table", "proposal.edit"}


def test_no_page_of_basic_says_the_words_of_full_depth(evenings):
    """Labels that only full depth has do not stand as text on any page of basic either."""
    basic, full = (_labels(evenings[depth]) for depth in DEPTHS)
    words = {label for label in full - basic if label.count(" ") > 1}
    assert len(words) > 5
    said = {(page, word) for page, text in evenings["basic"].texts for word in words if word in text}
    assert not said


def _labels(evening):
    return {button or fold for button, fold in re.findall(r"\[(.*)\]$|: fold (.*)$", evening.written(), re.M)}
