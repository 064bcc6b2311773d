"""What is sent, to whom, and how often, with a renderer and a sender that only count."""

import pytest

from simulator.app.rendered import Rendered
from simulator.core.envelope import FACILITATOR, ROOM, SCREEN, seat_audience
from simulator.core.evolving.talk import MESSAGES_KEPT
from simulator.core.views.parts import OWN_PARTS, PUBLIC, keys_of
from simulator.realtime.protocol import PARTS, channel
from simulator.realtime.publisher import FULL, GLANCES, STEP, Publisher, version_of
from tests.support.room import Room

CITY, SHOP = seat_audience("city"), seat_audience("shop")


FLEETING = ("message", "letter", "proposal", "stance", "mydeal", "deal", "kept")
"""Parts that newer ones push off the pages; of any other, nothing is a view like others."""


class Renderer:
    """A part is its view as text; ``calls`` are the parts that were made."""

    def __init__(self, *, wall=()):
        self.calls, self.wall, self.fails = [], set(wall), ""

    def render(self, look, key, view, exercise):
        self.calls.append((look, key))
        if key == self.fails:
            raise ZeroDivisionError(key)
        html = f"{look}:{key}:{view!r}" if view is not None or key.partition("/")[0] not in FLEETING else ""
        return Rendered(key, str(hash(html)), "", html)

    def has_look(self, look, key):
        return key.partition("/")[0] in self.wall


class Sender:
    """Remembers what was sent. With ``hold`` tasks wait until ``run``."""

    def __init__(self):
        self.sent, self.waiting, self.hold, self.fails = [], [], False, 0
        self.pauses, self.meanwhile = [], lambda _: None

    def emit(self, event, data, to):
        assert event == PARTS
        if self.fails:
            self.fails -= 1
            raise ConnectionError(to)
        self.sent.append((to, data))

    def pause(self, seconds):
        self.pauses.append(seconds)
        self.meanwhile(seconds)

    def start(self, task, *args):
        if self.hold:
            self.waiting.append((task, args))
        else:
            task(*args)

    def run(self):
        waiting, self.waiting = self.waiting, []
        for task, args in waiting:
            task(*args)


class Live:
    """A room whose changes are published."""

    def __init__(self, *watchers, wall=()):
        self.renderer, self.sender = Renderer(wall=wall), Sender()
        self.under_way = 0
        self.publisher = Publisher(self.renderer, self.sender, lambda _: self.under_way)
        self.room = Room(bots="none")
        self.city, self.shop = self.room.seats("city", "shop")
        self.room.facilitator.enters("talk")
        for audience in watchers:
            self.publisher.watch(self.room.state, audience)
        self.room.watch = lambda _b, event, after: self.publisher.exercise_changed(after.id, after, (event,))

    def frames(self, audience):
        """Frames on this audience's own channel since the last call."""
        where = channel(self.room.state.id, audience)
        found = [data for to, data in self.sender.sent if to == where]
        self.sender.sent = [(to, data) for to, data in self.sender.sent if to != where]
        return found

    def ids(self, audience):
        return [part for frame in self.frames(audience) for part, *_ in frame["p"]]

    def etags(self, audience):
        return {r.id: r.etag for r in self.publisher.page(self.room.state, audience).values()}


@pytest.fixture
def live():
    return Live(CITY, SHOP, FACILITATOR, SCREEN)


def test_a_mark_goes_to_the_room_and_to_its_own_seat(live):
    live.city.marks("money.fund", "yes")
    assert "option/money.fund" in live.ids(ROOM)
    assert "stance/money.fund" in live.ids(CITY)
    assert not any(i.startswith("stance/") for i in live.ids(SHOP))


def test_a_part_that_did_not_change_is_not_sent_again(live):
    live.city.marks("money.fund", "yes")
    live.sender.sent.clear()
    live.city.marks("money.none", "yes")
    first = live.ids(ROOM)
    live.city.marks("money.none", "yes", reason="the same, with a reason")
    second = live.ids(ROOM)
    assert "option/money.none" in first
    assert "option/money.fund" not in first + second
    made = len(live.renderer.calls)
    live.publisher.exercise_changed(live.room.state.id, live.room.state, (live.room.log[-1],))
    assert len(live.renderer.calls) == made  # the views were compared, and nothing was drawn
    assert live.sender.sent == [(to, f) for to, f in live.sender.sent if f["p"]]
    assert live.ids(ROOM) == []


