"""The facilitator's guide is walked through the running product: each control that it names is seen on a page."""

import re
from pathlib import Path

import pytest
from lxml import html

from tests.support.house import ORIGIN, SEATS, watch_link
from tests.web.test_depth import Evening

GUIDE = Path(__file__).parents[2] / "docs" / "facilitator.md"
PAGES = (
    "", "/seats", "/agenda", "/kit", "/kit/tally", "/cards", "/paper", "/together", "/rooms", "/messages", "/proposals",
    "/tables", "/after", "/after/attendance", "/after/certificates", "/after/evaluation", "/after/keeping",
)  # fmt: skip
SAID = ("placeholder", "aria-label", "value", "title", "alt")


class Walk(Evening):
    """The evening of the guide, with every page of the facilitator opened at each stage, and a little of everything."""

    def __init__(self, tmp_path):
        self.seen = []
        super().__init__(tmp_path, "full")

    def post(self, address, **data):
        return self.staff().post(address, data=data, headers=ORIGIN)

    def staff(self):
        return self.house.client(self.house.staff())

    def look(self):
        here, client = f"/steer/{self.exercise}", self.staff()
        paths = [
            "/steer/",
            "/steer/check",
            f"/replay/{self.exercise}",
            f"/wall/{self.wall}",
            *(here + p for p in PAGES),
        ]
        self.read(client, *paths)
        for person in self.people.values():
            self.read(self.house.client(person), f"/x/{self.exercise}", f"/x/{self.exercise}/leave")

    def read(self, client, *paths):
        for path in paths:
            answer = client.get(path)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                body = html.fromstring(answer.get_data(as_text=True))
                said = [
                    v for e in body.iter() for k, v in e.attrib.items() if k in SAID or k.startswith("data-")
                ]
                self.seen.append(" ".join(" ".join([body.text_content(), *said]).split()))

    # --- the evening, and what the guide tells of that nobody does in it -----------------------------------

    def _play(self):
        entry = self.house.entry
        self.read(self.house.app.test_client(), "/", f"/s/{entry.join_code}", "/privacy")
        self.before()
        super()._play()
        self.after()
        self.far_away()
        self.guests_and_latecomers()

    def before(self):
        """Templates, a rehearsal, a guest list and its plan, a change of the running order."""
        here = f"/steer/{self.exercise}"
        self.look()
        self.read_form("/steer/new", scenario="first-table", people="6", do="look")
        self.post(f"{here}/template", name="Mine")
        rehearsal = self.post(f"{here}/again", rehearsal="1").headers["Location"]
        assert rehearsal != here
        self.post(f"{here}/seats/guests", text="name\nAna\nBo\nCy\nDee\n")
        self.post(f"{here}/seats/plan", sector="any", homes="split", most="6", empty="proxy")
        self.post(f"{here}/agenda", skip=self.state().steps[-2].id)
        newcomer = self.house.app.test_client()
        newcomer.post(f"/s/{self.house.entry.join_code}/enter", data={"name": "Ana"}, headers=ORIGIN)
        (guest, *_) = (
            g.id for g in self.house.services.guests.of(self.state().seminar).guests if g.name == "Ana"
        )
        newcomer.post(f"/s/{self.house.entry.join_code}/me", data={"guest": guest}, headers=ORIGIN)
        stranger = self.house.app.test_client()
        stranger.post(f"/s/{self.house.entry.join_code}/enter", data={"name": "Zoe"}, headers=ORIGIN)
        self.look()
        self.post(f"{here}/agenda", back=self.state().agenda.out[0])
        self.post(f"{here}/together", do="name", name="Eve")
        self.post(f"{here}/seats/forget", all="1")

    def read_form(self, address, **data):
        answer = self.post(address, **data)
        self.seen.append(" ".join(html.fromstring(answer.get_data(as_text=True)).text_content().split()))

    def _settle(self, decision):
        self.look()
        self.steer("clock.pause")
        self.look()
        self.steer("clock.resume")
        self.steer("eyes.set", up="1", text="")
        self.steer("notice.set", text="Five minutes.")
        self.look()
        self.steer("eyes.set", up="", text="")
        self.steer("notice.set", text="")
        super()._settle(decision)

    def _talk(self):
        super()._talk()
        self.look_at("")
        self.act("vendors", "speaker.withdraw")
        assert self.act("merchants", "speaker.start")
        assert self.act("vendors", "help.ask", about="unclear")
        assert self.act("foundation", "help.ask", about="come")
        self.act("vendors", "message.send", channel="facilitator", text="May we go out?")
        self.house.steer(
            self.exercise, "stance.set", target="rule.majority", seat="neighbors", value="yes", seen="1"
        )
        self.look()
        self.house.steer(self.exercise, "help.reply", to="vendors", how="answer", text="Write to me.")
        self.house.steer(self.exercise, "line.send", to="merchants", what="meet", about="rule.majority")
        self.house.steer(self.exercise, "consent.list", **{"term:opening": "pilot-six"})
        (item,) = self.state().consents.items
        self.look_at("")
        assert self.act("merchants", "consent.object", item=item, reason="too early")
        self.house.steer(self.exercise, "presence.mark", seat="county-health", present="")
        self.post(f"/steer/{self.exercise}/look/vendors", kind="seat.look")
        self.look_at("/look/vendors")
        self.look()
        self.act("merchants", "speaker.end")
        self.house.steer(self.exercise, "consent.take_off", item=item)

    def after(self):
        """The test, the debrief, the form, and the seminar put away."""
        works = self.house.running.works
        self.steer("trial.run")
        works.do_all()
        for amount in range(1, 8):
            self.look_at("")
            self.steer("trial.tell", amount=str(amount))
        self.look_at("")
        other = next(o.id for o in self.state().rulebook.clause_of["manager"].options if o.id != "two-keys")
        self.steer("trial.change", option=f"manager.{other}")
        for seat in SEATS:
            self.act(seat, "ballot.cast", decision="d3", choice="yes")
        self.steer("decision.close", decision="d3")
        self.look_at("")
        for what in ("count", "parties", "names", "best"):
            self.steer("debrief.reveal", what=what)
            works.do_all()
            self.look_at("")
        here = f"/steer/{self.exercise}/after"
        self.post(f"{here}/evaluation", do="open")
        self.look()
        self.post(f"{here}/archive", away="1")
        self.look()
        self.post(f"{here}/archive", away="0")

    def guests_and_latecomers(self):
        """Guests and the press, a seat that needs more time, what people said of being heard, another room."""
        house = self.house
        here = self.exercise = house.open(bots="demo")
        self.people = {s: house.sit(here, s) for s in SEATS[:4]}
        self.look_at("/observers")
        self.post(f"/steer/{here}/observers", do="open", door="press")
        reporter = house.app.test_client()
        page = f"/watch/{watch_link(house, here, 'press')}/{here}"
        for number in (1, 2):
            story = {
                "headline": f"Talks, day {number}",
                "text": "They sat until noon.",
                "op": f"a-story-{number}",
            }
            reporter.post(f"{page}/story", data=story, headers=ORIGIN)
        self.look_at("", "/observers")
        first, second = self.state().press
        self.steer("press.publish", story=first)
        self.steer("press.decline", story=second, words="Who said so?")
        self.look_at("")
        self.steer("step.enter", step="deciding")
        self.steer("inject.throw", inject=self.state().rulebook.injects[0].id)
        vendor = self.people["vendors"]
        self.look_at("", f"/people/{vendor.person}")
        self.steer("seat.flag", room=here, seat="vendors", flag="more_time", up="1")
        self.steer("decision.open", **{"term:rule": "majority"})
        self.look_at("")
        decision = self.state().open_decision
        house.steer(here, "decision.close", decision=decision, anyway="1")
        self.steer("consent.list", amount="2", **{"term:opening": "pilot-six"})
        house.clock.at += 3 * 60_000
        self.steer("notice.set", text="Time.")
        self.look_at("")
        self.steer("heard.ask")
        self.look_at("")
        asked = self.state().heard.open.id
        for seat in SEATS[:4]:
            self.act(seat, "heard.answer", round=asked, heard="yes")
        self.steer("heard.close", round=asked)
        self.steer("step.enter", step="debrief")
        self.look_at("")
        self.read(house.client(vendor), f"/x/{here}/story")
        self.post(f"/replay/{here}/return", at="20")
        self.post(f"/replay/{here}/show", at="20")
        self.look_at("")
        self.read(self.staff(), f"/replay/{here}?at=20")
        self.read(house.client(vendor), f"/x/{here}")

    def look_at(self, *pages):
        self.read(self.staff(), *(f"/steer/{self.exercise}{page}" for page in pages))

    def far_away(self):
        """Two rooms of people who write; a rule under which nothing passes; one who asks at a door, one who leaves."""
        house = self.house
        self.exercise = house.open(rooms=2, talk="remote", letters="after", depth="full")
        self.people = {s: house.sit(self.exercise, s) for s in SEATS}
        door = house.app.test_client()
        door.post(f"/s/{house.entry.join_code}/enter", data={"name": "Jo"}, headers=ORIGIN)
        door.post(
            f"/s/{house.entry.join_code}/ask", data={"room": self.exercise, "seat": "vendors"}, headers=ORIGIN
        )
        self.steer("step.enter", step="arrive")
        self.look_at("")
        home = house.client(self.people["foundation"])
        home.post(f"/x/{self.exercise}/leave", data={"proxy": "vendors"}, headers=ORIGIN)
        self.steer("step.enter", step="deciding")
        for decision in ("d1", "d2"):
            self.look_at("")
            self.steer("decision.open", **{"term:rule": "lead-pair"})
            for seat in SEATS[:5]:
                self.act(seat, "ballot.cast", decision=decision, choice="no", reason="too fast")
            self.steer("decision.close", decision=decision)
        self.look_at("")
        self.steer("review.call")
        self.look_at("")
        self.steer("step.enter", step="resources")
        self.look_at("")
        self.steer("step.enter", step="debrief")
        self.look_at("")


def words(text):
    """As the guide and a page may both write it: without what differs each time."""
    return re.sub(r"\d+", "N", " ".join(text.split()))


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    return Walk(tmp_path_factory.mktemp("guide"))


ELSEWHERE = {
    "quotation marks": "the guide says of itself what they mean",
    "(erased)": "stands for words that were erased",
    "5 moved from no to with changes": "a picture of a sense check in which five changed their mind",
    "Paused 3 s ago by Ana": "the seconds are counted by the browser",
    "Another decision was opened since": "an answer to “Undo”",
    "Time is up: close it": "in a decision whose option gives decisions a clock",
    "The text has 3 signatures since": "an answer to “Undo”",
}
"""What the guide quotes and no page of this evening holds, and why."""


def test_each_control_that_the_guide_names_is_seen_on_a_page(walk):
    seen = words(" ".join(walk.seen))
    quoted = {
        label.removesuffix("…").rstrip() for label in re.findall(r"“([^”]+)”", GUIDE.read_text("utf-8"))
    }
    assert len(quoted) > 200
    assert set(ELSEWHERE) <= quoted
    assert sorted(label for label in quoted - set(ELSEWHERE) if words(label) not in seen) == []