def test_no_frame_is_empty(live):
    for text in ("one", "two"):
        live.city.says(text)
        live.city.marks("lead.city", "with")
    assert all(frame["p"] for _, frame in live.sender.sent)


def test_a_part_is_made_once_per_audience_however_many_look():
    live = Live(*[CITY] * 5, *[SHOP] * 7, *[FACILITATOR] * 3)
    live.city.marks("money.fund", "yes")
    made = [call for call in live.renderer.calls if call == ("room", "option/money.fund")]
    assert len(made) == 1
    assert len(live.frames(ROOM)) == 1


def test_the_wall_gets_a_part_of_its_own_only_where_it_draws_it_differently():
    live = Live(CITY, SCREEN, wall=("option",))
    live.city.marks("money.fund", "yes")
    assert {look for look, key in live.renderer.calls if key == "option/money.fund"} == {"room", "screen"}
    assert {look for look, key in live.renderer.calls if key.startswith("dot/")} <= {"room"}
    wall = live.frames(SCREEN)[0]
    assert any(html.startswith("screen:") for part, _, _, html in wall["p"] if part == "option/money.fund")


def test_nothing_is_made_for_audiences_that_nobody_watches():
    live = Live(SHOP)
    live.city.marks("money.fund", "yes")
    live.city.says("to you", "private", ("shop",))
    assert {to for to, _ in live.sender.sent} <= {channel("a", ROOM), channel("a", SHOP)}
    assert {look for look, _ in live.renderer.calls} <= {"room", "seat"}


def test_nothing_at_all_is_made_in_an_empty_room():
    live = Live()
    live.city.marks("money.fund", "yes")
    assert live.renderer.calls == []
    assert live.sender.sent == []


def test_a_wall_alone_makes_no_parts_of_the_room():
    live = Live(SCREEN)
    live.city.marks("money.fund", "yes")
    assert {to for to, _ in live.sender.sent} == {channel("a", SCREEN)}


def test_watchers_that_go_are_counted(live):
    live.publisher.watch(live.room.state, CITY)
    live.publisher.unwatch(live.room.state.id, CITY)
    live.city.marks("money.fund", "yes")
    assert live.ids(CITY)
    live.publisher.unwatch(live.room.state.id, CITY)
    live.city.marks("money.fund", "no")
    assert live.ids(CITY) == []


def test_changes_that_come_during_a_flush_go_out_together(live):
    live.sender.hold = True
    live.city.marks("money.fund", "yes")
    live.shop.marks("money.fund", "no")
    live.city.marks("money.none", "with")
    assert len(live.sender.waiting) == 1
    live.sender.run()
    frames = live.frames(ROOM)
    assert len(frames) == 1
    ids = [part for part, *_ in frames[0]["p"]]
    assert len(ids) == len(set(ids))
    assert {"option/money.fund", "option/money.none"} <= set(ids)
    assert frames[0]["v"] == live.room.state.public_version
    live.city.marks("lead.city", "yes")
    assert len(live.sender.waiting) == 1


def test_a_change_during_sending_is_sent_by_the_flush_that_is_under_way(live):
    emit, nested = live.sender.emit, []

    def emit_and_change(event, data, to):
        emit(event, data, to)
        if not nested:
            nested.append(True)
            live.shop.marks("lead.board", "yes")

    live.sender.emit = emit_and_change
    live.city.marks("money.fund", "yes")
    assert "option/lead.board" in live.ids(ROOM)


def test_what_is_sent_last_is_the_truth(live):
    live.sender.hold = True
    live.city.marks("money.fund", "yes")
    live.city.marks("money.fund", "no")
    live.sender.run()
    page = live.publisher.page(live.room.state, CITY)
    for part, etag, _, html in (p for f in live.frames(ROOM) for p in f["p"]):
        assert (page[part].etag, page[part].html) == (etag, html)


def test_a_page_that_is_in_step_gets_nothing_on_hello(live):
    live.city.marks("money.fund", "yes")
    for audience in (CITY, FACILITATOR, SCREEN):
        frames = live.publisher.resync(live.room.state, audience, live.etags(audience))
        versions = [live.room.state.public_version, version_of(live.room.state, audience)]
        assert frames == [{"v": v, "p": []} for v in versions]


def test_a_page_that_comes_back_gets_exactly_what_it_missed(live):
    known = live.etags(SHOP)
    live.publisher.unwatch(live.room.state.id, SHOP)
    live.city.marks("money.fund", "yes", reason="we need it")
    live.city.says("to you", "private", ("shop",))
    live.publisher.watch(live.room.state, SHOP)
    public, own = live.publisher.resync(live.room.state, SHOP, known)
    now, got = live.etags(SHOP), [part for frame in (public, own) for part, *_ in frame["p"]]
    assert set(got) == {p for p, etag in now.items() if known.get(p) != etag}
    assert "option/money.fund" in [part for part, *_ in public["p"]]
    assert [part.partition("/")[0] for part, *_ in own["p"]] == ["letter"]
    assert (public["v"], own["v"]) == (live.room.state.public_version, live.room.state.version_for("shop"))


def test_a_page_that_knows_nothing_gets_everything_of_its_audience(live):
    frames = live.publisher.resync(live.room.state, CITY, {})
    own = [*keys_of(live.room.state, PUBLIC), *keys_of(live.room.state, OWN_PARTS["seat"], CITY.seat)]
    assert [part for frame in frames for part, *_ in frame["p"]] == own


def test_a_hello_between_a_change_and_its_flush_loses_nothing(live):
    known = live.etags(CITY)
    live.sender.hold = True
    live.shop.marks("money.fund", "no", reason="too dear")
    early = live.publisher.resync(live.room.state, CITY, known)
    assert "option/money.fund" in [part for part, *_ in early[0]["p"]]
    live.sender.run()
    assert "option/money.fund" in live.ids(ROOM)  # the others have not seen it


def test_what_leaves_the_pages_while_its_change_waits_is_taken_off_them(live):
    live.city.says("the first")
    (first,) = (key for key in live.etags(SHOP) if key.startswith("message/"))
    live.frames(ROOM)
    live.sender.hold = True
    for number in range(MESSAGES_KEPT):
        live.city.says(f"to all {number}")
        # somebody opens the page meanwhile
        live.publisher.page(live.room.state, SHOP)
    live.sender.run()
    assert [html for frame in live.frames(ROOM) for part, _, _, html in frame["p"] if part == first] == [""]


def test_what_is_on_no_page_is_not_taken_off_any(live):
    live.city.proposes(lead="city")
    live.frames(CITY)
    live.shop.marks("p1", "yes")
    assert not [p for frame in live.frames(CITY) for p in frame["p"] if not p[3]]


def test_a_seat_whose_people_change_starts_afresh(live):
    live.publisher.page(live.room.state, CITY)
    live.publisher.forget(live.room.state.id, "city")
    live.renderer.calls.clear()
    live.publisher.page(live.room.state, CITY)
    assert ("seat", "brief") in live.renderer.calls


def test_a_message_to_everybody_is_made_once_and_a_letter_once_for_each_reader(live):
    live.renderer.calls.clear()
    live.city.says("to all")
    made = [look for look, key in live.renderer.calls]
    assert made == ["room", "room"]  # the pages', and the wall's
    live.renderer.calls.clear()
    live.city.says("between us", "private", ("shop",))
    assert [look for look, key in live.renderer.calls] == ["seat", "seat"]


def test_the_oldest_of_a_full_talk_is_taken_off_the_pages_and_forgotten(live):
    live.city.says("the first")
    live.city.says("our first", "private", ("shop",))
    first = {key for key in live.etags(SHOP) if key.startswith(("message/", "letter/"))}
    for number in range(MESSAGES_KEPT):
        live.city.says(f"to all {number}")
        live.city.says(f"to you {number}", "private", ("shop",))
    shown = {}
    for frame in live.frames(ROOM) + live.frames(SHOP):
        for part, _, _, html in frame["p"]:
            if html:
                shown[part] = html
            else:
                del shown[part]
    talk = {key for key in live.etags(SHOP) if key.startswith(("message/", "letter/"))}
    assert {part for part in shown if part.startswith(("message/", "letter/"))} == talk
    assert len(talk) == 2 * MESSAGES_KEPT
    assert not talk & first
    kept = live.publisher._rooms[live.room.state.id]
    assert not [slot for slot in (*kept.rendered, *kept.views) if slot[2] in first]


def test_a_page_that_comes_back_is_told_what_is_no_more(live):
    live.city.says("the first")
    live.city.says("our first", "private", ("shop",))
    known = live.etags(SHOP)
    for number in range(MESSAGES_KEPT):
        live.city.says(f"to all {number}")
        live.city.says(f"to you {number}", "private", ("shop",))
    public, own = live.publisher.resync(live.room.state, SHOP, known)
    gone = {part for part, _, _, html in own["p"] if not html}
    assert gone == known.keys() - live.etags(SHOP).keys()
    assert {part.partition("/")[0] for part in gone} == {"message", "letter"}
    assert all(html for _, _, _, html in public["p"])


def test_a_version_grows_only_with_what_its_audience_may_know(live):
    before = {a: version_of(live.room.state, a) for a in (CITY, SHOP, SCREEN, FACILITATOR)}
    live.city.says("between us", "facilitator")
    after = {a: version_of(live.room.state, a) for a in before}
    assert {a for a in before if after[a] != before[a]} == {CITY, FACILITATOR}


def test_one_part_that_cannot_be_drawn_and_one_send_that_fails_do_not_silence_the_room(live):
    live.renderer.fails = "option/money.fund"
    live.city.marks("money.fund", "yes", reason="we need it")
    assert "objections/money" in live.ids(ROOM)
    live.renderer.fails = ""
    live.sender.fails = 1
    live.city.marks("money.fund", "no", reason="too dear")
    live.city.marks("money.fund", "yes", reason="after all")
    assert "option/money.fund" in live.ids(ROOM)


def test_every_audience_ends_with_the_page_that_the_server_would_make(live):
    """Followed by the page's own rule (a part gives way to an equal or higher version of itself) from the first page
    through every frame, it is what a reload would show; private messages before do not make it deaf."""
    for _ in range(5):
        live.city.says("between us", "private", ("shop",))
    seen = {}
    shown = {
        a: {r.id: r.html for r in live.publisher.page(live.room.state, a).values()}
        for a in (CITY, SHOP, FACILITATOR)
    }
    live.city.marks("money.fund", "yes")
    live.shop.proposes(money="fund")
    live.room.facilitator.opens(money="fund")
    live.city.votes("yes")
    live.shop.votes("yes")
    live.room.facilitator.closes()
    live.city.pledges("cash")
    live.room.facilitator.opens_signing()
    live.shop.signs()
    live.shop.says("dear facilitator", "facilitator")
    live.room.facilitator.pauses()
    for to, frame in live.sender.sent:
        for audience, page in shown.items():
            if to in (channel("a", ROOM), channel("a", audience)):
                for part, _, _, html in frame["p"]:
                    if frame["v"] >= seen.get((audience, part), -1):
                        seen[audience, part] = frame["v"]
                        page[part] = html
    for audience, page in shown.items():
        truth = {r.id: r.html for r in live.publisher.page(live.room.state, audience).values()}
        assert page == truth


def test_who_acts_alone_waits_for_nobody(live):
    live.city.marks("money.fund", "yes")
    live.city.marks("money.none", "yes")
    assert live.sender.pauses == []
    assert len(live.frames(ROOM)) == 2


def test_changes_that_are_about_to_be_stored_share_a_frame():
    live = Live(CITY, SHOP)
    more = iter([("money.none", "no"), ("money.none", "with")])

    def next_one(_seconds):
        live.under_way -= 1
        live.shop.marks(*next(more))

    live.sender.meanwhile, live.under_way = next_one, 2
    live.city.marks("money.fund", "yes")
    assert live.sender.pauses == [STEP, STEP]
    (frame,) = live.frames(ROOM)
    assert {"option/money.fund", "option/money.none"} <= {part for part, *_ in frame["p"]}


def test_a_full_frame_leaves_and_a_slow_log_keeps_nobody_waiting():
    live = Live(CITY, SHOP)
    live.under_way = 1
    live.city.marks("money.fund", "yes")
    assert live.sender.pauses == [STEP] * GLANCES, "what does not come is not waited for"
    live.sender.pauses.clear()
    values = iter(["no", "with", "yes", "no"])
    live.sender.meanwhile = lambda _: live.shop.marks("money.none", next(values))
    live.city.marks("money.fund", "no")
    assert live.sender.pauses == [STEP] * (FULL - 1)
